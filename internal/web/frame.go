package web

import (
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Frame is what stands around a page's own content. Request.Frame fills what
// the request knows; a handler adds the rest.
type Frame struct {
	Lang        text.Lang
	Title       string // the page's own name; the county's and Katto's are added to it
	Description string // one sentence for search engines and link cards
	County      *CountyHead
	Nav         []Link // the main menu
	Crumbs      []Link // from the top; the last is this page
	Alternates  map[text.Lang]string
	Invented    bool // the county is made up, and every page says so
	Actor       house.Actor
	Flash       string
	Canonical   string
	NoIndex     bool
	Wide        bool // the content may use the whole window (tables, redlines)
}

// CountyHead is the county as the page head shows it.
type CountyHead struct {
	Name   string // official name
	Brand  string // what people call it; "" when it has none
	Path   string // its front page
	Accent string // one of Accents, "" for the default
}

// Accents are the colours a county can choose, each AA or better against
// white and its own tint wherever the style sheet uses it.
var Accents = []string{"teal", "blue", "plum", "green", "brick", "slate"}

// Link is a text that leads somewhere.
type Link struct {
	Text    string
	Href    string
	Current bool
}

// Frame starts a page's frame with what the request already knows: language,
// person, the message left for this page, and the addresses of the same page
// in the other languages.
func (r *Request) Frame(title string) Frame {
	f := Frame{Lang: r.Lang, Title: title, Actor: r.Actor, Flash: r.takeFlash()}
	first, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	if _, ok := text.Parse(first); !ok || !r.reads() {
		return f
	}
	f.Alternates = map[text.Lang]string{}
	for _, lang := range text.Languages {
		f.Alternates[lang] = strings.TrimSuffix("/"+string(lang)+"/"+rest, "/")
		if r.URL.RawQuery != "" {
			f.Alternates[lang] += "?" + r.URL.RawQuery
		}
	}
	return f
}

// documentTitle is the <title>: the page, the county, Katto.
func (f Frame) documentTitle() string {
	parts := []string{f.Title}
	if f.County != nil && f.County.called() != f.Title {
		parts = append(parts, f.County.called())
	}
	if f.Title != "Katto" {
		parts = append(parts, "Katto")
	}
	return strings.Join(parts, " – ")
}

func (c CountyHead) called() string {
	if c.Brand != "" {
		return c.Brand
	}
	return c.Name
}

// accent is the county's theme, "" for the default or an unknown one.
func (f Frame) accent() string {
	for _, known := range Accents {
		if f.County != nil && f.County.Accent == known {
			return known
		}
	}
	return ""
}

// front is where the mark in the head leads.
func (f Frame) front() string {
	if f.County != nil && f.County.Path != "" {
		return f.County.Path
	}
	return "/" + string(f.Lang)
}

// languageNames are the languages in themselves.
var languageNames = map[text.Lang]string{text.Fi: "Suomi", text.Sv: "Svenska", text.En: "English"}

// current is the value of aria-current for a link of a menu, a trail or a set.
func current(link Link) string {
	if link.Current {
		return "page"
	}
	return ""
}
