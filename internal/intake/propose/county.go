package propose

import (
	"encoding/json"
	"regexp"
	"sort"
	"strings"
	"sync"

	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/registry"
)

// known is a county whose names are known: from the registry, with the
// aliases of cues/counties.json.
type known struct {
	Code, Fi, Sv, En   string
	RegionFi, RegionSv string // the names without what they are
	Brands             []string
	Tails              []string // names with what follows them in texts
}

var counties = sync.OnceValue(func() []known {
	b, err := cueFiles.ReadFile("cues/counties.json")
	if err != nil {
		panic(err) // embedded
	}
	var f struct{ Aliases map[string][]string }
	if err := json.Unmarshal(b, &f); err != nil {
		panic(err)
	}
	var out []known
	for _, c := range registry.Real() {
		out = append(out, knownOf(c, f.Aliases[string(c.Code)]))
	}
	// Longer names first: Etelä-Pohjanmaan holds Pohjanmaan.
	sort.SliceStable(out, func(i, j int) bool { return len(out[i].Fi) > len(out[j].Fi) })
	return out
})

// knownOf takes a county's names from the registry.
func knownOf(c registry.County, aliases []string) known {
	k := known{Code: string(c.Code), Fi: c.Name["fi"], Sv: c.Name["sv"], En: c.Name["en"], Brands: aliases}
	if c.Brand != "" && c.Brand != k.Fi {
		k.Brands = append([]string{c.Brand}, aliases...)
	}
	fi, _, _ := strings.Cut(k.Fi, " hyvinvointialue")
	k.RegionFi = strings.TrimSuffix(fi, " kaupunki")
	sv, _, _ := strings.Cut(k.Sv, " välfärdsområde")
	k.RegionSv = strings.TrimSuffix(sv, " stad")
	k.Tails = []string{k.RegionFi + " aluevaltuusto", k.RegionFi + " aluehallitus", k.RegionFi + " hyvinvointialuestrategia", k.RegionFi + " hyvinvointialueen", k.RegionSv + " välfärdsområdesfullmäktige", k.RegionSv + " välfärdsområdesstyrelse", k.En}
	return k
}

var (
	countyFi = regexp.MustCompile(`((?:\p{Lu}[\p{Ll}]+(?:-\p{Lu}\p{Ll}+)?n\s+ja\s+)?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?n)\s+[Hh]yvinvointialue(?:en|ella|elle|elta|eesta|eseen|essa|esta|eeseen|eessa|etta|ena|eella|eelle|eelta|eena|eeksi|t|iden)?(?:$|[^\p{L}])`)
	countySv = regexp.MustCompile(`((?:\p{Lu}[\p{L}-]+\s+(?:och\s+)?){0,2}\p{Lu}[\p{L}-]+[sxz]?)\s+välfärdsområde(?:t|ts|s)?(?:$|[^\p{L}])`)
	countyEn = regexp.MustCompile(`((?:\p{Lu}[\p{L}-]+\s+(?:and\s+)?){0,2}\p{Lu}[\p{L}-]+)\s+wellbeing services county`)
)

// notNames begin phrases that look like county names and are none.
var notNames = regexp.MustCompile(`^(Uuden|Oman|Tulevan|Suomen|Koko|Jokaisen|Meidän|Kunkin|Toisen|Muun|Kuntien|Sen|Tämän|Kaikkien|Alueen|Uusien|Kunnan|Vårt|Ett|Finlands|Hela|Det|Detta|Varje|Välfärdsområde|Vad|Våra|I|För)$`)

// county finds whose text this is: the county named most, the earlier of two.
func (d *doc) county() *proposal.County {
	votes := map[string]*vote{}
	d.voteKnown(votes)
	d.votePatterns(votes)
	var best *vote
	for _, v := range votes {
		if best == nil || v.count > best.count || v.count == best.count && v.first < best.first {
			best = v
		}
	}
	if best == nil {
		return nil
	}
	d.step("county", best.county.Text, best.at, best.cue, "named most", 0.95, "")
	return &best.county
}

type vote struct {
	county proposal.County
	count  int
	first  int
	at     span
	cue    string
}

func (d *doc) cast(votes map[string]*vote, c proposal.County, weight int, at span, cue string) {
	key := c.Code + strings.ToLower(c.Text)
	if c.Code != "" {
		key = c.Code
	}
	v := votes[key]
	if v == nil {
		v = &vote{county: c, first: at.start, at: at, cue: cue}
		votes[key] = v
	}
	v.count += weight
	if at.start < v.first {
		v.first, v.at, v.cue = at.start, at, cue
	}
}

// name is the county's official name in the text's language.
func (k known) name(lang string) proposal.County {
	switch lang {
	case "sv":
		return proposal.County{Text: k.Sv, Code: k.Code}
	case "en":
		return proposal.County{Text: k.En, Code: k.Code}
	}
	return proposal.County{Text: k.Fi, Code: k.Code}
}

// voteKnown counts the brands, and the regions before the names of bodies.
func (d *doc) voteKnown(votes map[string]*vote) {
	for _, p := range d.pieces {
		for _, k := range counties() {
			for _, b := range k.Brands {
				if i := brandAt(p.s, b); i >= 0 {
					d.cast(votes, k.name(d.lang), 2, p.span(i, i+len(b)), b)
				}
			}
			for _, name := range k.Tails {
				if i := wholeAt(p.s, name); i >= 0 {
					d.cast(votes, k.name(d.lang), 2, p.span(i, i+len(name)), name)
				}
			}
			if k.Code == "90" {
				d.voteHelsinki(votes, k, p)
			}
		}
	}
}

var helsinki = regexp.MustCompile(`Helsingin (?:kaupun|sosiaali|sote|pelastus|sosiaali-)|Helsingfors (?:stad|social)|City of Helsinki`)

func (d *doc) voteHelsinki(votes map[string]*vote, k known, p piece) {
	for _, m := range helsinki.FindAllStringIndex(p.s, -1) {
		d.cast(votes, k.name(d.lang), 2, p.span(m[0], m[1]), p.s[m[0]:m[1]])
	}
}

// brandAt finds a brand as a word, also inflected ("Varhan", "VAKEn").
func brandAt(s, brand string) int {
	i := strings.Index(s, brand)
	if i < 0 || i > 0 && isLetterBefore(s, i) {
		return -1
	}
	rest := s[i+len(brand):]
	end := strings.IndexFunc(rest, func(r rune) bool { return !inWord(r) })
	if end < 0 {
		end = len(rest)
	}
	if end > 5 || end > 0 && !caseEnding.MatchString(rest[:end]) {
		return -1
	}
	return i
}

var caseEnding = regexp.MustCompile(`^:?(n|ssa|ssä|sta|stä|lla|llä|lle|lta|ltä|an|en|on|a|ä|s|in|han)$`)

// wholeAt finds a name that does not go on from a longer one ("Etelä-" before
// "Pohjanmaan").
func wholeAt(s, name string) int {
	i := strings.Index(s, name)
	if i > 0 && (isLetterBefore(s, i) || s[i-1] == '-') {
		return -1
	}
	return i
}

// votePatterns counts "X:n hyvinvointialue" and "X välfärdsområde", known or
// not.
func (d *doc) votePatterns(votes map[string]*vote) {
	for _, p := range d.pieces {
		for _, form := range []struct {
			re   *regexp.Regexp
			tail string
			lang string
		}{{countyFi, " hyvinvointialue", "fi"}, {countySv, " välfärdsområde", "sv"}, {countyEn, " wellbeing services county", "en"}} {
			for _, m := range form.re.FindAllStringSubmatchIndex(p.s, -1) {
				d.votePattern(votes, p, m, form.tail, form.lang)
			}
		}
	}
}

func (d *doc) votePattern(votes map[string]*vote, p piece, m []int, tail, lang string) {
	name := p.s[m[2]:m[3]]
	if m[2] > 0 && (isLetterBefore(p.s, m[2]) || p.s[m[2]-1] == '-') {
		return
	}
	for {
		first, rest, more := strings.Cut(name, " ")
		if !notNames.MatchString(first) {
			break
		}
		if !more {
			return
		}
		name = strings.TrimPrefix(strings.TrimPrefix(rest, "och "), "ja ")
	}
	c := proposal.County{Text: name + tail}
	for _, k := range counties() {
		if k.RegionFi == name || k.RegionSv == name || strings.HasSuffix(name, " "+k.RegionSv) || strings.EqualFold(k.En, c.Text) {
			c = k.name(d.lang)
		}
	}
	if c.Code == "" && lang != d.lang {
		return
	}
	d.cast(votes, c, 3, p.span(m[2], m[3]), p.s[m[2]:m[3]])
}
