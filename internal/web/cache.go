package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/katto-project/katto/internal/text"
)

// The cache of public pages. Pages with parameters have their own shelf, so
// that no flood of searches can push the front pages out.
const (
	shelfEntries = 20_000
	shelfBytes   = 128 << 20
	queryEntries = 2_000
	queryBytes   = 32 << 20
	keyLimit     = 512     // a longer key is not kept
	pageLimit    = 4 << 20 // a larger page is not kept
	smallPage    = 860     // below this, compressing costs more than it saves
)

// cache holds one generation of pages: those of one revision and one day.
type cache struct {
	live atomic.Pointer[generation]
}

// generation is what was rendered while the data and the day stayed the same.
// A page is put into the generation its rendering began in, so that one made
// of older data is never served after a change.
type generation struct {
	revision string
	from, to time.Time // the local day, [from, to)
	plain    shelf
	queried  shelf
	flight   singleflight.Group
}

func newCache() *cache { return &cache{} }

// current is the generation of the revision and the day of now.
func (c *cache) current(revision string, now time.Time) *generation {
	g := c.live.Load()
	if g != nil && g.revision == revision && !now.Before(g.from) && now.Before(g.to) {
		return g
	}
	local := now.In(text.Zone)
	from := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, text.Zone)
	next := &generation{revision: revision, from: from, to: from.AddDate(0, 0, 1)}
	next.plain.maxEntries, next.plain.maxBytes = shelfEntries, shelfBytes
	next.queried.maxEntries, next.queried.maxBytes = queryEntries, queryBytes
	if c.live.CompareAndSwap(g, next) {
		return next
	}
	return c.live.Load()
}

// shelf is a bounded map of pages. A full shelf is emptied: what people read
// is back on it at their next visit.
type shelf struct {
	pages                sync.Map // key -> *page
	entries, bytes       atomic.Int64
	maxEntries, maxBytes int64
	emptying             sync.Mutex
}

func (s *shelf) get(key string) *page {
	if p, ok := s.pages.Load(key); ok {
		return p.(*page)
	}
	return nil
}

func (s *shelf) put(key string, p *page) {
	size := int64(len(p.body))*2 + int64(len(key)) + 512 // with its compressed forms
	if len(key) > keyLimit || len(p.body) > pageLimit {
		return
	}
	s.makeRoom(size)
	if _, there := s.pages.LoadOrStore(key, p); !there {
		s.entries.Add(1)
		s.bytes.Add(size)
	}
}

func (s *shelf) makeRoom(size int64) {
	if s.entries.Load() < s.maxEntries && s.bytes.Load()+size <= s.maxBytes {
		return
	}
	s.emptying.Lock()
	defer s.emptying.Unlock()
	if s.entries.Load() < s.maxEntries && s.bytes.Load()+size <= s.maxBytes {
		return
	}
	s.pages.Clear()
	s.entries.Store(0)
	s.bytes.Store(0)
}

// page is one cached answer with its encodings, each made when first asked.
type page struct {
	header http.Header // besides the ones below
	kind   []string
	vary   []string
	body   []byte
	forms  [3]form // by encoding
}

// form is the page in one encoding.
type form struct {
	once   sync.Once
	body   []byte
	tag    string
	etag   []string
	length []string

	wire       sync.Once
	head, same []byte // of 200 and 304 on the quick way, after the date
}

var (
	revalidate = []string{"public, max-age=0, must-revalidate"}
	tagSuffix  = [3]string{"", "-gz", "-br"}
)

func newPage(c *record, vary []string) *page {
	p := &page{header: c.header.Clone(), kind: c.header["Content-Type"], vary: vary, body: append([]byte(nil), c.body.Bytes()...)}
	for _, name := range []string{"Content-Type", "Content-Length", "Etag", "Cache-Control", "Vary", "Set-Cookie"} {
		delete(p.header, name)
	}
	sum := sha256.Sum256(p.body)
	for e := range p.forms {
		p.forms[e].tag = `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + tagSuffix[e] + `"`
	}
	return p
}

// in is the page in the encoding.
func (p *page) in(e encoding) *form {
	f := &p.forms[e]
	f.once.Do(func() {
		f.body = compress(p.body, e)
		f.etag = []string{f.tag}
		f.length = []string{strconv.Itoa(len(f.body))}
	})
	return f
}

// encodingFor is the encoding a client that accepts so much gets.
func (p *page) encodingFor(accept string) encoding {
	if len(p.body) < smallPage || accept == "" {
		return identityEncoding
	}
	return accepted(accept)
}

// fill sets the headers of an answer with the status.
func (p *page) fill(h http.Header, e encoding, status int) {
	f := p.in(e)
	for name, values := range p.header {
		h[name] = values
	}
	h["Etag"], h["Cache-Control"], h["Vary"] = f.etag, revalidate, p.vary
	if status == http.StatusNotModified {
		return
	}
	h["Content-Type"], h["Content-Length"] = p.kind, f.length
	switch e {
	case gzipEncoding:
		h["Content-Encoding"] = gzipHeader
	case brotliEncoding:
		h["Content-Encoding"] = brotliHeader
	}
}

// serve sends the page, or 304 to a browser that has it. It returns the
// status.
func (p *page) serve(w http.ResponseWriter, r *http.Request) int {
	accept := ""
	if values := r.Header["Accept-Encoding"]; len(values) > 0 {
		accept = values[0]
	}
	e, status := p.encodingFor(accept), http.StatusOK
	f := p.in(e)
	if known := r.Header["If-None-Match"]; len(known) > 0 && tagListed(known, f.tag) {
		status = http.StatusNotModified
	}
	p.fill(w.Header(), e, status)
	w.WriteHeader(status)
	if status == http.StatusOK && r.Method != http.MethodHead {
		_, _ = w.Write(f.body)
	}
	return status
}

// wired is the page's form with its heads written out.
func (rt *Router) wired(p *page, e encoding) *form {
	f := p.in(e)
	f.wire.Do(func() {
		f.head, f.same = rt.head(p, e, http.StatusOK), rt.head(p, e, http.StatusNotModified)
	})
	return f
}

func (rt *Router) head(p *page, e encoding, status int) []byte {
	h := rt.headers.Clone()
	p.fill(h, e, status)
	var b bytes.Buffer
	_ = h.Write(&b) // a buffer does not fail
	b.WriteString("\r\n")
	return b.Bytes()
}

// tagListed tells whether an If-None-Match header has the tag. A proxy on the
// way may have made it weak.
func tagListed(headers []string, tag string) bool {
	for _, header := range headers {
		for header != "" {
			var one string
			one, header, _ = strings.Cut(header, ",")
			one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
			if one == tag || one == "*" {
				return true
			}
		}
	}
	return false
}
