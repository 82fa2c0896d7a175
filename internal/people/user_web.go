package people

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/web"
)

// userList is the page of a county's users.
type userList struct {
	chooser
	Users []User
}

// newHref is the page that adds a user.
func (p userList) newHref(base string) string {
	return base + "/new?county=" + url.QueryEscape(string(p.Chosen))
}

// roles are the user's roles that the list shows: in the chosen county, or all.
func (p userList) roles(u User) []house.Grant {
	if p.Chosen == house.AllCounties {
		return u.Grants
	}
	return slices.DeleteFunc(slices.Clone(u.Grants), func(g house.Grant) bool { return g.County != p.Chosen })
}

func (p pages) listUsers(w http.ResponseWriter, r *web.Request) error {
	page := userList{chooser: choose(r)}
	users, err := p.s.List(r.Context(), r.Actor, page.Chosen)
	if err != nil {
		return err
	}
	page.Users = users
	f := staffFrame(r, r.Lang.T("people.users.title"))
	return web.Render(w, r, http.StatusOK, usersPage(f, page))
}

func usersLink(r *web.Request) web.Link {
	return web.Link{Text: r.Lang.T("people.users.title"), Href: "/" + string(r.Lang) + "/staff/users"}
}

func (p pages) showNewUser(w http.ResponseWriter, r *web.Request) error {
	chosen := choose(r).Chosen
	if !mayManage(r.Actor, chosen) {
		return fault.New(fault.Denied, "people.usersDenied")
	}
	form := newUserForm(r.Lang, r.Actor, User{Active: true, Language: r.Lang})
	if len(form.Counties) > 0 && chosen != house.AllCounties {
		form.AddCounty = string(chosen)
	}
	return showNewUser(w, r, form)
}

func showNewUser(w http.ResponseWriter, r *web.Request, form userForm) error {
	f := staffFrame(r, r.Lang.T("people.users.add"), usersLink(r))
	return web.Render(w, r, statusOf(form.Faults), newUserPage(f, form))
}

func (p pages) addUser(w http.ResponseWriter, r *web.Request) error {
	if len(managed(r.Actor)) == 0 {
		return fault.New(fault.Denied, "people.usersDenied")
	}
	form := newUserForm(r.Lang, r.Actor, User{Active: true})
	form.read(r)
	password := secret(r, "password")
	u, err := User{}, form.fault(r)
	if err == nil {
		u, err = p.s.Add(r.Context(), r.Actor, NewUser{
			Email: form.Email, Name: form.Name, Language: form.language(), Password: password, Grants: form.grants(),
		})
	}
	if err != nil {
		faults, ok := shown(err)
		if !ok {
			return err
		}
		form.Faults = faults
		return showNewUser(w, r, form)
	}
	r.Flash("people.flash.added", "Name", u.Name)
	return web.Redirect(w, r, usersLink(r).Href+"/"+u.ID)
}

func (p pages) showUser(w http.ResponseWriter, r *web.Request) error {
	u, err := p.managedUser(r)
	if err != nil {
		return err
	}
	return showUser(w, r, newUserForm(r.Lang, r.Actor, u))
}

// managedUser is the path's user, if the actor looks after them. One's own
// account has a page of its own unless one is an administrator too.
func (p pages) managedUser(r *web.Request) (User, error) {
	u, err := p.s.User(r.Context(), r.Actor, r.PathValue("id"))
	if err == nil && !maySee(r.Actor, u) {
		return User{}, fault.New(fault.NotFound, "people.noUser")
	}
	return u, err
}

func showUser(w http.ResponseWriter, r *web.Request, form userForm) error {
	f := staffFrame(r, form.user.Name, usersLink(r))
	return web.Render(w, r, statusOf(form.Faults), userPage(f, form))
}

func (p pages) saveUser(w http.ResponseWriter, r *web.Request) error {
	u, err := p.managedUser(r)
	if err != nil {
		return err
	}
	form, done := newUserForm(r.Lang, r.Actor, u), "people.flash.saved"
	if r.Text("act", 20) == "password" {
		done, err = "people.flash.password", p.savePassword(r, u)
	} else {
		form.read(r)
		err = p.saveChange(r, form)
	}
	if err != nil {
		faults, ok := shown(err)
		if !ok {
			return err
		}
		form.Faults = faults
		return showUser(w, r, form)
	}
	r.Flash(done)
	return web.Redirect(w, r, r.URL.Path)
}

func (p pages) savePassword(r *web.Request, u User) error {
	password := secret(r, "password")
	if err := r.Fault(); err != nil {
		return err
	}
	return p.s.SetPassword(r.Context(), r.Actor, u.ID, password)
}

func (p pages) saveChange(r *web.Request, form userForm) error {
	if err := form.fault(r); err != nil {
		return err
	}
	return p.s.Change(r.Context(), r.Actor, form.user.ID, Change{
		Version: form.version(), Name: form.Name, Language: form.language(), Active: form.Active == yes, Grants: form.grants(),
	})
}
