package plan

import (
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// StaffFrame is the frame of a county's staff pages, in whichever room they
// are; parents stand between the county's desk and the page in its trail.
func StaffFrame(r *web.Request, c registry.County, title string, parents ...web.Link) web.Frame {
	f := r.Frame(title)
	name, _ := c.Name.In(string(r.Lang))
	desk := DeskPath(r.Lang, c)
	f.County = &web.CountyHead{Name: name, Brand: c.Brand, Path: desk, Accent: c.Accent}
	f.Invented, f.NoIndex = c.Kind == registry.Invented, true
	f.Nav = StaffMenu(r.Lang, r.Actor, c, r.URL.Path)
	f.Crumbs = []web.Link{{Text: r.Lang.T("people.nav.desk"), Href: "/" + string(r.Lang) + "/staff"}}
	if r.URL.Path != desk {
		f.Crumbs = append(f.Crumbs, web.Link{Text: c.Display(r.Lang), Href: desk})
	}
	f.Crumbs = append(append(f.Crumbs, parents...), web.Link{Text: title, Current: true})
	return f
}

// DeskPath is the county's first staff page.
func DeskPath(l text.Lang, c registry.County) string { return "/" + string(l) + "/staff/" + c.Slug }

// StaffMenu is the main menu of a county's staff pages; path is the page it
// is drawn on.
func StaffMenu(l text.Lang, a house.Actor, c registry.County, path string) []web.Link {
	desk := DeskPath(l, c)
	links := []web.Link{{Text: l.T("plan.nav.drafts"), Href: desk, Current: path == desk || strings.HasPrefix(path, desk+"/editions")}}
	add := func(key, href string) {
		links = append(links, web.Link{Text: l.T(key), Href: href, Current: path == href || strings.HasPrefix(path, href+"/")})
	}
	add("plan.nav.sources", desk+"/sources")
	add("plan.nav.decisions", desk+"/decisions")
	add("plan.nav.rooms", desk+"/rooms")
	if MayArrange(a, c.Code) {
		links = append(links, people.StaffNav(l, a, path)[1:]...)
	}
	return links
}
