package publish

import (
	"sort"
	"strings"

	"github.com/katto-project/katto/internal/plan"
)

// Room is one room on a card: of the house, of the list.
type Room struct {
	Item
	State  State
	Place  string // "part of the strategy", "under the strategy"
	Period string
	Basis  string
}

func (v *voice) room(sh *shelf, c chamber, path string) Room {
	r := Room{
		Item:  Item{Line: v.title(c), Href: path + "/rooms/" + c.slot.Slug, ToldBy: c.toldBy()},
		State: v.state(c), Basis: c.slot.Basis, Place: v.t("binding." + string(c.slot.Binding)),
	}
	if c.filled {
		r.Period = period(c.edition)
	}
	return r
}

// toldBy is the source that tells the room's state.
func (c chamber) toldBy() string {
	if c.filled {
		return c.edition.ToldBy
	}
	return c.slot.ToldBy
}

// RoomsView lists a house's rooms by where they stand.
type RoomsView struct {
	Name    string
	City    bool
	Answers Answers
	Groups  []RoomGroup
	Note    string
}

// RoomGroup is the rooms of one place.
type RoomGroup struct {
	Title, Meaning string
	Rooms          []Room
}

func buildRooms(sh *shelf, v *voice, path string) RoomsView {
	view := RoomsView{Name: sh.county.Display(v.lang), City: sh.lawKind() == "city", Answers: v.aboutStrategy(sh)}
	byPlace := map[plan.Binding][]Room{}
	for _, c := range sh.chambers(v.day) {
		byPlace[c.slot.Binding] = append(byPlace[c.slot.Binding], v.room(sh, c, path))
	}
	for _, place := range []plan.Binding{plan.Inside, plan.Beside, plan.Under} {
		if rooms := byPlace[place]; len(rooms) > 0 {
			view.Groups = append(view.Groups, RoomGroup{
				v.t("place." + string(place)), v.t("place." + string(place) + ".meaning"), rooms,
			})
		}
	}
	view.Note = v.languageNote()
	return view
}

// aboutStrategy answers for the strategy as a whole.
func (v *voice) aboutStrategy(sh *shelf) Answers {
	var edition plan.Edition
	if d, found := sh.strategy(); found {
		edition, _ = sh.plan.Current(d.ID, v.day)
	}
	return v.about(sh, edition, sh.roof())
}

// RoomView is one room.
type RoomView struct {
	Room
	Name     string
	Answers  Answers
	Empty    bool
	What     []Line // what belongs here
	Basis    string
	BasisAct string // the act's name, "" unknown
	BasisURL string
	TextHref string // the document to read, "" when its text is not here
	Editions []EditionRow
	Events   []Event
	Note     string
}

func buildRoom(sh *shelf, v *voice, path string, c chamber) RoomView {
	view := RoomView{
		Room: v.room(sh, c, path), Name: sh.county.Display(v.lang),
		Answers: v.about(sh, c.edition, c.slot), Empty: !c.filled && c.slot.State == plan.SlotEmpty,
		What: v.paragraphs(c.slot.Note), Basis: c.slot.Basis,
	}
	if len(view.What) == 0 {
		view.What = []Line{{Text: v.t("what." + whatKey(c.slot))}}
	}
	view.BasisAct, view.BasisURL = v.act(c.slot.Basis)
	if c.filled {
		view.TextHref = view.Href + "/text"
		view.Editions = v.rows(sh, c.document.ID, view.Href)
	}
	view.Events = v.eventsAbout(sh, c)
	view.Note = v.languageNote()
	return view
}

func whatKey(slot plan.Slot) string {
	if slot.Kind == "" {
		return string(plan.Programme)
	}
	return string(slot.Kind)
}

// act names the statute of a legal basis ("612/2021 11 §") and where to read
// it; both "" for a statute without a name here.
func (v *voice) act(basis string) (name, url string) {
	number, _, _ := strings.Cut(basis, " ")
	n, year, found := strings.Cut(number, "/")
	if !found {
		return "", ""
	}
	key := "act." + year + "-" + n
	if name = v.t(key); name == "publish."+key {
		return "", ""
	}
	if v.lang == "sv" {
		return name, "https://www.finlex.fi/sv/lagstiftning/" + year + "/" + n
	}
	return name, "https://www.finlex.fi/fi/lainsaadanto/" + year + "/" + n
}

// eventsAbout lists what is decided of this room.
func (v *voice) eventsAbout(sh *shelf, c chamber) []Event {
	ids := map[string]bool{}
	if c.slot.ID != "" {
		ids[c.slot.ID] = true
	}
	for _, e := range sh.editions(c.document.ID) {
		ids[e.ID] = true
	}
	var list []Event
	for _, event := range v.events(sh) {
		if ids[event.about] {
			list = append(list, event)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].sort < list[j].sort })
	return list
}
