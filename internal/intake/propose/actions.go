package propose

import (
	"regexp"
	"slices"
	"strings"
)

// actions reads what is done to services from passive sentences: "Digitaalisia
// palveluita vahvistetaan". The sentence must name a service, staff, premises
// or money; making documents is not an action.
func (d *doc) actions() {
	for _, p := range d.prose() {
		if p.role != paragraph || startsQuoted(p.s) {
			continue
		}
		for _, s := range p.sentences() {
			if startsQuoted(s.s) || strings.ContainsAny(lastOf(s.s), "?:") {
				continue
			}
			d.actionsIn(s)
		}
	}
}

func lastOf(s string) string { return string(lastRune(s)) }

func (d *doc) actionsIn(s stretch) {
	ws := s.words()
	if len(ws) == 0 || slices.Contains(d.cues.ActionStop, ws[0].low) || pronoun.MatchString(ws[0].low) {
		return
	}
	verbs := d.passives(ws)
	if len(verbs) == 0 {
		return
	}
	clauses := d.clauses(s, ws, verbs)
	for _, c := range clauses {
		c = c.sub(0, len(strings.TrimRight(looseEnd.ReplaceAllString(c.s, ""), " ,")))
		low := strings.ToLower(c.s)
		n := len(c.words())
		if n < 3 || n > 25 || !hasPart(low, d.cues.ActionDomain) || hasPart(low, d.cues.ActionNot) {
			continue
		}
		d.add(action, c, s.s[ws[verbs[0]].from:ws[verbs[0]].to], "passive verb of change", 0.6)
	}
}

// looseEnd is what only leads to a clause that was cut off.
var looseEnd = regexp.MustCompile(`,?\s+(?:niin|siten|silloin|siksi|sillä tavalla|så)\s*$`)

// passives lists the words that are verbs of change before any subordinate
// clause.
func (d *doc) passives(ws []word) []int {
	var out []int
	for i, w := range ws {
		if i > 0 && slices.Contains(d.cues.ActionStop, w.low) {
			break
		}
		if slices.Contains(d.cues.ActionVerbs, w.low) {
			out = append(out, i)
		}
	}
	return out
}

var pronoun = regexp.MustCompile(`^(se|ne|sen|niitä|sitä|niiden|tämä|tätä|siinä|siihen|det|den|de|detta|dessa)$`)

var (
	weClause  = regexp.MustCompile(`\s(?:ja|och|sekä)\s+(?:\p{L}+mme|vi)(?:$|[^\p{L}])`)
	newClause = regexp.MustCompile(`,\s+(?:ja|sekä|mutta|och|men|mm\.|muun muassa|esimerkiksi|esim\.|bland annat|kuten|så(?:som)?|jotta|jolloin|jo\p{L}{1,6}|kun|jos|niin|että|som|vilk\p{L}+|för att)\s`)
	locative  = regexp.MustCompile(`(?:ssa|ssä|osalta|lla|llä)$`)
)

// clauses is the sentence without what follows its verbs' clause, and without
// the place it opens with where the verb comes right after.
func (d *doc) clauses(s stretch, ws []word, verbs []int) []stretch {
	end := len(s.s)
	if m := newClause.FindStringIndex(s.s[ws[verbs[0]].from:]); m != nil {
		end = ws[verbs[0]].from + m[0]
	}
	if m := weClause.FindStringIndex(s.s[ws[verbs[0]].from:end]); m != nil {
		end = ws[verbs[0]].from + m[0]
	}
	from := 0
	if d.lang == "fi" && verbs[0] > 0 && locative.MatchString(ws[verbs[0]-1].low) && d.onlyPlaces(ws[:verbs[0]]) {
		from = ws[verbs[0]].from
	}
	return []stretch{s.sub(from, end).trim()}
}

// onlyPlaces tells whether the words before the verb hold no object.
func (d *doc) onlyPlaces(ws []word) bool {
	for _, w := range ws {
		if strings.HasSuffix(w.low, "ta") && !strings.HasSuffix(w.low, "osalta") || strings.HasSuffix(w.low, "ja") && w.low != "ja" {
			return false
		}
	}
	return true
}
