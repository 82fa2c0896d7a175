package stratml

import (
	"slices"
	"strings"
	"testing"
)

func TestParseDecimal(t *testing.T) {
	cases := []struct {
		in   string
		want Decimal
		how  reading
	}{
		{"0", "0", exact},
		{"-12.50", "-12.50", exact},
		{"+.5", "+.5", exact},
		{"1.234", "1.234", exact},
		{"10 000 000,00", "10000000.00", rewritten},
		{"10\u00a0000\u202f000,5", "10000000.5", rewritten},
		{"\u22125", "-5", rewritten},
		{"1 234,567", "1234.567", rewritten},
		{"1 234.5", "1234.5", rewritten},
		{"12,5", "12.5", rewritten},
		{"0,123", "0.123", rewritten},
		{"1234,567", "1234.567", rewritten},
		{"1.234.567,89", "1234567.89", rewritten},
		{"1.234.567", "1234567", rewritten},
		{"1,234,567.89", "1234567.89", rewritten},
		{"1,234,567", "1234567", rewritten},
		{"1,234.5", "1234.5", rewritten},
		{"1,234", "", ambiguous},
		{"-12,345", "", ambiguous},
		{"1 2 3", "", unreadable},
		{"10 00", "", unreadable},
		{"1,23,4", "", unreadable},
		{"5 %", "", unreadable},
		{"1e6", "", unreadable},
		{"noin 5", "", unreadable},
		{".", "", unreadable},
		{"", "", unreadable},
		{strings.Repeat("9", maxNumber+1), "", unreadable},
	}
	for _, c := range cases {
		got, how := parseDecimal(c.in)
		if got != c.want || how != c.how {
			t.Errorf("parseDecimal(%q) = %q, %d; want %q, %d", c.in, got, how, c.want, c.how)
		}
	}
}

func TestDecimalMissingIsNotZero(t *testing.T) {
	if f, ok := Decimal("").Float64(); ok {
		t.Errorf("missing is %v", f)
	}
	if f, ok := Decimal("0").Float64(); !ok || f != 0 {
		t.Errorf("zero is %v, %v", f, ok)
	}
	if r, ok := Decimal("6400000.50").Rat(); !ok || r.FloatString(2) != "6400000.50" {
		t.Errorf("6400000.50 is %v, %v", r, ok)
	}
	if _, ok := Decimal("5 %").Rat(); ok {
		t.Error("5 % is a number")
	}
}

func TestParseDate(t *testing.T) {
	cases := []struct {
		in   string
		want Date
		how  reading
	}{
		{"2026-02-28", "2026-02-28", exact},
		{"2026-02-28Z", "2026-02-28", rewritten},
		{"2026-02-28-05:00", "2026-02-28", rewritten},
		{"2026-02-28T10:00:00", "2026-02-28", rewritten},
		{"28.2.2026", "2026-02-28", rewritten},
		{"29.2.2026", "", unreadable},
		{"2026-02-29", "", unreadable},
		{"2026-02-30Z", "", unreadable},
		{"0000-01-01", "", unreadable},
		{"2026", "", unreadable},
		{"2/28/2026", "", unreadable},
	}
	for _, c := range cases {
		got, how := parseDate(c.in)
		if got != c.want || how != c.how {
			t.Errorf("parseDate(%q) = %q, %d; want %q, %d", c.in, got, how, c.want, c.how)
		}
	}
	if day, ok := Date("2026-02-28").Time(); !ok || day.YearDay() != 59 {
		t.Errorf("28 February is day %d, %v", day.YearDay(), ok)
	}
	if _, ok := Date("").Time(); ok {
		t.Error("a missing date is a day")
	}
}

func TestUniqueIDs(t *testing.T) {
	cases := map[string]struct{ in, want []string }{
		"valid are kept":                      {[]string{"a", "_b", "ä-1.2"}, []string{"a", "_b", "ä-1.2"}},
		"none stays none":                     {[]string{"", "a", ""}, []string{"", "a", ""}},
		"a digit gets a line":                 {[]string{"1c", "-x", ".y"}, []string{"_1c", "_-x", "_.y"}},
		"what a name cannot have":             {[]string{"a:b c", "{1}"}, []string{"a_b_c", "_1_"}},
		"the first of many keeps":             {[]string{"a", "a", "a"}, []string{"a", "a_2", "a_3"}},
		"a repaired one gives way":            {[]string{"1", "_1"}, []string{"_1_2", "_1"}},
		"a renewed one takes no one's place":  {[]string{"a", "a", "a_2"}, []string{"a", "a_3", "a_2"}},
		"repaired alike, from different ones": {[]string{"a b", "a:b"}, []string{"a_b", "a_b_2"}},
	}
	for name, c := range cases {
		if got := uniqueIDs(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q became %q, want %q", name, c.in, got, c.want)
		}
	}
}

func TestTexts(t *testing.T) {
	cases := []struct{ in, line, prose string }{
		{"  a \n b\t c ", "a b c", "a \n b\t c"},
		{"a\r\nb\rc", "a b c", "a\nb\nc"},
		{"a\x00\x1b\u0085b\ufffe", "ab", "ab"},
		{"\x01 a", "a", "a"},
		{"a\xffb", "a\ufffdb", "a\ufffdb"},
		{"10\u00a0%", "10\u00a0%", "10\u00a0%"},
	}
	for _, c := range cases {
		if got := oneLine(c.in); got != c.line {
			t.Errorf("oneLine(%q) = %q, want %q", c.in, got, c.line)
		}
		if got := prose(c.in); got != c.prose {
			t.Errorf("prose(%q) = %q, want %q", c.in, got, c.prose)
		}
	}
	if got := excerpt(strings.Repeat("ä", 300)); got != strings.Repeat("ä", excerptRunes)+"…" {
		t.Errorf("excerpt is %q", got)
	}
}
