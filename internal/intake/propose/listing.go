package propose

import (
	"math"
	"regexp"
	"strings"
)

var (
	innerNumber = regexp.MustCompile(`(?:^|[\s,;:])\(?(?:\d{1,2}|[a-h])\)\s+|(?:^|\s)\d{1,2}\.\s+`)
	barred      = regexp.MustCompile(`\s[|•·▪/]\s`)
	finalAnd    = regexp.MustCompile(`,?\s+(?:sekä(?:\s+myös)?|samt|ja\s+lisäksi)\s+`)
	lastAnd     = regexp.MustCompile(`,?\s+(?:ja|och|and)\s+`)
	commaSplit  = regexp.MustCompile(`\s*[,;]\s+`)
	adjective   = regexp.MustCompile(`^\p{L}+(vat|vät|set|kkaat|kkäät|eat|eät|isat|iset|ivä|avat|tävät|iga|liga|bara|sam|samma|iva|ande|ade)$`)
)

// splitList cuts an enumeration inside a sentence into its items. Numbers and
// semicolons separate first; a final "sekä" or "samt" separates more than
// "ja", which then may stand inside items; otherwise the last "ja" separates.
func splitList(t stretch, k kind) []stretch {
	t = t.trim()
	if parts := splitNumbered(t); len(parts) > 1 {
		return parts
	}
	if barred.MatchString(t.s) {
		return splitAt(t, barred)
	}
	if strings.Contains(t.s, ";") {
		return splitAt(t, regexp.MustCompile(`\s*;\s*(?:ja\s+|och\s+|sekä\s+|samt\s+)?`))
	}
	if m := lastMatch(finalAnd, t.s); m != nil {
		head := t.sub(0, m[0])
		return append(commas(head), t.sub(m[1], len(t.s)).trim())
	}
	parts := commas(t)
	last := parts[len(parts)-1]
	m := bestAnd(last, parts[:len(parts)-1])
	if m == nil {
		return parts
	}
	a, b := last.sub(0, m[0]).trim(), last.sub(m[1], len(last.s)).trim()
	if joined(parts, a, b, k) {
		return []stretch{t}
	}
	return append(parts[:len(parts)-1:len(parts)-1], a, b)
}

// joined tells whether commas and "ja" only pile up attributes of one thing:
// "vaikuttavat, saavutettavat ja laadukkaat palvelut".
func joined(parts []stretch, a, b stretch, k kind) bool {
	if k == value {
		return false
	}
	if len(parts) == 1 && k == indicator {
		return len(strings.Fields(a.s)) > 3 || len(strings.Fields(b.s)) > 3
	}
	if len(parts) == 1 && (k == objective || k == action) {
		return true
	}
	if len(strings.Fields(b.s)) < 2 {
		return false
	}
	for _, p := range append(parts[:len(parts)-1:len(parts)-1], a) {
		if len(strings.Fields(p.s)) != 1 || !adjective.MatchString(strings.ToLower(p.s)) {
			return false
		}
	}
	return true
}

func splitNumbered(t stretch) []stretch {
	ms := innerNumber.FindAllStringIndex(t.s, -1)
	if len(ms) < 2 {
		return nil
	}
	var out []stretch
	for i, m := range ms {
		end := len(t.s)
		if i+1 < len(ms) {
			end = ms[i+1][0]
		}
		p := t.sub(m[1], end).trim()
		for _, tail := range []string{" ja", " sekä", " och", " samt", " and"} {
			if strings.HasSuffix(p.s, tail) {
				p = p.sub(0, len(p.s)-len(tail)).trim()
			}
		}
		if p.s != "" {
			out = append(out, p)
		}
	}
	return out
}

// commas splits at commas, but not after a word cut to its hyphen
// ("hyvinvointi-, terveys- ja turvallisuuspalvelut").
func commas(t stretch) []stretch {
	var out []stretch
	start := 0
	for _, m := range commaSplit.FindAllStringIndex(t.s, -1) {
		if m[0] > 0 && t.s[m[0]-1] == '-' || relative(t.s[m[1]:]) {
			continue
		}
		out = append(out, t.sub(start, m[0]).trim())
		start = m[1]
	}
	return append(out, t.sub(start, len(t.s)).trim())
}

var relativeStart = regexp.MustCompile(`^(jo(?:ka|nka|ta|ssa|sta|hon|lla|lta|lle|tka|iden|ita|issa|ista|ihin|illa|ille|issa)|että|jotta|kun|jos|som|vilk\p{L}*|där|att|mitä|missä)\s`)

// relative tells whether a comma only opens a subordinate clause.
func relative(rest string) bool { return relativeStart.MatchString(strings.ToLower(rest)) }

func splitAt(t stretch, re *regexp.Regexp) []stretch {
	var out []stretch
	start := 0
	for _, m := range re.FindAllStringIndex(t.s, -1) {
		if p := t.sub(start, m[0]).trim(); p.s != "" {
			out = append(out, p)
		}
		start = m[1]
	}
	if p := t.sub(start, len(t.s)).trim(); p.s != "" {
		out = append(out, p)
	}
	return out
}

func lastMatch(re *regexp.Regexp, s string) []int {
	ms := re.FindAllStringIndex(s, -1)
	for i := len(ms) - 1; i >= 0; i-- {
		if !cutsCompound(s, ms[i]) {
			return ms[i]
		}
	}
	return nil
}

// lastSeparatingAnd finds the last "ja" that does not join parts of compounds.
func lastSeparatingAnd(s string) []int { return lastMatch(lastAnd, s) }

// bestAnd picks, among several "ja" of the last part, the one that leaves
// parts most like the earlier ones in length: "resurssien käyttö ja
// huippuluokan turvallisuus ja laatu" after items of many words.
func bestAnd(last stretch, earlier []stretch) []int {
	best, least := lastSeparatingAnd(last.s), 1e9
	if len(earlier) == 0 {
		return best
	}
	mean := 0.0
	for _, e := range earlier {
		mean += float64(len(strings.Fields(e.s))) / float64(len(earlier))
	}
	for _, m := range lastAnd.FindAllStringIndex(last.s, -1) {
		if cutsCompound(last.s, m) {
			continue
		}
		cost := math.Abs(float64(len(strings.Fields(last.s[:m[0]])))-mean) + math.Abs(float64(len(strings.Fields(last.s[m[1]:])))-mean)
		if cost <= least {
			best, least = m, cost
		}
	}
	return best
}

// cutsCompound tells whether an "and" joins cut compounds: "sosiaali- ja
// terveyspalvelut", "sosiaalityö ja -ohjaus".
func cutsCompound(s string, m []int) bool {
	return m[0] > 0 && s[m[0]-1] == '-' || m[1] < len(s) && s[m[1]] == '-'
}
