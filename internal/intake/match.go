package intake

import (
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

// alone are the kinds an edition has one of: the new one goes on from the old.
var alone = []plan.Kind{plan.Promise, plan.Vision, plan.Mission}

// alike is the least share of common words by which an element goes on from
// one of the edition before it.
const alike = 0.6

// sayings finds an element of the kind that says the very same in the
// language; nil when there is none.
func sayings(elements []plan.Element, kind plan.Kind, lang, words string) *plan.Element {
	want := text.Fold(words)
	for i, e := range elements {
		if e.Kind == kind && text.Fold(said(e, lang)) == want {
			return &elements[i]
		}
	}
	return nil
}

// continues finds the element of the edition before that words go on from, so
// that the two editions can be compared: the same words, the only one of its
// kind, or the one most alike. "" when none does. taken tells which are in
// the draft already.
func continues(before []plan.Element, kind plan.Kind, lang, words string, taken func(id string) bool) string {
	before = slices.DeleteFunc(slices.Clone(before), func(e plan.Element) bool { return e.Kind != kind || taken(e.ID) })
	if same := sayings(before, kind, lang, words); same != nil {
		return same.ID
	}
	if slices.Contains(alone, kind) && len(before) == 1 {
		return before[0].ID
	}
	best, id := alike, ""
	for _, e := range before {
		if share := common(said(e, lang), words); share >= best {
			best, id = share, e.ID
		}
	}
	return id
}

// said is what an element says in the language: its title, or its body where
// it has no title.
func said(e plan.Element, lang string) string {
	if e.Title[lang] != "" {
		return e.Title[lang]
	}
	return e.Body[lang]
}

// common is the share of words two texts have in common.
func common(a, b string) float64 {
	left, right := wordSet(a), wordSet(b)
	both := 0
	for w := range left {
		if right[w] {
			both++
		}
	}
	all := len(left) + len(right) - both
	if all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(text.Fold(s), func(r rune) bool { return strings.ContainsRune(" .,;:!?()–-\"”’'", r) }) {
		set[w] = true
	}
	return set
}

// put sets what an element says in the language. Short words are its title,
// long ones its body.
func put(e *plan.Element, lang, words string) {
	e.Title, e.Body = without(e.Title, lang), without(e.Body, lang)
	if len([]rune(words)) <= plan.MaxTitle {
		e.Title[lang] = words
	} else {
		e.Body[lang] = words
	}
}

func without(t house.Texts, lang string) house.Texts {
	out := house.Texts{}
	for l, s := range t {
		if l != lang {
			out[l] = s
		}
	}
	return out
}

// rows are a draft's elements as they stand under each parent, so that new
// ones can be placed in the order of the text.
type rows map[string][]plan.Element

func rowsOf(elements []plan.Element) rows {
	r := rows{}
	for _, e := range elements {
		r[e.ParentID] = append(r[e.ParentID], e)
	}
	for _, row := range r {
		slices.SortStableFunc(row, func(a, b plan.Element) int { return int(a.Position - b.Position) })
	}
	return r
}

// place finds where an element belongs among its siblings: after what the
// same source says before it, else before what it says after it, else last.
func (r rows) place(e plan.Element) int {
	row, at := r[e.ParentID], -1
	for i, other := range row {
		if other.SourceID != e.SourceID || other.Kind != e.Kind {
			continue
		}
		if other.Span.Start <= e.Span.Start {
			at = i + 1
		} else if at < 0 {
			return i
		}
	}
	if at < 0 {
		return len(row)
	}
	return at
}

// add places the element, and gives it with its position.
func (r rows) add(e plan.Element) plan.Element {
	at := r.place(e)
	e.Position = int64(at)
	r[e.ParentID] = slices.Insert(r[e.ParentID], at, e)
	return e
}
