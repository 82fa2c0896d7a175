package web

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"
)

var (
	accentRule = regexp.MustCompile(`\[data-accent="(\w+)"\] \{([^}]*)\}`)
	colourVar  = regexp.MustCompile(`--([\w-]+): #([0-9a-f]{6}|[0-9a-f]{3});`)
)

// TestAccentsAreReadable counts WCAG contrast for every accent in every place
// the style sheets use it: 4.5 is AA for text.
func TestAccentsAreReadable(t *testing.T) {
	theme := readFile(t, "assets/theme.css")
	base := colours(theme[:accentRule.FindStringIndex(theme)[0]])
	seen := 0
	for _, rule := range accentRule.FindAllStringSubmatch(theme, -1) {
		seen++
		c := colours(rule[2])
		for _, pair := range []struct {
			what, text, ground string
			least              float64
		}{
			{"link on paper", c["accent"], base["paper"], 7},
			{"link on mist", c["accent"], base["mist"], 4.5},
			{"link on tint", c["accent"], c["accent-soft"], 4.5},
			{"white on the beam", "fff", c["accent"], 7},
			{"white on the roof", "fff", c["accent-deep"], 7},
			{"deep on tint", c["accent-deep"], c["accent-soft"], 7},
			{"deep on active", c["accent-deep"], c["accent-line"], 4.5},
		} {
			if got := contrast(pair.text, pair.ground); got < pair.least {
				t.Errorf("%s: %s is %.2f, at least %.1f", rule[1], pair.what, got, pair.least)
			}
		}
		if !contains(Accents, rule[1]) {
			t.Errorf("the theme has %s, which no county can choose", rule[1])
		}
	}
	equal(t, seen, len(Accents))
	for _, name := range []string{"ink", "quiet", "ok", "late", "bad"} {
		for _, ground := range []string{"paper", "mist"} {
			if got := contrast(base[name], base[ground]); got < 4.5 {
				t.Errorf("%s on %s is %.2f", name, ground, got)
			}
		}
	}
	if got := contrast(base["line-strong"], base["paper"]); got < 3 {
		t.Errorf("the border of a field is %.2f, at least 3", got)
	}
}

func colours(css string) map[string]string {
	m := map[string]string{}
	for _, c := range colourVar.FindAllStringSubmatch(css, -1) {
		m[c[1]] = c[2]
	}
	return m
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + .05) / (math.Min(x, y) + .05)
}

func luminance(hex string) float64 {
	if len(hex) == 3 {
		hex = fmt.Sprintf("%c%c%c%c%c%c", hex[0], hex[0], hex[1], hex[1], hex[2], hex[2])
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			return math.NaN()
		}
		v := float64(n) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
