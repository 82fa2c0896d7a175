package propose

import (
	"regexp"
	"slices"
	"strings"
)

// body is a deciding body named in a sentence, and how: who acts (nominative),
// whose meeting it is (genitive), where it happens (inessive).
type body struct {
	name     string // Finnish, lower case
	form     string // nom, gen, in, other
	from, to int
}

// meets follows a body that has a meeting: "lautakunnalla on kokous".
var meets = regexp.MustCompile(`^\s+on\s+kokous`)

// mustDecide follows a body in the genitive that is to act: "aluevaltuuston on
// määrä päättää".
var mustDecide = regexp.MustCompile(`^\s+(?:on\s+(?:määrä|tarkoitus|tarkoituksena|tavoitteena)|tulee|pitää|täytyy|odotetaan|arvioidaan)(?:$|[^\p{L}])`)

// submitted follows a body that is to decide what is brought to it.
var submitted = regexp.MustCompile(`^\s+(?:hyväksyttäväksi|päätettäväksi|käsiteltäväksi|päätöksentekoon|(?:för|till)\s+(?:beslut|godkännande|behandling))`)

// actsNext follows a body that acts, whatever case a slip of the pen gave it.
var actsNext = regexp.MustCompile(`^\s+(?:hyväksyi|päätti|käsitteli|vahvisti|linjasi|hyväksyä|päättää|käsitellä)\s`)

var (
	bodyFi = regexp.MustCompile(`^(?:hyvinvointi)?(aluevaltuusto|aluehallitu|kaupunginvaltuusto|kaupunginhallitu|valtuusto|kunnanhallitu|valtuuskun|\p{L}*lautakun|\p{L}*jaosto|nuorisovaltuusto|vammaisneuvosto|vanhusneuvosto|\p{L}*valiokun|\p{L}*toimikun)(\p{L}*)$`)
	bodySv = regexp.MustCompile(`^(välfärdsområdesfullmäktige|välfärdsområdesstyrelse|områdesfullmäktige|områdesstyrelse|fullmäktige|styrelse|stadsfullmäktige|stadsstyrelse|\p{L}*nämnd|ungdomsfullmäktige|\p{L}*utskott)(n|ns|s|en|ens|et|ets|na)?$`)

	namesSv = map[string]string{
		"välfärdsområdesfullmäktige": "aluevaltuusto", "områdesfullmäktige": "aluevaltuusto", "fullmäktige": "aluevaltuusto",
		"välfärdsområdesstyrelse": "aluehallitus", "områdesstyrelse": "aluehallitus", "styrelse": "aluehallitus",
		"stadsfullmäktige": "kaupunginvaltuusto", "stadsstyrelse": "kaupunginhallitus", "nationalspråksnämnd": "kansalliskielilautakunta",
		"revisionsnämnd": "tarkastuslautakunta", "ungdomsfullmäktige": "nuorisovaltuusto",
		"social-, hälsovårds- och räddningsnämnd": "sosiaali-, terveys- ja pelastuslautakunta", "valnämnd": "vaalilautakunta",
	}
)

// phrasesSv are bodies whose Swedish names are phrases.
var phrasesSv = []struct {
	re   *regexp.Regexp
	name string
}{
	{regexp.MustCompile(`(?i)råd(?:et|ets)? för personer med funktions(?:nedsättning|hinder)|(?:handikapp|funktionshinder)råd(?:et|ets)?`), "vammaisneuvosto"},
	{regexp.MustCompile(`(?i)(?:äldre|pensionärs)råd(?:et|ets)?|råd(?:et)? för äldre`), "vanhusneuvosto"},
	{regexp.MustCompile(`(?i)ungdomsråd(?:et|ets)?`), "nuorisovaltuusto"},
}

// phraseBodies finds those names; the rest of svBody reads words.
func phraseBodies(s stretch) []body {
	var out []body
	for _, p := range phrasesSv {
		for _, m := range p.re.FindAllStringIndex(s.s, -1) {
			form := "nom"
			if before := strings.ToLower(s.s[:m[0]]); strings.HasSuffix(before, "av ") || strings.HasSuffix(before, "i ") {
				form = "in"
			} else if strings.HasSuffix(before, "till ") || strings.HasSuffix(before, "för ") || strings.HasSuffix(before, "åt ") {
				form = "other"
			}
			out = append(out, body{name: p.name, form: form, from: m[0], to: m[1]})
		}
	}
	return out
}

// bodies lists the deciding bodies of a sentence.
func (d *doc) bodies(s stretch) []body {
	var out []body
	if d.lang == "sv" {
		out = phraseBodies(s)
	}
	ws := s.words()
	for i, w := range ws {
		if d.lang == "sv" {
			if b, ok := svBody(ws, i); ok {
				out = append(out, b)
			}
			continue
		}
		if i > 0 && w.low == "hallitus" && strings.HasPrefix(ws[i-1].low, "hyvinvointialueen") {
			out = append(out, body{name: "aluehallitus", form: "nom", from: w.from, to: w.to})
			continue
		}
		if m := bodyFi.FindStringSubmatch(w.low); m != nil {
			if b, ok := fiBody(ws, i, m); ok {
				if b.form == "gen" && (mustDecide.MatchString(s.s[b.to:]) || actsNext.MatchString(s.s[b.to:])) {
					b.form = "nom"
				}
				if b.form == "other" && meets.MatchString(s.s[b.to:]) {
					b.form = "nom"
				}
				out = append(out, b)
			}
		}
	}
	if len(out) == 1 && out[0].form == "other" && submitted.MatchString(s.s[out[0].to:]) {
		out[0].form = "nom"
	}
	slices.SortStableFunc(out, func(a, b body) int { return a.from - b.from })
	return out
}

var bodyEndings = map[string]string{
	"": "nom", "s": "nom", "ta": "nom", "n": "gen", "ksen": "gen", "nan": "gen", "mme": "nom",
	"ssa": "in", "ksessa": "in", "nassa": "in", "ksemme": "nom",
}

// elsewhere are the owners of councils that are not the county's.
var elsewhere = regexp.MustCompile(`^(kuntayhtymän|kunnan|kaupungin|seurakunnan|maakunnan)$`)

// fiBody names a Finnish body in its base form and tells its case.
func fiBody(ws []word, i int, m []string) (body, bool) {
	stem, end := m[1], m[2]
	form, ok := bodyEndings[end]
	if !ok {
		form = "other"
	}
	name := stem
	switch {
	case strings.HasSuffix(stem, "hallitu"):
		name = stem + "s"
	case strings.HasSuffix(stem, "kun"):
		name = stem + "ta"
	}
	if strings.HasSuffix(end, "ryhmät") || strings.HasSuffix(end, "ryhmien") || len(end) > 9 || strings.HasPrefix(end, "ryhm") || strings.HasPrefix(end, "semin") || strings.HasPrefix(end, "kau") || strings.HasPrefix(end, "alo") || strings.HasPrefix(end, "taso") {
		return body{}, false
	}
	if name == "valtuusto" {
		name = "aluevaltuusto"
		if i > 0 && elsewhere.MatchString(ws[i-1].low) {
			name = ws[i-1].low + " valtuusto"
		}
	}
	b := body{name: name, form: form, from: ws[i].from, to: ws[i].to}
	if i > 1 && strings.Contains(ws[i].low, "lautakun") && ws[i-1].low == "ja" && strings.HasSuffix(ws[i-2].low, "-") {
		b = hangingBody(ws, i, b)
	}
	return b, true
}

// hangingBody reads "sosiaali-, terveys- ja pelastuslautakunta".
func hangingBody(ws []word, i int, b body) body {
	parts := []string{}
	j := i - 2
	for j >= 0 && strings.HasSuffix(ws[j].low, "-") {
		parts = append([]string{ws[j].low}, parts...)
		j--
	}
	b.name = strings.Join(parts, ", ") + " ja " + b.name
	b.from = ws[j+1].from
	return b
}

func svBody(ws []word, i int) (body, bool) {
	m := bodySv.FindStringSubmatch(ws[i].low)
	if m == nil {
		return body{}, false
	}
	name, ok := namesSv[m[1]]
	if !ok {
		if !strings.HasSuffix(m[1], "nämnd") || m[1] == "nämnd" {
			return body{}, false
		}
		name = m[1] + "en"
	}
	form := "nom"
	switch m[2] {
	case "s", "ns", "ens", "ets":
		form = "gen"
	}
	if i > 0 && (ws[i-1].low == "för" || ws[i-1].low == "till" || ws[i-1].low == "åt") {
		form = "other"
	}
	if i > 0 && (ws[i-1].low == "i" || ws[i-1].low == "av") {
		form = "in"
	}
	return body{name: name, form: form, from: ws[i].from, to: ws[i].to}, true
}
