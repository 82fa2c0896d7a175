package exchange

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/katto-project/katto/examples"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/stratml"
)

const today = "2026-11-22"

func parts() []stratml.Part { return []stratml.Part{stratml.Part1, stratml.Part2} }

// valid writes the plan and holds the file against the schema.
func valid(t testing.TB, h House, lang text.Lang, part stratml.Part) string {
	t.Helper()
	p, err := StratML(h, lang, part, today)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := stratml.Write(&b, p, part); err != nil {
		t.Fatal(err)
	}
	for _, problem := range stratml.Check(bytes.NewReader(b.Bytes())) {
		t.Errorf("part %d in %s: %s", part, lang, problem)
	}
	return b.String()
}

// TestStratMLOfExamples: every example gives files the schemas accept, in
// every language and both parts.
func TestStratMLOfExamples(t *testing.T) {
	for _, name := range examples.Names {
		h, _ := example(t, name)
		for _, lang := range text.Languages {
			for _, part := range parts() {
				file := valid(t, h, lang, part)
				back, notices, err := stratml.Read(strings.NewReader(file))
				if err != nil || len(notices) > 0 || len(back.Goals) == 0 {
					t.Errorf("%s: %v, %v", name, err, notices)
				}
				if strings.Contains(file, "exchange.") {
					t.Errorf("%s in %s: a text is missing", name, lang)
				}
			}
		}
	}
}

func TestStratMLOfKainuu(t *testing.T) {
	h, _ := example(t, "kainuu")
	p, err := StratML(h, text.Fi, stratml.Part1, today)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Goals) != 5 || len(p.Values) != 4 || p.Vision.ID.Original != "visio" {
		t.Fatalf("%d goals, %d values", len(p.Goals), len(p.Values))
	}
	if g := p.Goals[4]; g.Name != "Tavoitteet, joiden painopistettä lähteessä ei kerrota" || len(g.Objectives) != 16 || g.Objectives[15].Sequence != "5.16" {
		t.Errorf("%+v", g)
	}
	if p.Administrative.Start != "2022-01-01" || p.Administrative.End != "2025-12-31" || p.Administrative.Publication != "" {
		t.Errorf("%+v", p.Administrative)
	}
	for _, want := range []string{
		"Palvelulupaus:\nHuolenpitoa itsestä ja muista", "kausi päättynyt", "Osaava työvoima", "21.11.2023", "21.1.2022", "87\u00a0§",
		"10\u00a0000\u00a0000\u00a0€", "Järjestämissuunnitelma: osa strategiaa", "(suunniteltu, lopputulos ei ole tiedossa)",
	} {
		if !strings.Contains(p.OtherInformation, want) {
			t.Errorf("OtherInformation lacks %q:\n%s", want, p.OtherInformation)
		}
	}
	if strings.Contains(p.OtherInformation, "Hakasulkeissa") {
		t.Error("nothing is borrowed from another language here")
	}
}

func TestStratMLSaysWhatTheLanguageLacks(t *testing.T) {
	h, _ := example(t, "kainuu")
	p, err := StratML(h, text.Sv, stratml.Part2, today)
	if err != nil {
		t.Fatal(err)
	}
	if p.Goals[0].Name != "Teemme yhdessä ihmiseltä ihmiselle [på finska]" || p.Type != stratml.StrategicPlanType {
		t.Errorf("%q %q", p.Goals[0].Name, p.Type)
	}
	if !strings.HasSuffix(p.OtherInformation, "Inom hakparentes anges språket när texten inte finns på svenska.") {
		t.Error(p.OtherInformation)
	}
}

// TestStratMLWithoutGoals: the schema wants a goal; one says there is none.
func TestStratMLWithoutGoals(t *testing.T) {
	h, _ := example(t, "kymenlaakso")
	p, err := StratML(h, text.En, stratml.Part1, today)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Goals) != 1 || p.Goals[0].Name != "The source names no priorities or objectives" {
		t.Errorf("%+v", p.Goals)
	}
	if !strings.Contains(p.Vision.Description, "Olla arjen tukena") || !strings.Contains(p.Vision.Description, "Tahtotilana hyvinvoivat") {
		t.Errorf("both wordings of the vision: %s", p.Vision.Description)
	}
}

func TestStratMLOfMallila(t *testing.T) {
	h, _ := example(t, "mallila")
	p, err := StratML(h, text.En, stratml.Part1, today)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Goals) != 4 || len(p.Goals[0].Objectives) != 4 || p.Goals[0].Objectives[2].OtherInformation != "2026–2027\nConcerns: Coast and islands" {
		t.Errorf("%+v", p.Goals[0])
	}
	if !strings.HasPrefix(p.OtherInformation, "This county is an invented example.") {
		t.Error("does not say it is invented")
	}
	if !strings.Contains(p.Values[0].Description, "– We ask first what matters to you.") {
		t.Error("deeds are missing")
	}
}

// TestNestedPriorities: a priority under a priority is a goal of its own, and
// nothing is told twice or left out.
func TestNestedPriorities(t *testing.T) {
	h := House{County: "20", Documents: []Document{{ID: "d", Kind: plan.Strategy, Slug: "s", Title: Texts{Fi: "S"}, Editions: []Edition{{
		ID: "e", Number: 1, State: plan.Draft, Elements: []Element{{
			ID: "p1", Kind: plan.Priority, Title: Texts{Fi: "P1"}, Children: []Element{
				{ID: "t1", Kind: plan.Section, Title: Texts{Fi: "T1"}, Children: []Element{{ID: "o1", Kind: plan.Objective, Title: Texts{Fi: "O1"}}}},
				{ID: "p2", Kind: plan.Priority, Title: Texts{Fi: "P2"}, Children: []Element{
					{ID: "o2", Kind: plan.Objective, Title: Texts{Fi: "O2"}}, {ID: "r1", Kind: plan.Principle, Title: Texts{Fi: "R1"}},
				}},
			},
		}, {ID: "t2", Kind: plan.Section, Body: Texts{Fi: "T2"}, Children: []Element{{ID: "o3", Kind: plan.Objective, Title: Texts{Fi: "O3"}}}}},
	}}}}}
	file := valid(t, h, text.Fi, stratml.Part1)
	for _, once := range []string{"P1", "P2", "O1", "O2", "O3", "T1", "T2", "R1"} {
		if n := strings.Count(file, once); n != 1 {
			t.Errorf("%s is told %d times:\n%s", once, n, file)
		}
	}
}

func TestStratMLProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawn{rt}.house()
		_, err := StratML(h, text.Sv, stratml.Part1, today)
		if fault.Is(err, fault.NotFound) {
			return
		}
		valid(t, h, text.Sv, stratml.Part1)
		valid(t, h, text.En, stratml.Part2)
	})
}

func TestNoStrategy(t *testing.T) {
	for _, f := range []Format{StratMLPart1, StratMLPart2, MarkdownFormat} {
		var b bytes.Buffer
		err := WriteAs(&b, House{County: "01"}, f, text.Fi)
		if !fault.Is(err, fault.NotFound) || b.Len() > 0 {
			t.Errorf("%s: %v", f, err)
		}
		speaks(t, err)
	}
	err := WriteAs(&bytes.Buffer{}, House{County: "01"}, "pdf", text.Fi)
	if !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	speaks(t, err)
}

var errFull = errors.New("no space")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriterErrors(t *testing.T) {
	h, _ := example(t, "kainuu")
	for _, f := range []Format{KattoJSON, StratMLPart1, StratMLPart2, MarkdownFormat} {
		if err := WriteAs(full{}, h, f, text.Fi); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f, err)
		}
	}
}
