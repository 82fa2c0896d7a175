package propose

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var titleMark = regexp.MustCompile(`^(\p{Lu}[^.:–—!?]{2,70}?)(?:\s[–—-]\s|:\s)\S`)

// titleOf is the length in bytes of the title a paragraph begins with, 0 if it
// has none.
func titleOf(p piece, k kind) int {
	if m := acrostic.FindStringSubmatch(p.s); m != nil && k == value {
		return len(p.s)
	}
	if m := titleMark.FindStringSubmatch(p.s); m != nil && len(strings.Fields(m[1])) <= 7 {
		return len(m[1])
	}
	return capsTitle(p.s)
}

// capsTitle is the length of the words in capitals at the start.
func capsTitle(s string) int {
	end := 0
	for _, w := range (stretch{s: s}).words() {
		if utf8.RuneCountInString(w.s) == 1 && end > 0 && w.s != w.low {
			continue // "HJÄLP I TID"
		}
		if utf8.RuneCountInString(w.s) < 2 || w.s != strings.ToUpper(w.s) || w.s == w.low || w.from > 60 {
			break
		}
		end = w.to
	}
	if end < 5 || end == len(s) {
		return 0
	}
	return end
}

var (
	dashTail  = regexp.MustCompile(`\s[–—-]\s+`)
	colonTail = regexp.MustCompile(`:\s+`)
)

// listItem adds one item of a list, without the explanation that follows its
// title.
func (d *doc) listItem(k kind, s stretch, cue, rule string, conf float64) {
	if _, skip, _ := bullet(s.s); skip > 0 {
		s = s.sub(byteAt(s.s, skip), len(s.s))
	}
	if m := acrostic.FindStringSubmatchIndex(s.s); m != nil && k == value {
		s = s.sub(m[4], m[5])
	}
	if m := sectionNumber.FindStringSubmatchIndex(s.s); m != nil {
		s = s.sub(m[2], len(s.s))
	}
	if m := fileTail.FindStringIndex(s.s); m != nil {
		s = s.sub(0, m[0])
	}
	s = titleOnly(dropTrailingAnd(s), k)
	if k == objective {
		s = s.sub(len(leadAtt.FindString(s.s)), len(s.s))
	}
	ws := s.words()
	if len(ws) == 0 || len(ws) > longest[k] || !hasLetters(s.s) || d.onlyCues(ws) {
		return
	}
	if k == strength && len(ws) > 4 {
		return // what follows a strength explains it
	}
	if k == value && (len(ws) > 9 || strings.HasSuffix(s.s, ":")) {
		return
	}
	if parts := glued(s, ws, k); len(parts) > 1 {
		for _, p := range parts {
			d.add(k, p, cue, rule+", glued words parted", conf-0.1)
		}
		return
	}
	f := d.add(k, trimQuotes(s), cue, rule, conf)
	f.text = polish(f.text)
}

var abstractWord = regexp.MustCompile(`\p{L}{4,}?(?:uus|yys|us|ys)`)

// glued parts abstract nouns that lost the spaces between them:
// "osallisuusrohkeusvastuullisuus".
func glued(s stretch, ws []word, k kind) []stretch {
	if k != value || len(ws) != 1 || utf8.RuneCountInString(s.s) < 22 {
		return nil
	}
	var out []stretch
	end := 0
	for _, m := range abstractWord.FindAllStringIndex(s.s, -1) {
		if m[0] != end || s.s[m[0]:m[1]] == "kustannus" {
			return nil
		}
		out = append(out, s.sub(m[0], m[1]))
		end = m[1]
	}
	if end != len(s.s) {
		return nil
	}
	return out
}

var sectionNumber = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(\p{Lu})`)

// fileTail is what a link to a file adds: "(pdf, 1,2 Mt)", "(extern länk)".
var fileTail = regexp.MustCompile(`(?i)\s*\((?:pdf|docx|xlsx|pptx|avautuu|ulkoinen|extern|öppnas|linkki)[^)]*\)?\.?$`)

var leadAtt = regexp.MustCompile(`^\s*(?:att|että)\s+`)

var trailingAnd = regexp.MustCompile(`[\s,;]+(?:ja|sekä|och|samt|and)[\s.]*$`)

// dropTrailingAnd cuts the "ja" that leads to the list's last item.
func dropTrailingAnd(s stretch) stretch {
	if m := trailingAnd.FindStringIndex(s.s); m != nil {
		return s.sub(0, m[0])
	}
	return s
}

// onlyCues tells whether an item names kinds of content and holds none.
func (d *doc) onlyCues(ws []word) bool {
	n := 0
	for _, h := range d.cues.find(ws) {
		n += h.last - h.first + 1
	}
	return n > 0 && n >= len(ws)-n+1 || len(ws) == 1 && (strings.HasSuffix(ws[0].low, "strategia") || strings.HasSuffix(ws[0].low, "strategi"))
}

// titleOnly cuts an explanation off: after a dash, a colon, or a first short
// sentence.
func titleOnly(s stretch, k kind) stretch {
	if m := dashTail.FindStringIndex(s.s); m != nil && explains(s.s[:m[0]], s.s[m[1]:], k) {
		return s.sub(0, m[0])
	}
	if m := colonTail.FindStringIndex(s.s); m != nil && len(strings.Fields(s.s[:m[0]])) <= 8 && len(strings.Fields(s.s[m[1]:])) >= 2 {
		return s.sub(0, m[0])
	}
	if k == objective || k == action || k == indicator || k == principle {
		return firstOfMany(s, 3)
	}
	if n := capsTitle(s.s); n > 0 {
		return s.sub(0, n)
	}
	return firstOfMany(s, 1)
}

func explains(head, tail string, k kind) bool {
	n, m := len(strings.Fields(head)), len(strings.Fields(tail))
	if k == objective || k == action || k == indicator {
		return n <= 4 && m >= 6
	}
	if k == value {
		return n <= 5 && m >= 2
	}
	return n <= 7 && (m >= 3 && upperFirst(tail) || m >= 6)
}

// firstOfMany keeps the first sentence of an item that has more than max.
func firstOfMany(s stretch, most int) stretch {
	ss := s.sentences()
	if len(ss) > most {
		return ss[0]
	}
	return s
}

// polish gives an item its printed form: no full stop, capitals lowered.
func polish(text string) string {
	text = strings.TrimRight(text, " .")
	if text == strings.ToUpper(text) && utf8.RuneCountInString(text) > 4 {
		r := []rune(strings.ToLower(text))
		r[0] = unicode.ToUpper(r[0])
		text = string(r)
	}
	return text
}

func hasLetters(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n >= 3
}

// byteAt is the byte position of the n-th character.
func byteAt(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

const quotes = "”“\"„»«’‘'´"

func trimQuotes(s stretch) stretch { return s.trimSet(quotes + " \t\u00a0") }
