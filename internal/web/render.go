package web

import (
	"bytes"
	"net/http"
	"strconv"
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
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if out, direct := w.(*response); direct {
		return sendPage(out, r, status, b.Bytes())
	}
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	return err
}

// sendPage sends a page the cache does not hold, compressed when that pays.
func sendPage(w *response, r *Request, status int, body []byte) error {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	if len(body) >= smallPage && accepted(r.Header.Get("Accept-Encoding")) != identityEncoding {
		body = compress(body, gzipEncoding)
		h["Content-Encoding"] = gzipHeader
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(body)
	return err
}

// Redirect sends the browser to path, to be read with GET (303).
func Redirect(w http.ResponseWriter, r *Request, path string) error {
	http.Redirect(w, r.Request, path, http.StatusSeeOther)
	return nil
}
