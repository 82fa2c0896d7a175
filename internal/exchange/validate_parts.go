package exchange

import (
	"fmt"
	"slices"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

func (v *validator) area(path string, a Area) {
	v.texts(path+".name", a.Name, plan.MaxTitle)
	v.strings(path+".municipalities", a.Municipalities)
	v.text(path+".told_by", a.ToldBy, maxName)
}

func (v *validator) strings(path string, list []string) {
	if len(list) > maxSections {
		v.wrong("exchange.tooMany", path, "Limit", maxSections)
	}
	for i, s := range list {
		v.text(fmt.Sprintf("%s[%d]", path, i), s, maxShort)
	}
}

func (v *validator) source(path string, s Source) {
	if s.Name == "" {
		v.wrong("exchange.empty", path+".name")
	}
	if _, known := text.Parse(s.Language); s.Language != "" && !known {
		v.wrong("exchange.badWord", path+".language", "Word", text.Plain(s.Language, 20), "Allowed", "fi, sv, en")
	}
	v.text(path+".name", s.Name, maxName)
	v.text(path+".address", s.Address, maxAddress)
	v.text(path+".media_type", s.MediaType, maxShort)
	v.text(path+".sha256", s.SHA256, maxShort)
	v.known("edition", path+".edition", s.Edition)
}

func (v *validator) slot(path string, s Slot) {
	word(v, path+".kind", s.Kind, documentKinds)
	word(v, path+".binding", s.Binding, bindings)
	word(v, path+".state", s.State, slotStates)
	v.filled(path+".title", s.Title, plan.MaxTitle)
	v.texts(path+".note", s.Note, plan.MaxBody)
	v.text(path+".basis", s.Basis, maxShort)
	v.text(path+".decider", s.Decider, maxShort)
	v.text(path+".told_by", s.ToldBy, maxName)
	v.known("document", path+".document", s.Document)
}

func (v *validator) document(h House, path string, d Document) {
	word(v, path+".kind", d.Kind, documentKinds)
	v.filled(path+".title", d.Title, plan.MaxTitle)
	numbers := map[int64]bool{}
	each(v, path+".editions", d.Editions, func(path string, e Edition) {
		if e.Number < 1 || numbers[e.Number] {
			v.wrong("exchange.badNumber", path+".number")
		}
		numbers[e.Number] = true
		if !slices.ContainsFunc(d.Editions, func(other Edition) bool { return other.ID == e.BasedOn }) && e.BasedOn != "" {
			v.wrong("exchange.noSuch", path+".based_on", "ID", text.Plain(e.BasedOn, maxID))
		}
		v.edition(path, e)
		if v.err == nil {
			v.hash(h, path, d, e)
		}
	})
}

func (v *validator) edition(path string, e Edition) {
	word(v, path+".state", e.State, states)
	v.years(path+".start_year", e.StartYear, e.EndYear)
	v.day(path+".proposed_on", e.ProposedOn)
	v.day(path+".returned_on", e.ReturnedOn)
	v.day(path+".approved_on", e.ApprovedOn)
	v.day(path+".in_force_from", e.InForceFrom)
	v.day(path+".superseded_on", e.SupersededOn)
	v.text(path+".told_by", e.ToldBy, maxName)
	v.texts(path+".note", e.Note, plan.MaxBody)
	seen := map[string]bool{}
	v.elements(path+".elements", e.Elements, seen, 0)
	if len(seen) > plan.MaxElements {
		v.wrong("exchange.tooMany", path+".elements", "Limit", plan.MaxElements)
	}
}

// hash refuses a frozen edition whose text is not the one its hash was made
// of, and a hash on a draft, which has none.
func (v *validator) hash(h House, path string, d Document, e Edition) {
	if e.Hash == "" {
		return
	}
	room := e.room(h.County, d.ID)
	if want := plan.Hash(d.room(h.County), room, e.rooms(h.County)); !room.Frozen() || e.Hash != want {
		v.wrong("exchange.hashDiffers", path+".hash")
	}
}

func (v *validator) elements(path string, list []Element, seen map[string]bool, depth int) {
	if depth >= plan.MaxDepth && len(list) > 0 {
		v.wrong("exchange.tooDeep", path, "Limit", plan.MaxDepth)
	}
	for i, x := range list {
		here := fmt.Sprintf("%s[%d]", path, i)
		if v.err != nil {
			return
		}
		if len(x.ID) > maxID || !idForm.MatchString(x.ID) {
			v.wrong("exchange.badID", here+".id")
		}
		if seen[x.ID] {
			v.wrong("exchange.idTwice", here+".id", "ID", x.ID)
		}
		seen[x.ID] = true
		v.element(here, x)
		v.elements(here+".children", x.Children, seen, depth+1)
	}
}

func (v *validator) element(path string, x Element) {
	word(v, path+".kind", x.Kind, plan.Kinds)
	if x.Title == (Texts{}) && x.Body == (Texts{}) {
		v.wrong("exchange.empty", path+".title")
	}
	v.texts(path+".title", x.Title, plan.MaxTitle)
	v.texts(path+".body", x.Body, plan.MaxBody)
	if len(x.Deeds) > plan.MaxDeeds {
		v.wrong("exchange.tooMany", path+".deeds", "Limit", plan.MaxDeeds)
	}
	for i, d := range x.Deeds {
		v.texts(fmt.Sprintf("%s.deeds[%d]", path, i), d, plan.MaxTitle)
	}
	v.years(path+".start_year", x.StartYear, x.EndYear)
	v.strings(path+".areas", x.Areas)
	for i, id := range x.Areas {
		v.known("area", fmt.Sprintf("%s.areas[%d]", path, i), id)
	}
	v.known("source", path+".source", x.Source)
	v.span(path+".span", x.Span)
	v.text(path+".told_by", x.ToldBy, maxName)
}

func (v *validator) decision(path string, d Decision) {
	word(v, path+".body", d.Body, decision.Bodies)
	word(v, path+".act", d.Act, decision.Acts)
	word(v, path+".status", d.Status, statuses)
	v.dateOrPart(path+".held_on", d.HeldOn)
	if !sectionForm.MatchString(d.Section) {
		v.wrong("exchange.badNumber", path+".section")
	}
	v.text(path+".record_number", d.RecordNumber, maxShort)
	v.texts(path+".what", d.What, plan.MaxBody)
	v.text(path+".told_by", d.ToldBy, maxName)
	if d.About != (About{}) {
		word(v, path+".about.kind", d.About.Kind, aboutKinds)
		v.known(d.About.Kind, path+".about.id", d.About.ID)
	}
}

func (v *validator) finding(path string, f Finding) {
	word(v, path+".kind", f.Kind, intake.Kinds)
	if f.Source == "" || f.Words == "" {
		v.wrong("exchange.empty", path)
	}
	v.known("source", path+".source", f.Source)
	v.known("finding", path+".under", f.Under)
	v.known("element", path+".element", f.Element)
	v.texts(path+".texts", f.Texts, plan.MaxBody)
	v.text(path+".words", f.Words, intake.MaxWords)
	v.text(path+".body", f.Body, maxShort)
	v.text(path+".code", f.Code, maxShort)
	v.span(path+".span", f.Span)
	if f.Confidence < 0 || f.Confidence > 1 {
		v.wrong("exchange.badNumber", path+".confidence")
	}
	if err := f.room("", 0).Validate(); err != nil && v.err == nil {
		v.err = fault.New(fault.Invalid, "exchange.badFinding", "Path", path).Because(err)
	}
}
