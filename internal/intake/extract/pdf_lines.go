package extract

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pdfLine is a line of text within one column.
type pdfLine struct {
	text     string
	x0, x1   float64
	y, size  float64
	bold     bool
	artifact bool
	angle    int
}

// pdfBox is a place on a page; top is above bottom.
type pdfBox struct{ x0, bottom, x1, top float64 }

func (l pdfLine) box() pdfBox {
	return pdfBox{l.x0, l.y - 0.25*l.size, l.x1, l.y + 0.8*l.size}
}

func (b pdfBox) union(c pdfBox) pdfBox {
	return pdfBox{min(b.x0, c.x0), min(b.bottom, c.bottom), max(b.x1, c.x1), max(b.top, c.top)}
}

// overlapX tells how much of the narrower of two boxes is over the other.
func overlapX(a, b pdfBox) float64 {
	w := min(a.x1, b.x1) - max(a.x0, b.x0)
	return w / max(1, min(a.x1-a.x0, b.x1-b.x0))
}

// toLines joins runs into lines, top to bottom and left to right.
func toLines(runs []pdfRun) []pdfLine {
	runs = slices.DeleteFunc(slices.Clone(runs), func(r pdfRun) bool { return strings.TrimSpace(r.text) == "" })
	slices.SortStableFunc(runs, func(a, b pdfRun) int {
		return cmp.Or(cmp.Compare(a.angle, b.angle), cmp.Compare(b.y, a.y), cmp.Compare(a.x0, b.x0))
	})
	var rows []pdfRow
	for len(runs) > 0 {
		n, y, size := 1, runs[0].y, runs[0].size
		for ; n < len(runs) && runs[n].angle == runs[0].angle && y-runs[n].y < 0.4*max(size, runs[n].size); n++ {
			if runs[n].size > size {
				y, size = runs[n].y, runs[n].size
			}
		}
		row := pdfRow{runs: runs[:n], y: y, size: size, angle: runs[0].angle}
		slices.SortStableFunc(row.runs, func(a, b pdfRun) int { return cmp.Compare(a.x0, b.x0) })
		rows = append(rows, row)
		runs = runs[n:]
	}
	var lines []pdfLine
	for i := range rows {
		lines = append(lines, splitRow(rows, i)...)
	}
	return lines
}

// pdfRow is all runs of one height, from left to right.
type pdfRow struct {
	runs  []pdfRun
	y     float64
	size  float64
	angle int
}

// splitRow parts a row into lines where a wide gap parts them.
func splitRow(rows []pdfRow, at int) []pdfLine {
	row := rows[at].runs
	var lines []pdfLine
	begin := 0
	for i := 1; i <= len(row); i++ {
		if i == len(row) || !sameLine(rows, at, row[begin:i], row[i]) {
			lines = append(lines, oneLineOf(row[begin:i]))
			begin = i
		}
	}
	return lines
}

// bridged tells that text of the same size right above or below crosses the
// gap between x0 and x1: then the gap is one between words, not columns.
func bridged(rows []pdfRow, at int, r pdfRun, x1 float64) bool {
	middle := (r.x0 + x1) / 2
	for i := max(0, at-4); i < min(len(rows), at+5); i++ {
		if i == at {
			continue
		}
		for _, run := range rows[i].runs {
			near := run.angle == r.angle && math.Abs(run.y-r.y) < 1.8*r.size && math.Abs(run.size-r.size) < 0.1*r.size
			if near && run.x0 < middle-0.3*r.size && run.x1 > middle+0.3*r.size {
				return true
			}
		}
	}
	return false
}

// label is what may stand far before the text it belongs to.
var label = regexp.MustCompile(`^(?:[` + bullets + `\-–—\x{f0b7}\x{f0a7}o]|\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[a-hA-H][.)])$`)

// sameLine tells whether the next run goes on the line of those before.
func sameLine(rows []pdfRow, at int, before []pdfRun, next pdfRun) bool {
	x1, size := 0.0, next.size
	for _, r := range before {
		x1, size = max(x1, r.x1), max(size, r.size)
	}
	gap := next.x0 - x1
	if len(before) == 1 && label.MatchString(before[0].text) && gap < 4*size {
		return true
	}
	if before[0].artifact != next.artifact {
		return false
	}
	if len(before) == 1 && len(rows[at].runs) == 2 && onlyNumber.MatchString(next.text) { // a page number, or a value
		return true
	}
	return gap < runGap*size || gap < 4*size && bridged(rows, at, next, x1)
}

// oneLineOf joins the runs of one line.
func oneLineOf(runs []pdfRun) pdfLine {
	main := slices.MaxFunc(runs, func(a, b pdfRun) int { return cmp.Compare(length(a.text), length(b.text)) })
	l := pdfLine{x0: runs[0].x0, y: main.y, size: main.size, angle: main.angle, artifact: main.artifact}
	var b strings.Builder
	bold, all := 0, 0
	var last pdfRun
	for i, r := range runs {
		if i > 0 && (twice(last, r) || footnoteMark(main, last, r)) {
			continue
		}
		if i > 0 && (r.x0-last.x1 > wordGap*main.size || label.MatchString(last.text) && i == 1) {
			b.WriteByte(' ')
		}
		b.WriteString(r.text)
		n := length(r.text)
		all += n
		if r.bold {
			bold += n
		}
		last = r
		l.x1 = max(l.x1, r.x1)
	}
	l.text, l.bold = hyphens(strings.TrimSpace(b.String())), bold*10 >= all*9
	return l
}

// hyphens drops the soft hyphens that part nothing: all but one at the end.
func hyphens(s string) string {
	plain := strings.ReplaceAll(s, "\u00ad", "")
	if strings.HasSuffix(s, "\u00ad") || strings.HasSuffix(s, "\u00ad\u2010") {
		return strings.TrimSuffix(plain, "\u2010") + "\u00ad"
	}
	return plain
}

// twice tells text that is drawn again, a little aside, to look bold or to
// have a shadow.
func twice(a, b pdfRun) bool {
	return a.text == b.text && math.Abs(a.x0-b.x0) < 0.3*a.size && math.Abs(a.y-b.y) < 0.3*a.size
}

// footnoteMark tells a small raised number after a word.
func footnoteMark(main, before, r pdfRun) bool {
	if r.size > 0.8*main.size || r.y < before.y+0.15*main.size || len(r.text) > 3 || strings.Trim(r.text, "0123456789") != "" {
		return false
	}
	word := before.text[strings.LastIndexByte(before.text, ' ')+1:]
	return length(word) > 2
}

// endsOpen tells a line that the next one goes on: its last word is parted by
// a hyphen, or the next begins with a small letter.
func endsOpen(line, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	return hyphenEnd(line) || unicode.IsLower(first)
}

func hyphenEnd(line string) bool {
	for _, h := range []string{"-", "\u00ad", "\u2010", "\u2011"} {
		if s, ok := strings.CutSuffix(line, h); ok {
			last, _ := utf8.DecodeLastRuneInString(s)
			return unicode.IsLetter(last) || unicode.IsDigit(last)
		}
	}
	return false
}
