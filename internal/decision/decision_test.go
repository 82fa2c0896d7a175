package decision_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

var (
	ctx    = context.Background()
	editor = house.Actor{UserID: "u", Grants: []house.Grant{{County: "x1", Role: house.Editor}}}
)

func clock() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }

// moves records what the room asked of the plan, and can refuse.
type moves struct {
	asked  []string
	refuse error
}

func (m *moves) MoveBy(_ context.Context, _ *db.Tx, _ house.Actor, d decision.Decision) error {
	m.asked = append(m.asked, d.Ref.ID+" "+string(d.Act)+" "+d.HeldOn)
	return m.refuse
}

func good() decision.Decision {
	return decision.Decision{
		County: "x1", Body: "aluehallitus", HeldOn: "2026-02-10", Section: "12", RecordNumber: "MALDno-2026-4",
		Act: decision.Proposes, Status: decision.Made, What: house.Texts{"fi": "Strategia 2026–2029"},
		Ref: house.Ref{Kind: "edition", ID: "e1"},
	}
}

func TestRecordMovesTheEditionInTheSameTransaction(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := &moves{}
		s := decision.New(d, clock, nil, m)
		if _, err := s.Record(ctx, editor, good()); err != nil {
			t.Fatal(err)
		}
		if len(m.asked) != 1 || m.asked[0] != "e1 proposes 2026-02-10" {
			t.Errorf("asked %v", m.asked)
		}
		if _, err := s.Record(ctx, editor, good()); !fault.Is(err, fault.Conflict) {
			t.Errorf("the same section was recorded twice: %v", err)
		}
		m.refuse = errors.New("no")
		other := good()
		other.Section = "13"
		if _, err := s.Record(ctx, editor, other); !errors.Is(err, m.refuse) {
			t.Errorf("got %v", err)
		}
		list, err := s.Of(ctx, "x1")
		if err != nil || len(list) != 1 {
			t.Fatalf("%d decisions, %v: the refused one must not be kept", len(list), err)
		}
		if got := list[0]; got.RecordNumber != "MALDno-2026-4" || got.What["fi"] == "" || got.Ref.ID != "e1" {
			t.Errorf("%+v", got)
		}
		about, err := s.About(ctx, "x1", house.Ref{Kind: "edition", ID: "e1"})
		if err != nil || len(about) != 1 {
			t.Errorf("%v, %v", about, err)
		}
		if other, err := s.Of(ctx, "20"); err != nil || len(other) != 0 {
			t.Errorf("another county sees %v, %v", other, err)
		}
	})
}

func TestAPlannedDecisionMovesNothing(t *testing.T) {
	m := &moves{}
	s := decision.New(dbtest.SQLite(t), clock, nil, m)
	d := good()
	d.Status, d.HeldOn, d.Section = decision.Planned, "2026-06-13", ""
	if _, err := s.Record(ctx, editor, d); err != nil || len(m.asked) != 0 {
		t.Errorf("%v, asked %v", err, m.asked)
	}
}

func TestRefusals(t *testing.T) {
	s := decision.New(dbtest.SQLite(t), clock, nil, &moves{})
	for name, spoil := range map[string]func(*decision.Decision){
		"body":    func(d *decision.Decision) { d.Body = "kerho" },
		"act":     func(d *decision.Decision) { d.Act = "likes" },
		"status":  func(d *decision.Decision) { d.Status = "" },
		"date":    func(d *decision.Decision) { d.HeldOn = "2026-02-30" },
		"future":  func(d *decision.Decision) { d.HeldOn = "2026-03-02" },
		"section": func(d *decision.Decision) { d.Section = "" },
		"early":   func(d *decision.Decision) { d.InForceFrom = "2026-02-09" },
		"script":  func(d *decision.Decision) { d.RecordNumber = "<script>" },
	} {
		d := good()
		spoil(&d)
		if _, err := s.Record(ctx, editor, d); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	reader := house.Actor{UserID: "r", Grants: []house.Grant{{County: "x1", Role: house.Reader}}}
	if _, err := s.Record(ctx, reader, good()); !fault.Is(err, fault.Denied) {
		t.Errorf("a reader recorded a decision: %v", err)
	}
}
