package intake

import (
	"slices"
	"strconv"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// What the templates ask for.

func whatAndNext(l text.Lang, key string, args map[string]any) (what, next string) {
	return web.FaultText(l, &fault.Error{Kind: fault.Invalid, Key: key, Args: args})
}

// groupName is the kind in the plural, where there are many.
func groupName(l text.Lang, g group) string {
	if len(g.Cards) == 1 {
		return l.T("intake.kind." + g.Kind)
	}
	return l.T("intake.kinds." + g.Kind)
}

// keyName is the name of a key in text keys.
func keyName(k string) string {
	if k == "?" {
		return "help"
	}
	return k
}

// nextOf is where the review goes on after an act on the finding: to the next
// open one; a finding that is taken back is looked at again.
func nextOf(c card) string {
	if c.State == Open {
		return c.Next
	}
	return c.ID
}

func fieldIs(list []*fault.Error, fields ...string) bool {
	return slices.ContainsFunc(list, func(f *fault.Error) bool { return slices.Contains(fields, f.Field) })
}

// action is where the form of the finding is sent.
func (p findingPage) action() string {
	if p.New {
		return p.Source + "/findings/new"
	}
	return p.finding(p.F.ID)
}

// offset is a place in the text for a form; "" when the finding has none.
func offset(f Finding, at int) string {
	if !hasPlace(f) {
		return ""
	}
	return strconv.Itoa(at)
}

func year(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func counted(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func amount(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

func statusOptions(l text.Lang) []web.Option {
	list := []web.Option{{Value: "", Text: l.T("intake.unknown")}}
	for _, s := range Statuses {
		list = append(list, web.Option{Value: s, Text: l.T("intake.status." + s)})
	}
	return list
}

func countyOptions(l text.Lang) []web.Option {
	list := []web.Option{{Value: "", Text: l.T("intake.unknown")}}
	for _, c := range registry.All() {
		list = append(list, web.Option{Value: string(c.Code), Text: c.Display(l)})
	}
	return list
}

func roomOptions(l text.Lang) []web.Option {
	var list []web.Option
	for _, s := range []plan.SlotState{plan.SlotPlanned, plan.SlotPreparing, plan.SlotExists} {
		list = append(list, web.Option{Value: string(s), Text: l.T("intake.room." + string(s))})
	}
	return list
}
