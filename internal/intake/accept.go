package intake

import (
	"cmp"
	"context"
	"slices"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

// Pick names one finding as the person saw it.
type Pick struct {
	ID      string
	Version int64
}

// Begin chooses the draft that accepted findings become elements of. Once
// some have, the choice stands as long as that draft can be changed.
func (s *Service) Begin(ctx context.Context, by house.Actor, county house.County, source string, c Choice) (plan.Edition, error) {
	var e plan.Edition
	err := s.review(ctx, by, county, source, "intake.begin", func(d *desk) (err error) {
		if c.EditionID != "" && c.EditionID == d.source.EditionID {
			e, err = d.s.plan.EditionIn(ctx, d.tx, county, c.EditionID)
			return err
		}
		if err := d.mayLeave(); err != nil {
			return err
		}
		e, err = d.begin(c)
		return err
	})
	return e, err
}

// mayLeave refuses to leave a draft that has elements of this source and can
// still be changed.
func (d *desk) mayLeave() error {
	if d.source.EditionID == "" {
		return nil
	}
	e, err := d.s.plan.EditionIn(d.ctx, d.tx, d.source.County, d.source.EditionID)
	if err != nil || e.Frozen() {
		return err
	}
	if err := d.open(); err != nil {
		return err
	}
	for _, f := range d.findings {
		if d.element(f.ElementID) != nil {
			return fault.New(fault.Conflict, "intake.begun")
		}
	}
	return nil
}

// Accept takes a finding in: one of an element's kind becomes an element of
// the draft, a period sets the draft's years, any other is kept as a fact of
// the source.
func (s *Service) Accept(ctx context.Context, by house.Actor, county house.County, source string, p Pick) error {
	return s.review(ctx, by, county, source, "intake.accept", func(d *desk) error {
		f, err := d.take(p.ID, p.Version)
		if err != nil || f.State == Accepted {
			return err
		}
		return d.accept(f)
	})
}

// batch is how many findings one transaction accepts, so that a long list
// does not keep other acts waiting.
const batch = 100

// AcceptLikely accepts every open finding that is likely or better, and tells
// how many. One that cannot be accepted stops it; those before it stay.
func (s *Service) AcceptLikely(ctx context.Context, by house.Actor, county house.County, source string) (int, error) {
	total := 0
	for {
		count := 0
		err := s.review(ctx, by, county, source, "intake.likely", func(d *desk) error {
			list := d.likely(batch)
			count = len(list)
			return d.accept(list...)
		})
		total += count
		if err != nil || count < batch {
			return total, err
		}
	}
}

// likely lists at most limit open findings that are likely or better, those
// that others belong under first.
func (d *desk) likely(limit int) []*Finding {
	var list []*Finding
	for i := range d.findings {
		if f := &d.findings[i]; f.State == Open && f.Confidence >= likely {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b *Finding) int { return cmp.Compare(d.depth(a), d.depth(b)) })
	return list[:min(len(list), limit)]
}

// depth is how many findings f stands under.
func (d *desk) depth(f *Finding) int {
	depth := 0
	for f.UnderID != "" && depth < plan.MaxDepth {
		if f = d.finding(f.UnderID); f == nil {
			break
		}
		depth++
	}
	return depth
}

// accept takes the findings in, those that others belong under first.
func (d *desk) accept(list ...*Finding) error {
	var added []plan.Element
	var in rows
	for _, f := range list {
		f.State = Accepted
		switch {
		case IsElement(f.Kind):
			if in == nil {
				if err := d.open(); err != nil {
					return err
				}
				in = rowsOf(d.elements)
			}
			if e, fresh := d.elementOf(f); fresh {
				e = in.add(e)
				d.note(e)
				added = append(added, e)
			}
		case f.Kind == "period":
			if err := d.setYears(f.Detail.StartYear, f.Detail.EndYear); err != nil {
				return err
			}
		}
	}
	if len(added) > 0 {
		if err := d.s.plan.AddElementsIn(d.ctx, d.tx, d.by, d.source.County, d.draft.ID, added); err != nil {
			return err
		}
		if err := d.reread(); err != nil {
			return err
		}
	}
	for _, f := range list {
		if err := d.save(f); err != nil {
			return err
		}
	}
	return d.gather(list)
}

// elementOf is the element that the finding becomes. It is not fresh when the
// draft says the very same already: then the finding only points at it.
func (d *desk) elementOf(f *Finding) (e plan.Element, fresh bool) {
	kind, lang := plan.Kind(f.Kind), d.source.Language
	parent := d.parent(f)
	if same := sayings(d.elements, kind, lang, f.Words); same != nil && (parent == "" || same.ParentID == parent) {
		f.ElementID = same.ID
		return *same, false
	}
	e = plan.Element{
		ID:     continues(d.before, kind, lang, f.Words, func(id string) bool { return d.element(id) != nil }),
		County: d.source.County, EditionID: d.draft.ID, Kind: kind, ParentID: parent,
		SourceID: d.source.ID, Span: f.Span, ToldBy: d.source.Name,
	}
	if e.ID == "" {
		e.ID = d.s.id()
	}
	put(&e, lang, f.Words)
	for l, words := range f.Detail.Texts {
		if l != lang && words != "" {
			put(&e, l, words)
		}
	}
	f.ElementID = e.ID
	return e, true
}

// parent is the element that the finding's element belongs under; "" for the
// top, also when what it belongs under is not in the draft.
func (d *desk) parent(f *Finding) string {
	under := d.finding(f.UnderID)
	if under == nil || under.State != Accepted || d.element(under.ElementID) == nil {
		return ""
	}
	return under.ElementID
}

// gather moves under each of the list what was accepted before it and belongs
// under it.
func (d *desk) gather(list []*Finding) error {
	over := map[string]string{}
	for _, f := range list {
		if d.element(f.ElementID) != nil {
			over[f.ID] = f.ElementID
		}
	}
	for _, f := range d.findings {
		child, parent := d.element(f.ElementID), over[f.UnderID]
		if parent == "" || child == nil || child.ParentID != "" || child.ID == parent || child.SourceID != d.source.ID {
			continue
		}
		if err := d.move(child, parent); err != nil {
			return err
		}
	}
	return nil
}

// move puts an element of the draft under another parent, in the order of the
// text.
func (d *desk) move(e *plan.Element, parent string) error {
	moved := *e
	moved.ParentID = parent
	at := rowsOf(slices.DeleteFunc(slices.Clone(d.elements), func(x plan.Element) bool { return x.ID == e.ID })).place(moved)
	if err := d.s.plan.MoveElementIn(d.ctx, d.tx, d.by, d.source.County, d.draft.ID, e.ID, parent, at); err != nil {
		return err
	}
	return d.reread()
}

func (d *desk) setYears(from, to int) error {
	if err := d.open(); err != nil {
		return err
	}
	return d.s.plan.SetYearsIn(d.ctx, d.tx, d.by, d.source.County, d.draft.ID, int64(from), int64(to))
}
