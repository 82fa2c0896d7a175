// Package overview is the staff pages that look over many rooms or compare
// what they hold: the desk a person comes to after signing in, and what a
// draft changes in the edition it was made from. It owns no table and changes
// nothing.
package overview

import (
	"context"
	"slices"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/plan/compare"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// Plans is what the pages ask of the plan room.
type Plans interface {
	Plans(ctx context.Context) (map[house.County]plan.Plan, error)
	Plan(ctx context.Context, county house.County) (plan.Plan, error)
	Status(ctx context.Context, p plan.Plan) (plan.Status, error)
	Edition(ctx context.Context, county house.County, id string) (plan.Edition, error)
	Elements(ctx context.Context, county house.County, edition string) ([]plan.Element, error)
}

// Sources is what the desk asks of the intake room: how many sources wait for
// review.
type Sources interface {
	Waiting(ctx context.Context, county house.County) (int, error)
}

// Rooms are the rooms the pages look over. Sources may be nil.
type Rooms struct {
	Plans   Plans
	Sources Sources
}

// countyDesk is one county as the desk of somebody with several shows it.
type countyDesk struct {
	County  registry.County
	Role    house.Role
	Status  plan.Status
	Waiting int
	Todo    []plan.Todo
}

// counties lists those the actor has a role in, in order of code.
func counties(a house.Actor) []registry.County {
	return slices.DeleteFunc(registry.All(), func(c registry.County) bool { return !plan.MayRead(a, c.Code) })
}

// desks reads the actor's counties: those with a house or with sources that
// wait, and the rest.
func (r Rooms) desks(ctx context.Context, l text.Lang, a house.Actor, list []registry.County) (begun []countyDesk, others []registry.County, err error) {
	plans, err := r.Plans.Plans(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range list {
		d := countyDesk{County: c, Role: a.Best(c.Code)}
		if d.Status, err = r.Plans.Status(ctx, plans[c.Code]); err != nil {
			return nil, nil, err
		}
		if r.Sources != nil {
			if d.Waiting, err = r.Sources.Waiting(ctx, c.Code); err != nil {
				return nil, nil, err
			}
		}
		if !d.Status.Begun && d.Waiting == 0 {
			others = append(others, c)
			continue
		}
		d.Todo = d.Status.Todo(l, a, c, d.Waiting)
		begun = append(begun, d)
	}
	return begun, others, nil
}

// shown is at most this many things to do; the county's own desk has all.
const shown = 3

func (d countyDesk) first() []plan.Todo { return d.Todo[:min(len(d.Todo), shown)] }

// changes is a draft beside the edition it was made from.
type changes struct {
	County   registry.County
	Document plan.Document
	Edition  plan.Edition
	Base     plan.Edition
	Lang     text.Lang // whose words are shown
	Langs    []text.Lang
	List     []compare.Change // without what stayed the same
	Counts   map[compare.Kind]int
}

// different leaves out what stayed the same, and counts the rest.
func different(all []compare.Change) ([]compare.Change, map[compare.Kind]int) {
	counts := map[compare.Kind]int{}
	var list []compare.Change
	for _, c := range all {
		if c.Kind == compare.Same {
			continue
		}
		counts[c.Kind]++
		list = append(list, c)
	}
	return list, counts
}

// element is the element as it is now, or as it was when it was removed.
func element(c compare.Change) plan.Element {
	if c.New != nil {
		return *c.New
	}
	return *c.Old
}

// elsewhere lists the languages that differ, besides the one shown.
func (x changes) elsewhere(c compare.Change) []string {
	return slices.DeleteFunc(slices.Clone(c.Langs), func(lang string) bool { return lang == string(x.Lang) })
}

func reworded(pieces []compare.Piece) bool {
	return slices.ContainsFunc(pieces, func(p compare.Piece) bool { return p.Op != compare.Keep })
}
