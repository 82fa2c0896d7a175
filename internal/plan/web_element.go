package plan

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// elementPage is the page of one element, new or old.
type elementPage struct {
	editionView
	Element Element // as it is, or as it was sent
	New     bool
	After   string // the element a new one stands after, "" for the last place
	Joining bool   // two texts are being joined: nothing is saved before it is asked for
	Faults  []*fault.Error
}

// find is the element of the address as it stands.
func (v editionView) find(r *web.Request) (Element, error) {
	if e := find(v.Elements, r.PathValue("element")); e != nil {
		return *e, nil
	}
	return Element{}, fault.New(fault.NotFound, "plan.noElement")
}

// writable refuses whoever may not change the edition.
func (v editionView) writable() error {
	if v.Edition.Frozen() && MayRead(v.actor, v.c.Code) {
		return fault.New(fault.Conflict, "plan.frozen")
	}
	return allowed(v.MayEdit)
}

func (p pages) element(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	e, err := v.find(r)
	if err != nil {
		return err
	}
	return showElement(w, r, elementPage{editionView: v, Element: e})
}

func showElement(w http.ResponseWriter, r *web.Request, page elementPage) error {
	title := page.t("element.new")
	if !page.New {
		title = page.called(page.Element).Text
		if title == "" {
			title = page.kindName(page.Element.Kind)
		}
	}
	f := page.frame(r, title, page.trail(page.Element.ParentID)...)
	return web.Render(w, r, statusOf(page.Faults), elementTempl(f, page))
}

// trail is the links from the top of the tree down to the element.
func (v editionView) trail(id string) []web.Link {
	var links []web.Link
	for range MaxDepth {
		e := find(v.Elements, id)
		if e == nil {
			break
		}
		links = append([]web.Link{{Text: v.called(*e).Text, Href: v.elementPath(e.ID)}}, links...)
		id = e.ParentID
	}
	return links
}

// newElement is the form of an element to be: under=ID makes it the last
// child, after=ID the next sibling, neither the last at the top.
func (p pages) newElement(w http.ResponseWriter, r *web.Request) error {
	page, err := p.adding(r)
	if err != nil {
		return err
	}
	return showElement(w, r, page)
}

func (p pages) adding(r *web.Request) (elementPage, error) {
	v, err := p.view(r)
	if err != nil {
		return elementPage{editionView: v}, err
	}
	if err := v.writable(); err != nil {
		return elementPage{editionView: v}, err
	}
	page := elementPage{editionView: v, New: true, Element: Element{
		EditionID: v.Edition.ID, County: v.c.Code, ParentID: r.Text("under", 200), Position: -1, Kind: Section,
	}}
	if after := find(v.Elements, r.Text("after", 200)); after != nil {
		at := v.places[after.ID]
		page.After, page.Element.ParentID, page.Element.Position = after.ID, at.Parent, int64(at.Index+1)
		page.Element.Kind = after.Kind
	} else if parent := find(v.Elements, page.Element.ParentID); parent != nil {
		page.Element.Kind = kindUnder(parent.Kind)
	} else if page.Element.ParentID != "" {
		return page, fault.New(fault.NotFound, "plan.noElement")
	}
	return page, r.Fault()
}

// kindUnder guesses what stands under an element of the kind.
func kindUnder(k Kind) Kind {
	switch k {
	case Priority:
		return Objective
	case Objective:
		return SuccessFactor
	}
	return Section
}

func (p pages) addElement(w http.ResponseWriter, r *web.Request) error {
	page, err := p.adding(r)
	if err != nil {
		return err
	}
	page.Element = page.read(r, page.Element)
	if err = r.Fault(); err == nil {
		page.Element, err = p.s.AddElement(r.Context(), r.Actor, page.Element)
	}
	if err != nil {
		faults, ok := faultsOf(err)
		if !ok {
			return err
		}
		page.Faults = faults
		return showElement(w, r, page)
	}
	r.Flash("plan.flash.added")
	if r.Text("act", 20) == "another" {
		return web.Redirect(w, r, page.base("elements", "new")+"?after="+url.QueryEscape(page.Element.ID))
	}
	return web.Redirect(w, r, page.base()+"#row-"+page.Element.ID)
}

// read takes what the form says of an element.
func (v editionView) read(r *web.Request, e Element) Element {
	e.Kind = Kind(r.Text("kind", 40))
	e.Title = textsOf(r, "title", MaxTitle, false)
	e.Body = textsOf(r, "body", MaxBody, true)
	e.StartYear, e.EndYear = year(r.Text("start_year", 10)), year(r.Text("end_year", 10))
	e.Areas = areasOf(v.Areas, r.Values("area", 200))
	e.Deeds = nil
	for i := range MaxDeeds {
		if deed := textsOf(r, "deed-"+strconv.Itoa(i), MaxTitle, false); !empty(deed) {
			e.Deeds = append(e.Deeds, deed)
		}
	}
	return e
}

// saveElement saves the form. A script that saves by itself asks for JSON;
// the same address answers both.
func (p pages) saveElement(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if err := v.writable(); err != nil {
		return err
	}
	now, err := v.find(r)
	if err != nil {
		return err
	}
	sent := v.read(r, now)
	sent.Version = number(r.Text("version", 20))
	saved := sent
	if err = r.Fault(); err == nil {
		saved, err = p.s.SaveElement(r.Context(), r.Actor, sent)
	}
	switch {
	case err == nil && r.WantsJSON():
		return writeSaved(w, v, saved)
	case err == nil:
		r.Flash("plan.flash.saved")
		return web.Redirect(w, r, v.next(r, saved.ID))
	case r.WantsJSON():
		return err
	}
	if conflict := (*EditConflict)(nil); errors.As(err, &conflict) {
		return showConflict(w, r, v, conflict)
	}
	faults, ok := faultsOf(err)
	if !ok {
		return err
	}
	return showElement(w, r, elementPage{editionView: v, Element: sent, Faults: faults})
}

// next is where a person goes after saving: the next element of the outline,
// or the outline itself.
func (v editionView) next(r *web.Request, id string) string {
	if r.Text("act", 20) != "next" {
		return v.base() + "#row-" + id
	}
	found, next := false, ""
	Walk(v.Tree, func(n *Node, _ int) {
		if found && next == "" {
			next = n.ID
		}
		found = found || n.ID == id
	})
	if next == "" {
		return v.base() + "#row-" + id
	}
	return v.elementPath(next)
}

// writeSaved tells a script the new version and when it was saved.
func writeSaved(w http.ResponseWriter, v editionView, e Element) error {
	clock := "15.04"
	if v.l == text.En {
		clock = "15:04"
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(map[string]string{
		"version": itoa(e.Version),
		"said":    v.t("saved", "Time", e.UpdatedAt.In(text.Zone).Format(clock)),
	})
}

// languagesHere are the languages the form shows open; others are the rest,
// which wait behind a summary.
func (p elementPage) languagesHere() (shown, others []text.Lang) {
	for _, l := range text.Languages {
		if slices.Contains(p.Languages, l) || speaks(p.Element, l) {
			shown = append(shown, l)
		} else {
			others = append(others, l)
		}
	}
	return shown, others
}

// deedRows is the element's deeds with an empty one to fill in, or two where
// there are none.
func (p elementPage) deedRows() []house.Texts {
	rows := append([]house.Texts(nil), p.Element.Deeds...)
	for len(rows) < min(max(len(p.Element.Deeds)+1, 2), MaxDeeds) {
		rows = append(rows, house.Texts{})
	}
	return rows
}

// kindName is the kind as people call it.
func (d desk) kindName(k Kind) string { return d.t("kind." + string(k)) }

func (d desk) kindOptions() []web.Option {
	var list []web.Option
	for _, k := range Kinds {
		list = append(list, web.Option{Value: string(k), Text: d.kindName(k)})
	}
	return list
}

// placeQuery keeps where a new element is to stand while its form is filled.
func (p elementPage) placeQuery() string {
	if p.After != "" {
		return "after=" + url.QueryEscape(p.After)
	}
	return "under=" + url.QueryEscape(p.Element.ParentID)
}

func (d desk) langNames(list []text.Lang) string {
	var names []string
	for _, l := range list {
		names = append(names, d.t("lang."+string(l)))
	}
	return strings.Join(names, ", ")
}

// splitLanguages are those the form shows: a text may have been written since
// the page was made.
func (p elementPage) splitLanguages() []web.Option {
	var list []web.Option
	shown, _ := p.languagesHere()
	for _, l := range shown {
		list = append(list, web.Option{Value: string(l), Text: p.t("lang." + string(l))})
	}
	return list
}

func (p elementPage) splitLanguage() string {
	if p.Element.Body[string(p.l)] != "" {
		return string(p.l)
	}
	for _, o := range p.splitLanguages() {
		if p.Element.Body[o.Value] != "" {
			return o.Value
		}
	}
	return string(p.l)
}
