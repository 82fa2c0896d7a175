package exchange

import (
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// chapter is a heading with lines under it, for what has no element of its
// own: rooms, decisions, facts, sources.
type chapter struct {
	title string
	lines []string
}

// about tells what the edition is: period, state, days, source, hash.
func (c *cut) about() []string {
	e := c.edition
	list := []string{c.t("version", "Number", e.Number)}
	if years := text.Years(int(e.StartYear), int(e.EndYear)); years != "" {
		list = append(list, c.t("period")+": "+years)
	}
	list = append(list, c.t("stateIs")+": "+c.standing(e))
	for _, d := range []struct{ key, day string }{
		{"proposed", e.ProposedOn},
		{"returned", e.ReturnedOn},
		{"approved", e.ApprovedOn},
		{"in_force", e.InForceFrom},
		{"superseded", e.SupersededOn},
	} {
		if d.day != "" {
			list = append(list, c.t("day."+d.key, "Date", c.lang.Date(d.day)))
		}
	}
	if e.ToldBy != "" {
		list = append(list, c.t("toldBy", "Name", e.ToldBy))
	}
	if c.source != "" && c.source != e.ToldBy {
		list = append(list, c.t("textsFrom", "Name", c.source))
	}
	if e.Hash != "" {
		list = append(list, c.t("hash", "Hash", e.Hash))
	}
	return list
}

// standing is the edition's state on the day, in words.
func (c *cut) standing(e Edition) string {
	return c.t("state." + string(e.room(c.house.County, "").Standing(c.day)))
}

// told lists the chapters that follow the elements.
func (c *cut) told() []chapter {
	list := []chapter{c.rooms(), c.areas(), c.decisions()}
	list = append(list, c.facts()...)
	list = append(list, c.sources())
	return slices.DeleteFunc(list, func(x chapter) bool { return len(x.lines) == 0 })
}

func (c *cut) rooms() chapter {
	ch := chapter{title: c.t("rooms")}
	for _, s := range c.house.Slots {
		parts := []string{c.t("binding." + string(s.Binding)), c.roomState(s)}
		if s.Basis != "" {
			parts = append(parts, c.t("legalBasis", "Basis", s.Basis))
		}
		if s.Decider != "" {
			parts = append(parts, c.t("decides", "Body", c.bodyName(s.Decider)))
		}
		if s.ToldBy != "" {
			parts = append(parts, c.t("toldBy", "Name", s.ToldBy))
		}
		ch.lines = append(ch.lines, c.line(s.Title)+": "+strings.Join(parts, "; "))
	}
	return ch
}

// roomState is the state of the edition that stands in the room, else what is
// told of the room.
func (c *cut) roomState(s Slot) string {
	for _, d := range c.house.Documents {
		if e, found := c.current(d); found && d.ID == s.Document {
			state := c.standing(e)
			if years := text.Years(int(e.StartYear), int(e.EndYear)); years != "" {
				state += " " + years
			}
			return state
		}
	}
	return c.t("state." + string(s.State))
}

func (c *cut) areas() chapter {
	ch := chapter{title: c.t("areas")}
	for i, a := range c.house.Areas {
		s := c.areaName(i, a)
		if len(a.Municipalities) > 0 {
			s += ": " + strings.Join(a.Municipalities, ", ")
		}
		ch.lines = append(ch.lines, s)
	}
	return ch
}

// bodyName is a body's name in the language; as it is where it has none.
func (c *cut) bodyName(name string) string {
	if key := "decision.body." + name; text.Has(key) {
		return c.lang.T(key)
	}
	return name
}

func (c *cut) decisions() chapter {
	ch := chapter{title: c.t("decisions")}
	for _, d := range c.house.Decisions {
		ch.lines = append(ch.lines, c.decision(d))
	}
	return ch
}

// decision is "14.11.2022 aluevaltuusto, § 61: what it did".
func (c *cut) decision(d Decision) string {
	s := c.t("noDate")
	if d.HeldOn != "" {
		s = c.lang.Date(d.HeldOn)
	}
	s += ", " + c.bodyName(d.Body)
	if d.Section != "" {
		s += ", " + c.t("section", "Number", d.Section)
	}
	if d.RecordNumber != "" {
		s += ", " + c.t("record", "Number", d.RecordNumber)
	}
	what := c.line(d.What)
	if what == "" {
		what = c.lang.T("decision.act." + string(d.Act))
	}
	s += ": " + what
	if d.Status == decision.Planned {
		s += " (" + c.t("planned") + ")"
	}
	return s + c.from(d.ToldBy)
}

func (c *cut) from(source string) string {
	if source == "" {
		return ""
	}
	return " (" + c.t("toldBy", "Name", source) + ")"
}

// factKinds are the kinds of findings that have a chapter of their own.
var factKinds = []string{"participation", "euro", "law", "action", "indicator", "programme"}

// facts lists the findings by kind, without those that became elements: they
// have been said.
func (c *cut) facts() []chapter {
	var list []chapter
	for _, kind := range append(slices.Clone(factKinds), "other") {
		ch := chapter{title: c.t("facts." + kind)}
		for _, f := range c.house.Findings {
			mine := f.Kind == kind || kind == "other" && !slices.Contains(factKinds, f.Kind)
			if mine && f.Element == "" {
				ch.lines = append(ch.lines, c.fact(f))
			}
		}
		list = append(list, ch)
	}
	return list
}

func (c *cut) fact(f Finding) string {
	texts, source := f.Texts, Source{}
	for _, s := range c.house.Sources {
		if s.ID == f.Source {
			source = s
		}
	}
	switch own := f.Words; {
	case source.Language == "sv" && texts.Sv == "":
		texts.Sv = own
	case source.Language == "en" && texts.En == "":
		texts.En = own
	case texts.Fi == "" && (source.Language == "fi" || texts == Texts{}):
		texts.Fi = own
	}
	s := c.line(texts)
	switch {
	case f.AmountEUR != nil:
		s += ": " + c.lang.Euros(int64(*f.AmountEUR))
	case f.Count != nil:
		s += ": " + c.lang.Int(int64(*f.Count))
	}
	return s + c.from(source.Name)
}

func (c *cut) sources() chapter {
	ch := chapter{title: c.t("sources")}
	for _, s := range c.house.Sources {
		line := s.Name
		if s.Address != "" {
			line += ", " + s.Address
		}
		ch.lines = append(ch.lines, line)
	}
	return ch
}

// warnings say what must be known before anything else.
func (c *cut) warnings() []string {
	if c.county.Kind == registry.Invented {
		return []string{c.t("invented")}
	}
	return nil
}
