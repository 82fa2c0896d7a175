package publish

import (
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
)

// chamber is a room with the document that fills it, if any does.
type chamber struct {
	slot     plan.Slot
	document plan.Document
	edition  plan.Edition // that stands for it today
	filled   bool         // edition is there
}

// chambers lists the rooms of the house in order, without the roof. A
// document that fills no slot is a room too: nothing public is hidden.
func (sh *shelf) chambers(day string) []chamber {
	var list []chamber
	taken := map[string]bool{}
	for _, slot := range sh.plan.Slots {
		taken[slot.DocumentID] = true
		if slot.Binding != plan.Roof && slot.Kind != plan.Strategy && sh.binds(slot) {
			list = append(list, sh.chamber(slot, day))
		}
	}
	for _, d := range sh.plan.Documents {
		if d.Kind == plan.Strategy || taken[d.ID] || len(sh.editions(d.ID)) == 0 {
			continue
		}
		list = append(list, sh.chamber(plan.Slot{
			County: d.County, Kind: d.Kind, Slug: d.Slug, Title: d.Title, Binding: plan.Under, DocumentID: d.ID,
		}, day))
	}
	return list
}

// binds tells whether the room belongs in this house. An empty room is drawn
// for Helsinki only where the law behind it binds Helsinki; the sections of
// the county act on strategy and budget do not (615/2021 section 17).
func (sh *shelf) binds(slot plan.Slot) bool {
	return sh.county.Kind != registry.City || slot.State != plan.SlotEmpty || slot.DocumentID != "" ||
		!strings.HasPrefix(slot.Basis, "611/2021")
}

func (sh *shelf) chamber(slot plan.Slot, day string) chamber {
	c := chamber{slot: slot}
	if d, found := sh.plan.Document(slot.DocumentID); found {
		c.document = d
		c.edition, c.filled = sh.plan.Current(d.ID, day)
	}
	return c
}

// room finds the room with this address; NotFound when there is none.
func (sh *shelf) room(slug, day string) (chamber, error) {
	for _, c := range sh.chambers(day) {
		if c.slot.Slug == slug {
			return c, nil
		}
	}
	return chamber{}, fault.New(fault.NotFound, "publish.noRoom")
}

// state is the room's state: the edition's, else what is told of it.
func (v *voice) state(c chamber) State {
	if c.filled {
		return v.standing(c.edition)
	}
	code := string(c.slot.State)
	if code == "" {
		code = string(plan.SlotEmpty)
	}
	return State{code, v.t("standing." + code)}
}

// title is the room's name, else the name of its kind. The names of rooms the
// law expects are not the county's words.
func (v *voice) title(c chamber) Line {
	if strings.HasPrefix(c.slot.ID, "law-") {
		name, _ := c.slot.Title.In(string(v.lang))
		return Line{Text: name}
	}
	if title := v.line(c.slot.Title); !title.Empty() {
		return title
	}
	if title := v.line(c.document.Title); !title.Empty() {
		return title
	}
	return Line{Text: v.t("document." + string(c.slot.Kind))}
}
