package extract

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table reads a table into cells, or, when the table only lays the page out,
// what is in it as if the table were not there.
func (p *page) table(n *html.Node) {
	rows := tableRows(n)
	if p.layout(n, rows) {
		for _, row := range rows {
			p.children(row)
			p.flush()
		}
		return
	}
	p.tables++
	table, taken := p.tables, make([]int, widest) // the row a column is free again
	if c := p.find(n, func(c *html.Node) bool { return c.DataAtom == atom.Caption }); c != nil {
		p.part(c, Block{Kind: Paragraph, Bold: true})
	}
	for r, row := range rows {
		column := 0
		for c := range row.ChildNodes() {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			for column < widest && taken[column] > r {
				column++
			}
			p.cell(c, Block{Kind: Cell, Table: table, Row: r, Column: column, Bold: c.DataAtom == atom.Th || p.bold(c)})
			column += occupy(taken, c, r, column)
		}
	}
}

// tableRows are the table's own rows, not those of a table inside it.
func tableRows(n *html.Node) []*html.Node {
	var rows []*html.Node
	for c := range n.ChildNodes() {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, tableRows(c)...)
		}
	}
	return rows
}

// layout tells a table that is no table: said so, holding headings or another
// table, or having one column.
func (p *page) layout(n *html.Node, rows []*html.Node) bool {
	role := attr(n, "role")
	wide := 0
	for _, row := range rows {
		cells := 0
		for c := range row.ChildNodes() {
			if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
				cells++
			}
		}
		wide = max(wide, cells)
	}
	return role == "presentation" || role == "none" || wide < 2 || p.find(n, func(c *html.Node) bool {
		return c.DataAtom == atom.Table || headings[c.DataAtom] > 0 && p.letters[p.cellOf(c)] > p.letters[c]
	}) != nil
}

// cellOf is the nearest cell around n, or n.
func (p *page) cellOf(n *html.Node) *html.Node {
	for a := range n.Ancestors() {
		if a.DataAtom == atom.Td || a.DataAtom == atom.Th {
			return a
		}
	}
	return n
}

// cell reads one cell. A cell of several paragraphs or items is as many
// blocks of the same row and column.
func (p *page) cell(n *html.Node, b Block) {
	p.run.Reset()
	p.cellParts(n, b)
	p.emit(b, "")
}

func (p *page) cellParts(n *html.Node, b Block) {
	if p.depth++; p.depth > p.limits.Depth {
		p.depth--
		return
	}
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode || c.DataAtom == atom.Br || unread[c.DataAtom] || inline[c.DataAtom] && !p.holdsBlock(c) {
			p.node(c)
			continue
		}
		p.emit(b, "")
		if certain, _ := p.noise(c); certain {
			continue
		}
		part := b
		switch c.DataAtom {
		case atom.Ul, atom.Ol:
			part.Level, part.Ordered = b.Level+1, c.DataAtom == atom.Ol
		}
		p.cellParts(c, part)
		p.emit(part, "")
	}
	p.depth--
}

// widest is how many columns of a table are told apart.
const widest = 500

// occupy marks the places a cell spans and gives its width.
func occupy(taken []int, n *html.Node, row, column int) int {
	width, height := span(n, "colspan", 100), span(n, "rowspan", 1000)
	for c := column; c < min(column+width, widest); c++ {
		taken[c] = row + height
	}
	return width
}

func span(n *html.Node, key string, most int) int {
	v, _ := strconv.Atoi(attr(n, key))
	return min(max(v, 1), most)
}
