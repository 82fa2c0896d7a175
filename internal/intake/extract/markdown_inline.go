package extract

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	mdLink     = regexp.MustCompile(`!?\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])`)
	mdFootnote = regexp.MustCompile(`\[\^[^\]\s]+\]`)
	mdTag      = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
	mdBreak    = regexp.MustCompile(`(?i)<br[ \t]*/?>`)
	mdAuto     = regexp.MustCompile(`<((?:https?://|mailto:)[^<>\s]+)>`)
	mdEscape   = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
)

// escaped characters hide in the private-use area while marks are stripped.
const escapeBase = 0xE000

// plainInline strips the marks inside a line: emphasis, links, code, tags.
func plainInline(s string) string {
	s = mdEscape.ReplaceAllStringFunc(s, func(m string) string { return string(rune(escapeBase + int(m[1]))) })
	s = mdFootnote.ReplaceAllString(s, "")
	for range 2 { // a picture inside a link is two deep
		s = mdLink.ReplaceAllString(s, "$1")
	}
	s = mdAuto.ReplaceAllString(mdBreak.ReplaceAllString(s, "\n"), "$1")
	s = stripEmphasis(mdTag.ReplaceAllString(s, ""))
	s = html.UnescapeString(s)
	return strings.Map(func(r rune) rune {
		if r > escapeBase && r < escapeBase+0x80 {
			return r - escapeBase
		}
		return r
	}, s)
}

// stripEmphasis drops * _ ` and ~~ where they touch a word from one side: a
// star between spaces or digits and an underscore inside a word are text.
func stripEmphasis(s string) string {
	if !strings.ContainsAny(s, "*_`~") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] == s[i] {
			j++
		}
		if !strings.ContainsRune("*_`~", rune(s[i])) || !marks(s, i, j) {
			b.WriteString(s[i:j])
		}
		i = j
	}
	return b.String()
}

// marks tells whether the run s[i:j] of one mark is a mark and not text.
func marks(s string, i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[j:])
	open := i == 0 || unicode.IsSpace(before)
	shut := j == len(s) || unicode.IsSpace(after)
	switch s[i] {
	case '`':
		return true
	case '~':
		return j-i == 2 && !(open && shut)
	case '_':
		return !(open && shut) && !(wordy(before) && wordy(after))
	}
	return !(open && shut) && !(unicode.IsDigit(before) && unicode.IsDigit(after))
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// joinSoft joins a paragraph's lines: a line that ends in two spaces or a
// backslash breaks, others run on.
func joinSoft(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		hard := strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`)
		b.WriteString(strings.TrimSuffix(strings.TrimSpace(line), `\`))
		switch {
		case i == len(lines)-1:
		case hard:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// allBold tells a paragraph that is one run of strong text.
func allBold(raw string) bool {
	raw = strings.TrimSpace(raw)
	for _, mark := range []string{"**", "__"} {
		inner, ok := strings.CutPrefix(raw, mark)
		if inner, ok2 := strings.CutSuffix(inner, mark); ok && ok2 && inner != "" && !strings.Contains(inner, mark) {
			return true
		}
	}
	return false
}
