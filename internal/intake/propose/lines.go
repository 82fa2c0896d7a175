package propose

import (
	"regexp"
	"strings"
	"unicode"
)

// line is one line of plain text with its layout.
type line struct {
	start, end int // without surrounding white space
	s          string
	indent     int
	gap        bool // blank line before
	item       bool
	row        bool // of a table: cells between bars or tabs
	wide       bool // of a table: cells between wide gaps
	ordered    bool
	skip       int
}

func splitLines(raw []rune, from, to int) []line {
	var out []line
	gap := true
	for i := from; i < to; {
		end := i
		for end < to && raw[end] != '\n' {
			end++
		}
		l := line{start: i, end: end, gap: gap}
		for l.start < end && unicode.IsSpace(raw[l.start]) {
			if raw[l.start] == '\t' {
				l.indent += 3
			}
			l.start++
			l.indent++
		}
		for l.end > l.start && unicode.IsSpace(raw[l.end-1]) {
			l.end--
		}
		i = end + 1
		if l.start == l.end {
			gap = true
			continue
		}
		gap = false
		l.s = string(raw[l.start:l.end])
		l.item, l.skip, l.ordered = bullet(l.s)
		out = append(out, l)
	}
	return out
}

// fromLines guesses pieces from lines: it joins what was wrapped and tells
// headings and list items from running text.
func fromLines(raw []rune, from, to int) []piece {
	lines := splitLines(raw, from, to)
	var out []piece
	loneRows(lines)
	wideRows(lines)
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && wraps(lines, i, j) {
			j++
		}
		out = append(out, build(raw, lines, i, j)...)
		i = j
	}
	return out
}

// wraps tells whether line j goes on with the sentence that began on line i.
func wraps(lines []line, i, j int) bool {
	prev, next := lines[j-1], lines[j]
	if next.item || prev.row || next.row {
		return false
	}
	last := lastRune(prev.s)
	if strings.ContainsRune(".!?:;”\"»", last) && !(next.s != "" && lowerFirst(next.s) && !next.gap && last == '.') {
		if last == '.' && !next.gap && lines[i].item && next.indent > lines[i].indent {
			return true // the explanation under a list item
		}
		return false
	}
	if next.gap && leadsList(lines, i, j) {
		return false
	}
	if hangs(prev.s) {
		return true
	}
	if next.gap {
		return lowerFirst(next.s) && !lowerFirst(lines[i].s) && (!lines[i].item || len([]rune(prev.s)) > 50)
	}
	if lowerFirst(next.s) {
		return !lowerFirst(lines[i].s) || lines[i].item || len([]rune(prev.s)) >= 60
	}
	if lines[i].item {
		return next.indent > lines[i].indent && len([]rune(prev.s)) > 60
	}
	return len([]rune(prev.s)) >= 70 && len([]rune(next.s)) >= 3 && !looksHeading(prev.s)
}

var hanging = regexp.MustCompile(`(?:^|\s)(ja|sekä|tai|eli|että|och|samt|eller|att|and|or|\p{L}+-)$|,$`)

// hangs tells whether a line cannot end here: it ends in "ja" or a comma.
func hangs(s string) bool { return hanging.MatchString(strings.ToLower(s)) }

// leadsList tells whether the lines after a colon are small items of their
// own, each after a blank line.
func leadsList(lines []line, i, j int) bool {
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		if lastRune(lines[k].s) == ':' {
			return true
		}
		if !lowerFirst(lines[k].s) {
			return false
		}
	}
	return lastRune(lines[i].s) == ':'
}

func build(raw []rune, lines []line, i, j int) []piece {
	first := lines[i]
	start := first.start
	if first.item {
		start += first.skip
	}
	p := piece{stretch: flat(raw, start, lines[j-1].end), gap: first.gap, level: first.indent, ordered: first.ordered, num: numberOf(first.s)}
	switch {
	case first.item && !isQuotation(first.s, p.s):
		p.role = item
	case first.row:
		return tableRow(raw, first)
	case looksHeading(p.s) && (j-i == 1 || len([]rune(p.s)) < 120):
		p.role, p.level = heading, 0
	}
	if !first.item || p.role != item {
		p.level = 0
	}
	if !first.item && len(p.s) < 200 && columnGap.MatchString(p.s) {
		return columns(raw, p)
	}
	return []piece{p}
}

// isQuotation tells a quoted person's line (a dash and whole sentences) from a
// list item.
func isQuotation(firstLine, s string) bool {
	if !strings.HasPrefix(firstLine, "–") && !strings.HasPrefix(firstLine, "—") && !strings.HasPrefix(firstLine, "-") {
		return false
	}
	return upperFirst(s) && len([]rune(s)) > 70 && strings.ContainsRune(".!?”", lastRune(s))
}

// looksHeading tells whether a text is short and unfinished like a heading.
func looksHeading(s string) bool {
	n := len([]rune(s))
	if n == 0 || n > 110 || strings.ContainsRune(".;,", lastRune(s)) || len(strings.Fields(s)) > 14 {
		return false
	}
	return upperFirst(s) || unicode.IsDigit([]rune(s)[0])
}

// loneRows marks the rows of tables. A line with bars that has no other such
// line beside it is a line ("Rohkeus | Luottamus | Avoimuus").
func loneRows(lines []line) {
	for i := range lines {
		lines[i].row = isTable(lines[i].s)
	}
	for i := range lines {
		before, after := i > 0 && isTable(lines[i-1].s), i+1 < len(lines) && isTable(lines[i+1].s)
		if lines[i].row && !before && !after && !strings.Contains(lines[i].s, "\t") {
			lines[i].row = false
		}
	}
}

// wideRows marks lines of three cells or more with wide gaps between them that
// stand right below each other.
func wideRows(lines []line) {
	cells := func(i int) int {
		if i < 0 || i >= len(lines) || lines[i].item || len(lines[i].s) > 240 {
			return 0
		}
		return len(wideGap.FindAllStringIndex(lines[i].s, -1)) + 1
	}
	for i := range lines {
		n := cells(i)
		if n < 3 || lines[i].row {
			continue
		}
		if !lines[i].gap && cells(i-1) == n || i+1 < len(lines) && !lines[i+1].gap && cells(i+1) == n {
			lines[i].row, lines[i].wide = true, true
		}
	}
}

func isTable(s string) bool {
	return strings.Count(s, "|") >= 2 || strings.Count(s, " | ") >= 1 || strings.Count(s, "\t") >= 1
}

// wideRow cuts a line at its wide gaps.
func wideRow(raw []rune, l line) []piece {
	var out []piece
	t := flat(raw, l.start, l.end)
	start := 0
	for col, m := range append(wideGap.FindAllStringIndex(t.s, -1), []int{len(t.s), len(t.s)}) {
		out = append(out, piece{stretch: t.sub(start, m[0]), role: cell, table: -1, col: col, gap: l.gap && col == 0})
		start = m[1]
	}
	return out
}

// tableRule is the line of dashes under the head of a table.
var tableRule = regexp.MustCompile(`^[\s|:+=-]+$`)

// tableRow cuts a line of cells at its bars or tabs.
func tableRow(raw []rune, l line) []piece {
	if tableRule.MatchString(l.s) {
		return nil
	}
	if l.wide {
		return wideRow(raw, l)
	}
	var out []piece
	start, col := l.start, 0
	for i := l.start; i <= l.end; i++ {
		if i < l.end && raw[i] != '|' && raw[i] != '\t' {
			continue
		}
		if c := flat(raw, start, i); c.s != "" {
			out = append(out, piece{stretch: c, role: cell, table: -1, col: col, gap: l.gap && col == 0})
			col++
		} else if start > l.start {
			col++
		}
		start = i + 1
	}
	return out
}
