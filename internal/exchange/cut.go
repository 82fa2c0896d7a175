package exchange

import (
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// cut is one edition of a house's strategy in one language on one day: what a
// file for other programs and for readers is made of.
type cut struct {
	house    House
	county   registry.County
	lang     text.Lang
	day      string // ISO
	document Document
	edition  Edition
	tree     []*plan.Node
	source   string // that tells most of the texts; named once
	borrowed bool   // a text came in another language than asked
}

// newCut chooses the edition: the public one that stands on the day, else the
// latest there is. NotFound when the house has no strategy.
func newCut(h House, lang text.Lang, day string) (*cut, error) {
	county, err := registry.ByCode(h.County)
	if err != nil {
		return nil, err
	}
	c := &cut{house: h, county: county, lang: lang, day: day}
	i := slices.IndexFunc(h.Documents, func(d Document) bool { return d.Kind == plan.Strategy && len(d.Editions) > 0 })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "exchange.noStrategy")
	}
	c.document = h.Documents[i]
	e, found := c.current(c.document)
	if !found {
		e = c.document.Editions[len(c.document.Editions)-1]
	}
	c.take(e)
	return c, nil
}

// take makes the edition the one that is told of.
func (c *cut) take(e Edition) {
	c.edition, c.tree = e, plan.Tree(e.rooms(c.house.County))
	times := map[string]int{}
	plan.Walk(c.tree, func(n *plan.Node, _ int) {
		times[n.ToldBy]++
		if times[n.ToldBy] > times[c.source] {
			c.source = n.ToldBy
		}
	})
}

// current is the public edition that stands for the document on the day.
func (c *cut) current(d Document) (Edition, bool) {
	var p plan.Plan
	for _, e := range d.Editions {
		p.Editions = append(p.Editions, e.room(c.house.County, d.ID))
	}
	now, found := p.Current(d.ID, c.day)
	if !found {
		return Edition{}, false
	}
	i := slices.IndexFunc(d.Editions, func(e Edition) bool { return e.ID == now.ID })
	return d.Editions[i], true
}

// t is a text of this room.
func (c *cut) t(key string, args ...any) string { return c.lang.T("exchange."+key, args...) }

// say is a text in the cut's language, or in the one it has, which is then
// told in brackets. "" where there is none.
func (c *cut) say(t Texts) string {
	s, from := t.house().In(string(c.lang))
	if s = strings.TrimSpace(s); s == "" || from == string(c.lang) {
		return s
	}
	c.borrowed = true
	return s + " [" + c.t("lang."+from) + "]"
}

// line is say on one line.
func (c *cut) line(t Texts) string { return strings.Join(strings.Fields(c.say(t)), " ") }

// name is the element's title, or its text where it has no title.
func (c *cut) name(n *plan.Node) string {
	if s := c.line(textsOf(n.Title)); s != "" {
		return s
	}
	return c.line(textsOf(n.Body))
}

// body is the element's text, unless name has said it.
func (c *cut) body(n *plan.Node) string {
	if c.line(textsOf(n.Title)) == "" {
		return ""
	}
	return c.say(textsOf(n.Body))
}

// marks tell of an element's years and areas, and of its source where that is
// the one that tells most of the texts.
func (c *cut) marks(n *plan.Node) []string {
	var list []string
	if years := text.Years(int(n.StartYear), int(n.EndYear)); years != "" {
		list = append(list, years)
	}
	if names := c.areaNames(n.Areas); names != "" {
		list = append(list, c.t("concerns", "Names", names))
	}
	if n.ToldBy != "" && n.ToldBy != c.source {
		list = append(list, c.t("toldBy", "Name", n.ToldBy))
	}
	return list
}

func (c *cut) areaNames(ids []string) string {
	var names []string
	for i, a := range c.house.Areas {
		if slices.Contains(ids, a.ID) {
			names = append(names, c.areaName(i, a))
		}
	}
	return strings.Join(names, ", ")
}

func (c *cut) areaName(i int, a Area) string {
	if name := c.line(a.Name); name != "" {
		return name
	}
	return c.t("area", "Number", i+1)
}

// countyName is the official name in the cut's language.
func (c *cut) countyName() string {
	name, _ := c.county.Name.In(string(c.lang))
	return name
}
