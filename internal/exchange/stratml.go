package exchange

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/stratml"
)

// StratML turns the strategy of a house into a StratML plan in one language:
// the edition that stands on the day (ISO), or the one the house was exported
// with. Priorities are goals, and objectives stand under them; objectives of
// no priority share a goal that says so. What StratML has no place for (the
// promise, principles, strengths, rooms, decisions, facts) is told as text in
// OtherInformation. A text the language lacks comes in the one it has, named
// in brackets. NotFound when the house has no strategy.
func StratML(h House, lang text.Lang, part stratml.Part, day string) (*stratml.Plan, error) {
	c, err := newCut(h, lang, day)
	if err != nil {
		return nil, err
	}
	p := &stratml.Plan{
		Part: part, Lang: string(lang), Name: c.line(c.document.Title), Description: c.say(c.edition.Note),
		Organizations: []stratml.Organization{{
			Name: c.countyName(), Acronym: c.county.Brand, ID: stratml.ID{Original: "county-" + string(h.County)},
		}},
		Vision: c.statement(plan.Vision), Mission: c.statement(plan.Mission),
		Values: c.values(), Goals: c.goals(), Administrative: c.administrative(),
	}
	if part == stratml.Part2 {
		p.Type = stratml.StrategicPlanType
	}
	p.OtherInformation = c.rest()
	return p, nil
}

// statement joins the elements of a kind that StratML has once.
func (c *cut) statement(kind plan.Kind) (s stratml.Statement) {
	var paragraphs []string
	for _, n := range plan.Of(c.tree, kind) {
		if s.ID.Original == "" {
			s.ID.Original = n.ID
		}
		paragraphs = append(paragraphs, c.paragraphs(n)...)
	}
	s.Description = strings.Join(paragraphs, "\n")
	return s
}

// paragraphs are an element's title, text, deeds and marks.
func (c *cut) paragraphs(n *plan.Node) []string {
	return append([]string{c.name(n)}, c.under(n)...)
}

// under is what is said of an element below its title.
func (c *cut) under(n *plan.Node) []string {
	var list []string
	if body := c.body(n); body != "" {
		list = append(list, body)
	}
	for _, d := range n.Deeds {
		if deed := c.line(textsOf(d)); deed != "" {
			list = append(list, "– "+deed)
		}
	}
	if marks := c.marks(n); len(marks) > 0 {
		list = append(list, strings.Join(marks, "; "))
	}
	return list
}

func (c *cut) values() []stratml.Value {
	var list []stratml.Value
	for _, n := range plan.Of(c.tree, plan.Value) {
		list = append(list, stratml.Value{Name: c.name(n), Description: strings.Join(c.under(n), "\n")})
	}
	return list
}

// goals are the priorities, then the objectives that stand under none.
func (c *cut) goals() []stratml.Goal {
	var list []stratml.Goal
	for _, n := range plan.Of(c.tree, plan.Priority) {
		g := stratml.Goal{
			Name: c.name(n), Description: c.body(n), ID: stratml.ID{Original: n.ID}, Sequence: strconv.Itoa(len(list) + 1),
			OtherInformation: strings.Join(append(c.marks(n), c.beside(n)...), "\n"),
		}
		g.Objectives = c.objectives(g.Sequence, below(n.Children))
		list = append(list, g)
	}
	if loose := below(c.tree); len(loose) > 0 {
		g := stratml.Goal{Name: c.t("kinds.objective"), Sequence: strconv.Itoa(len(list) + 1)}
		if len(list) > 0 {
			g.Name = c.t("looseGoal")
		}
		g.Objectives = c.objectives(g.Sequence, loose)
		list = append(list, g)
	}
	if len(list) == 0 {
		list = append(list, stratml.Goal{Name: c.t("noGoal"), Description: c.t("noGoalBody")})
	}
	return list
}

// below lists the objectives of a tree, without what stands under a priority
// in it.
func below(tree []*plan.Node) []*plan.Node {
	var list []*plan.Node
	for _, n := range tree {
		if n.Kind == plan.Priority {
			continue
		}
		if n.Kind == plan.Objective {
			list = append(list, n)
		}
		list = append(list, below(n.Children)...)
	}
	return list
}

func (c *cut) objectives(goal string, nodes []*plan.Node) []stratml.Objective {
	var list []stratml.Objective
	for i, n := range nodes {
		list = append(list, stratml.Objective{
			Name: c.name(n), Description: c.body(n), ID: stratml.ID{Original: n.ID},
			Sequence: fmt.Sprintf("%s.%d", goal, i+1), OtherInformation: strings.Join(c.marks(n), "\n"),
		})
	}
	return list
}

// beside tells what stands under a priority and is no objective.
func (c *cut) beside(n *plan.Node) []string {
	var list []string
	for _, kid := range n.Children {
		if kid.Kind == plan.Priority {
			continue
		}
		if !hasPlace(kid.Kind) {
			list = append(list, c.aside(kid)...)
		}
		list = append(list, c.beside(kid)...)
	}
	return list
}

// aside is an element as text, with what kind it is.
func (c *cut) aside(n *plan.Node) []string {
	list := c.paragraphs(n)
	if n.Kind != plan.Section {
		list[0] = c.t("kind."+string(n.Kind)) + ": " + list[0]
	}
	return list
}

// hasPlace tells whether StratML has an element for the kind.
func hasPlace(k plan.Kind) bool {
	switch k {
	case plan.Vision, plan.Mission, plan.Value, plan.Priority, plan.Objective:
		return true
	}
	return false
}

func (c *cut) administrative() stratml.AdministrativeInformation {
	var a stratml.AdministrativeInformation
	if y := c.edition.StartYear; y != 0 {
		a.Start = stratml.Date(fmt.Sprintf("%d-01-01", y))
	}
	if y := c.edition.EndYear; y != 0 {
		a.End = stratml.Date(fmt.Sprintf("%d-12-31", y))
	}
	if a.Publication = stratml.Date(c.edition.ApprovedOn); a.Publication == "" {
		a.Publication = stratml.Date(c.edition.ProposedOn)
	}
	for _, s := range c.house.Sources {
		if s.Address != "" && a.Source == "" {
			a.Source = s.Address
		}
	}
	return a
}

// rest is everything StratML has no place for, as text.
func (c *cut) rest() string {
	parts := append(c.warnings(), strings.Join(c.about(), ". "))
	for _, kind := range plan.Kinds {
		if hasPlace(kind) {
			continue
		}
		var lines []string
		for _, n := range outside(c.tree, kind) {
			lines = append(lines, c.paragraphs(n)...)
		}
		if len(lines) > 0 {
			parts = append(parts, c.t("kinds."+string(kind))+":\n"+strings.Join(lines, "\n"))
		}
	}
	for _, ch := range c.told() {
		parts = append(parts, ch.title+":\n"+strings.Join(ch.lines, "\n"))
	}
	if c.borrowed {
		parts = append(parts, c.t("languageNote"))
	}
	return strings.Join(parts, "\n\n")
}

// outside lists the elements of a kind that stand under no priority; those
// that do are told with it.
func outside(tree []*plan.Node, kind plan.Kind) []*plan.Node {
	var list []*plan.Node
	for _, n := range tree {
		if n.Kind == plan.Priority {
			continue
		}
		if n.Kind == kind {
			list = append(list, n)
		}
		list = append(list, outside(n.Children, kind)...)
	}
	return list
}
