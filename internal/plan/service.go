package plan

import (
	"context"
	"time"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// Service does the room's acts. Every exported act that takes a context and
// no Tx opens its own transaction; those that take a Tx are steps of another
// room's act.
type Service struct {
	db  *db.DB
	now house.Clock
	id  house.IDs
}

// New makes the service; nil now and id mean the real ones.
func New(d *db.DB, now house.Clock, id house.IDs) *Service {
	if id == nil {
		id = house.NewID
	}
	if now == nil {
		now = time.Now
	}
	return &Service{db: d, now: now, id: id}
}

// Plan is everything of one county but the elements.
type Plan struct {
	County    house.County
	Slots     []Slot // the county's own in order, then those the law expects
	Documents []Document
	Editions  []Edition // of every state; public pages show those that are Public
	Areas     []Area
}

// Plan gives one county's plan. A county that has drawn nothing yet has the
// empty rooms the law expects.
func (s *Service) Plan(ctx context.Context, county house.County) (Plan, error) {
	plans, err := s.plans(ctx, county)
	return plans[county], err
}

// Plans gives every county's plan.
func (s *Service) Plans(ctx context.Context) (map[house.County]Plan, error) {
	return s.plans(ctx, house.AllCounties)
}

func (s *Service) plans(ctx context.Context, county house.County) (map[house.County]Plan, error) {
	plans := map[house.County]Plan{}
	err := s.db.View(ctx, func(q db.Queryer) error {
		st := on(q)
		documents, err1 := st.documents(ctx, county)
		slots, err2 := st.slots(ctx, county)
		editions, err3 := st.editions(ctx, county)
		areas, err4 := st.areas(ctx, county)
		for _, d := range documents {
			put(plans, d.County, func(p *Plan) { p.Documents = append(p.Documents, d) })
		}
		for _, x := range slots {
			put(plans, x.County, func(p *Plan) { p.Slots = append(p.Slots, x) })
		}
		for _, e := range editions {
			put(plans, e.County, func(p *Plan) { p.Editions = append(p.Editions, e) })
		}
		for _, a := range areas {
			put(plans, a.County, func(p *Plan) { p.Areas = append(p.Areas, a) })
		}
		return first(err1, err2, err3, err4)
	})
	if err != nil {
		return nil, err
	}
	for _, c := range registry.All() {
		if county == house.AllCounties || county == c.Code {
			put(plans, c.Code, func(p *Plan) { p.Slots = withExpected(c, p.Slots) })
		}
	}
	return plans, nil
}

func put(plans map[house.County]Plan, county house.County, change func(*Plan)) {
	p := plans[county]
	p.County = county
	change(&p)
	plans[county] = p
}

// Document finds a document of the plan by its id; false when it is not there.
func (p Plan) Document(id string) (Document, bool) {
	for _, d := range p.Documents {
		if d.ID == id {
			return d, true
		}
	}
	return Document{}, false
}

// Strategy is the county's roof document; false when there is none yet.
func (p Plan) Strategy() (Document, bool) {
	for _, d := range p.Documents {
		if d.Kind == Strategy {
			return d, true
		}
	}
	return Document{}, false
}

// EditionsOf lists a document's editions in order of number.
func (p Plan) EditionsOf(document string) []Edition {
	var list []Edition
	for _, e := range p.Editions {
		if e.DocumentID == document {
			list = append(list, e)
		}
	}
	return list
}

// Current is the public edition that stands for the document on the day: the
// one in force, else the latest decided or ended, else the latest proposed,
// else the latest public draft. False when nothing is public.
func (p Plan) Current(document, day string) (Edition, bool) {
	best, found := Edition{}, false
	for _, e := range p.EditionsOf(document) {
		if e.Public && (!found || weight(e, day) >= weight(best, day)) {
			best, found = e, true
		}
	}
	return best, found
}

func weight(e Edition, day string) int {
	switch e.Standing(day) {
	case StandingInForce:
		return 6
	case StandingApproved:
		return 5
	case StandingEnded:
		return 4
	case StandingProposed:
		return 3
	case StandingSuperseded:
		return 2
	case StandingDraft:
		return 1
	default:
		return 0
	}
}

// Elements gives an edition's elements; empty when the county has no such
// edition.
func (s *Service) Elements(ctx context.Context, county house.County, edition string) ([]Element, error) {
	return on(s.db.Read()).elements(ctx, county, edition)
}

// Edition gives one edition; NotFound when the county has none such.
func (s *Service) Edition(ctx context.Context, county house.County, id string) (Edition, error) {
	return on(s.db.Read()).edition(ctx, county, id)
}

// DocumentOf gives one document; NotFound when the county has none such.
func (s *Service) DocumentOf(ctx context.Context, county house.County, id string) (Document, error) {
	return on(s.db.Read()).document(ctx, county, id)
}

// EnsureStrategy gives the county's strategy document, made when missing.
func (s *Service) EnsureStrategy(ctx context.Context, tx *db.Tx, by house.Actor, county registry.County) (Document, error) {
	documents, err := on(tx).documents(ctx, county.Code)
	if err != nil {
		return Document{}, err
	}
	for _, d := range documents {
		if d.Kind == Strategy {
			return d, nil
		}
	}
	return s.AddDocument(ctx, tx, by, Document{
		County: county.Code, Kind: Strategy, Slug: "strategy", Title: house.Texts{
			"fi": text.Fi.T("plan.strategyTitle"), "sv": text.Sv.T("plan.strategyTitle"), "en": text.En.T("plan.strategyTitle"),
		},
	})
}

// AddDocument adds a document; Conflict when its slug is taken.
func (s *Service) AddDocument(ctx context.Context, tx *db.Tx, by house.Actor, d Document) (Document, error) {
	if d.ID == "" {
		d.ID = s.id()
	}
	d.CreatedAt, d.Version = s.stamp(d.CreatedAt), 1
	if err := on(tx).insertDocument(ctx, d); err != nil {
		return d, err
	}
	return d, s.audit(ctx, tx, by, d.County, "document.add", "document", d.ID)
}

// SaveSlot adds a slot (no id, or one the law expects) or changes it.
func (s *Service) SaveSlot(ctx context.Context, by house.Actor, x Slot) (Slot, error) {
	if err := allowed(MayArrange(by, x.County)); err != nil {
		return x, err
	}
	if err := x.Validate(); err != nil {
		return x, err
	}
	saved := x
	err := s.db.Do(ctx, func(tx *db.Tx) (err error) {
		saved, err = s.SaveSlotIn(ctx, tx, by, x)
		return err
	})
	return saved, err
}

// SaveSlotIn is SaveSlot as a step: no policy, no validation.
func (s *Service) SaveSlotIn(ctx context.Context, tx *db.Tx, by house.Actor, x Slot) (Slot, error) {
	if x.Version == 0 {
		if x.ID == "" || len(x.ID) > 4 && x.ID[:4] == "law-" {
			x.ID = s.id()
		}
		if err := on(tx).insertSlot(ctx, x); err != nil {
			return x, err
		}
		x.Version = 1
	} else {
		if err := on(tx).updateSlot(ctx, x); err != nil {
			return x, err
		}
		x.Version++
	}
	return x, s.audit(ctx, tx, by, x.County, "slot.save", "slot", x.ID)
}

// RemoveSlot takes a room away that the county drew itself.
func (s *Service) RemoveSlot(ctx context.Context, by house.Actor, county house.County, id string, version int64) error {
	if err := allowed(MayArrange(by, county)); err != nil {
		return err
	}
	return s.db.Do(ctx, func(tx *db.Tx) error {
		if err := on(tx).deleteSlot(ctx, county, id, version); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, county, "slot.remove", "slot", id)
	})
}

func (s *Service) audit(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, act, kind, id string) error {
	return audit.Write(ctx, tx, s.now(), audit.Entry{County: county, Actor: by, Act: act, Ref: house.Ref{Kind: kind, ID: id}})
}
