package extract

import (
	"regexp"
	"strings"
)

var (
	pageNumber = regexp.MustCompile(`(?i)^[\s\-–|]*(?:sivu|sida|page|s\.)?\s*\d{1,4}(?:\s*(?:/|\(|av|of)\s*\d{1,4}\)?)?[\s\-–|]*$`)
	dotLeader  = regexp.MustCompile(`(?:[.:·_]\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$`)
	digits     = regexp.MustCompile(`\d+`)
)

// markMargins marks page numbers, what repeats at the head or foot of pages,
// and lines of a table of contents.
func (d *pdfDoc) markMargins(usual float64) {
	repeats := map[string]map[int]bool{}
	key := func(p pdfPiece) string {
		return digits.ReplaceAllString(strings.ToLower(strings.Join(p.lines, " ")), "#")
	}
	margin := func(p pdfPiece) bool { return p.place > 0.9 || p.place < 0.1 }
	for _, p := range d.pieces {
		if p.place > 0.75 || p.place < 0.25 {
			if k := key(p); repeats[k] == nil {
				repeats[k] = map[int]bool{p.Page: true}
			} else {
				repeats[k][p.Page] = true
			}
		}
	}
	top, bottom := d.edges()
	for i := range d.pieces {
		p := &d.pieces[i]
		n := len(repeats[key(*p)])
		edge := p.place >= top[p.Page] || p.place <= bottom[p.Page]
		if n >= 3 && edge && p.size <= 1.05*usual && p.Kind != Cell && p.Kind != Heading {
			p.Block, p.mark = Block{Kind: Navigation, Page: p.Page}, ""
			continue
		}
		contents := p.Kind != Cell && len(p.lines) > 0 && dotLeader.MatchString(p.lines[len(p.lines)-1])
		if p.Kind != Cell && margin(*p) && (n >= 3 || n == 2 && len(d.pages) < 5 || pageNumber.MatchString(strings.Join(p.lines, " "))) || contents {
			p.Block, p.mark = Block{Kind: Navigation, Page: p.Page}, ""
		}
	}
}

// edges gives the places of the topmost and the lowest piece of each page.
func (d *pdfDoc) edges() (top, bottom map[int]float64) {
	top, bottom = map[int]float64{}, map[int]float64{}
	for _, p := range d.pieces {
		if p.Kind == Cell {
			continue
		}
		if at, ok := top[p.Page]; !ok || p.place > at {
			top[p.Page] = p.place
		}
		if at, ok := bottom[p.Page]; !ok || p.place < at {
			bottom[p.Page] = p.place
		}
	}
	return top, bottom
}

var (
	contentsTitle = regexp.MustCompile(`(?i)^(?:sisällys|sisällysluettelo|sisältö|innehåll|innehållsförteckning|contents|table of contents)$`)
	onlyNumber    = regexp.MustCompile(`^\d{1,3}$`)
	endsInNumber  = regexp.MustCompile(`\pL.*\s\d{1,3}$`)
)

// markContents marks the lines of a table of contents: those after its title
// that end in a number or have one beside them.
func (d *pdfDoc) markContents() {
	inside := false
	for i := range d.pieces {
		p := &d.pieces[i]
		text := strings.Join(p.lines, " ")
		beside := i+1 < len(d.pieces) && onlyNumber.MatchString(strings.Join(d.pieces[i+1].lines, " "))
		switch {
		case contentsTitle.MatchString(text):
			inside = true
		case inside && p.Kind != Heading && (beside || onlyNumber.MatchString(text) || endsInNumber.MatchString(text)):
			p.Block, p.mark = Block{Kind: Navigation, Page: p.Page}, ""
		case p.Kind != Navigation:
			inside = false
		}
	}
}
