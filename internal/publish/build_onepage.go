package publish

import "github.com/katto-project/katto/internal/plan"

// OnePageView is the strategy on one sheet of paper.
type OnePageView struct {
	HouseView
	Paper      string // "a4" or "a3"
	Size       string // of the letters: "roomy", "fair" or "dense", by how much there is to say
	Priorities []Group
	Others     []Group // principles, strengths, success factors
	Printed    string  // the day
}

// Group is a heading with the lines under it.
type Group struct {
	Title Line
	Lines []Line
}

func buildOnePage(sh *shelf, v *voice, path, paper string) OnePageView {
	view := OnePageView{HouseView: buildHouse(sh, v, path), Paper: "a4", Size: "roomy", Printed: v.lang.Date(v.day)}
	if paper == "a3" {
		view.Paper = "a3"
	}
	e, found := standsFor(sh.plan, v.day)
	if !found {
		return view
	}
	tree := sh.tree(e.ID)
	for _, n := range plan.Of(tree, plan.Priority) {
		view.Priorities = append(view.Priorities, Group{v.headline(n.Element), v.headlines(plan.Of(n.Children, plan.Objective))})
	}
	for _, kind := range []plan.Kind{plan.Principle, plan.Strength, plan.SuccessFactor} {
		if nodes := plan.Of(tree, kind); len(nodes) > 0 {
			view.Others = append(view.Others, Group{Line{Text: v.t("kinds." + string(kind))}, v.headlines(nodes)})
		}
	}
	view.Size = sizeFor(view)
	view.Note = v.languageNote()
	return view
}

// sizeFor chooses letters with which the text fits one sheet.
func sizeFor(view OnePageView) string {
	letters := 0
	for _, g := range append(view.Priorities, view.Others...) {
		letters += 2*len(g.Title.Text) + 40
		for _, l := range g.Lines {
			letters += len(l.Text) + 20
		}
	}
	for _, o := range view.Loose {
		letters += len(o.Text) + 20
	}
	letters += 60*len(view.Rooms) + len(view.Sources.State) + len(view.Sources.Texts)
	for _, d := range view.Answers.Decided {
		letters += 2*len(d.ToldBy) + 80
	}
	switch {
	case letters < 1800:
		return "roomy"
	case letters < 3600:
		return "fair"
	}
	return "dense"
}

func (v *voice) headlines(nodes []*plan.Node) []Line {
	var list []Line
	for _, n := range nodes {
		list = append(list, v.headline(n.Element))
	}
	return list
}
