package propose

import (
	"regexp"
	"strconv"
	"strings"
)

// number is a count in a text, in digits or words.
type number struct {
	value    float64
	vague    bool // a range ("2–3") or "kymmeniä": no one number
	from, to int  // bytes
}

var (
	digits     = regexp.MustCompile(`\d{1,3}(?:[ \x{00a0}\x{202f}]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?`)
	rangeMark  = regexp.MustCompile(`^\s?[–—-]\s?$`)
	numeralFi  = regexp.MustCompile(`^(?:(yksi|yhden|yhtä|yhteen|yhdellä|yhdelle|yhdestä)|(kaksi|kahde(?:n|ssa|sta|lla|lta|lle|ksi)|kahta|kahteen|kahtena)|(kolme(?:n|a|en|ssa|sta|lla|lta|lle|ksi|na)?)|(neljä(?:n|ä|än|ssä|stä|llä|ltä|lle|ksi|nä)?)|(viisi|viide(?:n|ssä|stä|llä|ltä|lle|ksi)|viittä|viiteen|viitenä)|(kuusi|kuude(?:n|ssa|sta|lla|lta|lle|ksi)|kuutta|kuuteen|kuutena)|(seitsemä(?:n|ä|än|ssä|stä|llä|ltä|lle|ksi|nä))|(kahdeksa(?:n|a|an|ssa|sta|lla|lta|lle|ksi|na))|(yhdeksä(?:n|ä|än|ssä|stä|llä|ltä|lle|ksi|nä))|(kymmene(?:n|en|ssä|stä|llä|ltä|lle|ksi)|kymmentä))$`)
	numeralSv  = map[string]float64{"två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18, "nitton": 19, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90, "halv": 0.5, "halva": 0.5, "hundra": 100, "tusen": 1000}
	numeralEn  = map[string]float64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "hundred": 100, "thousand": 1000}
	unitsSv    = map[string]float64{"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9}
	compoundSv = regexp.MustCompile(`^(tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)(en|ett|två|tre|fyra|fem|sex|sju|åtta|nio)$`)
	teenFi     = regexp.MustCompile(`^(.+)toista$`)
	tensFi     = regexp.MustCompile(`^(kahde\p{L}*?|kaksi|kahta|kolme\p{L}*?|neljä\p{L}*?|viisi|viide\p{L}*?|viittä|kuusi|kuude\p{L}*?|kuutta|seitsemä\p{L}*?|kahdeksa\p{L}*?|yhdeksä\p{L}*?)(?:kymmentä|kymmene\p{L}{1,3})(\p{L}*)$`)
	hundredFi  = regexp.MustCompile(`^(\p{L}*?)(?:sataa?|sadan|sadalla|sadalle|sadassa|sadasta|sataan)$`)
	thousandFi = regexp.MustCompile(`^(\p{L}*?)(?:tuhat|tuhatta|tuhannen|tuhannelle|tuhannella|tuhanteen|tuhannesta)$`)
)

// isNumeral tells whether a word is a number word of any language read here.
func isNumeral(low string) bool {
	_, ok := numeral(low)
	return ok
}

// numeral reads one number word in any case: kaksi, neljään, kolmelle,
// viisitoista, kaksikymmentä, tuhat; två, tolv, hundra.
func numeral(low string) (float64, bool) {
	if v, ok := numeralSv[low]; ok {
		return v, true
	}
	if v, ok := numeralEn[low]; ok {
		return v, true
	}
	switch low {
	case "puolitoista", "halvannen":
		return 1.5, true
	case "puoli", "puolen", "puolta":
		return 0.5, true
	}
	if m := compoundSv.FindStringSubmatch(low); m != nil {
		return numeralSv[m[1]] + unitsSv[m[2]], true
	}
	if m := tensFi.FindStringSubmatch(low); m != nil {
		return tens(m)
	}
	for _, scale := range []struct {
		re *regexp.Regexp
		by float64
	}{{thousandFi, 1000}, {hundredFi, 100}} {
		if m := scale.re.FindStringSubmatch(low); m != nil {
			if m[1] == "" {
				return scale.by, true
			}
			v, ok := numeral(m[1])
			return v * scale.by, ok
		}
	}
	if m := teenFi.FindStringSubmatch(low); m != nil {
		v, ok := digitFi(m[1])
		return v + 10, ok && v < 10
	}
	return digitFi(low)
}

func tens(m []string) (float64, bool) {
	t, ok := digitFi(m[1])
	if !ok {
		t, ok = digitFi(m[1] + "n")
	}
	if m[2] == "" || !ok {
		return t * 10, ok
	}
	u, ok := digitFi(m[2])
	return t*10 + u, ok && u < 10
}

func digitFi(low string) (float64, bool) {
	m := numeralFi.FindStringSubmatch(low)
	for i := 1; i < len(m); i++ {
		if m[i] != "" {
			return float64(i), true
		}
	}
	return 0, false
}

// vagueWords count without saying how many.
var vagueWords = regexp.MustCompile(`^(kymmeni[aä]|satoja|tuhansia|parikymmentä|parisataa|parikymmenen|muutam\p{L}+|usei\p{L}+|lukuisi\p{L}+|moni\p{L}*|tiotals|hundratals|tusentals|flera|några|många|several|dozens|hundreds)$`)

// numbers finds the counts in a text, left to right, dates and years aside.
func (t stretch) numbers() []number {
	var out []number
	skip := dateSpans(t.s)
	for _, m := range digits.FindAllStringIndex(t.s, -1) {
		if inSpans(skip, m[0]) || partOfWord(t.s, m) {
			continue
		}
		if v, ok := parseDigits(t.s[m[0]:m[1]]); ok {
			out = append(out, number{value: v, from: m[0], to: m[1]})
		}
	}
	for _, w := range t.words() {
		if n := len(out); n > 0 && out[n-1].value == 1000 && out[n-1].to < w.from && strings.TrimSpace(t.s[out[n-1].to:w.from]) == "" && !out[n-1].vague {
			if v, ok := numeral(w.low); ok && v >= 100 && v < 1000 {
				out[n-1].value, out[n-1].to = 1000+v, w.to // "tuhat kaksisataa"
				continue
			}
		}
		if v, ok := numeral(w.low); ok && !(v == 1000 && endsAt(out, t.s, w.from)) {
			out = insertNumber(out, number{value: v, from: w.from, to: w.to})
		} else if vagueWords.MatchString(w.low) {
			out = insertNumber(out, number{vague: true, from: w.from, to: w.to})
		}
	}
	return mergeRanges(t.s, out)
}

// endsAt tells whether a number ends right before byte position at: "25
// tuhatta" is one number with its unit.
func endsAt(list []number, s string, at int) bool {
	for _, n := range list {
		if n.to < at && strings.TrimSpace(s[n.to:at]) == "" {
			return true
		}
	}
	return false
}

func insertNumber(list []number, n number) []number {
	i := len(list)
	for i > 0 && list[i-1].from > n.from {
		i--
	}
	return append(list[:i:i], append([]number{n}, list[i:]...)...)
}

// mergeRanges makes one vague number of "2–3" and "10 000–12 000".
func mergeRanges(s string, list []number) []number {
	var out []number
	for _, n := range list {
		if len(out) > 0 && out[len(out)-1].to <= n.from && rangeMark.MatchString(s[out[len(out)-1].to:n.from]) {
			out[len(out)-1].to, out[len(out)-1].vague = n.to, true
			continue
		}
		out = append(out, n)
	}
	return out
}

// partOfWord tells digits that belong to a word ("COVID-19", "20-sivuinen"),
// a percentage, a paragraph or a clock from a count.
func partOfWord(s string, m []int) bool {
	if m[0] > 0 && (isLetterBefore(s, m[0]) || strings.ContainsRune("-/.:§", rune(s[m[0]-1]))) && !(s[m[0]-1] == '-' && m[0] > 1 && s[m[0]-2] >= '0' && s[m[0]-2] <= '9') {
		return true
	}
	rest := s[m[1]:]
	if rest == "" {
		return false
	}
	if rest[0] == '-' && len(rest) > 1 && !(rest[1] >= '0' && rest[1] <= '9') && rest[1] != ' ' {
		return true
	}
	low := strings.ToLower(rest)
	return strings.HasPrefix(low, ":") || strings.HasPrefix(low, "/") || percentAfter.MatchString(low) || strings.HasSuffix(strings.ToLower(s[:m[0]]), "klo ") || strings.HasSuffix(strings.ToLower(s[:m[0]]), "§ ")
}

var percentAfter = regexp.MustCompile(`^\s?(?:%|prosent|procent|percent|§|\.?\s?vuot|v\.|år\b|artikla|mom)`)

func isLetterBefore(s string, i int) bool {
	r := lastRune(s[max(0, i-4):i])
	if i > 0 && (s[i-1] == ' ' || s[i-1] == '\t') {
		return false
	}
	return r == 'å' || r == 'ä' || r == 'ö' || r == 'Å' || r == 'Ä' || r == 'Ö' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == 'é' || r == 'ü'
}

func parseDigits(s string) (float64, bool) {
	s = strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '\u202f' {
			return -1
		}
		return r
	}, s)
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s)-i == 4 {
		s = s[:i] + s[i+1:]
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return v, err == nil && v < 1e12
}

func inSpans(spans [][]int, at int) bool {
	for _, sp := range spans {
		if at >= sp[0] && at < sp[1] {
			return true
		}
	}
	return false
}
