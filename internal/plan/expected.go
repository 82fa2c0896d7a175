package plan

import (
	_ "embed"
	"encoding/json"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
)

//go:embed expected.json
var expectedJSON []byte

// expectation is a document the law expects of a kind of county. A kind
// without a decider in the list is not bound by that section: Helsinki has no
// regional welfare plan of section 7 (612/2021 section 1) and its budget
// follows the Local Government Act.
type expectation struct {
	Kind    DocumentKind      `json:"kind"`
	Slug    string            `json:"slug"`
	Binding Binding           `json:"binding"`
	Basis   string            `json:"basis"`
	Decider map[string]string `json:"decider"`
	Title   house.Texts       `json:"title"`
	Note    house.Texts       `json:"note"`
}

var expectations = func() []expectation {
	var list []expectation
	if err := json.Unmarshal(expectedJSON, &list); err != nil {
		panic("plan: expected.json: " + err.Error())
	}
	return list
}()

// Expected lists the rooms the law expects of a county, all empty. Their ids
// begin with "law-"; saving one makes it a slot of the county's own.
func Expected(c registry.County) []Slot {
	kind := string(c.Kind)
	if c.Kind == registry.Invented {
		kind = string(registry.WellbeingCounty)
	}
	var slots []Slot
	for i, e := range expectations {
		decider, named := e.Decider[kind]
		if !named && len(e.Decider) > 0 {
			continue
		}
		slots = append(slots, Slot{
			ID: "law-" + string(c.Code) + "-" + string(e.Kind), County: c.Code, Kind: e.Kind, Slug: e.Slug,
			Title: e.Title, Note: e.Note, Binding: e.Binding, Basis: e.Basis, Decider: decider,
			State: SlotEmpty, Position: int64(100 + i),
		})
	}
	return slots
}

// withExpected adds the rooms the law expects and the county has not drawn.
func withExpected(c registry.County, own []Slot) []Slot {
	has := map[DocumentKind]bool{}
	for _, s := range own {
		has[s.Kind] = true
	}
	slots := own
	for _, s := range Expected(c) {
		if !has[s.Kind] {
			slots = append(slots, s)
		}
	}
	return slots
}
