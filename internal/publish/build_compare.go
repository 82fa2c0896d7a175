package publish

import (
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/plan/compare"
	"github.com/katto-project/katto/internal/text"
)

// CompareView is two editions of a document against each other.
type CompareView struct {
	Name     string
	Title    Line
	From, To EditionRow
	Choices  []EditionRow
	Action   string // where the form of the two editions leads
	Side     bool
	Inline   string // address of the other ways to look
	SideBy   string
	Swap     string
	Counts   []string
	Same     bool // nothing differs
	Answers  Answers
	Changes  []ChangeRow
	Note     string
}

// ChangeRow is one element's fate, or a run of elements that did not change.
type ChangeRow struct {
	Code, Label string
	Kind        string
	WasKind     string // "" where the kind did not change
	Title       Words
	Body        Words
	Deeds       Words
	Moved       string // from where to where
	Years       string // where they changed
	Areas       string // where they changed
	Elsewhere   string // languages that changed but are not shown
	Unchanged   []Line // a run of elements as they were
}

// Words is a text from old to new, in pieces; Lang as in Line.
type Words struct {
	Pieces []compare.Piece
	Lang   string
}

// Empty tells that neither edition has the text.
func (w Words) Empty() bool { return len(w.Pieces) == 0 }

// buildCompare compares two editions whose elements are on the shelf.
func buildCompare(sh *shelf, v *voice, d plan.Document, from, to plan.Edition, base string, side bool) CompareView {
	view := CompareView{
		Name: sh.county.Display(v.lang), Title: v.documentTitle(d), Choices: v.rows(sh, d.ID, base), Action: base + "/compare",
		Side: side, Answers: v.about(sh, to, sh.slotOf(d)),
		Inline: comparePath(base, from.Number, to.Number, ""), SideBy: comparePath(base, from.Number, to.Number, "side"),
	}
	view.Swap = comparePath(base, to.Number, from.Number, sideView(side))
	for _, row := range view.Choices {
		if row.Number == from.Number {
			view.From = row
		}
		if row.Number == to.Number {
			view.To = row
		}
	}
	old, now := sh.elements[from.ID], sh.elements[to.ID]
	changes := compare.Editions(old, now, string(v.lang))
	view.Counts = v.changeCounts(changes)
	view.Same = len(view.Counts) == 0
	view.Changes = v.changeRows(changes, titles(v, old), titles(v, now))
	view.Note = v.languageNote()
	return view
}

// changeCounts says how many elements met each fate.
func (v *voice) changeCounts(changes []compare.Change) []string {
	n := map[compare.Kind]int{}
	for _, c := range changes {
		n[c.Kind]++
	}
	var list []string
	for _, kind := range []compare.Kind{compare.Added, compare.Removed, compare.Changed, compare.Moved} {
		if n[kind] > 0 {
			list = append(list, v.t("change.count."+string(kind), "Count", n[kind]))
		}
	}
	return list
}

// changeRows puts runs of unchanged elements together.
func (v *voice) changeRows(changes []compare.Change, was, is map[string]string) []ChangeRow {
	var rows []ChangeRow
	for _, c := range changes {
		if c.Kind != compare.Same {
			rows = append(rows, v.changeRow(c, was, is))
			continue
		}
		if len(rows) == 0 || rows[len(rows)-1].Code != string(compare.Same) {
			rows = append(rows, ChangeRow{Code: string(compare.Same)})
		}
		last := &rows[len(rows)-1]
		last.Unchanged = append(last.Unchanged, v.headline(*c.New))
	}
	for i := range rows {
		if n := len(rows[i].Unchanged); n > 0 {
			rows[i].Label = v.t("change.same", "Count", n)
		}
	}
	return rows
}

func (v *voice) changeRow(c compare.Change, was, is map[string]string) ChangeRow {
	row := ChangeRow{Code: string(c.Kind), Label: v.t("change." + string(c.Kind))}
	old, now := c.Old, c.New
	if old == nil {
		old = &plan.Element{}
	}
	if now == nil {
		now = &plan.Element{}
		row.Kind = v.t("kind." + string(old.Kind))
	} else {
		row.Kind = v.t("kind." + string(now.Kind))
	}
	if c.Rekind {
		row.WasKind = v.t("kind." + string(old.Kind))
	}
	row.Title = v.words(old.Title, now.Title)
	row.Body = v.words(old.Body, now.Body)
	row.Deeds = v.words(deedLines(old), deedLines(now))
	if c.Moved {
		row.Moved = v.move(was[old.ParentID], is[now.ParentID])
	}
	if c.Retimed {
		row.Years = v.t("change.years", "Old", v.years(old), "New", v.years(now))
	}
	if c.Reareas {
		row.Areas = v.t("change.areas")
	}
	row.Elsewhere = v.elsewhere(c)
	return row
}

// words compares one text of the element: in the page's language if both
// editions have it, else in one that both have, for words of two languages
// have nothing to compare. Where they share none, each is in its own.
func (v *voice) words(old, now house.Texts) Words {
	for _, lang := range []string{string(v.lang), "fi", "sv", "en"} {
		if old[lang] != "" && now[lang] != "" {
			old, now = house.Texts{lang: old[lang]}, house.Texts{lang: now[lang]}
			break
		}
	}
	a, b := v.line(old), v.line(now)
	if a.Empty() && b.Empty() {
		return Words{}
	}
	lang := b.Lang
	if b.Empty() {
		lang = a.Lang
	}
	return Words{compare.Words(a.Text, b.Text), lang}
}

// deedLines is the deeds of a value, one a line, in each language.
func deedLines(e *plan.Element) house.Texts {
	all := house.Texts{}
	for _, l := range text.Languages {
		var lines []string
		for _, deed := range e.Deeds {
			if s := deed[string(l)]; s != "" {
				lines = append(lines, s)
			}
		}
		all[string(l)] = strings.Join(lines, "\n")
	}
	return all
}

func (v *voice) move(from, to string) string {
	top := v.t("change.top")
	if from == "" {
		from = top
	}
	if to == "" {
		to = top
	}
	if from == to {
		return v.t("change.movedWithin", "Under", to)
	}
	return v.t("change.movedTo", "From", from, "To", to)
}

func (v *voice) years(e *plan.Element) string {
	if years := text.Years(int(e.StartYear), int(e.EndYear)); years != "" {
		return years
	}
	return v.t("change.noYears")
}

// elsewhere names the languages whose texts changed, when the page's own did
// not.
func (v *voice) elsewhere(c compare.Change) string {
	var names string
	for _, l := range c.Langs {
		if l == string(v.lang) {
			return ""
		}
		if names != "" {
			names += v.t("and")
		}
		names += v.t("in." + l)
	}
	if names == "" || c.Kind != compare.Changed {
		return ""
	}
	return v.t("change.elsewhere", "Languages", names)
}

// titles names the elements of an edition by id.
func titles(v *voice, elements []plan.Element) map[string]string {
	silent := newVoice(v.lang, v.day) // naming a place is not showing its text
	names := make(map[string]string, len(elements))
	for _, e := range elements {
		names[e.ID] = silent.headline(e).Text
	}
	return names
}
