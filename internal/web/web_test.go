package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// world is a router with a clock, a revision and people a test can turn.
type world struct {
	*Router
	time     time.Time
	revision string
	people   map[string]house.Actor
	log      strings.Builder
}

func newWorld(t *testing.T, change ...func(*Options)) *world {
	t.Helper()
	w := &world{
		time: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), revision: "1",
		people: map[string]house.Actor{"anna": {UserID: "anna", Name: "Anna"}},
	}
	o := Options{
		Log:      slog.New(slog.NewTextHandler(&w.log, nil)),
		Now:      func() time.Time { return w.time },
		Revision: func() string { return w.revision },
		Who:      w.who,
	}
	for _, f := range change {
		f(&o)
	}
	w.Router = New(o)
	w.Open("POST /{lang}/sign-in", func(rw http.ResponseWriter, r *Request) error {
		if err := r.SignIn(r.Text("user", 50)); err != nil {
			return err
		}
		return Redirect(rw, r, LocalPath(r.URL.Query().Get("next"), "/fi/desk"))
	})
	w.Staff("GET /{lang}/desk", func(rw http.ResponseWriter, r *Request) error {
		return Render(rw, r, http.StatusOK, Page(r.Frame("Desk of "+r.Actor.Name)))
	})
	return w
}

func (w *world) who(_ context.Context, id string) (house.Actor, error) {
	if a, ok := w.people[id]; ok {
		return a, nil
	}
	return house.Actor{}, fault.New(fault.NotFound, "web.notFound")
}

// do sends one request; headers are name, value pairs.
func (w *world) do(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	return rec
}

func (w *world) get(target string, headers ...string) *httptest.ResponseRecorder {
	return w.do(http.MethodGet, target, "", headers...)
}

// signIn gives the Cookie header of a fresh session.
func (w *world) signIn(t *testing.T, user string) string {
	t.Helper()
	rec := w.do(http.MethodPost, "/fi/sign-in", "user="+user)
	for _, c := range rec.Result().Cookies() {
		if c.Name == "katto" {
			return c.Name + "=" + c.Value
		}
	}
	t.Fatalf("no session cookie: %d %v", rec.Code, rec.Header())
	return ""
}

func say(s string) Handler {
	return func(w http.ResponseWriter, r *Request) error {
		return Render(w, r, http.StatusOK, templ.ComponentFunc(func(_ context.Context, to io.Writer) error {
			_, err := io.WriteString(to, s)
			return err
		}))
	}
}

func refuse(err error) Handler {
	return func(http.ResponseWriter, *Request) error { return err }
}

func has(t *testing.T, what, part string) {
	t.Helper()
	if !strings.Contains(what, part) {
		t.Errorf("%q is not in:\n%.1500s", part, what)
	}
}

func hasNot(t *testing.T, what, part string) {
	t.Helper()
	if strings.Contains(what, part) {
		t.Errorf("%q should not be in:\n%.1500s", part, what)
	}
}

func equal[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

var errHidden = errors.New("table secret_table does not exist")
