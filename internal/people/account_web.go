package people

import (
	"net/http"
	"strconv"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// accountForm is a person's own page.
type accountForm struct {
	User     User
	Version  string
	Name     string
	Language string
	Faults   []*fault.Error
}

func newAccountForm(u User) accountForm {
	return accountForm{User: u, Version: strconv.FormatInt(u.Version, 10), Name: u.Name, Language: string(u.Language)}
}

func (p pages) showAccount(w http.ResponseWriter, r *web.Request) error {
	u, err := p.s.User(r.Context(), r.Actor, r.Actor.UserID)
	if err != nil {
		return err
	}
	return showAccount(w, r, newAccountForm(u))
}

func showAccount(w http.ResponseWriter, r *web.Request, form accountForm) error {
	f := staffFrame(r, r.Lang.T("people.account.title"))
	return web.Render(w, r, statusOf(form.Faults), accountPage(f, form))
}

func (p pages) saveAccount(w http.ResponseWriter, r *web.Request) error {
	u, err := p.s.User(r.Context(), r.Actor, r.Actor.UserID)
	if err != nil {
		return err
	}
	form, done, lang := newAccountForm(u), "people.flash.saved", r.Lang
	if r.Text("act", 20) == "password" {
		done, err = "people.flash.password", p.saveOwnPassword(r)
	} else {
		err = p.saveProfile(r, &form)
		lang = text.Lang(form.Language)
	}
	if err != nil {
		faults, ok := shown(err)
		if !ok {
			return err
		}
		form.Faults = faults
		return showAccount(w, r, form)
	}
	r.Lang = lang // the message and the page come in the language chosen just now
	r.Flash(done)
	return web.Redirect(w, r, "/"+string(lang)+"/staff/account")
}

func (p pages) saveProfile(r *web.Request, form *accountForm) error {
	form.Version, form.Name, form.Language = r.Text("version", 20), r.Text("name", NameMax), r.Text("language", 2)
	version, err := strconv.ParseInt(form.Version, 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, "web.badForm").Because(err)
	}
	if err := r.Fault(); err != nil {
		return err
	}
	return p.s.ChangeOwn(r.Context(), r.Actor, version, form.Name, text.Lang(form.Language))
}

// saveOwnPassword carries this session on under the new password's mark.
func (p pages) saveOwnPassword(r *web.Request) error {
	old, fresh, again := secret(r, "old"), secret(r, "password"), secret(r, "again")
	if err := r.Fault(); err != nil {
		return err
	}
	if fresh != again {
		return fault.New(fault.Invalid, "people.passwordsDiffer").On("again")
	}
	u, err := p.s.ChangePassword(r.Context(), r.Actor, old, fresh)
	if err != nil {
		return err
	}
	return r.SignIn(u.Session())
}
