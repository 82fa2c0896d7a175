package decision

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Mover moves an edition on, in the decision's own transaction. app fills it
// with the plan room.
type Mover interface {
	// MoveBy applies what the decision does to the edition it concerns:
	// "proposes" makes it proposed, "approves" approved, "returns" returned.
	// Invalid when the body may not take that step.
	MoveBy(ctx context.Context, tx *db.Tx, by house.Actor, d Decision) error
}

// Service does the room's acts.
type Service struct {
	db    *db.DB
	now   house.Clock
	id    house.IDs
	mover Mover
}

// New makes the service; nil id means the real ones.
func New(d *db.DB, now house.Clock, id house.IDs, mover Mover) *Service {
	if id == nil {
		id = house.NewID
	}
	return &Service{db: d, now: now, id: id, mover: mover}
}

// Of lists a county's decisions by day; house.AllCounties lists them all.
func (s *Service) Of(ctx context.Context, county house.County) ([]Decision, error) {
	return on(s.db.Read()).of(ctx, county)
}

// About lists the decisions that concern one thing.
func (s *Service) About(ctx context.Context, county house.County, ref house.Ref) ([]Decision, error) {
	return on(s.db.Read()).about(ctx, county, ref)
}

// MayRecord tells whether the actor records the county's decisions.
func MayRecord(by house.Actor, county house.County) bool { return by.Can(house.Editor, county) }

// Record keeps a decision and, when it was made and concerns an edition,
// moves the edition on in the same transaction.
func (s *Service) Record(ctx context.Context, by house.Actor, d Decision) (Decision, error) {
	if !MayRecord(by, d.County) {
		return d, fault.New(fault.Denied, "decision.denied")
	}
	if err := d.Validate(s.now()); err != nil {
		return d, err
	}
	recorded := d
	err := s.db.Do(ctx, func(tx *db.Tx) (err error) {
		known, err := on(tx).exists(ctx, d)
		if err != nil {
			return fmt.Errorf("decision: %w", err)
		}
		if known && d.Status == Made {
			return fault.New(fault.Conflict, "decision.known", "Section", d.Section).On("section")
		}
		if recorded, err = s.AddIn(ctx, tx, by, d); err != nil {
			return err
		}
		if d.Ref.Kind != "edition" || d.Status != Made || d.Act == Notes {
			return nil
		}
		return s.mover.MoveBy(ctx, tx, by, d)
	})
	return recorded, err
}

// AddIn keeps a decision without moving anything, as a step of another act:
// an example or an import tells it as its source does.
func (s *Service) AddIn(ctx context.Context, tx *db.Tx, by house.Actor, d Decision) (Decision, error) {
	if d.ID == "" {
		d.ID = s.id()
	}
	if d.CreatedAt.IsZero() {
		d.CreatedAt = s.now()
	}
	if err := on(tx).insert(ctx, d); err != nil {
		if db.IsUnique(err) {
			return d, fault.New(fault.Conflict, "decision.known", "Section", d.Section).Because(err)
		}
		return d, fmt.Errorf("decision: %w", err)
	}
	return d, audit.Write(ctx, tx, s.now(), audit.Entry{
		County: d.County, Actor: by, Act: "decision.record", Ref: house.Ref{Kind: "decision", ID: d.ID},
		Detail: map[string]string{"body": d.Body, "date": d.HeldOn, "section": d.Section},
	})
}

var (
	sectionForm = regexp.MustCompile(`^[0-9]{1,4}[a-z]?$`)
	recordForm  = regexp.MustCompile(`^[\pL\pN./ -]{1,60}$`)
)

// Validate refuses a record that could not be keyed by body, day and section.
// A decision that was made is of today or earlier; a council's or board's
// decision that was made has its section.
func (d Decision) Validate(now time.Time) error {
	today := now.In(text.Zone).Format("2006-01-02")
	switch {
	case !slices.Contains(Bodies, d.Body):
		return fault.New(fault.Invalid, "decision.badBody").On("body")
	case !slices.Contains(Acts, d.Act):
		return fault.New(fault.Invalid, "decision.badAct").On("act")
	case d.Status != Made && d.Status != Planned:
		return fault.New(fault.Invalid, "decision.badStatus").On("status")
	case !isDay(d.HeldOn):
		return fault.New(fault.Invalid, "decision.badDate").On("held_on")
	case d.Status == Made && d.HeldOn > today:
		return fault.New(fault.Invalid, "decision.inFuture").On("held_on")
	case d.Status == Made && d.Section == "":
		return fault.New(fault.Invalid, "decision.noSection").On("section")
	case d.Section != "" && !sectionForm.MatchString(d.Section):
		return fault.New(fault.Invalid, "decision.noSection").On("section")
	case d.InForceFrom != "" && (!isDay(d.InForceFrom) || d.InForceFrom < d.HeldOn):
		return fault.New(fault.Invalid, "decision.badInForce").On("in_force_from")
	case d.RecordNumber != "" && !recordForm.MatchString(d.RecordNumber):
		return fault.New(fault.Invalid, "decision.badRecordNumber").On("record_number")
	}
	return nil
}

func isDay(s string) bool {
	_, err := time.Parse("2006-01-02", s)
	return err == nil
}
