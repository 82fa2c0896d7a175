package propose

import (
	"regexp"
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

var timesWord = regexp.MustCompile(`^(kertaa|kerran|gånger|times)$`)

// participation finds how people took part: counted events, answers and
// people. Residents and staff who only live and work there are not counted.
func (d *doc) participation() []proposal.Participation {
	var out []proposal.Participation
	for _, p := range d.prose() {
		for _, s := range p.sentences() {
			out = append(out, d.tookPartIn(s)...)
		}
	}
	return append(out, d.tableCounts()...)
}

func (d *doc) tookPartIn(s stretch) []proposal.Participation {
	ws := s.words()
	ns := s.numbers()
	active := acts().tookPart.MatchString(s.s)
	if len(ns) == 0 && !active {
		return nil
	}
	event := hasEvent(ws)
	aboutPeople := active || event
	active = active || event && there.MatchString(s.s)
	var out []proposal.Participation
	if !aboutPeople && !hasAnswer(ws) {
		return nil
	}
	for i, n := range ns {
		if d.counted(s, ws, ns, i, active) {
			out = append(out, d.part(s, n))
		}
	}
	if len(out) == 0 && len(ns) == 0 && active && peopleWord.MatchString(strings.ToLower(s.s)) && strategyWord.MatchString(strings.ToLower(s.s)) {
		out = append(out, d.part(s, number{vague: true, from: 0, to: len(s.s)}))
	}
	return out
}

var (
	peopleWord   = regexp.MustCompile(`henkilöst|asukk|väestö|sidosryhm|päättäj|invånar|personal|intressent|kumppan`)
	strategyWord = regexp.MustCompile(`strategi|valmistel|laatimi|bered`)
)

// there tells who was at an event: "työpajassa oli 22 nuorta".
var there = regexp.MustCompile(`\s(?:oli|var|fanns)\s`)

// sampleSize is the number of answers in brackets: "(n = 654)".
var sampleSize = regexp.MustCompile(`(?:^|[^\p{L}])[nN]\s?=\s?$`)

// share follows words that make a number a percentage.
var share = regexp.MustCompile(`(?i)(?:prosent|procent|osuus|andel)\p{L}*(?:\s+\p{L}+){0,2}\s+$`)

// asked follows those who were only asked to take part.
var asked = regexp.MustCompile(`(?i)(?:pyydettiin|pyydetty|lähetettiin|kutsuttiin|kutsuttu|\sbad|skickades|ombads|inbjöds|bjöds)\s+(?:\p{L}+\s+){0,2}$`)

// held tells that events took place, their number after it.
var held = regexp.MustCompile(`^(?:pidettiin|järjestettiin|toteutettiin|kertyi|oli|on|hölls|ordnades|arrangerades|var)$`)

func hasEvent(ws []word) bool {
	return slices.ContainsFunc(ws, func(w word) bool { return acts().event.MatchString(w.low) })
}

func hasAnswer(ws []word) bool {
	return slices.ContainsFunc(ws, func(w word) bool { return acts().answer.MatchString(w.low) })
}

// counted tells whether number i counts events, answers or people taking part:
// by the noun after it (attributes may stand between), or before it.
func (d *doc) counted(s stretch, ws []word, ns []number, i int, active bool) bool {
	n := ns[i]
	if wholeYear(n) || n.value != float64(int(n.value)) || n.value < 2 && !n.vague {
		return false
	}
	if sampleSize.MatchString(s.s[:n.from]) {
		return true
	}
	if share.MatchString(s.s[:n.from]) || asked.MatchString(s.s[:n.from]) {
		return false
	}
	limit := len(s.s)
	if i+1 < len(ns) {
		limit = ns[i+1].from
	}
	steps := 0
	for _, w := range ws {
		if w.from < n.to || w.from >= limit {
			continue
		}
		if strings.ContainsAny(s.s[n.to:w.from], ",;()") && steps > 0 {
			break
		}
		if done, ok := d.countsNoun(w, active, n); done {
			return ok
		}
		if steps++; steps > 4 {
			break
		}
	}
	return d.nounBefore(s, ws, n, active) || d.subject(s, ws, n, limit)
}

var answered = regexp.MustCompile(`^(vastasi|vastannut|vastanneet|osallistui|osallistunut|osallistuivat|kommentoi|svarade|svarat|besvarades|deltog|deltagit|responded)$`)

// subject tells whether a number is who answered or took part: it comes after
// the verb, at most one other number and few words between, and counts
// something that can.
func (d *doc) subject(s stretch, ws []word, n number, limit int) bool {
	verb := -1
	for _, w := range ws {
		if w.to <= n.from && answered.MatchString(w.low) {
			verb = w.to
		}
	}
	if verb < 0 || n.from-verb > 60 {
		return false
	}
	for _, w := range ws {
		if w.from >= n.to && w.from < limit {
			return partitive.MatchString(w.low) && !adverbial.MatchString(w.low) || genitive.MatchString(w.low) && w.to-w.from > 6
		}
	}
	return false
}

var adverbial = regexp.MustCompile(`(sta|stä|ssa|ssä|lla|llä|lta|ltä|na|nä)$`)

var partitive = regexp.MustCompile(`\p{L}{2,}(a|ä|er|ar|or|are)$`)

// countsNoun judges the noun after a number; done is false where the word is
// only an attribute.
func (d *doc) countsNoun(w word, active bool, n number) (done, ok bool) {
	switch {
	case timesWord.MatchString(w.low):
		return true, active
	case acts().notCounted.MatchString(w.low):
		return true, false
	case acts().answer.MatchString(w.low):
		return true, true
	case acts().person.MatchString(w.low):
		return true, active
	case acts().event.MatchString(w.low):
		return true, n.value < 2000
	}
	return false, false
}

var reporting = regexp.MustCompile(`^(vastasi|vastanneita|osallistui|vastaajia|osallistujia|vastauksia|osallistuneita|vastaajaa|svarade|deltog|deltagare|kommentoi|lausui|saatiin|tuli|kertyi|vastaajamäärä|osallistujamäärä|vastausmäärä|kommentteja|lausuntoja|svaren|svar|vastanneita|utlåtanden|yhteensä|kunnista)$`)

// nounBefore reads "osallistujia yli 3 500" and "kyselyyn vastasi 1 200".
func (d *doc) nounBefore(s stretch, ws []word, n number, active bool) bool {
	back := 0
	for j := len(ws) - 1; j >= 0; j-- {
		if ws[j].to > n.from {
			continue
		}
		if acts().event.MatchString(ws[j].low) && d.endsAfter(s, n) && (active && back == 0 || back > 0 && d.heldBefore(ws, j, n)) {
			return true
		}
		if reporting.MatchString(ws[j].low) && ws[j].low != "yhteensä" {
			return d.endsAfter(s, n) || acts().answer.MatchString(ws[j].low) || ws[j].low == "kunnista"
		}
		if back++; back > 3 || strings.ContainsAny(s.s[ws[j].to:n.from], ",;") {
			return false
		}
	}
	return false
}

// heldBefore tells whether between the event j and its number stands that it
// was held: "foorumeja pidettiin viisi".
func (d *doc) heldBefore(ws []word, j int, n number) bool {
	for _, w := range ws[j+1:] {
		if w.to > n.from {
			break
		}
		if held.MatchString(w.low) {
			return true
		}
	}
	return false
}

// endsAfter tells whether nothing that could be counted follows the number.
func (d *doc) endsAfter(s stretch, n number) bool {
	rest := strings.TrimLeft(s.s[n.to:], " ")
	return rest == "" || strings.ContainsAny(rest[:1], ".,;)") || strings.HasPrefix(rest, "ja ") || strings.HasPrefix(rest, "och ")
}

func wholeYear(n number) bool {
	return !n.vague && n.value >= 2010 && n.value <= 2045 && n.to-n.from == 4
}

// part is one way of taking part with its count; a range has none.
func (d *doc) part(s stretch, n number) proposal.Participation {
	at := s.span(n.from, n.to)
	p := proposal.Participation{What: shorten(clean(d.raw, s.span(0, len(s.s))), 160), Start: at.start, End: at.end}
	if !n.vague {
		c := int(n.value)
		p.Count = &c
	}
	d.step("participation", p.What, at, s.s[n.from:n.to], "counted people, answers or events", 0.75, "")
	return p
}
