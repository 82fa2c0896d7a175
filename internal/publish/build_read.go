package publish

import (
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

// ReadView is one edition of a document to read.
type ReadView struct {
	Name, Title string
	TitleLang   string
	State       State
	Period      string
	Sources     Sources
	Hash        string // "" while a draft
	Number      int64
	Permanent   string // this edition's own address
	AllEditions string // "" when there is only this one
	Answers     Answers
	EditionNote Line
	Newer       []Notice
	Parts       []Part
	Note        string
}

// Part is a chapter of the reading page: the elements of one kind that follow
// each other at the top of the tree.
type Part struct {
	ID     string
	Title  Line
	Note   string
	Points []Point
}

// Point is one element with what stands under it.
type Point struct {
	Anchor    string
	Level     int    // of its heading, 3 and down
	Kind      string // "" where the part's heading says it already
	Title     Line
	Body      []Line
	Deeds     []Line
	Years     string
	Areas     string
	Source    string // who tells it, where the page has not said it for all
	Permanent string // in this edition
	Page      string // the element's own page
	Name      string // its title, else the beginning of its text
	Under     []Point
}

// reading is where an edition's page stands: the county's address, and the
// document's under it.
type reading struct{ county, base string }

// buildRead lays out an edition of a document.
func buildRead(sh *shelf, v *voice, d plan.Document, e plan.Edition, at reading) ReadView {
	title := v.documentTitle(d)
	sources := sourcesOf(e, sh.elements[e.ID])
	view := ReadView{
		Name: sh.county.Display(v.lang), Title: title.Text, TitleLang: title.Lang, State: v.standing(e), Period: period(e),
		Sources: sources, Hash: e.Hash, Number: e.Number, Permanent: editionPath(at.base, e.Number),
		Answers: v.about(sh, e, sh.slotOf(d)), EditionNote: v.line(e.Note), Newer: v.newer(sh, e, at.base),
	}
	if len(sh.editions(d.ID)) > 1 {
		view.AllEditions = at.base + "/editions"
	}
	view.Parts = v.parts(sh, e, at, sources.Texts)
	view.Note = v.languageNote()
	return view
}

func (v *voice) documentTitle(d plan.Document) Line {
	if title := v.line(d.Title); !title.Empty() {
		return title
	}
	return Line{Text: v.t("document." + string(d.Kind))}
}

// slotOf is the slot that the document fills.
func (sh *shelf) slotOf(d plan.Document) plan.Slot {
	for _, slot := range sh.plan.Slots {
		if slot.DocumentID == d.ID {
			return slot
		}
	}
	if d.Kind == plan.Strategy {
		return sh.roof()
	}
	return plan.Slot{Kind: d.Kind}
}

// parts makes a chapter of each run of one kind; a text section with a title
// is a chapter of its own.
func (v *voice) parts(sh *shelf, e plan.Edition, at reading, source string) []Part {
	w := writer{v, sh, editionPath(at.base, e.Number), at.county, source}
	tree := sh.tree(e.ID)
	var list []Part
	var last plan.Kind
	for _, n := range tree {
		if n.Kind == plan.Section || n.Kind != last || len(list) == 0 {
			list = append(list, w.part(n, tree))
		}
		part := &list[len(list)-1]
		if n.Kind == plan.Section {
			part.Points = append(part.Points, w.chapter(n))
		} else {
			part.Points = append(part.Points, w.point(n, 3, n.Kind))
		}
		last = n.Kind
	}
	return list
}

// writer makes points of elements.
type writer struct {
	*voice
	sh      *shelf
	edition string // its permanent address
	county  string
	source  string // told at the top of the page, and so not at each element
}

func (w writer) part(n *plan.Node, tree []*plan.Node) Part {
	p := Part{ID: "part-" + text.Slug(n.ID), Title: Line{Text: w.t("kinds." + string(n.Kind))}}
	if n.Kind == plan.Section {
		if p.Title = w.headline(n.Element); p.Title.Empty() {
			p.Title = Line{Text: w.t("kinds.section")}
		}
	}
	if n.Kind == plan.Objective && len(plan.Of(tree, plan.Priority)) > 0 {
		p.Note = w.t("looseNote", "Count", len(loose(tree)))
	}
	return p
}

// chapter is a section whose title is the part's heading already.
func (w writer) chapter(n *plan.Node) Point {
	p := w.point(n, 3, plan.Section)
	p.Title = Line{}
	return p
}

func (w writer) point(n *plan.Node, level int, told plan.Kind) Point {
	p := Point{
		Anchor: n.Anchor(), Level: level, Title: w.line(n.Title), Body: w.paragraphs(n.Body),
		Years: text.Years(int(n.StartYear), int(n.EndYear)), Areas: w.areaNames(n.Areas), Source: w.sourceNote(n.ToldBy, w.source),
		Permanent: w.edition + "#" + n.Anchor(), Page: elementPath(w.county, n.Element), Name: w.headline(n.Element).Text,
	}
	if n.Kind != told && n.Kind != plan.Section {
		p.Kind = w.t("kind." + string(n.Kind))
	}
	for _, deed := range n.Deeds {
		p.Deeds = append(p.Deeds, w.line(deed))
	}
	for _, child := range n.Children {
		p.Under = append(p.Under, w.point(child, min(level+1, 6), ""))
	}
	return p
}

// areaNames lists the areas an element speaks of; an area that no source
// names is told by its number.
func (w writer) areaNames(ids []string) string {
	var names []string
	for _, a := range w.sh.areas(ids) {
		names = append(names, w.areaName(a))
	}
	return join(names)
}

func (v *voice) areaName(a plan.Area) string {
	if name, _ := a.Name.In(string(v.lang)); name != "" {
		return name
	}
	return v.t("areaNumber", "Number", a.Position+1)
}
