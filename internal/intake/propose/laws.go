package propose

import (
	"regexp"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

var (
	statuteNumber = regexp.MustCompile(`(^|[^\d./-])(\d{1,4}/(?:19|20)\d\d)($|[^\d/])`)
	lawWord       = regexp.MustCompile(`(?i)(laki|lain|laissa|lakia|laista|lailla|lakiin|laeissa|laki\p{L}*|asetu\p{L}*|annetu\p{L}*|säädö\p{L}*|(?:[^\p{L}]|patient|service|vårds|klient|språk|samarbets)lag(?:en|ar|arna|ens|s)?|förordning\p{L}*|[^\p{L}]act|decree|säädöskokoelma\p{L}*)[^.;]{0,110}$`)
	billWord      = regexp.MustCompile(`(?i)(HE|hallituksen esity\p{L}*|RP|regeringens proposition|dnro|diaarinumero|kokous|§)\s*\(?$`)
	namedLaw      = regexp.MustCompile(`(?i)\b(la(?:ki|in|issa|kia|ista|illa|eissa)\s+(?:\p{L}+-?\s+(?:ja\s+)?){0,4}?(?:järjestämisestä|hyvinvointialueesta|rahoituksesta|yhteistoiminnasta|voimaanpanosta|tukemisesta|asemasta|maksuista))|(hyvinvointialue|järjestämis|pelastus|sosiaalihuolto|terveydenhuolto|vammaispalvelu|lastensuojelu|asiakasmaksu|vanhuspalvelu|kieli|hallinto|yhteistoiminta)la(?:ki|in|issa|kia|ista|illa)(?:$|[^\p{L}])|(lagen om (?:välfärdsområden|ordnande av social- och hälsovård|ordnande av räddningsväsendet))`)
)

// laws finds statutes by number beside a word of law ("611/2021"; register
// numbers of matters look the same and have none), and by name.
func (d *doc) laws() []proposal.Item {
	var out []proposal.Item
	seen := map[string]bool{}
	add := func(text string, at span, rule string, conf float64) {
		if text == "" || seen[strings.ToLower(text)] {
			return
		}
		seen[strings.ToLower(text)] = true
		d.step("laws", text, at, text, rule, conf, "")
		out = append(out, proposal.Item{Text: text, Start: at.start, End: at.end, Confidence: conf})
	}
	for _, p := range d.pieces {
		for _, m := range statuteNumber.FindAllStringSubmatchIndex(p.s, -1) {
			before := p.s[max(0, m[4]-200):m[4]]
			if lawWord.MatchString(strings.TrimRight(before, "( ")) && !billWord.MatchString(before) {
				add(p.s[m[4]:m[5]], p.span(m[4], m[5]), "number after a word of law", 0.9)
			}
		}
		for _, m := range namedLaw.FindAllStringIndex(p.s, -1) {
			s := p.sub(m[0], m[1]).trim()
			add(lawName(clean(d.raw, s.span(0, len(s.s)))), s.span(0, len(s.s)), "name of a law", 0.8)
		}
	}
	return out
}

var lawCase = regexp.MustCompile(`(?i)la(in|issa|kia|ista|illa|eissa)$`)

// lawName is a law's name in its base form.
func lawName(s string) string {
	first, rest, more := strings.Cut(s, " ")
	first = lawCase.ReplaceAllString(first, "laki")
	if more {
		return first + " " + rest
	}
	return first
}
