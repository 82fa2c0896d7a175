package exchange

import (
	"cmp"
	"slices"

	"github.com/katto-project/katto/internal/plan"
)

// arrange puts what has no order of its own in one that depends on nothing
// but the content: the strategy before other documents and these by address,
// editions by number, sources by id, findings as the sources have them,
// decisions by day and those without one last. Areas, slots and elements keep theirs.
func (h *House) arrange() {
	slices.SortStableFunc(h.Documents, func(a, b Document) int {
		return cmp.Or(cmp.Compare(roofFirst(a), roofFirst(b)), cmp.Compare(a.Slug, b.Slug), cmp.Compare(a.ID, b.ID))
	})
	for _, d := range h.Documents {
		slices.SortStableFunc(d.Editions, func(a, b Edition) int { return cmp.Compare(a.Number, b.Number) })
	}
	slices.SortStableFunc(h.Sources, func(a, b Source) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(h.Findings, func(a, b Finding) int { return cmp.Compare(a.Source, b.Source) })
	slices.SortStableFunc(h.Decisions, func(a, b Decision) int {
		return cmp.Or(cmp.Compare(undated(a), undated(b)), cmp.Compare(a.HeldOn, b.HeldOn), cmp.Compare(a.ID, b.ID))
	})
}

func roofFirst(d Document) int {
	if d.Kind == plan.Strategy {
		return 0
	}
	return 1
}

func undated(d Decision) int {
	if d.HeldOn == "" {
		return 1
	}
	return 0
}
