package publish

import "github.com/katto-project/katto/internal/plan"

// Sources says who tells what of an edition.
type Sources struct {
	State string // its state and dates; "" where decisions recorded here tell them
	Texts string // most of its texts; "" where they were written here
}

// One tells that one source tells both.
func (s Sources) One() bool { return s.State == s.Texts && s.State != "" }

// sourcesOf reads them from the edition and its elements.
func sourcesOf(e plan.Edition, elements []plan.Element) Sources {
	count := map[string]int{}
	s := Sources{State: e.ToldBy}
	for _, x := range elements {
		if count[x.ToldBy]++; count[x.ToldBy] > count[s.Texts] {
			s.Texts = x.ToldBy
		}
	}
	return s
}

// sourceNote is what a point says of its source: nothing where the page has
// said it for all.
func (v *voice) sourceNote(told, most string) string {
	switch told {
	case most:
		return ""
	case "":
		return v.t("writtenHere")
	}
	return v.t("told", "Source", told)
}
