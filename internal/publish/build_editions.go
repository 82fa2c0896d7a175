package publish

import (
	"strconv"

	"github.com/katto-project/katto/internal/plan"
)

// EditionsView lists every public edition of a document.
type EditionsView struct {
	Name      string
	Title     Line
	Answers   Answers
	Rows      []EditionRow
	CompareTo string // where the form of two editions leads, "" for fewer than two
	Note      string
}

// EditionRow is one edition.
type EditionRow struct {
	Number  int64
	Href    string
	Period  string
	State   State
	Note    Line
	Days    []Day
	Hash    string
	ToldBy  string
	Against string // the comparison with the edition before, "" for the first
}

// Day is one step of an edition with its date.
type Day struct{ Term, Date string }

func buildEditions(sh *shelf, v *voice, d plan.Document, base string) EditionsView {
	view := EditionsView{
		Name: sh.county.Display(v.lang), Title: v.documentTitle(d),
		Answers: v.aboutDocument(sh, d), Rows: v.rows(sh, d.ID, base),
	}
	if len(view.Rows) > 1 {
		view.CompareTo = base + "/compare"
	}
	view.Note = v.languageNote()
	return view
}

// aboutDocument answers for the edition of the document that stands today.
func (v *voice) aboutDocument(sh *shelf, d plan.Document) Answers {
	edition, _ := sh.plan.Current(d.ID, v.day)
	return v.about(sh, edition, sh.slotOf(d))
}

// rows lists a document's public editions, the newest first.
func (v *voice) rows(sh *shelf, document, base string) []EditionRow {
	editions := sh.editions(document)
	var list []EditionRow
	for i, e := range editions {
		row := EditionRow{
			Number: e.Number, Href: editionPath(base, e.Number), Period: period(e), State: v.standing(e),
			Note: v.line(e.Note), Days: v.days(e), Hash: e.Hash, ToldBy: e.ToldBy,
		}
		if i+1 < len(editions) {
			row.Against = comparePath(base, editions[i+1].Number, e.Number, "")
		}
		list = append(list, row)
	}
	return list
}

// numbered names an edition by its number and its years: "version 2,
// 2026–2029".
func (v *voice) numbered(row EditionRow) string {
	name := v.t("editionNumber", "Number", strconv.FormatInt(row.Number, 10))
	if row.Period == "" {
		return name
	}
	return name + ", " + row.Period
}

// days lists the dates an edition has.
func (v *voice) days(e plan.Edition) []Day {
	var list []Day
	for _, step := range []struct{ term, date string }{
		{"proposed", e.ProposedOn},
		{"returned", e.ReturnedOn},
		{"approved", e.ApprovedOn},
		{"in_force", e.InForceFrom},
		{"superseded", e.SupersededOn},
	} {
		if step.date != "" {
			list = append(list, Day{v.t("day." + step.term), v.lang.Date(step.date)})
		}
	}
	return list
}
