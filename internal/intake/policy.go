package intake

import (
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// MayRead tells whether the actor sees the county's sources and their review.
func MayRead(a house.Actor, county house.County) bool { return a.Can(house.Reader, county) }

// MayReview tells whether the actor brings in sources and reviews them.
func MayReview(a house.Actor, county house.County) bool { return a.Can(house.Editor, county) }

func allowed(ok bool) error {
	if ok {
		return nil
	}
	return fault.New(fault.Denied, "intake.denied")
}
