package web

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

func TestServeFinishesWhatItBegan(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	began, release := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(began)
		<-release
		_, _ = io.WriteString(w, "whole")
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, listener, handler, slog.New(slog.DiscardHandler), 5*time.Second) }()
	answer := make(chan string, 1)
	go func() { answer <- fetch("http://" + listener.Addr().String()) }()
	<-began
	stop()
	time.Sleep(10 * time.Millisecond)
	close(release)
	equal(t, <-answer, "whole")
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func fetch(address string) string {
	res, err := http.Get(address) //nolint:gosec,noctx // the test's own server
	if err != nil {
		return err.Error()
	}
	defer func() { _ = res.Body.Close() }()
	body, _ := io.ReadAll(res.Body)
	return string(body)
}

func TestServerBoundsSlowAndLargeClients(t *testing.T) {
	s := newServer(http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	for _, limit := range []time.Duration{s.ReadHeaderTimeout, s.ReadTimeout, s.WriteTimeout, s.IdleTimeout} {
		if limit <= 0 || limit > 5*time.Minute {
			t.Errorf("a limit of %s", limit)
		}
	}
}
