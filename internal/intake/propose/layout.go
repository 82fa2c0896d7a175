package propose

import (
	"regexp"
	"slices"
	"strings"
)

// layout reads what the layout announces: headings, labels ("Visio: …"),
// lists led in by a sentence, and tables.
func (d *doc) layout() {
	d.tables()
	d.sideways()
	var labelled []int // priorities with a line of their own
	under, chapter, title := "", kind(""), ""
	for i, p := range d.pieces {
		if p.role == noise || p.role == cell {
			continue
		}
		from := len(d.finds)
		if d.numbered(i) || d.label(i) {
			if d.chapterItems(i, from, chapter, title); p.role != item && len(d.finds) == from+1 && d.finds[from].kind == priority {
				labelled = append(labelled, i)
			}
			under = d.follow(from, under)
			continue
		}
		k, cue := d.announces(i)
		if k == "" {
			if p.role == heading && d.otherTopic(p) {
				chapter = ""
			}
			continue
		}
		chapter, title = k, cue
		if k.statement() {
			d.statementBelow(i, k, cue)
		} else {
			d.listBelow(i, k, cue)
		}
		under = d.follow(from, under)
	}
	if len(labelled) > 1 {
		d.goalsBelow(labelled, false)
	}
}

// chapterItems reads the list below "Painopiste: …" in a chapter about
// actions, objectives or indicators: its items are the chapter's.
func (d *doc) chapterItems(i, from int, chapter kind, title string) {
	n := d.next(i)
	if len(d.finds) == from || d.finds[from].kind != priority || n < 0 || d.pieces[n].role != item {
		return
	}
	if chapter == action || chapter == objective || chapter == indicator {
		d.items(n, chapter, title)
	}
}

// follow writes under which priority the new finds stand, and returns the
// priority that goes on.
func (d *doc) follow(from int, under string) string {
	one := ""
	count := 0
	for i := from; i < len(d.finds); i++ {
		switch d.finds[i].kind {
		case priority:
			one = d.finds[i].text
			count++
		case objective, action, indicator:
			d.finds[i].under = under
			if one != "" {
				d.finds[i].under = one
			}
		}
	}
	if count == 1 {
		return one
	}
	if count > 1 {
		return ""
	}
	return under
}

// announces tells what a piece announces for the pieces after it: as a heading
// or as the words that lead a list in.
func (d *doc) announces(i int) (kind, string) {
	p := d.pieces[i]
	if n := d.next(i); p.role == item && d.bareCue(p) && (n < 0 || d.pieces[n].role != item || d.pieces[n].level <= p.level) {
		return "", "" // one line of a list of links
	}
	if p.role == heading || p.role != item && looksHeading(p.s) || p.role == item && d.bareCue(p) {
		if k, cue := d.headingKind(p); k != "" {
			return k, cue
		}
	}
	return d.leadKind(i)
}

// bareCue tells whether a list item is nothing but a cue ("• Arvot").
func (d *doc) bareCue(p piece) bool {
	ws := p.words()
	return len(ws) <= 2 && len(d.cues.find(ws)) == 1
}

// headingKind is what a heading announces: the one kind among its cues in the
// base form. Several kinds announce nothing sure, but a list kind beats a
// statement ("Visio ja arvot" with a list below holds the values).
func (d *doc) headingKind(p piece) (kind, string) {
	ws := p.words()
	if len(ws) > 10 || d.isDefinition(p.s) || hasStem(p.low(), d.cues.Foreign) {
		return "", ""
	}
	var found []hit
	for _, h := range d.cues.find(ws) {
		counted := h.first > 0 && (isNumeral(ws[h.first-1].low) || isNumber(ws[h.first-1].s)) || h.first > 1 && isNumeral(ws[h.first-2].low)
		if !d.headingForm(h.word) && !counted || h.weak && len(ws) > 5 {
			continue
		}
		if len(found) == 0 || found[len(found)-1].kind != h.kind {
			found = append(found, h)
		}
	}
	if len(found) == 0 {
		return d.cues.titleKind(p.s), p.s
	}
	if len(found) == 1 {
		return found[0].kind, p.s
	}
	if len(found) > 2 {
		return "", ""
	}
	for _, h := range found {
		if !h.kind.statement() {
			return h.kind, p.s
		}
	}
	return "", ""
}

var obliqueFi = regexp.MustCompile(`(ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|een|oon|uun|yyn|öön|iin|ihin|jen|iden|ien|ita|itä|ja|jä|sen|den|na|nä|tta|ttä|[^t]aa|oa|eä)$`)

// headingForm tells whether a cue stands in the form headings use.
func (d *doc) headingForm(w string) bool {
	if d.lang != "fi" {
		return true
	}
	w = strings.TrimSuffix(w, "mme")
	return !obliqueFi.MatchString(w) || w == "missio" || w == "visio"
}

// leadKind is what the last sentence of a piece announces for the list right
// below it.
func (d *doc) leadKind(i int) (kind, string) {
	p := d.pieces[i]
	next := d.next(i)
	if next < 0 || p.role == item && d.pieces[next].level <= p.level && !strings.HasSuffix(p.s, ":") {
		return "", ""
	}
	listBelow := d.pieces[next].role == item || strings.HasSuffix(p.s, ":")
	ss := p.sentences()
	last := ss[len(ss)-1]
	if !listBelow || lastRune(p.s) != ':' && !d.openEnd(last) {
		return "", ""
	}
	if k, cue := d.sentenceKind(last, lastRune(p.s) != ':'); k != "" {
		return k, cue
	}
	if len(ss) > 1 && lastRune(p.s) == ':' {
		return d.sentenceKind(ss[len(ss)-2], false)
	}
	return "", ""
}

// openEnd tells whether a sentence without a colon still leads to a list.
func (d *doc) openEnd(s stretch) bool {
	if strings.ContainsRune("!?", lastRune(s.s)) {
		return false
	}
	ws := s.words()
	if len(ws) == 0 {
		return false
	}
	return d.isLead(s) || lastRune(s.s) != '.' || len(ws) < 9
}

// sentenceKind is the kind of the last cue in a sentence that is about the
// county's own strategy. Where no colon follows, the cue must stand in the
// form of a heading or before a verb of being.
func (d *doc) sentenceKind(s stretch, strict bool) (kind, string) {
	if hasStem(strings.ToLower(s.s), d.cues.Foreign) {
		return "", ""
	}
	hs := d.cues.find(s.words())
	if len(hs) == 0 {
		return "", ""
	}
	h := hs[len(hs)-1]
	if strict && !d.headingForm(h.word) && !d.isLead(s) {
		return "", ""
	}
	return h.kind, strings.TrimSpace(s.s)
}

// isLead tells whether a sentence ends in a word that leads on ("… ovat").
func (d *doc) isLead(s stretch) bool {
	ws := s.words()
	return len(ws) > 0 && slices.Contains(d.cues.Lead, ws[len(ws)-1].low)
}

// next is the index of the next piece that is not noise, -1 at the end.
func (d *doc) next(i int) int {
	for j := i + 1; j < len(d.pieces); j++ {
		if d.pieces[j].role != noise {
			return j
		}
	}
	return -1
}

// firstSentences is the beginning of a stretch, n sentences long.
func firstSentences(t stretch, n int) stretch {
	ss := t.sentences()
	if len(ss) <= n {
		return t
	}
	last := ss[n-1]
	return t.sub(0, len(t.s)-len(suffixAfter(t, last)))
}

func suffixAfter(t, last stretch) string {
	end := strings.Index(t.s, last.s) + len(last.s)
	return t.s[end:]
}
