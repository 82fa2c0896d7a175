package publish

import (
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

// ElementView is one element on a page of its own.
type ElementView struct {
	Name    string
	Kind    string
	Title   Line
	Body    []Line
	Deeds   []Line
	Years   string
	Areas   string
	ToldBy  string
	Href    string // its place on the reading page
	State   State
	Answers Answers
	Above   []Item // from the top
	Under   []Item
	In      []Appearance
	Note    string
}

// Appearance is an edition the element stands in.
type Appearance struct {
	Document Line
	Number   int64
	Period   string
	State    State
	Href     string
}

// spot is a place where an element stands.
type spot struct {
	document plan.Document
	edition  plan.Edition
	node     *plan.Node
	above    []*plan.Node
}

// buildElement shows the element as the edition of the first spot has it; the
// others only tell that it stands there too.
func buildElement(sh *shelf, v *voice, path string, spots []spot) ElementView {
	s := spots[0]
	base := sh.documentPath(path, s.document)
	w := writer{v, sh, editionPath(base, s.edition.Number), path, ""}
	p := w.point(s.node, 2, "")
	view := ElementView{
		Name: sh.county.Display(v.lang), Kind: v.t("kind." + string(s.node.Kind)), Title: v.headline(s.node.Element),
		Body: p.Body, Deeds: p.Deeds, Years: p.Years, Areas: p.Areas, ToldBy: s.node.ToldBy, Href: p.Permanent,
		State: v.standing(s.edition), Answers: v.about(sh, s.edition, sh.slotOf(s.document)),
	}
	for _, n := range s.above {
		view.Above = append(view.Above, v.pageItem(n, path))
	}
	for _, n := range s.node.Children {
		view.Under = append(view.Under, v.pageItem(n, path))
	}
	for _, s := range spots {
		view.In = append(view.In, Appearance{
			Document: v.documentTitle(s.document), Number: s.edition.Number, Period: period(s.edition),
			State: v.standing(s.edition),
			Href:  editionPath(sh.documentPath(path, s.document), s.edition.Number) + "#" + s.node.Anchor(),
		})
	}
	view.Note = v.languageNote()
	return view
}

func (v *voice) pageItem(n *plan.Node, path string) Item {
	return Item{Line: v.headline(n.Element), Href: elementPath(path, n.Element), ToldBy: v.t("kind." + string(n.Kind))}
}

// documentPath is where a document stands under the county's address.
func (sh *shelf) documentPath(path string, d plan.Document) string {
	if d.Kind == plan.Strategy {
		return path + "/strategy"
	}
	slug := d.Slug
	if slot := sh.slotOf(d); slot.Slug != "" {
		slug = slot.Slug
	}
	return path + "/rooms/" + text.Slug(slug)
}

// spotsOf finds the element in the editions on the shelf: in those that stand
// today first, then in the newest.
func (sh *shelf) spotsOf(id, day string) []spot {
	var first, rest []spot
	for _, d := range sh.plan.Documents {
		current, _ := sh.plan.Current(d.ID, day)
		for _, e := range sh.editions(d.ID) {
			node, above := find(sh.tree(e.ID), id)
			if node == nil {
				continue
			}
			if s := (spot{d, e, node, above}); e.ID == current.ID {
				first = append(first, s)
			} else {
				rest = append(rest, s)
			}
		}
	}
	return append(first, rest...)
}

// find gives the node with the id and those above it, from the top.
func find(tree []*plan.Node, id string) (node *plan.Node, above []*plan.Node) {
	for _, n := range tree {
		if n.ID == id {
			return n, nil
		}
		if node, above := find(n.Children, id); node != nil {
			return node, append([]*plan.Node{n}, above...)
		}
	}
	return nil, nil
}
