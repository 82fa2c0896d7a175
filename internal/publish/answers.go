package publish

import (
	"sort"
	"strings"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
)

// Answers is what every page says first: who decided this, who answers for
// it, when it was last reported.
type Answers struct {
	Term     string    // "decided by", "to be decided by", "deciding body"
	Decided  []Verdict // more than one where the sources tell different days
	Conflict bool
	Owner    string
	Reported string
}

// Verdict is a decision in words, with the source that tells it.
type Verdict struct{ Text, ToldBy string }

// about answers for an edition, or for a room without one (zero edition).
func (v *voice) about(sh *shelf, e plan.Edition, slot plan.Slot) Answers {
	a := Answers{Owner: v.t("owner." + string(sh.lawKind())), Reported: v.t("notReported")}
	made, due := sh.approvals(e, slot)
	switch {
	case len(made) > 0:
		a.Term, a.Conflict = v.t("decided"), conflict(made)
		a.Decided = v.verdicts(made, a.Conflict)
	case len(due) > 0:
		a.Term = v.t("decides")
		a.Decided = []Verdict{{v.planned(due[0]), due[0].ToldBy}}
	case e.ApprovedOn != "":
		a.Term = v.t("decided")
		a.Decided = []Verdict{{v.t("bodyOn", "Body", v.bodyName(sh.decider(slot)), "Date", v.lang.Date(e.ApprovedOn)), e.ToldBy}}
	default:
		term, body := v.undecided(sh, e, slot)
		a.Term, a.Decided = v.t(term), []Verdict{{body, ""}}
	}
	return a
}

// undecided names who decides, where that is known, and the key of the term
// for it. An edition that is told to be in force must have been decided on,
// and the page says that the decision is not known.
func (v *voice) undecided(sh *shelf, e plan.Edition, slot plan.Slot) (term, body string) {
	if sh.decider(slot) == "" {
		return "decidingBody", v.t("notTold")
	}
	body = v.bodyName(sh.decider(slot))
	switch e.Standing(v.day) {
	case plan.StandingInForce, plan.StandingEnded, plan.StandingSuperseded, plan.StandingApproved:
		return "decidingBody", v.t("decisionNotTold", "Body", body)
	}
	return "decides", body
}

// planned says what is due, and that its outcome is not told once the day is
// past.
func (v *voice) planned(d decision.Decision) string {
	when := v.t("dateUnknown")
	if d.HeldOn != "" {
		when = v.lang.Date(d.HeldOn)
	}
	key := "bodyDue"
	if d.HeldOn < v.day {
		key = "bodyDuePast"
	}
	return v.t(key, "Body", v.bodyName(d.Body), "Date", when)
}

func (v *voice) verdicts(made []decision.Decision, all bool) []Verdict {
	if !all {
		made = made[:1]
	}
	var list []Verdict
	for _, d := range made {
		list = append(list, Verdict{v.verdict(d), d.ToldBy})
	}
	return list
}

// verdict is "aluevaltuusto 13.6.2022, 12 §".
func (v *voice) verdict(d decision.Decision) string {
	parts := []string{v.bodyName(d.Body)}
	if d.HeldOn != "" {
		parts[0] += " " + v.lang.Date(d.HeldOn)
	}
	if d.Section != "" {
		parts = append(parts, v.t("section", "Number", d.Section))
	}
	return strings.Join(parts, ", ")
}

// approvals lists the decisions that approve the edition, or the room's
// document when there is no edition: those made, the most exact first, and
// those due.
func (sh *shelf) approvals(e plan.Edition, slot plan.Slot) (made, due []decision.Decision) {
	refs := []house.Ref{{Kind: "edition", ID: e.ID}}
	if e.ID == "" {
		refs = []house.Ref{{Kind: "slot", ID: slot.ID}}
	}
	for _, d := range sh.decisions {
		if d.Act != decision.Approves || d.Ref != refs[0] || d.Ref.ID == "" {
			continue
		}
		if d.Status == decision.Made {
			made = append(made, d)
		} else {
			due = append(due, d)
		}
	}
	sort.SliceStable(made, func(i, j int) bool { return len(made[i].HeldOn) > len(made[j].HeldOn) })
	return made, due
}

// conflict tells whether the decisions give days that cannot all be true. A
// month agrees with a day in it.
func conflict(made []decision.Decision) bool {
	for i, a := range made {
		for _, b := range made[i+1:] {
			if a.Body == b.Body && !agree(a.HeldOn, b.HeldOn) {
				return true
			}
		}
	}
	return false
}

func agree(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// lawKind is the kind of county whose law counts: an invented county follows
// that of a wellbeing services county.
func (sh *shelf) lawKind() registry.Kind {
	if sh.county.Kind == registry.City {
		return registry.City
	}
	return registry.WellbeingCounty
}

// decider is who decides on the slot's document: as the slot tells, else the
// body the law names for a strategy.
func (sh *shelf) decider(slot plan.Slot) string {
	switch {
	case slot.Decider != "":
		return slot.Decider
	case slot.Kind != plan.Strategy && slot.Kind != "":
		return ""
	case sh.lawKind() == registry.City:
		return "kaupunginvaltuusto"
	}
	return "aluevaltuusto"
}
