//go:build shared

package stratml

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sharedFiles is what the importer has to do with each of the StratML files that
// are kept outside the repository: the refusal, or the notices in order.
var sharedFiles = map[string]struct {
	refusal error
	notices []NoticeCode
}{
	"01_soite_part1_fi_valid.xml":                 {},
	"02_kainuu_part2_fi_valid.xml":                {},
	"10_bad_digit_ids.xml":                        {notices: []NoticeCode{NoticeInvalidID, NoticeInvalidID, NoticeInvalidID, NoticeInvalidID, NoticeInvalidID, NoticeInvalidID}},
	"11_bad_stray_id_element.xml":                 {notices: []NoticeCode{NoticeIgnored}},
	"12_bad_indicator_order_and_old_attr.xml":     {notices: []NoticeCode{NoticeOldName}},
	"13_bad_old_names_FirstName.xml":              {notices: []NoticeCode{NoticeOldName, NoticeOldName}},
	"14_bad_submitter_in_admin.xml":               {notices: []NoticeCode{NoticeMisplaced}},
	"15_bad_no_namespace.xml":                     {notices: []NoticeCode{NoticeNamespace}},
	"16_ok_old_ansi_namespace.xml":                {notices: []NoticeCode{NoticeNamespace}},
	"17_bad_unescaped_ampersand.xml":              {refusal: &SyntaxError{Line: 11}},
	"18_ok_empty_numbers_dates_bom_prefix.xml":    {},
	"19_bad_number_with_comma_and_space.xml":      {notices: []NoticeCode{NoticeNumber}},
	"20_bad_descriptor_before_dates.xml":          {},
	"21_bad_doctype_entity.xml":                   {refusal: ErrDoctype},
	"22_bad_duplicate_ids.xml":                    {notices: []NoticeCode{NoticeDuplicateID}},
	"23_ok_bracket_placeholder_text_and_html.xml": {},
}

// TestSharedFiles needs the environment variable KATTO_SHARED: the folder that
// has data/stratml in it.
func TestSharedFiles(t *testing.T) {
	dir := filepath.Join(os.Getenv("KATTO_SHARED"), "data", "stratml")
	paths, err := filepath.Glob(filepath.Join(dir, "*.xml"))
	if err != nil || len(paths) != len(sharedFiles) {
		t.Fatalf("%s has %d files, the table %d (%v)", dir, len(paths), len(sharedFiles), err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			want, known := sharedFiles[name]
			if !known {
				t.Fatal("the table does not have it")
			}
			in, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p, notices, err := Read(bytes.NewReader(in))
			if want.refusal != nil {
				sameRefusal(t, err, want.refusal)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			assertCodes(t, want.notices, notices)
			assertRoundTrip(t, p, Part1)
			assertRoundTrip(t, p, Part2)
		})
	}
}

func assertCodes(t *testing.T, want []NoticeCode, notices []Notice) {
	t.Helper()
	var got []NoticeCode
	for _, n := range notices {
		got = append(got, n.Code)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("notices (-want +got):\n%s\n%v", diff, notices)
	}
}

// TestSharedContents: the values the table speaks of.
func TestSharedContents(t *testing.T) {
	read := func(name string) *Plan {
		in, err := os.ReadFile(filepath.Join(os.Getenv("KATTO_SHARED"), "data", "stratml", name))
		if err != nil {
			t.Fatal(err)
		}
		p, _, err := Read(bytes.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	instance := func(p *Plan) MeasurementInstance { return p.Goals[0].Objectives[0].Indicators[0].Instances[0] }
	digits := read("10_bad_digit_ids.xml").Goals[0].ID
	twice := read("22_bad_duplicate_ids.xml").Goals[0]
	cases := []struct {
		what      string
		got, want any
	}{
		{"values of 01", len(read("01_soite_part1_fi_valid.xml").Values), 6},
		{"target of 02", instance(read("02_kainuu_part2_fi_valid.xml")).Targets[0].Units, Decimal("10000000")},
		{"original id of 10", digits.Original, "1c000000-0000-4000-8000-000000000010"},
		{"exported id of 10", digits.Valid, "_1c000000-0000-4000-8000-000000000010"},
		{"submitter of 13", read("13_bad_old_names_FirstName.xml").Submitter.GivenName, "Testi"},
		{"submitter of 14", read("14_bad_submitter_in_admin.xml").Submitter.GivenName, "Testi"},
		{"missing number of 18", instance(read("18_ok_empty_numbers_dates_bom_prefix.xml")).Actuals[0].Units, Decimal("")},
		{"number of 19", instance(read("19_bad_number_with_comma_and_space.xml")).Targets[0].Units, Decimal("10000000.00")},
		{"start of 20", instance(read("20_bad_descriptor_before_dates.xml")).Actuals[0].Start, Date("2023-01-01")},
		{"renewed id of 22", twice.Objectives[0].ID.Valid, twice.ID.Valid + "_2"},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
}

// TestSharedValid: Check has nothing to say of the files that are schema-valid.
func TestSharedValid(t *testing.T) {
	for _, name := range []string{"01_soite_part1_fi_valid.xml", "02_kainuu_part2_fi_valid.xml"} {
		in, err := os.ReadFile(filepath.Join(os.Getenv("KATTO_SHARED"), "data", "stratml", name))
		if err != nil {
			t.Fatal(err)
		}
		if problems := Check(bytes.NewReader(in)); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}
