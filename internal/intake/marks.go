package intake

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"io"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// partSize is about how many characters of a source one page shows.
const partSize = 30_000

// part is a piece of a source's text that one page shows, with the findings
// that begin in it: characters Start to End.
type part struct{ Start, End int }

// partsOf cuts a text at paragraphs, lines or spaces. There is always one.
func partsOf(plain []rune) []part {
	var list []part
	start := 0
	for len(plain)-start > partSize+partSize/2 {
		end := breakAt(plain, start+partSize)
		list = append(list, part{start, end})
		start = end
	}
	return append(list, part{start, len(plain)})
}

// breakAt is the last good place to cut before at.
func breakAt(plain []rune, at int) int {
	line, space := 0, 0
	for i := at - 1; i > at-partSize/3; i-- {
		switch {
		case plain[i] == '\n' && plain[i-1] == '\n':
			return i + 1
		case plain[i] == '\n' && line == 0:
			line = i + 1
		case plain[i] == ' ' && space == 0:
			space = i + 1
		}
	}
	return cmp.Or(line, space, at)
}

// home is the index of the part a finding is shown with. One that has no
// place in the text is shown with the first.
func home(parts []part, f Finding) int {
	if hasPlace(f) {
		for i, p := range parts {
			if f.Span.Start < p.End {
				return i
			}
		}
	}
	return 0
}

func hasPlace(f Finding) bool { return f.Span.End > f.Span.Start }

// marked is the text of a part with the findings marked in it.
type marked struct {
	lang     text.Lang // of the page
	plain    []rune
	part     part
	findings []Finding
}

// stretch is a piece of text that the same findings cover.
type stretch struct {
	start, end int
	pins       []Finding    // that begin here
	state      FindingState // of what covers it; "" when nothing does
}

// stretches cuts the part at every place a finding begins or ends.
func (m marked) stretches() []stretch {
	in := m.inside()
	edges := []int{m.part.Start, m.part.End}
	for _, f := range in {
		edges = append(edges, f.Span.Start, f.Span.End)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var list []stretch
	for i := 0; i+1 < len(edges); i++ {
		s := stretch{start: edges[i], end: edges[i+1]}
		for _, f := range in {
			if f.Span.Start == s.start {
				s.pins = append(s.pins, f)
			}
			if f.Span.Start <= s.start && f.Span.End >= s.end {
				s.state = stronger(s.state, f.State)
			}
		}
		list = append(list, s)
	}
	return list
}

// inside lists the findings that begin in the part, cut at its end.
func (m marked) inside() []Finding {
	var list []Finding
	for _, f := range m.findings {
		if hasPlace(f) && f.Span.Start >= m.part.Start && f.Span.Start < m.part.End {
			f.Span.End = min(f.Span.End, m.part.End)
			list = append(list, f)
		}
	}
	return list
}

// stronger is the state a mark shows where two findings overlap: what is
// open comes first, for it waits.
func stronger(a, b FindingState) FindingState {
	for _, state := range []FindingState{Open, Accepted, Rejected} {
		if a == state || b == state {
			return state
		}
	}
	return a
}

// Component writes the text. It is no template, since every space counts.
func (m marked) Component() templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for _, s := range m.stretches() {
			for _, f := range s.pins {
				if err := m.pin(w, f); err != nil {
					return err
				}
			}
			words := html.EscapeString(string(m.plain[s.start:s.end]))
			var err error
			if s.state == "" {
				_, err = fmt.Fprintf(w, `<span data-at="%d">%s</span>`, s.start, words)
			} else {
				_, err = fmt.Fprintf(w, `<mark class="mark mark-%s" data-at="%d">%s</mark>`, html.EscapeString(string(s.state)), s.start, words)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// pin writes the number and kind of a finding where it begins, as a link to
// it.
func (m marked) pin(w io.Writer, f Finding) error {
	id := html.EscapeString(f.ID)
	_, err := fmt.Fprintf(w, `<a class="pin pin-%s" id="m-%s" href="#f-%s" lang="%s"><b>%s</b> %s</a>`,
		html.EscapeString(string(f.State)), id, id, m.lang, strconv.FormatInt(f.Number(), 10),
		html.EscapeString(m.lang.T("intake.kind."+f.Kind)))
	return err
}

// spanOf reads a span that a form sent; the zero Span when it sent none.
func spanOf(start, end string) (house.Span, bool) {
	if start == "" && end == "" {
		return house.Span{}, true
	}
	from, err1 := strconv.Atoi(start)
	to, err2 := strconv.Atoi(end)
	ok := err1 == nil && err2 == nil && from >= 0 && to > from
	if !ok {
		return house.Span{}, false
	}
	return house.Span{Start: from, End: to}, true
}
