package web

import (
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// The quick way: a kept public page that a plain GET asks for leaves straight
// from its connection, with one write, before net/http makes a request of it.
// net/http costs three times as much as all the rest of such an answer.
//
// It takes only what it fully understands (see plainGet), on a connection
// whose last request is answered and left no byte behind; everything else
// reaches net/http untouched, byte by byte. A test holds its answers to those
// of the ordinary way.

// quickListener gives connections the quick way.
type quickListener struct {
	net.Listener
	rt *Router
}

func (l quickListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &quickConn{Conn: c, rt: l.rt}, nil
}

// quickConn is a connection. All but the mutex's fields belong to the one
// goroutine of net/http that reads.
type quickConn struct {
	net.Conn
	rt    *Router
	begun bool      // net/http has got bytes since it last was between two requests
	clean bool      // what it got was one whole request without a body
	used  bool      // net/http has answered a request: its clocks are set anew for each
	armed time.Time // when the limits of time were last set here

	closing sync.Mutex
	writing bool
	closed  bool
}

// idle is told when net/http waits for the next request.
func (c *quickConn) idle() {
	if c.clean {
		c.begun, c.used = false, true
	}
}

// quickState is http.Server's ConnState.
func quickState(c net.Conn, state http.ConnState) {
	if q, ok := c.(*quickConn); ok && state == http.StateIdle {
		q.idle()
	}
}

// Read answers plain requests for kept pages itself and gives net/http the
// rest.
func (c *quickConn) Read(b []byte) (int, error) {
	for {
		n, err := c.Conn.Read(b)
		if n == 0 {
			return n, err
		}
		if c.begun {
			c.clean = false // more than one read: there may be a body, or the next request
			return n, err
		}
		g, plain := readPlainGet(b[:n])
		if err == nil && plain && c.used {
			answered, err := c.answer(g)
			if err != nil {
				return 0, err
			}
			if answered {
				continue
			}
		}
		c.begun, c.clean = true, plain
		return n, err
	}
}

// answer sends the page if it is kept.
func (c *quickConn) answer(g plainGet) (bool, error) {
	now := c.rt.now()
	p := c.rt.cache.current(c.rt.options.Revision(), now).plain.get(g.path)
	if p == nil {
		return false, nil
	}
	e := p.encodingFor(g.accept)
	f := c.rt.wired(p, e)
	status, head, body := http.StatusOK, f.head, f.body
	if g.known != "" && tagListed([]string{g.known}, f.tag) {
		status, head, body = http.StatusNotModified, f.same, nil
	}
	c.arm(now)
	if !c.begin() {
		return false, net.ErrClosed
	}
	parts := net.Buffers{statusLine(status, now), head, body}
	_, err := parts.WriteTo(c.Conn)
	c.rt.counts.hit(status)
	return true, c.finish(err)
}

// arm gives the connection time for this answer and the next request, as
// net/http does. Once a second is often enough.
func (c *quickConn) arm(now time.Time) {
	if now.Sub(c.armed) < time.Second {
		return
	}
	c.armed = now
	real := time.Now()
	_ = c.SetWriteDeadline(real.Add(writeTimeout + time.Second))
	_ = c.SetReadDeadline(real.Add(idleTimeout))
}

// begin tells that an answer is on its way; false when the connection is
// closed.
func (c *quickConn) begin() bool {
	c.closing.Lock()
	defer c.closing.Unlock()
	c.writing = !c.closed
	return c.writing
}

func (c *quickConn) finish(err error) error {
	c.closing.Lock()
	defer c.closing.Unlock()
	c.writing = false
	if !c.closed {
		return err
	}
	_ = c.Conn.Close()
	return net.ErrClosed
}

// Close lets an answer that is on its way end first.
func (c *quickConn) Close() error {
	c.closing.Lock()
	defer c.closing.Unlock()
	c.closed = true
	if c.writing {
		return nil
	}
	return c.Conn.Close()
}

// dated is the status lines with the date, made anew each second.
type dated struct {
	second int64
	lines  map[int][]byte
}

var datedLines atomic.Pointer[dated]

func statusLine(status int, now time.Time) []byte {
	d := datedLines.Load()
	if d == nil || d.second != now.Unix() {
		d = &dated{second: now.Unix(), lines: map[int][]byte{}}
		for _, s := range []int{http.StatusOK, http.StatusNotModified} {
			d.lines[s] = []byte("HTTP/1.1 " + strconv.Itoa(s) + " " + http.StatusText(s) + "\r\nDate: " + now.UTC().Format(http.TimeFormat) + "\r\n")
		}
		datedLines.Store(d)
	}
	return d.lines[status]
}
