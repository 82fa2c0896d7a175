package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var headings = map[atom.Atom]int{atom.H1: 1, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}

// inline elements are parts of a line; every other element is a block.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true,
	atom.Cite: true, atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true,
	atom.I: true, atom.Img: true, atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Nobr: true,
	atom.Q: true, atom.Rp: true, atom.Rt: true, atom.Ruby: true, atom.S: true, atom.Samp: true, atom.Small: true,
	atom.Span: true, atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true,
	atom.U: true, atom.Var: true, atom.Wbr: true, atom.Button: true, atom.Picture: true, atom.Source: true,
}

// children reads what is under n: text gathers in p.run until a block ends it.
func (p *page) children(n *html.Node) {
	if p.depth++; p.depth <= p.limits.Depth {
		for c := range n.ChildNodes() {
			p.node(c)
		}
	}
	p.depth--
}

func (p *page) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.run.WriteString(spaces(n))
	case n.Type != html.ElementNode:
	case n.DataAtom == atom.Br:
		p.run.WriteByte('\n')
	case unread[n.DataAtom]:
	case inline[n.DataAtom] && !p.holdsBlock(n):
		if certain, _ := p.noise(n); !certain {
			p.children(n)
		}
	default:
		p.flush()
		p.blockOrNoise(n)
		p.flush()
	}
}

// spaces is a text node's text; only pre keeps its line ends.
func spaces(n *html.Node) string {
	for a := range n.Ancestors() {
		if a.DataAtom == atom.Pre {
			return n.Data
		}
		if !inline[a.DataAtom] {
			break
		}
	}
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(n.Data)
}

// holdsBlock tells a link or span that wraps blocks, as cards do.
func (p *page) holdsBlock(n *html.Node) bool {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode && (!inline[c.DataAtom] && c.DataAtom != atom.Br || p.holdsBlock(c)) {
			return true
		}
	}
	return false
}

func (p *page) blockOrNoise(n *html.Node) {
	certain, likely := p.noise(n)
	if certain {
		return
	}
	was := p.nav
	p.nav = p.nav || likely
	p.block(n)
	p.flush()
	p.nav = was
}

func (p *page) block(n *html.Node) {
	level := headings[n.DataAtom]
	if attr(n, "role") == "heading" {
		level, _ = strconv.Atoi(attr(n, "aria-level"))
		level = min(max(level, 1), 6)
	}
	switch {
	case level > 0:
		p.heading = level
		p.part(n, Block{Kind: Heading, Level: level})
	case n.DataAtom == atom.Ul, n.DataAtom == atom.Ol, n.DataAtom == atom.Menu:
		p.list(n, 1)
	case n.DataAtom == atom.Table:
		p.table(n)
	case n.DataAtom == atom.Dt, n.DataAtom == atom.Summary:
		p.part(n, Block{Kind: Paragraph, Bold: true})
	case n.DataAtom == atom.P:
		p.part(n, Block{Kind: Paragraph, Bold: p.bold(n)})
	case n.DataAtom == atom.Li: // outside of any list
		p.part(n, Block{Kind: ListItem, Level: 1})
	default:
		p.children(n)
	}
}

// part reads n as one block, and the blocks inside it after or between.
func (p *page) part(n *html.Node, b Block) {
	p.run.Reset()
	if p.holdsBlock(n) && b.Kind != Heading {
		p.children(n)
		return
	}
	p.children(n)
	p.emit(b, "")
}

// flush ends the running text as a paragraph.
func (p *page) flush() { p.emit(Block{Kind: Paragraph}, "") }

func (p *page) emit(b Block, mark string) {
	s := p.run.String()
	p.run.Reset()
	if p.nav {
		b = Block{Kind: Navigation}
	}
	if mark != "" {
		p.out.add(b, s, mark)
		return
	}
	p.out.flow(b, s)
}

// bold tells a paragraph whose text is all strong.
func (p *page) bold(n *html.Node) bool {
	strong := 0
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Strong || c.DataAtom == atom.B {
			strong += p.letters[c]
		}
	}
	return strong > 0 && strong == p.letters[n]
}

// list reads the items of a list at a level of nesting.
func (p *page) list(n *html.Node, level int) {
	if p.linkList(n) {
		was := p.nav
		p.nav = true
		defer func() { p.nav = was }()
	}
	if p.depth++; p.depth > p.limits.Depth {
		p.depth--
		return
	}
	number, _ := strconv.Atoi(attr(n, "start"))
	number = max(1, number)
	for c := range n.ChildNodes() {
		switch c.DataAtom {
		case atom.Li:
			p.item(c, Block{Kind: ListItem, Level: level, Ordered: n.DataAtom == atom.Ol}, number)
			number++
		case atom.Ul, atom.Ol:
			p.list(c, level+1)
		default:
			p.node(c)
		}
	}
	p.flush()
	p.depth--
}

// item reads a list item: its own text, then what is nested in it.
func (p *page) item(n *html.Node, b Block, number int) {
	p.flush()
	if certain, _ := p.noise(n); certain {
		return
	}
	mark := "•"
	if b.Ordered {
		mark = strconv.Itoa(number) + "."
	}
	p.pieces(n, b, mark)
	p.emit(b, mark)
}

// pieces walks an item's children. Paragraphs in an item are parts of it.
func (p *page) pieces(n *html.Node, b Block, mark string) {
	if p.depth++; p.depth > p.limits.Depth {
		p.depth--
		return
	}
	for c := range n.ChildNodes() {
		block := c.Type == html.ElementNode && (!inline[c.DataAtom] || p.holdsBlock(c)) && c.DataAtom != atom.Br && !unread[c.DataAtom]
		certain, _ := false, false
		if block {
			p.emit(b, mark)
			certain, _ = p.noise(c)
		}
		switch {
		case certain:
		case !block:
			p.node(c)
		case c.DataAtom == atom.Ul, c.DataAtom == atom.Ol, c.DataAtom == atom.Menu:
			p.list(c, b.Level+1)
		case headings[c.DataAtom] > 0, c.DataAtom == atom.Table, c.DataAtom == atom.Dl:
			p.block(c)
		default:
			p.pieces(c, b, mark)
			p.emit(b, mark)
		}
	}
	p.depth--
}
