package propose

import (
	"regexp"
	"slices"
	"strings"
)

// listIn reads an enumeration from the sentence that names its kind.
func (d *doc) listIn(s stretch, h hit) {
	numbered := orderMark.FindString(s.s[:h.from]) == s.s[:h.from] && h.from > 0 && strings.HasPrefix(s.s[h.to:], ":")
	if !h.plural && (numbered || oneThing.MatchString(s.s[h.to:])) {
		return // "Painopiste 1: apu löytyy läheltä ja verkosta" is one thing, whatever its words join
	}
	low := strings.ToLower(s.s)
	if hasStem(low, d.cues.Foreign) && h.kind != value || h.word == "arvo" || h.word == "arvon" || h.word == "värdet" {
		return
	}
	body, ok := d.afterCopula(s, h)
	rule, conf := "is", 0.85
	if !ok {
		body, ok = d.oblique(s, h)
		rule, conf = "rests on", 0.75
	}
	if !ok {
		body, ok = d.chosen(s, h)
		rule, conf = "chosen as", 0.78
	}
	if !ok {
		body, ok = d.apposed(s, h)
		rule, conf = "that is", 0.78
	}
	if !ok {
		return
	}
	if h.kind == objective && h.plural && whichAre.MatchString(s.s[h.to:]) && !strings.Contains(body.s, ",") {
		return
	}
	if h.kind == objective && !h.plural || objectiveClause(h, s) {
		d.objectiveIn(s, h, body)
		return
	}
	if h.kind == action || h.kind == strength || h.kind == principle {
		return
	}
	d.enumerate(h.kind, d.cutAttribution(body), s.s[h.from:h.to], rule, conf)
}

// objectiveClause tells "tavoitteena on" from a list of goals.
func objectiveClause(h hit, s stretch) bool {
	if h.kind != objective {
		return false
	}
	after := strings.Fields(strings.ToLower(s.s[h.to:]))
	return len(after) > 0 && (after[0] == "on" || after[0] == "är")
}

var (
	throughWords = regexp.MustCompile(`^\s*(?:varaan|varassa|avulla|mukaan|pohjalle|ympärille|kautta)?\s*,?\s*(?:jotka\s+ovat|joita\s+ovat|joihin\s+kuuluvat|som\s+är|jotka\s+ovat\s+nimeltään)\s*:?\s*(?:nimeltään\s+)?`)
	basedOn      = regexp.MustCompile(`(?i)(nojaa|nojaavat|pohjautuu|pohjautuvat|perustuu|perustuvat|rakentuu|rakentuvat|korostetaan|muodostuvat|muodostuu|bygger|baserar|grundar|vilar|betonas|utgörs)`)
)

// whichAre begins a clause about the goals that need not list them.
var whichAre = regexp.MustCompile(`^\s*,\s*(?:jotka|joita|joihin|som|vilka)\s`)

// oblique reads lists after a cue in another case: "kolmeen arvoon: a, b ja
// c", "neljän kärjen varaan, jotka ovat", "kolme arvoa: …".
func (d *doc) oblique(s stretch, h hit) (stretch, bool) {
	rest := s.s[h.to:]
	if m := throughWords.FindString(rest); m != "" && len(m) < len(rest) {
		return s.sub(h.to+len(m), len(s.s)), true
	}
	if m := basedOn.FindStringIndex(rest); m != nil && m[0] <= 12 && h.kind != objective {
		return s.sub(h.to+m[1], len(s.s)), true
	}
	if m := basedOn.FindStringIndex(s.s[:h.from]); m != nil && h.from-m[1] < 40 && apposition.MatchString(rest) {
		return s.sub(h.to, len(s.s)), true
	}
	if m := asAre.FindStringIndex(rest); m != nil {
		return s.sub(h.to+m[1], len(s.s)), true
	}
	if m := laterColon.FindStringIndex(rest); m != nil && !h.weak && h.kind != objective && d.plainBetween(rest[m[0]:m[1]]) {
		return s.sub(h.to+m[1], len(s.s)), true
	}
	if m := dashed.FindStringSubmatchIndex(rest); m != nil && !strings.Contains(rest[m[2]:m[3]], " kertoo") {
		return s.sub(h.to+m[2], h.to+m[3]), true
	}
	return stretch{}, false
}

var (
	apposition = regexp.MustCompile(`^\s+\p{Ll}[\p{L}-]+(?:\s[\p{L}-]+)?(?:,| ja | och )`)
	laterColon = regexp.MustCompile(`^[^:.,;]{1,90}:\s+`)
	asAre      = regexp.MustCompile(`^(?:\s+\p{L}+)?\s+(?:ovat|olivat|on|är)\s+(?:muun muassa|mm\.|esimerkiksi|bland annat)\s+`)
	dashed     = regexp.MustCompile(`^\s+[–—]\s+([^–—]+,[^–—]+)\s+[–—]\s`)
)

// plainBetween tells whether no other cue but a container ("kolme teemaa")
// stands between a cue and the colon after it.
func (d *doc) plainBetween(between string) bool {
	for _, h := range d.cues.find(stretch{s: between}.words()) {
		if !h.weak {
			return false
		}
	}
	return true
}

// enumerate adds the items of a list inside a sentence. It must be a list:
// two items at least, none of them a clause of its own.
func (d *doc) enumerate(k kind, body stretch, cue, rule string, conf float64) {
	body = cutClause(d.cutOtherCue(body))
	items := splitList(body, k)
	if len(items) < 2 && (k != priority || !essive.MatchString(strings.ToLower(cue))) || len(items) > 15 {
		return
	}
	for _, s := range items {
		if !d.listable(s, k) {
			return
		}
	}
	for _, s := range items {
		from := len(d.finds)
		d.listItem(k, s, cue, rule, conf)
		if (k == value || rule == "rests on" || obliqueCue.MatchString(strings.ToLower(cue))) && d.lang == "fi" && len(d.finds) > from {
			d.finds[from].text = baseNominal(d.finds[from].text)
		}
	}
}

// obliqueCue is a cue in a case that its list follows: "painopisteelle:
// toimiville palveluille".
var obliqueCue = regexp.MustCompile(`(?:lle|lla|llä|sta|stä|een|iin|ihin|oon|ssa|ssä)(?:mme)?$`)

// essive is the form in which one thing alone is named as the priority:
// "painopisteenä on"; "painopiste on ennaltaehkäisyssä" only tells where it is.
var essive = regexp.MustCompile(`(na|nä|ksi)(mme)?$`)

var clauseTail = regexp.MustCompile(`,\s+(?:jo(?:ka|nka|ta|ssa|sta|hon|lla|lta|lle|tka|iden|ita|issa|ista|ihin|illa|ille)|mikä|mitkä|jotta|kun|som|vilket|vilka|där|så att)\s|\.\s|\s\(|,\s+(?:mutta|men)\s`)

// cutClause ends a list where a clause about it begins.
func cutClause(s stretch) stretch {
	if m := clauseTail.FindStringIndex(s.s); m != nil && m[0] > 3 {
		return s.sub(0, m[0])
	}
	return s
}

// cutOtherCue ends a list where a statement is named: "…, sekä visioomme".
func (d *doc) cutOtherCue(s stretch) stretch {
	for _, h := range d.cues.find(s.words()) {
		if h.kind.statement() && h.from > 10 {
			return dropTrailingAnd(s.sub(0, h.from))
		}
	}
	return s
}

// listable tells whether a part of a sentence can be an item of the kind.
func (d *doc) listable(s stretch, k kind) bool {
	ws := s.words()
	most := 12
	if k == value {
		most = 8
	}
	if len(ws) == 0 || len(ws) > most || d.onlyCues(ws) {
		return false
	}
	notContent := slices.Contains(d.cues.NotContent, ws[0].low) && (len(ws) == 1 || !plainAdjective.MatchString(ws[0].low))
	return !notContent && !slices.Contains(d.cues.Definition, ws[len(ws)-1].low)
}

var plainAdjective = regexp.MustCompile(`(inen|iset|eä|eää|iga|iktig|samma|sam)$`)

var reversedCue = regexp.MustCompile(`^(.+?)\s+(?:ovat|olivat|är|utgör|muodostavat|angavs|valdes|utsågs|har valts|har angetts|lyftes fram|valittiin|nostettiin|määriteltiin|nousivat|nousevat|asetettiin|on valittu|on nostettu)\s+(?:\p{L}+\s+){0,2}?(?:som\s+|till\s+)?(\p{L}+)\s*\.?$`)

// reversed reads "a, b ja c valittiin painopisteiksi".
func (d *doc) reversed(s stretch, ws []word) {
	m := reversedCue.FindStringSubmatchIndex(s.s)
	if m == nil || !strings.Contains(s.s[m[2]:m[3]], ",") {
		return
	}
	for _, h := range d.cues.find(ws) {
		if h.from == m[4] && !h.kind.statement() {
			d.enumerate(h.kind, s.sub(m[2], m[3]), s.s[h.from:h.to], "chosen as", 0.75)
		}
	}
}

// oneThing is the number of a cue that names one thing: " 1: …", " 2 – …".
var oneThing = regexp.MustCompile(`^\s*\d{1,2}(?:\.\d{1,2})?\s*[:.)–—-]\s`)
