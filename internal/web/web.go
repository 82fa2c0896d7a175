// Package web is the HTTP machine and the page frame: the router with its
// three doors (public, open, staff), sessions, forms, the cache of public
// pages, the one place where an error becomes a page, static files, and the
// typed components every page is built of.
//
// It knows text, house and fault, and no room. Rooms register their routes
// on a Router and render their own templ pages inside web.Page:
//
//	rt.Public("GET /{lang}/{county}", func(w http.ResponseWriter, r *web.Request) error {
//		return web.Render(w, r, http.StatusOK, housePage(r.Frame("Talo"), ...))
//	})
//
// What a handler returns as an error, a visitor at a staff door, a panic, an
// unknown address: all of them end in fail.go and are written nowhere else.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"

	"github.com/alexedwards/scs/v2"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/katto-project/katto/internal/house"
)

// Handler answers one request. An error it returns becomes a page in one
// place; a handler never writes an error itself.
type Handler func(w http.ResponseWriter, r *Request) error

// Access says who may come to a route.
type Access string

// The three doors.
const (
	Public Access = "public" // everybody sees the same; cached; no session is read
	Open   Access = "open"   // everybody may come; the session is read if there is one
	Staff  Access = "staff"  // signed in only
)

// Route is one registered route, for the test that walks them all.
type Route struct {
	Method  string
	Pattern string // the path with its {places}
	Access  Access
}

// Options is all that the machine needs from outside. The zero value of every
// field works: no log, the real clock, sessions in memory, nobody known.
type Options struct {
	Log *slog.Logger
	Now house.Clock

	// Sessions keeps the sessions; nil keeps them in memory.
	Sessions scs.Store
	// Who is the session's user as of now. A Denied or NotFound fault ends
	// the session; any other error is shown as one.
	Who func(ctx context.Context, userID string) (house.Actor, error)
	// Revision changes whenever a public page may have changed. It is called
	// on every public request, so it answers from memory.
	Revision func() string

	Secure         bool           // https in front: cookies over https only, HSTS
	TrustedOrigins []string       // origins besides our own that may post, "https://host"
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed

	Metrics     prometheus.Registerer           // nil: none are kept
	MetricsPage http.Handler                    // answers /metrics; nil: 404
	Ready       func(ctx context.Context) error // answers /readyz; nil: always ready
}
