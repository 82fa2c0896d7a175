package compare

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

func el(id, parent string, position int64, title string) plan.Element {
	return plan.Element{ID: id, ParentID: parent, Position: position, Kind: plan.Section, Title: house.Texts{"fi": title}}
}

func TestEditions(t *testing.T) {
	before := []plan.Element{
		el("a", "", 0, "Lähipalvelut uudistuvat"), el("b", "", 1, "Henkilöstö voi hyvin"), el("c", "", 2, "Talous"),
		el("a1", "a", 0, "yksi"), el("a2", "a", 1, "kaksi"), el("x", "", 3, "Poistuva"),
	}
	after := []plan.Element{
		el("c", "", 0, "Talous"), el("a", "", 1, "Lähipalvelut vahvistuvat"), el("b", "", 2, "Henkilöstö voi hyvin"),
		el("a1", "b", 0, "yksi"), el("a2", "a", 0, "kaksi"), el("n", "", 3, "Uusi"),
	}
	var got []string
	for _, c := range Editions(before, after, "fi") {
		s := string(c.Kind) + " " + c.ID
		if c.Moved && c.Kind != Moved {
			s += " moved"
		}
		got = append(got, s)
	}
	// "x" stood after "c", which now stands first.
	want := []string{"moved c", "removed x", "changed a", "same a2", "same b", "moved a1", "added n"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAChangeOfAreasIsAChange(t *testing.T) {
	a, b := el("a", "", 0, "sama"), el("a", "", 0, "sama")
	a.Areas, b.Areas = []string{"etelä", "itä"}, []string{"itä", "etelä"}
	if c := Editions([]plan.Element{a}, []plan.Element{b}, "fi")[0]; c.Kind != Same {
		t.Errorf("another order of the same areas: %+v", c)
	}
	b.Areas = []string{"itä"}
	if c := Editions([]plan.Element{a}, []plan.Element{b}, "fi")[0]; c.Kind != Changed || !c.Reareas {
		t.Errorf("%+v", c)
	}
}

func TestAChangeInAnotherLanguageIsAChange(t *testing.T) {
	a, b := el("a", "", 0, "sama"), el("a", "", 0, "sama")
	b.Title = house.Texts{"fi": "sama", "sv": "ny"}
	c := Editions([]plan.Element{a}, []plan.Element{b}, "fi")[0]
	if c.Kind != Changed || cmp.Diff([]string{"sv"}, c.Langs) != "" {
		t.Errorf("%+v", c)
	}
}
