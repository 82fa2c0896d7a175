package plan

import (
	"context"
	"slices"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// EditConflict says that somebody saved the element first. Nothing is lost:
// it carries both texts, and the page shows them side by side.
type EditConflict struct {
	Yours  Element // as it was sent
	Theirs Element // as it stands
}

// Error is for the log.
func (c *EditConflict) Error() string {
	return "plan: element " + c.Yours.ID + " was changed meanwhile"
}

// Unwrap makes it a Conflict fault.
func (c *EditConflict) Unwrap() error { return fault.New(fault.Conflict, "plan.editConflict") }

// AddElement adds an element to a draft as the last child of its parent, or
// at Position when that is not negative.
func (s *Service) AddElement(ctx context.Context, by house.Actor, x Element) (Element, error) {
	if err := x.Validate(); err != nil {
		return x, err
	}
	added := x
	err := s.db.Do(ctx, func(tx *db.Tx) (err error) {
		added, err = s.AddElementIn(ctx, tx, by, x)
		return err
	})
	return added, err
}

// AddElementIn is AddElement as a step of another act.
func (s *Service) AddElementIn(ctx context.Context, tx *db.Tx, by house.Actor, x Element) (Element, error) {
	if x.ID == "" {
		x.ID = s.id()
	}
	x.UpdatedAt, x.UpdatedBy, x.Version = s.now(), by.UserID, 1
	err := s.edit(ctx, tx, by, x.County, x.EditionID, "element.add", x.ID, func(all []Element) error {
		if len(all) >= MaxElements {
			return fault.New(fault.Invalid, "plan.tooManyElements", "Limit", MaxElements)
		}
		if x.ParentID != "" && find(all, x.ParentID) == nil {
			return fault.New(fault.NotFound, "plan.noElement")
		}
		siblings := children(all, x.ParentID)
		if x.Position < 0 || int(x.Position) > len(siblings) {
			x.Position = int64(len(siblings))
		}
		if err := on(tx).insertElement(ctx, x); err != nil {
			return taken(err, "plan.elementTaken", "ID", x.ID)
		}
		return renumber(ctx, tx, slices.Insert(siblings, int(x.Position), x))
	})
	return x, err
}

// SaveElement changes an element's kind, texts, years and areas. Version must
// be the one the editor began from; otherwise it is an *EditConflict.
func (s *Service) SaveElement(ctx context.Context, by house.Actor, x Element) (Element, error) {
	if err := x.Validate(); err != nil {
		return x, err
	}
	saved := x
	err := s.db.Do(ctx, func(tx *db.Tx) (err error) {
		saved, err = s.SaveElementIn(ctx, tx, by, x)
		return err
	})
	return saved, err
}

// SaveElementIn is SaveElement as a step of another act.
func (s *Service) SaveElementIn(ctx context.Context, tx *db.Tx, by house.Actor, x Element) (Element, error) {
	if err := x.Validate(); err != nil {
		return x, err
	}
	x.UpdatedAt, x.UpdatedBy = s.now(), by.UserID
	err := s.edit(ctx, tx, by, x.County, x.EditionID, "element.save", x.ID, func(all []Element) error {
		now := find(all, x.ID)
		if now == nil {
			return fault.New(fault.NotFound, "plan.noElement")
		}
		if now.Version != x.Version {
			return &EditConflict{Yours: x, Theirs: *now}
		}
		return on(tx).updateElement(ctx, x)
	})
	if err == nil {
		x.Version++
	}
	return x, err
}

// MoveElement puts an element under another parent ("" for the top) at a
// position among its new siblings. An element cannot go under itself.
func (s *Service) MoveElement(ctx context.Context, by house.Actor, county house.County, edition, id, parent string, position int) error {
	return s.db.Do(ctx, func(tx *db.Tx) error {
		return s.MoveElementIn(ctx, tx, by, county, edition, id, parent, position)
	})
}

// MoveElementIn is MoveElement as a step of another act.
func (s *Service) MoveElementIn(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, edition, id, parent string, position int) error {
	return s.edit(ctx, tx, by, county, edition, "element.move", id, func(all []Element) error {
		x := find(all, id)
		if x == nil || parent != "" && find(all, parent) == nil {
			return fault.New(fault.NotFound, "plan.noElement")
		}
		if under(all, parent, id) {
			return fault.New(fault.Invalid, "plan.underItself")
		}
		moved := *x
		moved.ParentID = parent
		siblings := slices.DeleteFunc(children(all, parent), func(e Element) bool { return e.ID == id })
		at := min(max(position, 0), len(siblings))
		after := slices.Insert(siblings, at, moved)
		if depthWith(all, moved) >= MaxDepth {
			return fault.New(fault.Invalid, "plan.tooDeep", "Limit", MaxDepth)
		}
		return renumber(ctx, tx, after)
	})
}

// RemoveElement takes an element away; what stood under it moves up to its
// parent, so that no text is lost by it.
func (s *Service) RemoveElement(ctx context.Context, by house.Actor, county house.County, edition, id string, version int64) error {
	return s.db.Do(ctx, func(tx *db.Tx) error {
		return s.RemoveElementIn(ctx, tx, by, county, edition, id, version)
	})
}

// RemoveElementIn is RemoveElement as a step of another act.
func (s *Service) RemoveElementIn(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, edition, id string, version int64) error {
	return s.edit(ctx, tx, by, county, edition, "element.remove", id, func(all []Element) error {
		x := find(all, id)
		if x == nil {
			return fault.New(fault.NotFound, "plan.noElement")
		}
		if x.Version != version {
			return &EditConflict{Yours: *x, Theirs: *x}
		}
		if err := on(tx).deleteElement(ctx, *x); err != nil {
			return err
		}
		siblings := children(all, x.ParentID)
		at := slices.IndexFunc(siblings, func(e Element) bool { return e.ID == id })
		var up []Element
		for _, child := range children(all, id) {
			child.ParentID = x.ParentID
			up = append(up, child)
		}
		return renumber(ctx, tx, slices.Replace(siblings, at, at+1, up...))
	})
}

// SplitElement cuts an element's body in the language at a character offset:
// the rest becomes a new sibling right after it, of the same kind, with title
// as its title. Texts of other languages stay with the first.
func (s *Service) SplitElement(ctx context.Context, by house.Actor, x Element, lang string, at int, title string) (Element, error) {
	body := []rune(x.Body[lang])
	if at <= 0 || at >= len(body) {
		return x, fault.New(fault.Invalid, "plan.badSplit").On("at")
	}
	var rest Element
	err := s.db.Do(ctx, func(tx *db.Tx) error {
		now, err := on(tx).element(ctx, x.County, x.EditionID, x.ID)
		if err != nil {
			return err
		}
		if now.Version != x.Version {
			return &EditConflict{Yours: x, Theirs: now}
		}
		rest = Element{
			EditionID: x.EditionID, County: x.County, ParentID: now.ParentID, Kind: now.Kind, Position: now.Position + 1,
			Title: house.Texts{lang: title}, Body: house.Texts{lang: trim(string(body[at:]))},
			SourceID: now.SourceID, Span: now.Span, ToldBy: now.ToldBy, Areas: now.Areas,
		}
		now.Body = with(now.Body, lang, trim(string(body[:at])))
		now.UpdatedAt, now.UpdatedBy = s.now(), by.UserID
		if err := first(rest.Validate(), now.Validate()); err != nil {
			return err
		}
		if err := s.edit(ctx, tx, by, x.County, x.EditionID, "element.split", x.ID, func([]Element) error {
			return on(tx).updateElement(ctx, now)
		}); err != nil {
			return err
		}
		rest, err = s.AddElementIn(ctx, tx, by, rest)
		return err
	})
	return rest, err
}

// MergeElements joins other into x: its texts follow x's, what stood under it
// moves under x, and other is removed. Both versions must be current.
func (s *Service) MergeElements(ctx context.Context, by house.Actor, x, other Element) error {
	return s.db.Do(ctx, func(tx *db.Tx) error {
		return s.edit(ctx, tx, by, x.County, x.EditionID, "element.merge", x.ID, func(all []Element) error {
			a, b := find(all, x.ID), find(all, other.ID)
			if a == nil || b == nil || a.ID == b.ID {
				return fault.New(fault.NotFound, "plan.noElement")
			}
			if a.Version != x.Version || b.Version != other.Version {
				return &EditConflict{Yours: x, Theirs: *a}
			}
			if under(all, a.ID, b.ID) {
				return fault.New(fault.Invalid, "plan.underItself")
			}
			joined := join(*a, *b)
			joined.UpdatedAt, joined.UpdatedBy = s.now(), by.UserID
			if err := joined.Validate(); err != nil {
				return err
			}
			kids := children(all, a.ID)
			for _, child := range children(all, b.ID) {
				child.ParentID = a.ID
				kids = append(kids, child)
			}
			return first(on(tx).updateElement(ctx, joined), on(tx).deleteElement(ctx, *b), renumber(ctx, tx, kids))
		})
	})
}

// edit runs a change of a draft's elements: policy and freeze first, then the
// change with the elements as they are, then search and audit.
func (s *Service) edit(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, edition, act, id string, change func([]Element) error) error {
	e, err := on(tx).edition(ctx, county, edition)
	if err != nil {
		return err
	}
	if err := s.mayWrite(ctx, tx, by, e); err != nil {
		return err
	}
	all, err := on(tx).elements(ctx, county, edition)
	if err != nil {
		return err
	}
	if err := change(all); err != nil {
		return err
	}
	if e.Public {
		if err := s.reindex(ctx, tx, e); err != nil {
			return err
		}
	}
	return s.audit(ctx, tx, by, county, act, "element", id)
}

// renumber stores each element's parent and its place in the list.
func renumber(ctx context.Context, tx *db.Tx, list []Element) error {
	for i, e := range list {
		e.Position = int64(i)
		if err := on(tx).place(ctx, e); err != nil {
			return err
		}
	}
	return nil
}
