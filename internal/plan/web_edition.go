package plan

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// editionView is an edition as the staff pages show it.
type editionView struct {
	desk
	Edition   Edition
	Document  Document
	Elements  []Element
	Tree      []*Node
	Areas     []Area
	Comments  []Comment
	Languages []text.Lang // see languagesOf
	MayEdit   bool        // the actor may, and the edition is a draft
	places    map[string]placing
}

// placing is where an element stands among its siblings.
type placing struct {
	Parent       string
	Index, Count int
	Above, Below string // the neighbours' ids, "" at the ends
	Level        string // "2.1": its number in the outline
}

// view reads the edition of the address. NotFound when the county has none
// such, Denied for whoever may not read the county's drafts.
func (p pages) view(r *web.Request) (editionView, error) {
	d, err := p.at(r)
	if err != nil {
		return editionView{desk: d}, err
	}
	v := editionView{desk: d}
	ctx, county := r.Context(), d.c.Code
	if v.Edition, err = p.s.Edition(ctx, county, r.PathValue("id")); err != nil {
		return v, err
	}
	all, err := p.s.Plan(ctx, county)
	if err != nil {
		return v, err
	}
	v.Document, _ = all.Document(v.Edition.DocumentID)
	v.Areas = all.Areas
	elements, err1 := p.s.Elements(ctx, county, v.Edition.ID)
	comments, err2 := p.s.Comments(ctx, county, v.Edition.ID)
	seats, err3 := p.s.Seats(ctx, county, v.Document.ID)
	v.Elements, v.Comments, v.Tree = elements, comments, Tree(elements)
	v.Languages = languagesOf(d.c, elements)
	v.MayEdit = MayEdit(r.Actor, county, seats) && !v.Edition.Frozen()
	v.places = places(v.Tree)
	return v, first(err1, err2, err3)
}

// places finds each element's place in the outline.
func places(tree []*Node) map[string]placing {
	out := map[string]placing{}
	var walk func(nodes []*Node, parent, prefix string)
	walk = func(nodes []*Node, parent, prefix string) {
		for i, n := range nodes {
			at := placing{Parent: parent, Index: i, Count: len(nodes), Level: prefix + strconv.Itoa(i+1)}
			if i > 0 {
				at.Above = nodes[i-1].ID
			}
			if i+1 < len(nodes) {
				at.Below = nodes[i+1].ID
			}
			out[n.ID] = at
			walk(n.Children, n.ID, at.Level+".")
		}
	}
	walk(tree, "", "")
	return out
}

// base is the edition's address; parts follow it.
func (v editionView) base(parts ...string) string {
	return v.path(append([]string{"editions", v.Edition.ID}, parts...)...)
}

func (v editionView) elementPath(id string, parts ...string) string {
	return v.base(append([]string{"elements", id}, parts...)...)
}

func (v editionView) name() string { return v.editionName(v.Document, v.Edition) }

// frame is the frame of a page of the edition; the edition's own page stands
// above it in the trail.
func (v editionView) frame(r *web.Request, title string, parents ...web.Link) web.Frame {
	top := web.Link{Text: v.name(), Href: v.base()}
	f := StaffFrame(r, v.c, title, append([]web.Link{top}, parents...)...)
	f.Wide = true
	return f
}

func (v editionView) open(element string) int {
	n := 0
	for _, c := range v.Comments {
		if c.ElementID == element && c.State == CommentOpen {
			n++
		}
	}
	return n
}

// about lists the comments on an element, "" for the whole edition. A comment
// on an element that is gone is about the whole.
func (v editionView) about(element string) []Comment {
	var list []Comment
	for _, c := range v.Comments {
		_, there := v.places[c.ElementID]
		if c.ElementID == element || element == "" && !there {
			list = append(list, c)
		}
	}
	return list
}

// editorPage is the page of the tree.
type editorPage struct {
	editionView
	Facts  EditionFacts
	Said   string // what the last act did, for the live region
	Moved  string // the element it moved
	Faults []*fault.Error
}

func (p pages) edition(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	return p.showEdition(w, r, editorPage{editionView: v, Facts: v.facts()})
}

func (p pages) showEdition(w http.ResponseWriter, r *web.Request, page editorPage) error {
	f := StaffFrame(r, page.c, page.name())
	f.Wide = true
	return web.Render(w, r, statusOf(page.Faults), editorTempl(f, page))
}

func (v editionView) facts() EditionFacts {
	e := v.Edition
	return EditionFacts{StartYear: e.StartYear, EndYear: e.EndYear, Note: e.Note, Public: e.Public, Version: e.Version}
}

// saveFacts keeps what the form does not have: a frozen edition's form has
// nothing but whether it is public, and only those who may arrange have that.
func (p pages) saveFacts(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	facts := v.facts()
	facts.Version = number(r.Text("version", 20))
	if !v.Edition.Frozen() {
		facts.StartYear, facts.EndYear = year(r.Text("start_year", 10)), year(r.Text("end_year", 10))
		facts.Note = textsOf(r, "note", MaxBody, true)
	}
	if v.mayArrange() {
		facts.Public = r.Text("public", 3) == "yes"
	}
	if err = r.Fault(); err == nil {
		_, err = p.s.SetFacts(r.Context(), r.Actor, v.c.Code, v.Edition.ID, facts)
	}
	if err != nil {
		faults, ok := faultsOf(err)
		if !ok {
			return err
		}
		return p.showEdition(w, r, editorPage{editionView: v, Facts: facts, Faults: faults})
	}
	r.Flash("plan.flash.facts")
	return web.Redirect(w, r, v.base())
}

// comment says something of an element, or of the edition as a whole.
func (p pages) comment(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	element := r.Text("element", 200)
	c := Comment{County: v.c.Code, EditionID: v.Edition.ID, ElementID: element, Body: r.Lines("body", MaxComment)}
	if err := r.Fault(); err != nil {
		return err
	}
	if _, there := v.places[element]; element != "" && !there {
		return fault.New(fault.NotFound, "plan.noElement")
	}
	if _, err := p.s.AddComment(r.Context(), r.Actor, c); err != nil {
		return err
	}
	r.Flash("plan.flash.comment")
	return web.Redirect(w, r, v.commentPlace(element))
}

func (p pages) resolve(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	answer, version := r.Lines("answer", MaxComment), number(r.Text("version", 20))
	if err := r.Fault(); err != nil {
		return err
	}
	id := r.PathValue("comment")
	for _, c := range v.Comments {
		if c.ID != id {
			continue
		}
		if err := p.s.ResolveComment(r.Context(), r.Actor, v.c.Code, v.Edition.ID, id, answer, version); err != nil {
			return err
		}
		r.Flash("plan.flash.resolved")
		return web.Redirect(w, r, v.commentPlace(c.ElementID))
	}
	return fault.New(fault.NotFound, "plan.noComment")
}

// commentPlace is where an element's comments stand.
func (v editionView) commentPlace(element string) string {
	if _, there := v.places[element]; there {
		return v.elementPath(element) + "#comments"
	}
	return v.base() + "#comments"
}

// post names who commented: a seat's post as it was, or the role's name.
func (d desk) post(c Comment) string {
	if key := "people.role." + c.Post; text.Has(key) && c.Post != "" {
		return d.l.T(key)
	}
	return c.Post
}

// areaName names a part of the county; one that no source names has a number.
func (d desk) areaName(a Area) phrase {
	if w := d.words(a.Name); w.Text != "" {
		return w
	}
	return phrase{Text: d.t("area.unnamed", "Number", a.Position+1)}
}

func areasOf(all []Area, chosen []string) []string {
	var list []string
	for _, a := range all {
		if slices.Contains(chosen, a.ID) {
			list = append(list, a.ID)
		}
	}
	return list
}

// inLang is a text in exactly that language.
func inLang(t house.Texts, l text.Lang) string { return t[string(l)] }
