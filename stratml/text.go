package stratml

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// blank is what XML calls white space. No-break spaces are not in it: they are
// part of the text.
const blank = " \t\r\n"

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// prose is s as a text of many lines: line ends as \n, no control characters,
// nothing XML cannot hold, no white space around it.
func prose(s string) string {
	s = newlines.Replace(strings.ToValidUTF8(s, string(utf8.RuneError)))
	s = strings.Map(func(r rune) rune {
		if r == '\uFFFE' || r == '\uFFFF' || (unicode.IsControl(r) && r != '\n' && r != '\t') {
			return -1
		}
		return r
	}, s)
	return strings.Trim(s, blank)
}

// oneLine is prose on one line, with single spaces.
func oneLine(s string) string {
	s = prose(s)
	if !strings.ContainsAny(s, "\t\n") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for i := range len(s) {
		if strings.IndexByte(blank, s[i]) >= 0 {
			gap = true
			continue
		}
		if gap {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteByte(s[i])
	}
	return b.String()
}

// excerptRunes is how much of a text a notice or a problem repeats.
const excerptRunes = 200

// excerpt is the beginning of s on one line.
func excerpt(s string) string {
	s = oneLine(s)
	n := 0
	for i := range s {
		if n == excerptRunes {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
