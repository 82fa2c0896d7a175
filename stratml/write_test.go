package stratml

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func written(t testing.TB, p *Plan, part Part) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, p, part); err != nil {
		t.Fatalf("part %d: %v", part, err)
	}
	return b.Bytes()
}

// TestWriteGolden: the two whole fixtures are as Write writes, byte for byte.
func TestWriteGolden(t *testing.T) {
	for name, part := range map[string]Part{"part1.xml": Part1, "part2.xml": Part2} {
		p, _ := readFixture(t, name)
		if diff := cmp.Diff(string(fixture(t, name)), string(written(t, p, part))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestRoundTrip: whatever is read can be written as either part, is then right,
// and stays the same when it is read and written again.
func TestRoundTrip(t *testing.T) {
	names, err := filepath.Glob("testdata/*.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range names {
		name := filepath.Base(path)
		if refused[name] != nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			p, _ := readFixture(t, name)
			assertRoundTrip(t, p, Part1)
			assertRoundTrip(t, p, Part2)
		})
	}
}

// fataler is what testing.T and rapid.T share.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func assertRoundTrip(t fataler, p *Plan, part Part) {
	t.Helper()
	var first, second bytes.Buffer
	if err := Write(&first, p, part); err != nil {
		t.Fatalf("part %d: Write refused: %v", part, err)
	}
	if problems := Check(bytes.NewReader(first.Bytes())); len(problems) > 0 {
		t.Fatalf("part %d: Check found %v in\n%s", part, problems, first.String())
	}
	again, notices, err := Read(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatalf("part %d: Read refused: %v in\n%s", part, err, first.String())
	}
	for _, n := range notices {
		if n.Code != NoticeMissing {
			t.Fatalf("part %d: Read noticed %v in\n%s", part, n, first.String())
		}
	}
	if err := Write(&second, again, part); err != nil {
		t.Fatalf("part %d: second Write refused: %v", part, err)
	}
	if diff := cmp.Diff(first.String(), second.String()); diff != "" {
		t.Fatalf("part %d: the second file differs (-first +second):\n%s", part, diff)
	}
}

func TestWriteIdentifiers(t *testing.T) {
	p, _ := readFixture(t, "digit_ids.xml")
	out := string(written(t, p, Part2))
	for _, want := range []string{
		"<Identifier>_7a_2</Identifier>", "<Identifier>_7a</Identifier>",
		"<Identifier>_0b_1c_</Identifier>", "<ReferentIdentifier>_7a_2</ReferentIdentifier>",
	} {
		if strings.Count(out, want) != 1 {
			t.Errorf("%s is not there once in\n%s", want, out)
		}
	}
	if p.Goals[0].ID.Original != "7a" {
		t.Errorf("Write changed the plan: %+v", p.Goals[0].ID)
	}
}

func TestWriteBuiltPlan(t *testing.T) {
	p := &Plan{
		Name: " Nimi\x00 \n kahdella rivillä ",
		Goals: []Goal{
			{},
			{Name: "A & B <c>", ID: ID{Original: "1"}, Objectives: []Objective{{}, {Description: "a\r\nb"}}},
			{Name: "C", ID: ID{Original: "1"}},
		},
		Values: []Value{{}},
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport" Type="Strategic_Plan">
  <Name>Nimi kahdella rivillä</Name>
  <StrategicPlanCore>
    <Goal>
      <Name>A &amp; B &lt;c&gt;</Name>
      <Description/>
      <Identifier>_1</Identifier>
      <Objective>
        <Description>a
b</Description>
      </Objective>
    </Goal>
    <Goal>
      <Name>C</Name>
      <Description/>
      <Identifier>_1_2</Identifier>
    </Goal>
  </StrategicPlanCore>
</PerformancePlanOrReport>
`
	if diff := cmp.Diff(want, string(written(t, p, Part2))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWriteEmptyPlan(t *testing.T) {
	want := `<?xml version="1.0" encoding="UTF-8"?>
<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core">
  <Name/>
  <StrategicPlanCore>
    <Goal>
      <Name/>
      <Description/>
    </Goal>
  </StrategicPlanCore>
</StrategicPlan>
`
	if diff := cmp.Diff(want, string(written(t, &Plan{}, Part1))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWritePlanType(t *testing.T) {
	with := func(m ...MeasurementInstance) *Plan {
		return &Plan{Goals: []Goal{{Objectives: []Objective{{Indicators: []PerformanceIndicator{{Instances: m}}}}}}}
	}
	cases := []struct {
		plan *Plan
		want PlanType
	}{
		{&Plan{}, StrategicPlanType},
		{with(), PerformancePlanType},
		{with(MeasurementInstance{Targets: []Result{{Units: "1"}}}), PerformancePlanType},
		{with(MeasurementInstance{Actuals: []Result{{Units: "1"}}}), PerformanceReportType},
		{&Plan{Type: PerformanceReportType}, PerformanceReportType},
	}
	for i, c := range cases {
		if got := planType(c.plan); got != c.want {
			t.Errorf("case %d: type is %s, want %s", i, got, c.want)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	indicator := func(i PerformanceIndicator) *Plan {
		return &Plan{Goals: []Goal{{Objectives: []Objective{{Indicators: []PerformanceIndicator{i}}}}}}
	}
	result := func(r Result) *Plan {
		return indicator(PerformanceIndicator{Instances: []MeasurementInstance{{Targets: []Result{r}}}})
	}
	stakeholder := func(s Stakeholder) *Plan {
		return &Plan{Organizations: []Organization{{Stakeholders: []Stakeholder{s}}}}
	}
	cases := map[string]struct {
		plan    *Plan
		element string
	}{
		"number for people": {result(Result{Units: "10 000,00"}), "NumberOfUnits"},
		"no date":           {result(Result{End: "2026-02-30"}), "EndDate"},
		"date with a zone":  {&Plan{Administrative: AdministrativeInformation{Start: "2026-02-01Z"}}, "StartDate"},
		"type":              {&Plan{Type: "Plan"}, "PerformancePlanOrReport@Type"},
		"stakeholder":       {stakeholder(Stakeholder{Type: "Individual"}), "Stakeholder@StakeholderTypeType"},
		"role":              {stakeholder(Stakeholder{Roles: []Role{{Types: []RoleType{"Observer"}}}}), "RoleType"},
		"role twice":        {stakeholder(Stakeholder{Roles: []Role{{Types: []RoleType{Performer, Performer}}}}), "RoleType"},
		"stage":             {indicator(PerformanceIndicator{Stage: "Impact"}), "PerformanceIndicator@ValueChainStage"},
		"indicator type":    {indicator(PerformanceIndicator{Type: "Both"}), "PerformanceIndicator@PerformanceIndicatorType"},
		"relationship":      {indicator(PerformanceIndicator{Relationships: []Relationship{{Type: "Like"}}}), "Relationship@RelationshipType"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			err := Write(&b, c.plan, Part2)
			if v, ok := errors.AsType[*ValueError](err); !ok || v.Element != c.element || v.Value == "" {
				t.Errorf("error is %v, want a ValueError of %s", err, c.element)
			}
			if b.Len() > 0 {
				t.Errorf("something was written: %s", b.String())
			}
		})
	}
	for _, part := range []Part{0, 3} {
		if err := Write(&bytes.Buffer{}, &Plan{}, part); !errors.Is(err, ErrPart) {
			t.Errorf("part %d: error is %v", part, err)
		}
	}
	if err := Write(fullDisk{}, &Plan{}, Part1); !errors.Is(err, errFull) {
		t.Errorf("the writer's own error became %v", err)
	}
}

var errFull = errors.New("no room")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestLeftOut(t *testing.T) {
	p, _ := readFixture(t, "part2.xml")
	p.Lang = "fi"
	want := []Notice{
		{Code: NoticeLeftOut, Element: "StrategicPlan@lang", Value: "fi"},
		{Code: NoticeLeftOut, Element: "PerformancePlanOrReport@Type", Value: "Performance_Report"},
		{Code: NoticeLeftOut, Element: "Role", Value: "Aluehallitus"},
		{Code: NoticeLeftOut, Element: "PerformanceIndicator", Value: "Vuokratyön kulut"},
		{Code: NoticeLeftOut, Element: "AdministrativeInformation/Identifier", Value: "asiakirja"},
		{Code: NoticeLeftOut, Element: "Submitter/Identifier", Value: "laatija"},
	}
	if diff := cmp.Diff(want, LeftOut(p, Part1)); diff != "" {
		t.Errorf("part 1 (-want +got):\n%s", diff)
	}
	p.Lang = ""
	if got := LeftOut(p, Part2); got != nil {
		t.Errorf("part 2 leaves out %v", got)
	}
}
