package intake

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

// goals is a text with two priorities and what belongs under them.
const goals = "Painopiste yksi\n- tavoite a\n- tavoite b\nPainopiste kaksi\n- tavoite c\nHyvinvointiohjelma\nPelastustoimen palvelutasopäätös\n2026–2029"

func goalFindings() []Finding {
	return []Finding{
		{ID: "p1", Kind: "priority", Words: "Painopiste yksi", Confidence: 0.9},
		{ID: "a", Kind: "objective", Words: "tavoite a", UnderID: "p1", Confidence: 0.9},
		{ID: "b", Kind: "objective", Words: "tavoite b", UnderID: "p1", Confidence: 0.7},
		{ID: "p2", Kind: "priority", Words: "Painopiste kaksi", Confidence: 0.9},
		{ID: "c", Kind: "objective", Words: "tavoite c", UnderID: "p2", Confidence: 0.3},
		{ID: "g", Kind: "programme", Words: "Hyvinvointiohjelma", Confidence: 0.8},
		{ID: "l", Kind: "programme", Words: "Pelastustoimen palvelutasopäätös", Confidence: 0.8},
		{ID: "y", Kind: "period", Words: "2026–2029", Detail: Detail{StartYear: 2026, EndYear: 2029}, Confidence: 0.9},
	}
}

// reviewing runs a test on a source with the goals, on both databases.
func reviewing(t *testing.T, test func(t *testing.T, r room, x Source)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		test(t, r, r.made(goals, goalFindings()...))
	})
}

func (r room) accept(x Source, ids ...string) {
	r.t.Helper()
	for _, id := range ids {
		must(r.t, r.Accept(ctx, editor, county, x.ID, r.now(x, id)))
	}
}

// now picks a finding as it stands.
func (r room) now(x Source, id string) Pick {
	f := r.at(x, id)
	return Pick{f.ID, f.Version}
}

func (r room) at(x Source, id string) Finding {
	r.t.Helper()
	_, findings := r.get(x.ID)
	for _, f := range findings {
		if f.ID == id {
			return f
		}
	}
	r.t.Fatalf("no finding %s", id)
	return Finding{}
}

func (r room) wantOutline(x Source, want string) {
	r.t.Helper()
	if got := r.outline(x.ID); got != want {
		r.t.Errorf("the draft is\n%s, want\n%s", got, want)
	}
}

func TestAcceptInAnyOrder(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		r.accept(x, "b", "p2", "c", "a", "p1")
		r.wantOutline(x, "priority:Painopiste yksi(objective:tavoite a | objective:tavoite b) | priority:Painopiste kaksi(objective:tavoite c)")
		if now, _ := r.get(x.ID); now.State != Read {
			t.Errorf("the source is %s with findings open", now.State)
		}
		wantFault(t, r.Accept(ctx, editor, county, x.ID, Pick{"g", 5}), "intake.stale")
		wantFault(t, r.Accept(ctx, editor, county, x.ID, Pick{"none", 1}), "intake.noFinding")
		for _, by := range []house.Actor{{}, reader, other} {
			wantFault(t, r.Accept(ctx, by, county, x.ID, Pick{"g", 1}), "intake.denied")
		}
		wantFault(t, r.Accept(ctx, house.System, "20", x.ID, Pick{"g", 1}), "intake.noSource")
	})
}

func TestAcceptLikely(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		n, err := r.AcceptLikely(ctx, editor, county, x.ID)
		if err != nil || n != 7 {
			t.Errorf("accepted %d, %v", n, err)
		}
		r.wantOutline(x, "priority:Painopiste yksi(objective:tavoite a | objective:tavoite b) | priority:Painopiste kaksi")
		if f := r.at(x, "c"); f.State != Open {
			t.Errorf("an unlikely finding is %s", f.State)
		}
		if diff := cmp.Diff([]string{"intake.likely"}, r.acts()); diff != "" {
			t.Error(diff)
		}
		now, _ := r.get(x.ID)
		e, err := r.plan.Edition(ctx, county, now.EditionID)
		if err != nil || e.StartYear != 2026 || e.EndYear != 2029 {
			t.Errorf("the draft is of %d–%d, %v", e.StartYear, e.EndYear, err)
		}
	})
}

// Two people who review at once both get their way, as long as it is not the
// same finding.
func TestReviewersAtOnce(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		_, err := r.Begin(ctx, editor, county, x.ID, Choice{})
		must(t, err)
		var all sync.WaitGroup
		errs := make([]error, 8)
		for i, id := range []string{"p1", "a", "b", "p2", "c", "g", "l", "y"} {
			all.Go(func() { errs[i] = r.Accept(ctx, editor, county, x.ID, Pick{id, 1}) })
		}
		all.Wait()
		must(t, errors.Join(errs...))
		r.wantOutline(x, "priority:Painopiste yksi(objective:tavoite a | objective:tavoite b) | priority:Painopiste kaksi(objective:tavoite c)")
		if now, _ := r.get(x.ID); now.State != Reviewed {
			t.Errorf("the source is %s", now.State)
		}
	})
}

func TestAcceptManyInParts(t *testing.T) {
	r := setUp(t, dbtest.SQLite(t))
	var list []Finding
	for i := range 2*batch + 5 {
		list = append(list, Finding{ID: fmt.Sprintf("f%03d", i), Kind: "objective", Words: fmt.Sprintf("tavoite %03d", i), Span: house.Span{Start: i, End: i + 1}, Confidence: 0.9})
	}
	x := r.made(strings.Repeat("x", len(list)+1), list...)
	n, err := r.AcceptLikely(ctx, editor, county, x.ID)
	if err != nil || n != len(list) {
		t.Fatalf("accepted %d of %d, %v", n, len(list), err)
	}
	now, _ := r.get(x.ID)
	elements, err := r.plan.Elements(ctx, county, now.EditionID)
	must(t, err)
	for i, n := range plan.Tree(elements) {
		if n.Title["fi"] != list[i].Words {
			t.Fatalf("element %d is %q", i, n.Title["fi"])
		}
	}
}

func TestRejectAndReopen(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		r.accept(x, "p1", "a", "b", "y")
		must(t, r.Reject(ctx, editor, county, x.ID, r.now(x, "p1")))
		r.wantOutline(x, "objective:tavoite a | objective:tavoite b")
		must(t, r.Reopen(ctx, editor, county, x.ID, r.now(x, "a")))
		r.wantOutline(x, "objective:tavoite b")
		must(t, r.Reject(ctx, editor, county, x.ID, r.now(x, "y")))
		now, _ := r.get(x.ID)
		if e, _ := r.plan.Edition(ctx, county, now.EditionID); e.StartYear != 0 || e.EndYear != 0 {
			t.Errorf("the draft still is of %d–%d", e.StartYear, e.EndYear)
		}
		if f := r.at(x, "p1"); f.State != Rejected || f.ElementID != "" || f.Words != "Painopiste yksi" {
			t.Errorf("rejected as %+v", f)
		}
		r.accept(x, "p1", "a")
		r.wantOutline(x, "priority:Painopiste yksi(objective:tavoite a | objective:tavoite b)")
	})
}

// What people add to an element in the draft is not lost by the review.
func TestEditedInDraft(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		r.accept(x, "p1")
		now, _ := r.get(x.ID)
		elements, err := r.plan.Elements(ctx, county, now.EditionID)
		must(t, err)
		e := elements[0]
		e.Body = house.Texts{"fi": "Selitys"}
		saved, err := r.plan.SaveElement(ctx, editor, e)
		must(t, err)
		wantFault(t, r.Reject(ctx, editor, county, x.ID, r.now(x, "p1")), "intake.changedInDraft")
		f := r.at(x, "p1")
		f.Words = "Painopiste 1"
		must(t, r.Change(ctx, editor, county, x.ID, f))
		elements, _ = r.plan.Elements(ctx, county, now.EditionID)
		if elements[0].Title["fi"] != "Painopiste 1" || elements[0].Version != saved.Version+1 {
			t.Errorf("the element is %+v", elements[0])
		}
		e = elements[0]
		e.Title = house.Texts{"fi": "Aivan muuta"}
		_, err = r.plan.SaveElement(ctx, editor, e)
		must(t, err)
		f = r.at(x, "p1")
		f.Words = "Kolmas"
		wantFault(t, r.Change(ctx, editor, county, x.ID, f), "intake.changedInDraft")
	})
}

func TestChange(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		r.accept(x, "p1", "p2", "a", "b", "c", "g", "y")
		change := func(id string, edit func(*Finding)) error {
			f := r.at(x, id)
			edit(&f)
			return r.Change(ctx, editor, county, x.ID, f)
		}
		must(t, change("a", func(f *Finding) { f.Words = "  tavoite A " }))
		must(t, change("b", func(f *Finding) { f.UnderID = "p2" }))
		r.wantOutline(x, "priority:Painopiste yksi(objective:tavoite A) | priority:Painopiste kaksi(objective:tavoite b | objective:tavoite c)")
		must(t, change("c", func(f *Finding) { f.Kind = "success_factor"; f.UnderID = "" }))
		must(t, change("a", func(f *Finding) { f.Kind = "action" }))
		r.wantOutline(x, "priority:Painopiste yksi | priority:Painopiste kaksi(objective:tavoite b) | success_factor:tavoite c")
		if f := r.at(x, "a"); f.State != Accepted || f.ElementID != "" || f.Kind != "action" {
			t.Errorf("an objective that is an action is %+v", f)
		}
		must(t, change("g", func(f *Finding) { f.Kind = "objective" }))
		must(t, change("y", func(f *Finding) { f.Words, f.Detail.EndYear = "2026–2030", 2030 }))
		r.wantOutline(x, "priority:Painopiste yksi | priority:Painopiste kaksi(objective:tavoite b) | success_factor:tavoite c | objective:Hyvinvointiohjelma")
		now, _ := r.get(x.ID)
		if e, _ := r.plan.Edition(ctx, county, now.EditionID); e.EndYear != 2030 {
			t.Errorf("the draft ends in %d", e.EndYear)
		}
		for key, edit := range map[string]func(*Finding){
			"intake.badKind":   func(f *Finding) { f.Kind = "tavoite" },
			"intake.noWords":   func(f *Finding) { f.Words = "   " },
			"intake.badParent": func(f *Finding) { f.UnderID = "b" },
		} {
			wantFault(t, change("b", edit), key)
		}
		wantFault(t, change("p2", func(f *Finding) { f.UnderID = "b" }), "intake.badParent")
		wantFault(t, change("b", func(f *Finding) { f.UnderID = "none" }), "intake.badParent")
		wantFault(t, change("y", func(f *Finding) { f.Detail.StartYear = 2031 }), "intake.badYears")
		wantFault(t, change("b", func(f *Finding) { f.Detail.Date = "31.12.2022" }), "intake.badDate")
	})
}

func TestChangeConflict(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		mine, theirs := r.at(x, "a"), r.at(x, "a")
		theirs.Words = "heidän"
		must(t, r.Change(ctx, editor, county, x.ID, theirs))
		mine.Words = "minun"
		err := r.Change(ctx, editor, county, x.ID, mine)
		var both *Conflict
		if !errors.As(err, &both) || both.Yours.Words != "minun" || both.Theirs.Words != "heidän" || !fault.Is(err, fault.Conflict) {
			t.Errorf("the conflict is %v", err)
		}
		wantFault(t, err, "intake.conflict")
		if f := r.at(x, "a"); f.Words != "heidän" || f.Version != 2 {
			t.Errorf("the finding is %+v", f)
		}
	})
}

func TestMerge(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		r.accept(x, "p1", "a", "b", "p2", "c")
		wantFault(t, r.Merge(ctx, editor, county, x.ID, r.now(x, "a"), r.now(x, "a")), "intake.mergeItself")
		wantFault(t, r.Merge(ctx, editor, county, x.ID, r.now(x, "a"), Pick{"b", 9}), "intake.stale")
		must(t, r.Merge(ctx, editor, county, x.ID, r.now(x, "a"), r.now(x, "b")))
		r.wantOutline(x, "priority:Painopiste yksi(objective:tavoite a tavoite b) | priority:Painopiste kaksi(objective:tavoite c)")
		a, b := r.at(x, "a"), r.at(x, "b")
		if b.State != Rejected || b.Words != "tavoite b" || b.ElementID != "" {
			t.Errorf("the other is %+v", b)
		}
		if words, _ := cut(goals, a.Span); words != "tavoite a\n- tavoite b" {
			t.Errorf("together they stand at %q", words)
		}
		must(t, r.Merge(ctx, editor, county, x.ID, r.now(x, "p1"), r.now(x, "p2")))
		r.wantOutline(x, "priority:Painopiste yksi Painopiste kaksi(objective:tavoite a tavoite b | objective:tavoite c)")
		if c := r.at(x, "c"); c.UnderID != "p1" {
			t.Errorf("what stood under the other stands under %q", c.UnderID)
		}
	})
}

func TestJoined(t *testing.T) {
	plain := "Vaikuttavat ja oikea-\naikaiset palvelut, muuta. Lähellä"
	at := func(words string) Finding { return Finding{Words: words, Span: locate(plain, words)} }
	for _, c := range []struct {
		a, b Finding
		want string
	}{
		{at("Vaikuttavat ja"), at("oikea"), "Vaikuttavat ja oikea"},
		{at("Lähellä"), at("palvelut"), "palvelut Lähellä"},
		{at("palvelut, muuta"), at("muuta"), "palvelut, muuta"},
		{at("muuta"), at("palvelut, muuta"), "palvelut, muuta"},
		{at("palvelut"), Finding{Words: "kirjoitettu"}, "kirjoitettu palvelut"},
	} {
		if got, span := joined(plain, c.a, c.b); got != c.want || span.End < span.Start {
			t.Errorf("%q and %q make %q at %v, want %q", c.a.Words, c.b.Words, got, span, c.want)
		}
	}
}

func TestAdd(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		r.accept(x, "p1", "p2")
		span := locate(goals, "Hyvinvointiohjelma")
		id, err := r.Add(ctx, editor, county, x.ID, Finding{Kind: "objective", Span: span, UnderID: "p2"})
		must(t, err)
		f := r.at(x, id)
		if f.Words != "Hyvinvointiohjelma" || f.Span != span || f.State != Accepted || f.Number() != 9 {
			t.Errorf("added as %+v", f)
		}
		typed, err := r.Add(ctx, editor, county, x.ID, Finding{Kind: "objective", Words: "TAVOITE B", UnderID: "p1"})
		must(t, err)
		if f := r.at(x, typed); f.Span != locate(goals, "tavoite b") {
			t.Errorf("typed words were not found in the text: %+v", f)
		}
		_, err = r.Add(ctx, editor, county, x.ID, Finding{Kind: "vision", Words: "Ei lähteessä"})
		must(t, err)
		r.wantOutline(x, "priority:Painopiste yksi(objective:TAVOITE B) | priority:Painopiste kaksi(objective:Hyvinvointiohjelma) | vision:Ei lähteessä")
		for key, f := range map[string]Finding{
			"intake.badSpan":   {Kind: "vision", Span: house.Span{Start: 5, End: 100_000}},
			"intake.noWords":   {Kind: "vision"},
			"intake.badKind":   {Kind: "x", Words: "a"},
			"intake.badParent": {Kind: "vision", Words: "a", UnderID: "none"},
		} {
			_, err := r.Add(ctx, editor, county, x.ID, f)
			wantFault(t, err, key)
		}
		_, err = r.Add(ctx, reader, county, x.ID, Finding{Kind: "vision", Words: "a"})
		wantFault(t, err, "intake.denied")
	})
}

func TestBegin(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		first, err := r.Begin(ctx, editor, county, x.ID, Choice{})
		must(t, err)
		second, err := r.Begin(ctx, editor, county, x.ID, Choice{DocumentID: first.DocumentID})
		must(t, err)
		if second.Number != 2 || second.BasedOn != first.ID {
			t.Errorf("the second draft is %+v", second)
		}
		if _, err = r.Begin(ctx, editor, county, x.ID, Choice{EditionID: first.ID}); err != nil {
			t.Fatal(err)
		}
		r.accept(x, "p1")
		_, err = r.Begin(ctx, editor, county, x.ID, Choice{EditionID: second.ID})
		wantFault(t, err, "intake.begun")
		if _, err = r.Begin(ctx, editor, county, x.ID, Choice{EditionID: first.ID}); err != nil {
			t.Errorf("the same draft again: %v", err)
		}
		must(t, r.db.Do(ctx, func(tx *db.Tx) error {
			return r.plan.Move(ctx, tx, admin, county, first.ID, plan.Proposed, "2026-02-03")
		}))
		wantFault(t, r.Accept(ctx, editor, county, x.ID, r.now(x, "a")), "intake.frozen")
		must(t, r.Reject(ctx, editor, county, x.ID, r.now(x, "p1")))
		r.wantOutline(x, "priority:Painopiste yksi")
		third, err := r.Begin(ctx, editor, county, x.ID, Choice{})
		must(t, err)
		r.accept(x, "p1", "a")
		r.wantOutline(x, "priority:Painopiste yksi(objective:tavoite a)")
		if third.Number != 3 {
			t.Errorf("the third draft is %+v", third)
		}
		_, err = r.Begin(ctx, editor, county, x.ID, Choice{EditionID: "none"})
		if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) {
			t.Errorf("no such draft: %v", err)
		}
	})
}

func TestAcceptWhatTheDraftSaysAlready(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		e, err := r.Begin(ctx, editor, county, x.ID, Choice{})
		must(t, err)
		own, err := r.plan.AddElement(ctx, editor, plan.Element{
			EditionID: e.ID, County: county, Kind: plan.Priority, Position: -1, Title: house.Texts{"fi": "painopiste YKSI"},
		})
		must(t, err)
		r.accept(x, "p1", "a")
		r.wantOutline(x, "priority:painopiste YKSI(objective:tavoite a)")
		if f := r.at(x, "p1"); f.ElementID != own.ID {
			t.Errorf("the finding points at %q", f.ElementID)
		}
		must(t, r.Reject(ctx, editor, county, x.ID, r.now(x, "p1")))
		r.wantOutline(x, "priority:painopiste YKSI(objective:tavoite a)")
	})
}

func TestDraw(t *testing.T) {
	reviewing(t, func(t *testing.T, r room, x Source) {
		draw := func(by house.Actor, id string, state plan.SlotState) error {
			return r.Draw(ctx, by, county, x.ID, r.now(x, id), state)
		}
		wantFault(t, draw(admin, "g", plan.SlotPlanned), "intake.notProgramme")
		r.accept(x, "g", "l")
		wantFault(t, draw(editor, "g", plan.SlotPlanned), "intake.denied")
		wantFault(t, draw(admin, "g", "nonsense"), "plan.badSlotState")
		must(t, draw(admin, "g", plan.SlotPreparing))
		must(t, draw(admin, "l", plan.SlotExists))
		wantFault(t, draw(admin, "g", plan.SlotPlanned), "intake.roomKnown")
		p, err := r.plan.Plan(ctx, county)
		must(t, err)
		for _, want := range []struct {
			kind  plan.DocumentKind
			slug  string
			state plan.SlotState
		}{{plan.Programme, "hyvinvointiohjelma", plan.SlotPreparing}, {plan.ServiceLevel, "palvelutasopaatos", plan.SlotExists}} {
			found := false
			for _, slot := range p.Slots {
				if slot.Kind == want.kind && slot.Slug == want.slug {
					found = slot.State == want.state && slot.ToldBy == "lähde.txt"
				}
			}
			if !found {
				t.Errorf("no room %s, %s", want.slug, want.state)
			}
		}
		if f := r.at(x, "g"); f.Detail.SlotID == "" {
			t.Error("the finding does not know its room")
		}
	})
}

func TestSimilar(t *testing.T) {
	before := []plan.Element{
		{ID: "v", Kind: plan.Vision, Title: house.Texts{"fi": "Paras arki"}},
		{ID: "o1", Kind: plan.Objective, Title: house.Texts{"fi": "Palvelut lähellä ihmistä"}},
		{ID: "o2", Kind: plan.Objective, Title: house.Texts{"fi": "Talous kantaa"}},
	}
	none := func(string) bool { return false }
	for words, want := range map[string]string{
		"talous KANTAA": "o2", "Palvelut lähellä jokaista ihmistä": "o1", "Jotain muuta": "", "": "",
	} {
		if got := continues(before, plan.Objective, "fi", words, none); got != want {
			t.Errorf("%q goes on from %q, want %q", words, got, want)
		}
	}
	if got := continues(before, plan.Vision, "fi", "Aivan uusi", none); got != "v" {
		t.Errorf("the vision goes on from %q", got)
	}
	if got := continues(before, plan.Vision, "fi", "Aivan uusi", func(id string) bool { return id == "v" }); got != "" {
		t.Errorf("a second vision goes on from %q", got)
	}
}

func FuzzCut(f *testing.F) {
	f.Add("åäö", 1, 2)
	f.Add("", 0, 0)
	f.Fuzz(func(t *testing.T, plain string, start, end int) {
		got, ok := cut(plain, house.Span{Start: start, End: end})
		runes := []rune(plain)
		if want := start >= 0 && end >= start && end <= len(runes); ok != want {
			t.Fatalf("cut %d–%d of %d: %t", start, end, len(runes), ok)
		}
		if ok && len([]rune(got)) != end-start {
			t.Fatalf("%d characters, want %d", len([]rune(got)), end-start)
		}
	})
}
