package propose

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/intake/extract"
)

// role of a piece of layout.
type role int

const (
	paragraph role = iota
	heading
	item
	cell
	noise
)

// piece is one block of the text as the reader sees it.
type piece struct {
	stretch
	role     role
	level    int // of headings from 1 (0 if guessed), of items by indentation
	ordered  bool
	num      int  // of a numbered item or heading, 0 if it has none
	gap      bool // a blank line stands before it
	table    int
	row, col int
}

// low is the piece's text in lower case.
func (p piece) low() string { return strings.ToLower(p.s) }

// segment cuts the text into pieces: by its blocks where the format has them,
// by its lines where not.
func segment(t extract.Text) []piece {
	raw := []rune(t.Plain)
	if len(t.Blocks) == 0 {
		return mark(fromLines(raw, 0, len(raw)))
	}
	var out []piece
	for _, b := range t.Blocks {
		start, end := max(0, min(b.Start, len(raw))), max(0, min(b.End, len(raw)))
		if start < end {
			out = append(out, fromBlock(raw, b, start, end)...)
		}
	}
	return mark(out)
}

func fromBlock(raw []rune, b extract.Block, start, end int) []piece {
	p := piece{stretch: flat(raw, start, end), gap: true, level: b.Level, ordered: b.Ordered}
	switch b.Kind {
	case extract.Heading:
		p.role = heading
		if len(p.s) > 200 {
			p.role = paragraph
		}
	case extract.ListItem:
		return fromItem(raw, p, start, end)
	case extract.Cell:
		p.role, p.table, p.row, p.col = cell, b.Table, b.Row, b.Column
	case extract.Navigation:
		p.role = noise
	default:
		return fromParagraph(raw, b, start, end)
	}
	return []piece{p}
}

var leadNumber = regexp.MustCompile(`^\(?(\d{1,2})[.)]\s*\p{L}`)

// numberOf is the number a line begins with, 0 if none.
func numberOf(line string) int {
	m := leadNumber.FindStringSubmatch(line)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// fromItem keeps a list item whole, without the bullet the format left in it.
func fromItem(raw []rune, p piece, start, end int) []piece {
	p.role, p.gap = item, false
	if _, skip, _ := bullet(string(raw[start:end])); skip > 0 {
		p.stretch = flat(raw, start+skip, end)
	}
	return []piece{p}
}

// fromParagraph reads the lines inside a paragraph block: PDF and <br> leave
// several in one. A bold short line alone is a heading.
func fromParagraph(raw []rune, b extract.Block, start, end int) []piece {
	out := fromLines(raw, start, end)
	for i := range out {
		out[i].gap = i == 0 || out[i].gap
	}
	if len(out) == 1 && out[0].role == heading && !b.Bold && b.Size <= 1.05 {
		out[0].level = 0
	}
	return out
}

// flat is the raw text with every white space as one plain space.
func flat(raw []rune, start, end int) stretch {
	for start < end && unicode.IsSpace(raw[start]) {
		start++
	}
	for end > start && unicode.IsSpace(raw[end-1]) {
		end--
	}
	out := make([]rune, end-start)
	for i, r := range raw[start:end] {
		if unicode.IsSpace(r) {
			r = ' '
		}
		out[i] = r
	}
	return stretch{string(out), start}
}

var (
	bulletMark  = regexp.MustCompile(`^([•·▪▫■□●○◦‣►▶➢➤✓✔*]|[–—-](?:[ \t])|o[ \t]+)[ \t]*`)
	numberMark  = regexp.MustCompile(`^(\(?\d{1,2}[.)][ \t]*|\(?[a-hA-H]\)[ \t]+)(\p{L}|[”"“])`)
	leaders     = regexp.MustCompile(`[.…_]{3,}\s*\d*\s*$`)
	pageTail    = regexp.MustCompile(`\p{L}[\p{L} ,]*[^.:\d§]\s{2,}\d{1,3}$`)
	onlySymbols = regexp.MustCompile(`^[\s\d.,/|\\»›>–—_=*•-]*$`)
)

// bullet tells whether a line is a list item, how many characters its mark
// takes, and whether it is numbered.
func bullet(line string) (ok bool, skip int, ordered bool) {
	if m := bulletMark.FindString(line); m != "" {
		n := len([]rune(m))
		if _, more, ord := bullet(line[len(m):]); more > 0 && ord {
			return true, n + more, true
		}
		return true, n, false
	}
	if m := numberMark.FindStringSubmatch(line); m != nil && !startsWithDate(line) {
		return true, len([]rune(m[1])), true
	}
	return false, 0, false
}

var dateStart = regexp.MustCompile(`^\d{1,2}\.\s?(\d{1,2}\.|\p{Ll})`)

func startsWithDate(line string) bool { return dateStart.MatchString(line) }

// longestPiece bounds the work on one piece, in bytes: a longer paragraph is
// read in parts, cut between its sentences.
const longestPiece = 4000

func cutLong(ps []piece) []piece {
	var out []piece
	for _, p := range ps {
		if len(p.s) <= longestPiece {
			out = append(out, p)
			continue
		}
		for start, base := 0, p.base; start < len(p.s); {
			end := partEnd(p.s, start)
			part := p
			part.stretch = stretch{p.s[start:end], base}
			out = append(out, part)
			base += utf8.RuneCountInString(p.s[start:end])
			start = end
		}
	}
	return out
}

// partEnd is where a part that begins at byte start ends: after a sentence,
// else after a word, else between two characters.
func partEnd(s string, start int) int {
	if len(s)-start <= longestPiece {
		return len(s)
	}
	part := s[start : start+longestPiece]
	for _, mark := range []string{". ", " "} {
		if i := strings.LastIndex(part, mark); i > longestPiece/2 {
			return start + i + len(mark)
		}
	}
	end := start + longestPiece
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return end
}
