package propose

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

var notWord = regexp.MustCompile(`[^\p{L}\p{N}%-]+`)

// folded is a text without case, punctuation and white space differences.
func folded(s string) string {
	return strings.Trim(notWord.ReplaceAllString(strings.ToLower(s), " "), " -")
}

// alike tells whether two texts share four fifths of their words.
func alike(a, b string) bool {
	x, y := strings.Fields(folded(a)), strings.Fields(folded(b))
	if len(x) == 0 || len(y) == 0 {
		return len(x) == len(y)
	}
	left := map[string]int{}
	for _, w := range x {
		left[w]++
	}
	common := 0
	for _, w := range y {
		if left[w] > 0 {
			left[w]--
			common++
		}
	}
	return 10*common >= 4*(len(x)+len(y))
}

// resolve decides on the finds: the surest of what is alike, one statement a
// kind, one kind an item. It fills the proposal in text order.
func (d *doc) resolve(p *proposal.Proposal) {
	order := slices.Clone(d.finds)
	sort.SliceStable(order, func(i, j int) bool {
		if order[i].conf != order[j].conf {
			return order[i].conf > order[j].conf
		}
		return order[i].at.start < order[j].at.start
	})
	var kept []find
	for _, f := range order {
		why := reject(f, kept)
		if why == "" && f.rule == "goal is" && explicit(kept, objective) {
			why = "the text lists its objectives"
		}
		d.step(string(f.kind), f.text, f.at, f.cue, f.rule, f.conf, why)
		if why == "" {
			kept = append(kept, f)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].at.start < kept[j].at.start })
	d.underZones(kept)
	fill(p, kept)
}

// reject says why a find is not kept beside those already kept, "" if it is.
func reject(f find, kept []find) string {
	for _, g := range kept {
		same := alike(f.text, g.text)
		switch {
		case same && f.kind == g.kind:
			return "said before"
		case same || f.at.start == g.at.start && f.at.end == g.at.end:
			return "read as " + string(g.kind)
		case f.kind.statement() && f.kind == g.kind:
			return "a surer one was found"
		case !f.kind.statement() && g.kind.statement() && inside(f.at, g.at):
			return "part of the " + string(g.kind)
		case f.kind == action && g.kind != action && overlap(f.at, g.at):
			return "read as " + string(g.kind)
		case f.kind == objective && f.rule == "goal is" && g.kind == objective && overlap(f.at, g.at):
			return "said before"
		}
	}
	return ""
}

// underZones writes under which priority's heading the finds stand.
func (d *doc) underZones(kept []find) {
	for i, f := range kept {
		for _, z := range d.zones {
			if f.under == "" && (f.kind == objective || f.kind == action || f.kind == indicator) && inside(f.at, z.span) {
				kept[i].under = z.under
			}
		}
	}
}

// explicit tells whether a list of the kind was announced as one.
func explicit(kept []find, k kind) bool {
	n := 0
	for _, f := range kept {
		if f.kind == k && f.conf >= 0.8 {
			n++
		}
	}
	return n >= 2
}

func inside(a, b span) bool { return a.start >= b.start && a.end <= b.end }

func overlap(a, b span) bool { return a.start < b.end && b.start < a.end }

func fill(p *proposal.Proposal, kept []find) {
	lists := map[kind]*[]proposal.Item{
		value: &p.Values, principle: &p.Principles, strength: &p.Strengths, priority: &p.Priorities, objective: &p.Objectives,
		successFactor: &p.SuccessFactors, action: &p.Actions, indicator: &p.Indicators,
	}
	singles := map[kind]**proposal.Item{vision: &p.Vision, mission: &p.Mission, promise: &p.Promise}
	for _, f := range kept {
		it := proposal.Item{Text: f.text, Start: f.at.start, End: f.at.end, Confidence: min(f.conf, 0.97)}
		if f.under != "" && f.kind != priority {
			under := f.under
			it.Under = &under
		}
		if l, ok := lists[f.kind]; ok {
			*l = append(*l, it)
		} else {
			*singles[f.kind] = &it
		}
	}
}
