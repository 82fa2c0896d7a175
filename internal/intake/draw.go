package intake

import (
	"context"
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// Draw makes a room of the house out of an accepted programme, told by the
// source to be in the state. A room the law expects that has the programme's
// kind or name is filled; one that the county has drawn already is a Conflict.
func (s *Service) Draw(ctx context.Context, by house.Actor, county house.County, source string, p Pick, state plan.SlotState) error {
	if err := allowed(plan.MayArrange(by, county)); err != nil {
		return err
	}
	if !slices.Contains([]plan.SlotState{plan.SlotPlanned, plan.SlotPreparing, plan.SlotExists}, state) {
		return fault.New(fault.Invalid, "plan.badSlotState").On("state")
	}
	facts, err := registry.ByCode(county)
	if err != nil {
		return err
	}
	return s.review(ctx, by, county, source, "intake.draw", func(d *desk) error {
		f, err := d.take(p.ID, p.Version)
		if err != nil {
			return err
		}
		if f.Kind != "programme" || f.State != Accepted {
			return fault.New(fault.Conflict, "intake.notProgramme")
		}
		slots, err := s.plan.SlotsIn(ctx, d.tx, facts)
		if err != nil {
			return err
		}
		room, err := roomFor(slots, *f, d.source)
		if err != nil {
			return err
		}
		room.State, room.ToldBy = state, d.source.Name
		if room, err = s.plan.SaveSlotIn(ctx, d.tx, by, room); err != nil {
			return err
		}
		f.Detail.SlotID = room.ID
		return d.save(f)
	})
}

// roomFor is the room of a programme: one the law expects, or a new one.
func roomFor(slots []plan.Slot, f Finding, x Source) (plan.Slot, error) {
	room := plan.Slot{
		County: x.County, Kind: plan.Programme, Slug: strings.Trim(cutTo(text.Slug(f.Words), 80), "-"), Binding: plan.Under,
		Title: house.Texts{x.Language: f.Words}, Note: house.Texts{}, State: plan.SlotEmpty,
	}
	for _, slot := range slots {
		room.Position = max(room.Position, slot.Position+1)
		if slot.Slug != room.Slug && !isKind(slot.Kind, f.Words) && !names(slot.Title, f.Words) {
			continue
		}
		if slot.Version > 0 && (slot.State != plan.SlotEmpty || slot.DocumentID != "") {
			return room, fault.New(fault.Conflict, "intake.roomKnown")
		}
		return slot, nil
	}
	return room, room.Validate()
}

func cutTo(s string, n int) string { return s[:min(len(s), n)] }

// names tells whether the title is the words, in any language.
func names(title house.Texts, words string) bool {
	for _, t := range title {
		if text.Fold(t) == text.Fold(words) {
			return true
		}
	}
	return false
}

// lawful are the words by which texts call the documents the law expects.
var lawful = map[plan.DocumentKind][]string{
	plan.ServiceStrategy: {"palvelustrategia", "servicestrategi"},
	plan.ServiceLevel:    {"palvelutasopäätös", "servicenivåbeslut"},
	plan.WelfarePlan:     {"hyvinvointisuunnitelma", "hyvinvointikertomus", "välfärdsplan", "välfärdsberättelse"},
	plan.SelfMonitoring:  {"omavalvontaohjelma", "program för egenkontroll", "egenkontrollprogram"},
}

func isKind(kind plan.DocumentKind, words string) bool {
	folded := text.Fold(words)
	return slices.ContainsFunc(lawful[kind], func(name string) bool { return strings.Contains(folded, name) })
}
