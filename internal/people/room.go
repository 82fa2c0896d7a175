// Package people is who may come in: users, their roles in each county,
// sign-in and sessions, and the staff pages about them (users, own account,
// audit log). It owns the tables app_user, role_grant and session.
//
// Below it stand web, audit and db; every other room may import it. Nothing
// here needs HTTP: the command line and the seeding use the same Service.
package people

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// User is a person who may sign in.
type User struct {
	ID       string
	Email    string // as it was given; text.Fold of it is unique
	Name     string
	Language text.Lang
	Active   bool
	Grants   []house.Grant // at most one a county, in order of county
	Created  time.Time
	Version  int64 // for optimistic locking: every change adds one

	password string // PHC string of argon2id
}

// Roles lists the roles, from the one that may least.
var Roles = []house.Role{house.Reader, house.Editor, house.CountyAdministrator, house.Administrator}

// NameMax is the longest name, in characters.
const NameMax = 100

// Actor is the user as the other rooms see them.
func (u User) Actor() house.Actor {
	return house.Actor{UserID: u.ID, Name: u.Name, Grants: u.Grants}
}

// RoleIn is the user's role in exactly that county, "" for none.
func (u User) RoleIn(county house.County) house.Role { return roleIn(u.Grants, county) }

func roleIn(grants []house.Grant, county house.County) house.Role {
	for _, g := range grants {
		if g.County == county {
			return g.Role
		}
	}
	return ""
}

func (n NewUser) validate() error {
	return errors.Join(validateName(n.Name), ValidateEmail(n.Email), validateLanguage(n.Language),
		validateGrants(n.Grants), ValidatePassword(n.Password, n.Email))
}

func (c Change) validate() error {
	return errors.Join(validateProfile(c.Name, c.Language), validateGrants(c.Grants))
}

// validateProfile checks what people may say of themselves. Its error joins
// one fault a field.
func validateProfile(name string, language text.Lang) error {
	return errors.Join(validateName(name), validateLanguage(language))
}

func validateName(name string) error {
	switch {
	case name == "":
		return fault.New(fault.Invalid, "people.nameMissing").On("name")
	case utf8.RuneCountInString(name) > NameMax:
		return fault.New(fault.Invalid, "people.nameLong", "Max", NameMax).On("name")
	}
	return nil
}

func validateLanguage(language text.Lang) error {
	if _, known := text.Parse(string(language)); !known {
		return fault.New(fault.Invalid, "people.languageBad").On("language")
	}
	return nil
}

// validateGrants checks that every grant is a known role in a known county,
// that Administrator and only it is for all counties, and that no county
// comes twice.
func validateGrants(grants []house.Grant) error {
	if len(grants) == 0 {
		return fault.New(fault.Invalid, "people.grantMissing").On("role")
	}
	seen := map[house.County]bool{}
	for _, g := range grants {
		if !knownGrant(g) || seen[g.County] {
			return fault.New(fault.Invalid, "people.grantBad").On("role")
		}
		seen[g.County] = true
	}
	return nil
}

func knownGrant(g house.Grant) bool {
	switch g.Role {
	case house.Administrator:
		return g.County == house.AllCounties
	case house.CountyAdministrator, house.Editor, house.Reader:
		_, err := registry.ByCode(g.County)
		return err == nil
	}
	return false
}

// emailMax is the longest address a mail server carries (RFC 5321 4.5.3.1.3).
const emailMax = 254

// ValidateEmail accepts a plain mail address: one @, a domain with a dot,
// ASCII without spaces or quotes. Rarer forms that the standard allows are
// refused on purpose: two addresses that look the same must be the same.
func ValidateEmail(email string) error {
	local, domain, found := strings.Cut(email, "@")
	if !found || len(email) > emailMax || !validLocal(local) || !validDomain(domain) {
		return fault.New(fault.Invalid, "people.emailBad").On("email")
	}
	return nil
}

func validLocal(local string) bool {
	return len(local) >= 1 && len(local) <= 64 && only(local, "!#$%&'*+-/=?^_`{|}~.") &&
		local[0] != '.' && local[len(local)-1] != '.' && !strings.Contains(local, "..")
}

func validDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if len(l) < 1 || len(l) > 63 || !only(l, "-") || l[0] == '-' || l[len(l)-1] == '-' {
			return false
		}
	}
	return len(labels) >= 2
}

// only tells whether s is ASCII letters, digits and the extra characters.
func only(s, extra string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(extra, r) {
			return false
		}
	}
	return true
}

// Faults takes a joined error apart, one fault a field, in order.
func Faults(err error) []*fault.Error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var list []*fault.Error
		for _, e := range joined.Unwrap() {
			list = append(list, Faults(e)...)
		}
		return list
	}
	return []*fault.Error{fault.Of(err)}
}
