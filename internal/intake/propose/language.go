package propose

import (
	"regexp"
	"strings"

	"github.com/katto-project/katto/internal/intake/extract"
)

// stopwords are small words that tell the languages apart.
var stopwords = map[string]string{
	"ja": "fi", "on": "fi", "ovat": "fi", "että": "fi", "sekä": "fi", "myös": "fi", "hyvinvointialueen": "fi", "joka": "fi", "strategian": "fi", "mukaan": "fi", "tai": "fi", "arvot": "fi", "visio": "fi", "missio": "fi",
	"och": "sv", "är": "sv", "att": "sv", "för": "sv", "som": "sv", "av": "sv", "med": "sv", "den": "sv", "till": "sv", "det": "sv", "i": "sv", "välfärdsområdets": "sv", "välfärdsområde": "sv", "värderingar": "sv", "en": "sv", "våra": "sv", "vår": "sv", "vi": "sv", "ett": "sv", "vårt": "sv", "oss": "sv", "på": "sv", "har": "sv", "ska": "sv", "inte": "sv",
	"the": "en", "and": "en", "of": "en", "is": "en", "are": "en", "to": "en", "our": "en", "wellbeing": "en", "services": "en",
}

// Endings that only one of the languages has.
var (
	finnishEnd = regexp.MustCompile(`..(mme|ssa|ssä|sta|stä|inen|uus|yys|lla|llä|jen|iden|taan|tään)$`)
	swedishEnd = regexp.MustCompile(`å|..(ning|ningar|erna|arna|orna|het|skap|ande)$`)
)

// language counts small words; the text itself outweighs what the document
// declares of itself, which is often the template's language.
func language(t extract.Text) string {
	count := map[string]int{}
	for _, w := range strings.Fields(t.Plain) {
		w = strings.ToLower(strings.Trim(w, ".,:;!?”\"()"))
		if lang, ok := stopwords[w]; ok {
			count[lang]++
		}
		if finnishEnd.MatchString(w) {
			count["fi"]++
		}
		if swedishEnd.MatchString(w) {
			count["sv"]++
		}
	}
	best := "fi"
	if t.Language == "sv" || t.Language == "en" {
		best = t.Language
	}
	for _, lang := range []string{"fi", "sv", "en"} {
		if count[lang] > count[best] {
			best = lang
		}
	}
	return best
}
