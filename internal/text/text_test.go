package text

import (
	"testing"
	"time"
)

var _ = Register([]byte(`{
 "test.floor": {"fi": "kerros", "sv": "våning", "en": "floor"},
 "test.rooms": {"fi": {"one": "{{.Count}} huone", "other": "{{.Count}} huonetta"},
                "sv": {"one": "{{.Count}} rum", "other": "{{.Count}} rum"},
                "en": {"one": "{{.Count}} room", "other": "{{.Count}} rooms"}},
 "test.by": {"fi": "Päättää {{.Body}}", "sv": "Beslutar: {{.Body}}", "en": "Decided by {{.Body}}"}}`))

func TestT(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Sv.T("test.floor"), "våning"},
		{Fi.T("test.rooms", "Count", 1), "1 huone"},
		{Fi.T("test.rooms", "Count", 3), "3 huonetta"},
		{En.T("test.rooms", "Count", 0), "0 rooms"},
		{Fi.T("test.by", "Body", "aluevaltuusto"), "Päättää aluevaltuusto"},
		{Sv.T("test.floor", "Count", 1), "våning"},
		{Fi.T("test.none"), "test.none"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestPrefer(t *testing.T) {
	for header, want := range map[string]Lang{
		"": Fi, "de": Fi, "sv-FI,sv;q=0.9": Sv, "en-GB": En, "fi;q=0.5,sv": Sv, "de,en;q=0.4": En, ";;": Fi,
	} {
		if got := Prefer(header); got != want {
			t.Errorf("Prefer(%q) = %s, want %s", header, got, want)
		}
	}
}

func TestNumbersAndDates(t *testing.T) {
	moment := time.Date(2022, 6, 13, 11, 5, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{Fi.Int(1234567), "1\u00a0234\u00a0567"},
		{En.Int(-1234), "−1,234"},
		{Fi.Int(0), "0"},
		{Fi.Decimal(70.14, 1), "70,1"},
		{Fi.Decimal(-0.5, 1), "−0,5"},
		{En.Decimal(1234.5, 2), "1,234.50"},
		{Fi.Euros(10000000), "10\u00a0000\u00a0000\u00a0€"},
		{En.Euros(-5), "−€5"},
		{Fi.Date("2022-06-13"), "13.6.2022"},
		{Sv.Date("2022-06-13"), "13\u00a0juni 2022"},
		{En.Date("2022-12"), "December 2022"},
		{Fi.Date("2022-12"), "joulukuu 2022"},
		{Fi.Date("2022"), "2022"},
		{Fi.Time(moment), "13.6.2022 klo\u00a014.05"},
		{Years(2022, 2025), "2022–2025"},
		{Years(2022, 0), "2022–"},
		{Years(0, 2030), "2030"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Fold("  ÄÖÅ  Å"), "äöå å"},
		{Slug("Pohjois-Pohjanmaa"), "pohjois-pohjanmaa"},
		{Slug("Kiinteistö- ja tilahallintaohjelma"), "kiinteisto-ja-tilahallintaohjelma"},
		{Slug("— Åland! —"), "aland"},
		{Plain("a\x00 \u200bb\n\n c", 0), "a b c"},
		{Plain("åäö", 2), "åä"},
		{Lines("a  b\r\n\n\n\nc\n", 0), "a b\n\nc"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if Compare("Österbotten", "Zeta") <= 0 || Compare("Ålands", "Äland") >= 0 {
		t.Error("å, ä and ö belong after z, in that order")
	}
}
