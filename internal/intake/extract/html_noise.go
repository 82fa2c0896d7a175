package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unread elements hold no text of the page.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true,
	atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Head: true,
	atom.Select: true, atom.Textarea: true, atom.Input: true, atom.Datalist: true, atom.Math: true, atom.Map: true,
	atom.Dialog: true, atom.Progress: true, atom.Meter: true, atom.Noframes: true,
}

// noiseRoles and noiseWords (in class and id) mark what is surely not the
// page's own text.
var (
	noiseRoles = []string{
		"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog", "toolbar",
	}
	noiseWords = map[string]bool{
		"cookie": true, "cookies": true, "cookiebot": true, "cookiebanner": true, "consent": true, "evaste": true, "gdpr": true,
		"onetrust": true, "breadcrumb": true, "breadcrumbs": true, "murupolku": true, "navbar": true, "navigation": true,
		"skip": true, "skiplink": true, "pagination": true, "pager": true, "share": true, "sharing": true, "social": true,
		"somejako": true, "megamenu": true, "submenu": true, "sidenav": true, "topbar": true,
	}
	asideWords = map[string]bool{
		"menu": true, "nav": true, "sidebar": true, "related": true, "footer": true, "toc": true, "tags": true, "widget": true,
	}
	invisible = regexp.MustCompile(`display\s*:\s*none|visibility\s*:\s*hidden`)
	nameParts = regexp.MustCompile(`[a-z0-9åäö]+`)
)

// noise tells how surely an element is something else than the page's text:
// certain is dropped, likely is kept as Navigation.
func (p *page) noise(n *html.Node) (certain, likely bool) {
	switch {
	case unread[n.DataAtom], n.DataAtom == atom.Nav, hidden(n), slices.Contains(noiseRoles, attr(n, "role")):
		return true, false
	case n.DataAtom == atom.Footer, n.DataAtom == atom.Header:
		return p.edge(n)
	case n.DataAtom == atom.Button:
		return !p.inside(n, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt), false
	case n.DataAtom == atom.Aside, attr(n, "role") == "complementary":
		return false, true
	}
	return p.named(n)
}

// edge tells a page's own header and footer from those of an article.
func (p *page) edge(n *html.Node) (certain, likely bool) {
	switch {
	case n.DataAtom == atom.Footer:
		return !p.content, p.content
	case p.content || p.inside(n, atom.Article, atom.Section):
		return false, false
	}
	return !p.has(n, atom.H1) || p.linked[n]*2 > p.letters[n], false
}

// named goes by class and id. An element with most of the page's text, a
// list item or running text is never dropped for its name.
func (p *page) named(n *html.Node) (certain, likely bool) {
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Main, atom.Article, atom.P, atom.Li, atom.Td, atom.Th, atom.Tr, atom.Table:
		return false, false
	}
	if p.letters[n]*2 > p.letters[p.doc] {
		return false, false
	}
	for _, word := range nameParts.FindAllString(strings.ToLower(camel(rawAttr(n, "class")+" "+rawAttr(n, "id"))), 40) {
		certain = certain || noiseWords[word]
		likely = likely || asideWords[word]
	}
	return certain, likely && !certain && p.linked[n]*2 > p.letters[n]
}

// camel parts "cookieBanner" so that its words can be told.
func camel(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func rawAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return cut(a.Val, 500)
		}
	}
	return ""
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch {
		case a.Key == "hidden" && !strings.EqualFold(a.Val, "until-found"),
			a.Key == "aria-hidden" && a.Val == "true",
			a.Key == "style" && invisible.MatchString(strings.ToLower(cut(a.Val, 2000))):
			return true
		}
	}
	return false
}

// inside tells whether n has an ancestor of one of the kinds.
func (p *page) inside(n *html.Node, kinds ...atom.Atom) bool {
	for a := range n.Ancestors() {
		if slices.Contains(kinds, a.DataAtom) {
			return true
		}
	}
	return false
}

// linkList tells a list that is a menu: three or more short items that are
// nothing but links, outside of the page's main part.
func (p *page) linkList(n *html.Node) bool {
	items := 0
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Li {
			items++
		}
	}
	return !p.content && items >= 3 && p.linked[n]*10 >= p.letters[n]*9 && p.letters[n] < items*60
}
