package propose

import (
	"strings"
	"unicode/utf8"
)

// pictures reads what a slide or a poster leaves behind in text: a slogan in
// quotation marks by the title, and boxes in no order.
func (d *doc) pictures() {
	d.slogan()
	d.groups()
	for i := 0; i < len(d.pieces); i++ {
		if j := d.boxes(i); j > i {
			d.readBoxes(i, j)
			i = j
		}
	}
}

// slogan takes a quotation that stands alone by the strategy's title as the
// promise, unless something announced it as another thing.
func (d *doc) slogan() {
	for i, p := range d.pieces {
		q, ok := quotedAtStart(p.stretch)
		if !ok || len(q.words()) > 12 || utf8.RuneCountInString(q.s)+6 < utf8.RuneCountInString(p.s) || d.taken(q) {
			continue
		}
		if d.byTitle(i) {
			d.statement(promise, q, "”…”", "slogan by the title", 0.6)
		}
	}
}

// byTitle tells whether the strategy's title stands right before or after.
func (d *doc) byTitle(i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(d.pieces) {
			continue
		}
		p := d.pieces[j]
		if p.role == heading && strings.Contains(p.low(), "strategi") && len(d.cues.find(p.words())) == 0 && len(p.words()) < 9 {
			return true
		}
	}
	return false
}

// taken tells whether a find of another kind already holds the stretch.
func (d *doc) taken(s stretch) bool {
	at := s.span(0, len(s.s))
	for _, f := range d.finds {
		if f.at.start <= at.start && at.start < f.at.end {
			return true
		}
	}
	return false
}

// boxes finds the end of a run of at least eight short pieces that are neither
// list items nor sentences. It returns i if none begins here.
func (d *doc) boxes(i int) int {
	j := i
	for j < len(d.pieces) && d.isBox(d.pieces[j]) {
		j++
	}
	if j-i < 8 {
		return i
	}
	return j
}

func (d *doc) isBox(p piece) bool {
	if p.role == item || p.role == cell || p.role == noise {
		return false
	}
	n := len(p.words())
	last := lastRune(p.s)
	return n > 0 && n <= 12 && !strings.ContainsRune(".!?:", last) && len(d.cues.find(p.words())) == 0
}

// readBoxes tells themes from what they hold by their grammar: where a few
// boxes say what we do ("Uudistamme rohkeasti") and the many name things, the
// few are the priorities and the many the objectives.
func (d *doc) readBoxes(i, j int) {
	var acts, things []piece
	for _, p := range d.pieces[i:j] {
		if d.taken(p.stretch) || startsQuoted(p.s) || strings.Contains(p.low(), "strategi") {
			continue
		}
		if d.weDo(p) {
			acts = append(acts, p)
		} else {
			things = append(things, p)
		}
	}
	if len(acts) < 2 || len(acts) > 7 || len(things) < 2*len(acts) {
		return
	}
	for _, p := range acts {
		d.listItem(priority, p.stretch, "boxes", "box that says what we do", 0.6)
	}
	for _, p := range things {
		d.listItem(objective, p.stretch, "boxes", "box that names a thing", 0.55)
	}
}

// weDo tells whether a box begins with a verb in the first person plural.
func (d *doc) weDo(p piece) bool {
	ws := p.words()
	if d.lang == "fi" {
		return strings.HasSuffix(ws[0].low, "mme")
	}
	return ws[0].low == "vi" || ws[0].low == "we"
}
