// Package intake reads strategy texts: a source goes in (intake/extract makes
// text of it, intake/propose proposes what it says), a person reviews the
// findings, and a draft edition comes out that remembers where each element
// was read. It owns the tables source and finding.
package intake

import (
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
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
	Plain     string // the extracted text; findings' spans point into it. Lists leave it out
	State     SourceState
	Fault     string         // text key
	FaultArgs map[string]any // values for its text
	Notices   []string       // text keys of what a person should know of the reading
	EditionID string         // the draft it became
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
	SlotID    string      `json:"slot_id,omitempty"` // programme: the room drawn of it
	Body      string      `json:"body,omitempty"`    // decision
	Date      string      `json:"date,omitempty"`    // decision, ISO
	Status    string      `json:"status,omitempty"`  // decision
	Count     *int        `json:"count,omitempty"`   // participation
	AmountEUR *float64    `json:"amount_eur,omitempty"`
	StartYear int         `json:"start_year,omitempty"` // period
	EndYear   int         `json:"end_year,omitempty"`
	Code      string      `json:"code,omitempty"`  // county
	Texts     house.Texts `json:"texts,omitempty"` // what it says in other languages
}

// Limits of what is kept of a source.
const (
	MaxFile     = 20 << 20 // bytes
	MaxName     = 200      // characters of a source's name
	MaxAddress  = 500
	MaxWords    = 5_000 // characters of a finding
	MaxFindings = 2_000 // of one source
)

// Kinds lists what a finding can be, in the order a review shows them.
var Kinds = []string{
	"county", "period", "promise", "vision", "mission", "value", "principle", "strength", "priority", "objective",
	"success_factor", "assumption", "section", "programme", "action", "indicator", "decision", "participation", "euro", "law",
}

// IsElement tells whether findings of the kind become elements of a draft;
// the others are kept as facts of the source.
func IsElement(kind string) bool { return slices.Contains(plan.Kinds, plan.Kind(kind)) }

// Sureness is a confidence in a word a person can act on.
type Sureness string

// The words.
const (
	Sure   Sureness = "sure"
	Likely Sureness = "likely"
	Check  Sureness = "check"
)

// likely is the least confidence that is accepted without a look, when a
// person asks for all likely ones, or when a file is imported unattended.
const likely = 0.6

// Sureness is the finding's confidence in a word.
func (f Finding) Sureness() Sureness {
	switch {
	case f.Confidence >= 0.85:
		return Sure
	case f.Confidence >= likely:
		return Likely
	}
	return Check
}

// Number is what the review calls the finding: its place in the text.
func (f Finding) Number() int64 { return f.Position + 1 }

// Tally counts a source's findings.
type Tally struct{ Open, Accepted, Rejected int }

// All is how many there are.
func (t Tally) All() int { return t.Open + t.Accepted + t.Rejected }

// Done is how many a person has gone through.
func (t Tally) Done() int { return t.Accepted + t.Rejected }

func tallyOf(findings []Finding) (t Tally) {
	for _, f := range findings {
		t.count(f.State, 1)
	}
	return t
}

func (t *Tally) count(state FindingState, n int) {
	switch state {
	case Open:
		t.Open += n
	case Accepted:
		t.Accepted += n
	case Rejected:
		t.Rejected += n
	}
}

var isoDate = regexp.MustCompile(`^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`)

// Statuses are what a decision finding can say of a decision.
var Statuses = []string{"made", "planned", "proposal", "heard"}

// Validate refuses a finding that no review could show.
func (f Finding) Validate() error {
	d := f.Detail
	switch {
	case !slices.Contains(Kinds, f.Kind):
		return fault.New(fault.Invalid, "intake.badKind").On("kind")
	case f.Words == "":
		return fault.New(fault.Invalid, "intake.noWords").On("words")
	case utf8.RuneCountInString(f.Words) > MaxWords:
		return fault.New(fault.Invalid, "web.fieldTooLong", "Max", MaxWords, "Length", utf8.RuneCountInString(f.Words)).On("words")
	case d.Date != "" && !isoDate.MatchString(d.Date):
		return fault.New(fault.Invalid, "intake.badDate").On("date")
	case d.Status != "" && !slices.Contains(Statuses, d.Status):
		return fault.New(fault.Invalid, "intake.badStatus").On("status")
	case f.Kind == "period" && badYears(d.StartYear, d.EndYear):
		return fault.New(fault.Invalid, "intake.badYears").On("start_year")
	case d.Count != nil && *d.Count < 0, d.AmountEUR != nil && (*d.AmountEUR < 0 || *d.AmountEUR > 1e12):
		return fault.New(fault.Invalid, "intake.badNumber").On("number")
	}
	return nil
}

func badYears(from, to int) bool {
	return from < 1990 || to < from || to > 2100
}
