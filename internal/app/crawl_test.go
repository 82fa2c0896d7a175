package app_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// most is more pages than the site has: beyond it, addresses breed.
const most = 3000

// crawler follows every link from page to page, as one visitor.
type crawler struct {
	*visitor
	t      *testing.T
	inside func(path string) bool // which pages are read, not only asked for
	queue  []string
	pages  map[string]*document // by path and query; nil: no page, or not read
	asked  map[string]string    // the page that led there
	acts   map[string]string    // where forms post to, and the page that has one
	wanted []wanted
	faults map[string]int
}

// wanted is a link whose fragment or language is to be seen once all is read.
type wanted struct {
	from, to string
	link
}

func (w *world) crawl(t *testing.T, v *visitor, inside func(string) bool, from ...string) *crawler {
	c := &crawler{visitor: v, t: t, inside: inside, pages: map[string]*document{}, asked: map[string]string{}, faults: map[string]int{}, acts: map[string]string{}}
	for _, path := range from {
		c.ask("the start", path)
	}
	for len(c.queue) > 0 && len(c.asked) < most {
		path := c.queue[0]
		c.queue = c.queue[1:]
		c.visit(path)
	}
	if len(c.queue) > 0 {
		t.Errorf("more than %d pages: the last ones are %q", most, c.queue[:min(8, len(c.queue))])
	}
	c.joins()
	c.forms()
	return c
}

// wrong tells a fault, each kind of it on a few pages only.
func (c *crawler) wrong(path, what string) {
	c.t.Helper()
	if c.faults[what]++; c.faults[what] <= 3 {
		c.t.Errorf("%s (from %s): %s", path, c.asked[path], what)
	}
}

func (c *crawler) ask(from, path string) {
	if _, known := c.asked[path]; !known {
		c.asked[path] = from
		c.queue = append(c.queue, path)
	}
}

// visit gets the address, follows its redirects and reads the page.
func (c *crawler) visit(path string) {
	at := path
	a := c.get(at)
	for hops := 0; a.Code/100 == 3 && hops < 4; hops++ {
		next, err := url.Parse(a.Header().Get("Location"))
		if err != nil {
			break
		}
		at = next.RequestURI()
		a = c.get(at)
	}
	if a.Code != http.StatusOK {
		c.wrong(path, http.StatusText(a.Code))
		return
	}
	for _, word := range hidden {
		if len(c.cookies) == 0 && strings.Contains(a.Body.String(), word) {
			c.wrong(path, "shows what is not public: "+word)
		}
	}
	if !strings.HasPrefix(a.Header().Get("Content-Type"), "text/html") || !c.inside(at) {
		return
	}
	c.heads(at, a)
	where, err := url.Parse("https://katto.test" + at)
	if err != nil {
		c.t.Fatal(err)
	}
	d := readDocument(where, a.Body.Bytes())
	for _, fault := range d.wrong {
		c.wrong(path, fault)
	}
	c.pages[path], c.pages[at] = d, d
	for _, act := range d.acts {
		c.acts[act] = at
	}
	for _, l := range d.links {
		to := l.to.RequestURI()
		c.ask(at, to)
		c.wanted = append(c.wanted, wanted{at, to, l})
	}
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

// heads looks at the answer's headers, and at the second answer to one who
// has the page already.
func (c *crawler) heads(path string, a *answer) {
	h := a.Header()
	if h.Get("Content-Security-Policy") != policy {
		c.wrong(path, "the content security policy is "+h.Get("Content-Security-Policy"))
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" {
		c.wrong(path, "a security header is missing")
	}
	if h.Get("Set-Cookie") != "" && len(c.cookies) == 0 {
		c.wrong(path, "a public page sets a cookie")
	}
	tag := h.Get("ETag")
	if tag == "" {
		if strings.Contains(h.Get("Cache-Control"), "no-store") {
			return
		}
		c.wrong(path, "no ETag")
		return
	}
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("If-None-Match", tag)
	if again := c.do(r); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		c.wrong(path, "asked again with its ETag it is not 304")
	}
}

// joins looks at what only two pages together can have wrong: fragments and
// languages.
func (c *crawler) joins() {
	for _, w := range c.wanted {
		d := c.pages[w.to]
		if d == nil {
			continue
		}
		if id := w.link.to.Fragment; id != "" && !d.ids[id] {
			c.wrong(w.from, "leads to "+w.to+"#"+id+", which has no such place")
		}
		if w.hreflang != "" && w.hreflang != d.lang {
			c.wrong(w.from, "says "+w.to+" is in "+w.hreflang+", it is in "+d.lang)
		}
	}
	for path, d := range c.pages {
		if d != nil && d.at.RequestURI() == path {
			c.languages(path, d)
		}
	}
}

// languages looks at the page's own language and its sisters in the others.
func (c *crawler) languages(path string, d *document) {
	if lang, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/"); lang != d.lang {
		c.wrong(path, "is in "+d.lang)
	}
	for _, l := range text.Languages {
		sister := c.pages[d.alternates[string(l)]]
		switch {
		case d.alternates[string(l)] == "":
			c.wrong(path, "has no alternate in "+string(l))
		case sister == nil:
			c.wrong(path, "its alternate "+d.alternates[string(l)]+" is no page")
		case sister.alternates[d.lang] != d.alternates[d.lang]:
			c.wrong(path, "its alternate "+d.alternates[string(l)]+" leads back elsewhere, to "+sister.alternates[d.lang])
		}
	}
}

// reaches checks that some link leads to every route of the door that is read.
func (c *crawler) reaches(access web.Access) {
	for _, r := range c.Router.Routes() {
		led := slices.ContainsFunc(slices.Collect(maps.Keys(c.asked)), shape(r).MatchString)
		posted := slices.ContainsFunc(slices.Collect(maps.Keys(c.acts)), shape(r).MatchString)
		switch {
		case r.Access != access:
		case r.Method == http.MethodPost && !posted && !strings.HasSuffix(r.Pattern, unseen):
			c.t.Errorf("no form posts to %s", r.Pattern)
		case r.Method == http.MethodGet && !led && !posted: // a refused form stays at its address
			c.t.Errorf("no link leads to %s", r.Pattern)
		}
	}
}

// unseen is offered only for a reading that failed through no fault of the
// file's.
const unseen = "/sources/{source}/again"

var route = regexp.MustCompile(`\{[^}]*\}`)

// shape is what the route's addresses look like.
func shape(r web.Route) *regexp.Regexp {
	return regexp.MustCompile("^" + route.ReplaceAllString(strings.TrimSuffix(r.Pattern, "{$}"), "[^/?]+") + `(\?.*)?$`)
}

// forms checks that something answers every form.
func (c *crawler) forms() {
	for act, from := range c.acts {
		if !slices.ContainsFunc(c.Router.Routes(), func(r web.Route) bool {
			return r.Method == http.MethodPost && shape(r).MatchString(act)
		}) {
			c.wrong(from, "has a form for "+act+", which no route takes")
		}
	}
}

// Every public page from the three front pages on.
func TestPublicPagesHoldTogether(t *testing.T) {
	w := newWorld(t)
	public := func(path string) bool {
		return !strings.Contains(path, "/staff") && !strings.HasSuffix(path, "/sign-in")
	}
	c := w.crawl(t, w.visitor(), public, "/", "/fi", "/sv", "/en")
	if len(c.pages) < 600 {
		t.Errorf("only %d pages were read", len(c.pages))
	}
	for _, path := range w.sitemap(t) {
		if c.pages[path] == nil && public(path) {
			t.Errorf("%s is in the sitemap, but no link leads there", path)
		}
	}
	c.reaches(web.Public)
}

// Every staff page from the three desks on, as the one who may most, and as
// the one who may least.
func TestStaffPagesHoldTogether(t *testing.T) {
	w := newWorld(t)
	for role, least := range map[string]int{"admin": 100, "reader": 30} {
		t.Run(role, func(t *testing.T) {
			staff := func(path string) bool { return strings.Contains(path, "/staff") }
			c := w.crawl(t, w.as(role), staff, "/fi/staff", "/sv/staff", "/en/staff")
			if len(c.pages) < least {
				t.Errorf("only %d pages were read", len(c.pages))
			}
			if role == "admin" {
				c.reaches(web.Staff)
			}
		})
	}
}

// sitemap lists the paths of the sitemap.
func (w *world) sitemap(t *testing.T) []string {
	t.Helper()
	var paths []string
	for part := range strings.SplitSeq(w.visitor().get("/sitemap.xml").Body.String(), "<loc>") {
		if address, _, found := strings.Cut(part, "</loc>"); found {
			at, err := url.Parse(address)
			if err != nil || slices.Contains(paths, at.Path) {
				t.Errorf("the sitemap has %q: %v", address, err)
				continue
			}
			paths = append(paths, at.Path)
		}
	}
	if len(paths) < 300 {
		t.Errorf("the sitemap has only %d addresses", len(paths))
	}
	return paths
}
