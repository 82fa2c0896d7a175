package web

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// samples is a router with pages of each kind.
func samples(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.Public("GET /{lang}/{county}", say(strings.Repeat("väestö ", 150)))
	w.Public("GET /{lang}/{county}/slow", func(rw http.ResponseWriter, r *Request) error {
		time.Sleep(60 * time.Millisecond)
		return say("slow")(rw, r)
	})
	w.Public("GET /{lang}/{county}/small", say("small"))
	return w
}

func serveHere(t *testing.T, handler http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, handler, slog.New(slog.DiscardHandler), time.Second) }()
	t.Cleanup(func() { stop(); <-ended })
	return l.Addr().String()
}

// ask is a plain request of a page.
func ask(path string, headers ...string) string {
	s := "GET " + path + " HTTP/1.1\r\nHost: katto.example\r\n"
	for _, h := range headers {
		s += h + "\r\n"
	}
	return s + "\r\n"
}

const (
	last  = "Connection: close"
	pause = 15 * time.Millisecond
)

// exchange sends the pieces one after another, each on its own, and gives all
// that came back until the server closed.
func exchange(t *testing.T, address string, pieces []string, pause time.Duration) string {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	got := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(c)
		got <- string(all)
	}()
	for _, piece := range pieces {
		if _, err := io.WriteString(c, piece); err != nil {
			break
		}
		time.Sleep(pause)
	}
	return <-got
}

var (
	dateLine  = regexp.MustCompile(`(?m)^Date: .*\r\n`)
	requestID = regexp.MustCompile(`(?m)^X-Request-Id: (\w+)\r\n`)
	quickHead = regexp.MustCompile(`HTTP/1\.1 \d+ [^\r]+\r\nDate: `)
)

// timeless takes away what differs from one answer to the next: the date,
// which stands elsewhere on the quick way, and the ids of requests.
func timeless(answers string) string {
	for _, id := range requestID.FindAllStringSubmatch(answers, -1) {
		answers = strings.ReplaceAll(answers, id[1], "ID")
	}
	return dateLine.ReplaceAllString(answers, "")
}

func TestQuickWayAnswersAsTheOrdinaryWay(t *testing.T) {
	a, b := samples(t), samples(t)
	tag := a.get("/fi/soite", "Accept-Encoding", "gzip").Header().Get("Etag")
	equal(t, b.get("/fi/soite", "Accept-Encoding", "gzip").Header().Get("Etag"), tag)
	quick, ordinary := serveHere(t, a.Router), serveHere(t, http.HandlerFunc(b.ServeHTTP)) // only a *Router has a quick way
	first, end := ask("/fi/soite"), ask("/fi/soite", last)
	for name, c := range map[string]struct {
		pieces []string
		quick  int // answers that the quick way gives
	}{
		"plain":                  {[]string{first, first, first, end}, 2},
		"gzip":                   {[]string{first, ask("/fi/soite", "Accept-Encoding: gzip, deflate"), end}, 1},
		"brotli, as browsers":    {[]string{first, ask("/fi/soite", "User-Agent: x (y; z)", "accept-encoding:br ", "Connection: keep-alive", "Cookie: a=b"), end}, 1},
		"small page":             {[]string{ask("/fi/a/small"), ask("/fi/a/small", "Accept-Encoding: gzip"), end}, 1},
		"known":                  {[]string{first, ask("/fi/soite", "Accept-Encoding: gzip", "If-None-Match: "+tag), end}, 1},
		"known among others":     {[]string{first, ask("/fi/soite", "Accept-Encoding: gzip", `If-None-Match: "a", W/`+tag), end}, 1},
		"known to nobody":        {[]string{first, ask("/fi/soite", `If-None-Match: "a"`), end}, 1},
		"two If-None-Match":      {[]string{first, ask("/fi/soite", `If-None-Match: "a"`, "If-None-Match: "+tag), end}, 0},
		"not kept yet":           {[]string{first, ask("/fi/varha"), ask("/fi/varha"), end}, 1},
		"not there":              {[]string{first, ask("/xx/soite"), end}, 0},
		"HEAD":                   {[]string{first, strings.Replace(first, "GET", "HEAD", 1), end}, 0},
		"query":                  {[]string{first, ask("/fi/soite?q=a"), end}, 0},
		"escape":                 {[]string{first, ask("/fi/%73oite"), end}, 0},
		"absolute address":       {[]string{first, ask("http://katto.example/fi/soite"), end}, 0},
		"two at once":            {[]string{first, first + first, first, end}, 0},
		"in two parts":           {[]string{first, first[:20], first[20:], end}, 0},
		"the end of a head only": {[]string{first, first[:len(first)-2], "\r\n", first, end}, 0},
		"lines without CR":       {[]string{first, strings.ReplaceAll(first, "\r\n", "\n"), end}, 0},
		"folded line":            {[]string{first, ask("/fi/soite", "A: b\r\n c"), end}, 0},
		"no host":                {[]string{first, "GET /fi/soite HTTP/1.1\r\n\r\n"}, 0},
		"two hosts":              {[]string{first, ask("/fi/soite", "Host: b")}, 0},
		"strange host":           {[]string{first, strings.Replace(first, "katto.example", "a b", 1)}, 0},
		"strange name":           {[]string{first, ask("/fi/soite", "A b: c")}, 0},
		"control sign":           {[]string{first, ask("/fi/soite", "A: b\x00c")}, 0},
		"HTTP/1.0":               {[]string{first, strings.Replace(first, "1.1", "1.0", 1)}, 0},
		"other word":             {[]string{first, "X" + first, end}, 0},
		"empty body":             {[]string{first, ask("/fi/soite", "Content-Length: 0"), end}, 0},
		"a request as a body":    {[]string{first, ask("/fi/soite", fmt.Sprintf("Content-Length: %d", len(first))) + first, end}, 0},
		"a body by itself":       {[]string{first, ask("/fi/soite", fmt.Sprintf("Content-Length: %d", len(first))), first, end}, 0},
		"a request in chunks":    {[]string{first, ask("/fi/soite", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n", end}, 0},
		"after a form":           {[]string{first, "POST /fi/soite HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=b", first, end}, 0},
		"a request as a header":  {[]string{first, first + "POST /fi/soite HTTP/1.1\r\nHost: a\r\nfoo: ", first, end}, 0},
		"one byte ahead":         {[]string{first, ask("/fi/soite/slow"), "X", first, end}, 0},
		"ahead of time":          {[]string{first, ask("/sv/soite/slow"), first, end}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slow := exchange(t, ordinary, c.pieces, pause)
			equal(t, len(quickHead.FindAllString(slow, -1)), 0)
			for wait := pause; ; wait *= 4 { // on a busy machine two pieces can arrive as one
				fast := exchange(t, quick, c.pieces, wait)
				if diff := cmp.Diff(timeless(slow), timeless(fast)); diff != "" {
					t.Fatalf("the quick way (+) is not the ordinary way (-):\n%.3000s", diff)
				}
				n := len(quickHead.FindAllString(fast, -1))
				if n == c.quick {
					return
				}
				if n > c.quick || wait > time.Second {
					t.Fatalf("%d quick answers, want %d", n, c.quick)
				}
			}
		})
	}
}

func TestQuickWaySeesChanges(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}", counting(&n))
	var revision atomic.Value
	revision.Store("1")
	w.options.Revision = func() string { return revision.Load().(string) }
	c, err := net.Dial("tcp", serveHere(t, w.Router))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	in := bufio.NewReader(c)
	read := func() string {
		_, _ = io.WriteString(c, ask("/fi/soite"))
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		body, _ := io.ReadAll(res.Body)
		return string(body)
	}
	for range 3 {
		has(t, read(), "/fi/soite 1 ")
	}
	revision.Store("2")
	for range 3 {
		has(t, read(), "/fi/soite 2 ")
	}
}

// What the quick way takes for a plain request, net/http reads the same way,
// to the last byte.
func FuzzPlainGet(f *testing.F) {
	for _, s := range []string{
		ask("/fi/soite"), ask("/fi/soite", "Accept-Encoding: gzip", `If-None-Match: "a"`), ask("/", "Connection: Keep-Alive"),
		ask("//a"), ask("/a", "Content-Length: 1") + "a", ask("/a") + ask("/b"), "GET /a HTTP/1.1\nHost: a\n\n", ask("/a", "A: b", " c"),
		ask("/a", "Accept-Encoding:", "Accept-Encoding: br"), ask("/a", "Host: b"), ask("/a", "Transfer-Encoding : chunked"), ask("/a", "\tA: b"),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		g, plain := readPlainGet(b)
		if !plain {
			return
		}
		in := bufio.NewReader(bytes.NewReader(b))
		r, err := http.ReadRequest(in)
		if err != nil {
			t.Fatalf("net/http refuses %q: %v", b, err)
		}
		known := r.Header["If-None-Match"]
		switch {
		case r.Method != http.MethodGet || r.URL.Path != g.path || r.URL.RawQuery != "" || r.URL.RawPath != "" || r.URL.Host != "" || !r.ProtoAtLeast(1, 1):
			t.Errorf("%q is %s %+v", b, r.Method, r.URL)
		case r.ContentLength != 0 || len(r.TransferEncoding) > 0 || r.Close || r.Header.Get("Expect") != "" || r.Header.Get("Upgrade") != "":
			t.Errorf("%q has a body, or closes", b)
		case r.Header.Get("Accept-Encoding") != g.accept || len(known) > 1 || len(known) == 1 && known[0] != g.known || len(known) == 0 && g.known != "":
			t.Errorf("%q has the headers %v, not %+v", b, r.Header, g)
		case in.Buffered() > 0:
			t.Errorf("%q leaves %d bytes", b, in.Buffered())
		}
	})
}

// A stop cuts no answer: what has begun to arrive arrives whole.
func TestQuickWayStopsWell(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}", counting(&n))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, w.Router, slog.New(slog.DiscardHandler), 5*time.Second) }()
	var whole atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { whole.Add(hammer(t, l.Addr().String())) })
	}
	time.Sleep(100 * time.Millisecond)
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	all.Wait()
	if whole.Load() < 100 {
		t.Errorf("only %d answers", whole.Load())
	}
}

// hammer asks until the server closes, and gives how many answers came.
func hammer(t *testing.T, address string) (whole int64) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Error(err)
		return 0
	}
	defer c.Close()
	in := bufio.NewReader(c)
	for {
		if _, err := io.WriteString(c, ask("/fi/soite")); err != nil {
			return whole
		}
		if _, err := in.Peek(1); err != nil {
			return whole
		}
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Errorf("an answer was cut in its head: %v", err)
			return whole
		}
		_, err = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		if err != nil {
			t.Errorf("an answer was cut: %v", err)
			return whole
		}
		whole++
	}
}
