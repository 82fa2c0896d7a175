// Package plan is the roof and the rooms under it: a county's documents, the
// slots they fill, their editions and the elements of each edition. It owns
// the tables document, slot, area, edition, element, seat and comment. Below
// it stand people and web; decision and intake point at what it holds.
package plan

import (
	"time"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// DocumentKind says what a document is.
type DocumentKind string

// The kinds of documents.
const (
	Strategy        DocumentKind = "strategy"         // hyvinvointialuestrategia, 611/2021 section 41
	ServiceStrategy DocumentKind = "service_strategy" // palvelustrategia, 612/2021 section 11
	ServiceLevel    DocumentKind = "service_level"    // pelastustoimen palvelutasopäätös, 613/2021 section 6
	WelfarePlan     DocumentKind = "welfare_plan"     // hyvinvointikertomus ja -suunnitelma, 612/2021 section 7
	SelfMonitoring  DocumentKind = "self_monitoring"  // omavalvontaohjelma, 741/2023 section 26
	Budget          DocumentKind = "budget"           // talousarvio ja -suunnitelma, 611/2021 section 115
	Programme       DocumentKind = "programme"        // anything else the county expects
)

// Binding says where a document stands in the house.
type Binding string

// The places.
const (
	Roof   Binding = "roof"   // the strategy itself
	Inside Binding = "inside" // a part of the strategy
	Beside Binding = "beside" // of its own, next to the strategy
	Under  Binding = "under"  // carries the strategy out
)

// Document is what editions belong to. Its Slug is its address for good.
type Document struct {
	ID        string
	County    house.County
	Kind      DocumentKind
	Slug      string
	Title     house.Texts
	CreatedAt time.Time
	Version   int64
}

// SlotState is what is told of a room that has no edition to tell it.
type SlotState string

// The states a slot can be told to be in. A slot with a public edition takes
// its state from the edition.
const (
	SlotEmpty     SlotState = "empty"     // expected, nothing told
	SlotPlanned   SlotState = "planned"   // announced, not begun
	SlotPreparing SlotState = "preparing" // told to be in preparation
	SlotExists    SlotState = "exists"    // told to exist; its text is not here
)

// Slot is a document the law or the county expects: a room of the house,
// drawn also when it is empty.
type Slot struct {
	ID         string
	County     house.County
	Kind       DocumentKind
	Slug       string
	Title      house.Texts
	Note       house.Texts
	Binding    Binding
	Basis      string // statute and section ("612/2021 11 §"), "" where the county itself expects it
	Decider    string // body in lower-case Finnish ("aluevaltuusto"), "" unknown
	State      SlotState
	ToldBy     string // the source that tells the state, "" where it is computed
	Position   int64
	DocumentID string
	Version    int64
}

// Area is a part of a county that texts can speak of. A name that no source
// gives stays empty, and the page says so.
type Area struct {
	ID             string
	County         house.County
	Position       int64
	Name           house.Texts
	Municipalities []string // names as they are stored: in Finnish
	ToldBy         string
	Version        int64
}

// Edition is one version of a document. From proposed on it is frozen: Hash is
// the SHA-256 of its canonical content (canonical.go), and its elements do
// not change any more.
type Edition struct {
	ID           string
	County       house.County
	DocumentID   string
	Number       int64 // 1, 2, ... within the document
	State        State
	BasedOn      string // edition id, "" for the first
	StartYear    int64  // of the period; 0 unknown
	EndYear      int64
	CreatedAt    time.Time
	ProposedOn   string // ISO dates, "" not (yet) so
	ReturnedOn   string
	ApprovedOn   string
	InForceFrom  string
	SupersededOn string
	Hash         string
	ToldBy       string // the source that tells the state where no decision is linked
	Note         house.Texts
	Public       bool // drafts are public only when the county opens them
	Version      int64
}

// Kind of an element.
type Kind string

// The kinds of elements, as DESIGN names them, in the order a house shows them.
const (
	Promise       Kind = "promise"        // palvelulupaus
	Vision        Kind = "vision"         // visio
	Mission       Kind = "mission"        // missio
	Value         Kind = "value"          // arvo
	Principle     Kind = "principle"      // periaate
	Strength      Kind = "strength"       // vahvuus
	Priority      Kind = "priority"       // painopiste
	Objective     Kind = "objective"      // tavoite
	SuccessFactor Kind = "success_factor" // kriittinen menestystekijä
	Assumption    Kind = "assumption"     // oletus
	Section       Kind = "section"        // teksti
)

// Kinds lists them in that order.
var Kinds = []Kind{Promise, Vision, Mission, Value, Principle, Strength, Priority, Objective, SuccessFactor, Assumption, Section}

// Element is one node of an edition's tree. ID is the same in every edition
// the element lives on in, which is what makes editions comparable.
type Element struct {
	EditionID string
	ID        string
	County    house.County
	ParentID  string // "" at the top
	Kind      Kind
	Position  int64 // among its siblings, from 0
	Title     house.Texts
	Body      house.Texts
	Deeds     []house.Texts // everyday deeds of a value
	StartYear int64         // an objective's own years inside a longer strategy
	EndYear   int64
	Areas     []string // ids of areas it speaks of; none means the whole county
	SourceID  string   // where it was read, "" when written here
	Span      house.Span
	ToldBy    string // the source as people name it
	Version   int64
	UpdatedAt time.Time
	UpdatedBy string
}

// Anchor is the element's place on the reading page and in addresses.
func (e Element) Anchor() string { return "e-" + text.Slug(e.ID) }

// Node is an element with what stands under it.
type Node struct {
	Element
	Children []*Node
}

// Tree arranges an edition's elements, in order. An element whose parent is
// not there stands at the top, so that nothing is ever hidden.
func Tree(elements []Element) []*Node {
	nodes := make(map[string]*Node, len(elements))
	for i := range elements {
		nodes[elements[i].ID] = &Node{Element: elements[i]}
	}
	var top []*Node
	for i := range elements {
		n := nodes[elements[i].ID]
		if parent := nodes[n.ParentID]; parent != nil && !within(nodes, n.ParentID, n.ID) {
			parent.Children = append(parent.Children, n)
		} else {
			top = append(top, n)
		}
	}
	order(top)
	return top
}

// within tells whether id is ancestor, or stands under it.
func within(nodes map[string]*Node, id, ancestor string) bool {
	for steps := 0; id != "" && steps <= len(nodes); steps++ {
		if id == ancestor {
			return true
		}
		n := nodes[id]
		if n == nil {
			return false
		}
		id = n.ParentID
	}
	return id != ""
}

// Walk visits every node, parents first, with its depth from 0.
func Walk(tree []*Node, visit func(n *Node, depth int)) { walk(tree, 0, visit) }

func walk(tree []*Node, depth int, visit func(*Node, int)) {
	for _, n := range tree {
		visit(n, depth)
		walk(n.Children, depth+1, visit)
	}
}

// Of lists the elements of a kind anywhere in the tree, in reading order.
func Of(tree []*Node, kind Kind) []*Node {
	var list []*Node
	Walk(tree, func(n *Node, _ int) {
		if n.Kind == kind {
			list = append(list, n)
		}
	})
	return list
}

// Seat is a place in the working group of a document: a post, not a person.
type Seat struct {
	ID         string
	County     house.County
	DocumentID string
	Post       house.Texts
	MayEdit    bool
	UserID     string // who sits there now, "" vacant
}

// CommentState follows a comment on a working draft.
type CommentState string

// The states. Carried means it went on to the next draft as a new comment.
const (
	CommentOpen     CommentState = "open"
	CommentResolved CommentState = "resolved"
	CommentCarried  CommentState = "carried"
)

// Comment is what a post of the working group says of an element.
type Comment struct {
	ID          string
	County      house.County
	EditionID   string
	ElementID   string // "" for the edition as a whole
	AuthorID    string
	Post        string // as it was when the comment was made
	Body        string
	State       CommentState
	Answer      string
	CarriedFrom string
	CreatedAt   time.Time
	Version     int64
}
