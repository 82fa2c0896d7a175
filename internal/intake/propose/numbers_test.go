package propose

import "testing"

func TestNumeral(t *testing.T) {
	for word, want := range map[string]float64{
		"kaksi": 2, "kahdelle": 2, "kahteen": 2, "kolme": 3, "kolmessa": 3, "neljään": 4, "viittä": 5, "viiden": 5, "kuudella": 6,
		"seitsemän": 7, "kahdeksassa": 8, "yhdeksää": 9, "kymmenen": 10, "kaksitoista": 12, "viisitoista": 15, "kaksikymmentä": 20,
		"kolmekymmentäviisi": 35, "sata": 100, "kolmesataa": 300, "tuhat": 1000, "kaksituhatta": 2000, "puolitoista": 1.5,
		"två": 2, "fyra": 4, "tolv": 12, "hundra": 100,
	} {
		if got, ok := numeral(word); !ok || got != want {
			t.Errorf("numeral(%q) = %v %v, want %v", word, got, ok, want)
		}
	}
	for _, word := range []string{"kolmas", "viidennes", "kaksikielinen", "yhdessä", "sataman", "tuhatjalka", "viisaasti", "kuusama", "satakunta", "sexuell"} {
		if got, ok := numeral(word); ok {
			t.Errorf("numeral(%q) = %v, is no number", word, got)
		}
	}
}

func TestNumbersInText(t *testing.T) {
	for _, c := range []struct {
		text string
		want []float64
	}{
		{"Vastauksia tuli 3 500 ja 1 150.", []float64{3500, 1150}},
		{"Kokous on 13.6.2022 klo 16.15.", nil},
		{"Vuonna 2022 pidettiin 14 työpajaa.", []float64{14}},
		{"67 prosenttia eli 67 % vastaajista", nil},
		{"20-sivuinen asiakirja ja COVID-19", nil},
		{"Lain 41 §:n mukaan", nil},
		{"noin 2\u00a0093 vastausta", []float64{2093}},
	} {
		ns := stretch{s: c.text}.numbers()
		if len(ns) != len(c.want) {
			t.Errorf("%q: %+v, want %v", c.text, ns, c.want)
			continue
		}
		for i := range ns {
			if ns[i].value != c.want[i] {
				t.Errorf("%q: %v, want %v", c.text, ns[i].value, c.want[i])
			}
		}
	}
	if ns := (stretch{s: "2–3 tilaisuutta"}).numbers(); len(ns) != 1 || !ns[0].vague {
		t.Errorf("a range is one vague number: %+v", ns)
	}
}

func TestMoney(t *testing.T) {
	for text, want := range map[string][]float64{
		"noin kymmenen miljoonan euron edestä":      {10e6},
		"säästöt ovat 8,5 milj. €":                  {8.5e6},
		"budjetti on 1,2 mrd":                       {1.2e9},
		"alijäämä 32,2 miljoonaa euroa":             {32.2e6},
		"tio miljoner euro":                         {10e6},
		"4 500 euroa":                               {4500},
		"hankkeelle 300 000 euroa ja 2 M€":          {300000, 2e6},
		"alueella asuu 1,2 miljoonaa ihmistä":       nil,
		"vuonna 2023 oli 14 työpajaa":               nil,
		"mellan 2,5 miljarder euro":                 {2.5e9},
		"puolitoista miljoonaa euroa":               {1.5e6},
		"kaksikymmentäviisi tuhatta euroa vuodessa": {25000},
	} {
		d := &doc{raw: []rune(text)}
		got := d.eurosIn(stretch{s: text})
		if len(got) != len(want) {
			t.Errorf("%q: %+v, want %v", text, got, want)
			continue
		}
		for i := range got {
			if got[i].AmountEUR != want[i] {
				t.Errorf("%q: %v, want %v", text, got[i].AmountEUR, want[i])
			}
		}
	}
}
