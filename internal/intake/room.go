// Package intake reads strategy texts: a source goes in (intake/extract makes
// text of it, intake/propose proposes what it says), a person reviews the
// findings, and a draft edition comes out that remembers where each element
// was read. It owns the tables source and finding.
package intake

import (
	"time"

	"github.com/katto-project/katto/internal/house"
)

// SourceState follows a source from upload to review.
type SourceState string

// The states of a source.
const (
	Waiting  SourceState = "waiting"  // in the queue
	Read     SourceState = "read"     // findings wait for review
	Refused  SourceState = "refused"  // Fault says why; nothing of it was kept but its name
	Reviewed SourceState = "reviewed" // a person has gone through it
	Cited    SourceState = "cited"    // named as a source of facts; its text is not kept here
)

// Source is a text that something is read from.
type Source struct {
	ID        string
	County    house.County
	Name      string // the file's name, or the page's title
	Address   string // where it was published, "" unknown
	MediaType string
	SHA256    string
	Language  string
	Plain     string // the extracted text; findings' spans point into it
	State     SourceState
	Fault     string // text key
	EditionID string // the draft it became
	CreatedAt time.Time
	CreatedBy string
	Version   int64
}

// FindingState is what the reviewer did with a finding.
type FindingState string

// The states of a finding.
const (
	Open     FindingState = "open"
	Accepted FindingState = "accepted"
	Rejected FindingState = "rejected"
)

// Finding is one thing read from a source. Kind is a field of the proposal
// contract in the singular: county, period, promise, vision, mission, value,
// principle, strength, priority, objective, success_factor, action,
// indicator, programme, decision, participation, euro, law.
type Finding struct {
	ID         string
	County     house.County
	SourceID   string
	Position   int64
	Kind       string
	Words      string // what it says, in the source's language
	Detail     Detail
	Span       house.Span
	Confidence float64
	UnderID    string // the finding it belongs under
	State      FindingState
	ElementID  string // the element it became in the source's edition
	Version    int64
}

// Detail holds what only some kinds have.
type Detail struct {
	Body      string      `json:"body,omitempty"`   // decision
	Date      string      `json:"date,omitempty"`   // decision, ISO
	Status    string      `json:"status,omitempty"` // decision
	Count     *int        `json:"count,omitempty"`  // participation
	AmountEUR *float64    `json:"amount_eur,omitempty"`
	StartYear int         `json:"start_year,omitempty"` // period
	EndYear   int         `json:"end_year,omitempty"`
	Code      string      `json:"code,omitempty"`  // county
	Texts     house.Texts `json:"texts,omitempty"` // what it says in other languages
}
