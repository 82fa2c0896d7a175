package intake

import (
	"cmp"
	"context"
	"slices"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
)

// Conflict says that somebody changed the finding first. Nothing is lost: it
// carries both, and the page shows them side by side.
type Conflict struct {
	Yours  Finding // as it was sent
	Theirs Finding // as it stands
}

// Error is for the log.
func (c *Conflict) Error() string { return "intake: finding " + c.Yours.ID + " was changed meanwhile" }

// Unwrap makes it a Conflict fault.
func (c *Conflict) Unwrap() error { return fault.New(fault.Conflict, "intake.conflict") }

// desk is one act of a review: a source with its findings, and the draft
// that accepted ones become elements of, inside one transaction.
type desk struct {
	ctx      context.Context
	tx       *db.Tx
	s        *Service
	by       house.Actor
	source   Source
	findings []Finding

	draft    *plan.Edition // nil until it is asked for
	elements []plan.Element
	index    map[string]int // of elements, by id
	before   []plan.Element // of the edition the draft is based on
}

// review runs one act of a review: policy first, then the act, then the
// source's state by what is left open, and the audit row.
func (s *Service) review(ctx context.Context, by house.Actor, county house.County, source, name string, do func(*desk) error) error {
	if err := allowed(MayReview(by, county)); err != nil {
		return err
	}
	return s.db.Do(ctx, func(tx *db.Tx) error { return s.reviewIn(ctx, tx, by, county, source, name, do) })
}

func (s *Service) reviewIn(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, source, name string, do func(*desk) error) error {
	x, err := on(tx).source(ctx, county, source)
	if err != nil {
		return err
	}
	if x.State != Read && x.State != Reviewed {
		return fault.New(fault.Conflict, "intake.notRead")
	}
	d := &desk{ctx: ctx, tx: tx, s: s, by: by, source: x}
	if d.findings, err = on(tx).findings(ctx, county, source); err != nil {
		return err
	}
	if err := do(d); err != nil {
		return err
	}
	if err := d.settle(x); err != nil {
		return err
	}
	return s.audit(ctx, tx, by, d.source, name, nil)
}

// settle stores the state of the source and its draft, if they changed.
func (d *desk) settle(before Source) error {
	d.source.State = Reviewed
	if tallyOf(d.findings).Open > 0 {
		d.source.State = Read
	}
	if d.source.State == before.State && d.source.EditionID == before.EditionID {
		return nil
	}
	return on(d.tx).settle(d.ctx, d.source)
}

// finding gives the finding by its id; nil when the source has none such.
func (d *desk) finding(id string) *Finding {
	for i := range d.findings {
		if d.findings[i].ID == id {
			return &d.findings[i]
		}
	}
	return nil
}

// take gives the finding if it still is as the person saw it.
func (d *desk) take(id string, version int64) (*Finding, error) {
	f := d.finding(id)
	if f == nil {
		return nil, fault.New(fault.NotFound, "intake.noFinding")
	}
	if f.Version != version {
		return nil, fault.New(fault.Conflict, "intake.stale")
	}
	return f, nil
}

func (d *desk) save(f *Finding) error {
	if err := on(d.tx).updateFinding(d.ctx, *f); err != nil {
		return err
	}
	f.Version++
	return nil
}

// Choice is the draft that accepted findings go to: an edition, or a new
// draft of a document. The zero Choice is a new draft of the strategy.
type Choice struct{ EditionID, DocumentID string }

// begin makes or takes the draft the choice says.
func (d *desk) begin(c Choice) (plan.Edition, error) {
	var e plan.Edition
	var err error
	if c.EditionID != "" {
		e, err = d.s.plan.EditionIn(d.ctx, d.tx, d.source.County, c.EditionID)
	} else {
		e, err = d.newDraft(c.DocumentID)
	}
	if err != nil {
		return e, err
	}
	if e.Frozen() {
		return e, fault.New(fault.Conflict, "plan.frozen")
	}
	d.source.EditionID, d.draft = e.ID, nil
	return e, nil
}

// newDraft makes an empty draft of the document ("" for the strategy) that
// follows its latest edition.
func (d *desk) newDraft(document string) (plan.Edition, error) {
	county := d.source.County
	if document == "" {
		facts, err := registry.ByCode(county)
		if err != nil {
			return plan.Edition{}, err
		}
		strategy, err := d.s.plan.EnsureStrategy(d.ctx, d.tx, d.by, facts)
		if err != nil {
			return plan.Edition{}, err
		}
		document = strategy.ID
	}
	editions, err := d.s.plan.EditionsIn(d.ctx, d.tx, county, document)
	if err != nil {
		return plan.Edition{}, err
	}
	e := plan.Edition{County: county, DocumentID: document, State: plan.Draft, BasedOn: newest(editions)}
	return d.s.plan.AddEdition(d.ctx, d.tx, d.by, e, nil)
}

// newest is the id of the latest edition; "" when there is none.
func newest(editions []plan.Edition) string {
	if len(editions) == 0 {
		return ""
	}
	return slices.MaxFunc(editions, func(a, b plan.Edition) int { return cmp.Compare(a.Number, b.Number) }).ID
}

// open makes sure that there is a draft to change, and reads it.
func (d *desk) open() error {
	if d.draft != nil {
		return nil
	}
	if d.source.EditionID == "" {
		if _, err := d.begin(Choice{}); err != nil {
			return err
		}
	}
	e, err := d.s.plan.EditionIn(d.ctx, d.tx, d.source.County, d.source.EditionID)
	if err != nil {
		return err
	}
	if e.Frozen() {
		return fault.New(fault.Conflict, "intake.frozen")
	}
	if e.BasedOn != "" {
		if d.before, err = d.s.plan.ElementsIn(d.ctx, d.tx, e.County, e.BasedOn); err != nil {
			return err
		}
	}
	d.draft = &e
	return d.reread()
}

// reread reads the draft's elements as they now are.
func (d *desk) reread() (err error) {
	d.elements, err = d.s.plan.ElementsIn(d.ctx, d.tx, d.draft.County, d.draft.ID)
	d.index = make(map[string]int, len(d.elements))
	for i, e := range d.elements {
		d.index[e.ID] = i
	}
	return err
}

// note adds an element that is about to be added to the draft.
func (d *desk) note(e plan.Element) {
	d.index[e.ID] = len(d.elements)
	d.elements = append(d.elements, e)
}

// element gives an element of the draft; nil when it has none such.
func (d *desk) element(id string) *plan.Element {
	if i, known := d.index[id]; known {
		return &d.elements[i]
	}
	return nil
}
