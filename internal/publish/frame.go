package publish

import (
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// visit is one request for a county's page: its shelf, its voice and its
// address.
type visit struct {
	*web.Request
	site *Site
	sh   *shelf
	v    *voice
	path string // the county's: /fi/kainuu
}

// voiceOf starts a page in the language of the address; an address in any
// other language does not exist.
func (s *Site) voiceOf(r *web.Request) (*voice, error) {
	lang, ok := text.Parse(r.PathValue("lang"))
	if !ok {
		return nil, fault.New(fault.NotFound, "web.notFound")
	}
	return newVoice(lang, s.day()), nil
}

// visit reads the county of the address.
func (s *Site) visit(r *web.Request) (*visit, error) {
	v, err := s.voiceOf(r)
	if err != nil {
		return nil, err
	}
	sh, err := s.shelf(r.Context(), r.PathValue("county"))
	if err != nil {
		return nil, err
	}
	return &visit{r, s, sh, v, countyPath(v.lang, sh.county)}, nil
}

// read puts the edition's elements on the visit's shelf.
func (p *visit) read(e plan.Edition) error { return p.site.read(p.Context(), p.sh, e.ID) }

// readCurrent reads the strategy that stands today, if there is one.
func (p *visit) readCurrent() (plan.Edition, bool, error) {
	e, found := standsFor(p.sh.plan, p.v.day)
	if !found {
		return e, false, nil
	}
	return e, true, p.read(e)
}

// The places of a county's menu.
const (
	atHouse    = "house"
	atStrategy = "strategy"
	atRooms    = "rooms"
	atMade     = "made"
	atSearch   = "search"
)

// frame is what stands around a county's page. at is the place of the menu
// the page belongs to, trail the crumbs between the house and the page.
func (p *visit) frame(at, title, description string, trail ...web.Link) web.Frame {
	f := p.Request.Frame(title)
	f.Lang, f.Description = p.v.lang, description
	f.County = &web.CountyHead{
		Name: p.official(), Brand: p.sh.county.Brand, Path: p.path, Accent: p.sh.county.Accent,
	}
	f.Invented = p.sh.county.Kind == registry.Invented
	f.Nav = p.menu(at)
	f.Crumbs = append([]web.Link{
		{Text: p.v.t("counties"), Href: "/" + string(p.v.lang) + "/"},
		{Text: p.sh.county.Display(p.v.lang), Href: p.path},
	}, trail...)
	if at != atHouse || len(trail) > 0 {
		f.Crumbs = append(f.Crumbs, web.Link{Text: title})
	}
	return f
}

func (p *visit) official() string {
	name, _ := p.sh.county.Name.In(string(p.v.lang))
	return name
}

func (p *visit) menu(at string) []web.Link {
	links := []web.Link{{Text: p.v.t("menu.house"), Href: p.path, Current: at == atHouse}}
	if _, found := standsFor(p.sh.plan, p.v.day); found {
		links = append(links, web.Link{Text: p.v.t("menu.strategy"), Href: p.path + "/strategy", Current: at == atStrategy})
	}
	return append(links,
		web.Link{Text: p.v.t("menu.rooms"), Href: p.path + "/rooms", Current: at == atRooms},
		web.Link{Text: p.v.t("menu.made"), Href: p.path + "/made", Current: at == atMade},
		web.Link{Text: p.v.t("menu.search"), Href: p.path + "/search", Current: at == atSearch},
		web.Link{Text: p.v.t("menu.compare"), Href: "/" + string(p.v.lang) + "/compare?counties=" + p.sh.county.Slug},
	)
}

// siteFrame is the frame of a page over all counties.
func siteFrame(r *web.Request, v *voice, at, title, description string) web.Frame {
	f := r.Frame(title)
	f.Lang, f.Description = v.lang, description
	top := "/" + string(v.lang) + "/"
	for _, link := range []web.Link{
		{Text: v.t("menu.counties"), Href: top},
		{Text: v.t("menu.compare"), Href: top + "compare"},
		{Text: v.t("menu.search"), Href: top + "search"},
		{Text: v.t("menu.about"), Href: top + "about"},
	} {
		link.Current = link.Href == top+at
		f.Nav = append(f.Nav, link)
	}
	if at != "" {
		f.Crumbs = []web.Link{{Text: v.t("counties"), Href: top}, {Text: title}}
		return f
	}
	for lang := range f.Alternates {
		f.Alternates[lang] = "/" + string(lang) + "/"
	}
	return f
}
