package plan

import (
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// MayRead tells whether the actor sees the county's drafts.
func MayRead(a house.Actor, county house.County) bool { return a.Can(house.Reader, county) }

// MayEdit tells whether the actor writes the drafts of a document: an editor
// of the county does, and a reader whose seat in the working group may edit.
func MayEdit(a house.Actor, county house.County, seats []Seat) bool {
	if a.Can(house.Editor, county) {
		return true
	}
	for _, s := range seats {
		if s.MayEdit && s.UserID == a.UserID && a.Can(house.Reader, county) {
			return true
		}
	}
	return false
}

// MayArrange tells whether the actor changes the county's rooms, seats and
// what is public.
func MayArrange(a house.Actor, county house.County) bool {
	return a.Can(house.CountyAdministrator, county)
}

func allowed(ok bool) error {
	if ok {
		return nil
	}
	return fault.New(fault.Denied, "plan.denied")
}
