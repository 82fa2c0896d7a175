package extract

import (
	"slices"
	"strings"
)

// pdfPiece is a block with what is known of its look, before the whole
// document tells what is usual.
type pdfPiece struct {
	Block
	lines    []string
	hard     []bool
	mark     string
	size     float64
	x0       float64
	place    float64 // of its middle on the page: 0 bottom, 1 top
	artifact bool
	stated   bool // its kind is stated by the file's tags
}

// pdfUnit is what is put in reading order: a paragraph or a table.
type pdfUnit struct {
	box    pdfBox
	pieces []pdfPiece
}

// layPage makes pieces of the runs of page i by where they stand.
func (d *pdfDoc) layPage(i int, runs []pdfRun) {
	units, rest := d.gridTables(i, runs)
	for _, p := range toParas(d.linesOf(i, rest)) {
		units = append(units, pdfUnit{box: p.box, pieces: []pdfPiece{d.piece(p, i, false)}})
	}
	for _, u := range readingOrder(units, func(u pdfUnit) pdfBox { return u.box }) {
		d.pieces = append(d.pieces, u.pieces...)
	}
}

// spoken tells an item that is a line of speech.
func (p *pdfPara) spoken() bool {
	all := ""
	for _, l := range p.lines {
		all += l.text + " "
	}
	return p.mark != "" && speech(p.drawn, strings.TrimSpace(all))
}

// linesOf makes lines, with the bullets that are drawn, not written.
func (d *pdfDoc) linesOf(page int, runs []pdfRun) []pdfLine {
	lines := toLines(runs)
	for _, dot := range d.contents[page].dots {
		for i := range lines {
			l := &lines[i]
			before, above := (l.x0-dot[0])/l.size, (dot[1]-l.y)/l.size
			if before > 0.3 && before < 3 && above > 0 && above < 0.7 && l.angle == 0 {
				if _, _, ok := bullet(l.text); !ok {
					l.text = "• " + l.text
				}
				break
			}
		}
	}
	return lines
}

// piece makes a piece of a paragraph.
func (d *pdfDoc) piece(p *pdfPara, page int, stated bool) pdfPiece {
	p.breaks(!stated)
	if p.spoken() {
		p.mark, p.lines[0].text = "", p.drawn+" "+p.lines[0].text
	}
	out := pdfPiece{hard: p.hard, mark: p.mark, x0: p.box.x0, place: 0.5}
	if h := d.pages[page].height; h > 0 {
		out.place = (p.box.top + p.box.bottom) / 2 / h
	}
	sizes := map[float64]int{}
	bold := true
	for _, l := range p.lines {
		out.lines = append(out.lines, l.text)
		sizes[l.size] += length(l.text)
		bold = bold && l.bold
		out.artifact = out.artifact || l.artifact
	}
	out.size = most(sizes)
	out.Block = Block{Kind: Paragraph, Page: page + 1, Bold: bold}
	if p.mark != "" {
		out.Kind, out.Level, out.Ordered = ListItem, 1, p.mark != "•"
	}
	return out
}

// nest gives items their levels by how far from the left they begin.
func nest(pieces []pdfPiece) {
	var lefts []float64
	for i := range pieces {
		p := &pieces[i]
		if p.Kind != ListItem || p.stated {
			if p.Kind != ListItem {
				lefts = lefts[:0]
			}
			continue
		}
		for len(lefts) > 0 && p.x0 < lefts[len(lefts)-1]-4 {
			lefts = lefts[:len(lefts)-1]
		}
		if len(lefts) == 0 || p.x0 > lefts[len(lefts)-1]+4 && p.x0 < lefts[len(lefts)-1]+80 {
			lefts = append(lefts, p.x0)
		}
		p.Level = max(1, min(len(lefts), 9))
	}
}

// gridTables finds the tables that lines or boxes are drawn around, takes
// their runs out, and gives the rest back.
func (d *pdfDoc) gridTables(i int, runs []pdfRun) (units []pdfUnit, rest []pdfRun) {
	rest = runs
	for _, g := range findGrids(d.contents[i].rules, d.pages[i]) {
		var inside []pdfRun
		rest = slices.DeleteFunc(slices.Clone(rest), func(r pdfRun) bool {
			if g.contains(r) {
				inside = append(inside, r)
				return true
			}
			return false
		})
		if u := d.gridTable(g, inside, i); len(u.pieces) > 0 {
			units = append(units, u)
		} else {
			rest = append(rest, inside...)
		}
	}
	return units, rest
}
