package exchange

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/katto-project/katto/internal/fault"
)

// news compares a file with what the county has. What is in both must be the
// same; what the file alone has is the batch.
func news(ctx context.Context, r Rooms, h House) (batch, error) {
	have, err := Export(ctx, r, h.County, Options{})
	if err != nil {
		return batch{}, err
	}
	n := batch{county: h.County, house: House{County: h.County}}
	if err := n.compare(have, h); err != nil {
		return n, err
	}
	n.firstArea, n.firstSlot = len(have.Areas), len(have.Slots)
	if err := n.positions(ctx, r, have); err != nil {
		return n, err
	}
	x := n.house
	n.added = Added{
		Areas: len(x.Areas), Sources: len(x.Sources), Slots: len(x.Slots), Documents: len(n.documents),
		Editions: len(n.editions), Decisions: len(x.Decisions), Findings: len(x.Findings),
	}
	return n, nil
}

func (n *batch) compare(have, h House) (err error) {
	x := &n.house
	if x.Areas, err = fresh("areas", have.Areas, h.Areas, func(a Area) string { return a.ID }); err != nil {
		return err
	}
	if x.Sources, err = fresh("sources", have.Sources, h.Sources, func(s Source) string { return s.ID }); err != nil {
		return err
	}
	if x.Slots, err = fresh("slots", have.Slots, h.Slots, func(s Slot) string { return s.ID }); err != nil {
		return err
	}
	if x.Decisions, err = fresh("decisions", have.Decisions, h.Decisions, func(d Decision) string { return d.ID }); err != nil {
		return err
	}
	if x.Findings, err = fresh("findings", have.Findings, h.Findings, func(f Finding) string { return f.ID }); err != nil {
		return err
	}
	for _, s := range x.Slots {
		if err := free(have.Slots, s.Slug, func(s Slot) string { return s.Slug }, "slots."+s.ID); err != nil {
			return err
		}
	}
	return n.compareDocuments(have, h)
}

func (n *batch) compareDocuments(have, h House) (err error) {
	bare := func(list []Document) (out []Document) {
		for _, d := range list {
			d.Editions = nil
			out = append(out, d)
		}
		return out
	}
	id := func(d Document) string { return d.ID }
	if n.documents, err = fresh("documents", bare(have.Documents), bare(h.Documents), id); err != nil {
		return err
	}
	for _, d := range n.documents {
		if err := free(have.Documents, d.Slug, func(d Document) string { return d.Slug }, "documents."+d.ID); err != nil {
			return err
		}
	}
	for _, d := range h.Documents {
		var there []Edition
		if i := slices.IndexFunc(have.Documents, func(x Document) bool { return x.ID == d.ID }); i >= 0 {
			there = have.Documents[i].Editions
		}
		if err := n.compareEditions(d, there); err != nil {
			return err
		}
	}
	return nil
}

func (n *batch) compareEditions(d Document, there []Edition) error {
	for i := range d.Editions {
		if d.Editions[i].Hash == "" { // a person need not count it
			there = withoutHash(there, d.Editions[i].ID)
		}
	}
	added, err := fresh("documents."+d.ID+".editions", there, d.Editions, func(e Edition) string { return e.ID })
	if err != nil {
		return err
	}
	for _, e := range added {
		if slices.ContainsFunc(there, func(x Edition) bool { return x.Number == e.Number }) {
			return differs("documents." + d.ID + ".editions." + e.ID)
		}
		n.editions = append(n.editions, edition{e, d.ID})
	}
	return nil
}

func withoutHash(list []Edition, id string) []Edition {
	out := slices.Clone(list)
	for i := range out {
		if out[i].ID == id {
			out[i].Hash = ""
		}
	}
	return out
}

// fresh lists what only the file has, in the file's order; a thing that both
// have must be the same.
func fresh[T any](path string, have, file []T, id func(T) string) ([]T, error) {
	there := make(map[string]string, len(have))
	for _, x := range have {
		there[id(x)] = plain(x)
	}
	var list []T
	for _, x := range file {
		same, known := there[id(x)]
		if known && same != plain(x) {
			return nil, differs(path + "." + id(x))
		}
		if !known {
			list = append(list, x)
		}
	}
	return list, nil
}

func plain(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("exchange: " + err.Error()) // our own types always marshal
	}
	return string(raw)
}

func differs(path string) error {
	return fault.New(fault.Conflict, "exchange.differs", "Path", path)
}

// free refuses an address that another thing of the county has.
func free[T any](have []T, slug string, of func(T) string, path string) error {
	if slices.ContainsFunc(have, func(x T) bool { return of(x) == slug }) {
		return fault.New(fault.Conflict, "exchange.slugTaken", "Slug", slug, "Path", path)
	}
	return nil
}

// positions puts what is new after what is there.
func (n *batch) positions(ctx context.Context, r Rooms, have House) error {
	p, err := r.Plan.Plan(ctx, n.county)
	if err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	for _, a := range p.Areas {
		n.firstArea = max(n.firstArea, int(a.Position)+1)
	}
	for _, s := range p.Slots {
		if s.Version > 0 {
			n.firstSlot = max(n.firstSlot, int(s.Position)+1)
		}
	}
	_, findings, err := r.Intake.Everything(ctx, n.county)
	if err != nil {
		return err
	}
	n.firstFound = map[string]int{}
	for _, f := range findings {
		n.firstFound[f.SourceID] = max(n.firstFound[f.SourceID], int(f.Position)+1)
	}
	return nil
}
