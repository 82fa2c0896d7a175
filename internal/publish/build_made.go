package publish

import (
	"math"
	"sort"
	"strings"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
)

// Event is one thing decided on the way. Dates has more than one where the
// sources disagree.
type Event struct {
	Dates    []Dated
	What     Line
	Status   string // planned, outcome not told; "" for what was done
	Conflict bool
	about    string // id of what it concerns
	sort     string
}

// Dated is a day with who tells it.
type Dated struct{ Date, ISO, ToldBy string }

// events lists the decisions in order of time. Decisions of one body on one
// thing with days that cannot all be true become one event that shows them
// all.
func (v *voice) events(sh *shelf) []Event {
	var list []Event
	for _, same := range together(sh.decisions) {
		list = append(list, v.event(same))
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].sort < list[j].sort })
	return list
}

// together groups the decisions that tell of the same deed: the same body
// approving or proposing the same edition. Others stand alone.
func together(decisions []decision.Decision) [][]decision.Decision {
	type deed struct {
		body string
		act  decision.Act
		ref  house.Ref
	}
	var groups [][]decision.Decision
	at := map[deed]int{}
	for _, d := range decisions {
		key := deed{d.Body, d.Act, d.Ref}
		alone := d.Ref.Kind != "edition" || d.Status != decision.Made || d.Act == decision.Notes
		if i, seen := at[key]; seen && !alone {
			groups[i] = append(groups[i], d)
			continue
		}
		if !alone {
			at[key] = len(groups)
		}
		groups = append(groups, []decision.Decision{d})
	}
	return groups
}

func (v *voice) event(same []decision.Decision) Event {
	first := same[0]
	e := Event{Conflict: conflict(same), about: first.Ref.ID, sort: "9999"}
	for _, d := range same {
		date := v.t("dateUnknown")
		if d.HeldOn != "" {
			date = v.lang.Date(d.HeldOn)
			e.sort = min(e.sort, d.HeldOn)
		}
		e.Dates = append(e.Dates, Dated{date, d.HeldOn, d.ToldBy})
	}
	e.What = v.what(first)
	if first.Status == decision.Planned {
		e.Status = v.t("planned")
		if first.HeldOn < v.day {
			e.Status = v.t("plannedPast")
		}
	}
	return e
}

// what says what a decision did: in the record's words, else body and act.
func (v *voice) what(d decision.Decision) Line {
	if words := v.line(d.What); !words.Empty() {
		return words
	}
	return Line{Text: v.t("act."+string(d.Act), "Body", upper(v.bodyName(d.Body)))}
}

// MadeView is how a strategy was made.
type MadeView struct {
	Name    string
	Answers Answers
	Events  []Event
	Counts  []CountGroup
	Told    []CountGroup // actions, indicators and euros that sources tell of
	Sources []SourceRow
	Note    string
}

// CountGroup is participation facts that count the same kind of thing.
type CountGroup struct {
	ID     string
	Title  string
	ToldBy string // the one source of all the facts, "" where they have many
	Facts  []Fact
	Sum    string // the sum, or why there is none
}

// Fact is one thing a source tells.
type Fact struct {
	Line
	Count  string // "" when none is told
	ToldBy string
}

// SourceRow is a source with how much of it stands here.
type SourceRow struct {
	Name, Address, Facts string
}

func buildMade(sh *shelf, v *voice) MadeView {
	return MadeView{
		Name: sh.county.Display(v.lang), Answers: v.aboutStrategy(sh), Events: v.events(sh),
		Counts: v.counts(sh), Told: v.toldThings(sh), Sources: v.sources(sh), Note: v.languageNote(),
	}
}

// counts groups the participation facts by what they count.
func (v *voice) counts(sh *shelf) []CountGroup {
	byUnit := map[string][]intake.Finding{}
	for _, f := range sh.findingsOf("participation") {
		u := unit(f)
		byUnit[u] = append(byUnit[u], f)
	}
	var groups []CountGroup
	for _, u := range []string{unitEvents, unitPeople, unitAnswers, unitSurveys, unitOther} {
		if findings := byUnit[u]; len(findings) > 0 {
			groups = append(groups, v.countGroup(sh, u, findings))
		}
	}
	return groups
}

func (v *voice) countGroup(sh *shelf, unit string, findings []intake.Finding) CountGroup {
	g := v.factGroup(sh, unit, v.t("unit."+unit), findings)
	for i, f := range findings {
		if f.Detail.Count != nil {
			g.Facts[i].Count = v.lang.Int(int64(*f.Detail.Count))
		}
	}
	if total, parts := sum(unit, findings); parts > 1 {
		g.Sum = v.t("sum.answers", "Total", v.lang.Int(total), "Count", parts)
	} else if unit != unitOther && counted(findings) > 1 {
		g.Sum = v.t("noSum")
	}
	return g
}

// factGroup lists the findings' words with their sources.
func (v *voice) factGroup(sh *shelf, id, title string, findings []intake.Finding) CountGroup {
	g := CountGroup{ID: id, Title: title, ToldBy: sh.sourceName(oneOf(findings))}
	for _, f := range findings {
		fact := Fact{Line: v.finding(sh, f)}
		if g.ToldBy == "" {
			fact.ToldBy = sh.sourceName(f.SourceID)
		}
		g.Facts = append(g.Facts, fact)
	}
	return g
}

// toldThings are what sources tell beside the strategy itself.
func (v *voice) toldThings(sh *shelf) []CountGroup {
	var groups []CountGroup
	for _, kind := range []string{"action", "indicator", "euro"} {
		findings := sh.findingsOf(kind)
		if len(findings) == 0 {
			continue
		}
		g := v.factGroup(sh, kind, v.t("found."+kind), findings)
		for i, f := range findings {
			if f.Detail.AmountEUR != nil {
				g.Facts[i].Count = v.lang.Euros(int64(math.Round(*f.Detail.AmountEUR)))
			}
		}
		groups = append(groups, g)
	}
	return groups
}

// findingsOf lists the findings of a kind, in the order of their sources.
func (sh *shelf) findingsOf(kind string) []intake.Finding {
	var list []intake.Finding
	for _, f := range sh.findings {
		if f.Kind == kind {
			list = append(list, f)
		}
	}
	return list
}

// oneOf is the source of all the findings, "" where they have many.
func oneOf(findings []intake.Finding) string {
	for _, f := range findings {
		if f.SourceID != findings[0].SourceID {
			return ""
		}
	}
	return findings[0].SourceID
}

func counted(findings []intake.Finding) (n int) {
	for _, f := range findings {
		if f.Detail.Count != nil {
			n++
		}
	}
	return n
}

// sources lists where the page's facts come from.
func (v *voice) sources(sh *shelf) []SourceRow {
	var list []SourceRow
	for _, s := range sh.sources {
		n := 0
		for _, f := range sh.findings {
			if f.SourceID == s.ID {
				n++
			}
		}
		row := SourceRow{Name: s.Name, Address: webAddress(s.Address)}
		if n > 0 {
			row.Facts = v.t("factsOf", "Count", n)
		}
		list = append(list, row)
	}
	return list
}

// webAddress is the address if a page may link to it, else "".
func webAddress(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

// finding is what a finding says: in the page's language where the review
// gave that, else in the source's own.
func (v *voice) finding(sh *shelf, f intake.Finding) Line {
	texts := house.Texts{}
	for l, s := range f.Detail.Texts {
		texts[l] = s
	}
	if language := sh.sourceLanguage(f.SourceID); texts[language] == "" {
		texts[language] = f.Words
	}
	return v.line(texts)
}

func (sh *shelf) sourceName(id string) string {
	for _, s := range sh.sources {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}

func (sh *shelf) sourceLanguage(id string) string {
	for _, s := range sh.sources {
		if s.ID == id && s.Language != "" {
			return s.Language
		}
	}
	return "fi"
}
