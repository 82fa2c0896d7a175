package people

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// Routes registers the room's pages.
func Routes(rt *web.Router, s *Service) {
	p := pages{s}
	rt.Open("GET /{lang}/sign-in", p.showSignIn)
	rt.Open("POST /{lang}/sign-in", p.signIn)
	rt.Open("POST /{lang}/sign-out", p.signOut)
	rt.Staff("GET /{lang}/staff/users", p.listUsers)
	rt.Staff("GET /{lang}/staff/users/new", p.showNewUser)
	rt.Staff("POST /{lang}/staff/users/new", p.addUser)
	rt.Staff("GET /{lang}/staff/users/{id}", p.showUser)
	rt.Staff("POST /{lang}/staff/users/{id}", p.saveUser)
	rt.Staff("GET /{lang}/staff/account", p.showAccount)
	rt.Staff("POST /{lang}/staff/account", p.saveAccount)
	rt.Staff("GET /{lang}/staff/audit", p.showAudit)
}

type pages struct{ s *Service }

// StaffNav is the main menu of the staff pages, with what the actor may open.
// path is the page it is drawn on.
func StaffNav(l text.Lang, a house.Actor, path string) []web.Link {
	top := "/" + string(l) + "/staff"
	links := []web.Link{{Text: l.T("people.nav.desk"), Href: top, Current: path == top}}
	add := func(key, href string) {
		links = append(links, web.Link{Text: l.T(key), Href: href, Current: path == href || strings.HasPrefix(path, href+"/")})
	}
	if len(managed(a)) > 0 {
		add("people.nav.users", top+"/users")
		add("people.nav.audit", top+"/audit")
	}
	add("people.nav.account", top+"/account")
	return links
}

// staffFrame is the frame of the room's staff pages; parents stand before the
// page in its trail.
func staffFrame(r *web.Request, title string, parents ...web.Link) web.Frame {
	f := r.Frame(title)
	f.Nav, f.NoIndex = StaffNav(r.Lang, r.Actor, r.URL.Path), true
	desk := web.Link{Text: r.Lang.T("people.nav.desk"), Href: "/" + string(r.Lang) + "/staff"}
	f.Crumbs = append(append([]web.Link{desk}, parents...), web.Link{Text: title})
	return f
}

// secret is a password as it was typed: no space is trimmed or folded.
func secret(r *web.Request, field string) string {
	r.Text(field, 10*PasswordMax) // reads the form, and refuses what no person typed
	return r.PostForm.Get(field)
}

// shown is the faults to draw on the form again; ok is false for those that
// are a page of their own.
func shown(err error) (faults []*fault.Error, ok bool) {
	faults = Faults(err)
	bad := slices.ContainsFunc(faults, func(f *fault.Error) bool {
		return f.Kind != fault.Invalid && f.Kind != fault.Conflict && f.Kind != fault.TooMany
	})
	return faults, !bad
}

// statusOf is the status of a form that is shown again.
func statusOf(faults []*fault.Error) int {
	if len(faults) == 0 {
		return http.StatusOK
	}
	return faults[0].Kind.Status()
}

func signInTarget(r *web.Request, next string) string {
	desk := "/" + string(r.Lang) + "/staff"
	if len(next) > 1000 {
		return desk
	}
	return web.LocalPath(next, desk)
}

func (p pages) showSignIn(w http.ResponseWriter, r *web.Request) error {
	next := r.URL.Query().Get("next")
	if r.Actor.SignedIn() {
		return web.Redirect(w, r, signInTarget(r, next))
	}
	return showSignIn(w, r, signInForm{Next: signInTarget(r, next)})
}

// signInForm is the sign-in page. The password is never shown again.
type signInForm struct {
	Email  string
	Next   string
	Faults []*fault.Error
}

func showSignIn(w http.ResponseWriter, r *web.Request, form signInForm) error {
	f := r.Frame(r.Lang.T("people.signIn.title"))
	f.NoIndex = true
	if len(form.Faults) > 0 {
		if seconds, ok := form.Faults[0].Args["Count"].(int); ok {
			w.Header().Set("Retry-After", strconv.Itoa(seconds))
		}
	}
	return web.Render(w, r, statusOf(form.Faults), signInPage(f, form))
}

func (p pages) signIn(w http.ResponseWriter, r *web.Request) error {
	form := signInForm{Email: r.Text("email", emailMax), Next: signInTarget(r, r.Text("next", 1000))}
	password := secret(r, "password")
	if err := r.Fault(); err != nil {
		return err
	}
	u, err := p.s.SignIn(r.Context(), form.Email, password)
	if err != nil {
		faults, ok := shown(err)
		if !ok {
			return err
		}
		form.Faults = faults
		return showSignIn(w, r, form)
	}
	if err := r.SignIn(u.Session()); err != nil {
		return err
	}
	return web.Redirect(w, r, form.Next)
}

func (p pages) signOut(w http.ResponseWriter, r *web.Request) error {
	if err := r.SignOut(); err != nil {
		return err
	}
	return web.Redirect(w, r, "/"+string(r.Lang))
}

// languageOptions name each language in itself.
var languageOptions = []web.Option{
	{Value: string(text.Fi), Text: "Suomi"},
	{Value: string(text.Sv), Text: "Svenska"},
	{Value: string(text.En), Text: "English"},
}

// chooser is the choice of a county on a list page.
type chooser struct {
	Chosen  house.County
	Options []web.Option
}

// choose reads the county of the query; without one it is everything for an
// administrator, else the first county the actor looks after.
func choose(r *web.Request) chooser {
	c := chooser{Chosen: house.County(text.Plain(r.URL.Query().Get("county"), 10))}
	if mayManage(r.Actor, house.AllCounties) {
		c.Options = append(c.Options, web.Option{Value: string(house.AllCounties), Text: r.Lang.T("people.county.all")})
	}
	for _, county := range managed(r.Actor) {
		c.Options = append(c.Options, web.Option{Value: string(county.Code), Text: county.Display(r.Lang)})
	}
	if c.Chosen == "" && len(c.Options) > 0 {
		c.Chosen = house.County(c.Options[0].Value)
	}
	return c
}

// countyName is the county as people call it.
func countyName(l text.Lang, county house.County) string {
	if county == house.AllCounties {
		return l.T("people.county.all")
	}
	c, err := registry.ByCode(county)
	if err != nil {
		return string(county)
	}
	return c.Display(l)
}

// grantName is "Lukija, Kainuun hyvinvointialue"; the installation-wide role
// needs no county.
func grantName(l text.Lang, g house.Grant) string {
	role := roleName(l, g.Role)
	if g.County == house.AllCounties {
		return role
	}
	return role + ", " + countyName(l, g.County)
}

func roleName(l text.Lang, role house.Role) string { return l.T("people.role." + string(role)) }
