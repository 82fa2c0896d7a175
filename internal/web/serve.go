package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Serve answers on the listener until ctx ends, then lets running requests
// finish for at most grace. It closes the listener, returns nil after an
// orderly stop, and refuses to start without the built assets.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger, grace time.Duration) error {
	if err := CheckAssets(); err != nil {
		return err
	}
	server := newServer(handler, log)
	address := listener.Addr().String()
	if rt, ok := handler.(*Router); ok {
		listener, server.ConnState = quickListener{listener, rt}, quickState
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	log.Info("serving", "address", address)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping", "grace", grace.String())
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}

// How long a client may take to read an answer, and to send another request.
const (
	writeTimeout = 120 * time.Second
	idleTimeout  = 120 * time.Second
)

// newServer has a limit for every way a client can be slow or large.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       60 * time.Second, // an upload on a slow line
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
