package intake

import (
	"strconv"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake/proposal"
)

func counter() house.IDs {
	n := 0
	return func() string { n++; return "f" + strconv.Itoa(n) }
}

func TestFindingsOf(t *testing.T) {
	plain := "Kainuun hyvinvointialueen strategia 2022 - 2025. Teema. Tavoite. Muu."
	under, unknown, date, people := "TEEMA", "Ei ole", "2022-12", 12
	p := proposal.Proposal{
		County: &proposal.County{Text: "Kainuun hyvinvointialue", Code: "20"}, Period: &proposal.Period{Text: "2022–2025", StartYear: 2022, EndYear: 2025},
		Priorities: []proposal.Item{{Text: "Teema", Start: 49, End: 54, Confidence: 0.9}},
		Objectives: []proposal.Item{
			{Text: "Tavoite", Start: 56, End: 63, Confidence: 0.7, Under: &under},
			{Text: "Muu", Start: 65, End: 68, Confidence: 0.4, Under: &unknown},
			{Text: " \n", Start: 1, End: 2},
		},
		Decisions:     []proposal.Decision{{Body: "aluevaltuusto", Date: &date, Status: "made", Start: 1, End: 2}, {Body: "aluehallitus", What: "esitti", Status: "nonsense"}},
		Participation: []proposal.Participation{{What: "paja", Count: &people}},
		Euros:         []proposal.Euro{{AmountEUR: 1e6}},
	}
	list := findingsOf(p, plain, "20", "s", counter())
	by := map[string]Finding{}
	for i, f := range list {
		by[f.Kind+":"+f.Words] = f
		if f.Position != int64(i) || f.State != Open || f.SourceID != "s" || f.County != "20" {
			t.Errorf("finding %d is %+v", i, f)
		}
	}
	if len(list) != 8 {
		t.Fatalf("%d findings: %s", len(list), listed(list))
	}
	for key, at := range map[string]string{"county:Kainuun hyvinvointialue": "Kainuun hyvinvointialueen", "period:2022–2025": "2022 - 2025", "priority:Teema": "Teema"} {
		if got, _ := cut(plain, by[key].Span); got != at {
			t.Errorf("%s stands at %q", key, got)
		}
	}
	if got := by["objective:Tavoite"].UnderID; got != by["priority:Teema"].ID {
		t.Errorf("the objective stands under %q", got)
	}
	if got := by["objective:Muu"]; got.UnderID != "" || got.Sureness() != Check {
		t.Errorf("an objective under nothing known: %+v", got)
	}
	if d := by["decision:aluevaltuusto"]; d.Detail.Date != "2022-12" || d.Confidence <= by["decision:esitti"].Confidence {
		t.Errorf("the decision is %+v", d)
	}
	if e := by["euro:1 000 000 €"]; e.Detail.AmountEUR == nil {
		t.Errorf("a sum without words: %s", listed(list))
	}
}

func TestFindingsAreBounded(t *testing.T) {
	var p proposal.Proposal
	under := "p"
	p.Priorities = []proposal.Item{{Text: "p", Start: MaxFindings + 10, End: MaxFindings + 11}}
	for i := range MaxFindings + 5 {
		p.Objectives = append(p.Objectives, proposal.Item{Text: strings.Repeat("a", MaxWords+5), Start: i, End: i + 1, Under: &under})
	}
	list := findingsOf(p, "", "20", "s", counter())
	if len(list) != MaxFindings || len(list[0].Words) != MaxWords || list[0].UnderID != "" {
		t.Errorf("%d findings of %d characters, under %q", len(list), len(list[0].Words), list[0].UnderID)
	}
}

func TestLocate(t *testing.T) {
	for _, c := range []struct {
		plain, words string
		want         house.Span
	}{
		{"Åå VISIO", "visio", house.Span{Start: 3, End: 8}},
		{"a\nb – c", "a b - c", house.Span{Start: 0, End: 7}},
		{"x", "", house.Span{}},
		{"x", "y", house.Span{}},
	} {
		if got := locate(c.plain, c.words); got != c.want {
			t.Errorf("%q in %q is at %v", c.words, c.plain, got)
		}
	}
}
