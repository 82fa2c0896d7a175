package web

import (
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Frame is what stands around a page's own content.
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

// Accents are the colours a county can choose; every one is at least AA
// against white in every place it is used.
var Accents = []string{"teal", "blue", "plum", "green", "brick", "slate"}

// Link is a text that leads somewhere.
type Link struct {
	Text    string
	Href    string
	Current bool
}

// Frame starts a page's frame with what the request already knows: language,
// person, the message left for this page, and the same page in the other
// languages.
func (r *Request) Frame(title string) Frame {
	return Frame{Lang: r.Lang, Title: title, Actor: r.Actor}
}
