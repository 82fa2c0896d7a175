package extract

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pdfPara is lines that belong together: a paragraph, a heading or an item.
type pdfPara struct {
	lines []pdfLine
	hard  []bool // the line ends where it does on purpose
	mark  string // the bullet or number it begins with: • for every bullet
	drawn string // the bullet as it is drawn
	box   pdfBox
}

func (p *pdfPara) last() pdfLine { return p.lines[len(p.lines)-1] }

func (p *pdfPara) add(l pdfLine) {
	p.lines = append(p.lines, l)
	p.box = p.box.union(l.box())
}

func startPara(l pdfLine) *pdfPara {
	p := &pdfPara{lines: []pdfLine{l}, box: l.box()}
	if mark, rest, ok := bullet(clean(l.text)); ok {
		p.mark, p.drawn, p.lines[0].text = "•", mark, rest
	} else if mark, rest, ok := ordinal(l.text); ok {
		p.mark, p.lines[0].text = mark, rest
	}
	return p
}

// ordinal splits "1. text" and "a) text" into the label and the text.
func ordinal(s string) (mark, rest string, ok bool) {
	mark, rest, found := strings.Cut(s, " ")
	if !found || !label.MatchString(mark) || strings.Count(strings.TrimSuffix(mark, "."), ".") > 0 || mark == "o" {
		return "", s, false
	}
	last := mark[len(mark)-1]
	first, _ := utf8.DecodeRuneInString(rest)
	if last != '.' && last != ')' || !unicode.IsLetter(first) {
		return "", s, false
	}
	// "13. kesäkuuta" is a date, not an item: its word begins small.
	if last == '.' && unicode.IsLower(first) {
		return "", s, false
	}
	return mark, strings.TrimSpace(rest), true
}

// toParas joins lines into paragraphs, column by column.
func toParas(lines []pdfLine) []*pdfPara {
	leading := usualLeading(lines)
	var done, open []*pdfPara
	for _, l := range lines {
		kept := open[:0]
		var home *pdfPara
		for _, p := range open {
			gap := p.last().y - l.y
			switch {
			case gap > 3.5*max(p.last().size, l.size) || p.last().angle != l.angle:
				done = append(done, p)
				continue
			case home == nil && p.goesOn(l, leading):
				home = p
			}
			kept = append(kept, p)
		}
		open = kept
		if home != nil {
			home.add(l)
			continue
		}
		open = append(open, startPara(l))
	}
	return append(done, open...)
}

// usualLeading is the usual distance of lines, in font sizes.
func usualLeading(lines []pdfLine) float64 {
	counts := map[float64]int{}
	for i, l := range lines {
		for _, next := range lines[i+1 : min(i+12, len(lines))] {
			gap := (l.y - next.y) / l.size
			if gap > 0.8 && gap < 2 && math.Abs(l.size-next.size) < 0.1*l.size && overlapX(l.box(), next.box()) > 0.5 {
				counts[math.Round(gap*20)/20] += min(length(l.text), 60)
				break
			}
		}
	}
	if usual := most(counts); usual > 0 {
		return usual
	}
	return 1.2
}

// goesOn tells whether the line l is the paragraph's next.
func (p *pdfPara) goesOn(l pdfLine, leading float64) bool {
	last := p.last()
	gap := (last.y - l.y) / max(last.size, 1)
	switch {
	case gap < 0.5 || gap > max(1.12*leading, 1.3) && !(endsOpen(last.text, l.text) && gap < 1.35*leading):
		return false
	case math.Abs(last.size-l.size) > 0.08*last.size || last.bold != l.bold && !endsOpen(last.text, l.text) || last.artifact != l.artifact:
		return false
	case overlapX(last.box(), l.box()) < 0.3 && overlapX(p.box, l.box()) < 0.3:
		return false
	}
	if _, _, ok := bullet(clean(l.text)); ok {
		return false
	}
	if _, _, ok := ordinal(l.text); ok && (p.mark != "" || l.x0 < p.box.x0+2*l.size) {
		return false
	}
	return p.sameIndent(l)
}

// sameIndent tells a line that begins where the paragraph's lines do. An item
// hangs: its later lines begin at its text or at its bullet. The second line
// of a paragraph may begin further left than the first, but not right.
func (p *pdfPara) sameIndent(l pdfLine) bool {
	if p.mark != "" {
		return l.x0 > p.box.x0-l.size
	}
	first := p.lines[min(1, len(p.lines)-1)].x0
	dx := (l.x0 - first) / l.size
	middle := math.Abs((l.x0+l.x1)-(p.last().x0+p.last().x1))/2 < 1.5*l.size // centred lines
	if len(p.lines) == 1 {
		return dx < 0.8 && dx > -4 || middle
	}
	return math.Abs(dx) < 0.8 || middle
}

// breaks marks the lines that end on purpose: where the next line's first
// word would still have fitted. Where nothing states what the lines are, short
// lines that all begin with a capital stay lines.
func (p *pdfPara) breaks(guess bool) {
	widest := 0.0
	for _, l := range p.lines {
		widest = max(widest, l.x1-l.x0)
	}
	capital := 0
	for i, l := range p.lines {
		first, _ := utf8.DecodeRuneInString(l.text)
		if unicode.IsUpper(first) && (i == 0 || !hyphenEnd(p.lines[i-1].text)) {
			capital++
		}
	}
	short := guess && widest < 22*p.lines[0].size && capital == len(p.lines) // short lines, each its own thing
	p.hard = make([]bool, len(p.lines))
	for i := 0; i+1 < len(p.lines); i++ {
		l, next := p.lines[i], p.lines[i+1]
		word, _, _ := strings.Cut(next.text, " ")
		each := (next.x1 - next.x0) / float64(max(1, length(next.text)))
		room := widest - (l.x1 - l.x0) - each*float64(length(word)+1)
		p.hard[i] = !endsOpen(l.text, next.text) && (short || room > 2*l.size)
	}
}

// readingOrder sorts boxes as a person reads them: what is above goes first
// where boxes are over each other, else what is to the left, unless something
// wide stands between. (T. Breuel, High performance document layout analysis,
// 2003.)
func readingOrder[T any](items []T, box func(T) pdfBox) []T {
	slices.SortStableFunc(items, func(a, b T) int {
		return cmp.Or(cmp.Compare(box(b).top, box(a).top), cmp.Compare(box(a).x0, box(b).x0))
	})
	n := len(items)
	if n > 250 || n < 3 {
		return items
	}
	before := make([][]bool, n)
	for i := range n {
		before[i] = make([]bool, n)
		for j := range n {
			before[i][j] = i != j && goesBefore(items, i, j, box)
		}
	}
	out, used := make([]T, 0, n), make([]bool, n)
	var visit func(int)
	visit = func(j int) {
		used[j] = true
		for i := range n {
			if !used[i] && before[i][j] {
				visit(i)
			}
		}
		out = append(out, items[j])
	}
	for j := range n {
		if !used[j] {
			visit(j)
		}
	}
	return out
}

func goesBefore[T any](items []T, i, j int, box func(T) pdfBox) bool {
	a, b := box(items[i]), box(items[j])
	if min(a.x1, b.x1)-max(a.x0, b.x0) > 2 {
		return a.top > b.top
	}
	if a.x0 > b.x0 {
		return false
	}
	top, bottom := max(a.bottom, b.bottom), min(a.top, b.top)
	if top < bottom {
		top, bottom = bottom, top
	}
	for k, c := range items {
		m := box(c)
		middle := (m.top + m.bottom) / 2
		if k != i && k != j && middle < top && middle > bottom && min(m.x1, a.x1)-max(m.x0, a.x0) > 2 && min(m.x1, b.x1)-max(m.x0, b.x0) > 2 {
			return false
		}
	}
	return true
}
