package propose

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

// actWords are the words of cues/acts.json, each list as one pattern.
type actWords struct {
	made, heard, proposal, planned *regexp.Regexp // verbs of deciding
	event                          *regexp.Regexp // what people take part in
	answer                         *regexp.Regexp // what they give
	person                         *regexp.Regexp // who they are
	notCounted                     *regexp.Regexp // what numbers by them count otherwise
	tookPart                       *regexp.Regexp // what they did
}

var acts = sync.OnceValue(func() actWords {
	b, err := cueFiles.ReadFile("cues/acts.json")
	if err != nil {
		panic(err) // embedded
	}
	lists := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &lists); err != nil {
		panic(err)
	}
	list := func(name string) []string {
		var words []string
		if err := json.Unmarshal(lists[name], &words); err != nil {
			panic(err)
		}
		return words
	}
	return actWords{
		made: verbs(list("made")), heard: verbs(list("heard")), proposal: verbs(list("proposal")), planned: verbs(list("planned")),
		event: parts(list("event_parts")), answer: nouns(list("answer")), person: nouns(list("person")),
		notCounted: nouns(list("not_counted")), tookPart: parts(list("took_part_parts")),
	}
})

// alternatives joins words to one pattern; * stands for any letters.
func alternatives(words []string) string {
	for i, w := range words {
		words[i] = strings.ReplaceAll(regexp.QuoteMeta(w), `\*`, `\p{L}*`)
	}
	return strings.Join(words, "|")
}

// verbs matches any of the words, whole, in a sentence.
func verbs(words []string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:` + alternatives(words) + `)(?:$|[^\p{L}])`)
}

// nouns matches one word that is one of the words.
func nouns(words []string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + alternatives(words) + `)$`)
}

// parts matches a text that holds one of the parts; $ ties it to the end.
func parts(words []string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + strings.ReplaceAll(alternatives(words), `\$`, `$`))
}
