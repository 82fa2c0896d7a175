package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// readHTML reads the page's own text: the main part where the page marks one,
// without menus, banners and footers.
func readHTML(data []byte, l limits) (Text, error) {
	data, guessed, err := htmlUTF8(data)
	if err != nil {
		return Text{}, refuse(junk).Because(err)
	}
	if err := htmlWithin(data, l); err != nil {
		return Text{}, err
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil { // nested too deep: the parser's only complaint
		return Text{}, refuse(bomb).Because(err)
	}
	p := newPage(doc, l)
	if guessed {
		p.out.notice(guessedEncoding)
	}
	p.read()
	return p.out.done()
}

// htmlUTF8 decodes the page by what it is, else by what it says it is.
func htmlUTF8(data []byte) (out []byte, guessed bool, err error) {
	if utf8.Valid(data) {
		return data, false, nil
	}
	enc, _, certain := charset.DetermineEncoding(data, "")
	out, err = enc.NewDecoder().Bytes(data)
	return out, !certain, err
}

// formatting are the elements that a parser opens again in every block while
// they stay unclosed, so that a small page can grow to a huge tree.
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Nobr: true, atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// htmlWithin counts, before the tree is built, how many nodes it could have
// at most, and refuses a page that would grow past the limit.
func htmlWithin(data []byte, l limits) error {
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(l.Bytes)
	nodes, open := 0, 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return nil
		}
		nodes++
		if kind != html.StartTagToken && kind != html.EndTagToken {
			continue
		}
		name, _ := z.TagName()
		switch a := atom.Lookup(name); {
		case kind == html.StartTagToken && formatting[a]:
			open++
		case formatting[a]:
			open = max(0, open-1)
		}
		nodes += min(open, 512)
		if nodes > l.Nodes {
			return refuse(bomb)
		}
	}
}

// page is one HTML page on its way to text.
type page struct {
	doc     *html.Node
	out     *builder
	letters map[*html.Node]int // characters of text under each element
	linked  map[*html.Node]int // of them, inside links
	depth   int
	limits  limits
	tables  int
	heading int // the level of the last heading
	run     strings.Builder
	nav     bool // inside an aside or a menu that is not surely one
	content bool // inside the main part
}

func newPage(doc *html.Node, l limits) *page {
	p := &page{doc: doc, out: newBuilder(l), limits: l, letters: map[*html.Node]int{}, linked: map[*html.Node]int{}}
	p.measure(doc, false)
	return p
}

// measure counts the text under each element, links apart.
func (p *page) measure(n *html.Node, inLink bool) (all, linked int) {
	switch {
	case n.Type == html.TextNode:
		all = length(strings.TrimSpace(n.Data))
		if inLink {
			linked = all
		}
		return all, linked
	case n.Type == html.ElementNode && unread[n.DataAtom]:
		return 0, 0
	}
	for c := range n.ChildNodes() {
		a, b := p.measure(c, inLink || n.DataAtom == atom.A)
		all, linked = all+a, linked+b
	}
	p.letters[n], p.linked[n] = all, linked
	return all, linked
}

func (p *page) read() {
	p.about()
	root := p.root()
	p.content = root.DataAtom != atom.Body
	if p.content && !p.has(root, atom.H1) {
		if h := p.find(p.doc, func(n *html.Node) bool { return n.DataAtom == atom.H1 }); h != nil {
			p.block(h)
		}
	}
	p.children(root)
	p.flush()
}

// root is the main part of the page: main, the only article, or the body.
func (p *page) root() *html.Node {
	body := p.find(p.doc, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return p.doc
	}
	enough := max(60, p.letters[body]/20)
	part := p.find(body, func(n *html.Node) bool {
		return (n.DataAtom == atom.Main || attr(n, "role") == "main") && p.letters[n] >= enough
	})
	if part != nil {
		return part
	}
	article := func(n *html.Node) bool { return n.DataAtom == atom.Article }
	if only := p.find(body, article); only != nil && p.letters[only]*2 > p.letters[body] {
		return only
	}
	return body
}

// find gives the first element, in reading order, that fits.
func (p *page) find(n *html.Node, fits func(*html.Node) bool) *html.Node {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && fits(c) {
			return c
		}
	}
	return nil
}

func (p *page) has(n *html.Node, a atom.Atom) bool {
	return p.find(n, func(c *html.Node) bool { return c.DataAtom == a }) != nil
}

// about reads the title and the language that the page declares.
func (p *page) about() {
	for n := range p.doc.Descendants() {
		switch {
		case n.DataAtom == atom.Html && p.out.text.Language == "":
			p.out.text.Language = language(attr(n, "lang"))
		case n.DataAtom == atom.Title && p.out.text.Title == "" && n.FirstChild != nil && n.Namespace == "":
			p.out.text.Title = oneLine(cut(n.FirstChild.Data, 1000))
		case n.DataAtom == atom.Main && attr(n, "lang") != "":
			p.out.text.Language = language(attr(n, "lang"))
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.ToLower(strings.TrimSpace(a.Val))
		}
	}
	return ""
}
