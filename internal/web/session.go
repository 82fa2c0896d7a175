package web

// SignIn makes userID the session's person, with a new token.
func (r *Request) SignIn(userID string) error { return nil }

// SignOut ends the session.
func (r *Request) SignOut() error { return nil }

// Flash keeps one message, the text of key, for the next page the person sees.
func (r *Request) Flash(key string, args ...any) {}
