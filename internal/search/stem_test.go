package search

import (
	"os"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/text"
)

// golden reads the words and their inflected forms: those the rules were
// written with, and those that check them.
func golden(t *testing.T) (known, check map[string][]string) {
	t.Helper()
	content, err := os.ReadFile("testdata/forms.txt")
	if err != nil {
		t.Fatal(err)
	}
	known, check = map[string][]string{}, map[string][]string{}
	list := known
	for line := range strings.Lines(string(content)) {
		words := strings.Fields(line)
		if words[0] == "#" {
			if words[1] == "the" && words[2] == "check" {
				list = check
			}
			continue
		}
		list[words[0]] = words[1:]
	}
	return known, check
}

func joined(t *testing.T, list map[string][]string) (same, all int) {
	t.Helper()
	for w, forms := range list {
		for _, f := range forms {
			all++
			if stem(f, text.Fi) == stem(w, text.Fi) {
				same++
			} else {
				t.Logf("%s -> %s, %s -> %s", w, stem(w, text.Fi), f, stem(f, text.Fi))
			}
		}
	}
	return same, all
}

// Snowball alone joins about half of such forms. At least 38 of 49 are to be
// joined, of the words the rules were written with and of others.
func TestFormsShareTheirStem(t *testing.T) {
	known, check := golden(t)
	for name, list := range map[string]map[string][]string{"known": known, "check": check} {
		same, all := joined(t, list)
		t.Logf("%s: %d of %d forms share the stem of their word", name, same, all)
		if all < 30 || same*49 < all*38 {
			t.Errorf("%s: %d of %d forms share the stem of their word; want at least 38 of 49", name, same, all)
		}
	}
}

func TestSwedishFormsMeet(t *testing.T) {
	for _, line := range []string{
		"välfärdsområde välfärdsområdet välfärdsområdena välfärdsområden välfärdsområdenas",
		"tjänst tjänsten tjänster tjänsterna tjänsternas", "barn barnet barnen barnens", "mål målet målen",
		"strategi strategin strategier", "program programmet programmen", "möte mötet möten mötena", "indikator indikatorer",
	} {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			if stem(w, text.Sv) != stem(words[0], text.Sv) {
				t.Errorf("%s -> %s, %s -> %s", words[0], stem(words[0], text.Sv), w, stem(w, text.Sv))
			}
		}
	}
}

func TestSplit(t *testing.T) {
	for s, want := range map[string]string{
		"Sosiaali- ja terveyspalvelut": "sosiaali ja terveyspalvelut",
		"THL:n ohje 2026:een, 3,5 %":   "thl ohje 2026 3 5",
		"Tavoite:parantaa klo 10:30":   "tavoite parantaa klo 10 30",
		"vaa'an 'lainaus' raa’at":      "vaaan lainaus raaat",
		"VÄLFÄRDSOMRÅDE":               "välfärdsområde",
		"":                             "",
		" — … ":                        "",
		strings.Repeat("ä", 100) + "!": strings.Repeat("ä", maxWord),
	} {
		var got []string
		for _, w := range split(s) {
			got = append(got, w.folded)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("split(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestHeadsOfCompounds(t *testing.T) {
	for _, c := range []struct {
		lang      text.Lang
		word, ask string
		want      bool
	}{
		{text.Fi, "hyvinvointiohjelmassa", "ohjelma", true},
		{text.Fi, "palvelustrategian", "strategia", true},
		{text.Fi, "ohjelma", "ohjelma", false}, // found as itself, not as a part
		{text.Sv, "servicestrategin", "strategi", true},
		{text.Sv, "välfärdsområdena", "område", true},
	} {
		want := stem(c.ask, c.lang)
		got := false
		for _, h := range formsOf(c.word, c.lang).heads {
			got = got || h == want
		}
		if got != c.want {
			t.Errorf("heads of %s: %v, want %s in it: %v", c.word, formsOf(c.word, c.lang).heads, want, c.want)
		}
	}
}
