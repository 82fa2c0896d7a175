package publish

import (
	"context"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/text"
)

const day = "2026-11-20"

// shelfOf reads a county with every element, as the pages do.
func shelfOf(t *testing.T, f *fake, slug string) *shelf {
	t.Helper()
	s := f.site()
	sh, err := s.shelf(context.Background(), slug)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range sh.plan.Editions {
		if err := s.read(context.Background(), sh, e.ID); err != nil {
			t.Fatal(err)
		}
	}
	return sh
}

func TestLooseObjectives(t *testing.T) {
	view := buildHouse(shelfOf(t, houses(), "kainuu"), newVoice(text.Fi, day), "/fi/kainuu")
	if len(view.Floors) != 4 || len(view.Loose) != 16 || view.LooseNote == "" {
		t.Errorf("%d floors, %d loose, note %q", len(view.Floors), len(view.Loose), view.LooseNote)
	}
	for _, floor := range view.Floors {
		if floor.Objectives != "" {
			t.Errorf("%q has %s, and no source says so", floor.Text, floor.Objectives)
		}
	}
	if len(view.More) != 1 || view.More[0].Text != "4 vahvuutta" {
		t.Errorf("%+v", view.More)
	}
}

// Without priorities there is no floor an objective could belong to, and
// nothing to say about it.
func TestObjectivesWithoutPriorities(t *testing.T) {
	f := houses()
	f.elements["y-e1"] = append(f.elements["y-e1"], plan.Element{ID: "y-t", County: "10", EditionID: "y-e1", Kind: plan.Objective, Title: fi("Tavoite")})
	view := buildHouse(shelfOf(t, f, "kymenlaakso"), newVoice(text.Fi, day), "/fi/kymenlaakso")
	if len(view.Loose) != 1 || view.LooseNote != "" {
		t.Errorf("%+v %q", view.Loose, view.LooseNote)
	}
}

func TestStandings(t *testing.T) {
	for _, c := range []struct {
		edition plan.Edition
		want    string
	}{
		{plan.Edition{State: plan.InForce, EndYear: 2025}, "Kausi päättynyt"},
		{plan.Edition{State: plan.InForce, EndYear: 2026}, "Voimassa, kausi päättyy tänä vuonna"},
		{plan.Edition{State: plan.InForce, EndYear: 2027}, "Voimassa"},
		{plan.Edition{State: plan.InForce}, "Voimassa"},
		{plan.Edition{State: plan.Approved, InForceFrom: "2027-01-01"}, "Hyväksytty, ei vielä voimassa"},
		{plan.Edition{State: plan.Proposed, EndYear: 2025}, "Kausi päättynyt"},
		{plan.Edition{State: plan.Returned}, "Palautettu valmisteluun"},
		{plan.Edition{State: plan.Draft}, "Luonnos"},
	} {
		if got := newVoice(text.Fi, day).standing(c.edition).Label; got != c.want {
			t.Errorf("%+v: %q, want %q", c.edition, got, c.want)
		}
	}
}

func TestAnswers(t *testing.T) {
	made := func(body, on, told string) decision.Decision {
		return decision.Decision{Body: body, HeldOn: on, Act: decision.Approves, Status: decision.Made, Ref: onEdition("e"), ToldBy: told}
	}
	due := made("aluevaltuusto", "2026-12-01", "")
	due.Status = decision.Planned
	past := due
	past.HeldOn = "2026-11-19"
	other := made("aluevaltuusto", "2024-01-01", "")
	other.Ref = onEdition("another")
	proposal := made("aluehallitus", "2026-10-01", "")
	proposal.Act = decision.Proposes
	edition := plan.Edition{ID: "e", State: plan.Proposed}
	decided := plan.Edition{ID: "e", State: plan.Approved, ApprovedOn: "2024-05-06", ToldBy: "Uutinen"}
	for name, c := range map[string]struct {
		edition   plan.Edition
		decisions []decision.Decision
		term      string
		want      []Verdict
		conflict  bool
	}{
		"nothing is told":            {edition, nil, "Päättää", []Verdict{{"aluevaltuusto", ""}}, false},
		"only a proposal":            {edition, []decision.Decision{proposal, other}, "Päättää", []Verdict{{"aluevaltuusto", ""}}, false},
		"a decision is due":          {edition, []decision.Decision{due}, "Päättää", []Verdict{{"aluevaltuusto, päätös suunniteltu 1.12.2026", ""}}, false},
		"a due day is past":          {edition, []decision.Decision{past}, "Päättää", []Verdict{{"aluevaltuusto, päätös suunniteltu 19.11.2026, lopputulos ei ole tiedossa", ""}}, false},
		"a decision wins over a due": {edition, []decision.Decision{due, made("aluevaltuusto", "2026-11-01", "A")}, "Päätti", []Verdict{{"aluevaltuusto 1.11.2026", "A"}}, false},
		"a month agrees with a day in it": {
			edition,
			[]decision.Decision{made("aluevaltuusto", "2022-12", "A"), made("aluevaltuusto", "2022-12-13", "B")},
			"Päätti",
			[]Verdict{{"aluevaltuusto 13.12.2022", "B"}},
			false,
		},
		"two days disagree": {
			edition,
			[]decision.Decision{made("aluevaltuusto", "2023-11-21", "A"), made("aluevaltuusto", "2022-11-21", "B")},
			"Päätti",
			[]Verdict{{"aluevaltuusto 21.11.2023", "A"}, {"aluevaltuusto 21.11.2022", "B"}},
			true,
		},
		"only the edition's own date": {decided, nil, "Päätti", []Verdict{{"aluevaltuusto 6.5.2024", "Uutinen"}}, false},
		"told to be in force": {
			plan.Edition{ID: "e", State: plan.InForce},
			nil, "Päättäjä",
			[]Verdict{{"aluevaltuusto, päätös ei ole tiedossa", ""}},
			false,
		},
	} {
		county, _ := registry.BySlug("kainuu")
		sh := &shelf{county: county, decisions: c.decisions}
		got := newVoice(text.Fi, day).about(sh, c.edition, sh.roof())
		if got.Term != c.term || got.Conflict != c.conflict || !cmp.Equal(got.Decided, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestEventsInOrder(t *testing.T) {
	event := func(on string, act decision.Act, ref house.Ref, told string) decision.Decision {
		return decision.Decision{Body: "aluevaltuusto", HeldOn: on, Act: act, Status: decision.Made, Ref: ref, ToldBy: told}
	}
	sh := &shelf{decisions: []decision.Decision{
		event("", decision.Notes, house.Ref{}, ""),
		event("2024-02-01", decision.Approves, onEdition("e"), "A"),
		event("2023", decision.Notes, house.Ref{}, ""),
		event("2022-02-01", decision.Approves, onEdition("e"), "B"),
		event("2023-06", decision.Approves, onEdition("f"), "A"),
	}}
	var got []string
	for _, e := range newVoice(text.Fi, day).events(sh) {
		s := ""
		for _, d := range e.Dates {
			s += d.ISO + d.ToldBy + " "
		}
		if e.Conflict {
			s += "conflict"
		}
		got = append(got, s)
	}
	want := []string{"2024-02-01A 2022-02-01B conflict", "2023 ", "2023-06A ", " "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestUnits(t *testing.T) {
	for words, want := range map[string]string{
		"noin 250 yhteistyötilaisuutta ja työpajaa":                           unitEvents,
		"yhteistyötilaisuuksia ja työpajoja noin 250, osallistujia yli 3 500": unitOther,
		"osallistujia yli 3 500":                                              unitPeople,
		"kyselyissä vastaajia noin 6 000":                                     unitAnswers,
		"väittämä-äänestyksessä vastaajia noin 1 150":                         unitAnswers,
		"kaksi sähköistä taustakyselyä":                                       unitSurveys,
		"kaksi strategiatoria, kaksi taustakyselyä ja useita seminaareja":     unitOther,
		"historian havinaa":                                                   unitOther,
		"vastausprosentti 45":                                                 unitOther,
		"800 svarade på enkäten":                                              unitAnswers,
		"12 verkstäder":                                                       unitEvents,
		"1 482 deltagare":                                                     unitPeople,
		"yrittäjien säännölliset verkostot":                                   unitOther,
		"kolme tapaamista":                                                    unitEvents,
		"120 osallistujaa vastasi: 120 vastausta":                             unitOther,
		"kuntien kanssa 4 kokousta":                                           unitEvents,
		"neljään työpajaan kokoontunut työryhmä":                              unitEvents,
		"jaettu 3 000 esitettä":                                               unitOther,
		"Sidosryhmäkysely":                                                    unitSurveys,
	} {
		if got := unit(intake.Finding{Words: words}); got != want {
			t.Errorf("%q counts %s, want %s", words, got, want)
		}
	}
}

func TestSums(t *testing.T) {
	fact := func(source string, count *int) intake.Finding {
		return intake.Finding{SourceID: source, Detail: intake.Detail{Count: count}}
	}
	for name, c := range map[string]struct {
		unit  string
		facts []intake.Finding
		total int64
		parts int
	}{
		"answers of one source":       {unitAnswers, []intake.Finding{fact("a", number(6000)), fact("a", number(1150))}, 7150, 2},
		"a missing number is no zero": {unitAnswers, []intake.Finding{fact("a", number(6000)), fact("a", nil)}, 6000, 1},
		"zero is a number":            {unitAnswers, []intake.Finding{fact("a", number(0)), fact("a", number(5))}, 5, 2},
		"two sources":                 {unitAnswers, []intake.Finding{fact("a", number(10)), fact("b", number(10))}, 0, 0},
		"people":                      {unitPeople, []intake.Finding{fact("a", number(10)), fact("a", number(10))}, 0, 0},
		"events":                      {unitEvents, []intake.Finding{fact("a", number(250)), fact("a", number(15))}, 0, 0},
	} {
		if total, parts := sum(c.unit, c.facts); total != c.total || parts != c.parts {
			t.Errorf("%s: %d of %d", name, total, parts)
		}
	}
}

// Helsinki's rooms follow the law that binds it; what it has is shown.
func TestHelsinki(t *testing.T) {
	f := houses()
	f.county("90").slot(
		plan.Slot{Kind: plan.Budget, Slug: "talousarvio", Basis: "611/2021 115 §", Binding: plan.Under, State: plan.SlotEmpty},
		plan.Slot{Kind: plan.Programme, Slug: "ohjelma", Basis: "611/2021 41 §", Binding: plan.Under, State: plan.SlotExists},
	)
	var slugs []string
	for _, c := range shelfOf(t, f, "helsinki").chambers(day) {
		slugs = append(slugs, c.slot.Slug)
	}
	if diff := cmp.Diff([]string{"ohjelma", "palvelustrategia", "palvelutasopaatos", "omavalvontaohjelma"}, slugs); diff != "" {
		t.Error(diff)
	}
}

// A document that fills no slot is a room too.
func TestDocumentWithoutSlot(t *testing.T) {
	f := houses()
	b := f.county("20")
	b.change(func(p *plan.Plan) {
		p.Documents = append(p.Documents, plan.Document{ID: "irto", County: "20", Kind: plan.Programme, Slug: "irto", Title: fi("Irto-ohjelma")})
	})
	b.edition(plan.Edition{ID: "irto-1", DocumentID: "irto", Number: 1, State: plan.InForce})
	c, err := shelfOf(t, f, "kainuu").room("irto", day)
	if err != nil || !c.filled || newVoice(text.Fi, day).title(c).Text != "Irto-ohjelma" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestOneSource(t *testing.T) {
	room := func(state, told string) Room {
		return Room{State: State{Code: state}, Item: Item{ToldBy: told}}
	}
	for name, c := range map[string]struct {
		rooms []Room
		want  string
	}{
		"one source, empty rooms aside": {[]Room{room("preparing", "A"), room("planned", "A"), room("empty", "")}, "A"},
		"a single room":                 {[]Room{room("preparing", "A"), room("empty", "")}, ""},
		"two sources":                   {[]Room{room("preparing", "A"), room("planned", "B")}, ""},
		"one without a source":          {[]Room{room("preparing", "A"), room("in_force", "")}, ""},
	} {
		if got := oneSource(c.rooms); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestLanguages(t *testing.T) {
	v := newVoice(text.Sv, day)
	if got := v.line(house.Texts{"fi": "suomeksi"}); got != (Line{"suomeksi", "fi"}) {
		t.Errorf("%+v", got)
	}
	if got := v.languageNote(); got != "Områdets egna texter på sidan finns bara på finska." {
		t.Error(got)
	}
	if got := v.line(house.Texts{"fi": "suomeksi", "sv": "på svenska"}); got != (Line{Text: "på svenska"}) {
		t.Errorf("%+v", got)
	}
	v.line(house.Texts{"en": "in English"})
	if got := v.languageNote(); got != "En del av texterna på sidan finns bara på engelska och finska." {
		t.Error(got)
	}
	if got := newVoice(text.Sv, day).languageNote(); got != "" {
		t.Error(got)
	}
}

func TestHeadline(t *testing.T) {
	v := newVoice(text.Fi, day)
	long := ""
	for range 40 {
		long += "sana "
	}
	for _, c := range []struct {
		element plan.Element
		want    string
	}{
		{plan.Element{Title: fi("Otsikko"), Body: fi("Teksti")}, "Otsikko"},
		{plan.Element{Body: fi("Ensimmäinen rivi\nToinen")}, "Ensimmäinen rivi"},
		{plan.Element{}, ""},
	} {
		if got := v.headline(c.element).Text; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got := []rune(v.headline(plan.Element{Body: fi(long)}).Text); len(got) > 90 || got[len(got)-1] != '…' {
		t.Errorf("%d letters: %q", len(got), string(got))
	}
}

func TestHyphenate(t *testing.T) {
	for name, want := range map[string]string{
		"Kymenlaakso": "Kymen·laakso", "Pohjois-Pohjanmaa": "Poh·jois-Poh·jan·maa", "Kainuu": "Kai·nuu", "Lappi": "Lappi", "Österbotten": "Öster·bot·ten",
	} {
		got := ""
		for _, r := range hyphenate(name) {
			if r == '\u00ad' {
				r = '·'
			}
			got += string(r)
		}
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestChosenCounties(t *testing.T) {
	for _, c := range []struct{ values, want []string }{
		{[]string{"kainuu,lappi", "kainuu"}, []string{"kainuu", "lappi"}},
		{[]string{"", "ei-ole"}, nil},
		{[]string{"kainuu,lappi,helsinki,pohjanmaa,satakunta,pirkanmaa,kymenlaakso,keski-suomi"}, []string{"kainuu", "lappi", "helsinki", "pohjanmaa", "satakunta", "pirkanmaa", "kymenlaakso"}},
	} {
		if diff := cmp.Diff(c.want, chosenCounties(c.values)); diff != "" {
			t.Error(diff)
		}
	}
}

// One element in many editions and languages is one result.
func TestSearchPages(t *testing.T) {
	var hits []search.Hit
	for i := range 45 {
		hit := search.Hit{Doc: search.Doc{Ref: house.Ref{Kind: "element", ID: strconv.Itoa(i)}, County: "20", Lang: text.Fi, Path: "/fi/kainuu/elements/x"}}
		hits = append(hits, hit, hit)
	}
	hits[1].Lang = text.Sv
	view := buildSearch(newVoice(text.Sv, day), nil, "ord", 3, hits)
	if len(view.Hits) != 5 || view.After != "" || view.Before != "/sv/search?q=ord&page=2" || view.Found != "45 träffar för ”ord”" {
		t.Errorf("%d hits, %+v", len(view.Hits), view)
	}
	first := buildSearch(newVoice(text.Sv, day), nil, "ord", 1, hits)
	if len(first.Hits) != hitsPerPage || first.Hits[0].Lang != "" || first.Hits[1].Lang != "fi" || first.After == "" || first.Hits[0].Href != "/sv/kainuu/elements/x" {
		t.Errorf("%+v", first.Hits[:2])
	}
	if far := buildSearch(newVoice(text.Sv, day), nil, "ord", 25, hits); len(far.Hits) != 0 {
		t.Errorf("%d hits beyond the end", len(far.Hits))
	}
}

func TestHalvesTogetherAreTheText(t *testing.T) {
	for s, want := range map[string][]Half{
		"":                                 nil,
		"Omavalvonta":                      {{Text: "Omavalvonta"}},
		"-suunnitelma":                     {{Text: "-suunnitelma", Half: true}},
		"Kertomus ja -suunnitelma 2026":    {{Text: "Kertomus ja "}, {Text: "-suunnitelma", Half: true}, {Text: " 2026"}},
		"Digi- ja etäpalvelut, -10 – tai ": {{Text: "Digi- ja etäpalvelut, -10 – tai "}},
	} {
		if got := halves(s); !cmp.Equal(got, want) {
			t.Errorf("%q: %+v", s, got)
		}
	}
}

func TestTheHouseShowsTheLastStepsOfItsStrategy(t *testing.T) {
	step := func(about, on string) Event { return Event{about: about, sort: on} }
	way := []Event{step("old", "1"), step("old", "2"), step("e", "3"), step("e", "4"), step("room", "5"), step("room", "6")}
	if got := lately(way, "e"); len(got) != 2 || got[0].sort != "3" {
		t.Errorf("the way to the edition: %+v", got)
	}
	if got := lately(way, ""); len(got) != shownEvents || got[0].sort != "2" {
		t.Errorf("without an edition: %+v", got)
	}
	if got := lately(way[:3], "e"); len(got) != 3 {
		t.Errorf("a short way: %+v", got)
	}
}

// A text that one edition lacks in the page's language is compared in one
// that both have.
func TestComparesWordsOfOneLanguage(t *testing.T) {
	both := house.Texts{"fi": "ei jää yksin", "sv": "lämnas inte ensam"}
	for _, c := range []struct {
		old, now house.Texts
		lang     string
	}{
		{both, both, ""},
		{both, house.Texts{"fi": "ei ole yksin"}, "fi"},
		{both, house.Texts{"fi": "ei ole yksin", "sv": "är inte ensam"}, ""},
		{house.Texts{"en": "alone"}, both, ""},
		{both, nil, ""},
	} {
		if got := newVoice(text.Sv, "2026-11-02").words(c.old, c.now); got.Lang != c.lang {
			t.Errorf("%v and %v are compared in %q: %+v", c.old, c.now, got.Lang, got.Pieces)
		}
	}
}
