package propose

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/intake/extract"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/intake/score"
)

// floor is the least the texts in testdata must score together.
const floor = 0.97

func TestTexts(t *testing.T) {
	total, each, err := score.Dir("testdata", func(name string, text []byte) (proposal.Proposal, error) {
		return Read(extract.Text{Name: name, Plain: string(text)}), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range each {
		for _, f := range score.Fields {
			if c := r[f]; c.Wrong+c.Missed > 0 {
				t.Logf("%s %s: wrong %q, missed %q", name, f, c.WrongTexts, c.MissedTexts)
			}
		}
	}
	if all := total.All(); all.F1() < floor || len(each) < 15 {
		t.Errorf("F1 %.3f of %d texts, at least %.2f of 15 is asked", all.F1(), len(each), floor)
	}
}

func texts(t testing.TB) map[string]string {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	out := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[f] = string(b)
	}
	return out
}

func TestSameTextSameProposal(t *testing.T) {
	for name, s := range texts(t) {
		a, _ := json.Marshal(Read(extract.Text{Plain: s}))
		for range 5 {
			if b, _ := json.Marshal(Read(extract.Text{Plain: s})); string(a) != string(b) {
				t.Fatalf("%s: two readings differ", name)
			}
		}
	}
}

func TestListsAreNeverNil(t *testing.T) {
	b, err := json.Marshal(Read(extract.Text{}))
	if err != nil || strings.Contains(string(b), `values":null`) || !strings.Contains(string(b), `"county":null`) {
		t.Errorf("%s %v", b, err)
	}
}

func TestExplainTellsWhatWasKeptAndWhy(t *testing.T) {
	steps := Explain(extract.Text{Plain: "Visio: Suomen toimivin alue\n\nArvot\n\n• Rohkeus\n• Luottamus\n\nArvomme ovat rohkeus ja luottamus."})
	kept, dropped := 0, 0
	for _, s := range steps {
		if s.Kept {
			kept++
		} else if s.Why == "" {
			t.Errorf("no reason: %+v", s)
		} else {
			dropped++
		}
		if s.Cue == "" || s.Rule == "" {
			t.Errorf("no evidence: %+v", s)
		}
	}
	if kept != 3 || dropped < 2 {
		t.Errorf("kept %d, dropped %d", kept, dropped)
	}
}

// Blocks say what plain text leaves to guess.
func TestBlocks(t *testing.T) {
	plain := "Arvot\nRohkeus\nLuottamus\nJaa sivu\nTavoite\nMittari\nJonot lyhenevät\nJonotusaika"
	var at int
	block := func(kind extract.Kind, s string, row, col int) extract.Block {
		i := strings.Index(plain[at:], s) + at
		at = i + len(s)
		start := utf8.RuneCountInString(plain[:i])
		return extract.Block{Kind: kind, Level: 1, Start: start, End: start + utf8.RuneCountInString(s), Table: 1, Row: row, Column: col}
	}
	p := Read(extract.Text{Plain: plain, Blocks: []extract.Block{
		block(extract.Heading, "Arvot", 0, 0), block(extract.ListItem, "Rohkeus", 0, 0), block(extract.ListItem, "Luottamus", 0, 0),
		block(extract.Navigation, "Jaa sivu", 0, 0),
		block(extract.Cell, "Tavoite", 0, 0), block(extract.Cell, "Mittari", 0, 1),
		block(extract.Cell, "Jonot lyhenevät", 1, 0), block(extract.Cell, "Jonotusaika", 1, 1),
	}})
	if len(p.Values) != 2 || len(p.Objectives) != 1 || len(p.Indicators) != 1 || p.Indicators[0].Text != "Jonotusaika" {
		t.Errorf("%+v", p)
	}
}

func TestItemsStandUnderTheirPriority(t *testing.T) {
	b, err := os.ReadFile("testdata/pohjois-savo-brochure.txt")
	if err != nil {
		t.Fatal(err)
	}
	p := Read(extract.Text{Plain: string(b)})
	last := p.Indicators[len(p.Indicators)-1]
	if last.Under == nil || *last.Under != "Henkilöstö voi hyvin" {
		t.Errorf("%+v", last)
	}
	if u := p.Objectives[0].Under; u == nil || *u != "Asukkaan arki sujuu" {
		t.Errorf("%+v", p.Objectives[0])
	}
}

func TestCounty(t *testing.T) {
	for text, want := range map[string]string{
		"Kainuun hyvinvointialueen strategia":                          "20 Kainuun hyvinvointialue",
		"Vantaan ja Keravan hyvinvointialueella":                       "04 Vantaan ja Keravan hyvinvointialue",
		"Etelä-Pohjanmaan aluevaltuusto kokoontui":                     "16 Etelä-Pohjanmaan hyvinvointialue",
		"Varhan strategia ja arvot ovat tässä":                         "05 Varsinais-Suomen hyvinvointialue",
		"Järvenselän hyvinvointialueen strategia on uusi":              " Järvenselän hyvinvointialue",
		"Det är Västra Nylands välfärdsområde som har en strategi för": "03 Västra Nylands välfärdsområde",
		"Helsingin kaupunki päättää":                                   "90 Helsingin kaupunki",
		"Uuden hyvinvointialueen strategia":                            "",
	} {
		got := ""
		if c := Read(extract.Text{Plain: text}).County; c != nil {
			got = c.Code + " " + c.Text
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPeriodIsTheStrategysOwn(t *testing.T) {
	for text, want := range map[string]string{
		"Kainuun hyvinvointialueen strategia 2022 - 2025":                                 "2022–2025",
		"Strategia vuosille 2023–2030\n\nVuosina 2023–2025 varmistamme siirtymän.":        "2023–2030",
		"Taloussuunnitelma 2025–2027 hyväksyttiin.":                                       "",
		"Vuosien 2026–2029 strategia on valmis. Hallitusohjelma kattaa vuodet 2023–2027.": "2026–2029",
		"Tulos ajalta 1.1.2025–30.6.2025":                                                 "",
	} {
		got := ""
		if p := Read(extract.Text{Plain: text}).Period; p != nil {
			got = p.Text
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestDefinitionsAreNotContent(t *testing.T) {
	for _, text := range []string{
		"Visio = päämäärä = tavoitetila",
		"Visio\n\nVisiolla tarkoitetaan tavoiteltavaa tulevaisuutta.",
		"Arvot ovat yhteisiä periaatteita, jotka ohjaavat työtä.",
		"Visio ja missio ovat edelleen entisellään.",
		"Strategiassa määritellään visio, missio ja arvot.",
		"Visio\nArvot\nPainopisteet\nPäätöksenteko",
	} {
		if p := Read(extract.Text{Plain: text}); p.Vision != nil || p.Mission != nil || len(p.Values) > 0 || len(p.Priorities) > 0 {
			t.Errorf("%q: vision %+v, values %+v, priorities %+v", text, p.Vision, p.Values, p.Priorities)
		}
	}
}

func TestWhoOnlyLivesThereTookNoPart(t *testing.T) {
	text := "Alueella asuu 70 000 asukasta ja hyvinvointialue työllistää 4 000 ammattilaista. Kyselyyn vastasi 1 200 asukasta, heistä 67 prosenttia naisia."
	p := Read(extract.Text{Plain: text})
	if len(p.Participation) != 1 || *p.Participation[0].Count != 1200 {
		t.Errorf("%+v", p.Participation)
	}
}

func TestLawsByNumberAndNotMatters(t *testing.T) {
	p := Read(extract.Text{Plain: "Lain (611/2021) 41 § ja laki 612/2021. Asia 1204/2022, dnro 225/2022."})
	var got []string
	for _, l := range p.Laws {
		got = append(got, l.Text)
	}
	if strings.Join(got, " ") != "611/2021 612/2021" {
		t.Errorf("%q", got)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range texts(f) {
		f.Add(s)
	}
	f.Add("•\n– \n1)\n\x00Visio:\n|||\n\t\t\nArvot ovat ,,, ja")
	f.Add("İstanbul Ⱥ visio on K ja ẞ 1\u00a0000 €. ” ’ on")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 20000 {
			return
		}
		check(t, s, Read(extract.Text{Plain: s}))
		Explain(extract.Text{Plain: s})
	})
}

// check asks that every place is inside the text, and that an item's words
// stand there.
func check(t *testing.T, s string, p proposal.Proposal) {
	raw := []rune(s)
	at := func(start, end int) string {
		if start < 0 || end > len(raw) || start > end {
			t.Fatalf("place %d-%d of %d", start, end, len(raw))
		}
		return folded(strings.NewReplacer("-\n", "", "\u00ad", "", "\u200b", "").Replace(string(raw[start:end])))
	}
	for _, list := range [][]proposal.Item{p.Values, p.Priorities, p.Objectives, p.SuccessFactors, p.Actions, p.Indicators, p.Programmes, p.Strengths, p.Principles, p.Laws} {
		for _, i := range list {
			place := at(i.Start, i.End)
			if w := strings.Fields(folded(i.Text)); len(w) > 0 && len([]rune(w[0])) > 3 && !strings.Contains(place, string([]rune(w[0])[:3])) {
				t.Errorf("%q does not stand at %q", i.Text, place)
			}
		}
	}
	for _, i := range []*proposal.Item{p.Vision, p.Mission, p.Promise} {
		if i != nil {
			at(i.Start, i.End)
		}
	}
	for _, d := range p.Decisions {
		at(d.Start, d.End)
	}
	for _, x := range p.Participation {
		at(x.Start, x.End)
	}
	for _, e := range p.Euros {
		at(e.Start, e.End)
	}
}

func TestPlacesHoldTheWords(t *testing.T) {
	for _, s := range texts(t) {
		check(t, s, Read(extract.Text{Plain: s}))
	}
}
