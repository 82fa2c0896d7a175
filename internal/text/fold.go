package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form that equality, search and unique keys use: lower case
// (å, ä and ö too), composed, runs of white space as one space. SQLite's own
// lower() does nothing to å, ä and ö, so the folded form is a column.
func Fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(s))), " ")
}

// Slug makes an address of a name: "Pohjois-Pohjanmaa" -> "pohjois-pohjanmaa",
// å and ä -> a, ö -> o, all else -> "-".
func Slug(s string) string {
	var b strings.Builder
	dash := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			dash = true
		}
	}
	return b.String()
}

// Compare orders two names as Finnish and Swedish do: ..., z, å, ä, ö.
func Compare(a, b string) int {
	return collate.New(language.Finnish, collate.IgnoreCase).CompareString(a, b)
}

// Plain makes one clean line of what a person or a file gave: composed, no
// control characters, white space folded, at most limit characters (0: all).
func Plain(s string, limit int) string {
	return cut(strings.Join(strings.Fields(clean(s)), " "), limit)
}

// Lines is Plain for texts of many lines: single spaces inside a line, at
// most one empty line in a row.
func Lines(s string, limit int) string {
	var out []string
	empty := true
	for _, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		line = strings.Join(strings.Fields(clean(line)), " ")
		if line == "" && empty {
			continue
		}
		empty = line == ""
		out = append(out, line)
	}
	return cut(strings.TrimSpace(strings.Join(out, "\n")), limit)
}

func clean(s string) string {
	s = strings.ToValidUTF8(s, "")
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s))
}

func cut(s string, limit int) string {
	if limit <= 0 {
		return s
	}
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit])
}
