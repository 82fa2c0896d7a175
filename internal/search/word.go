package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord bounds a word, in characters; the rest of a longer one is not seen.
const maxWord = 64

// word is one word of a text: where it is, in bytes, and its folded form.
type word struct {
	start, end int
	folded     string
}

// split finds the words of a composed text: runs of letters and digits. An
// apostrophe inside a word belongs to it (vaa'an), and so does the ending
// after an abbreviation or a number (THL:n, 2026:een), which is left out of
// the folded form.
func split(s string) []word {
	var words []word
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !inWord(r) {
			i += size
			continue
		}
		end := wordEnd(s, i)
		folded := fold(s[i:end])
		last, _ := utf8.DecodeLastRuneInString(s[i:end])
		if unicode.IsUpper(last) || unicode.IsDigit(last) {
			end += ending(s[end:])
		}
		words = append(words, word{start: i, end: end, folded: folded})
		i = end
	}
	return words
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '\'' || r == '’' {
			if next, _ := utf8.DecodeRuneInString(s[i+size:]); !unicode.IsLetter(next) {
				return i
			}
		} else if !inWord(r) {
			return i
		}
		i += size
	}
	return i
}

// ending is the length of a colon and at most five small letters after it.
func ending(s string) int {
	if !strings.HasPrefix(s, ":") {
		return 0
	}
	n := 1
	for range 5 {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsLower(r) {
			break
		}
		n += size
	}
	if next, _ := utf8.DecodeRuneInString(s[n:]); n == 1 || inWord(next) {
		return 0
	}
	return n
}

func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\'' || r == '’' {
			return -1
		}
		return r
	}, strings.ToLower(s))
	if utf8.RuneCountInString(s) > maxWord {
		s = string([]rune(s)[:maxWord])
	}
	return norm.NFC.String(s)
}

// bare writes the word without dots, rings and accents: välfärd -> valfard.
func bare(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
