package propose

import (
	"testing"

	"github.com/katto-project/katto/internal/intake/extract"
)

func TestDates(t *testing.T) {
	for text, want := range map[string][]string{
		"13.6.2022":                            {"2022-06-13"},
		"24. huhtikuuta 2023":                  {"2023-04-24"},
		"21.marraskuuta 2023":                  {"2023-11-21"},
		"12. päivänä syyskuuta 2022":           {"2022-09-12"},
		"den 1 november 2022":                  {"2022-11-01"},
		"i oktober 2025":                       {"2025-10"},
		"joulukuussa 2022":                     {"2022-12"},
		"vuoden 2025 toukokuussa":              {"2025-05"},
		"04.12.2023 § 198":                     {"2023-12-04"},
		"2024-02-06":                           {"2024-02-06"},
		"27. syyskuuta":                        {""},
		"kokouksessaan 9.9. strategiasta":      {""},
		"40.13.2022 ja versio 4.5 sekä 1.2.3.": nil,
	} {
		got := dates(text)
		if len(got) != len(want) {
			t.Errorf("%q: %+v, want %v", text, got, want)
			continue
		}
		for i := range got {
			if got[i].iso() != want[i] {
				t.Errorf("%q: %q, want %q", text, got[i].iso(), want[i])
			}
		}
	}
}

func TestDatesThatLimit(t *testing.T) {
	for _, text := range []string{"17.1.–6.2.2022", "16.10.2022 mennessä", "1.1.2023 alkaen", "senast den 3 maj 2024"} {
		for _, x := range dates(text) {
			if !x.span {
				t.Errorf("%q: %s is a range or a limit", text, x.iso())
			}
		}
	}
}

// A date without a year takes it from what the text tells.
func TestYearFromContext(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"28.8.2025 09:12\n\nAluehallitus käsittelee strategiaa 2.9. kokouksessaan.", "2025-09-02"},
		{"Julkaistu 5.1.2024 08:00\n\nAluevaltuusto hyväksyi strategian 18. joulukuuta.", "2023-12-18"},
		{"20.12.2024 10:00:00 EET\n\nAluevaltuusto päättää strategiasta 27. tammikuuta.", "2025-01-27"},
		{"Työ alkoi alkuvuodesta 2022. Aluevaltuusto hyväksyi strategian 27. syyskuuta.", "2022-09-27"},
		{"Strategia 2023–2025. Aluevaltuusto hyväksyi strategian 27. syyskuuta.", ""},
	} {
		p := Read(extract.Text{Plain: c.text})
		if len(p.Decisions) != 1 || deref(p.Decisions[0].Date) != c.want {
			t.Errorf("%q: %+v, want %q", c.text, p.Decisions, c.want)
		}
	}
}
