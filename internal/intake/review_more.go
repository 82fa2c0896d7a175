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

// Merge joins other into the finding: one thing that was read as two. What
// stood under other stands under the finding, and other is rejected, with its
// words as they were.
func (s *Service) Merge(ctx context.Context, by house.Actor, county house.County, source string, p, other Pick) error {
	if p.ID == other.ID {
		return fault.New(fault.Invalid, "intake.mergeItself").On("other")
	}
	return s.review(ctx, by, county, source, "intake.merge", func(d *desk) error {
		f, err := d.take(p.ID, p.Version)
		if err != nil {
			return err
		}
		gone, err := d.take(other.ID, other.Version)
		if err != nil {
			return err
		}
		if err := on(d.tx).text(ctx, &d.source); err != nil {
			return err
		}
		return d.merge(f, gone)
	})
}

func (d *desk) merge(f, gone *Finding) error {
	to := *f
	to.Words, to.Span = joined(d.source.Plain, *f, *gone)
	if to.UnderID == gone.ID {
		to.UnderID = gone.UnderID
	}
	if err := to.Validate(); err != nil {
		return err
	}
	if err := d.takeOut(gone); err != nil {
		return err
	}
	gone.State = Rejected
	if err := d.save(gone); err != nil {
		return err
	}
	f.Span = to.Span
	if err := d.change(f, to); err != nil {
		return err
	}
	return d.inherit(gone.ID, f)
}

// inherit puts what stood under one finding under another.
func (d *desk) inherit(from string, to *Finding) error {
	for i := range d.findings {
		child := &d.findings[i]
		if child.UnderID != from || child.ID == to.ID {
			continue
		}
		child.UnderID = to.ID
		if err := d.save(child); err != nil {
			return err
		}
	}
	if to.State != Accepted || to.ElementID == "" {
		return nil
	}
	return d.gather([]*Finding{to})
}

// joined is what two findings say together, and where. When nothing but space
// or a hyphen stands between them, the text itself tells; else the words
// follow each other in the order of the text.
func joined(plain string, a, b Finding) (string, house.Span) {
	if b.Span.Start < a.Span.Start {
		a, b = b, a
	}
	span := house.Span{Start: a.Span.Start, End: max(a.Span.End, b.Span.End)}
	switch {
	case a.Span == house.Span{}:
		return text.Plain(a.Words+" "+b.Words, 0), b.Span
	case strings.Contains(text.Fold(a.Words), text.Fold(b.Words)):
		return a.Words, span
	case strings.Contains(text.Fold(b.Words), text.Fold(a.Words)):
		return b.Words, span
	}
	if between, ok := cut(plain, house.Span{Start: a.Span.End, End: b.Span.Start}); ok && (strings.TrimSpace(between) == "" || between == "-") {
		whole, _ := cut(plain, span)
		return text.Plain(whole, 0), span
	}
	return text.Plain(a.Words+" "+b.Words, 0), span
}

// cut is the part of the text at the span; false when the text has no such
// part.
func cut(plain string, at house.Span) (string, bool) {
	if at.Start < 0 || at.End < at.Start {
		return "", false
	}
	n, start, end := 0, -1, -1
	for i := range plain {
		if n == at.Start {
			start = i
		}
		if n == at.End {
			end = i
			break
		}
		n++
	}
	if start < 0 && n == at.Start {
		start = len(plain)
	}
	if end < 0 && n == at.End {
		end = len(plain)
	}
	if start < 0 || end < start {
		return "", false
	}
	return plain[start:end], true
}

// Add adds what the reading missed, accepted at once: words of the text at
// f.Span, or words that were typed. It gives the new finding's id.
func (s *Service) Add(ctx context.Context, by house.Actor, county house.County, source string, f Finding) (string, error) {
	f.ID, f.County, f.SourceID, f.Confidence, f.Version = s.id(), county, source, 1, 1
	err := s.review(ctx, by, county, source, "intake.add", func(d *desk) error {
		added := f
		if err := on(d.tx).text(ctx, &d.source); err != nil {
			return err
		}
		if err := d.pointed(&added); err != nil {
			return err
		}
		if err := added.Validate(); err != nil {
			return err
		}
		for _, other := range d.findings {
			added.Position = max(added.Position, other.Position+1)
		}
		added.State = Open
		if len(d.findings) >= MaxFindings {
			return fault.New(fault.Invalid, "intake.tooMany", "Limit", MaxFindings)
		}
		if err := d.mayStand(added); err != nil {
			return err
		}
		if err := on(d.tx).insertFinding(ctx, added); err != nil {
			return err
		}
		d.findings = append(d.findings, added)
		return d.accept(&d.findings[len(d.findings)-1])
	})
	return f.ID, err
}

// pointed fills the words of a span, or the span of words the text has.
func (d *desk) pointed(f *Finding) error {
	f.Words = text.Plain(f.Words, 0)
	if (f.Span == house.Span{}) {
		f.Span = locate(d.source.Plain, f.Words)
		return nil
	}
	words, ok := cut(d.source.Plain, f.Span)
	if words = text.Plain(words, 0); !ok || words == "" {
		return fault.New(fault.Invalid, "intake.badSpan").On("words")
	}
	if f.Words == "" {
		f.Words = words
	}
	return nil
}

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
