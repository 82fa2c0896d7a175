package people

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// userForm is the form of a new or an existing user, as it is drawn and as it
// was filled in.
type userForm struct {
	lang   text.Lang
	user   User // as stored; zero for a new one
	person bool // the actor may change the person, not only roles
	own    bool // the user is the actor

	Version  string
	Email    string
	Name     string
	Language string
	Active   string // yes or no

	Rows      []roleRow    // the roles the actor may set, a county each
	Others    []string     // the roles the actor may not change
	Counties  []web.Option // those that can be added, and their roles
	AddRoles  []web.Option
	AddCounty string
	AddRole   string
	Faults    []*fault.Error
}

// The values of the choice whether the account is in use.
const (
	yes = "yes"
	no  = "no"
)

// noRole is the choice of no role. It is not empty: a browser takes an empty
// choice for one that was not made.
const noRole = "none"

// roleRow is the choice of the role in one county.
type roleRow struct {
	County  house.County
	Label   string
	Role    string
	Options []web.Option
}

func (r roleRow) field() string {
	return "role-" + strings.ReplaceAll(string(r.County), string(house.AllCounties), "all")
}

// newUserForm draws what is stored, with the choices the actor has.
func newUserForm(l text.Lang, actor house.Actor, u User) userForm {
	f := userForm{
		lang: l, user: u, person: u.ID == "" || mayChange(actor, u), own: u.ID == actor.UserID,
		Version: strconv.FormatInt(u.Version, 10), Email: u.Email, Name: u.Name, Language: string(u.Language), Active: no,
	}
	if u.Active {
		f.Active = yes
	}
	for _, g := range u.Grants {
		if !mayGrant(actor, g) {
			f.Others = append(f.Others, grantName(l, g))
		}
	}
	f.addRows(actor)
	return f
}

// addRows gives a county administrator a row for each own county. An
// administrator has too many for that: a row for the installation and for
// each role there is, and a choice among the other counties.
func (f *userForm) addRows(actor house.Actor) {
	all := isAdministrator(actor)
	if all {
		f.Rows = append(f.Rows, f.row(house.AllCounties))
	}
	for _, c := range managed(actor) {
		if !all || f.user.RoleIn(c.Code) != "" {
			f.Rows = append(f.Rows, f.row(c.Code))
			continue
		}
		f.Counties = append(f.Counties, web.Option{Value: string(c.Code), Text: c.Display(f.lang)})
	}
	if len(f.Counties) > 0 {
		none := web.Option{Text: f.lang.T("people.user.noCounty")}
		f.Counties = append([]web.Option{none}, f.Counties...)
		f.AddRoles = append([]web.Option{{Text: f.lang.T("people.role.none")}}, roleOptions(f.lang, "")...)
	}
}

func (f *userForm) row(county house.County) roleRow {
	none := web.Option{Value: noRole, Text: f.lang.T("people.role.none")}
	row := roleRow{County: county, Label: countyName(f.lang, county), Role: string(f.user.RoleIn(county))}
	if row.Role == "" {
		row.Role = noRole
	}
	row.Options = append([]web.Option{none}, roleOptions(f.lang, county)...)
	return row
}

// roleOptions are the roles there are in the county.
func roleOptions(l text.Lang, county house.County) []web.Option {
	var options []web.Option
	for _, role := range Roles {
		if (role == house.Administrator) == (county == house.AllCounties) {
			options = append(options, web.Option{Value: string(role), Text: roleName(l, role)})
		}
	}
	return options
}

// roles are those the actor can give, for their explanation.
func (f *userForm) roles() []house.Role {
	return slices.DeleteFunc(slices.Clone(Roles), func(role house.Role) bool {
		return role == house.Administrator && len(f.Counties) == 0
	})
}

// read takes what was filled in. What the actor may not change keeps its
// stored value.
func (f *userForm) read(r *web.Request) {
	f.Version = r.Text("version", 20)
	if f.user.ID == "" {
		f.Email = r.Text("email", emailMax)
	}
	if f.person {
		f.Name, f.Language = r.Text("name", NameMax), r.Text("language", 2)
	}
	if f.person && f.user.ID != "" {
		f.Active = r.Text("active", 3)
	}
	for i := range f.Rows {
		f.Rows[i].Role = r.Text(f.Rows[i].field(), 40)
	}
	f.AddCounty, f.AddRole = r.Text("add-county", 10), r.Text("add-role", 40)
}

// fault is what the form itself can tell is wrong.
func (f *userForm) fault(r *web.Request) error {
	var half error
	if (f.AddCounty == "") != (f.AddRole == "") {
		half = fault.New(fault.Invalid, "people.grantHalf").On("add-role")
	}
	return errors.Join(r.Fault(), half)
}

func (f *userForm) language() text.Lang { return text.Lang(f.Language) }

// version is 0, which no user has, for what is not a number.
func (f *userForm) version() int64 {
	n, err := strconv.ParseInt(f.Version, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// grants are the user's grants as the form leaves them: those out of the
// actor's reach, the rows, and the one added.
func (f *userForm) grants() []house.Grant {
	var list []house.Grant
	for _, g := range f.user.Grants {
		if !slices.ContainsFunc(f.Rows, func(r roleRow) bool { return r.County == g.County }) {
			list = append(list, g)
		}
	}
	for _, r := range f.Rows {
		if r.Role != noRole {
			list = append(list, house.Grant{County: r.County, Role: house.Role(r.Role)})
		}
	}
	if f.AddCounty != "" {
		list = append(list, house.Grant{County: house.County(f.AddCounty), Role: house.Role(f.AddRole)})
	}
	return list
}
