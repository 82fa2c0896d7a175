package people

import (
	"slices"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
)

// Who may do what: pure functions of the actor and the thing. The same
// function serves the button, the list and the save.

// mayManage tells whether the actor looks after the users of the county.
// house.AllCounties asks about the whole installation.
func mayManage(a house.Actor, county house.County) bool {
	return a.Can(house.CountyAdministrator, county)
}

// mayGrant tells whether the actor may give or take away the grant.
func mayGrant(a house.Actor, g house.Grant) bool {
	if g.Role == house.Administrator || g.County == house.AllCounties {
		return isAdministrator(a)
	}
	return mayManage(a, g.County)
}

// maySee tells whether the actor may see the user and change the grants that
// mayGrant allows: users with a role in a county the actor looks after.
func maySee(a house.Actor, u User) bool {
	if isAdministrator(a) {
		return true
	}
	return slices.ContainsFunc(u.Grants, func(g house.Grant) bool { return mayGrant(a, g) })
}

// mayChange tells whether the actor may change the person: name, use and
// password. All of the user's grants must be the actor's to give: who sets a
// password can sign in with everything it opens.
func mayChange(a house.Actor, u User) bool {
	if isAdministrator(a) {
		return true
	}
	return maySee(a, u) && !slices.ContainsFunc(u.Grants, func(g house.Grant) bool { return !mayGrant(a, g) })
}

// mayReadAudit tells whether the actor may read the county's audit log.
func mayReadAudit(a house.Actor, county house.County) bool { return mayManage(a, county) }

// keepsOwn tells whether the actor would still have the role that lets them
// look after users. Nobody takes it from themselves: somebody else must.
func keepsOwn(a house.Actor, u User, active bool, after []house.Grant) bool {
	if a.UserID != u.ID {
		return true
	}
	then := house.Actor{Grants: after}
	if isAdministrator(u.Actor()) {
		return active && isAdministrator(then)
	}
	if len(managed(u.Actor())) > 0 {
		return active && len(managed(then)) > 0
	}
	return active
}

func isAdministrator(a house.Actor) bool { return a.Can(house.Administrator, house.AllCounties) }

// managed lists the counties whose users the actor looks after, in order.
func managed(a house.Actor) []registry.County {
	return slices.DeleteFunc(registry.All(), func(c registry.County) bool { return !mayManage(a, c.Code) })
}

// difference lists the grants that were given and those that were taken away.
// A changed role is in both.
func difference(before, after []house.Grant) (given, taken []house.Grant) {
	for _, g := range after {
		if roleIn(before, g.County) != g.Role {
			given = append(given, g)
		}
	}
	for _, g := range before {
		if roleIn(after, g.County) != g.Role {
			taken = append(taken, g)
		}
	}
	return given, taken
}
