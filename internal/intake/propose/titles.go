package propose

import (
	"regexp"
	"strings"
)

var titleEdges = regexp.MustCompile(`^[\s\d.)]+|[\s?!:.]+$`)

// titleKind is what a heading announces by its words as a whole: questions
// ("Mistä tiedämme onnistuneemme?") and plain nouns ("Tehtävämme").
func (c *cues) titleKind(s string) kind {
	low := strings.Join(strings.Fields(titleEdges.ReplaceAllString(strings.ToLower(s), "")), " ")
	if low == "" || len(low) > 90 {
		return ""
	}
	for _, t := range c.Titles {
		for _, phrase := range t.Phrases {
			if titleIs(low, phrase) {
				return t.Kind
			}
		}
	}
	return ""
}

// titleIs tells whether a title is the phrase; * at its end lets up to four
// words follow, at its beginning up to three precede.
func titleIs(low, phrase string) bool {
	core := strings.Trim(phrase, "*")
	at := strings.Index(low, core)
	if at < 0 {
		return false
	}
	before, after := low[:at], low[at+len(core):]
	if before != "" && (!strings.HasPrefix(phrase, "*") || !strings.HasSuffix(before, " ") || len(strings.Fields(before)) > 3) {
		return false
	}
	return after == "" || strings.HasSuffix(phrase, "*") && strings.HasPrefix(after, " ") && len(strings.Fields(after)) <= 4
}
