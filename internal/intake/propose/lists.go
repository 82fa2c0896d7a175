package propose

import (
	"strings"
	"unicode/utf8"
)

// limits of what can be an item of a list kind, in words.
var longest = map[kind]int{
	value: 12, priority: 24, objective: 45, successFactor: 30, action: 45, indicator: 30, principle: 40, strength: 20,
}

// listBelow collects the list a heading or a lead-in announces: bulleted
// items, a run of short lines, or subheadings with text under them.
func (d *doc) listBelow(i int, k kind, cue string) {
	if d.pieces[i].role == heading && d.sentenceBelow(d.next(i), k, cue) {
		return
	}
	if d.pieces[i].role == heading && (k == value || k == priority) && d.tableBelow(i, k, cue) {
		return
	}
	start := d.skipIntro(i, k)
	if start < 0 {
		return
	}
	switch p := d.pieces[start]; {
	case p.role == item:
		d.items(start, k, cue)
	case p.role == paragraph && titleOf(p, k) > 0:
		d.titled(start, k, cue)
	case strings.HasSuffix(d.pieces[i].s, ":") && p.role == paragraph || d.pieces[i].role != heading && strings.HasSuffix(d.pieces[i].s, ":"):
		d.loose(start, k, cue)
	case p.role == heading:
		d.subheadings(start, d.pieces[i].level, k, cue)
	case p.role == paragraph:
		d.titled(start, k, cue)
	}
}

// skipIntro finds where the list begins: past up to three paragraphs that only
// introduce it, as long as a list or subheadings follow them.
func (d *doc) skipIntro(i int, k kind) int {
	j := d.next(i)
	for n := 0; j >= 0 && n < 3; n++ {
		p := d.pieces[j]
		if d.leadsItems(j) {
			j = d.next(j)
			continue
		}
		if p.role != paragraph || titleOf(p, k) > 0 || d.titledByNext(j) || strings.HasSuffix(d.pieces[i].s, ":") && (lowerFirst(p.s) || len(d.pieces[i].words()) > 3) {
			return j
		}
		if lk, _ := d.leadKind(j); lk != "" {
			return -1 // the lead-in speaks for itself
		}
		next := d.next(j)
		if next < 0 || d.pieces[next].role == cell {
			return -1
		}
		if d.pieces[next].role == heading && (k == value || d.pieces[next].gap && len(p.words()) < 4) && n > 0 {
			return -1
		}
		j = next
	}
	return j
}

// leadsItems tells whether a short line without a cue of its own only leads on
// to the items below it: "Onnistumme, kun seuraavat asiat ovat kunnossa:".
func (d *doc) leadsItems(j int) bool {
	p, n := d.pieces[j], d.next(j)
	return p.role == heading && p.level == 0 && lastRune(p.s) == ':' && n >= 0 && d.pieces[n].role == item && !d.isCueLine(p) && len(d.cues.find(p.words())) == 0
}

// items collects a run of list items. Deeper items explain the ones above
// them; a paragraph between two items does not end the run.
func (d *doc) items(start int, k kind, cue string) {
	top := d.pieces[start].level
	if d.pieces[start].num > 0 && d.orderedRun(start, k, cue) {
		return
	}
	dashed := k != objective && k != action && k != indicator && d.allDashed(start)
	for j, n := start, 0; j >= 0 && n < 40; j = d.next(j) {
		p := d.pieces[j]
		if p.role != item {
			after := d.next(j)
			if p.role == paragraph && after > 0 && d.pieces[after].role == item && d.pieces[after].ordered && d.pieces[start].ordered && d.pieces[after].level == top {
				continue
			}
			return
		}
		if j != start && p.num > 0 && d.pieces[start].num == 0 && p.level <= top {
			return // a new numbered part begins
		}
		if p.level > top+1 || p.level > top && !p.ordered {
			continue
		}
		if p.level < top-1 {
			return
		}
		if h := d.cues.find(p.words()); len(h) > 0 && (d.bareCue(p) || strings.HasSuffix(p.s, ":")) && h[0].kind != k {
			return
		}
		s := p.stretch
		if dashed && p.level == top {
			s = s.sub(0, dashTail.FindStringIndex(s.s)[0])
		}
		d.listItem(k, s, cue, "list under a heading", 0.9)
		n++
	}
}

// allDashed tells whether every item of a run is a short name, a dash and what
// it means.
func (d *doc) allDashed(start int) bool {
	n, top := 0, d.pieces[start].level
	for j := start; j >= 0 && d.pieces[j].role == item; j = d.next(j) {
		if d.pieces[j].level != top {
			continue
		}
		m := dashTail.FindStringIndex(d.pieces[j].s)
		if m == nil || len(strings.Fields(d.pieces[j].s[:m[0]])) > 6 || len(strings.Fields(d.pieces[j].s[m[1]:])) < 3 {
			return false
		}
		n++
	}
	return n > 1
}

// loose collects short lines after a colon that carry no bullets.
func (d *doc) loose(start int, k kind, cue string) {
	var run []piece
	for j := start; j >= 0 && len(run) < 15; j = d.next(j) {
		p := d.pieces[j]
		if p.role == cell || utf8.RuneCountInString(p.s) > 110 || strings.HasSuffix(p.s, ":") {
			break
		}
		if p.role == paragraph && lastRune(p.s) == '.' && len(p.sentences()) > 1 || d.isCueLine(p) || isQuotation("–", p.s) {
			break
		}
		run = append(run, p)
		if lastRune(p.s) == '.' && len(run) > 1 && lastRune(run[len(run)-2].s) != '.' {
			break
		}
	}
	if len(run) < 2 {
		d.openings(start, k, cue)
		return
	}
	for _, p := range run {
		d.listItem(k, p.stretch, cue, "lines after a colon", 0.8)
	}
}

// openings collects the first sentences of as many paragraphs as the lead-in
// counts: "Keskiössä on neljä painopistettä:".
func (d *doc) openings(start int, k kind, cue string) {
	want := 0
	for _, w := range (stretch{s: cue}).words() {
		if v, ok := numeral(w.low); ok {
			want = int(v)
		}
	}
	var run []stretch
	for j := start; j >= 0 && len(run) < want; j = d.next(j) {
		p := d.pieces[j]
		ss := p.sentences()
		if p.role != paragraph && p.role != heading || len(ss) == 0 || len(ss[0].words()) > 14 {
			return
		}
		run = append(run, ss[0])
	}
	if want < 2 || len(run) != want {
		return
	}
	for _, s := range run {
		d.listItem(k, s, cue, "openings of paragraphs", 0.75)
	}
}

// isCueLine tells whether a short piece is a heading of another section.
func (d *doc) isCueLine(p piece) bool {
	if p.role != heading {
		return false
	}
	k, _ := d.headingKind(p)
	return k != ""
}
