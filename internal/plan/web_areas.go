package plan

import (
	"net/http"
	"slices"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// areasPage is the county's parts, and the forms that add and change them.
type areasPage struct {
	desk
	Areas  []Area
	Tried  Area // the area that was sent and refused
	Faults []*fault.Error
}

func (p pages) areas(w http.ResponseWriter, r *web.Request) error {
	d, all, err := p.planAt(r)
	if err != nil {
		return err
	}
	return showAreas(w, r, areasPage{desk: d, Areas: all.Areas})
}

func showAreas(w http.ResponseWriter, r *web.Request, page areasPage) error {
	f := StaffFrame(r, page.c, page.t("areas.title"), page.roomsLink())
	return web.Render(w, r, statusOf(page.Faults), areasTempl(f, page))
}

// saveArea adds, changes or removes an area, as the button says.
func (p pages) saveArea(w http.ResponseWriter, r *web.Request) error {
	d, err := p.arranging(r)
	if err != nil {
		return err
	}
	all, err := p.s.Plan(r.Context(), d.c.Code)
	if err != nil {
		return err
	}
	page := areasPage{desk: d, Areas: all.Areas}
	page.Tried = Area{
		ID: r.Text("area", 100), County: d.c.Code, Name: textsOf(r, "name", MaxTitle, false),
		Municipalities: page.known(r.Values("municipality", 100)), ToldBy: r.Text("told_by", MaxTitle), Version: number(r.Text("version", 20)),
	}
	done := "plan.flash.area"
	if err = r.Fault(); err == nil && r.Text("act", 20) == "remove" {
		done = "plan.flash.areaRemoved"
		err = p.s.RemoveArea(r.Context(), r.Actor, d.c.Code, page.Tried.ID, page.Tried.Version)
	} else if err == nil {
		_, err = p.s.SaveArea(r.Context(), r.Actor, page.Tried)
	}
	if err != nil {
		faults, ok := faultsOf(err)
		if !ok {
			return err
		}
		page.Faults = faults
		return showAreas(w, r, page)
	}
	r.Flash(done)
	return web.Redirect(w, r, page.path("areas"))
}

// known keeps the names that the form could offer, in its order.
func (p areasPage) known(names []string) []string {
	var list []string
	for _, m := range p.c.Municipalities {
		if slices.Contains(names, m.Fi) {
			list = append(list, m.Fi)
		}
	}
	for _, a := range p.Areas {
		for _, name := range a.Municipalities {
			if slices.Contains(names, name) && !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

// offered are the county's municipalities, and those the area has besides.
func (p areasPage) offered(a Area) []web.Option {
	var list []web.Option
	for _, m := range p.c.Municipalities {
		name := m.Fi
		if p.l == text.Sv && m.Sv != "" {
			name = m.Sv
		}
		list = append(list, web.Option{Value: m.Fi, Text: name})
	}
	for _, name := range a.Municipalities {
		if !slices.ContainsFunc(list, func(o web.Option) bool { return o.Value == name }) {
			list = append(list, web.Option{Value: name, Text: name})
		}
	}
	return list
}

// draft is the area as the form should show it: what was sent, if it was
// refused.
func (p areasPage) draft(a Area) Area {
	if len(p.Faults) > 0 && p.Tried.ID == a.ID {
		return p.Tried
	}
	return a
}
