package publish

import (
	"math"
	"sort"

	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
)

// Ground is what the house stands on.
type Ground struct {
	People         string
	PeopleNote     string
	PeopleSource   string
	Municipalities []string
	Areas          string
	Money          []Amount
	MoneyToldBy    string // the one source of all of it, "" where each says its own
	Assumptions    int
	AssumptionHref string
}

// Amount is euros that a source tells of; Euros is "" where it tells of money
// without a sum.
type Amount struct {
	Line
	Euros, ToldBy string
}

// ground is people, money and the situation.
func (v *voice) ground(sh *shelf, e plan.Edition, path string) Ground {
	c := sh.county
	g := Ground{
		People:     v.lang.Int(c.Population),
		PeopleNote: v.t("peopleNote", "Count", len(c.Municipalities), "Year", c.Source.PopulationYear),
		Areas:      v.areasNote(sh.plan.Areas),
	}
	if c.Kind != registry.Invented {
		g.PeopleSource = v.t("peopleSource", "Year", c.Source.PopulationYear)
	}
	for _, m := range c.Municipalities {
		g.Municipalities = append(g.Municipalities, municipality(m, v))
	}
	sort.Strings(g.Municipalities)
	g.Money, g.MoneyToldBy = v.money(sh)
	if assumptions := plan.Of(sh.tree(e.ID), plan.Assumption); len(assumptions) > 0 {
		g.Assumptions, g.AssumptionHref = len(assumptions), path+"/strategy#"+assumptions[0].Anchor()
	}
	return g
}

func municipality(m registry.Municipality, v *voice) string {
	if v.lang == "sv" && m.Sv != "" {
		return m.Sv
	}
	return m.Fi
}

// areasNote tells how many areas the county has, and when no source names
// them.
func (v *voice) areasNote(areas []plan.Area) string {
	if len(areas) == 0 {
		return ""
	}
	for _, a := range areas {
		if name, _ := a.Name.In(string(v.lang)); name != "" {
			return v.t("areas", "Count", len(areas))
		}
	}
	return v.t("areasUnnamed", "Count", len(areas))
}

// money lists the euros that sources tell of. They are never added up: a
// need and a saving are not the same thing.
func (v *voice) money(sh *shelf) (list []Amount, toldBy string) {
	findings := sh.findingsOf("euro")
	if len(findings) > 0 {
		toldBy = sh.sourceName(oneOf(findings))
	}
	for _, f := range findings {
		amount := Amount{Line: v.finding(sh, f)}
		if toldBy == "" {
			amount.ToldBy = sh.sourceName(f.SourceID)
		}
		if f.Detail.AmountEUR != nil {
			amount.Euros = v.lang.Euros(int64(math.Round(*f.Detail.AmountEUR)))
		}
		list = append(list, amount)
	}
	return list, toldBy
}
