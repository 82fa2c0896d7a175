// Package web is the HTTP machine and the page frame: the router with its
// three doors (public, open, staff), sessions, forms, the cache of public
// pages, the one place where an error becomes a page, static files, and the
// typed components every page is built of.
//
// It knows text, house and fault, and no room. Rooms register their routes
// on a Router and render their own templ pages inside web.Page.
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
	Pattern string
	Access  Access
}

// Options is all that the machine needs from outside. The zero value of every
// field works: no log, the real clock, sessions in memory, nobody known.
type Options struct {
	Log            *slog.Logger
	Now            house.Clock
	Sessions       scs.Store                                                     // nil: in memory
	Who            func(ctx context.Context, userID string) (house.Actor, error) // who the session's user is now
	Revision       func() string                                                 // changes whenever a public page may have changed; called on every public request
	Secure         bool                                                          // cookies over https only, HSTS
	TrustedOrigins []string                                                      // origins besides our own that may post, "https://host"
	TrustedProxies []netip.Prefix                                                // whose X-Forwarded-For is believed
	Metrics        prometheus.Registerer                                         // nil: none kept
	MetricsPage    http.Handler                                                  // answers /metrics; nil: 404
	Ready          func(ctx context.Context) error                               // answers /readyz; nil: always ready
}
