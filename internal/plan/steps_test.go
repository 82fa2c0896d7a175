package plan_test

import (
	"testing"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

func TestAddElementsIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		old := add(t, s, e, "", plan.Value, "old")
		list := []plan.Element{
			element("p", "", -1, "p"), element("c2", "p", -1, "c2"), element("c1", "p", 0, "c1"), element("first", "", 0, "first"),
		}
		insert := func(by house.Actor, list []plan.Element) error {
			return d.Do(ctx, func(tx *db.Tx) error { return s.AddElementsIn(ctx, tx, by, county, e.ID, list) })
		}
		if err := insert(editor, list); err != nil {
			t.Fatal(err)
		}
		if got := outline(t, s, e); got != "first old p(c1 c2)" {
			t.Errorf("the tree is %s", got)
		}
		for name, c := range map[string]struct {
			by   house.Actor
			list []plan.Element
			kind fault.Kind
		}{
			"no such parent": {editor, []plan.Element{element("x", "none", -1, "x")}, fault.NotFound},
			"taken id":       {editor, []plan.Element{element(old.ID, "", -1, "x")}, fault.Conflict},
			"says nothing":   {editor, []plan.Element{element("x", "", -1, "")}, fault.Invalid},
			"reader":         {reader, []plan.Element{element("x", "", -1, "x")}, fault.Denied},
		} {
			if err := insert(c.by, c.list); !fault.Is(err, c.kind) {
				t.Errorf("%s: %v, want %s", name, err, c.kind)
			}
		}
		if got := outline(t, s, e); got != "first old p(c1 c2)" {
			t.Errorf("a refused step changed the tree to %s", got)
		}
	})
}

func element(id, parent string, position int64, title string) plan.Element {
	x := plan.Element{ID: id, ParentID: parent, Kind: plan.Priority, Position: position}
	if title != "" {
		x.Title = house.Texts{"fi": title}
	}
	return x
}

func TestSetYearsIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, e := setUp(t, d)
		set := func(by house.Actor, from, to int64) error {
			return d.Do(ctx, func(tx *db.Tx) error { return s.SetYearsIn(ctx, tx, by, county, e.ID, from, to) })
		}
		if err := set(editor, 2026, 2029); err != nil {
			t.Fatal(err)
		}
		now, err := s.Edition(ctx, county, e.ID)
		if err != nil || now.StartYear != 2026 || now.EndYear != 2029 || now.Version != e.Version+1 {
			t.Errorf("the edition is %+v, %v", now, err)
		}
		if err := set(editor, 2030, 2029); !fault.Is(err, fault.Invalid) {
			t.Errorf("backwards: %v", err)
		}
		if err := set(reader, 2026, 2029); !fault.Is(err, fault.Denied) {
			t.Errorf("reader: %v", err)
		}
	})
}
