package propose

import (
	"regexp"
	"strings"
)

// ordinal begins the sentence that tells one of several things announced
// before: "Ensimmäinen on …", "Toinen painopiste on …", "Den första är …",
// "För det andra …".
var ordinal = regexp.MustCompile(`^\s*(?:[–—•-]\s*)?(?:Ensimmäi(?:nen|senä)|Toi(?:nen|sena)|Kolma(?:s|ntena)|Neljä(?:s|ntenä)|Viide(?:s|ntenä)|Kuude(?:s|ntena)|Viimei(?:nen|senä)|Yksi|(?:Den|Det)\s+(?:första|andra|tredje|fjärde|femte|sjätte|sista)|(?:The\s+)?(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth))(?:\s+(?:niistä|näistä|av\s+dem|av\s+dessa))?(?:\s+[\p{L}-]+){0,2}?\s+(?:on|ovat|är|is)\s+`)

// sequence reads the list told sentence by sentence after the one that
// announces it: "Painopisteitä on kolme. Ensimmäinen on … Toinen on …". The
// sentences may stand in paragraphs of their own.
func (d *doc) sequence(ss []stretch) {
	for i := 0; i+2 < len(ss); i++ {
		if ordinal.MatchString(ss[i].s) || !ordinal.MatchString(ss[i+1].s) {
			continue
		}
		k, cue := d.announced(ss[i], ss[i+1])
		if k == "" || k.statement() {
			continue
		}
		var items []stretch
		for _, s := range ss[i+1:] {
			m := ordinal.FindString(s.s)
			if m == "" {
				if len(items) > 0 && len(items) < 2 {
					continue // a sentence about the first one
				}
				break
			}
			items = append(items, cutClause(s.sub(len(m), len(s.s))))
		}
		if len(items) < 2 {
			continue
		}
		for _, it := range items {
			d.listItem(k, it, cue, "told one by one", 0.8)
		}
	}
}

// announced is the kind a sentence announces, or the first ordinal sentence
// itself names ("Ensimmäinen painopiste on").
func (d *doc) announced(lead, first stretch) (kind, string) {
	for _, s := range []stretch{first.sub(0, len(ordinal.FindString(first.s))), lead} {
		if hs := d.cues.find(s.words()); len(hs) > 0 {
			h := hs[len(hs)-1]
			return h.kind, s.s[h.from:h.to]
		}
	}
	if m := strategicThings.FindString(strings.ToLower(lead.s)); m != "" {
		return priority, m
	}
	return "", ""
}

// strategicThings are counted strategic things by any name: "tre strategiska
// riktningar", "neljä strategista suuntaa".
var strategicThings = regexp.MustCompile(`(?:kaksi|kolme|kolmen|kolmeen|neljä|neljän|neljään|viisi|viiden|viiteen|kuusi|kuuden|två|tre|fyra|fem|sex|[2-6])\s+(?:strategis(?:ta|en|een)|strategiska)\s+\p{L}+`)
