package propose

import (
	"regexp"
	"slices"
	"strings"
)

// running reads what sentences announce: "Visiomme on …", "arvot ovat a, b ja
// c", "painopisteinä ovat …", "tavoitteena on …".
func (d *doc) running() {
	var all []stretch
	for _, p := range d.prose() {
		if p.role == cell {
			continue
		}
		before := stretch{}
		for _, s := range p.sentences() {
			d.sentence(s, before)
			before = s
			all = append(all, s)
		}
	}
	d.sequence(all)
}

// mostCues bounds the work on a sentence: one that names more is a list of
// words and announces nothing.
const mostCues = 12

func (d *doc) sentence(s, before stretch) {
	ws := s.words()
	hs := d.cues.find(ws)
	if len(hs) > mostCues {
		hs = hs[:mostCues]
	}
	for i, h := range hs {
		switch {
		case h.kind.statement():
			d.statementIn(s, h)
		case h.weak && i > 0 && !hs[i-1].weak && !hs[i-1].kind.statement() && strings.HasPrefix(s.s[h.to:], ":"):
			// "arvoiksi on ehdolla kolme teemaa: …" lists values
		default:
			d.listIn(s, h)
		}
	}
	d.reversed(s, ws)
	d.ours(s, hs)
	d.purpose(s)
	d.pronounList(s, ws, before)
}

// pronounList reads "Ne ovat: …" and "Se kuuluu: …" by the cue of the
// sentence before.
func (d *doc) pronounList(s stretch, ws []word, before stretch) {
	m := pronounLead.FindStringSubmatchIndex(s.s)
	if m == nil || before.s == "" {
		return
	}
	hasColon := m[2] >= 0
	hs := d.cues.find(before.words())
	if len(hs) == 0 {
		return
	}
	h := hs[len(hs)-1]
	for _, x := range hs {
		if !x.weak {
			h = x
			break
		}
	}
	body := s.sub(m[1], len(s.s))
	if !hasColon && (h.kind.statement() || !d.names(body, h.kind)) {
		return
	}
	if h.kind.statement() {
		d.statement(h.kind, body, before.s[h.from:h.to], "it is", 0.8)
	} else if h.kind != action {
		d.enumerate(h.kind, body, before.s[h.from:h.to], "they are", 0.8)
	}
}

// names tells whether a stretch is a list of short names and no clause.
func (d *doc) names(s stretch, k kind) bool {
	items := splitList(cutClause(s), k)
	for _, it := range items {
		if len(it.words()) > 8 || !d.listable(it, k) {
			return false
		}
	}
	return len(items) > 2
}

var pronounLead = regexp.MustCompile(`^\s*(?:Ne ovat|Nämä ovat|Se kuuluu|Se on|Se kuuluu näin|De är|Dessa är|Den lyder|Det lyder|They are|It is)(\s*:)?\s+(?:muun muassa\s+|seuraavat\s*:\s*|följande\s*:\s*)?`)

// ours reads "X on lupauksemme", "X är vårt löfte": what the sentence begins
// with is the statement.
func (d *doc) ours(s stretch, hs []hit) {
	if len(hs) == 0 || !hs[0].kind.statement() {
		return
	}
	m := oursIs.FindStringSubmatchIndex(s.s[:hs[0].from])
	if m == nil || d.lang == "fi" && !strings.HasSuffix(hs[0].word, "mme") || len(strings.Fields(s.s[m[2]:m[3]])) > 12 {
		return
	}
	x := s.sub(m[2], m[3])
	if i := strings.LastIndex(x.s, ", "); i > 0 && upperFirst(x.s[i+2:]) {
		x = x.sub(i+2, len(x.s)) // a caption before it
	}
	d.statement(hs[0].kind, x, s.s[hs[0].from:hs[0].to], "is our", 0.86)
}

var oursIs = regexp.MustCompile(`^\s*(\p{Lu}.{2,90}?)\s+(?:on|är\s+vår|är\s+vårt|is\s+our)\s*$`)

// statementIn reads a statement from the sentence that names its kind.
func (d *doc) statementIn(s stretch, h hit) {
	if h.plural && h.kind != vision {
		return
	}
	if body, ok := d.chosen(s, h); ok {
		d.statement(h.kind, afterColon(body, h), s.s[h.from:h.to], "chosen as", 0.8)
		return
	}
	if q := quoted.FindStringSubmatchIndex(s.s[h.to:]); q != nil && strings.Trim(s.s[h.to:h.to+q[0]], " :–") == "" {
		d.statement(h.kind, s.sub(h.to+q[0], h.to+q[1]), s.s[h.from:h.to], "quoted after its name", 0.88)
		return
	}
	if body, ok := d.afterCopula(s, h); ok {
		d.statement(h.kind, body, s.s[h.from:h.to], "is", 0.85)
		return
	}
	if q := quoted.FindStringSubmatchIndex(s.s[h.to:]); q != nil && q[0] < 90 && !strings.Contains(s.s[h.to:h.to+q[0]], ",") {
		d.statement(h.kind, s.sub(h.to+q[0], h.to+q[1]), s.s[h.from:h.to], "quoted after its name", 0.88)
		return
	}
	if m := saidAs.FindStringIndex(s.s[h.to:]); m != nil && !h.weak && d.plainBetween(s.s[h.to:h.to+m[1]]) {
		d.statement(h.kind, s.sub(h.to+m[1], len(s.s)), s.s[h.from:h.to], "said after a colon", 0.72)
		return
	}
	if m := accordingTo.FindStringIndex(s.s[h.to:]); m != nil && d.lang == "fi" {
		d.statement(h.kind, s.sub(h.to+m[1], len(s.s)), s.s[h.from:h.to], "according to", 0.75)
		return
	}
	if h.kind == vision {
		d.visionOf(s, h)
	}
	if m := toBe.FindStringSubmatchIndex(s.s[h.to:]); m != nil {
		d.statement(h.kind, s.sub(h.to+m[2], len(s.s)), s.s[h.from:h.to], "to be", 0.7)
		return
	}
	if m := quoted.FindStringSubmatchIndex(s.s); m != nil && m[0] <= 3 && m[1] < h.from && h.from-m[1] < 70 {
		d.statement(h.kind, s.sub(m[0], m[1]), s.s[h.from:h.to], "quoted before its name", 0.82)
	}
}

var (
	accordingTo  = regexp.MustCompile(`^\s+mukaan\s+`)
	copulaPhrase = regexp.MustCompile(`^(?:\s+(?:vuo\p{L}+|år|till|för|\d{4}|[–-]|\d{4}[–-]\d{4}|taas|puolestaan|siis|on|för åren|hyvinvointialueella|strategiassa))*\s*$`)
	followOn     = regexp.MustCompile(`^(?:\s*(?:seuraava|seuraavasti|seuraavanlainen|selkeä|yksinkertainen|että|muun muassa|mm\.|nimeltään|siis|nyt|erityisesti|ennen kaikkea|etenkin|framför allt|särskilt|i synnerhet|muun ohella|följande|att|bland annat|bl\.a\.|enligt följande|de följande|as follows|to))*\s*[:–]?\s*`)
	setAs        = regexp.MustCompile(`^(?:\s+\p{L}+){0,2}\s+(?:määritelty|määriteltiin|kiteytetty|kiteytettiin|muotoiltu|valittu|valittiin|nostettu|asetettu|asetettiin|tiivistetty|kirjattu|hyväksytty|vahvistettu|päätetty|tunnistettu|definierats|formulerats|definierad|definierade|valts|valda|utsetts|utsågs|angetts|fastställts|sammanfattad|kristalliserats)(?:\s+(?:seuraavat|seuraavasti|till|som|följande|virkkeeseen|lauseeseen|sanoihin|muotoon|ajatukseen))?\s*:?\s*`)
)

// afterCopula is what stands after "X on", "X:lle on määritelty", "X är".
func (d *doc) afterCopula(s stretch, h hit) (stretch, bool) {
	rest := s.s[h.to:]
	for _, w := range s.sub(h.to, len(s.s)).words() {
		if w.from > 90 {
			break
		}
		if !slices.Contains(d.cues.Copula, w.low) {
			continue
		}
		if !copulaPhrase.MatchString(rest[:w.from]) && !d.shortBetween(rest[:w.from], h) && !d.whenWhere(rest[:w.from], h) {
			break
		}
		return d.body(s, h.to+w.to, h)
	}
	if m := colonAfter.FindString(rest); m != "" && strings.TrimSpace(rest[len(m):]) != "" {
		return s.sub(h.to+len(m), len(s.s)), true
	}
	return stretch{}, false
}

var (
	placeFi = regexp.MustCompile(`^(?:\d{4}|\d{4}[–-]\d{4}|[–-]|vuo\p{L}+|\p{L}+(?:ssa|ssä|lla|llä|na|nä|lle|n))$`)
	placeSv = regexp.MustCompile(`^(?:i|för|under|på|inom|vid)\s`)
)

// whenWhere allows adverbials of time and place between a list's cue and its
// copula: "tavoitteina valtuustokaudella 2025–2029 ovat".
func (d *doc) whenWhere(between string, h hit) bool {
	if h.kind.statement() || strings.ContainsAny(between, ",.:;") {
		return false
	}
	ws := stretch{s: between}.words()
	if d.lang == "sv" {
		return len(ws) <= 7 && placeSv.MatchString(strings.TrimSpace(between)+" ")
	}
	for _, w := range ws {
		if !placeFi.MatchString(w.low) || slices.Contains(d.cues.Definition, w.low) {
			return false
		}
	}
	return len(ws) <= 6
}

var colonAfter = regexp.MustCompile(`^\s*(?:\d{4}|vuodelle \d{4}|vuosille \d{4}\s?[–-]\s?\d{4})?\s*:\s*`)

// shortBetween allows a relative clause or a few words between a cue and its
// copula: "Arvot, joihin uskomme ovat".
func (d *doc) shortBetween(between string, h hit) bool {
	ws := stretch{s: between}.words()
	if len(ws) > 4 || h.kind.statement() && len(ws) > 3 {
		return false
	}
	for _, w := range ws {
		if h.kind.statement() && relative(w.low+" ") || slices.Contains(d.cues.Definition, w.low) || w.low == "ja" || w.low == "och" || w.low == "sekä" {
			return false
		}
	}
	return len(ws) <= 1 || strings.HasPrefix(strings.TrimSpace(between), ",") || h.kind == vision || h.kind == value
}

// body is the content after the copula, if there is any.
func (d *doc) body(s stretch, at int, h hit) (stretch, bool) {
	for _, re := range []*regexp.Regexp{setAs, intoForm} {
		if m := re.FindString(s.s[at:]); m != "" && len(m) < len(s.s)-at {
			return afterColon(s.sub(at+len(m), len(s.s)), h), true
		}
	}
	at += len(followOn.FindString(s.s[at:]))
	body := s.sub(at, len(s.s))
	ws := body.words()
	if len(ws) > 1 && (ws[0].low == "en" || ws[0].low == "ett") {
		ws = ws[1:]
	}
	if len(ws) == 0 || slices.Contains(d.cues.NotContent, ws[0].low) && !startsQuoted(body.s) {
		return stretch{}, false
	}
	return d.toInfinitive(afterColon(body, h), h), true
}

var (
	intoForm   = regexp.MustCompile(`^(?:\s+\p{L}+){1,4}\s+(?:muotoon|seuraavasti|seuraavaksi)\s*:\s*`)
	earlyColon = regexp.MustCompile(`^[^:.]{0,60}:\s+`)
	thisThat   = regexp.MustCompile(`^\s*(?:se|siihen),?\s+että\s+`)
)

// afterColon drops what only leads to a list or a quotation: "av följande
// förhållningssätt: …", "se, että …".
func afterColon(body stretch, h hit) stretch {
	if m := thisThat.FindString(body.s); m != "" {
		return body.sub(len(m), len(body.s))
	}
	if m := earlyColon.FindString(body.s); m != "" && len(m) < len(body.s) && (!h.kind.statement() || startsQuoted(body.s[len(m):]) || lowerFirst(m) && len(strings.Fields(m)) <= 5) {
		return body.sub(len(m), len(body.s))
	}
	return body
}

func startsQuoted(s string) bool {
	return strings.IndexAny(strings.TrimSpace(s), quotes) == 0
}

// toInfinitive drops adverbials before the infinitive that begins the content:
// "tahtotilanamme on aina … olla turvana".
func (d *doc) toInfinitive(body stretch, h hit) stretch {
	ws := body.words()
	if d.lang != "fi" || !strings.HasSuffix(strings.TrimSuffix(h.word, "mme"), "na") {
		return body
	}
	for i, w := range ws {
		if i > 7 || strings.Contains(body.s[:w.from], ",") {
			break
		}
		if w.low == "olla" {
			return body.sub(w.from, len(body.s))
		}
	}
	return body
}

// toBe stands between a cue and what is wished: "visioomme olla vakaa".
var toBe = regexp.MustCompile(`^,?\s+(?:att\s+|to\s+)?(olla|vara|be)\s`)

var visionGenitive = regexp.MustCompile(`^\s+(\p{L}+sta,?\s+(?:missä|jossa|joka)\s+.+)$`)

// visionOf reads "Meillä on visio maakunnasta, jossa on hyvä elää".
func (d *doc) visionOf(s stretch, h hit) {
	if m := visionGenitive.FindStringSubmatchIndex(s.s[h.to:]); m != nil && strings.Contains(strings.ToLower(s.s[:h.from]), "meillä on") {
		d.statement(vision, s.sub(h.to+m[2], h.to+m[3]), s.s[h.from:h.to], "vision of", 0.7)
	}
}
