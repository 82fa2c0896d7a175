package plan

import (
	"context"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// AddEdition adds an edition with its elements as a step of another act: an
// import, or a house read back from a file. Number 0 takes the next one; an
// edition that is not a draft gets its hash here.
func (s *Service) AddEdition(ctx context.Context, tx *db.Tx, by house.Actor, e Edition, elements []Element) (Edition, error) {
	d, err := on(tx).document(ctx, e.County, e.DocumentID)
	if err != nil {
		return e, err
	}
	if e.ID == "" {
		e.ID = s.id()
	}
	if e.Number == 0 {
		last, err := on(tx).lastNumber(ctx, e.County, d.ID)
		if err != nil {
			return e, err
		}
		e.Number = last + 1
	}
	e.CreatedAt, e.Version = s.stamp(e.CreatedAt), 1
	if err := checkTree(elements); err != nil {
		return e, err
	}
	if e.Frozen() {
		e.Hash = Hash(d, e, elements)
	}
	if err := on(tx).insertEdition(ctx, e); err != nil {
		return e, taken(err, "plan.editionTaken", "Number", e.Number)
	}
	for _, x := range elements {
		x.EditionID, x.County = e.ID, e.County
		x.UpdatedAt = s.stamp(x.UpdatedAt)
		if err := on(tx).insertElement(ctx, x); err != nil {
			return e, taken(err, "plan.elementTaken", "ID", x.ID)
		}
	}
	if err := s.index(ctx, tx, d, e, elements); err != nil {
		return e, err
	}
	return e, s.audit(ctx, tx, by, e.County, "edition.add", "edition", e.ID)
}

func checkTree(elements []Element) error {
	if len(elements) > MaxElements {
		return fault.New(fault.Invalid, "plan.tooManyElements", "Limit", MaxElements)
	}
	ids := make(map[string]bool, len(elements))
	for _, x := range elements {
		if x.ID == "" || ids[x.ID] {
			return fault.New(fault.Invalid, "plan.elementTaken", "ID", x.ID)
		}
		ids[x.ID] = true
		if err := x.Validate(); err != nil {
			return err
		}
	}
	if deepest(elements) >= MaxDepth {
		return fault.New(fault.Invalid, "plan.tooDeep", "Limit", MaxDepth)
	}
	return nil
}

// NewDraft makes a draft from an edition, or an empty one when basedOn is "".
// Elements keep their ids; open comments are carried over.
func (s *Service) NewDraft(ctx context.Context, by house.Actor, county house.County, document, basedOn string) (Edition, error) {
	if err := allowed(by.Can(house.Editor, county)); err != nil {
		return Edition{}, err
	}
	var draft Edition
	err := s.db.Do(ctx, func(tx *db.Tx) error {
		e := Edition{County: county, DocumentID: document, State: Draft, BasedOn: basedOn}
		var elements []Element
		if basedOn != "" {
			base, err := on(tx).edition(ctx, county, basedOn)
			if err != nil {
				return err
			}
			e.StartYear, e.EndYear = base.StartYear, base.EndYear
			e.DocumentID = base.DocumentID
			if elements, err = on(tx).elements(ctx, county, basedOn); err != nil {
				return err
			}
		}
		made, err := s.AddEdition(ctx, tx, by, e, elements)
		if err != nil {
			return err
		}
		draft = made
		return s.carryComments(ctx, tx, county, basedOn, made.ID)
	})
	return draft, err
}

// EditionFacts is what an edition's editors set.
type EditionFacts struct {
	StartYear, EndYear int64
	Note               house.Texts
	Public             bool
	Version            int64
}

// SetFacts changes a draft's period and note, and whether it is public. On a
// frozen edition nothing changes but that one that is not public can be opened:
// its content, its dates and its address stand.
func (s *Service) SetFacts(ctx context.Context, by house.Actor, county house.County, id string, f EditionFacts) (Edition, error) {
	var e Edition
	if err := first(years(f.StartYear, f.EndYear), texts(f.Note, MaxBody, "note")); err != nil {
		return e, err
	}
	err := s.db.Do(ctx, func(tx *db.Tx) (err error) {
		if e, err = on(tx).edition(ctx, county, id); err != nil {
			return err
		}
		if e.Frozen() && e.Public && !f.Public {
			return fault.New(fault.Conflict, "plan.addressStays")
		}
		if f.Public != e.Public {
			err = allowed(MayArrange(by, county))
		} else {
			err = s.mayWrite(ctx, tx, by, e)
		}
		if err != nil {
			return err
		}
		if !e.Frozen() {
			e.StartYear, e.EndYear, e.Note = f.StartYear, f.EndYear, f.Note
		}
		e.Public, e.Version = f.Public, f.Version
		return s.saveEdition(ctx, tx, by, &e, "edition.facts")
	})
	return e, err
}

// Move is the step by which a decision moves an edition on. on is the ISO
// date of the decision. The edition is frozen, with its hash, when it is
// proposed; when it is approved, the edition that was in force before it is
// superseded. A step that may not follow is a Conflict, and a day before that
// of the proposal is Invalid.
func (s *Service) Move(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, id string, to State, day string) error {
	return s.move(ctx, tx, by, county, id, Step{To: to, Day: day})
}

// MoveBy is Move by a body, which must be one that may take the step for that
// kind of document; otherwise it is Invalid.
func (s *Service) MoveBy(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, id string, step Step) error {
	e, err := on(tx).edition(ctx, county, id)
	if err != nil {
		return err
	}
	d, err := on(tx).document(ctx, county, e.DocumentID)
	if err != nil {
		return err
	}
	if !Competent(d.Kind, step.To, step.Body) {
		return fault.New(fault.Invalid, "plan.otherBody").On("body")
	}
	return s.move(ctx, tx, by, county, id, step)
}

func (s *Service) move(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, id string, step Step) error {
	to, day := step.To, step.Day
	e, err := on(tx).edition(ctx, county, id)
	if err != nil {
		return err
	}
	if err := mayFollow(e.State, to); err != nil {
		return err
	}
	if len(day) == len(e.ProposedOn) && day < e.ProposedOn {
		return fault.New(fault.Invalid, "plan.beforeProposal").On("held_on")
	}
	e.State = to
	switch to {
	case Proposed:
		e.ProposedOn, e.Public = day, true
		if err := s.freeze(ctx, tx, &e); err != nil {
			return err
		}
	case Returned:
		e.ReturnedOn = day
	case Approved:
		e.ApprovedOn, e.ToldBy = day, ""
		if step.InForceFrom != "" {
			e.InForceFrom = step.InForceFrom
		}
		if e.InForceFrom == "" {
			e.InForceFrom = day
		}
		if err := s.supersede(ctx, tx, by, &e, day); err != nil {
			return err
		}
	case Superseded:
		e.SupersededOn = day
	}
	return s.saveEdition(ctx, tx, by, &e, "edition."+string(to))
}

func (s *Service) freeze(ctx context.Context, tx *db.Tx, e *Edition) error {
	d, err := on(tx).document(ctx, e.County, e.DocumentID)
	if err != nil {
		return err
	}
	elements, err := on(tx).elements(ctx, e.County, e.ID)
	if err != nil {
		return err
	}
	if len(elements) == 0 {
		return fault.New(fault.Invalid, "plan.emptyEdition")
	}
	e.Hash = Hash(d, *e, elements)
	return nil
}

// supersede ends the editions that the one approved on day replaces. When its
// decision is recorded after that of a later edition, it is the one that ends.
func (s *Service) supersede(ctx context.Context, tx *db.Tx, by house.Actor, next *Edition, day string) error {
	editions, err := on(tx).editions(ctx, next.County)
	if err != nil {
		return err
	}
	for _, e := range editions {
		standing := e.State == Approved || e.State == InForce
		if e.DocumentID != next.DocumentID || e.ID == next.ID || !standing {
			continue
		}
		if e.ApprovedOn > day {
			next.State, next.SupersededOn = Superseded, e.ApprovedOn
			continue
		}
		e.State, e.SupersededOn = Superseded, max(day, next.InForceFrom)
		if err := s.saveEdition(ctx, tx, by, &e, "edition.superseded"); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) saveEdition(ctx context.Context, tx *db.Tx, by house.Actor, e *Edition, act string) error {
	if err := on(tx).updateEdition(ctx, *e); err != nil {
		return err
	}
	e.Version++
	if err := s.reindex(ctx, tx, *e); err != nil {
		return err
	}
	return s.audit(ctx, tx, by, e.County, act, "edition", e.ID)
}

// mayWrite refuses whoever may not edit the draft, and everybody once the
// edition is frozen.
func (s *Service) mayWrite(ctx context.Context, tx *db.Tx, by house.Actor, e Edition) error {
	seats, err := on(tx).seats(ctx, e.County, e.DocumentID)
	if err != nil {
		return err
	}
	if err := allowed(MayEdit(by, e.County, seats)); err != nil {
		return err
	}
	if e.Frozen() {
		return fault.New(fault.Conflict, "plan.frozen")
	}
	return nil
}
