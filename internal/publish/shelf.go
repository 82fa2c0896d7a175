package publish

import (
	"context"
	"strconv"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
)

// shelf is what one county's pages are built from, read once for a page.
type shelf struct {
	county    registry.County
	plan      plan.Plan
	decisions []decision.Decision
	sources   []intake.Source
	findings  []intake.Finding
	elements  elements
}

// elements are those of the editions a page asked for, by edition.
type elements map[string][]plan.Element

// shelf reads the county with this address; NotFound when there is none.
func (s *Site) shelf(ctx context.Context, slug string) (*shelf, error) {
	county, err := registry.BySlug(slug)
	if err != nil {
		return nil, err
	}
	sh := &shelf{county: county, elements: elements{}}
	if sh.plan, err = s.rooms.Plan.Plan(ctx, county.Code); err != nil {
		return nil, err
	}
	if sh.decisions, err = s.rooms.Decision.Of(ctx, county.Code); err != nil {
		return nil, err
	}
	sh.sources, sh.findings, err = s.rooms.Intake.Facts(ctx, county.Code)
	return sh, err
}

// read puts an edition's elements on the shelf.
func (s *Site) read(ctx context.Context, sh *shelf, edition string) error {
	list, err := s.rooms.Plan.Elements(ctx, sh.county.Code, edition)
	sh.elements[edition] = list
	return err
}

// strategy is the county's strategy document; false when it has none.
func (sh *shelf) strategy() (plan.Document, bool) { return sh.plan.Strategy() }

// editions lists a document's public editions, the newest first.
func (sh *shelf) editions(document string) []plan.Edition {
	var list []plan.Edition
	for _, e := range sh.plan.EditionsOf(document) {
		if e.Public {
			list = append([]plan.Edition{e}, list...)
		}
	}
	return list
}

// edition finds a public edition of the document by its number as an address
// gives it; NotFound when there is none.
func (sh *shelf) edition(document, number string) (plan.Edition, error) {
	n, err := strconv.ParseInt(number, 10, 64)
	for _, e := range sh.editions(document) {
		if err == nil && e.Number == n && strconv.FormatInt(n, 10) == number {
			return e, nil
		}
	}
	return plan.Edition{}, fault.New(fault.NotFound, "publish.noEdition")
}

// tree is an edition's elements as a tree.
func (sh *shelf) tree(edition string) []*plan.Node { return plan.Tree(sh.elements[edition]) }

// areas names the areas of the ids, in their order.
func (sh *shelf) areas(ids []string) []plan.Area {
	var list []plan.Area
	for _, a := range sh.plan.Areas {
		for _, id := range ids {
			if a.ID == id {
				list = append(list, a)
			}
		}
	}
	return list
}
