package publish

import (
	"slices"
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
	Record   string // who did it, in which section of the minutes, where that is known
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
	e.What, e.Record = v.what(first), v.record(first)
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
	return Line{Text: v.deed(d)}
}

// record is body, act and section beside the record's own words, which may be
// the matter alone.
func (v *voice) record(d decision.Decision) string {
	if d.Section == "" || d.Status != decision.Made || v.line(d.What).Empty() {
		return ""
	}
	return v.deed(d)
}

// deed is "Aluevaltuusto hyväksyi, 40 §, 12/2022".
func (v *voice) deed(d decision.Decision) string {
	parts := []string{v.t("act."+string(d.Act), "Body", upper(v.bodyName(d.Body)))}
	if d.Section != "" {
		parts = append(parts, v.t("section", "Number", d.Section))
	}
	if d.RecordNumber != "" {
		parts = append(parts, d.RecordNumber)
	}
	return strings.Join(parts, ", ")
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

// Counted tells whether any of the facts has a number.
func (g CountGroup) Counted() bool {
	return slices.ContainsFunc(g.Facts, func(f Fact) bool { return f.Count != "" })
}

// Fact is one thing a source tells.
type Fact struct {
	Line
	Count  string // "" when none is told
	ToldBy string
}

// SourceRow is a source; Address is "" where none can be linked to.
type SourceRow struct{ Name, Address string }

func buildMade(sh *shelf, v *voice) MadeView {
	return MadeView{
		Name: sh.county.Display(v.lang), Answers: v.aboutStrategy(sh), Events: v.events(sh),
		Counts: v.counts(sh), Told: v.toldThings(sh), Sources: v.sources(sh), Note: v.languageNote(),
	}
}

// sources lists where the page's facts come from.
func (v *voice) sources(sh *shelf) []SourceRow {
	var list []SourceRow
	for _, s := range sh.sources {
		list = append(list, SourceRow{Name: s.Name, Address: webAddress(s.Address)})
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
	line := v.line(texts)
	line.Text = upper(line.Text)
	return line
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
