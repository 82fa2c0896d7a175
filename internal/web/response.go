package web

import (
	"bytes"
	"net/http"
)

var noStore = []string{"private, no-store"}

// response is the ResponseWriter of the long way: it remembers whether the
// head has left, and runs a last step (the session's cookie) just before.
type response struct {
	http.ResponseWriter
	request *Request
	access  Access
	before  func()
	status  int // what was sent, or is to be sent instead of a fault's own
	sent    bool
	err     error
}

// WriteHeader sends the head, once.
func (o *response) WriteHeader(status int) {
	if o.sent {
		return
	}
	if status >= 200 {
		o.sent, o.status = true, status
		o.last()
	}
	o.ResponseWriter.WriteHeader(status)
}

// Write sends a part of the body.
func (o *response) Write(b []byte) (int, error) {
	if !o.sent {
		o.WriteHeader(http.StatusOK)
	}
	return o.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (o *response) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// finish sends the head of an answer that had no body.
func (o *response) finish() {
	if !o.sent {
		o.WriteHeader(http.StatusOK)
	}
}

func (o *response) last() {
	if o.before != nil {
		f := o.before
		o.before = nil
		f()
	}
}

// record is a ResponseWriter in memory, for a page on its way to the cache.
type record struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newRecord() *record { return &record{header: http.Header{}} }

func (c *record) Header() http.Header { return c.header }

func (c *record) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
}

func (c *record) Write(b []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	return c.body.Write(b)
}

// copyTo sends what was recorded.
func (c *record) copyTo(w http.ResponseWriter) {
	for name, values := range c.header {
		w.Header()[name] = values
	}
	c.WriteHeader(http.StatusOK)
	w.WriteHeader(c.status)
	_, _ = w.Write(c.body.Bytes())
}
