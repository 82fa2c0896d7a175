package plan

import (
	"context"
	"slices"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
)

// The steps by which another room's act reads and changes a draft in its own
// transaction. Each asks the same policy as the act it is a part of.

// EditionIn gives one edition as the transaction sees it.
func (s *Service) EditionIn(ctx context.Context, tx db.Queryer, county house.County, id string) (Edition, error) {
	return on(tx).edition(ctx, county, id)
}

// EditionsIn lists a document's editions as the transaction sees them.
func (s *Service) EditionsIn(ctx context.Context, tx db.Queryer, county house.County, document string) ([]Edition, error) {
	all, err := on(tx).editions(ctx, county)
	return slices.DeleteFunc(all, func(e Edition) bool { return e.DocumentID != document }), err
}

// DocumentIn gives one document as the transaction sees it.
func (s *Service) DocumentIn(ctx context.Context, tx db.Queryer, county house.County, id string) (Document, error) {
	return on(tx).document(ctx, county, id)
}

// ElementsIn gives an edition's elements as the transaction sees them.
func (s *Service) ElementsIn(ctx context.Context, tx db.Queryer, county house.County, edition string) ([]Element, error) {
	return on(tx).elements(ctx, county, edition)
}

// SlotsIn gives the county's rooms as the transaction sees them, those the
// law expects too.
func (s *Service) SlotsIn(ctx context.Context, tx db.Queryer, county registry.County) ([]Slot, error) {
	own, err := on(tx).slots(ctx, county.Code)
	return withExpected(county, own), err
}

// SetYearsIn sets a draft's period.
func (s *Service) SetYearsIn(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, id string, from, to int64) error {
	if err := years(from, to); err != nil {
		return err
	}
	e, err := on(tx).edition(ctx, county, id)
	if err != nil {
		return err
	}
	if err := s.mayWrite(ctx, tx, by, e); err != nil {
		return err
	}
	e.StartYear, e.EndYear = from, to
	return s.saveEdition(ctx, tx, by, &e, "edition.facts")
}

// RetellIn names the source of a draft's elements anew, where they were told
// by its old name.
func (s *Service) RetellIn(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, edition, source, was, now string) error {
	e, err := on(tx).edition(ctx, county, edition)
	if err != nil {
		return err
	}
	if err := s.mayWrite(ctx, tx, by, e); err != nil {
		return err
	}
	return on(tx).retell(ctx, county, edition, source, was, now)
}

// AddElementsIn adds elements to a draft in the order given, each at its
// Position among its siblings as they then are, or last when that is
// negative. A parent may be one that was added before it. It reads the draft
// once, however many there are.
func (s *Service) AddElementsIn(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, edition string, list []Element) error {
	if len(list) == 0 {
		return nil
	}
	for i := range list {
		list[i].County, list[i].EditionID = county, edition
		list[i].UpdatedAt, list[i].UpdatedBy, list[i].Version = s.now(), by.UserID, 1
		if err := list[i].Validate(); err != nil {
			return err
		}
	}
	err := s.edit(ctx, tx, by, county, edition, "element.add", list[0].ID, func(all []Element) error {
		return s.addAll(ctx, tx, all, list)
	})
	for _, x := range list[1:] {
		if err == nil {
			err = s.audit(ctx, tx, by, county, "element.add", "element", x.ID)
		}
	}
	return err
}

func (s *Service) addAll(ctx context.Context, tx *db.Tx, all, list []Element) error {
	if len(all)+len(list) > MaxElements {
		return fault.New(fault.Invalid, "plan.tooManyElements", "Limit", MaxElements)
	}
	siblings := map[string][]Element{}
	known := map[string]bool{"": true}
	for _, x := range all {
		known[x.ID] = true
	}
	for _, x := range list {
		if !known[x.ParentID] {
			return fault.New(fault.NotFound, "plan.noElement")
		}
		row, begun := siblings[x.ParentID]
		if !begun {
			row = children(all, x.ParentID)
		}
		at := int(x.Position)
		if at < 0 || at > len(row) {
			at = len(row)
		}
		siblings[x.ParentID], known[x.ID] = slices.Insert(row, at, x), true
		if err := on(tx).insertElement(ctx, x); err != nil {
			return taken(err, "plan.elementTaken", "ID", x.ID)
		}
	}
	if deepest(append(slices.Clone(all), list...)) >= MaxDepth {
		return fault.New(fault.Invalid, "plan.tooDeep", "Limit", MaxDepth)
	}
	for _, row := range siblings {
		if err := renumber(ctx, tx, row); err != nil {
			return err
		}
	}
	return nil
}
