package score

import (
	"regexp"
	"strings"
)

var (
	dashes     = strings.NewReplacer("–", "-", "—", "-")
	notWordish = regexp.MustCompile(`[^\p{L}\p{N}_%-]+`)
)

// fold is a text in lower case with its dashes alike and all punctuation and
// white space as single spaces.
func fold(s string) string {
	return strings.Trim(notWordish.ReplaceAllString(dashes.Replace(strings.ToLower(s)), " "), " -")
}

// Same tells whether two texts say the same: equal when folded, or at least
// four fifths of their words shared.
func Same(a, b string) bool {
	a, b = fold(a), fold(b)
	if a == "" || b == "" || a == b {
		return a == b
	}
	x, y := strings.Fields(a), strings.Fields(b)
	left := map[string]int{}
	for _, w := range x {
		left[w]++
	}
	common := 0
	for _, w := range y {
		if left[w] > 0 {
			left[w]--
			common++
		}
	}
	return 10*common >= 4*(len(x)+len(y))
}
