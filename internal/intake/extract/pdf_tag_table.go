package extract

import (
	"github.com/katto-project/katto/internal/intake/extract/pdfobj"
)

// table reads a stated table; one of a single column only lays text out.
func (w *tagWalk) table(e pdfobj.Dict, page, depth int) {
	outer := w.cell
	w.doc.tables++
	w.cell = &Block{Kind: Cell, Table: w.doc.tables, Row: -1}
	before, number := len(w.pieces), w.doc.tables
	taken := make([]int, widest)
	w.rows(e["K"], page, depth+1, taken)
	w.cell = outer
	wide, nested := 0, false
	for _, p := range w.pieces[before:] {
		wide = max(wide, p.Column)
		nested = nested || p.Kind == Cell && p.Table != number
	}
	if wide > 0 && !nested {
		return
	}
	for i := range w.pieces[before:] {
		if p := &w.pieces[before+i]; p.Kind == Cell && p.Table == number {
			p.Block = Block{Kind: Paragraph, Page: p.Page, Bold: p.Bold}
			if p.mark != "" {
				p.Kind, p.Level, p.Ordered = ListItem, 1, p.mark != "•"
			}
		}
	}
}

// rows reads rows wherever they are inside the table.
func (w *tagWalk) rows(o pdfobj.Obj, page, depth int, taken []int) {
	if depth > 100 {
		return
	}
	switch v := w.doc.file.Resolve(o).(type) {
	case pdfobj.Array:
		for _, kid := range v {
			w.rows(kid, page, depth+1, taken)
		}
	case pdfobj.Dict:
		switch w.role(v) {
		case "TR":
			w.cell.Row++
			w.cell.Column = 0
			w.rows(v["K"], page, depth+1, taken)
		case "TH", "TD":
			w.oneCell(o, v, page, depth, taken)
		case "Caption":
			w.kids(o, page, Block{Kind: Paragraph}, depth+1)
			w.flush(Block{Kind: Paragraph})
		default:
			if v["S"] != nil {
				w.rows(v["K"], page, depth+1, taken)
			}
		}
	}
}

func (w *tagWalk) oneCell(o pdfobj.Obj, e pdfobj.Dict, page, depth int, taken []int) {
	c := w.cell
	for c.Column < widest && taken[c.Column] > c.Row {
		c.Column++
	}
	width, height := w.span(e, "ColSpan"), w.span(e, "RowSpan")
	b := *c
	b.Row = max(b.Row, 0)
	first := len(w.pieces)
	w.kids(o, page, b, depth+1)
	w.flush(b)
	for i := first; i < len(w.pieces); i++ {
		if p := &w.pieces[i]; p.Kind == Cell && w.role(e) == "TH" {
			p.Bold = true
		}
	}
	for i := c.Column; i < min(c.Column+width, widest); i++ {
		taken[i] = c.Row + height
	}
	c.Column += width
}

// span reads how many rows or columns a cell takes.
func (w *tagWalk) span(e pdfobj.Dict, key pdfobj.Name) int {
	f := w.doc.file
	list := f.Array(e["A"])
	if list == nil {
		list = pdfobj.Array{e["A"]}
	}
	for _, a := range list {
		if n := f.Int(f.Dict(a)[key]); n > 1 {
			return min(n, 100)
		}
	}
	return 1
}
