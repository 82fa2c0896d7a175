package web

import (
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// A session ends a working day after the last request, and a day after the
// sign-in in any case.
const (
	sessionIdle     = 8 * time.Hour
	sessionAbsolute = 24 * time.Hour
	seenEvery       = 5 * time.Minute // how often a busy session is written
)

// What a session holds.
const (
	sessionUser  = "user"
	sessionSince = "since" // of the sign-in, Unix seconds
	sessionSeen  = "seen"  // of the last request, Unix seconds, to seenEvery
	sessionFlash = "flash"
)

func newSessions(o Options) *scs.SessionManager {
	s := scs.New()
	s.Store = o.Sessions
	if s.Store == nil {
		s.Store = memstore.NewWithCleanupInterval(0)
	}
	s.Lifetime = sessionAbsolute
	s.HashTokenInStore = true // a copy of the table opens nobody's session
	s.Cookie.Name = "katto"
	if o.Secure {
		s.Cookie.Name = "__Host-katto" // the browser lets no other host set it
	}
	s.Cookie.Secure = o.Secure
	s.Cookie.HttpOnly = true
	s.Cookie.SameSite = http.SameSiteLaxMode
	s.Cookie.Path = "/"
	s.Cookie.Persist = false
	return s
}

// openSession reads the session, if the browser has one, and finds out who
// its person is now.
func (rt *Router) openSession(out *response, r *Request) error {
	token := ""
	if cookie, err := r.Cookie(rt.sessions.Cookie.Name); err == nil {
		token = cookie.Value
	}
	ctx, err := rt.sessions.Load(r.Context(), token)
	if err != nil {
		return fault.New(fault.Unavailable, "web.unavailable").Because(err)
	}
	r.Request, r.session = r.WithContext(ctx), true
	out.before = func() { rt.keepSession(out, r) }
	user := rt.sessions.GetString(ctx, sessionUser)
	if user == "" {
		return nil
	}
	if rt.sessionOver(r) || rt.options.Who == nil {
		return rt.sessions.Destroy(ctx)
	}
	return rt.identify(r, user)
}

// sessionOver checks both ages, and notes that the session was seen.
func (rt *Router) sessionOver(r *Request) bool {
	now := rt.now()
	since := time.Unix(rt.sessions.GetInt64(r.Context(), sessionSince), 0)
	seen := time.Unix(rt.sessions.GetInt64(r.Context(), sessionSeen), 0)
	if now.Sub(since) > sessionAbsolute || now.Sub(seen) > sessionIdle {
		return true
	}
	if now.Sub(seen) > seenEvery {
		rt.sessions.Put(r.Context(), sessionSeen, now.Unix())
	}
	return false
}

// identify asks who the user is. One who is no more, or may no more, is a
// visitor from here on.
func (rt *Router) identify(r *Request, user string) error {
	actor, err := rt.options.Who(r.Context(), user)
	switch {
	case fault.Is(err, fault.NotFound), fault.Is(err, fault.Denied):
		r.Actor = house.Actor{}
		return rt.sessions.Destroy(r.Context())
	case err != nil:
		return err
	}
	r.Actor = actor
	return nil
}

// keepSession saves a changed session and sets or clears its cookie. It runs
// just before the head leaves.
func (rt *Router) keepSession(w http.ResponseWriter, r *Request) {
	ctx := r.Context()
	switch rt.sessions.Status(ctx) {
	case scs.Modified:
		token, expiry, err := rt.sessions.Commit(ctx)
		if err != nil {
			rt.log.Error("session not saved", "request", r.id, "err", err)
			return
		}
		rt.sessions.WriteSessionCookie(ctx, w, token, expiry)
	case scs.Destroyed:
		rt.sessions.WriteSessionCookie(ctx, w, "", time.Time{})
	}
}

// SignIn makes userID the session's person. The token is new, so that one
// planted before the sign-in is worth nothing. It returns an Unavailable
// fault when the session cannot be kept.
func (r *Request) SignIn(userID string) error {
	if !r.session {
		return fault.New(fault.Internal, "web.internal")
	}
	s, ctx, now := r.router.sessions, r.Context(), r.router.now().Unix()
	if err := s.RenewToken(ctx); err != nil {
		return fault.New(fault.Unavailable, "web.unavailable").Because(err)
	}
	s.Put(ctx, sessionUser, userID)
	s.Put(ctx, sessionSince, now)
	s.Put(ctx, sessionSeen, now)
	if _, _, err := s.Commit(ctx); err != nil {
		return fault.New(fault.Unavailable, "web.unavailable").Because(err)
	}
	return nil
}

// SignOut ends the session, here and in the store.
func (r *Request) SignOut() error {
	r.Actor = house.Actor{}
	if !r.session {
		return nil
	}
	if err := r.router.sessions.Destroy(r.Context()); err != nil {
		return fault.New(fault.Unavailable, "web.unavailable").Because(err)
	}
	return nil
}

// Flash keeps one message, the text of key, for the next page this person
// sees. It does nothing at a public door, where there is no session.
func (r *Request) Flash(key string, args ...any) {
	if r.session {
		r.router.sessions.Put(r.Context(), sessionFlash, r.Lang.T(key, args...))
	}
}

// takeFlash is the message left for this page, once.
func (r *Request) takeFlash() string {
	if !r.session {
		return ""
	}
	return r.router.sessions.PopString(r.Context(), sessionFlash)
}
