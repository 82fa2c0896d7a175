package intake

import (
	"context"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

// Change gives a finding another text, kind, parent or detail. What it became
// in the draft changes with it. A finding that somebody changed meanwhile is
// a *Conflict.
func (s *Service) Change(ctx context.Context, by house.Actor, county house.County, source string, to Finding) error {
	to.Words = strings.TrimSpace(to.Words)
	if err := to.Validate(); err != nil {
		return err
	}
	return s.review(ctx, by, county, source, "intake.change", func(d *desk) error {
		f := d.finding(to.ID)
		if f == nil {
			return fault.New(fault.NotFound, "intake.noFinding")
		}
		if f.Version != to.Version {
			return &Conflict{Yours: to, Theirs: *f}
		}
		if err := d.mayStand(to); err != nil {
			return err
		}
		return d.change(f, to)
	})
}

// mayStand refuses a parent that is none: not of this source, or under the
// finding itself.
func (d *desk) mayStand(f Finding) error {
	if f.UnderID == "" {
		return nil
	}
	if d.finding(f.UnderID) == nil {
		return fault.New(fault.Invalid, "intake.badParent").On("under")
	}
	at := f.UnderID
	for range plan.MaxDepth {
		if at == f.ID {
			return fault.New(fault.Invalid, "intake.badParent").On("under")
		}
		up := d.finding(at)
		if up == nil || up.UnderID == "" {
			return nil
		}
		at = up.UnderID
	}
	return fault.New(fault.Invalid, "intake.badParent").On("under")
}

// change carries a change out, in the draft too when the finding is in it.
func (d *desk) change(f *Finding, to Finding) error {
	to.Detail.Texts, to.Detail.SlotID = f.Detail.Texts, f.Detail.SlotID
	same := f.Kind == to.Kind || IsElement(f.Kind) && IsElement(to.Kind)
	if f.State == Accepted && !same {
		if err := d.takeOut(f); err != nil {
			return err
		}
		f.Kind, f.Words, f.UnderID, f.Detail = to.Kind, to.Words, to.UnderID, to.Detail
		return d.accept(f)
	}
	old := *f
	f.Kind, f.Words, f.UnderID, f.Detail = to.Kind, to.Words, to.UnderID, to.Detail
	if f.State == Accepted {
		if err := d.follow(old, f); err != nil {
			return err
		}
	}
	return d.save(f)
}

// follow makes the draft say what an accepted finding now says.
func (d *desk) follow(old Finding, f *Finding) error {
	if f.Kind == "period" {
		return d.setYears(f.Detail.StartYear, f.Detail.EndYear)
	}
	if !IsElement(f.Kind) || f.ElementID == "" {
		return nil
	}
	if err := d.open(); err != nil {
		return err
	}
	e := d.element(f.ElementID)
	if e == nil {
		return nil
	}
	if said(*e, d.source.Language) != old.Words {
		return fault.New(fault.Conflict, "intake.changedInDraft")
	}
	e.Kind = plan.Kind(f.Kind)
	put(e, d.source.Language, f.Words)
	if _, err := d.s.plan.SaveElementIn(d.ctx, d.tx, d.by, *e); err != nil {
		return err
	}
	if err := d.reread(); err != nil {
		return err
	}
	if parent := d.parent(f); f.UnderID != old.UnderID && d.element(f.ElementID).ParentID != parent {
		return d.move(d.element(f.ElementID), parent)
	}
	return nil
}
