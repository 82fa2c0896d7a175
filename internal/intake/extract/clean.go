package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ligatures are joined letters that fonts draw and searches miss.
var ligatures = map[rune]string{
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
}

// symbolBullets are the places where the Symbol and Wingdings fonts keep
// their bullets.
const symbolBullets = "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf02d\uf06e\uf076\uf0e0\uf0be"

// clean makes text plain, line by line: NFC, \n for every kind of line end, a
// space for a tab and for every other kind of space, no control, zero-width
// or private-use characters and no soft hyphens. It keeps lines and runs of
// spaces as they are.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		cleanRune(&b, r)
	}
	return norm.NFC.String(b.String())
}

func cleanRune(b *strings.Builder, r rune) {
	switch {
	case r >= ' ' && r < 0x7f:
		b.WriteByte(byte(r))
	case r == '\n', r == '\r', r == '\f', r == '\v', r == 0x85, r == 0x2028, r == 0x2029:
		b.WriteByte('\n')
	case r == '\t', unicode.Is(unicode.Zs, r):
		b.WriteByte(' ')
	case strings.ContainsRune(symbolBullets, r):
		b.WriteRune('•')
	case dropped(r):
	case ligatures[r] != "":
		b.WriteString(ligatures[r])
	default:
		b.WriteRune(r)
	}
}

// dropped tells the characters that carry no text: controls, formats
// (zero-width, direction, soft hyphen), private use and non-characters.
func dropped(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Noncharacter_Code_Point, unicode.Variation_Selector)
}

// isClean tells plain ASCII lines, which need no work.
func isClean(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' {
			return false
		}
	}
	return true
}

// running cleans running text: white space is one space, and only hard line
// breaks (\n in s) stay as lines.
func running(s string) string {
	lines := strings.Split(clean(s), "\n")
	kept := lines[:0]
	for _, line := range lines {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// oneLine is running text without line breaks.
func oneLine(s string) string { return strings.ReplaceAll(running(s), "\n", " ") }

// length counts characters.
func length(s string) int { return utf8.RuneCountInString(s) }

// language keeps the declared languages the product reads.
func language(tag string) string {
	primary, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	switch primary = strings.ToLower(primary); primary {
	case "fi", "sv", "en":
		return primary
	}
	return ""
}
