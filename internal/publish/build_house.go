package publish

import (
	"slices"

	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
)

// HouseView is a county's front page: its strategy drawn as a house.
type HouseView struct {
	Name, Official string // official is "" where the county uses its official name
	City           bool   // Helsinki: its strategy is a city's
	Roofed         bool   // there is a public strategy
	State          State
	Period         string
	Sources        Sources
	Answers        Answers
	Newer          []Notice // other editions on their way

	Promise, Vision, Mission Item
	Wordings                 []Item // of the same vision, where the source has more than one
	Values                   []Item
	Floors                   []Floor
	Loose                    []Item // objectives no source puts under a priority
	LooseNote                string
	Actions                  int    // told by sources; the county does not follow them here yet
	More                     []Link // other kinds of elements, counted

	Rooms       []Room
	RoomsToldBy string // the one source that tells every room's state, "" where they differ
	Ground      Ground
	Made        []Event // the last few steps of how it was made
	TookPart    []Line  // the largest numbers told of who took part
	Note        string  // on languages
	Path        string
}

// Floor is a priority.
type Floor struct {
	Item
	Objectives string // "4 objectives", "" for none
}

// Notice tells of an edition that is not the one on the page.
type Notice struct {
	State  State
	Period string
	Href   string
}

// buildHouse draws the house from the shelf; path is the county's address.
func buildHouse(sh *shelf, v *voice, path string) HouseView {
	h := HouseView{Name: sh.county.Display(v.lang), City: sh.county.Kind == registry.City, Path: path}
	if official, _ := sh.county.Name.In(string(v.lang)); official != h.Name {
		h.Official = official
	}
	var edition plan.Edition
	if d, found := sh.strategy(); found {
		if edition, h.Roofed = sh.plan.Current(d.ID, v.day); h.Roofed {
			v.roof(&h, sh, edition)
			h.Newer = v.newer(sh, edition, path+"/strategy")
		}
	}
	h.Answers = v.about(sh, edition, sh.roof())
	for _, c := range sh.chambers(v.day) {
		h.Rooms = append(h.Rooms, v.room(sh, c, path))
	}
	h.RoomsToldBy = oneSource(h.Rooms)
	h.Ground = v.ground(sh, edition, path)
	h.Made = lately(v.events(sh), edition.ID)
	h.TookPart = v.tookPart(sh)
	h.Note = v.languageNote()
	return h
}

// shownEvents is how many steps of the making the house shows.
const shownEvents = 5

// lately is the last steps of the way to the edition; of everything, when
// there is no more than fits or nothing is told of the edition.
func lately(events []Event, edition string) []Event {
	if len(events) <= shownEvents {
		return events
	}
	var steps []Event
	for _, e := range events {
		if e.about == edition && edition != "" {
			steps = append(steps, e)
		}
	}
	if len(steps) == 0 {
		steps = events
	}
	return steps[max(0, len(steps)-shownEvents):]
}

// oneSource is the source that tells of every room but the empty ones; "" when
// there are many, or when a single room can say it itself.
func oneSource(rooms []Room) string {
	source, n := "", 0
	for _, r := range rooms {
		if r.State.Code == string(plan.SlotEmpty) {
			continue
		}
		if n++; n > 1 && r.ToldBy != source {
			return ""
		}
		source = r.ToldBy
	}
	if n < 2 {
		return ""
	}
	return source
}

// roof fills the part that comes from the strategy itself.
func (v *voice) roof(h *HouseView, sh *shelf, e plan.Edition) {
	tree := sh.tree(e.ID)
	h.State, h.Period, h.Sources = v.standing(e), period(e), sourcesOf(e, sh.elements[e.ID])
	h.Promise = v.firstItem(tree, plan.Promise, h.Path)
	h.Vision = v.firstItem(tree, plan.Vision, h.Path)
	if visions := plan.Of(tree, plan.Vision); len(visions) > 1 {
		h.Wordings = v.items(visions[1:], h.Path)
	}
	h.Mission = v.firstItem(tree, plan.Mission, h.Path)
	h.Values = v.items(plan.Of(tree, plan.Value), h.Path)
	for _, n := range plan.Of(tree, plan.Priority) {
		h.Floors = append(h.Floors, v.floor(n, h.Path))
	}
	if len(h.Floors) > 0 {
		h.Loose = v.items(loose(tree), h.Path)
		h.LooseNote = v.t("looseNote", "Count", len(h.Loose))
	} else {
		h.Loose = v.items(plan.Of(tree, plan.Objective), h.Path)
	}
	h.More = v.more(tree, h.Path)
	h.Actions = len(sh.findingsOf("action"))
}

// loose lists the objectives at the top of the tree: no source tells which
// priority they belong to.
func loose(tree []*plan.Node) []*plan.Node {
	var list []*plan.Node
	for _, n := range tree {
		if n.Kind == plan.Objective {
			list = append(list, n)
		}
	}
	return list
}

func (v *voice) firstItem(tree []*plan.Node, kind plan.Kind, path string) Item {
	for _, n := range plan.Of(tree, kind) {
		return v.item(n, path)
	}
	return Item{}
}

func (v *voice) items(nodes []*plan.Node, path string) []Item {
	var list []Item
	for _, n := range nodes {
		list = append(list, v.item(n, path))
	}
	return list
}

func (v *voice) item(n *plan.Node, path string) Item {
	return Item{Line: v.headline(n.Element), Href: path + "/strategy#" + n.Anchor(), ToldBy: n.ToldBy}
}

func (v *voice) floor(n *plan.Node, path string) Floor {
	f := Floor{Item: v.item(n, path)}
	if count := len(plan.Of(n.Children, plan.Objective)); count > 0 {
		f.Objectives = v.t("count.objective", "Count", count)
	}
	return f
}

// more counts the kinds that have no place of their own in the picture.
func (v *voice) more(tree []*plan.Node, path string) []Link {
	var list []Link
	for _, kind := range []plan.Kind{plan.Principle, plan.Strength, plan.SuccessFactor} {
		if nodes := plan.Of(tree, kind); len(nodes) > 0 {
			list = append(list, Link{
				v.t("count."+string(kind), "Count", len(nodes)), path + "/strategy#" + nodes[0].Anchor(),
			})
		}
	}
	return list
}

// newer lists the public editions that come after the one on the page.
func (v *voice) newer(sh *shelf, shown plan.Edition, base string) []Notice {
	var list []Notice
	for _, e := range sh.editions(shown.DocumentID) {
		if e.Number > shown.Number && e.State != plan.Returned {
			list = append(list, Notice{v.standing(e), period(e), editionPath(base, e.Number)})
		}
	}
	return list
}

// roof is the strategy's own slot, as the county tells it or as it would be.
func (sh *shelf) roof() plan.Slot {
	for _, slot := range sh.plan.Slots {
		if slot.Kind == plan.Strategy {
			return slot
		}
	}
	return plan.Slot{County: sh.county.Code, Kind: plan.Strategy, Binding: plan.Roof, State: plan.SlotEmpty}
}

// shownParts is how many ways of taking part the house shows.
const shownParts = 4

// tookPart lists the ways of taking part with the largest numbers told, as
// their source tells them.
func (v *voice) tookPart(sh *shelf) []Line {
	var counted []intake.Finding
	for _, f := range sh.findings {
		if f.Kind == "participation" && f.Detail.Count != nil {
			counted = append(counted, f)
		}
	}
	slices.SortStableFunc(counted, func(a, b intake.Finding) int { return *b.Detail.Count - *a.Detail.Count })
	var lines []Line
	for _, f := range counted[:min(shownParts, len(counted))] {
		lines = append(lines, v.finding(sh, f))
	}
	return lines
}
