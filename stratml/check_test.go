package stratml

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCheckFixtures: what the schema would say of the fixtures Read forgives.
func TestCheckFixtures(t *testing.T) {
	cases := map[string][]ProblemCode{
		"part1.xml":              nil,
		"part2.xml":              nil,
		"html_text.xml":          nil,
		"digit_ids.xml":          {ProblemInvalidID, ProblemInvalidID},
		"duplicate_ids.xml":      {ProblemDuplicateID, ProblemInvalidID},
		"stray_id.xml":           {ProblemUnexpected},
		"order.xml":              slices.Repeat([]ProblemCode{ProblemOrder}, 13),
		"old_names.xml":          {ProblemAttribute, ProblemUnexpected, ProblemUnexpected},
		"submitter_in_admin.xml": {ProblemUnexpected},
		"bom_empty.xml":          {ProblemValue},
		"number_spaces.xml":      {ProblemValue},
		"choices.xml":            {ProblemValue, ProblemValue, ProblemValue, ProblemValue, ProblemValue, ProblemAttribute},
		"markup.xml":             {ProblemUnexpected},
		"misplaced.xml":          {ProblemUnexpected, ProblemUnexpected, ProblemMissing},
		"repeated.xml":           {ProblemRepeated, ProblemRepeated, ProblemRepeated, ProblemText, ProblemRepeated, ProblemMissing},
		"empty_parts.xml":        {ProblemMissing},
	}
	for name, want := range cases {
		t.Run(name, func(t *testing.T) {
			problems := Check(bytes.NewReader(fixture(t, name)))
			var got []ProblemCode
			for _, p := range problems {
				got = append(got, p.Code)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s\n%v", diff, problems)
			}
		})
	}
}

func TestCheckRefused(t *testing.T) {
	for name, want := range refused {
		problems := Check(bytes.NewReader(fixture(t, name)))
		if len(problems) != 1 || problems[0].Code != ProblemUnreadable {
			t.Errorf("%s: problems are %v", name, problems)
			continue
		}
		sameRefusal(t, problems[0].Err, want)
	}
	if got := Check(strings.NewReader("<StrategicPlan/>"), MaxBytes(3)); len(got) != 1 || !errors.Is(got[0].Err, ErrTooLarge) {
		t.Errorf("the limit is not kept: %v", got)
	}
}

// TestCheckSpoilt breaks a right file in one place at a time.
func TestCheckSpoilt(t *testing.T) {
	cases := []struct {
		file, old, now string
		want           Problem
	}{
		{"part1.xml", Namespace1, "http://www.stratml.net", Problem{ProblemNamespace, "StrategicPlan", 2, "http://www.stratml.net", nil}},
		{"part1.xml", "<Name>Esimerkkialueen strategia</Name>", "", Problem{ProblemMissing, "StrategicPlan/Name", 2, "", nil}},
		{"part1.xml", "<Description/>", "", Problem{ProblemMissing, "Goal/Description", 33, "", nil}},
		{"part1.xml", "<Acronym>EA</Acronym>", "<Acronym>EA</Acronym><Acronym>E</Acronym>", Problem{ProblemRepeated, "Acronym", 11, "", nil}},
		{"part1.xml", "<StartDate>2026-01-01</StartDate>", "<StartDate/>", Problem{ProblemValue, "StartDate", 50, "", nil}},
		{"part1.xml", "2026-01-01", "2026-13-01", Problem{ProblemValue, "StartDate", 50, "2026-13-01", nil}},
		{"part1.xml", "<Identifier>visio</Identifier>", "<Identifier>alue</Identifier>", Problem{ProblemDuplicateID, "Identifier", 21, "alue", nil}},
		{"part1.xml", ">visio<", ">9<", Problem{ProblemInvalidID, "Identifier", 21, "9", nil}},
		{"part1.xml", "Generic_Group", "Group", Problem{ProblemValue, "Stakeholder@StakeholderTypeType", 14, "Group", nil}},
		{"part1.xml", "<Goal>", `<Goal lang="fi">`, Problem{ProblemAttribute, "Goal@lang", 33, "fi", nil}},
		{"part1.xml", "<Goal>", `<Goal xml:lang="fi">`, Problem{ProblemAttribute, "Goal@lang", 33, "fi", nil}},
		{"part1.xml", "<Goal>", "<Goal>teksti", Problem{ProblemText, "Goal", 33, "teksti", nil}},
		{"part2.xml", ` Type="Performance_Report"`, "", Problem{ProblemMissing, "PerformancePlanOrReport@Type", 2, "", nil}},
		{"part2.xml", "<MeasurementDimension>Vuokratyön kulut</MeasurementDimension>", "", Problem{ProblemMissing, "PerformanceIndicator/MeasurementDimension", 24, "", nil}},
		{"part2.xml", ">0<", ">0,5<", Problem{ProblemValue, "NumberOfUnits", 39, "0,5", nil}},
		{"part2.xml", ">Beneficiary<", ">Other<", Problem{ProblemValue, "RoleType", 21, "Other", nil}},
		{"part2.xml", "<RoleType>Performer</RoleType>", "<RoleType>Performer</RoleType><RoleType>Performer</RoleType>", Problem{ProblemRepeated, "RoleType", 21, "", nil}},
		{"part2.xml", "<NumberOfUnits>0</NumberOfUnits>", "<NumberOfUnits><b>0</b></NumberOfUnits>", Problem{ProblemUnexpected, "NumberOfUnits", 39, "0", nil}},
	}
	for _, c := range cases {
		in := strings.Replace(string(fixture(t, c.file)), c.old, c.now, 1)
		got := Check(strings.NewReader(in))
		if len(got) == 0 {
			t.Errorf("%s with %q: nothing found", c.file, c.now)
			continue
		}
		if diff := cmp.Diff(c.want, got[0]); diff != "" {
			t.Errorf("%s with %q (-want +got):\n%s", c.file, c.now, diff)
		}
	}
}

// TestCheckAllows: what the schema allows though Write does not do it.
func TestCheckAllows(t *testing.T) {
	cases := []struct{ file, old, now string }{
		{"part1.xml", "2026-01-01", "2026-01-01+02:00"},
		{"part1.xml", "<Name>Rohkeus</Name>", ""},
		{"part1.xml", "<StrategicPlan ", `<StrategicPlan xmlns:xsi="` + xsiSpace + `" xsi:schemaLocation="a b" `},
		{"part2.xml", "<StartDate>2026-01-01</StartDate>", "<StartDate/>"},
		{"part2.xml", "<NumberOfUnits>0</NumberOfUnits>", "<NumberOfUnits/>"},
		{"part2.xml", "<NumberOfUnits>0</NumberOfUnits>", "<NumberOfUnits> +.5 </NumberOfUnits>"},
	}
	for _, c := range cases {
		in := strings.Replace(string(fixture(t, c.file)), c.old, c.now, 1)
		if in == string(fixture(t, c.file)) {
			t.Errorf("%s does not have %q", c.file, c.old)
		}
		if got := Check(strings.NewReader(in)); len(got) > 0 {
			t.Errorf("%s with %q: %v", c.file, c.now, got)
		}
	}
}

// TestContentModel: every child a rule names has a rule.
func TestContentModel(t *testing.T) {
	for _, part := range []Part{Part1, Part2} {
		model := contentModel(part)
		if _, ok := model[part.Root()]; !ok {
			t.Errorf("part %d has no rule for its root", part)
		}
		for name, r := range model {
			for _, ch := range r.children {
				if _, ok := model[ch.name]; !ok {
					t.Errorf("part %d: %s has a child %s without a rule", part, name, ch.name)
				}
			}
		}
	}
}
