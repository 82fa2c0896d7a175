package intake

import (
	"context"
	"slices"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

// Reject says that a finding is none; what it had become is taken out of the
// draft.
func (s *Service) Reject(ctx context.Context, by house.Actor, county house.County, source string, p Pick) error {
	return s.put(ctx, by, county, source, "intake.reject", p, Rejected)
}

// Reopen takes back what was done with a finding.
func (s *Service) Reopen(ctx context.Context, by house.Actor, county house.County, source string, p Pick) error {
	return s.put(ctx, by, county, source, "intake.reopen", p, Open)
}

func (s *Service) put(ctx context.Context, by house.Actor, county house.County, source, name string, p Pick, to FindingState) error {
	return s.review(ctx, by, county, source, name, func(d *desk) error {
		f, err := d.take(p.ID, p.Version)
		if err != nil || f.State == to {
			return err
		}
		if err := d.takeOut(f); err != nil {
			return err
		}
		f.State = to
		return d.save(f)
	})
}

// takeOut undoes what accepting the finding did. What people have added to
// the element since is never lost: then it must be removed in the draft.
func (d *desk) takeOut(f *Finding) error {
	if f.State != Accepted {
		return nil
	}
	if f.Kind == "period" {
		return d.dropYears(f)
	}
	if f.ElementID == "" {
		return nil
	}
	id := f.ElementID
	f.ElementID = ""
	if gone, err := d.outOfReach(); err != nil || gone {
		return err
	}
	e := d.element(id)
	if e == nil || e.SourceID != d.source.ID || d.alsoFrom(id, f.ID) {
		return nil
	}
	if !d.untouched(*e, *f) {
		return fault.New(fault.Conflict, "intake.changedInDraft")
	}
	if err := d.s.plan.RemoveElementIn(d.ctx, d.tx, d.by, d.source.County, d.draft.ID, e.ID, e.Version); err != nil {
		return err
	}
	return d.reread()
}

// outOfReach tells whether there is no draft to change any more: a frozen
// edition stays as it was decided.
func (d *desk) outOfReach() (bool, error) {
	if d.source.EditionID == "" {
		return true, nil
	}
	err := d.open()
	if fault.Of(err) != nil && fault.Of(err).Key == "intake.frozen" {
		return true, nil
	}
	return false, err
}

// alsoFrom tells whether another accepted finding became the same element.
func (d *desk) alsoFrom(element, but string) bool {
	return slices.ContainsFunc(d.findings, func(f Finding) bool {
		return f.ElementID == element && f.ID != but && f.State == Accepted
	})
}

// untouched tells whether the element says what the finding made it say, and
// nothing else.
func (d *desk) untouched(e plan.Element, f Finding) bool {
	want := plan.Element{Title: house.Texts{}, Body: house.Texts{}}
	put(&want, d.source.Language, f.Words)
	for l, words := range f.Detail.Texts {
		if l != d.source.Language && words != "" {
			put(&want, l, words)
		}
	}
	return sameTexts(e.Title, want.Title) && sameTexts(e.Body, want.Body) &&
		len(e.Deeds) == 0 && len(e.Areas) == 0 && e.StartYear == 0 && e.EndYear == 0
}

func sameTexts(a, b house.Texts) bool {
	for _, l := range text.Languages {
		if a[string(l)] != b[string(l)] {
			return false
		}
	}
	return true
}

// dropYears takes the period out of the draft, unless the draft says another.
func (d *desk) dropYears(f *Finding) error {
	if gone, err := d.outOfReach(); err != nil || gone {
		return err
	}
	if d.draft.StartYear != int64(f.Detail.StartYear) || d.draft.EndYear != int64(f.Detail.EndYear) {
		return nil
	}
	return d.setYears(0, 0)
}
