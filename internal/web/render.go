package web

import (
	"bytes"
	"net/http"
	"sync"

	"github.com/a-h/templ"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render writes the component as the whole answer. Nothing is sent before the
// component is ready, so an error in it still becomes an error page.
func Render(w http.ResponseWriter, r *Request, status int, c templ.Component) error {
	b := buffers.Get().(*bytes.Buffer)
	defer func() { b.Reset(); buffers.Put(b) }()
	if err := c.Render(r.Context(), b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	return err
}

// Redirect sends the browser to path with GET (303).
func Redirect(w http.ResponseWriter, r *Request, path string) error {
	http.Redirect(w, r.Request, path, http.StatusSeeOther)
	return nil
}
