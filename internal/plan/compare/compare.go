// Package compare tells what changed between two editions: elements added,
// removed, moved or reworded, and which words. Elements are matched by their
// id, which they keep from edition to edition.
package compare

import (
	"maps"
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/plan/redline"
)

// Kind of a change.
type Kind string

// The kinds. A changed element may have moved as well.
const (
	Same    Kind = "same"
	Added   Kind = "added"
	Removed Kind = "removed"
	Moved   Kind = "moved"
	Changed Kind = "changed"
)

// Change is one element's fate between two editions.
type Change struct {
	ID      string
	Kind    Kind
	Moved   bool // it also has another parent or another place among its siblings
	Old     *plan.Element
	New     *plan.Element
	Title   []Piece // title, old to new, in the language asked for
	Body    []Piece
	Rekind  bool     // its kind changed
	Retimed bool     // its years changed
	Reareas bool     // the parts of the county it speaks of changed
	Langs   []string // languages whose texts differ
	Deeds   []Piece  // everyday deeds, one a line
}

// Op and Piece are redline's, so that users of a comparison need not know it.
type (
	Op    = redline.Op
	Piece = redline.Piece
)

// The operations.
const (
	Keep   = redline.Keep
	Insert = redline.Insert
	Delete = redline.Delete
)

// Words is redline.Words.
func Words(a, b string) []Piece { return redline.Words(a, b) }

// Editions compares in the reading order of the new edition; a removed
// element stands where it stood, after its nearest earlier neighbour that
// lives on. lang chooses whose words are shown; the kind of change looks at
// every language.
func Editions(before, after []plan.Element, lang string) []Change {
	was, is := byID(before), byID(after)
	moved := movers(before, after, was, is)
	changes := make([]Change, 0, len(after))
	plan.Walk(plan.Tree(after), func(n *plan.Node, _ int) {
		now := is[n.ID]
		changes = append(changes, one(was[n.ID], now, moved[n.ID], lang))
	})
	return insertRemoved(changes, before, is, lang)
}

func byID(list []plan.Element) map[string]*plan.Element {
	m := make(map[string]*plan.Element, len(list))
	for i := range list {
		m[list[i].ID] = &list[i]
	}
	return m
}

func one(old, now *plan.Element, moved bool, lang string) Change {
	if old == nil {
		return Change{
			ID: now.ID, Kind: Added, New: now,
			Title: only(Insert, now.Title[lang]), Body: only(Insert, now.Body[lang]), Deeds: only(Insert, deeds(now, lang)),
		}
	}
	if now == nil {
		return Change{
			ID: old.ID, Kind: Removed, Old: old,
			Title: only(Delete, old.Title[lang]), Body: only(Delete, old.Body[lang]), Deeds: only(Delete, deeds(old, lang)),
		}
	}
	c := Change{
		ID: now.ID, Kind: Same, Old: old, New: now, Moved: moved,
		Rekind: old.Kind != now.Kind, Retimed: old.StartYear != now.StartYear || old.EndYear != now.EndYear,
		Reareas: !sameAreas(old.Areas, now.Areas),
		Title:   Words(old.Title[lang], now.Title[lang]), Body: Words(old.Body[lang], now.Body[lang]),
		Deeds: Words(deeds(old, lang), deeds(now, lang)), Langs: differing(old, now),
	}
	switch {
	case len(c.Langs) > 0 || c.Rekind || c.Retimed || c.Reareas:
		c.Kind = Changed
	case moved:
		c.Kind = Moved
	}
	return c
}

// sameAreas compares which parts of the county are meant; their order says
// nothing.
func sameAreas(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func only(op Op, s string) []Piece {
	if s == "" {
		return nil
	}
	return []Piece{{Op: op, Text: s}}
}

func deeds(e *plan.Element, lang string) string {
	var lines []string
	for _, d := range e.Deeds {
		lines = append(lines, d[lang])
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func differing(a, b *plan.Element) []string {
	langs := map[string]bool{}
	for _, pair := range [][2]house.Texts{{a.Title, b.Title}, {a.Body, b.Body}} {
		for _, t := range pair {
			for lang := range t {
				if pair[0][lang] != pair[1][lang] {
					langs[lang] = true
				}
			}
		}
	}
	for _, lang := range []string{"fi", "sv", "en"} {
		if deeds(a, lang) != deeds(b, lang) {
			langs[lang] = true
		}
	}
	return slices.Sorted(maps.Keys(langs))
}

// movers finds the elements that changed parent, or that jumped over siblings
// which both editions have. The longest run of siblings that kept their order
// stays; the rest moved.
func movers(before, after []plan.Element, was, is map[string]*plan.Element) map[string]bool {
	moved := map[string]bool{}
	rank := map[string]int{}
	i := 0
	plan.Walk(plan.Tree(before), func(n *plan.Node, _ int) { rank[n.ID], i = i, i+1 })
	siblings := map[string][]string{}
	plan.Walk(plan.Tree(after), func(n *plan.Node, _ int) {
		switch old := was[n.ID]; {
		case old == nil:
		case old.ParentID != n.ParentID && is[old.ParentID] != nil || old.ParentID == "" && n.ParentID != "" && was[n.ParentID] != nil:
			moved[n.ID] = true
		case old.ParentID == n.ParentID:
			siblings[n.ParentID] = append(siblings[n.ParentID], n.ID)
		}
	})
	for _, ids := range siblings {
		stay := longestRising(ids, rank)
		for _, id := range ids {
			if !stay[id] {
				moved[id] = true
			}
		}
	}
	return moved
}

// longestRising picks the most ids whose ranks rise, by the quadratic rule:
// siblings are few.
func longestRising(ids []string, rank map[string]int) map[string]bool {
	length, from := make([]int, len(ids)), make([]int, len(ids))
	best := -1
	for i := range ids {
		length[i], from[i] = 1, -1
		for j := range i {
			if rank[ids[j]] < rank[ids[i]] && length[j]+1 > length[i] {
				length[i], from[i] = length[j]+1, j
			}
		}
		if best < 0 || length[i] > length[best] {
			best = i
		}
	}
	stay := map[string]bool{}
	for i := best; i >= 0; i = from[i] {
		stay[ids[i]] = true
	}
	return stay
}

// insertRemoved puts what was taken away where it stood.
func insertRemoved(changes []Change, before []plan.Element, is map[string]*plan.Element, lang string) []Change {
	last := ""
	plan.Walk(plan.Tree(before), func(n *plan.Node, _ int) {
		if is[n.ID] == nil {
			old := n.Element
			at := slices.IndexFunc(changes, func(c Change) bool { return c.ID == last })
			changes = slices.Insert(changes, at+1, one(&old, nil, false, lang))
		}
		last = n.ID
	})
	return changes
}
