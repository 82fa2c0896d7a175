package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"github.com/katto-project/katto/internal/app"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/web"
)

type serveCmd struct {
	storeFlags `embed:""`
	Addr       string        `help:"Address to listen on." default:"127.0.0.1:8080" env:"KATTO_ADDR"`
	Secure     bool          `help:"HTTPS is in front: cookies travel over HTTPS only." env:"KATTO_SECURE"`
	Origin     []string      `help:"Other origins whose forms are trusted." env:"KATTO_ORIGINS" placeholder:"URL"`
	Proxy      []string      `help:"Proxies in front, whose X-Forwarded-For is believed (address or network)." env:"KATTO_PROXIES" placeholder:"CIDR"`
	Grace      time.Duration `help:"How long running requests may take after a stop." default:"15s" env:"KATTO_GRACE"`
	Log        string        `help:"Form of the log." enum:"text,json" default:"text" env:"KATTO_LOG"`
}

// Help is shown by --help.
func (serveCmd) Help() string {
	return `Serves the public houses and the staff pages until it is stopped (Ctrl-C or SIGTERM).
The schema is brought up to date first. /healthz, /readyz and /metrics tell how it is.

Example:
  katto serve --db sqlite:/var/lib/katto/katto.db --addr 127.0.0.1:8080
  katto serve --db postgres://katto@db.example/katto --addr :8080 --secure`
}

// Run serves until the context ends.
func (c serveCmd) Run(e *env) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	o.Log = logger(e, c.Log)
	listener, err := listen(e, c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	a, err := c.wire(e, o)
	if err != nil {
		return err
	}
	defer a.DB.Close() //nolint:errcheck // nothing is under way any more
	return serve(e, a, listener, o.Log, c.Grace)
}

// options checks what the router would not forgive.
func (c serveCmd) options() (app.Options, error) {
	o := app.Options{Secure: c.Secure, TrustedOrigins: c.Origin}
	for _, origin := range c.Origin {
		if err := http.NewCrossOriginProtection().AddTrustedOrigin(origin); err != nil {
			return o, usage("cli.badOrigin", "Origin", origin)
		}
	}
	for _, s := range c.Proxy {
		network, err := netip.ParsePrefix(s)
		if address, bad := netip.ParseAddr(s); bad == nil {
			network, err = address.Prefix(address.BitLen())
		}
		if err != nil {
			return o, usage("cli.badProxy", "Proxy", s)
		}
		o.TrustedProxies = append(o.TrustedProxies, network)
	}
	return o, nil
}

// listen opens the address. Before that succeeds nothing is promised.
func listen(e *env, addr string) (net.Listener, error) {
	if err := web.CheckAssets(); err != nil {
		return nil, err
	}
	l, err := (&net.ListenConfig{}).Listen(e, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fault.New(fault.Conflict, "cli.addressTaken", "Addr", addr)
	case err != nil:
		return nil, fault.New(fault.Invalid, "cli.badAddress", "Addr", addr).Because(err)
	}
	return l, nil
}

// serve runs the app's work and its server; both have ended when it returns.
func serve(e *env, a *app.App, listener net.Listener, log *slog.Logger, grace time.Duration) error {
	ctx, stop := context.WithCancel(e)
	worked := make(chan error, 1)
	go func() { worked <- a.Run(ctx) }()
	err := web.Serve(e, listener, a.Router, log, grace)
	stop()
	if work := <-worked; err == nil && e.Err() == nil {
		err = work
	}
	return err
}

func logger(e *env, form string) *slog.Logger {
	if strings.EqualFold(form, "json") {
		return slog.New(slog.NewJSONHandler(e.err, nil))
	}
	return slog.New(slog.NewTextHandler(e.err, nil))
}
