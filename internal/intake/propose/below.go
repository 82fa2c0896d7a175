package propose

import (
	"regexp"
	"strings"
)

var (
	guides   = regexp.MustCompile(`(?i)(?:^|\s)(?:ohjaavat|ohjaa|kannattelevat|kantavat|määrittävät|ovat|on|kuuluvat|perustuu|perustuvat|pohjautuu|pohjautuvat|nojaa|rakentuu|bygger\s+på|grundar\s+sig\s+på|baserar\s+sig\s+på|vilar\s+på|styrs\s+av|vägleds\s+av|präglas\s+av|är|är:)\s+(?:muun muassa\s+|bland annat\s+|arvot\s+|värderingarna\s+)?`)
	bareMark = regexp.MustCompile(`\s[|•·▪/]\s|\s{2,}`)
	bareDash = regexp.MustCompile(`\s[–—]\s`)
)

// sentenceBelow reads a list that is one line or one sentence under its
// heading: "Avoimuus · Rohkeus · Luottamus", "Toimintaamme ohjaavat a, b ja
// c". It tells whether it found one.
func (d *doc) sentenceBelow(j int, k kind, cue string) bool {
	if j < 0 || k != value && k != priority && k != successFactor {
		return false
	}
	p := d.pieces[j]
	if p.role != paragraph && p.role != heading {
		return false
	}
	for i, s := range p.sentences() {
		if i > 1 || len(d.cues.find(s.words())) > 0 {
			break // the running text reads what names itself
		}
		if m := lastMatch(guides, s.s); m != nil && k == value && d.enumerateBelow(s.sub(m[1], len(s.s)), k, cue) {
			return true
		}
	}
	return d.bareList(p, k, cue)
}

// bareList reads a line that is nothing but a list of short names.
func (d *doc) bareList(p piece, k kind, cue string) bool {
	s := p.trimSet(" .")
	if guides.MatchString(s.s) || len(d.cues.find(s.words())) > 0 || strings.ContainsAny(s.s, ".:?!") || len(s.words()) > 24 {
		return false
	}
	var items []stretch
	if bareMark.MatchString(s.s) && !strings.Contains(s.s, ",") {
		items = splitAt(s, bareMark)
	} else if k == value && len(bareDash.FindAllString(s.s, 3)) > 1 {
		items = splitAt(s, bareDash)
	} else if strings.Contains(s.s, ", ") {
		items = splitList(s, k)
	}
	return d.shortItems(items, k, cue, "list in a line under its heading")
}

func (d *doc) enumerateBelow(s stretch, k kind, cue string) bool {
	s = cutClause(s)
	if !strings.Contains(s.s, ",") {
		return false
	}
	return d.shortItems(splitList(s, k), k, cue, "list in a sentence under its heading")
}

// shortItems adds the items if all of them are names and not clauses.
func (d *doc) shortItems(items []stretch, k kind, cue, rule string) bool {
	most := 8
	if k == value {
		most = 5
	}
	if len(items) < 2 || len(items) > 9 {
		return false
	}
	for _, s := range items {
		if n := len(s.words()); n == 0 || n > most || !d.listable(s, k) {
			return false
		}
	}
	for _, s := range items {
		from := len(d.finds)
		d.listItem(k, s, cue, rule, 0.8)
		if k == value && d.lang == "fi" && len(d.finds) > from {
			d.finds[from].text = baseNominal(d.finds[from].text)
		}
	}
	return true
}
