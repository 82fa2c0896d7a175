package plan_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/search"
)

const county = house.County("x1")

var (
	ctx     = context.Background()
	editor  = house.Actor{UserID: "u-editor", Grants: []house.Grant{{County: county, Role: house.Editor}}}
	admin   = house.Actor{UserID: "u-admin", Grants: []house.Grant{{County: county, Role: house.CountyAdministrator}}}
	reader  = house.Actor{UserID: "u-reader", Grants: []house.Grant{{County: county, Role: house.Reader}}}
	visitor = house.Actor{}
)

func clock() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }

// setUp gives a service and an empty draft of the county's strategy.
func setUp(t *testing.T, d *db.DB) (*plan.Service, plan.Edition) {
	t.Helper()
	if err := search.Ensure(ctx, d); err != nil {
		t.Fatal(err)
	}
	s := plan.New(d, clock, nil)
	c, err := registry.ByCode(county)
	if err != nil {
		t.Fatal(err)
	}
	var doc plan.Document
	err = d.Do(ctx, func(tx *db.Tx) (err error) {
		doc, err = s.EnsureStrategy(ctx, tx, admin, c)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.NewDraft(ctx, editor, county, doc.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	return s, e
}

func add(t *testing.T, s *plan.Service, e plan.Edition, parent string, kind plan.Kind, title string) plan.Element {
	t.Helper()
	x, err := s.AddElement(ctx, editor, plan.Element{
		EditionID: e.ID, County: county, ParentID: parent, Kind: kind, Position: -1, Title: house.Texts{"fi": title},
	})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// outline writes the tree as "title(child child)".
func outline(t *testing.T, s *plan.Service, e plan.Edition) string {
	t.Helper()
	all, err := s.Elements(ctx, county, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	return draw(plan.Tree(all))
}

func draw(nodes []*plan.Node) string {
	out := ""
	for i, n := range nodes {
		if i > 0 {
			out += " "
		}
		out += n.Title["fi"]
		if len(n.Children) > 0 {
			out += "(" + draw(n.Children) + ")"
		}
	}
	return out
}

func move(t *testing.T, d *db.DB, s *plan.Service, id string, to plan.State, day string) error {
	t.Helper()
	return d.Do(ctx, func(tx *db.Tx) error { return s.Move(ctx, tx, admin, county, id, to, day) })
}

func TestTreeActs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		a := add(t, s, e, "", plan.Priority, "a")
		b := add(t, s, e, "", plan.Priority, "b")
		c := add(t, s, e, a.ID, plan.Objective, "c")
		add(t, s, e, a.ID, plan.Objective, "d")
		step := func(want string, err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			if got := outline(t, s, e); got != want {
				t.Fatalf("the tree is %s, want %s", got, want)
			}
		}
		step("a(c d) b", nil)
		step("a(d) b(c)", s.MoveElement(ctx, editor, county, e.ID, c.ID, b.ID, 0))
		step("a(d) c b", s.MoveElement(ctx, editor, county, e.ID, c.ID, "", 1))
		if err := s.MoveElement(ctx, editor, county, e.ID, a.ID, a.ID, 0); !fault.Is(err, fault.Invalid) {
			t.Fatalf("under itself: %v", err)
		}
		step("a(d) c b", nil)
		step("d c b", s.RemoveElement(ctx, editor, county, e.ID, a.ID, a.Version))
		if err := s.RemoveElement(ctx, editor, county, e.ID, a.ID, a.Version); !fault.Is(err, fault.NotFound) {
			t.Fatalf("removed twice: %v", err)
		}
	})
}

func TestSplitAndMerge(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		a := add(t, s, e, "", plan.Section, "a")
		a.Body = house.Texts{"fi": "Ensin äly. Sitten työ.", "sv": "Hela texten."}
		a, err := s.SaveElement(ctx, editor, a)
		if err != nil {
			t.Fatal(err)
		}
		rest, err := s.SplitElement(ctx, editor, a, "fi", 10, "b")
		if err != nil {
			t.Fatal(err)
		}
		all, _ := s.Elements(ctx, county, e.ID)
		got := map[string]string{}
		for _, x := range all {
			got[x.Title["fi"]] = x.Body["fi"] + "|" + x.Body["sv"]
		}
		want := map[string]string{"a": "Ensin äly.|Hela texten.", "b": "Sitten työ.|"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		a.Version++
		if err := s.MergeElements(ctx, editor, a, rest); err != nil {
			t.Fatal(err)
		}
		all, _ = s.Elements(ctx, county, e.ID)
		if len(all) != 1 || all[0].Body["fi"] != "Ensin äly.\n\nb\nSitten työ." {
			t.Fatalf("%+v", all)
		}
	})
}

func TestConcurrentEditsLoseNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		a := add(t, s, e, "", plan.Value, "alku")
		var wg sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			wg.Go(func() {
				mine := a
				mine.Title = house.Texts{"fi": fmt.Sprint("teksti ", i)}
				_, errs[i] = s.SaveElement(ctx, editor, mine)
			})
		}
		wg.Wait()
		saved := 0
		for i, err := range errs {
			var c *plan.EditConflict
			switch {
			case err == nil:
				saved++
			case !errors.As(err, &c) || !fault.Is(err, fault.Conflict):
				t.Errorf("%d: %v", i, err)
			case c.Yours.Title["fi"] != fmt.Sprint("teksti ", i) || c.Theirs.Title["fi"] == "alku":
				t.Errorf("%d: the conflict shows %v and %v", i, c.Yours.Title, c.Theirs.Title)
			}
		}
		if saved != 1 {
			t.Errorf("%d saved, want 1", saved)
		}
	})
}

func TestTheWayOfAnEdition(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		if err := move(t, d, s, e.ID, plan.Proposed, "2026-02-01"); !fault.Is(err, fault.Invalid) {
			t.Fatalf("an empty draft was proposed: %v", err)
		}
		x := add(t, s, e, "", plan.Vision, "visio")
		if err := move(t, d, s, e.ID, plan.Approved, "2026-02-01"); !fault.Is(err, fault.Conflict) {
			t.Fatalf("a draft was approved without a proposal: %v", err)
		}
		if err := move(t, d, s, e.ID, plan.Proposed, "2026-02-01"); err != nil {
			t.Fatal(err)
		}
		frozen, err := s.Edition(ctx, county, e.ID)
		if err != nil || len(frozen.Hash) != 64 || frozen.ProposedOn != "2026-02-01" || !frozen.Public {
			t.Fatalf("%+v, %v", frozen, err)
		}
		if _, err := s.SaveElement(ctx, editor, x); !fault.Is(err, fault.Conflict) {
			t.Fatalf("a frozen edition changed: %v", err)
		}
		if err := move(t, d, s, e.ID, plan.Approved, "2026-03-01"); err != nil {
			t.Fatal(err)
		}
		next, err := s.NewDraft(ctx, editor, county, e.DocumentID, e.ID)
		if err != nil || next.Number != 2 {
			t.Fatalf("%+v, %v", next, err)
		}
		all, err := s.Elements(ctx, county, next.ID)
		if err != nil || len(all) != 1 || all[0].ID != x.ID {
			t.Fatalf("the element lost its identity: %+v, %v", all, err)
		}
		for to, day := range map[plan.State]string{plan.Proposed: "2026-04-01"} {
			if err := move(t, d, s, next.ID, to, day); err != nil {
				t.Fatal(err)
			}
		}
		if err := move(t, d, s, next.ID, plan.Approved, "2026-05-01"); err != nil {
			t.Fatal(err)
		}
		old, _ := s.Edition(ctx, county, e.ID)
		if old.State != plan.Superseded || old.SupersededOn != "2026-05-01" || old.Hash != frozen.Hash {
			t.Fatalf("%+v", old)
		}
	})
}

// People record decisions after the fact, not always in their order.
func TestADecisionRecordedLateEndsNoLaterEdition(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, old := setUp(t, d)
		add(t, s, old, "", plan.Vision, "visio")
		next, err := s.NewDraft(ctx, editor, county, old.DocumentID, old.ID)
		if err != nil {
			t.Fatal(err)
		}
		step := func(id string, to plan.State, day string) {
			t.Helper()
			if err := move(t, d, s, id, to, day); err != nil {
				t.Fatal(err)
			}
		}
		step(next.ID, plan.Proposed, "2026-01-10")
		step(next.ID, plan.Approved, "2026-02-01")
		step(old.ID, plan.Proposed, "2022-05-30")
		if err := move(t, d, s, old.ID, plan.Approved, "2022-05-29"); fault.Of(err).Key != "plan.beforeProposal" {
			t.Fatalf("approved before it was proposed: %v", err)
		}
		step(old.ID, plan.Approved, "2022-06-13")
		was, _ := s.Edition(ctx, county, old.ID)
		is, _ := s.Edition(ctx, county, next.ID)
		if was.State != plan.Superseded || was.ApprovedOn != "2022-06-13" || was.SupersededOn != "2026-02-01" || is.State != plan.Approved {
			t.Errorf("the old is %+v, the new is %+v", was, is)
		}
	})
}

func TestWhoMayDecide(t *testing.T) {
	for _, c := range []struct {
		kind plan.DocumentKind
		to   plan.State
		body string
		want bool
	}{
		{plan.Strategy, plan.Approved, "aluevaltuusto", true},
		{plan.Strategy, plan.Approved, "kaupunginvaltuusto", true},
		{plan.Strategy, plan.Approved, "aluehallitus", false},
		{plan.Strategy, plan.Approved, "nuorisovaltuusto", false},
		{plan.Strategy, plan.Proposed, "aluehallitus", true},
		{plan.Strategy, plan.Proposed, "viranhaltija", false},
		{plan.Strategy, plan.Returned, "aluehallitus", true},
		{plan.Strategy, plan.Returned, "vanhusneuvosto", false},
		{plan.Programme, plan.Approved, "aluehallitus", true},
		{plan.Programme, plan.Approved, "nuorisovaltuusto", false},
	} {
		if got := plan.Competent(c.kind, c.to, c.body); got != c.want {
			t.Errorf("%s, %s by %s: %v", c.kind, c.to, c.body, got)
		}
	}
}

func TestAnApprovalCanComeIntoForceLater(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		add(t, s, e, "", plan.Vision, "visio")
		if err := move(t, d, s, e.ID, plan.Proposed, "2026-02-01"); err != nil {
			t.Fatal(err)
		}
		step := plan.Step{To: plan.Approved, Day: "2026-02-20", Body: "aluehallitus", InForceFrom: "2027-01-01"}
		decide := func() error {
			return d.Do(ctx, func(tx *db.Tx) error { return s.MoveBy(ctx, tx, admin, county, e.ID, step) })
		}
		if err := decide(); !fault.Is(err, fault.Invalid) {
			t.Fatalf("the board approved a strategy: %v", err)
		}
		step.Body = "aluevaltuusto"
		if err := decide(); err != nil {
			t.Fatal(err)
		}
		got, err := s.Edition(ctx, county, e.ID)
		if err != nil || got.Standing("2026-12-31") != plan.StandingApproved || got.Standing("2027-01-01") != plan.StandingInForce {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		e    plan.Edition
		day  string
		want plan.Standing
	}{
		{plan.Edition{State: plan.Draft, EndYear: 2020}, "2026-01-01", plan.StandingDraft},
		{plan.Edition{State: plan.Proposed}, "2026-01-01", plan.StandingProposed},
		{plan.Edition{State: plan.Approved, InForceFrom: "2026-06-01"}, "2026-05-31", plan.StandingApproved},
		{plan.Edition{State: plan.Approved, InForceFrom: "2026-06-01"}, "2026-06-01", plan.StandingInForce},
		{plan.Edition{State: plan.Approved, InForceFrom: "2022-06-01", EndYear: 2025}, "2025-12-31", plan.StandingInForce},
		{plan.Edition{State: plan.Approved, InForceFrom: "2022-06-01", EndYear: 2025}, "2026-01-01", plan.StandingEnded},
		{plan.Edition{State: plan.InForce, EndYear: 2030}, "2026-11-21", plan.StandingInForce},
		{plan.Edition{State: plan.Superseded, EndYear: 2020}, "2026-01-01", plan.StandingSuperseded},
		{plan.Edition{State: plan.Superseded, InForceFrom: "2022-01-01", SupersededOn: "2027-01-01"}, "2026-12-31", plan.StandingInForce},
		{plan.Edition{State: plan.Superseded, InForceFrom: "2022-01-01", SupersededOn: "2027-01-01"}, "2027-01-01", plan.StandingSuperseded},
		{plan.Edition{State: plan.Returned}, "2026-01-01", plan.StandingReturned},
	} {
		if got := c.e.Standing(c.day); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.e.State, c.day, got, c.want)
		}
	}
}

func TestOnlyWhatIsPublicIsFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		add(t, s, e, "", plan.Priority, "Lähipalvelut uudistuvat")
		found := func(want int) {
			t.Helper()
			hits, _, err := search.Find(ctx, d, search.Query{Text: "lähipalvelujen", County: county})
			if err != nil || len(hits) != want {
				t.Fatalf("%d hits, %v; want %d", len(hits), err, want)
			}
			if want > 0 && !strings.HasPrefix(hits[0].Path, "/fi/mallila/elements/") {
				t.Errorf("the hit leads to %s", hits[0].Path)
			}
		}
		found(0)
		if err := move(t, d, s, e.ID, plan.Proposed, "2026-02-01"); err != nil {
			t.Fatal(err)
		}
		found(1)
		if err := move(t, d, s, e.ID, plan.Returned, "2026-02-02"); err != nil {
			t.Fatal(err)
		}
		found(0)
	})
}

func TestPolicy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		x := add(t, s, e, "", plan.Value, "a")
		for _, by := range []house.Actor{reader, visitor, {UserID: "o", Grants: []house.Grant{{County: "20", Role: house.Editor}}}} {
			if _, err := s.SaveElement(ctx, by, x); !fault.Is(err, fault.Denied) {
				t.Errorf("%+v saved: %v", by, err)
			}
			if _, err := s.NewDraft(ctx, by, county, e.DocumentID, ""); !fault.Is(err, fault.Denied) {
				t.Errorf("%+v made a draft: %v", by, err)
			}
		}
		if _, err := s.SaveSeat(ctx, admin, plan.Seat{County: county, DocumentID: e.DocumentID, Post: house.Texts{"fi": "henkilöstön edustaja"}, MayEdit: true, UserID: reader.UserID}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.SaveElement(ctx, reader, x); err != nil {
			t.Errorf("a seat that may edit could not: %v", err)
		}
		if _, err := s.Edition(ctx, "20", e.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another county found the edition: %v", err)
		}
	})
}

func TestComments(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		x := add(t, s, e, "", plan.Value, "a")
		say := func(body string) plan.Comment {
			c, err := s.AddComment(ctx, reader, plan.Comment{County: county, EditionID: e.ID, ElementID: x.ID, Body: body})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		first, _ := say("Selkeämmin"), say("Lyhyemmin")
		if first.Post != "reader" {
			t.Errorf("the post is %q", first.Post)
		}
		if err := s.ResolveComment(ctx, editor, county, e.ID, first.ID, "Selkeytetty.", 1); err != nil {
			t.Fatal(err)
		}
		next, err := s.NewDraft(ctx, editor, county, e.DocumentID, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		carried, err := s.Comments(ctx, county, next.ID)
		if err != nil || len(carried) != 1 || carried[0].Body != "Lyhyemmin" || carried[0].State != plan.CommentOpen {
			t.Fatalf("%+v, %v", carried, err)
		}
		if err := s.ResolveComment(ctx, editor, county, e.ID, carried[0].ID, "", 1); !fault.Is(err, fault.NotFound) {
			t.Errorf("a comment of another draft: %v", err)
		}
		old, _ := s.Comments(ctx, county, e.ID)
		if old[0].State != plan.CommentResolved || old[1].State != plan.CommentCarried {
			t.Errorf("%+v", old)
		}
		if _, err := s.AddComment(ctx, visitor, plan.Comment{County: county, EditionID: e.ID, Body: "x"}); !fault.Is(err, fault.Denied) {
			t.Errorf("a visitor commented: %v", err)
		}
	})
}

func TestExpectedRooms(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := plan.New(d, clock, nil)
		plans, err := s.Plans(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(plans["20"].Slots); n != 5 {
			t.Errorf("Kainuu has %d rooms the law expects, want 5", n)
		}
		for _, slot := range plans["90"].Slots {
			if slot.Kind == plan.WelfarePlan || slot.Kind == plan.Budget {
				t.Errorf("Helsinki is told to lack %s, which does not bind it", slot.Slug)
			}
		}
		saved, err := s.SaveSlot(ctx, admin, plan.Expected(mallila(t))[0])
		if err != nil || saved.Version != 1 {
			t.Fatalf("%+v, %v", saved, err)
		}
		p, _ := s.Plan(ctx, county)
		if len(p.Slots) != 5 || p.Slots[0].ID != saved.ID {
			t.Errorf("%+v", p.Slots)
		}
		if _, err := s.SaveSlot(ctx, admin, plan.Slot{ID: saved.ID, County: county, Slug: "x", Title: house.Texts{"fi": "x"}, Binding: plan.Under, State: plan.SlotEmpty, Version: 9}); !fault.Is(err, fault.Conflict) {
			t.Errorf("a stale slot was saved: %v", err)
		}
	})
}

func mallila(t *testing.T) registry.County {
	t.Helper()
	c, err := registry.ByCode(county)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCanonicalDependsOnContentOnly(t *testing.T) {
	doc := plan.Document{County: county, Slug: "strategy", Title: house.Texts{"fi": "S"}}
	one := []plan.Element{{ID: "a", Kind: plan.Value, Title: house.Texts{"fi": "A", "sv": "B"}}, {ID: "b", Kind: plan.Value, Position: 1, Title: house.Texts{"fi": "C"}}}
	other := []plan.Element{one[1], one[0]}
	other[0].Version, other[1].UpdatedBy = 7, "u"
	other[0].Body, other[0].Deeds, other[0].Areas = house.Texts{"sv": ""}, []house.Texts{}, []string{}
	if plan.Hash(doc, plan.Edition{}, one) != plan.Hash(doc, plan.Edition{Number: 4}, other) {
		t.Error("order of rows, versions or editors changed the hash")
	}
	other[0].Title = house.Texts{"fi": "D"}
	if plan.Hash(doc, plan.Edition{}, one) == plan.Hash(doc, plan.Edition{}, other) {
		t.Error("a changed text kept the hash")
	}
}

func TestValidate(t *testing.T) {
	good := plan.Element{Kind: plan.Value, Title: house.Texts{"fi": "a"}}
	for name, spoil := range map[string]func(*plan.Element){
		"kind":      func(e *plan.Element) { e.Kind = "goal" },
		"empty":     func(e *plan.Element) { e.Title = house.Texts{"fi": ""} },
		"language":  func(e *plan.Element) { e.Title = house.Texts{"de": "x"} },
		"long":      func(e *plan.Element) { e.Title = house.Texts{"fi": string(make([]byte, plan.MaxTitle+1))} },
		"year":      func(e *plan.Element) { e.StartYear = 20 },
		"backwards": func(e *plan.Element) { e.StartYear, e.EndYear = 2026, 2025 },
		"deeds":     func(e *plan.Element) { e.Deeds = make([]house.Texts, plan.MaxDeeds+1) },
	} {
		bad := good
		spoil(&bad)
		if err := bad.Validate(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
}
