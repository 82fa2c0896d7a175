package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/katto-project/katto/internal/fault"
)

// statusGone is what the log and the counters say of a request whose client
// left before the answer.
const statusGone = 499

// fail is the one place where an error becomes an answer: the sign-in page for
// a visitor who may not, else a page that says what happened, whether
// anything was lost, what to do next, and by which id the log knows it.
func (rt *Router) fail(out *response, r *Request, err error) {
	if r.Context().Err() == context.Canceled {
		out.sent, out.status = true, statusGone
		return
	}
	if errors.Is(err, context.DeadlineExceeded) && fault.Is(err, fault.Internal) {
		err = errTooSlow(err)
	}
	f := fault.Of(err)
	status := statusOf(f, out, r)
	rt.report(r, f, status)
	if out.sent {
		panic(http.ErrAbortHandler) // half a page has left: break it off, so that nobody takes it for whole
	}
	if status == http.StatusUnauthorized && r.Method == http.MethodGet && !r.Partial() {
		http.Redirect(out, r.Request, signInPath(r), http.StatusSeeOther)
		return
	}
	rt.writeFault(out, r, f, status)
}

// statusOf is the answer's status. 401 is a visitor whom signing in may help.
func statusOf(f *fault.Error, out *response, r *Request) int {
	visitor := f.Kind == fault.Denied && !r.Actor.SignedIn() && f.Key != "web.crossOrigin"
	switch {
	case out.status != 0:
		return out.status
	case visitor:
		return http.StatusUnauthorized
	}
	return f.Kind.Status()
}

// report logs what the person is not told. What people do wrong is no error
// of ours.
func (rt *Router) report(r *Request, f *fault.Error, status int) {
	level := slog.LevelDebug
	switch {
	case status >= 500:
		level = slog.LevelError
	case status == http.StatusForbidden || status == http.StatusTooManyRequests:
		level = slog.LevelWarn
	}
	rt.log.Log(r.Context(), level, "request failed", "request", r.id, "method", r.Method,
		"path", r.URL.Path, "status", status, "user", r.Actor.UserID, "err", f.Error())
}

// writeFault sends the fault as the client reads it: a page, the part of one
// that a script asked for, or JSON.
func (rt *Router) writeFault(out *response, r *Request, f *fault.Error, status int) {
	h := out.Header()
	for _, name := range []string{"Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition", "Etag", "Last-Modified"} {
		h.Del(name)
	}
	h["Cache-Control"] = noStore
	what, next := FaultText(r.Lang, f)
	if r.WantsJSON() {
		writeProblem(out, r, status, what, next)
		return
	}
	problem := problemPage{What: what, Next: next, Status: status, Request: r.id, Changed: !r.reads(), SignIn: signInLink(r, status)}
	component := faultPage(r.Frame(what), problem)
	if r.Partial() {
		component = faultPart(r.Lang, problem)
	}
	if err := Render(out, r, status, component); err != nil {
		rt.log.Error("the error page failed", "request", r.id, "err", err)
		plainText(out, status, what+"\n"+next+"\n"+r.id+"\n")
	}
}

// problemPage is what an error page tells.
type problemPage struct {
	What, Next string
	Status     int
	Request    string
	Changed    bool   // the request was to change something
	SignIn     string // the sign-in page, where signing in may help
}

func signInLink(r *Request, status int) string {
	if status != http.StatusUnauthorized {
		return ""
	}
	return "/" + string(r.Lang) + "/sign-in"
}

// WantsJSON tells whether a program asks, not a browser for a page: by the
// path's ending, or by an Accept header that names JSON and no HTML.
func (r *Request) WantsJSON() bool {
	accept := r.Header.Get("Accept")
	return strings.HasSuffix(r.URL.Path, ".json") || (strings.Contains(accept, "json") && !strings.Contains(accept, "html"))
}

// writeProblem is the fault as RFC 9457 has it.
func writeProblem(w http.ResponseWriter, r *Request, status int, what, next string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Content-Language", string(r.Lang))
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"type": "about:blank", "title": what, "detail": next, "status": status, "instance": "request:" + r.id,
	})
}
