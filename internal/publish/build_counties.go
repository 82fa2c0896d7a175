package publish

import (
	"sort"

	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// mostCompared keeps the comparison readable.
const mostCompared = 6

// CountiesView is counties side by side, in words.
type CountiesView struct {
	Choices []Choice
	Columns []CountyColumn
	TooMany bool
	Note    string
}

// Choice is a county that can be chosen.
type Choice struct {
	Slug, Name string
	Chosen     bool
}

// CountyColumn is one county's column.
type CountyColumn struct {
	Name, Official, Href string
	Invented, Roofed     bool
	State                State
	Period, ToldBy       string
	Answers              Answers
	Promise, Vision      Item
	Mission              Item
	Values, Priorities   []Item
	Rooms                []Room
}

// buildCounties sets the chosen counties side by side, in the order chosen.
func buildCounties(glances []glance, shelves []*shelf, v *voice) CountiesView {
	view := CountiesView{TooMany: len(shelves) > mostCompared}
	chosen := map[string]bool{}
	for i, sh := range shelves {
		if i < mostCompared {
			chosen[sh.county.Slug] = true
			view.Columns = append(view.Columns, v.column(sh))
		}
	}
	for _, g := range glances {
		if g.roofed || chosen[g.county.Slug] {
			view.Choices = append(view.Choices, Choice{g.county.Slug, v.called(g.county), chosen[g.county.Slug]})
		}
	}
	sort.SliceStable(view.Choices, func(i, j int) bool { return text.Compare(view.Choices[i].Name, view.Choices[j].Name) < 0 })
	view.Note = v.languageNote()
	return view
}

// called is what people call the county, with a word when it is invented.
func (v *voice) called(c registry.County) string {
	if c.Kind == registry.Invented {
		return v.t("inventedMark", "County", c.Display(v.lang))
	}
	return c.Display(v.lang)
}

func (v *voice) column(sh *shelf) CountyColumn {
	path := countyPath(v.lang, sh.county)
	h := buildHouse(sh, v, path)
	c := CountyColumn{
		Name: h.Name, Official: h.Official, Href: path, Invented: sh.county.Kind == registry.Invented, Roofed: h.Roofed,
		State: h.State, Period: h.Period, ToldBy: h.Sources.State, Answers: h.Answers,
		Promise: h.Promise, Vision: h.Vision, Mission: h.Mission, Values: h.Values, Rooms: h.Rooms,
	}
	for _, f := range h.Floors {
		c.Priorities = append(c.Priorities, f.Item)
	}
	return c
}

// standsFor finds the strategy edition of a plan that stands on the day.
func standsFor(p plan.Plan, day string) (plan.Edition, bool) {
	d, found := p.Strategy()
	if !found {
		return plan.Edition{}, false
	}
	return p.Current(d.ID, day)
}
