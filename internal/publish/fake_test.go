package publish

import (
	"context"
	"strings"
	"time"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/text"
)

// fake is the rooms in memory.
type fake struct {
	plans     map[house.County]plan.Plan
	elements  map[string][]plan.Element
	decisions []decision.Decision
	sources   []intake.Source
	findings  []intake.Finding
	asked     []search.Query
}

func (f *fake) Plan(_ context.Context, county house.County) (plan.Plan, error) {
	p := f.plans[county]
	p.County = county
	c, err := registry.ByCode(county)
	has := map[plan.DocumentKind]bool{}
	for _, slot := range p.Slots {
		has[slot.Kind] = true
	}
	for _, slot := range plan.Expected(c) {
		if !has[slot.Kind] {
			p.Slots = append(p.Slots, slot)
		}
	}
	return p, err
}

func (f *fake) Plans(ctx context.Context) (map[house.County]plan.Plan, error) {
	all := map[house.County]plan.Plan{}
	for _, c := range registry.All() {
		all[c.Code], _ = f.Plan(ctx, c.Code)
	}
	return all, nil
}

func (f *fake) Elements(_ context.Context, county house.County, edition string) ([]plan.Element, error) {
	var list []plan.Element
	for _, e := range f.elements[edition] {
		if e.County == county {
			list = append(list, e)
		}
	}
	return list, nil
}

func (f *fake) Of(_ context.Context, county house.County) ([]decision.Decision, error) {
	var list []decision.Decision
	for _, d := range f.decisions {
		if d.County == county {
			list = append(list, d)
		}
	}
	return list, nil
}

func (f *fake) Facts(_ context.Context, county house.County) ([]intake.Source, []intake.Finding, error) {
	var sources []intake.Source
	var findings []intake.Finding
	for _, s := range f.sources {
		if s.County == county {
			sources = append(sources, s)
		}
	}
	for _, x := range f.findings {
		if x.County == county {
			findings = append(findings, x)
		}
	}
	return sources, findings, nil
}

// find gives every element whose Finnish title holds the query.
func (f *fake) find(_ context.Context, q search.Query) ([]search.Hit, int, error) {
	f.asked = append(f.asked, q)
	var hits []search.Hit
	for _, list := range f.elements {
		for _, e := range list {
			c, _ := registry.ByCode(e.County)
			before, after, found := strings.Cut(text.Fold(e.Title["fi"]), text.Fold(q.Text))
			if found && (q.County == house.AllCounties || q.County == e.County) {
				hits = append(hits, search.Hit{
					Doc:     search.Doc{Ref: house.Ref{Kind: "element", ID: e.ID}, County: e.County, Lang: text.Fi, Path: "/fi/" + c.Slug + "/elements/" + e.ID, Kind: string(e.Kind)},
					Heading: []search.Piece{{Text: before}, {Text: q.Text, Marked: true}, {Text: after}},
				})
			}
		}
	}
	return hits, len(hits), nil
}

// today is the day the tests live on.
func today() time.Time { return time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC) }

func (f *fake) site() *Site {
	return New(Rooms{Plan: f, Decision: f, Intake: f, Find: f.find}, today)
}

// builder adds a county's things one by one.
type builder struct {
	f      *fake
	county house.County
}

func (f *fake) county(code house.County) builder { return builder{f, code} }

func (b builder) change(change func(*plan.Plan)) {
	p := b.f.plans[b.county]
	change(&p)
	b.f.plans[b.county] = p
}

func (b builder) strategy(title house.Texts) string {
	id := "doc-" + string(b.county)
	b.change(func(p *plan.Plan) {
		p.Documents = append(p.Documents, plan.Document{ID: id, County: b.county, Kind: plan.Strategy, Slug: "strategy", Title: title})
	})
	return id
}

func (b builder) edition(e plan.Edition, elements ...plan.Element) {
	e.County, e.Public = b.county, e.State != plan.Draft
	b.change(func(p *plan.Plan) { p.Editions = append(p.Editions, e) })
	seats := map[string]int64{}
	for i := range elements {
		x := &elements[i]
		x.County, x.EditionID, x.Position = b.county, e.ID, seats[x.ParentID]
		seats[x.ParentID]++
	}
	b.f.elements[e.ID] = elements
}

func (b builder) slot(slots ...plan.Slot) {
	b.change(func(p *plan.Plan) {
		for i, slot := range slots {
			slot.County, slot.Position = b.county, int64(i)
			if slot.ID == "" {
				slot.ID = "slot-" + string(b.county) + "-" + slot.Slug
			}
			p.Slots = append(p.Slots, slot)
		}
	})
}

func (b builder) decided(list ...decision.Decision) {
	for _, d := range list {
		d.County = b.county
		b.f.decisions = append(b.f.decisions, d)
	}
}

func (b builder) source(id, name, address string) {
	b.f.sources = append(b.f.sources, intake.Source{
		ID: id, County: b.county, Name: name, Address: address, Language: "fi", State: intake.Cited,
	})
}

func (b builder) found(source, kind, words string, detail intake.Detail) {
	b.f.findings = append(b.f.findings, intake.Finding{
		ID: kind + words, County: b.county, SourceID: source, Kind: kind, Words: words, Detail: detail, State: intake.Accepted,
	})
}

func fi(s string) house.Texts { return house.Texts{"fi": s} }

func el(id, under string, kind plan.Kind, title house.Texts) plan.Element {
	return plan.Element{ID: id, ParentID: under, Kind: kind, Title: title}
}

func number(n int) *int { return &n }

func euros(n float64) *float64 { return &n }

func onEdition(id string) house.Ref { return house.Ref{Kind: "edition", ID: id} }
