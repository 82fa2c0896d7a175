package propose

import (
	"testing"

	"github.com/katto-project/katto/internal/intake/extract"
)

func TestDecisionStatus(t *testing.T) {
	for _, c := range []struct{ text, body, date, status string }{
		{"Aluevaltuusto hyväksyi strategian 13.6.2022.", "aluevaltuusto", "2022-06-13", "made"},
		{"Hyvinvointialueen valtuusto päättää strategiasta kokouksessaan 13.6.2022.", "aluevaltuusto", "2022-06-13", "planned"},
		{"Aluehallitus esittää 1.3.2023 aluevaltuustolle ohjelman hyväksymistä.", "aluehallitus", "2023-03-01", "proposal"},
		{"Aluehallitus päätti 6.6.2022 esittää strategiaa aluevaltuustolle.", "aluehallitus", "2022-06-06", "proposal"},
		{"Strategia hyväksyttiin aluevaltuuston kokouksessa 21.9.2022.", "aluevaltuusto", "2022-09-21", "made"},
		{"Suunnitelma on hyväksytty aluevaltuustossa joulukuussa 2022.", "aluevaltuusto", "2022-12", "made"},
		{"Strategiaa tarkentaa 14.6.2023 aluevaltuuston hyväksymä palvelustrategia.", "aluevaltuusto", "2023-06-14", "made"},
		{"Aluevaltuuston on määrä päättää strategiasta marraskuussa 2022.", "aluevaltuusto", "2022-11", "planned"},
		{"Aluevaltuusto merkitsi 18.3.2025 kokouksessaan tiedoksi väliarvioinnin.", "aluevaltuusto", "2025-03-18", "heard"},
		{"Kansalliskielilautakunta käsitteli luonnosta 3.4.2025.", "kansalliskielilautakunta", "2025-04-03", "heard"},
		{"Helsingin sosiaali-, terveys- ja pelastuslautakunta käsittelee ehdotusta 21.10.2025.", "sosiaali-, terveys- ja pelastuslautakunta", "2025-10-21", "planned"},
		{"Välfärdsområdesfullmäktige godkände strategin den 16 juni 2025 och det är bra att så skedde.", "aluevaltuusto", "2025-06-16", "made"},
		{"Välfärdsområdesstyrelsen behandlade förslaget på sitt möte den 3 maj 2024 och det är allt.", "aluehallitus", "2024-05-03", "heard"},
		{"Nationalspråksnämnden behandlade planen den 3 april 2025 och det är allt som är att säga.", "kansalliskielilautakunta", "2025-04-03", "heard"},
	} {
		p := Read(extract.Text{Plain: c.text})
		if len(p.Decisions) != 1 {
			t.Errorf("%q: %+v", c.text, p.Decisions)
			continue
		}
		d := p.Decisions[0]
		if d.Body != c.body || deref(d.Date) != c.date || d.Status != c.status {
			t.Errorf("%q: %s %s %s, want %s %s %s", c.text, d.Body, deref(d.Date), d.Status, c.body, c.date, c.status)
		}
	}
}

func TestNoDecision(t *testing.T) {
	for _, text := range []string{
		"Aluevaltuusto kokoontui 26.9.2025 seminaariin.",
		"Hyvinvointialue aloitti 1.1.2023.",
		"Kysely on auki 17.1.–6.2.2022, ja aluevaltuusto lukee vastaukset.",
		"Aluevaltuustolle tehtiin kysely.",
	} {
		if p := Read(extract.Text{Plain: text}); len(p.Decisions) != 0 {
			t.Errorf("%q: %+v", text, p.Decisions)
		}
	}
}
