package app_test

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// document is a page taken apart, with what is wrong in it.
type document struct {
	at     *url.URL
	lang   string // of <html>
	ids    map[string]bool
	links  []link
	acts   []string // where its forms post to
	wrong  []string
	titles []string
	h1     int
	// the same page in the other languages, by hreflang
	alternates map[string]string
	refers     []reference
}

// link is an address the page leads to or needs.
type link struct {
	to       *url.URL
	hreflang string
}

// reference is an attribute that names an id of the page.
type reference struct{ attribute, id string }

func (d *document) fault(format string, args ...any) {
	d.wrong = append(d.wrong, fmt.Sprintf(format, args...))
}

// readDocument parses the page at the address and looks for everything that
// one page alone can have wrong.
func readDocument(at *url.URL, body []byte) *document {
	d := &document{at: at, ids: map[string]bool{}, alternates: map[string]string{}}
	tree, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		d.fault("does not parse: %v", err)
		return d
	}
	if written, read := writtenShape(body), readShape(tree); written != read {
		d.fault("is not well formed: written %s, read as %s", around(written, read), around(read, written))
	}
	d.walk(tree)
	if d.h1 != 1 {
		d.fault("has %d h1", d.h1)
	}
	if len(d.titles) != 1 || strings.TrimSpace(d.titles[0]) == "" {
		d.fault("has the titles %q", d.titles)
	}
	for _, r := range d.refers {
		if !d.ids[r.id] {
			d.fault("%s names the id %q, which is not there", r.attribute, r.id)
		}
	}
	return d
}

// around shows where two texts part.
func around(s, other string) string {
	i := 0
	for i < len(s) && i < len(other) && s[i] == other[i] {
		i++
	}
	return "..." + s[max(0, i-60):min(len(s), i+60)] + "..."
}

func (d *document) walk(n *html.Node) {
	switch n.Type {
	case html.ElementNode:
		d.element(n)
	case html.TextNode:
		if n.Parent.DataAtom != atom.Script {
			d.words(n.Data)
		}
	case html.CommentNode:
		d.fault("has the comment %q", n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d.walk(c)
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (d *document) element(n *html.Node) {
	for _, a := range n.Attr {
		d.attribute(n, a.Key, a.Val)
	}
	switch n.DataAtom {
	case atom.Html:
		d.lang = attribute(n, "lang")
	case atom.H1:
		d.h1++
	case atom.Title:
		if n.Namespace == "" && n.FirstChild != nil {
			d.titles = append(d.titles, n.FirstChild.Data)
		}
	case atom.Script:
		if attribute(n, "src") == "" || n.FirstChild != nil {
			d.fault("has an inline script")
		}
	case atom.Style, atom.Iframe, atom.Object, atom.Embed, atom.Base:
		d.fault("has a <%s>", n.Data)
	case atom.Img:
		if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "alt" }) {
			d.fault("has an image without alt: %s", attribute(n, "src"))
		}
	case atom.Link:
		d.head(n)
	case atom.A:
		d.follow(attribute(n, "href"), attribute(n, "hreflang"))
	case atom.Form:
		if m := attribute(n, "method"); m == "" || m == "get" {
			d.follow(cmp.Or(attribute(n, "action"), d.at.Path), "")
		} else {
			d.posts(cmp.Or(attribute(n, "action"), d.at.Path))
		}
	}
}

func (d *document) posts(action string) {
	to, err := d.at.Parse(action)
	if err != nil || to.Host != d.at.Host {
		d.fault("posts to %q", action)
		return
	}
	d.acts = append(d.acts, to.Path)
}

// head reads a <link>: what is loaded comes from here.
func (d *document) head(n *html.Node) {
	href, rel := attribute(n, "href"), attribute(n, "rel")
	if lang := attribute(n, "hreflang"); rel == "alternate" && lang != "" {
		if d.alternates[lang] != "" {
			d.fault("has two alternates in %s", lang)
		}
		d.alternates[lang] = href
	}
	d.own("link "+rel, href)
	d.follow(href, attribute(n, "hreflang"))
}

func (d *document) own(what, address string) {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		d.fault("%s is not from here: %q", what, address)
	}
}

// namesID are the attributes whose words are ids of the same page.
var namesID = []string{"for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "popovertarget", "headers", "form", "list"}

func (d *document) attribute(n *html.Node, name, value string) {
	switch {
	case name == "style" || strings.HasPrefix(name, "on"):
		d.fault("has %s=%q on <%s>", name, value, n.Data)
	case name == "id":
		if d.ids[value] || value == "" || strings.ContainsAny(value, " \t\n") {
			d.fault("has the id %q twice, or it is none", value)
		}
		d.ids[value] = true
	case slices.Contains(namesID, name):
		for _, id := range strings.Fields(value) {
			d.refers = append(d.refers, reference{name, id})
		}
	case name == "formaction" || name == "hx-post":
		d.posts(value)
	case name == "hx-get":
		d.follow(value, "")
	case name == "src" || name == "srcset" || name == "poster":
		d.own(name, value)
		d.follow(value, "")
	case name == "lang":
		if !slices.Contains([]string{"fi", "sv", "en"}, value) {
			d.fault("has lang=%q", value)
		}
	case slices.Contains([]string{"alt", "title", "aria-label", "content", "placeholder", "aria-description"}, name):
		d.words(value)
		if name == "aria-label" && strings.TrimSpace(value) == "" {
			d.fault("has an empty aria-label on <%s>", n.Data)
		}
	}
}

func (d *document) follow(href, hreflang string) {
	to, err := d.at.Parse(href)
	if err != nil || href == "" {
		d.fault("leads to %q", href)
		return
	}
	switch {
	case to.Host == d.at.Host:
		d.links = append(d.links, link{to, hreflang})
	case to.Scheme != "https" && to.Scheme != "http" && to.Scheme != "mailto":
		d.fault("leads to %q", href)
	}
}

// untranslated is what a text looks like that nobody wrote: the name of a
// key, or a place that nothing filled.
var untranslated = regexp.MustCompile(`\b(?:app|audit|db|decision|exchange|intake|job|overview|people|plan|publish|registry|web)(?:\.[a-z][A-Za-z0-9_]*)+\b|<no value>|\{\{|%!|\bundefined\b|\bNaN\b|\(MISSING\)`)

func (d *document) words(s string) {
	if found := untranslated.FindString(s); found != "" {
		d.fault("says %q", found)
	}
}

// What looks for faults must see them, or the crawl proves nothing.
func TestReadDocumentSeesFaults(t *testing.T) {
	at := &url.URL{Scheme: "https", Host: "katto.test", Path: "/fi/kainuu"}
	page := func(body string) []byte {
		return []byte(`<!doctype html><html lang="fi"><head><title>Talo</title></head><body>` + body + `</body></html>`)
	}
	if d := readDocument(at, page(`<h1 id="a">Talo</h1><p><a href="#a">alkuun</a> <a href="https://www.thl.fi/">THL</a></p>`)); len(d.wrong) > 0 {
		t.Errorf("a good page: %q", d.wrong)
	}
	for body, word := range map[string]string{
		`<p>ilman otsikkoa</p>`:                             "0 h1",
		`<h1>a</h1><h1>b</h1>`:                              "2 h1",
		`<h1>a</h1><p id="x"></p><p id="x"></p>`:            "twice",
		`<h1>a</h1><p>auki`:                                 "well formed",
		`<h1>a</h1><p><ul><li>x</li></ul></p>`:              "well formed",
		`<h1>a</h1><table><tr><td>x</td></tr></table>`:      "well formed",
		`<h1 style="color:red">a</h1>`:                      "style",
		`<h1 onclick="x()">a</h1>`:                          "onclick",
		`<h1>a</h1><script>1</script>`:                      "inline script",
		`<h1>a</h1><style>p{}</style>`:                      "<style>",
		`<h1>a</h1><img src="https://cdn.test/a.png" alt>`:  "not from here",
		`<h1>a</h1><script src="//cdn.test/a.js"></script>`: "not from here",
		`<h1>publish.house.lead</h1>`:                       "publish.house.lead",
		`<h1 title="plan.kind.value">a</h1>`:                "plan.kind.value",
		`<h1>a</h1><p>{{.Count}}</p>`:                       "{{",
		`<h1>a</h1><p><no value></p>`:                       "well formed",
		`<h1>a</h1><p>&lt;no value&gt;</p>`:                 "no value",
		`<h1>a</h1><a href="javascript:x()">x</a>`:          "javascript",
		`<h1>a</h1><label for="none">x</label>`:             "none",
		`<h1>a</h1><!-- muistiinpano -->`:                   "comment",
		`<h1 lang="de">a</h1>`:                              "lang",
	} {
		if d := readDocument(at, page(body)); !strings.Contains(strings.Join(d.wrong, "; "), word) {
			t.Errorf("%s: found only %q", body, d.wrong)
		}
	}
}
