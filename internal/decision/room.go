// Package decision keeps who decided what and when: a body, a day, a section
// and what the decision did. It owns the table decision and points at what a
// decision concerns only by house.Ref; a decision that moves an edition on
// does so through Mover, which app fills with the plan room.
package decision

import (
	"time"

	"github.com/katto-project/katto/internal/house"
)

// Act is what a decision does to the thing it concerns.
type Act string

// The acts.
const (
	Proposes Act = "proposes" // to a higher body
	Approves Act = "approves"
	Returns  Act = "returns" // for preparation
	Notes    Act = "notes"
)

// Acts lists them in the order a form offers them.
var Acts = []Act{Proposes, Approves, Returns, Notes}

// Status tells a decision that was made from one that is due.
type Status string

// The statuses.
const (
	Made    Status = "made"
	Planned Status = "planned"
)

// Bodies lists the bodies a form offers, in lower-case Finnish as they are
// stored. Text keys are "decision.body." + the name.
var Bodies = []string{
	"aluevaltuusto", "aluehallitus", "kaupunginvaltuusto", "kaupunginhallitus", "lautakunta",
	"tarkastuslautakunta", "kansalliskielilautakunta", "saamen kielen lautakunta",
	"nuorisovaltuusto", "vanhusneuvosto", "vammaisneuvosto", "viranhaltija",
}

// Decision is one item of one meeting, keyed by body, day and section.
type Decision struct {
	ID           string
	County       house.County
	Body         string // lower-case Finnish
	HeldOn       string // ISO date, or 2022-09 or 2022 where no more is told; "" unknown
	Section      string // the number after §
	RecordNumber string // diaarinumero
	Act          Act
	Status       Status
	What         house.Texts
	Ref          house.Ref // edition or slot it concerns; zero for the county's strategy work in general
	InForceFrom  string    // ISO date an approved edition comes into force, "" the day of the decision; kept with the edition
	ToldBy       string    // the source that tells it, "" when recorded here
	CreatedAt    time.Time
}
