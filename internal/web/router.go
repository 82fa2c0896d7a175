package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// bodyLimit is the largest form that is read, in bytes, where a route does
// not say otherwise.
const bodyLimit = 1 << 20

// Router is Katto's http.Handler.
type Router struct {
	options  Options
	log      *slog.Logger
	now      house.Clock
	muxes    map[string]*http.ServeMux // see wing
	routes   []Route
	sessions *scs.SessionManager
	cache    *cache
	limits   *limits
	origin   *http.CrossOriginProtection
	headers  http.Header
	counts   *counts
}

// route is a registered route with all the machine needs to serve it.
type route struct {
	Route
	handler Handler
	limit   int64    // bytes of body
	query   []string // parameters a public page reads
	lang    bool     // the path names the language
}

// New makes a router. It starts nothing and holds no connection.
func New(o Options) *Router {
	rt := &Router{options: o, log: o.Log, now: o.Now, muxes: map[string]*http.ServeMux{"": http.NewServeMux()}}
	if rt.log == nil {
		rt.log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if rt.now == nil {
		rt.now = time.Now
	}
	if rt.options.Revision == nil {
		rt.options.Revision = func() string { return "" }
	}
	rt.sessions = newSessions(o)
	rt.cache = newCache()
	rt.limits = newLimits(rt.now)
	rt.origin = originProtection(o.TrustedOrigins)
	rt.headers = securityHeaders(o.Secure)
	rt.counts = newCounts(o.Metrics, rt.cache)
	return rt
}

// Public registers a page that is the same for everybody: "GET /{lang}/{county}".
// No session is read, the Actor is zero, and the handler sees neither headers
// nor host; its 200 answer is cached until the revision or the local day
// changes. query names the parameters the page reads; others never reach it.
// A pattern without {lang} may still use Request.Lang.
func (rt *Router) Public(pattern string, h Handler, query ...string) {
	slices.Sort(query)
	rt.add(route{Route: Route{Access: Public}, handler: h, query: query}, pattern)
}

// Open registers a page anybody may come to, where a signed-in person is
// known: the sign-in page and its form.
func (rt *Router) Open(pattern string, h Handler) {
	rt.add(route{Route: Route{Access: Open}, handler: h, limit: bodyLimit}, pattern)
}

// Staff registers a page for signed-in people. A visitor's GET is sent to the
// sign-in page and comes back after it; other methods get 401.
func (rt *Router) Staff(pattern string, h Handler) { rt.StaffUpload(pattern, bodyLimit, h) }

// StaffUpload is Staff with room for a body of max bytes.
func (rt *Router) StaffUpload(pattern string, max int64, h Handler) {
	rt.add(route{Route: Route{Access: Staff}, handler: h, limit: max}, pattern)
}

// Routes lists what is registered, in order of registration.
func (rt *Router) Routes() []Route { return slices.Clone(rt.routes) }

// add registers the route. A mistake in a pattern is one in the build, and
// panics, as http.ServeMux does.
func (rt *Router) add(x route, pattern string) {
	method, path, found := strings.Cut(pattern, " ")
	if !found {
		panic("web: the pattern " + pattern + " names no method")
	}
	if x.Access == Public && method != http.MethodGet {
		panic("web: " + pattern + " is public but not a GET: a public page changes nothing")
	}
	x.Method, x.Pattern, x.lang = method, path, strings.Contains(path, "{lang}")
	rt.routes = append(rt.routes, x.Route)
	rt.shelve(path).HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		out := w.(*response) // serve hands the mux nothing else
		out.request.Request = r
		out.err = rt.enter(out, out.request, &x)
	})
}

// wing is the part of the house a path belongs to. A mux refuses two
// patterns of which neither is the narrower (/{lang}/{county}/rooms and
// /{lang}/staff/{county}), so the staff pages have a mux of their own, and so
// has each staff page that stands outside every county (/{lang}/staff/users).
func wing(path string) string {
	part := strings.SplitN(path, "/", 5)
	switch {
	case len(part) < 3 || part[2] != "staff":
		return ""
	case len(part) == 3 || strings.HasPrefix(part[3], "{"):
		return "staff"
	}
	return "staff/" + part[3]
}

// shelve is the mux a pattern's path is registered on.
func (rt *Router) shelve(path string) *http.ServeMux {
	name := wing(path)
	if rt.muxes[name] == nil {
		rt.muxes[name] = http.NewServeMux()
	}
	return rt.muxes[name]
}

// find is the mux that knows the path.
func (rt *Router) find(path string) *http.ServeMux {
	name := wing(path)
	if rt.muxes[name] == nil && name != "" {
		name = "staff"
	}
	if mux := rt.muxes[name]; mux != nil {
		return mux
	}
	return rt.muxes[""]
}

// ServeHTTP answers every request. A cached public page leaves from here.
func (rt *Router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for name, value := range rt.headers {
		h[name] = value
	}
	if plainRead(r) {
		if p := rt.cache.current(rt.options.Revision(), rt.now()).plain.get(r.URL.Path); p != nil {
			rt.counts.hit(p.serve(w, r))
			return
		}
	}
	rt.serve(w, r)
}

// plainRead is a GET or HEAD whose cache key is its path alone. A path with
// an escaped slash reads the same as another one unescaped, so it is not.
func plainRead(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && r.URL.RawQuery == "" && r.URL.RawPath == ""
}

// serve is the long way: everything but a page ready in the cache.
func (rt *Router) serve(w http.ResponseWriter, r *http.Request) {
	began := rt.now()
	out := &response{ResponseWriter: w, access: "none"}
	out.request = &Request{Request: r, router: rt, out: out, id: newRequestID(), Lang: languageOf(r)}
	defer func() { out.request.forgetFiles() }()
	w.Header().Set("X-Request-Id", out.request.id)
	err := rt.guard(out.request, func() error { return rt.dispatch(out, out.request) })
	if err != nil {
		rt.fail(out, out.request, err)
	}
	out.finish()
	rt.counts.rendered(out, rt.now().Sub(began))
}

// dispatch finds the route, or says that there is none.
func (rt *Router) dispatch(out *response, r *Request) error {
	if done, err := rt.fixed(out, r); done || err != nil {
		return err
	}
	mux := rt.find(r.URL.Path)
	handler, pattern := mux.Handler(r.Request)
	if pattern == "" {
		return rt.lost(out, r, handler)
	}
	mux.ServeHTTP(out, r.Request)
	return out.err
}

// lost answers what no route matches: a redirect to the cleaned path, 405
// with the methods there are, or 404.
func (rt *Router) lost(out *response, r *Request, handler http.Handler) error {
	probe := newRecord()
	handler.ServeHTTP(probe, r.Request)
	switch {
	case probe.status == http.StatusMethodNotAllowed:
		out.Header().Set("Allow", probe.header.Get("Allow"))
		out.status = http.StatusMethodNotAllowed
		return fault.New(fault.Invalid, "web.method")
	case probe.status/100 == 3:
		probe.copyTo(out)
		return nil
	}
	// A path with an escaped slash is left alone: unescaped, it could lead to
	// another host (/%2Fhost/ to //host).
	if to := strings.TrimRight(r.URL.Path, "/"); to != "" && to != r.URL.Path && r.reads() && r.URL.RawPath == "" {
		other := r.Clone(r.Context())
		other.URL.Path, other.URL.RawPath = to, ""
		if _, pattern := rt.find(to).Handler(other); pattern != "" {
			http.Redirect(out, r.Request, other.URL.RequestURI(), http.StatusMovedPermanently)
			return nil
		}
	}
	return fault.New(fault.NotFound, "web.notFound")
}

// enter is the door of a route: language, origin, pace, size, session, person.
func (rt *Router) enter(out *response, r *Request, x *route) error {
	out.access = x.Access
	if x.lang {
		lang, known := text.Parse(r.PathValue("lang"))
		if !known {
			return fault.New(fault.NotFound, "web.notFound")
		}
		r.Lang = lang
	}
	if x.Access == Public {
		return rt.public(out, r, x)
	}
	out.Header()["Cache-Control"] = noStore
	if err := rt.admit(out, r, x); err != nil {
		return err
	}
	if err := rt.openSession(out, r); err != nil {
		return err
	}
	if x.Access == Staff && !r.Actor.SignedIn() {
		return fault.New(fault.Denied, "web.signIn")
	}
	if x.lang {
		rt.rememberLanguage(out, r)
	}
	return x.handler(out, r)
}

// admit lets an unsafe request in: from our own pages, not too often, not
// too large.
func (rt *Router) admit(out *response, r *Request, x *route) error {
	if r.reads() {
		return nil
	}
	if err := rt.origin.Check(r.Request); err != nil {
		return fault.New(fault.Denied, "web.crossOrigin").Because(err)
	}
	if wait := rt.limits.take(clientAddress(r.Request, rt.options.TrustedProxies), x.Access); wait > 0 {
		seconds := max(1, int(wait.Round(time.Second).Seconds()))
		out.Header().Set("Retry-After", fmt.Sprint(seconds))
		return fault.New(fault.TooMany, "web.tooMany", "Count", seconds)
	}
	r.Body = http.MaxBytesReader(out.ResponseWriter, r.Body, x.limit)
	return nil
}

// guard runs f and turns a panic into an error with its stack for the log.
func (rt *Router) guard(r *Request, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			if cause, ok := p.(error); ok && errors.Is(cause, http.ErrAbortHandler) {
				panic(p)
			}
			err = fmt.Errorf("panic in %s %s: %v\n%s", r.Method, r.URL.Path, p, debug.Stack())
		}
	}()
	return f()
}

// fixed answers the addresses the machine itself owns.
func (rt *Router) fixed(out *response, r *Request) (bool, error) {
	path := r.URL.Path
	name, static := strings.CutPrefix(path, "/static/")
	switch {
	case static:
		out.access = "static"
		if r.reads() && assets().serve(out, r.Request, name) {
			return true, nil
		}
		return true, fault.New(fault.NotFound, "web.notFound")
	case path == "/favicon.ico" || path == "/favicon.svg":
		http.Redirect(out, r.Request, Static("mark.svg"), http.StatusFound)
	case path == "/robots.txt":
		plainText(out, http.StatusOK, robots)
	case path == "/healthz":
		plainText(out, http.StatusOK, "ok\n")
	case path == "/readyz":
		rt.ready(out, r)
	case path == "/metrics" && rt.options.MetricsPage != nil:
		rt.options.MetricsPage.ServeHTTP(out, r.Request)
	default:
		return false, nil
	}
	return true, nil
}

// ready tells a load balancer whether to send people here.
func (rt *Router) ready(out *response, r *Request) {
	if rt.options.Ready != nil {
		ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
		defer cancel()
		if err := rt.options.Ready(ctx); err != nil {
			rt.log.Error("not ready", "err", err)
			plainText(out, http.StatusServiceUnavailable, "not ready\n")
			return
		}
	}
	plainText(out, http.StatusOK, "ready\n")
}

const robots = "User-agent: *\nDisallow: /*/sign-in\nDisallow: /*/staff/\n"

func plainText(w http.ResponseWriter, status int, s string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header()["Cache-Control"] = noStore
	w.WriteHeader(status)
	_, _ = io.WriteString(w, s)
}
