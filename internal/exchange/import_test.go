package exchange

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/examples"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/job"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/search"
)

var (
	ctx   = context.Background()
	admin = house.System
	now   = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
)

func clock() time.Time { return now }

func roomsOn(t *testing.T, d *db.DB) Rooms {
	t.Helper()
	if err := search.Ensure(ctx, d); err != nil {
		t.Fatal(err)
	}
	p := plan.New(d, clock, nil)
	queue := job.New(d, clock, slog.New(slog.DiscardHandler))
	return Rooms{Plan: p, Decision: decision.New(d, clock, nil, nil), Intake: intake.New(d, clock, nil, p, queue)}
}

func imported(t *testing.T, d *db.DB, h House) Added {
	t.Helper()
	added, err := Import(ctx, d, roomsOn(t, d), admin, h, now)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func exported(t *testing.T, d *db.DB, county house.County, o Options) House {
	t.Helper()
	h, err := Export(ctx, roomsOn(t, d), county, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Validate(); err != nil {
		t.Fatalf("what was exported does not hold: %v", err)
	}
	return h
}

// TestRoundTrip: every example comes out of a database as it went in, with
// the states, dates, places and hashes it had, and goes in once only.
func TestRoundTrip(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, name := range examples.Names {
			h, raw := example(t, name)
			added := imported(t, d, h)
			if added.Editions == 0 || added.Sources != len(h.Sources) || added.Findings != len(h.Findings) ||
				added.Decisions != len(h.Decisions) || added.Slots != len(h.Slots) || added.Areas != len(h.Areas) {
				t.Errorf("%s: added %+v", name, added)
			}
			out := exported(t, d, h.County, Options{})
			if diff := cmp.Diff(string(raw), encoded(t, out)); diff != "" {
				t.Errorf("%s came out changed (-in +out):\n%s", name, diff)
			}
			if again := imported(t, d, h); !again.Nothing() {
				t.Errorf("%s: read twice, it added %+v", name, again)
			}
		}
	})
}

func TestImportAddsWhatIsNew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, raw := example(t, "mallila")
		part := h
		part.Documents = []Document{h.Documents[0]}
		part.Documents[0].Editions = h.Documents[0].Editions[:2]
		part.Slots, part.Findings, part.Areas = h.Slots[4:], h.Findings[:3], h.Areas
		part.Decisions = nil
		imported(t, d, part)
		full, _ := example(t, "mallila")
		added := imported(t, d, full)
		want := Added{
			Slots: 4, Documents: len(full.Documents) - 1, Editions: 4,
			Decisions: len(full.Decisions), Findings: len(full.Findings) - 3,
		}
		if diff := cmp.Diff(want, added); diff != "" {
			t.Fatal(diff)
		}
		out := exported(t, d, "x1", Options{})
		if len(out.Slots) != len(full.Slots) || out.Slots[0].ID != full.Slots[4].ID {
			t.Errorf("new rooms do not come after those that were there")
		}
		out.Slots = full.Slots
		if diff := cmp.Diff(string(raw), encoded(t, out)); diff != "" {
			t.Error(diff)
		}
	})
}

// TestImportRefuses: nothing of a refused file is kept.
func TestImportRefuses(t *testing.T) {
	visitor := house.Actor{UserID: "u", Grants: []house.Grant{{County: "x1", Role: house.Editor}}}
	for name, c := range map[string]struct {
		by    house.Actor
		spoil func(*House)
		key   string
		path  string
	}{
		"no right":          {visitor, func(*House) {}, "exchange.denied", ""},
		"another text":      {admin, func(h *House) { h.Slots[0].Note.Fi += " x" }, "exchange.differs", "slots.mallila-huone-palvelustrategia"},
		"another title":     {admin, func(h *House) { h.Documents[0].Title.Sv = "x"; unhash(h) }, "exchange.differs", "documents.mallila-strategia"},
		"a changed edition": {admin, func(h *House) { h.Documents[0].Editions[1].Elements[0].Title.Fi = "x"; unhash(h) }, "exchange.differs", "documents.mallila-strategia.editions.mallila-strategia-2"},
		"a taken number":    {admin, func(h *House) { h.Documents[0].Editions[2].ID = "x"; unhash(h) }, "exchange.differs", "documents.mallila-strategia.editions.x"},
		"a taken address": {admin, func(h *House) {
			h.Documents[3].ID, h.Documents[3].Editions[0].ID = "x", "y"
			unhash(h)
			h.Slots, h.Decisions = nil, nil
		}, "exchange.slugTaken", "documents.x"},
		"a taken room":          {admin, func(h *House) { h.Slots[0].ID = "x"; h.Decisions = nil }, "exchange.slugTaken", "slots.x"},
		"a tampered text":       {admin, func(h *House) { h.Documents[0].Editions[0].Elements[0].Title.Fi = "x" }, "exchange.hashDiffers", "documents[0].editions[0].hash"},
		"another day":           {admin, func(h *House) { h.Decisions[0].HeldOn = "2022-01-01" }, "exchange.differs", "decisions.mallila-paatos-strategia-1-esitys"},
		"another number":        {admin, func(h *House) { n := 13; h.Findings[0].Count = &n }, "exchange.differs", "findings.mallila-tieto-asukasillat"},
		"another area":          {admin, func(h *House) { h.Areas[0].Municipalities = nil }, "exchange.differs", "areas.mallila-alue-keskusta"},
		"another source's name": {admin, func(h *House) { h.Sources[0].Name = "x" }, "exchange.differs", "sources.mallila-lahde-osallisuus"},
	} {
		t.Run(name, func(t *testing.T) {
			d := dbtest.SQLite(t)
			h, raw := example(t, "mallila")
			imported(t, d, h)
			c.spoil(&h)
			_, err := Import(ctx, d, roomsOn(t, d), c.by, h, now)
			f := fault.Of(err)
			if err == nil || f.Key != c.key || c.path != "" && f.Args["Path"] != c.path {
				t.Errorf("got %v, want %s at %s", err, c.key, c.path)
			}
			speaks(t, err)
			if out := encoded(t, exported(t, d, "x1", Options{})); out != string(raw) {
				t.Error("the house changed")
			}
		})
	}
}

func unhash(h *House) {
	for _, d := range h.Documents {
		for i := range d.Editions {
			d.Editions[i].Hash = ""
		}
	}
}

// brokenFacts fails at the last finding, when all else has been added.
type brokenFacts struct {
	Sources
	left int
}

var errBroken = errors.New("broken on purpose")

func (b *brokenFacts) AddFindingIn(ctx context.Context, tx *db.Tx, by house.Actor, f intake.Finding) error {
	if b.left--; b.left < 0 {
		return errBroken
	}
	return b.Sources.AddFindingIn(ctx, tx, by, f)
}

func TestImportIsAllOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, _ := example(t, "kainuu")
		r := roomsOn(t, d)
		r.Intake = &brokenFacts{Sources: r.Intake, left: len(h.Findings) - 1}
		if _, err := Import(ctx, d, r, admin, h, now); !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
		if out := exported(t, d, h.County, Options{}); len(out.Documents)+len(out.Slots)+len(out.Sources) > 0 {
			t.Errorf("half a house was kept: %+v", out)
		}
		imported(t, d, h)
	})
}

// TestIDsAreOneCountys: ids of another county are refused, and the fault says
// which.
func TestIDsAreOneCountys(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, _ := example(t, "kymenlaakso")
		imported(t, d, h)
		unhash(&h)
		h.County = "09"
		_, err := Import(ctx, d, roomsOn(t, d), admin, h, now)
		if f := fault.Of(err); err == nil || f.Key != "exchange.idTaken" || f.Args["ID"] != "kymenlaakso-strategia" {
			t.Errorf("got %v", err)
		}
		speaks(t, err)
	})
}

func TestExportOfOneEdition(t *testing.T) {
	d := dbtest.SQLite(t)
	h, _ := example(t, "mallila")
	imported(t, d, h)
	out := exported(t, d, "x1", Options{Edition: 1})
	if e := out.Documents[0].Editions; len(e) != 1 || e[0].Number != 1 || len(out.Documents) != len(h.Documents) {
		t.Errorf("editions: %+v", e)
	}
	for _, x := range out.Decisions {
		if strings.HasPrefix(x.About.ID, "mallila-strategia-2") {
			t.Errorf("a decision on another edition came along: %s", x.ID)
		}
	}
	_, err := Export(ctx, roomsOn(t, d), "x1", Options{Edition: 9})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("edition 9: %v", err)
	}
	speaks(t, err)
	if _, err := Export(ctx, roomsOn(t, d), "77", Options{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("county 77: %v", err)
	}
}

func TestPublicExportHidesDrafts(t *testing.T) {
	d := dbtest.SQLite(t)
	h, raw := example(t, "mallila")
	imported(t, d, h)
	if !strings.Contains(string(raw), "tavoite-digi") {
		t.Fatal("the example has no draft to hide")
	}
	out := encoded(t, exported(t, d, "x1", Options{PublicOnly: true}))
	for _, hidden := range []string{"tavoite-digi", "mallila-strategia-3", `"draft"`} {
		if strings.Contains(out, hidden) {
			t.Errorf("%s came out", hidden)
		}
	}
}

// TestEmptyCounty: a county that has nothing has a house that says so.
func TestEmptyCounty(t *testing.T) {
	d := dbtest.SQLite(t)
	want := "{\"format\": \"katto-house\", \"version\": 1, \"county\": \"01\"}\n"
	if out := encoded(t, exported(t, d, "01", Options{})); out != want {
		t.Error(out)
	}
}
