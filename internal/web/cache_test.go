package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/katto-project/katto/internal/fault"
)

// counting is a public page that tells how many times it was rendered and
// what it could see of the request.
func counting(n *atomic.Int64) Handler {
	return func(w http.ResponseWriter, r *Request) error {
		page := fmt.Sprintf("%s %d q=%s host=%q cookie=%q %s", r.URL.Path, n.Add(1), r.URL.Query().Get("q"),
			r.Host, r.Header.Get("Cookie"), strings.Repeat("väestö ", 400))
		return say(page)(w, r)
	}
}

func TestPublicPageIsRenderedOnce(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}", counting(&n))
	first, second := w.get("/fi/soite", "Cookie", "katto=x", "Host", "evil"), w.get("/fi/soite")
	equal(t, first.Code, http.StatusOK)
	equal(t, first.Body.String(), second.Body.String())
	equal(t, n.Load(), 1)
	has(t, first.Body.String(), `host="" cookie=""`)
	equal(t, first.Header().Get("Cache-Control"), "public, max-age=0, must-revalidate")
	equal(t, first.Header().Get("Vary"), "Accept-Encoding")
	equal(t, first.Header().Get("Set-Cookie"), "")
	has(t, w.get("/sv/soite").Body.String(), "/sv/soite 2")
}

func TestPublicPageAnswersConditionsAndHead(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}", counting(&n))
	rec := w.get("/fi/soite")
	tag := rec.Header().Get("Etag")
	for _, known := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		again := w.get("/fi/soite", "If-None-Match", known)
		equal(t, again.Code, http.StatusNotModified)
		equal(t, again.Body.Len(), 0)
		equal(t, again.Header().Get("Etag"), tag)
	}
	equal(t, w.get("/fi/soite", "If-None-Match", `"other"`).Code, http.StatusOK)
	head := w.do(http.MethodHead, "/fi/soite", "")
	equal(t, head.Code, http.StatusOK)
	equal(t, head.Body.Len(), 0)
	equal(t, head.Header().Get("Content-Length"), fmt.Sprint(rec.Body.Len()))
	equal(t, n.Load(), 1)
}

func TestPublicPageEncodings(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}", counting(&n))
	plain := w.get("/fi/soite")
	tags := map[string]bool{plain.Header().Get("Etag"): true}
	for accept, want := range map[string]string{
		"gzip": "gzip", "gzip, deflate, br, zstd": "br", "br;q=0, gzip;q=0.5": "gzip", "identity": "", "br;q=0.0": "",
	} {
		rec := w.get("/fi/soite", "Accept-Encoding", accept)
		equal(t, rec.Header().Get("Content-Encoding"), want)
		equal(t, unpack(t, rec.Header().Get("Content-Encoding"), rec.Body.Bytes()), plain.Body.String())
		if want != "" && rec.Body.Len() >= plain.Body.Len() {
			t.Errorf("%s does not shrink the page", want)
		}
		tags[rec.Header().Get("Etag")] = true
		equal(t, w.get("/fi/soite", "Accept-Encoding", accept, "If-None-Match", rec.Header().Get("Etag")).Code, http.StatusNotModified)
	}
	equal(t, len(tags), 3)
}

func unpack(t *testing.T, encoding string, body []byte) string {
	t.Helper()
	var from io.Reader = bytes.NewReader(body)
	switch encoding {
	case "gzip":
		z, err := gzip.NewReader(from)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	case "br":
		from = brotli.NewReader(from)
	}
	out, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestChangeAndMidnightEmptyTheCache(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}", counting(&n))
	tag := w.get("/fi/soite").Header().Get("Etag")
	w.revision = "2"
	equal(t, w.get("/fi/soite", "If-None-Match", tag).Code, http.StatusOK)
	equal(t, n.Load(), 2)
	w.time = time.Date(2026, 3, 2, 21, 59, 0, 0, time.UTC) // 23.59 in Helsinki
	w.get("/fi/soite")
	equal(t, n.Load(), 2)
	w.time = w.time.Add(2 * time.Minute)
	w.get("/fi/soite")
	equal(t, n.Load(), 3)
}

func TestPageOfOlderDataIsNotServedAfterAChange(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}", func(rw http.ResponseWriter, r *Request) error {
		if n.Load() == 0 {
			w.revision = "2" // the data changes while the page is being made
		}
		return counting(&n)(rw, r)
	})
	w.get("/fi/soite")
	has(t, w.get("/fi/soite").Body.String(), "/fi/soite 2")
}

func TestOnlyNamedParametersReachAPublicPage(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}/search", counting(&n), "q", "page")
	has(t, w.get("/fi/soite/search?q=koti&utm=1").Body.String(), "q=koti")
	w.get("/fi/soite/search?utm=2&q=koti")
	w.get("/fi/soite/search?page=&q=koti")
	equal(t, n.Load(), 1)
	for i := range 50 {
		w.get(fmt.Sprintf("/fi/soite/search?junk=%d", i))
	}
	equal(t, n.Load(), 2)
}

func TestSearchesCannotFillTheMemory(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	w.Public("GET /{lang}/{county}", counting(&n), "q")
	w.get("/fi/soite")
	for i := range queryEntries + 10 {
		w.get(fmt.Sprintf("/fi/soite?q=%d", i))
	}
	g := w.cache.current(w.revision, w.time)
	if got := g.queried.entries.Load(); got > queryEntries {
		t.Errorf("%d searches kept, at most %d", got, queryEntries)
	}
	equal(t, g.plain.entries.Load(), 1)
	before := n.Load()
	w.get("/fi/soite?q=" + strings.Repeat("x", keyLimit))
	w.get("/fi/soite?q=" + strings.Repeat("x", keyLimit))
	equal(t, n.Load(), before+2) // too long a key is served, not kept
}

func TestShelfKeepsWithinItsBytes(t *testing.T) {
	s := shelf{maxEntries: 100, maxBytes: 10_000}
	for i := range 50 {
		c := newRecord()
		_, _ = c.Write(bytes.Repeat([]byte("a"), 500))
		s.put(fmt.Sprint(i), newPage(c, varyEncoding))
		if s.bytes.Load() > s.maxBytes {
			t.Fatalf("%d bytes kept", s.bytes.Load())
		}
	}
	if s.get("49") == nil {
		t.Error("the newest page is not there")
	}
}

func TestEscapedSlashIsAnotherPage(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /{lang}/{county}", func(rw http.ResponseWriter, r *Request) error {
		return say("one:"+r.PathValue("county"))(rw, r)
	})
	w.Public("GET /{lang}/{county}/{page}", func(rw http.ResponseWriter, r *Request) error {
		return say("two:"+r.PathValue("county"))(rw, r)
	})
	equal(t, w.get("/fi/a%2Fb").Body.String(), "one:a/b")
	equal(t, w.get("/fi/a/b").Body.String(), "two:a")
	equal(t, w.get("/fi/a%2Fb").Body.String(), "one:a/b")
}

func TestManyAskersOneRendering(t *testing.T) {
	w := newWorld(t)
	var n atomic.Int64
	release := make(chan struct{})
	w.Public("GET /{lang}/{county}", func(rw http.ResponseWriter, r *Request) error {
		<-release
		return counting(&n)(rw, r)
	})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if rec := w.get("/fi/soite"); rec.Code != http.StatusOK {
				t.Errorf("status %d", rec.Code)
			}
		})
	}
	time.Sleep(20 * time.Millisecond)
	close(release)
	all.Wait()
	equal(t, n.Load(), 1)
}

func TestOnlyGoodAnswersAreKept(t *testing.T) {
	w := newWorld(t)
	bad := true
	w.Public("GET /{lang}/{county}", func(rw http.ResponseWriter, r *Request) error {
		if bad {
			return fault.New(fault.NotFound, "web.notFound")
		}
		return say("here")(rw, r)
	})
	w.Public("GET /{$}", func(rw http.ResponseWriter, r *Request) error {
		return Redirect(rw, r, "/"+string(r.Lang))
	})
	equal(t, w.get("/fi/soite").Code, http.StatusNotFound)
	bad = false
	equal(t, w.get("/fi/soite").Code, http.StatusOK)
	equal(t, w.get("/", "Accept-Language", "sv").Header().Get("Location"), "/sv")
	equal(t, w.get("/", "Accept-Language", "en").Header().Get("Location"), "/en")
}

func TestPageWithoutLanguageInItsPathIsKeptPerLanguage(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /about", func(rw http.ResponseWriter, r *Request) error { return say(string(r.Lang))(rw, r) })
	for range 2 {
		equal(t, w.get("/about", "Accept-Language", "sv").Body.String(), "sv")
		equal(t, w.get("/about", "Cookie", "lang=en").Body.String(), "en")
	}
	has(t, w.get("/about").Header().Get("Vary"), "Accept-Language")
}

func BenchmarkCachedPage(b *testing.B) {
	rt := New(Options{})
	rt.Public("GET /{lang}/{county}", say(strings.Repeat("<p>hyvinvointialue</p>", 1000)))
	w := &world{Router: rt}
	r := request("/fi/soite")
	r.Header.Set("Accept-Encoding", "gzip, br")
	w.get("/fi/soite")
	sink := &discard{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(sink.header)
		rt.ServeHTTP(sink, r)
	}
}
