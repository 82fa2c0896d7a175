package propose

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	labelTail   = regexp.MustCompile(`^\s*(?:\d{1,2}(?:\.\d{1,2})?|[A-E]|I{1,3}|IV|VI?)?\s*[:=–—]\s*|^\s*\d{1,2}(?:\.\d{1,2})?\s*[.)]?\s+|^\s+-\s+`)
	orderMark   = regexp.MustCompile(`^\(?\d{1,2}[.)]\s*`)
	definitions = regexp.MustCompile(`=`)
	acrostic    = regexp.MustCompile(`^(\p{Lu})\s*(?:=|:|–|-|niin kuin|som i)\s*(\p{Lu}[\p{L}-]+(?:\s+[\p{L}-]+){0,3})$`)
)

// label reads "Visio: …", "Painopiste 2: …", "Tavoite – …" at the start of a
// piece. It tells whether the piece was one.
func (d *doc) label(i int) bool {
	p := d.pieces[i]
	ws := p.words()
	hs := d.cues.find(ws)
	if len(hs) == 0 || hs[0].first > 4 || !d.headingForm(hs[0].word) {
		return false
	}
	h := hs[0]
	if len(hs) > 1 && hs[1].kind == h.kind && hs[1].first == h.last+2 && ws[h.last+1].low == "eli" {
		h = hs[1]
	}
	tail := labelTail.FindString(p.s[h.to:])
	if tail == "" {
		tail = gluedNumber(p.s[h.to:])
	}
	if tail == "" && capsLabel(p.s, h) {
		tail = " "
	}
	if tail == "" || d.isDefinition(p.s) || strings.ContainsAny(orderMark.ReplaceAllString(p.s[:h.from], ""), ".,:;–") {
		return false
	}
	rest := p.sub(h.to+len(tail), len(p.s))
	if strings.TrimSpace(rest.s) == "" || len(d.cues.find(rest.words())) >= 2 && utf8.RuneCountInString(rest.s) < 60 {
		return false
	}
	if tail != " " && !strings.ContainsAny(tail, ":=") && !singularLabel(h, tail) {
		return false
	}
	return d.labelled(p, h, rest, strings.TrimSpace(p.s[:h.to+len(tail)]))
}

// gluedNumber is the number between a cue and a title that lost the space
// after it: "Painopiste 1Ihminen ensin".
func gluedNumber(rest string) string {
	m := numberGlued.FindStringSubmatch(rest)
	if m == nil {
		return ""
	}
	return m[1]
}

var numberGlued = regexp.MustCompile(`^(\s*\d{1,2})\p{Lu}\p{Ll}`)

// capsLabel tells "VISIO Terve ja turvallinen maakunda": the cue in capitals
// first, other words after it, as slides run together.
func capsLabel(s string, h hit) bool {
	word, rest := s[h.from:h.to], strings.TrimSpace(s[h.to:])
	return h.first == 0 && word == strings.ToUpper(word) && upperFirst(rest) && rest != strings.ToUpper(rest)
}

// singularLabel tells whether "Painopiste 1 …" announces one thing: it needs
// its number, or the bare cue at the very start before a dash.
func singularLabel(h hit, tail string) bool {
	return strings.ContainsAny(tail, "0123456789") && !h.plural || h.first == 0 && strings.ContainsAny(tail, "–—-")
}

func (d *doc) labelled(p piece, h hit, rest stretch, cue string) bool {
	switch {
	case h.kind.statement():
		if h.plural {
			return false
		}
		d.statement(h.kind, wholeStatement(rest), cue, "label", 0.95)
	case h.plural || h.kind == value || h.kind == indicator:
		for _, s := range splitList(firstSentences(rest, 1), h.kind) {
			d.listItem(h.kind, s, cue, "label with a list", 0.9)
		}
	default:
		d.listItem(h.kind, rest, cue, "label", 0.9)
	}
	return true
}

var (
	pluralFi = regexp.MustCompile(`(?:t|ja|jä|ita|itä|oita|öitä|jen|iden|ien|issa|issä|ina|inä|iksi|iin|ihin)$`)
	pluralSv = regexp.MustCompile(`(?:er|erna|ernas|ar|arna|arnas|or|orna|rna|ena|målen|mätare|mätarna|värden|värdena|områden|områdena|löften|val|valen|teman|uppdragen)$`)
	possesFi = regexp.MustCompile(`(?:mme|nsa|nsä)$`)
)

// isPlural tells whether a cue word is in the plural.
func isPlural(w, lang string) bool {
	if lang == "sv" || lang == "en" {
		return pluralSv.MatchString(w) || lang == "en" && strings.HasSuffix(w, "s")
	}
	return pluralFi.MatchString(possesFi.ReplaceAllString(w, ""))
}

// isDefinition tells "Visio = päämäärä = tavoitetila" from content.
func (d *doc) isDefinition(s string) bool {
	if strings.Count(s, "=") >= 2 {
		return true
	}
	parts := definitions.Split(s, -1)
	return len(parts) == 2 && len(strings.Fields(s)) <= 4 && len(d.cues.find(stretch{s: s}.words())) >= 2
}
