package score

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/katto-project/katto/internal/intake/proposal"
)

func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Vastuullisuus.", "vastuullisuus", true},
		{"2022–2025", "2022-2025", true},
		{"a b c d e", "a b c d f", true},
		{"a b c d", "a b c e", false},
		{"”Yhdessä, lähellä”", "yhdessä lähellä", true},
		{"", "x", false},
		{"Työ ja arki", "arki ja työ", true},
	} {
		if got := Same(c.a, c.b); got != c.want {
			t.Errorf("Same(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func items(texts ...string) []proposal.Item {
	var out []proposal.Item
	for _, s := range texts {
		out = append(out, proposal.Item{Text: s})
	}
	return out
}

func TestOneCountsFoundWrongAndMissed(t *testing.T) {
	l, err := parse([]byte(`{"county": "A", "values": ["x", "y"], "promise": "p", "surface": {"y": "yn"}, "laws": ["laki 611/2021"],
		"decisions": [{"body": "aluevaltuusto", "date": "2022-06-13"}, {"body": "aluehallitus", "date": null}],
		"participation": [{"count": 2}, {"count": 2}, {"count": null}], "euros": [{"amount_eur": 1000000}],
		"also_acceptable": {"values": ["z"], "promise": [null], "vision": "v"}}`))
	if err != nil {
		t.Fatal(err)
	}
	day, two, five := "2022-06-13", 2, 5
	p := proposal.Proposal{
		County: &proposal.County{Text: "B"}, Vision: &proposal.Item{Text: "V"}, Values: items("yn", "z", "w"), Laws: items("611/2021"),
		Decisions:     []proposal.Decision{{Body: "Aluevaltuusto", Date: &day}, {Body: "aluehallitus"}},
		Participation: []proposal.Participation{{Count: &two}, {Count: &five}, {}},
		Euros:         []proposal.Euro{{AmountEUR: 1e6}},
	}
	r := One(p, l)
	for field, want := range map[string][3]int{
		"county": {0, 1, 1}, "values": {1, 1, 1}, "promise": {0, 0, 0}, "vision": {0, 0, 0}, "decisions": {1, 0, 0},
		"participation": {1, 1, 1}, "euros": {1, 0, 0}, "laws": {1, 0, 0}, "actions": {0, 0, 0},
	} {
		if got := [3]int{r[field].Found, r[field].Wrong, r[field].Missed}; got != want {
			t.Errorf("%s: found, wrong, missed %v, want %v", field, got, want)
		}
	}
	all := r.All()
	if all.Found != 5 || all.Wrong != 3 || all.Missed != 3 {
		t.Errorf("all: %+v", all)
	}
	if f := all.F1(); f != 10.0/16 {
		t.Errorf("F1 %v", f)
	}
	if (Count{}).F1() != 1 {
		t.Error("nothing to find and nothing found is right")
	}
}

func TestDirPairsTextsWithLabels(t *testing.T) {
	dir := t.TempDir()
	write := func(name, s string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.txt", "yksi")
	write("a.txt.gold.json", `{"vision": "yksi"}`)
	write("b.txt", "kaksi")
	write("b.gold.json", `{"vision": "muu"}`)
	read := func(_ string, text []byte) (proposal.Proposal, error) {
		return proposal.Proposal{Vision: &proposal.Item{Text: string(text)}}, nil
	}
	total, each, err := Dir(dir, read)
	if err != nil {
		t.Fatal(err)
	}
	if len(each) != 2 || total["vision"].Found != 1 || total["vision"].Wrong != 1 || total["vision"].Missed != 1 {
		t.Errorf("total %+v of %d texts", total["vision"], len(each))
	}
	write("c.gold.json", `{`)
	if _, _, err := Dir(dir, read); err == nil {
		t.Error("broken labels are an error")
	}
}
