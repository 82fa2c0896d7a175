package plan

import (
	"net/http"
	"slices"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// slotsPage lists the county's rooms.
type slotsPage struct {
	desk
	Plan Plan
}

// slotPage is the form of one room.
type slotPage struct {
	desk
	Slot      Slot
	New       bool
	Documents []Document
	Faults    []*fault.Error
}

// expected tells whether the law expects the room, so that it stays when the
// county's own words of it are taken away.
func (p slotPage) expected() bool {
	return slices.ContainsFunc(Expected(p.c), func(x Slot) bool { return x.Kind == p.Slot.Kind })
}

func (d desk) roomsLink() web.Link { return web.Link{Text: d.t("rooms.title"), Href: d.path("rooms")} }

func (p pages) slots(w http.ResponseWriter, r *web.Request) error {
	d, all, err := p.planAt(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, slotsTempl(StaffFrame(r, d.c, d.t("rooms.title")), slotsPage{d, all}))
}

func (p pages) newSlot(w http.ResponseWriter, r *web.Request) error {
	d, err := p.arranging(r)
	if err != nil {
		return err
	}
	all, err := p.s.Plan(r.Context(), d.c.Code)
	if err != nil {
		return err
	}
	x := Slot{County: d.c.Code, Kind: Programme, Binding: Under, State: SlotEmpty, Position: int64(len(all.Slots))}
	return showSlot(w, r, slotPage{desk: d, Slot: x, New: true, Documents: all.Documents})
}

func showSlot(w http.ResponseWriter, r *web.Request, page slotPage) error {
	title := page.t("rooms.new")
	if !page.New {
		title = page.words(page.Slot.Title).Text
	}
	f := StaffFrame(r, page.c, title, page.roomsLink())
	return web.Render(w, r, statusOf(page.Faults), slotTempl(f, page))
}

// theSlot is the room of the address.
func (p pages) theSlot(r *web.Request, arrange bool) (slotPage, error) {
	find := p.at
	if arrange {
		find = p.arranging
	}
	d, err := find(r)
	if err != nil {
		return slotPage{desk: d}, err
	}
	all, err := p.s.Plan(r.Context(), d.c.Code)
	if err != nil {
		return slotPage{desk: d}, err
	}
	for _, x := range all.Slots {
		if x.ID == r.PathValue("slot") {
			return slotPage{desk: d, Slot: x, Documents: all.Documents}, nil
		}
	}
	return slotPage{desk: d}, fault.New(fault.NotFound, "plan.noSlot")
}

func (p pages) slot(w http.ResponseWriter, r *web.Request) error {
	page, err := p.theSlot(r, true)
	if err != nil {
		return err
	}
	return showSlot(w, r, page)
}

func (p pages) addSlot(w http.ResponseWriter, r *web.Request) error {
	d, err := p.arranging(r)
	if err != nil {
		return err
	}
	all, err := p.s.Plan(r.Context(), d.c.Code)
	if err != nil {
		return err
	}
	page := slotPage{desk: d, New: true, Documents: all.Documents, Slot: Slot{County: d.c.Code, Position: int64(len(all.Slots))}}
	return p.keepSlot(w, r, page)
}

func (p pages) saveSlot(w http.ResponseWriter, r *web.Request) error {
	page, err := p.theSlot(r, true)
	if err != nil {
		return err
	}
	return p.keepSlot(w, r, page)
}

func (p pages) keepSlot(w http.ResponseWriter, r *web.Request, page slotPage) error {
	page.Slot = page.read(r)
	err := r.Fault()
	if err == nil {
		_, err = p.s.SaveSlot(r.Context(), r.Actor, page.Slot)
	}
	if err != nil {
		faults, ok := faultsOf(err)
		if !ok {
			return err
		}
		page.Faults = faults
		return showSlot(w, r, page)
	}
	r.Flash("plan.flash.room")
	return web.Redirect(w, r, page.path("rooms"))
}

// read takes what the form says of a room. Its address is chosen once.
func (p slotPage) read(r *web.Request) Slot {
	x := p.Slot
	x.Title, x.Note = textsOf(r, "title", MaxTitle, false), textsOf(r, "note", MaxBody, true)
	x.Kind, x.Binding, x.State = DocumentKind(r.Text("kind", 40)), Binding(r.Text("binding", 20)), SlotState(r.Text("state", 20))
	x.Basis, x.Decider, x.ToldBy = r.Text("basis", 80), r.Text("decider", 80), r.Text("told_by", 300)
	x.Version = number(r.Text("version", 20))
	if !slices.Contains(DocumentKinds, x.Kind) {
		x.Kind = Programme
	}
	x.DocumentID = ""
	for _, doc := range p.Documents {
		if doc.ID == r.Text("document", 100) {
			x.DocumentID = doc.ID
		}
	}
	if p.New {
		name, _ := x.Title.In(string(text.Fi))
		if x.Slug = r.Text("slug", 80); x.Slug == "" {
			x.Slug = text.Slug(name)
		}
	}
	return x
}

func (p pages) showRemoveSlot(w http.ResponseWriter, r *web.Request) error {
	page, err := p.ownSlot(r)
	if err != nil {
		return err
	}
	name := web.Link{Text: page.words(page.Slot.Title).Text, Href: page.path("rooms", page.Slot.ID)}
	f := StaffFrame(r, page.c, page.t("rooms.remove"), page.roomsLink(), name)
	return web.Render(w, r, http.StatusOK, removeSlotTempl(f, page))
}

// ownSlot is the room of the address, if the county drew it itself.
func (p pages) ownSlot(r *web.Request) (slotPage, error) {
	page, err := p.theSlot(r, true)
	if err == nil && page.Slot.Version == 0 {
		err = fault.New(fault.Conflict, "plan.lawRoom")
	}
	return page, err
}

func (p pages) removeSlot(w http.ResponseWriter, r *web.Request) error {
	page, err := p.ownSlot(r)
	if err != nil {
		return err
	}
	version := number(r.Text("version", 20))
	if err := r.Fault(); err != nil {
		return err
	}
	if err := p.s.RemoveSlot(r.Context(), r.Actor, page.c.Code, page.Slot.ID, version); err != nil {
		return err
	}
	r.Flash("plan.flash.roomRemoved")
	return web.Redirect(w, r, page.path("rooms"))
}

// startDocument begins the room's document with an empty draft.
func (p pages) startDocument(w http.ResponseWriter, r *web.Request) error {
	page, err := p.theSlot(r, true)
	if err != nil {
		return err
	}
	e, err := p.s.StartDocument(r.Context(), r.Actor, page.Slot)
	if err != nil {
		return err
	}
	r.Flash("plan.flash.draft", "Number", e.Number)
	return web.Redirect(w, r, page.path("editions", e.ID))
}

// DocumentKinds lists the kinds a room can be of; the strategy is the roof
// and no room.
var DocumentKinds = []DocumentKind{ServiceStrategy, ServiceLevel, WelfarePlan, SelfMonitoring, Budget, Programme}

func (d desk) documentKinds() []web.Option {
	var list []web.Option
	for _, k := range DocumentKinds {
		list = append(list, web.Option{Value: string(k), Text: d.t("document." + string(k))})
	}
	return list
}

func (d desk) bindings() []web.Option {
	var list []web.Option
	for _, b := range []Binding{Inside, Beside, Under} {
		list = append(list, web.Option{Value: string(b), Text: d.t("binding." + string(b))})
	}
	return list
}

func (d desk) slotStates() []web.Option {
	var list []web.Option
	for _, s := range []SlotState{SlotEmpty, SlotPlanned, SlotPreparing, SlotExists} {
		list = append(list, web.Option{Value: string(s), Text: d.t("slot." + string(s))})
	}
	return list
}

// deciders are the bodies that decide of documents, as they are stored: in
// lower-case Finnish. One that a source names in other words stays a choice.
func (d desk) deciders(now string) []web.Option {
	list := []web.Option{{Value: "", Text: d.t("decider.unknown")}}
	bodies := []string{"aluevaltuusto", "aluehallitus", "kaupunginvaltuusto", "kaupunginhallitus", "lautakunta", "viranhaltija"}
	if now != "" && !slices.Contains(bodies, now) {
		bodies = append(bodies, now)
	}
	for _, b := range bodies {
		list = append(list, web.Option{Value: b, Text: d.bodyName(b)})
	}
	return list
}

// bodyName is a body's name in the reader's language; the decision room has
// the names.
func (d desk) bodyName(body string) string {
	if key := "decision.body." + body; text.Has(key) {
		return d.l.T(key)
	}
	return body
}

func (p slotPage) documentOptions() []web.Option {
	list := []web.Option{{Value: "", Text: p.t("rooms.noDocument")}}
	for _, doc := range p.Documents {
		if doc.Kind != Strategy {
			list = append(list, web.Option{Value: doc.ID, Text: p.words(doc.Title).Text})
		}
	}
	return list
}

// slotMark is a room's state as a mark and a word: its document's newest
// edition tells it, else what is told of the room.
func (p slotsPage) slotMark(x Slot) (mark, word string) {
	if editions := p.Plan.EditionsOf(x.DocumentID); x.DocumentID != "" && len(editions) > 0 {
		if current, ok := p.Plan.Current(x.DocumentID, p.day); ok {
			return p.state(current)
		}
		return p.state(editions[len(editions)-1])
	}
	mark = string(x.State)
	if x.State == SlotExists {
		mark = "ok"
	}
	return mark, p.t("slot." + string(x.State))
}

// allLanguages are those a room's and a post's names can be in.
var allLanguages = text.Languages
