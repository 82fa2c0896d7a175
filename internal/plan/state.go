package plan

import (
	"fmt"
	"strconv"

	"github.com/katto-project/katto/internal/fault"
)

// State of an edition as it is stored.
type State string

// The stored states, in order.
const (
	Draft      State = "draft"
	Proposed   State = "proposed"   // the board has proposed it; frozen
	Returned   State = "returned"   // sent back for preparation; stays as it was, a new draft goes on
	Approved   State = "approved"   // the council has approved it; in force from InForceFrom
	InForce    State = "in_force"   // only as standing, or as told by a source
	Superseded State = "superseded" // a later edition took its place
)

// Standing is what an edition is on a day: the stored state read together
// with its dates and its period.
type Standing string

// The standings a page can show.
const (
	StandingDraft      Standing = "draft"
	StandingProposed   Standing = "proposed"
	StandingReturned   Standing = "returned"
	StandingApproved   Standing = "approved" // decided, not in force yet
	StandingInForce    Standing = "in_force"
	StandingEnded      Standing = "ended" // its period is over and nothing took its place
	StandingSuperseded Standing = "superseded"
)

// Standing tells what the edition is on day (ISO date). An edition past its
// period is ended, never in force.
func (e Edition) Standing(day string) Standing {
	switch e.State {
	case Proposed:
		if e.over(day) {
			return StandingEnded
		}
		return StandingProposed
	case Returned:
		return StandingReturned
	case Superseded, Approved, InForce:
		if e.State == Superseded && e.SupersededOn <= day {
			return StandingSuperseded // until that day it stands as it did
		}
		if e.over(day) {
			return StandingEnded
		}
		if e.State != InForce && e.InForceFrom > day {
			return StandingApproved
		}
		return StandingInForce
	}
	return StandingDraft
}

func (e Edition) over(day string) bool {
	return e.EndYear != 0 && len(day) >= 4 && strconv.FormatInt(e.EndYear, 10) < day[:4]
}

// Frozen tells whether the edition's content can change no more.
func (e Edition) Frozen() bool { return e.State != Draft }

// steps says which stored state may follow which, and by which act.
var steps = map[State]map[State]bool{
	Draft:    {Proposed: true},
	Proposed: {Approved: true, Returned: true},
	Approved: {Superseded: true},
	InForce:  {Superseded: true},
}

// mayFollow refuses a step that no decision can make.
func mayFollow(from, to State) error {
	if steps[from][to] {
		return nil
	}
	return fault.New(fault.Conflict, "plan.badStep").Because(fmt.Errorf("plan: from %s to %s", from, to))
}
