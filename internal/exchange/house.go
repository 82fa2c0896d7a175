// Package exchange turns a county's house into a file and back: Katto's own
// JSON, which a person can read and edit, and, outward only, StratML and
// Markdown. It owns no table; it reads and adds through the rooms' services,
// a whole file in one transaction or nothing at all.
package exchange

import (
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

// What a file says it is.
const (
	FormatName    = "katto-house"
	FormatVersion = 1
)

// House is a county's house as a file: what the county has written, planned
// and decided, and the facts read from its sources. It does not hold who
// edited what and when, working groups, comments or the sources' own texts.
// The order of a list is the order on the page. Every id is any short word
// that no other thing of its kind has, in any county; an element has the same
// id in every edition it lives on in.
type House struct {
	Format    string       `json:"format"`  // FormatName
	Version   int          `json:"version"` // FormatVersion
	County    house.County `json:"county"`
	Areas     []Area       `json:"areas,omitempty"`
	Sources   []Source     `json:"sources,omitempty"`
	Slots     []Slot       `json:"slots,omitempty"`
	Documents []Document   `json:"documents,omitempty"`
	Decisions []Decision   `json:"decisions,omitempty"`
	Findings  []Finding    `json:"findings,omitempty"`
}

// Texts is one text in the languages it has. A language that is missing is
// left out.
type Texts struct {
	Fi string `json:"fi,omitempty"`
	Sv string `json:"sv,omitempty"`
	En string `json:"en,omitempty"`
}

// Span is where in the source's text a thing was read: from and to, in
// characters.
type Span [2]int

// Area is a part of the county.
type Area struct {
	ID             string   `json:"id"`
	Name           Texts    `json:"name,omitzero"` // left out when no source names it
	Municipalities []string `json:"municipalities,omitempty"`
	ToldBy         string   `json:"told_by,omitempty"`
}

// Source is a text that facts were read from. Only its name and marks are in
// the file, so it is read back as cited.
type Source struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Address   string `json:"address,omitempty"`
	MediaType string `json:"media_type,omitempty"`
	SHA256    string `json:"sha256,omitempty"`
	Language  string `json:"language,omitempty"`
	Edition   string `json:"edition,omitempty"` // the draft that was made of it
}

// Slot is a room. Document is the id of the document that fills it.
type Slot struct {
	ID       string            `json:"id"`
	Kind     plan.DocumentKind `json:"kind"`
	Slug     string            `json:"slug"`
	Title    Texts             `json:"title"`
	Note     Texts             `json:"note,omitzero"`
	Binding  plan.Binding      `json:"binding"`
	Basis    string            `json:"basis,omitempty"`
	Decider  string            `json:"decider,omitempty"`
	State    plan.SlotState    `json:"state"`
	ToldBy   string            `json:"told_by,omitempty"`
	Document string            `json:"document,omitempty"`
}

// Document is a document with its editions.
type Document struct {
	ID       string            `json:"id"`
	Kind     plan.DocumentKind `json:"kind"`
	Slug     string            `json:"slug"`
	Title    Texts             `json:"title"`
	Editions []Edition         `json:"editions,omitempty"`
}

// Edition is one version of a document. Hash is that of its canonical content
// and may be left out; where it is given it must agree, so that a text that
// was decided is not changed by mistake.
type Edition struct {
	ID           string     `json:"id"`
	Number       int64      `json:"number"`
	State        plan.State `json:"state"`
	Public       bool       `json:"public,omitempty"`
	BasedOn      string     `json:"based_on,omitempty"`
	StartYear    int64      `json:"start_year,omitempty"`
	EndYear      int64      `json:"end_year,omitempty"`
	ProposedOn   string     `json:"proposed_on,omitempty"`
	ReturnedOn   string     `json:"returned_on,omitempty"`
	ApprovedOn   string     `json:"approved_on,omitempty"`
	InForceFrom  string     `json:"in_force_from,omitempty"`
	SupersededOn string     `json:"superseded_on,omitempty"`
	ToldBy       string     `json:"told_by,omitempty"`
	Hash         string     `json:"hash,omitempty"`
	Note         Texts      `json:"note,omitzero"`
	Elements     []Element  `json:"elements,omitempty"`
}

// Element is one point of an edition with what stands under it.
type Element struct {
	ID        string    `json:"id"`
	Kind      plan.Kind `json:"kind"`
	Title     Texts     `json:"title,omitzero"`
	Body      Texts     `json:"body,omitzero"`
	Deeds     []Texts   `json:"deeds,omitempty"`
	StartYear int64     `json:"start_year,omitempty"`
	EndYear   int64     `json:"end_year,omitempty"`
	Areas     []string  `json:"areas,omitempty"`
	Source    string    `json:"source,omitempty"`
	Span      Span      `json:"span,omitzero"`
	ToldBy    string    `json:"told_by,omitempty"`
	Children  []Element `json:"children,omitempty"`
}

// Decision is what a body decided or is due to decide.
type Decision struct {
	ID           string          `json:"id"`
	Body         string          `json:"body"`
	HeldOn       string          `json:"held_on,omitempty"` // 2022-06-13, 2022-06 or 2022
	Section      string          `json:"section,omitempty"`
	RecordNumber string          `json:"record_number,omitempty"`
	Act          decision.Act    `json:"act"`
	Status       decision.Status `json:"status"`
	What         Texts           `json:"what,omitzero"`
	About        About           `json:"about,omitzero"`
	ToldBy       string          `json:"told_by,omitempty"`
}

// About points at what a decision concerns: kind is edition, slot or
// document.
type About struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

// Finding is a fact that a person has accepted from a source. Words are the
// source's own, in its language; Texts say it in others.
type Finding struct {
	ID         string   `json:"id"`
	Source     string   `json:"source"`
	Kind       string   `json:"kind"`
	Words      string   `json:"words"`
	Texts      Texts    `json:"texts,omitzero"`
	Count      *int     `json:"count,omitempty"`
	AmountEUR  *float64 `json:"amount_eur,omitempty"`
	Body       string   `json:"body,omitempty"`
	Date       string   `json:"date,omitempty"`
	Status     string   `json:"status,omitempty"`
	StartYear  int      `json:"start_year,omitempty"`
	EndYear    int      `json:"end_year,omitempty"`
	Code       string   `json:"code,omitempty"`
	Span       Span     `json:"span,omitzero"`
	Confidence float64  `json:"confidence,omitempty"`
	Under      string   `json:"under,omitempty"`   // the finding it belongs under
	Element    string   `json:"element,omitempty"` // the element it became
}
