package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
)

// drawn makes houses nobody would write by hand: odd texts, empty rooms,
// deep trees, dates that are missing.
type drawn struct{ *rapid.T }

var anyText = rapid.StringOfN(rapid.RuneFrom([]rune(`aäöåÅ §–"\<&>{}[],:'`+"\n\t\u2028\u00ad🏠0")), 0, 40, -1)

func (d drawn) text(name string) string { return anyText.Draw(d.T, name) }

func (d drawn) texts(name string) Texts {
	return Texts{Fi: d.text(name), Sv: d.text(name), En: d.text(name)}
}

func (d drawn) filled(name string) Texts {
	t := d.texts(name)
	t.Sv = "x" + t.Sv
	return t
}

func (d drawn) day(name string) string {
	return rapid.SampledFrom([]string{"", "2022-06-13", "2026-11-22"}).Draw(d.T, name)
}

func (d drawn) n(name string, most int) int { return rapid.IntRange(0, most).Draw(d.T, name) }

func pickOf[T any](d drawn, name string, list []T) T { return rapid.SampledFrom(list).Draw(d.T, name) }

func (d drawn) house() House {
	h := House{Format: FormatName, Version: FormatVersion, County: pickOf(d, "county", []house.County{"20", "x1", "18"})}
	for i := range d.n("areas", 2) {
		h.Areas = append(h.Areas, Area{ID: fmt.Sprint("a", i), Name: d.texts("area"), ToldBy: d.text("told")})
	}
	for i := range d.n("sources", 2) {
		h.Sources = append(h.Sources, Source{ID: fmt.Sprint("s", i), Name: "n" + d.text("name"), Address: d.text("address"), Language: "sv"})
	}
	for i := range d.n("documents", 3) {
		doc := Document{ID: fmt.Sprint("d", i), Kind: documentKinds[i], Slug: fmt.Sprint("slug-", i), Title: d.filled("title")}
		for j := range d.n("editions", 2) {
			doc.Editions = append(doc.Editions, d.edition(h, fmt.Sprintf("e%d-%d", i, j), int64(j+1)))
		}
		h.Documents = append(h.Documents, doc)
	}
	for i := range d.n("slots", 3) {
		s := Slot{
			ID: fmt.Sprint("r", i), Kind: pickOf(d, "kind", documentKinds), Slug: fmt.Sprint("room-", i), Title: d.filled("slot"),
			Note: d.texts("note"), Binding: pickOf(d, "binding", bindings), State: pickOf(d, "state", slotStates),
		}
		if i < len(h.Documents) {
			s.Document = h.Documents[i].ID
		}
		h.Slots = append(h.Slots, s)
	}
	d.facts(&h)
	renewHashes(h)
	return h
}

func (d drawn) edition(h House, id string, number int64) Edition {
	e := Edition{
		ID: id, Number: number, State: pickOf(d, "state", states), Public: d.n("public", 1) == 1,
		ProposedOn: d.day("proposed"), ApprovedOn: d.day("approved"), Note: d.texts("note"), ToldBy: d.text("told"),
	}
	if d.n("period", 1) == 1 {
		e.StartYear, e.EndYear = 2026, 2029
	}
	at := 0
	e.Elements = d.elements(h, id, &at, 0)
	return e
}

func (d drawn) elements(h House, edition string, at *int, depth int) (list []Element) {
	for range d.n("elements", 4-depth) {
		*at++
		x := Element{
			ID: fmt.Sprintf("%s.%d", edition, *at), Kind: pickOf(d, "kind", plan.Kinds), Title: d.texts("title"), Body: d.filled("body"),
		}
		for range d.n("deeds", 1) {
			x.Deeds = append(x.Deeds, d.filled("deed"))
		}
		if len(h.Areas) > 0 {
			x.Areas = []string{h.Areas[0].ID}
		}
		if len(h.Sources) > 0 {
			x.Source, x.Span = h.Sources[0].ID, Span{1, 7}
		}
		x.Children = d.elements(h, edition, at, depth+1)
		list = append(list, x)
	}
	return list
}

func (d drawn) facts(h *House) {
	for i := range d.n("decisions", 3) {
		x := Decision{
			ID: fmt.Sprint("p", i), Body: pickOf(d, "body", decision.Bodies), Act: pickOf(d, "act", decision.Acts),
			Status: pickOf(d, "status", statuses), What: d.texts("what"), ToldBy: d.text("told"),
			HeldOn: pickOf(d, "held", []string{"", "2022", "2022-06", "2022-06-13"}),
		}
		if len(h.Documents) > 0 {
			x.About = About{"document", h.Documents[0].ID}
		}
		h.Decisions = append(h.Decisions, x)
	}
	for i, s := range h.Sources {
		for j := range d.n("findings", 2) {
			f := Finding{ID: fmt.Sprintf("f%d-%d", i, j), Source: s.ID, Kind: pickOf(d, "kind", intake.Kinds), Words: "w" + d.text("words"), Texts: d.texts("texts")}
			if n := d.n("count", 3000); n%2 == 0 {
				f.Count = &n
			}
			if f.Kind == "period" {
				f.StartYear, f.EndYear = 2026, 2029
			}
			h.Findings = append(h.Findings, f)
		}
	}
}

// TestEncodeDecodeProperty: whatever house is written reads back the same.
func TestEncodeDecodeProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawn{rt}.house()
		written := encoded(t, h)
		back, err := Decode(strings.NewReader(written))
		if err != nil {
			rt.Fatalf("%v\n%s", err, written)
		}
		if diff := cmp.Diff(h, back); diff != "" {
			rt.Fatal(diff)
		}
		if again := encoded(t, back); again != written {
			rt.Fatal(cmp.Diff(written, again))
		}
	})
}

// TestImportExportProperty: export, import into an empty database, export
// gives the same bytes.
func TestImportExportProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawn{rt}.house()
		d := dbtest.SQLite(t)
		defer d.Close()
		if _, err := Import(ctx, d, roomsOn(t, d), admin, h, now); err != nil {
			rt.Fatal(err)
		}
		out, err := Export(ctx, roomsOn(t, d), h.County, Options{})
		if err != nil {
			rt.Fatal(err)
		}
		h.arrange()
		if diff := cmp.Diff(encoded(t, h), encoded(t, out)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// FuzzDecode: nothing a stranger sends makes Decode panic, and what it takes
// it can write and read again.
func FuzzDecode(f *testing.F) {
	_, raw := example(f, "kainuu")
	f.Add(raw)
	f.Add([]byte(`{"format": "katto-house", "version": 1, "county": "20"}`))
	f.Add([]byte(`{"format": "katto-house", "version": 1, "county": "20", "documents": [{"id": "d", "kind": "strategy",
 "slug": "s", "title": {"fi": "x"}, "editions": [{"id": "e", "number": 1, "state": "draft", "elements": [
 {"id": "x", "kind": "value", "title": {"fi": "a"}, "span": [1, 2], "children": [{"id": "y", "kind": "section", "body": {"sv": "b"}}]}]}]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		h, err := Decode(bytes.NewReader(raw))
		if err != nil {
			return
		}
		written := encoded(t, h)
		back, err := Decode(strings.NewReader(written))
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v\n%s", err, written)
		}
		if again := encoded(t, back); again != written {
			t.Fatal(cmp.Diff(written, again))
		}
	})
}
