package web

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Request is one request with what every handler asks first: in which
// language, and who. Lang comes from the path value {lang}, else from the
// cookie, else from Accept-Language.
type Request struct {
	*http.Request
	Lang  text.Lang
	Actor house.Actor

	router  *Router
	out     *response
	session bool // the session is open
	id      string
	parsed  bool
	fault   error
}

// ID names the request in the log, in X-Request-Id and on error pages.
func (r *Request) ID() string { return r.id }

// Partial tells whether a script of ours asks for a part of a page.
func (r *Request) Partial() bool { return r.Header.Get("HX-Request") == "true" }

// reads tells whether the method changes nothing.
func (r *Request) reads() bool {
	return r.Method == http.MethodGet || r.Method == http.MethodHead
}

// newRequestID is short enough to be read aloud on the phone.
func newRequestID() string { return strings.ToLower(rand.Text()[:10]) }

// languageCookie remembers the language of the last page a person saw behind
// the open and staff doors. It says nothing else about them.
const languageCookie = "lang"

// languageOf is the language before a route is known: the path's first part,
// the cookie, the browser's wish.
func languageOf(r *http.Request) text.Lang {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if lang, ok := text.Parse(first); ok {
		return lang
	}
	if cookie, err := r.Cookie(languageCookie); err == nil {
		if lang, ok := text.Parse(cookie.Value); ok {
			return lang
		}
	}
	return text.Prefer(r.Header.Get("Accept-Language"))
}

func (rt *Router) rememberLanguage(w http.ResponseWriter, r *Request) {
	if cookie, err := r.Cookie(languageCookie); err == nil && cookie.Value == string(r.Lang) {
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: languageCookie, Value: string(r.Lang), Path: "/", MaxAge: 365 * 24 * 60 * 60,
		HttpOnly: true, Secure: rt.options.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// signInPath is the sign-in page that leads back to where the person was
// going.
func signInPath(r *Request) string {
	return "/" + string(r.Lang) + "/sign-in?next=" + url.QueryEscape(r.URL.RequestURI())
}

// LocalPath is s if it is a path of this site, else fallback. A page that
// sends people on to an address from the query asks it first.
func LocalPath(s, fallback string) string {
	bad := strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c == '\\' || c == 0x7f })
	if bad || !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") {
		return fallback
	}
	if u, err := url.Parse(s); err != nil || u.Host != "" || u.Scheme != "" {
		return fallback
	}
	return s
}
