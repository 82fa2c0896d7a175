package extract

import (
	"math"
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/intake/extract/pdfobj"
)

// tagWalk follows the tree of a tagged file, which states what is a heading,
// a list and a table, and in which order the text is read.
type tagWalk struct {
	doc    *pdfDoc
	roles  pdfobj.Dict
	pages  map[pdfobj.Ref]int
	runs   []map[int][]pdfRun // of each page, by marked-content id
	seen   map[pdfobj.Ref]bool
	nodes  int
	used   int // characters
	text   []pdfRun
	label  string
	pieces []pdfPiece
	cell   *Block // of the innermost table
}

// tagged reads the file by its tags into d.pieces. It is false where the file
// has none, or they miss a good part of the text.
func (d *pdfDoc) tagged() bool {
	root := d.file.Dict(d.file.Dict(d.file.Trailer["Root"])["StructTreeRoot"])
	if root == nil {
		return false
	}
	w := &tagWalk{
		doc: d, roles: d.file.Dict(root["RoleMap"]), pages: map[pdfobj.Ref]int{}, seen: map[pdfobj.Ref]bool{},
		runs: make([]map[int][]pdfRun, len(d.pages)),
	}
	all := 0
	for i, c := range d.contents {
		w.pages[d.pages[i].ref] = i
		w.runs[i] = map[int][]pdfRun{}
		for _, r := range c.runs {
			if !r.artifact {
				all += length(r.text)
			}
			if r.mark >= 0 && !r.artifact {
				w.runs[i][r.mark] = append(w.runs[i][r.mark], r)
			}
		}
	}
	w.kids(root["K"], -1, Block{Kind: Paragraph}, 0)
	w.flush(Block{Kind: Paragraph})
	if w.used*5 < all*4 || w.used > 1500*max(1, len(w.pieces)) {
		return false
	}
	d.pieces = w.pieces
	w.untagged()
	return true
}

// blockRoles are the elements that begin a block of their own.
var blockRoles = map[pdfobj.Name]bool{
	"P": true, "H": true, "H1": true, "H2": true, "H3": true, "H4": true, "H5": true, "H6": true, "Title": true,
	"Document": true, "Part": true, "Art": true, "Sect": true, "Div": true, "BlockQuote": true, "Caption": true,
	"TOC": true, "TOCI": true, "Index": true, "NonStruct": true, "L": true, "LI": true, "LBody": true, "Table": true,
	"TR": true, "TH": true, "TD": true, "THead": true, "TBody": true, "TFoot": true, "Figure": true, "Note": true,
	"FENote": true, "Aside": true, "Form": true, "DocumentFragment": true,
}

// role is the standard role of an element.
func (w *tagWalk) role(elem pdfobj.Dict) pdfobj.Name {
	name := w.doc.file.Name(elem["S"])
	for range 8 {
		next := w.doc.file.Name(w.roles[name])
		if next == "" || next == name {
			break
		}
		name = next
	}
	return name
}

// kids reads the content of an element: b is what its text is.
func (w *tagWalk) kids(o pdfobj.Obj, page int, b Block, depth int) {
	if ref, ok := o.(pdfobj.Ref); ok {
		if w.seen[ref] {
			return
		}
		w.seen[ref] = true
	}
	w.nodes++
	if depth > 100 || w.nodes > 1_000_000 || w.nodes%1000 == 0 && w.doc.ctx.Err() != nil {
		return
	}
	switch v := w.doc.file.Resolve(o).(type) {
	case float64:
		w.leaf(page, int(v))
	case pdfobj.Array:
		for _, kid := range v {
			w.kids(kid, page, b, depth+1)
		}
	case pdfobj.Dict:
		if ref, ok := v["Pg"].(pdfobj.Ref); ok {
			if i, known := w.pages[ref]; known {
				page = i
			}
		}
		switch {
		case v["MCID"] != nil && v["S"] == nil:
			w.leaf(page, w.doc.file.Int(v["MCID"]))
		case v["S"] != nil:
			w.element(v, page, b, depth)
		}
	}
}

func (w *tagWalk) leaf(page, id int) {
	if page < 0 || page >= len(w.runs) {
		return
	}
	for _, r := range w.runs[page][id] {
		r.mark = page // from here on: where it is
		w.text = append(w.text, r)
		w.used += length(r.text)
	}
	delete(w.runs[page], id)
}

// element reads one element by its role.
func (w *tagWalk) element(e pdfobj.Dict, page int, b Block, depth int) {
	role := w.role(e)
	if !blockRoles[role] && role != "Lbl" {
		w.kids(e["K"], page, b, depth+1)
		return
	}
	if role == "Lbl" && b.Level > 0 && b.Kind != Heading {
		before := len(w.text)
		w.kids(e["K"], page, b, depth+1)
		w.label = oneLine(textOf(w.text[before:]))
		w.text = w.text[:before]
		return
	}
	w.flush(b)
	inner := b
	switch role {
	case "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title":
		if b.Kind != Navigation {
			inner = Block{Kind: Heading, Level: 1}
			if len(role) == 2 {
				inner.Level = int(role[1] - '0')
			}
		}
	case "L":
		inner.Level++ // also in a cell
		if b.Kind != Cell && b.Kind != Navigation {
			inner.Kind = ListItem
		}
	case "LI":
		w.label = ""
	case "TOC", "Index":
		inner = Block{Kind: Navigation}
	case "Table":
		w.table(e, page, depth)
		return
	case "Figure":
		w.figure(e, page, depth)
		return
	case "Note", "FENote":
		w.kids(e["K"], page, b, depth+1)
		w.text = nil
		w.doc.noticed(footnotes)
		return
	}
	w.kids(e["K"], page, inner, depth+1)
	w.flush(inner)
}

func textOf(runs []pdfRun) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text + " ")
	}
	return b.String()
}

// flush ends the open block. A paragraph that the file took for one but that
// a wide gap parts, or in which bullets begin lines, is as many.
func (w *tagWalk) flush(b Block) {
	var para *pdfPara
	page := -1
	end := func() {
		if para != nil {
			w.emit(para, page, b)
		}
		para = nil
	}
	for _, l := range inSequence(w.text) {
		_, _, item := bullet(clean(l.text))
		if para != nil && (b.Kind == Paragraph && farBelow(para.last(), l.pdfLine) || item && l.first) {
			end()
		}
		if para == nil {
			para, page = &pdfPara{lines: []pdfLine{l.pdfLine}, box: l.box()}, l.page
			if item {
				para = startPara(l.pdfLine)
			}
			continue
		}
		para.add(l.pdfLine)
	}
	end()
	w.text = nil
}

func farBelow(above, l pdfLine) bool { return above.y-l.y > 2.4*max(above.size, l.size) }

func (w *tagWalk) emit(p *pdfPara, page int, b Block) {
	out := w.doc.piece(p, max(page, 0), true)
	out.stated = true
	bold, mark := out.Bold, out.mark
	if b.Kind == Paragraph && mark != "" {
		b = Block{Kind: ListItem, Level: 1}
	}
	if _, _, ok := ordinal(w.label + " X"); ok {
		mark = w.label
	}
	b.Bold, b.Page = bold, max(page, 0)+1
	b.Ordered = mark != "" && mark != "•"
	if b.Kind == ListItem && mark == "" {
		mark = "•"
	}
	out.Block, out.mark = b, mark
	w.pieces = append(w.pieces, out)
	w.label = ""
}

// seqLine is a line in the order of the file, with its page.
type seqLine struct {
	pdfLine
	page  int
	first bool // it begins further left than the line before it ends
}

// inSequence makes lines of runs in the order they are given: a run that does
// not go on to the right begins a line.
func inSequence(runs []pdfRun) []seqLine {
	var out []seqLine
	begin := 0
	for i := 1; i <= len(runs); i++ {
		if i < len(runs) {
			last, r := runs[i-1], runs[i]
			level := math.Abs(last.y-r.y) < 0.4*max(last.size, r.size)
			if last.mark == r.mark && last.angle == r.angle && level && r.x0 > last.x0 {
				continue
			}
		}
		if l := oneLineOf(runs[begin:i]); l.text != "" {
			out = append(out, seqLine{pdfLine: l, page: runs[begin].mark, first: true})
		}
		begin = i
	}
	return out
}

// figure reads the text of a picture by where it stands.
func (w *tagWalk) figure(e pdfobj.Dict, page, depth int) {
	w.kids(e["K"], page, Block{Kind: Paragraph}, depth+1)
	runs := w.text
	w.text = nil
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].mark == runs[0].mark {
			n++
		}
		before := len(w.doc.pieces)
		w.doc.layPage(runs[0].mark, runs[:n])
		w.pieces = append(w.pieces, w.doc.pieces[before:]...)
		w.doc.pieces = w.doc.pieces[:before]
		runs = runs[n:]
	}
}

// untagged puts text that the tags miss after the rest of its page.
func (w *tagWalk) untagged() {
	d := w.doc
	tagged := d.pieces
	for i, c := range d.contents {
		var left []pdfRun
		for _, r := range c.runs {
			if _, has := w.runs[i][r.mark]; !r.artifact && (r.mark < 0 || has) {
				left = append(left, r)
			}
		}
		if len(left) == 0 {
			continue
		}
		d.pieces = nil
		d.layPage(i, left)
		last := len(tagged)
		for k, p := range tagged {
			if p.Page <= i+1 {
				last = k + 1
			}
		}
		tagged = slices.Insert(tagged, last, d.pieces...)
	}
	d.pieces = tagged
}
