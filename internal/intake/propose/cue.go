package propose

import (
	"embed"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// The cue words are data: what announces what, a file a language.
//
//go:embed cues/*.json
var cueFiles embed.FS

// kind is what a cue announces. The values are the proposal's field names in
// the singular.
type kind string

const (
	vision        kind = "vision"
	mission       kind = "mission"
	promise       kind = "promise"
	value         kind = "value"
	principle     kind = "principle"
	strength      kind = "strength"
	successFactor kind = "success_factor"
	priority      kind = "priority"
	objective     kind = "objective"
	action        kind = "action"
	indicator     kind = "indicator"
)

// statement kinds hold one sentence, the others are lists.
func (k kind) statement() bool { return k == vision || k == mission || k == promise }

type term struct {
	Kind  kind     `json:"kind"`
	Stems []string `json:"stems"`
	Not   []string `json:"not"` // look like forms of the stems and are other words
	forms *regexp.Regexp
}

// cues are one language's words; see cues/*.json for what each list is.
type cues struct {
	Language     string          `json:"language"`
	Terms        []term          `json:"terms"`
	Endings      string          `json:"endings"`
	Titles       []title         `json:"titles"`        // what only headings and table heads announce
	Weak         []string        `json:"weak"`          // too common to announce anything alone in running text
	Copula       []string        `json:"copula"`        // "is": what follows is the content
	Definition   []string        `json:"definition"`    // verbs that say what a vision is for, not what it is
	NotContent   []string        `json:"not_content"`   // after "is": no content follows
	Attribution  []string        `json:"attribution"`   // "says": ends a quotation
	Lead         []string        `json:"lead"`          // leads a list in
	Foreign      []string        `json:"foreign"`       // somebody else's goals
	Process      []string        `json:"process"`       // goals of the paperwork, not of the strategy
	ActionVerbs  []string        `json:"action_verbs"`  // passive verbs of change
	ActionDomain []string        `json:"action_domain"` // what is changed
	ActionNot    []string        `json:"action_not"`    // documents and meetings are not services
	ActionStop   []string        `json:"action_stop"`   // begins a clause that tells no action
	heads        map[string]bool // how the stems begin, to pass other words quickly
}

var loadCues = sync.OnceValue(func() map[string]*cues {
	out := map[string]*cues{}
	for _, lang := range []string{"fi", "sv", "en"} {
		b, err := cueFiles.ReadFile("cues/" + lang + ".json")
		if err != nil {
			panic(err) // embedded: cannot be missing in a binary that was built
		}
		c := &cues{}
		if err := json.Unmarshal(b, c); err != nil {
			panic(err)
		}
		c.compile()
		out[lang] = c
	}
	return out
})

// adjectiveForms are what ~ stands for in a stem: "strategi~ valinto".
const adjectiveForms = `(?:nen|set|sia|sta|sen|seen|sella|silla|sille|sten|siin|sissa|sista|siksi|sina|sena|seksi|sksi|ska|skt|sk)`

func (c *cues) compile() {
	c.heads = map[string]bool{}
	for i := range c.Terms {
		var stems []string
		for _, s := range c.Terms[i].Stems {
			c.heads[s[:3]] = true
			stems = append(stems, strings.Replace(regexp.QuoteMeta(s), "~", adjectiveForms, 1))
		}
		slices.SortFunc(stems, func(a, b string) int { return len(b) - len(a) })
		c.Terms[i].forms = regexp.MustCompile(`^(?:` + strings.Join(stems, "|") + `)(?:` + c.Endings + `)?$`)
	}
}

// hit is a cue word found in a text.
type hit struct {
	kind     kind
	word     string // as it stands, lower case
	from, to int    // bytes
	first    int    // index of its first word
	last     int    // index of its last word
	weak     bool
	plural   bool
}

// title is a heading that announces a kind in words that mean nothing in a
// sentence: "Mihin pyrimme?", "Tehtävämme".
type title struct {
	Kind    kind     `json:"kind"`
	Phrases []string `json:"phrases"`
}

// find lists the cue words among the words of a text, in order. Cues of two
// words ("strategiset valinnat") win over one.
func (c *cues) find(ws []word) []hit {
	var out []hit
	for i := 0; i < len(ws); i++ {
		if h, ok := c.at(ws, i, 2); ok {
			out = append(out, h)
			i++
			continue
		}
		if h, ok := c.at(ws, i, 1); ok {
			out = append(out, h)
		}
	}
	return out
}

func (c *cues) at(ws []word, i, n int) (hit, bool) {
	if i+n > len(ws) {
		return hit{}, false
	}
	text := ws[i].low
	if len(text) < 3 || len(text) > 60 || !c.heads[text[:3]] {
		return hit{}, false
	}
	if n == 2 {
		text += " " + ws[i+1].low
	}
	for _, t := range c.Terms {
		if t.forms.MatchString(text) && !slices.Contains(t.Not, text) {
			return hit{t.Kind, text, ws[i].from, ws[i+n-1].to, i, i + n - 1, c.weak(text), isPlural(text, c.Language)}, true
		}
	}
	return hit{}, false
}

func (c *cues) weak(text string) bool {
	return slices.ContainsFunc(c.Weak, func(w string) bool {
		return strings.HasPrefix(text, w) && len([]rune(text))-len([]rune(w)) <= 4
	})
}

// hasStem tells whether any word of the text begins with one of the stems.
func hasStem(low string, stems []string) bool {
	for _, s := range stems {
		for at := 0; ; {
			i := strings.Index(low[at:], s)
			if i < 0 {
				break
			}
			if at+i == 0 || !isLetterBefore(low, at+i) {
				return true
			}
			at += i + len(s)
		}
	}
	return false
}

// hasPart tells whether the text holds one of the parts anywhere, also inside
// compounds.
func hasPart(low string, parts []string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(low, p) })
}
