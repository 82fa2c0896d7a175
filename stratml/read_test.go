package stratml

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readFixture(t testing.TB, name string) (*Plan, []Notice) {
	t.Helper()
	p, notices, err := Read(bytes.NewReader(fixture(t, name)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p, notices
}

// refused are the fixtures Read does not take, and why.
var refused = map[string]error{
	"ampersand.xml":        &SyntaxError{Line: 6},
	"doctype.xml":          ErrDoctype,
	"not_stratml.xml":      ErrNotStratML,
	"second_root.xml":      &SyntaxError{Line: 61},
	"text_after.xml":       &SyntaxError{Line: 61},
	"twice_attr.xml":       &SyntaxError{Line: 2},
	"unclosed.xml":         &SyntaxError{Line: 2},
	"unknown_encoding.xml": ErrEncoding,
}

func TestReadRefuses(t *testing.T) {
	for name, want := range refused {
		t.Run(name, func(t *testing.T) {
			p, notices, err := Read(bytes.NewReader(fixture(t, name)))
			if p != nil || notices != nil {
				t.Errorf("a refused file gives a plan or notices: %v %v", p, notices)
			}
			sameRefusal(t, err, want)
		})
	}
}

func sameRefusal(t *testing.T, err, want error) {
	t.Helper()
	wantSyntax, isSyntax := errors.AsType[*SyntaxError](want)
	if !isSyntax {
		if !errors.Is(err, want) {
			t.Errorf("error is %v, want %v", err, want)
		}
		return
	}
	syntax, ok := errors.AsType[*SyntaxError](err)
	if !ok || syntax.Line != wantSyntax.Line || syntax.Msg == "" {
		t.Errorf("error is %v, want a SyntaxError on line %d", err, wantSyntax.Line)
	}
}

// TestReadNotices is the table of quirks: what every fixture is told.
func TestReadNotices(t *testing.T) {
	cases := map[string][]Notice{
		"part1.xml":     nil,
		"part2.xml":     nil,
		"html_text.xml": nil,
		"order.xml":     nil,
		"bom_empty.xml": nil,
		"latin1.xml":    nil,
		"utf16.xml":     nil,
		"digit_ids.xml": {
			{Code: NoticeInvalidID, Element: "Identifier", Line: 6, Value: "7a", Became: "_7a_2"},
			{Code: NoticeInvalidID, Element: "Identifier", Line: 9, Value: "{0b 1c}", Became: "_0b_1c_"},
		},
		"duplicate_ids.xml": {
			{Code: NoticeDuplicateID, Element: "Identifier", Line: 7, Value: "sama", Became: "sama_3"},
		},
		"stray_id.xml": {{Code: NoticeIgnored, Element: "id", Line: 3}},
		"old_names.xml": {
			{Code: NoticeOldName, Element: "PerformanceIndicator@IndicatorType", Line: 7, Value: "Quantitative", Became: "PerformanceIndicatorType"},
			{Code: NoticeOldName, Element: "FirstName", Line: 13, Value: "FirstName", Became: "GivenName"},
			{Code: NoticeOldName, Element: "LastName", Line: 14, Value: "LastName", Became: "Surname"},
		},
		"submitter_in_admin.xml": {{Code: NoticeMisplaced, Element: "Submitter", Line: 10}},
		"no_namespace.xml":       {{Code: NoticeNamespace, Element: "PerformancePlanOrReport", Line: 2, Became: Namespace2}},
		"old_namespace.xml": {{
			Code: NoticeNamespace, Element: "PerformancePlanOrReport", Line: 2,
			Value: "http://www.stratml.net/PerformancePlanOrReport", Became: Namespace2,
		}},
		"old_namespace_part1.xml": {{
			Code: NoticeNamespace, Element: "StrategicPlan", Line: 3, Value: "http://www.stratml.net", Became: Namespace1,
		}},
		"foreign_namespace.xml": {{Code: NoticeIgnored, Element: "Name", Line: 6, Value: "Muu"}},
		"number_spaces.xml":     {{Code: NoticeNumber, Element: "NumberOfUnits", Line: 9, Value: "10 000 000,00", Became: "10000000.00"}},
		"number_unsure.xml": {
			{Code: NoticeNumberAmbiguous, Element: "NumberOfUnits", Line: 9, Value: "1,234"},
			{Code: NoticeNumberUnreadable, Element: "NumberOfUnits", Line: 10, Value: "noin viisi"},
		},
		"dates.xml": {
			{Code: NoticeDate, Element: "StartDate", Line: 9, Value: "1.2.2026", Became: "2026-02-01"},
			{Code: NoticeDate, Element: "EndDate", Line: 10, Value: "2026-12-31+02:00", Became: "2026-12-31"},
			{Code: NoticeDateUnreadable, Element: "StartDate", Line: 11, Value: "12/31/2026"},
		},
		"choices.xml": {
			{Code: NoticeChoice, Element: "PerformancePlanOrReport@Type", Line: 2, Value: "PerformanceReport", Became: "Performance_Report"},
			{Code: NoticeChoice, Element: "Stakeholder@StakeholderTypeType", Line: 6, Value: "generic group", Became: "Generic_Group"},
			{Code: NoticeChoice, Element: "RoleType", Line: 7, Value: "beneficiary", Became: "Beneficiary"},
			{Code: NoticeChoiceUnknown, Element: "RoleType", Line: 8, Value: "Observer"},
			{Code: NoticeChoiceUnknown, Element: "PerformanceIndicator@ValueChainStage", Line: 10, Value: "Impact"},
			{Code: NoticeIgnoredAttribute, Element: "PerformanceIndicator@Weight", Line: 10, Value: "2"},
		},
		"markup.xml": {{Code: NoticeMarkup, Element: "Description", Line: 5, Value: "Turvaamme arjen. Aina."}},
		"misplaced.xml": {
			{Code: NoticeMisplaced, Element: "Vision", Line: 4},
			{Code: NoticeMisplaced, Element: "Goal", Line: 5},
			{Code: NoticeMisplaced, Element: "PerformanceIndicator", Line: 6},
			{Code: NoticeMisplaced, Element: "TargetResult", Line: 7},
		},
		"repeated.xml": {
			{Code: NoticeRepeated, Element: "Description", Line: 6, Value: "Lähellä", Became: "joined"},
			{Code: NoticeStrayText, Element: "Goal", Line: 7, Value: "hukassa"},
			{Code: NoticeRepeated, Element: "Name", Line: 8, Value: "Toinen nimi"},
			{Code: NoticeRepeated, Element: "Identifier", Line: 12, Value: "b"},
		},
		"empty_parts.xml": {
			{Code: NoticeMissing, Element: "PerformancePlanOrReport@Type", Line: 2},
			{Code: NoticeMissing, Element: "Name", Line: 2},
			{Code: NoticeMissing, Element: "Goal", Line: 2},
		},
	}
	names, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(names) != len(cases)+len(refused) {
		t.Errorf("testdata has %d fixtures, the tables %d (%v)", len(names), len(cases)+len(refused), err)
	}
	for name, want := range cases {
		t.Run(name, func(t *testing.T) {
			_, got := readFixture(t, name)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("notices (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadPart2(t *testing.T) {
	got, _ := readFixture(t, "part2.xml")
	same := func(s string) ID { return ID{Original: s, Valid: s} }
	want := &Plan{
		Part: Part2, Type: PerformanceReportType, Name: "Esimerkkialueen seuranta",
		Organizations: []Organization{{Name: "Esimerkkialue"}},
		Goals: []Goal{{
			Name: "Talous kestää", Description: "Menot eivät ylitä tuloja", ID: same("talous"),
			Objectives: []Objective{{
				Name: "Vuokratyö vähenee", ID: same("vuokratyo"),
				Stakeholders: []Stakeholder{{
					Type: OrganizationStakeholder, Name: "Aluehallitus",
					Roles: []Role{{Name: "Päättäjä", Description: "Päättää toimista", Types: []RoleType{Performer, Beneficiary}}},
				}},
				Indicators: []PerformanceIndicator{{
					Stage: OutcomeStage, Type: Quantitative, Sequence: "1.1.1",
					MeasurementDimension: "Vuokratyön kulut", UnitOfMeasurement: "EUR", ID: same("mittari"),
					Relationships: []Relationship{{
						Type: NarrowerThan, ID: same("yhteys"), Referents: []string{"talous", "muualla-oleva"}, Name: "Toteuttaa tavoitetta",
					}},
					Instances: []MeasurementInstance{{
						Targets: []Result{{Start: "2026-01-01", End: "2026-12-31", Units: "0", Description: "Ei lainkaan"}},
						Actuals: []Result{{
							Start: "2026-01-01", End: "2026-12-31", Units: "250000.50",
							Descriptor: Descriptor{Name: "Arvio", Value: "Jäljessä"},
						}},
					}},
					OtherInformation: "Luvut ovat esimerkkejä.",
				}},
			}},
		}},
		Administrative: AdministrativeInformation{ID: same("asiakirja"), Publication: "2027-02-01"},
		Submitter:      Submitter{ID: same("laatija"), GivenName: "Strategia", Surname: "Yksikkö", PhoneNumber: "000"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

func TestReadWhatQuirksBecome(t *testing.T) {
	firstResult := func(p *Plan) Result { return p.Goals[0].Objectives[0].Indicators[0].Instances[0].Targets[0] }
	cases := []struct {
		file string
		what func(*Plan) any
		want any
	}{
		{"part1.xml", func(p *Plan) any { return p.Description }, "Ensimmäinen kappale.\n\nToinen kappale & loppu."},
		{"part1.xml", func(p *Plan) any { return p.Submitter.Surname }, "Yksikkö"},
		{"digit_ids.xml", func(p *Plan) any { return p.Goals[0].ID }, ID{Original: "7a", Valid: "_7a_2"}},
		{"digit_ids.xml", func(p *Plan) any { return p.Goals[0].Objectives[0].ID }, ID{Original: "_7a", Valid: "_7a"}},
		{"duplicate_ids.xml", func(p *Plan) any { return p.Goals[0].ID }, ID{Original: "sama", Valid: "sama"}},
		{"duplicate_ids.xml", func(p *Plan) any { return p.Goals[0].Objectives[0].ID }, ID{Original: "sama", Valid: "sama_3"}},
		{"duplicate_ids.xml", func(p *Plan) any { return len(p.Goals[0].Objectives) }, 2},
		{"order.xml", func(p *Plan) any { return p.Goals[0].Objectives[0].Indicators[0].Instances[0] }, MeasurementInstance{
			Targets: []Result{{Units: "4"}},
			Actuals: []Result{{End: "2026-12-31", Units: "5", Descriptor: Descriptor{Name: "Arvio", Value: "Jäljessä"}, Description: "Arvioitu"}},
		}},
		{"old_names.xml", func(p *Plan) any { return p.Submitter }, Submitter{GivenName: "Strategia", Surname: "Yksikkö"}},
		{"old_names.xml", func(p *Plan) any { return p.Goals[0].Objectives[0].Indicators[0].Type }, Quantitative},
		{"submitter_in_admin.xml", func(p *Plan) any { return p.Submitter.Surname }, "Yksikkö"},
		{"no_namespace.xml", func(p *Plan) any { return p.Goals[0].Name }, "Talous kestää"},
		{"old_namespace_part1.xml", func(p *Plan) any { return p.Goals[0].Name + "/" + p.Lang }, "Services work/en"},
		{"foreign_namespace.xml", func(p *Plan) any { return p.Goals[0].Name }, "Talous kestää"},
		{"bom_empty.xml", func(p *Plan) any { return firstResult(p) }, Result{Description: "Ei tiedossa"}},
		{"bom_empty.xml", func(p *Plan) any { return len(p.Goals[0].Objectives[0].Indicators[0].Instances[0].Targets) }, 1},
		{"number_spaces.xml", func(p *Plan) any { return firstResult(p).Units }, Decimal("10000000.00")},
		{"number_unsure.xml", func(p *Plan) any { return firstResult(p) }, Result{Description: "a"}},
		{"dates.xml", func(p *Plan) any { return firstResult(p) }, Result{Start: "2026-02-01", End: "2026-12-31"}},
		{"choices.xml", func(p *Plan) any { return p.Goals[0].Stakeholders[0].Roles[0].Types }, []RoleType{Beneficiary}},
		{"html_text.xml", func(p *Plan) any { return p.Mission.Description }, "[To be determined] <b>lihava</b> <script>alert(1)</script> <i>a & b</i>"},
		{"markup.xml", func(p *Plan) any { return p.Mission.Description }, "Turvaamme arjen.\n\nAina."},
		{"misplaced.xml", func(p *Plan) any { return firstResult(p).Units }, Decimal("3")},
		{"misplaced.xml", func(p *Plan) any { return p.Vision.Description }, "Hyvä arki"},
		{"repeated.xml", func(p *Plan) any { return p.Vision.Description }, "Hyvä arki\n\nLähellä"},
		{"repeated.xml", func(p *Plan) any { return p.Goals[0].Name + "/" + p.Goals[0].ID.Valid }, "Talous kestää/a"},
		{"empty_parts.xml", func(p *Plan) any { return p }, &Plan{Part: Part2}},
		{"latin1.xml", func(p *Plan) any { return p.Name }, "Lähellä"},
		{"utf16.xml", func(p *Plan) any { return p.Name }, "Lähellä"},
	}
	for _, c := range cases {
		p, _ := readFixture(t, c.file)
		if diff := cmp.Diff(c.want, c.what(p)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.file, diff)
		}
	}
}

func TestReadEncodings(t *testing.T) {
	cases := map[string]string{
		`<?xml version="1.0"?><StrategicPlan><Name>Lähellä</Name></StrategicPlan>`:                              "Lähellä",
		`<?xml version="1.0" encoding="utf-16"?><StrategicPlan><Name>Lähellä</Name></StrategicPlan>`:            "Lähellä",
		"<?xml version='1.0' encoding='Windows-1252'?><StrategicPlan><Name>10\x80</Name></StrategicPlan>":       "10€",
		"<?xml version='1.0' encoding='iso-8859-15'?><StrategicPlan><Name>L\xe4hell\xe4</Name></StrategicPlan>": "Lähellä",
	}
	for in, want := range cases {
		p, _, err := Read(strings.NewReader(in))
		if err != nil || p.Name != want {
			t.Errorf("%s: %v %v, want %s", in, p, err, want)
		}
	}
	for _, in := range []string{"<StrategicPlan><Name>\xe4</Name></StrategicPlan>", `<?xml version="1.1"?><StrategicPlan/>`} {
		_, _, err := Read(strings.NewReader(in))
		sameRefusal(t, err, &SyntaxError{Line: 1})
	}
}

func TestMessages(t *testing.T) {
	_, _, err := Read(strings.NewReader("<StrategicPlan>\n&nbsp;</StrategicPlan>"))
	cases := []struct{ got, want string }{
		{err.Error(), "stratml: not well-formed XML, line 2: invalid character entity &nbsp;"},
		{Check(strings.NewReader("<a/>"))[0].String(), ErrNotStratML.Error() + " (the root is <a>)"},
		{Problem{Code: ProblemValue, Element: "EndDate", Line: 3, Value: "x"}.String(), `line 3: EndDate: value "x"`},
		{Notice{Code: NoticeNumber, Element: "NumberOfUnits", Line: 4, Value: "1 000", Became: "1000"}.String(), `line 4: NumberOfUnits: number "1 000" -> "1000"`},
		{(&ValueError{Element: "EndDate", Value: "x"}).Error(), `stratml: "x" is no value for EndDate`},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}
