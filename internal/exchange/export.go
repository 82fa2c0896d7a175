package exchange

import (
	"context"
	"slices"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
)

// Options say what of a house to take.
type Options struct {
	Edition    int64 // of the strategy, that one only; 0 takes them all
	PublicOnly bool  // leaves out what the county has not made public
}

// Export reads a county's house. Rooms the law expects and the county has not
// drawn are not part of it: they are there anyway. NotFound when the county
// or the edition is not there. Without PublicOnly it holds drafts too; who may
// see them is for the caller to decide.
func Export(ctx context.Context, r Rooms, county house.County, o Options) (House, error) {
	if _, err := registry.ByCode(county); err != nil {
		return House{}, err
	}
	h := House{Format: FormatName, Version: FormatVersion, County: county}
	p, err := r.Plan.Plan(ctx, county)
	if err != nil {
		return h, err
	}
	h.drawn(p)
	if err := h.written(ctx, r, p, o); err != nil {
		return h, err
	}
	if err := h.told(ctx, r, o); err != nil {
		return h, err
	}
	h.prune(p)
	h.arrange()
	return h, nil
}

// drawn takes the areas and the rooms.
func (h *House) drawn(p plan.Plan) {
	for _, a := range p.Areas {
		h.Areas = append(h.Areas, areaOf(a))
	}
	for _, s := range p.Slots {
		if s.Version > 0 {
			h.Slots = append(h.Slots, slotOf(s))
		}
	}
}

// written takes the documents with their editions.
func (h *House) written(ctx context.Context, r Rooms, p plan.Plan, o Options) error {
	found := o.Edition == 0
	for _, d := range p.Documents {
		out := documentOf(d)
		for _, e := range p.EditionsOf(d.ID) {
			if o.PublicOnly && !e.Public || o.Edition != 0 && d.Kind == plan.Strategy && e.Number != o.Edition {
				continue
			}
			found = found || d.Kind == plan.Strategy
			elements, err := r.Plan.Elements(ctx, h.County, e.ID)
			if err != nil {
				return err
			}
			out.Editions = append(out.Editions, editionOf(e, elements))
		}
		if len(out.Editions) > 0 || !o.PublicOnly {
			h.Documents = append(h.Documents, out)
		}
	}
	if !found {
		return fault.New(fault.NotFound, "exchange.noEdition", "Number", o.Edition)
	}
	return nil
}

// told takes the decisions and the facts.
func (h *House) told(ctx context.Context, r Rooms, o Options) error {
	decisions, err := r.Decision.Of(ctx, h.County)
	if err != nil {
		return err
	}
	for _, d := range decisions {
		h.Decisions = append(h.Decisions, decisionOf(d))
	}
	read := r.Intake.Everything
	if o.PublicOnly {
		read = r.Intake.Facts
	}
	sources, findings, err := read(ctx, h.County)
	if err != nil {
		return err
	}
	for _, s := range sources {
		h.Sources = append(h.Sources, sourceOf(s))
	}
	for _, f := range findings {
		h.Findings = append(h.Findings, findingOf(f))
	}
	return nil
}

// prune takes away what points at things the house does not hold: decisions
// on editions that were left out go, other pointers are cleared.
func (h *House) prune(p plan.Plan) {
	known := &validator{ids: map[string]map[string]bool{}}
	known.collect(*h)
	here := func(kind, id string) string {
		if known.ids[kind][id] {
			return id
		}
		return ""
	}
	h.Decisions = slices.DeleteFunc(h.Decisions, func(d Decision) bool {
		leftOut := slices.ContainsFunc(p.Editions, func(e plan.Edition) bool { return e.ID == d.About.ID })
		return d.About.Kind == "edition" && leftOut && here("edition", d.About.ID) == ""
	})
	for i, d := range h.Decisions {
		if !slices.Contains(aboutKinds, d.About.Kind) || here(d.About.Kind, d.About.ID) == "" {
			h.Decisions[i].About = About{}
		}
	}
	for i := range h.Slots {
		h.Slots[i].Document = here("document", h.Slots[i].Document)
	}
	for i := range h.Sources {
		h.Sources[i].Edition = here("edition", h.Sources[i].Edition)
	}
	for i := range h.Findings {
		f := &h.Findings[i]
		f.Under, f.Element = here("finding", f.Under), here("element", f.Element)
	}
	for _, d := range h.Documents {
		for i := range d.Editions {
			d.Editions[i].BasedOn = here("edition", d.Editions[i].BasedOn)
			pruneElements(d.Editions[i].Elements, here)
		}
	}
}

func pruneElements(elements []Element, here func(kind, id string) string) {
	for i := range elements {
		x := &elements[i]
		if x.Source = here("source", x.Source); x.Source == "" {
			x.Span = Span{}
		}
		pruneElements(x.Children, here)
	}
}
