package people

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
)

// Password lengths, in characters.
const (
	PasswordMin = 12
	PasswordMax = 200
)

// fewest different characters that a password must have.
const distinctMin = 5

//go:embed common.txt
var commonText string

// common holds the passwords that guessers try first, and the words that
// people lengthen with digits and signs, folded.
var common = func() map[string]bool {
	set := map[string]bool{}
	for _, line := range strings.Fields(commonText) {
		set[line] = true
	}
	return set
}()

// ValidatePassword refuses what a guesser would try first. There are no rules
// about kinds of characters: they make passwords harder for people only.
func ValidatePassword(password, email string) error {
	refuse := func(key string, args ...any) error {
		return fault.New(fault.Invalid, key, args...).On("password")
	}
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password) || n > PasswordMax:
		return refuse("people.passwordLong", "Max", PasswordMax)
	case n < PasswordMin:
		return refuse("people.passwordShort", "Min", PasswordMin)
	case isEmail(password, email):
		return refuse("people.passwordIsEmail")
	case isCommon(password):
		return refuse("people.passwordCommon")
	}
	return nil
}

// isEmail is true also for the part before the @, and with digits and signs
// around either.
func isEmail(password, email string) bool {
	local, _, _ := strings.Cut(email, "@")
	folded, letters := text.Fold(password), lettersOf(password)
	return folded == text.Fold(email) || folded == text.Fold(local) ||
		letters != "" && (letters == lettersOf(email) || letters == lettersOf(local))
}

func isCommon(password string) bool {
	folded := strings.ReplaceAll(text.Fold(password), " ", "")
	letters := lettersOf(folded)
	return common[folded] || common[letters] || common[half(letters)] || common[half(folded)] || distinct(folded) < distinctMin
}

// lettersOf is the folded letters of s alone: "Salasana2026!" -> "salasana".
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text.Fold(s))
}

// half is the first half of a word that is said twice, "" for others.
func half(s string) string {
	if h := len(s) / 2; len(s)%2 == 0 && s[:h] == s[h:] {
		return s[:h]
	}
	return ""
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// normal is the form of a password that is hashed: composed, so that ä typed
// as one key or as two is the same.
func normal(password string) string { return norm.NFC.String(password) }
