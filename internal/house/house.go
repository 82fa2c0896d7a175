// Package house holds the few words every room shares: who acts, for which
// county, on which thing. A word is admitted only if three rooms need it and
// it has no rule, SQL, HTTP or entity of its own.
package house

import (
	"time"
)

// County is a tenant's code: the two-digit official code ("20"), or the code
// of an invented county. It is an argument of every query.
type County string

// AllCounties is the explicit way to ask over every county, where counties
// are compared.
const AllCounties County = "*"

// Role is what a person may do in a county.
type Role string

// The roles, from the one that may most.
const (
	Administrator       Role = "administrator"        // of the whole installation; county "*"
	CountyAdministrator Role = "county_administrator" // users, rooms and what is public of one county
	Editor              Role = "editor"               // writes drafts, reviews imports, records decisions
	Reader              Role = "reader"               // reads and comments working drafts
)

// Grant is one role in one county.
type Grant struct {
	County County
	Role   Role
}

// Actor is who asks. The zero Actor is a visitor without a sign-in.
type Actor struct {
	UserID string
	Name   string
	Grants []Grant
}

// SignedIn tells whether the actor is a known person.
func (a Actor) SignedIn() bool { return a.UserID != "" }

// Can tells whether the actor has the role, or one that may more, in county.
func (a Actor) Can(role Role, county County) bool {
	for _, g := range a.Grants {
		if g.Role == Administrator || (g.County == county && rank(g.Role) >= rank(role)) {
			return true
		}
	}
	return false
}

// Best is the role that may most in the county, "" for none.
func (a Actor) Best(county County) Role {
	for _, role := range []Role{Administrator, CountyAdministrator, Editor, Reader} {
		if a.Can(role, county) {
			return role
		}
	}
	return ""
}

func rank(r Role) int {
	switch r {
	case Administrator:
		return 4
	case CountyAdministrator:
		return 3
	case Editor:
		return 2
	case Reader:
		return 1
	}
	return 0
}

// System is the actor of jobs and of the command line.
var System = Actor{UserID: "system", Name: "Katto", Grants: []Grant{{AllCounties, Administrator}}}

// Ref points at a thing in any room: kind ("edition", "element", ...) and id.
type Ref struct {
	Kind string
	ID   string
}

// Span is a part of a source's extracted text, in characters (runes).
type Span struct{ Start, End int }

// Clock gives the time; tests inject their own.
type Clock func() time.Time

// Texts is one text in the languages it has.
type Texts map[string]string

// In is the text in the language, or in the first language there is
// (fi, sv, en), with the language it came in. Empty when there is none.
func (t Texts) In(lang string) (s, from string) {
	if t[lang] != "" {
		return t[lang], lang
	}
	for _, l := range []string{"fi", "sv", "en"} {
		if t[l] != "" {
			return t[l], l
		}
	}
	return "", lang
}
