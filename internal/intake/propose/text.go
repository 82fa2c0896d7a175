package propose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a half-open range of characters (runes) of the whole text.
type span struct{ start, end int }

// stretch is a part of the text as one flat string (line breaks are spaces,
// so that it is as long as its source) that remembers where it stands.
type stretch struct {
	s    string
	base int // offset of its first character in the whole text
}

// span turns byte positions in the stretch into character offsets in the text.
func (t stretch) span(from, to int) span {
	start := t.base + utf8.RuneCountInString(t.s[:from])
	return span{start, start + utf8.RuneCountInString(t.s[from:to])}
}

// sub is the part of the stretch between two byte positions.
func (t stretch) sub(from, to int) stretch {
	return stretch{t.s[from:to], t.base + utf8.RuneCountInString(t.s[:from])}
}

// trim drops spaces and loose punctuation around the stretch.
func (t stretch) trim() stretch { return t.trimSet(" \t\u00a0,;:.!–—-•*|") }

func (t stretch) trimSet(set string) stretch {
	left := len(t.s) - len(strings.TrimLeft(t.s, set))
	right := len(strings.TrimRight(t.s, set))
	if right < left {
		right = left
	}
	return t.sub(left, right)
}

// word is one token of a stretch, with byte positions in it.
type word struct {
	s, low   string
	from, to int
}

// words splits a stretch into tokens: letters and digits with the hyphens,
// apostrophes, slashes and colons that stand inside or hang on them.
func (t stretch) words() []word {
	var out []word
	start := -1
	for i, r := range t.s {
		if inWord(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		out = addWord(out, t.s, start, i)
		start = -1
	}
	return addWord(out, t.s, start, len(t.s))
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '/' || r == ':' || r == '§' || r == '%' || r == '€' || unicode.Is(unicode.Mn, r)
}

func addWord(out []word, s string, from, to int) []word {
	if from < 0 {
		return out
	}
	w := strings.TrimRight(s[from:to], ":/")
	if strings.Trim(w, "-/:") == "" {
		return out
	}
	return append(out, word{w, strings.ToLower(w), from, from + len(w)})
}

// abbreviations end in a point that does not end a sentence.
var abbreviations = map[string]bool{
	"mm": true, "esim": true, "n": true, "milj": true, "mrd": true, "ks": true, "klo": true, "ns": true, "vt": true, "ma": true, "eur": true,
	"ym": true, "jne": true, "tms": true, "mom": true, "nro": true, "puh": true, "s": true, "v": true, "bl": true, "a": true, "t": true,
	"ca": true, "st": true, "dvs": true, "osv": true, "kl": true, "nr": true, "kok": true, "kesk": true, "sd": true, "vas": true, "ps": true, "em": true, "resp": true, "inkl": true, "o": true, "d": true, "ts": true,
}

// sentences splits a stretch at the ends of its sentences.
func (t stretch) sentences() []stretch {
	var out []stretch
	start := 0
	for i, r := range t.s {
		if r != '.' && r != '!' && r != '?' {
			continue
		}
		if end, ok := sentenceEnd(t.s, i, r); ok && end > start {
			out = append(out, t.sub(start, end).bounded()...)
			start = end
		}
	}
	if strings.TrimSpace(t.s[start:]) != "" {
		out = append(out, t.sub(start, len(t.s)).bounded()...)
	}
	return out
}

// longestSentence bounds the work on one sentence: what has no full stop for
// longer is a table or a trick, and is read in parts.
const longestSentence = 2000

func (t stretch) bounded() []stretch {
	if len(t.s) <= longestSentence {
		return []stretch{t}
	}
	var out []stretch
	for start := 0; start < len(t.s); {
		end := len(t.s)
		if end-start > longestSentence {
			end = start + longestSentence
			if i := strings.LastIndexByte(t.s[start:end], ' '); i > 0 {
				end = start + i + 1
			}
			for end < len(t.s) && !utf8.RuneStart(t.s[end]) {
				end++
			}
		}
		out = append(out, t.sub(start, end))
		start = end
	}
	return out
}

// sentenceEnd tells whether the mark at byte i ends a sentence, and where the
// sentence with its closing quotes ends.
func sentenceEnd(s string, i int, mark rune) (int, bool) {
	end := i + 1
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !strings.ContainsRune("”\"»’)!?.", r) {
			break
		}
		end += n
	}
	rest := strings.TrimLeft(s[end:], " \u00a0")
	if rest == "" {
		return end, true
	}
	if len(rest) == len(s[end:]) {
		return gluedEnd(s, i, end)
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if unicode.IsLower(next) || unicode.IsDigit(next) && mark == '.' && endsInDigit(s[:i]) {
		return 0, false
	}
	return end, mark != '.' || !abbreviated(s[:i], next)
}

// gluedEnd finds sentences that lost their space: "palveluja.Seuraava".
func gluedEnd(s string, i, end int) (int, bool) {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	next, n := utf8.DecodeRuneInString(s[end:])
	after, _ := utf8.DecodeRuneInString(s[end+n:])
	return end, unicode.IsLower(before) && unicode.IsUpper(next) && unicode.IsLower(after)
}

func endsInDigit(s string) bool {
	return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// abbreviated tells whether the word before a point is an abbreviation or an
// ordinal number, so that the point may stand inside a sentence.
func abbreviated(before string, next rune) bool {
	cut := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	last := strings.ToLower(before[cut+1:])
	if abbreviations[last] {
		return true
	}
	return isNumber(last) && len(last) <= 2 && cut < 1 && unicode.IsUpper(next)
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// clean writes a part of the raw text on one line: white space collapsed, and
// words that a line break cut in two joined.
func clean(raw []rune, at span) string {
	var b strings.Builder
	for i := at.start; i < at.end; i++ {
		r := raw[i]
		if r == '-' && cutWord(raw, i, at.end) {
			for i+1 < at.end && unicode.IsSpace(raw[i+1]) {
				i++
			}
			continue
		}
		if r == '\u00ad' || r == '\u200b' {
			continue
		}
		b.WriteRune(r)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// cutWord tells whether the hyphen at i only marks the end of a line inside a
// word: a small letter before it, a line break after it, and no "ja" or "och".
func cutWord(raw []rune, i, end int) bool {
	if i == 0 || !unicode.IsLower(raw[i-1]) || i+1 >= end || raw[i+1] != '\n' {
		return false
	}
	j := i + 1
	for j < end && unicode.IsSpace(raw[j]) {
		j++
	}
	k := j
	for k < end && unicode.IsLetter(raw[k]) {
		k++
	}
	switch string(raw[j:k]) {
	case "", "ja", "tai", "eli", "sekä", "och", "eller", "samt", "and", "or":
		return false
	}
	return unicode.IsLower(raw[j])
}

// upperFirst tells whether the text begins with a capital letter, quotes and
// brackets aside.
func upperFirst(s string) bool {
	s = strings.TrimLeft(s, " ”\"“„»’'‘(")
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func lowerFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	return unicode.IsLower(r)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \u00a0"))
	return r
}

// gluedAt is where a second word begins inside a word that lost its space:
// "VuosittainenToimeenpanosuunnitelma". It is 0 for other words.
func gluedAt(s string) int {
	at := 0
	lower := 0
	for i, r := range s {
		if unicode.IsUpper(r) && lower >= 4 && lowerFirst(s[i+utf8.RuneLen(r):]) {
			at = i
		}
		if unicode.IsLower(r) {
			lower++
		} else {
			lower = 0
		}
	}
	return at
}
