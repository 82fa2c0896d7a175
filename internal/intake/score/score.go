// Package score compares proposals with labels made by people, field by
// field, and sums the comparison to one number, the micro-averaged F1.
//
// The rules: a list item or a filled single field is one label. An item is
// found when its text is the label's after folding case, punctuation and white
// space, or shares at least four fifths of its words. A reading the labels
// call acceptable counts neither for nor against. Decisions are compared by
// body and date, participation by count, sums by euros, laws by number; where
// the key is missing on either side the record is left out.
package score

import (
	"fmt"
	"path/filepath"

	"github.com/katto-project/katto/internal/intake/proposal"
)

// Fields are the scored fields in the order of reports.
var Fields = []string{
	"county", "period", "promise", "vision", "mission", "values", "priorities", "objectives", "success_factors",
	"actions", "indicators", "programmes", "decisions", "participation", "euros", "laws",
}

// Count is how many labels were found, how many finds are wrong and how many
// labels were missed; Wrong and Missed texts tell which.
type Count struct {
	Found, Wrong, Missed int
	WrongTexts           []string
	MissedTexts          []string
}

func (c *Count) add(o Count) {
	c.Found += o.Found
	c.Wrong += o.Wrong
	c.Missed += o.Missed
	c.WrongTexts = append(c.WrongTexts, o.WrongTexts...)
	c.MissedTexts = append(c.MissedTexts, o.MissedTexts...)
}

// F1 is the harmonic mean of precision and recall; 1 where nothing was there
// and nothing was found.
func (c Count) F1() float64 {
	if c.Found+c.Wrong+c.Missed == 0 {
		return 1
	}
	return 2 * float64(c.Found) / float64(2*c.Found+c.Wrong+c.Missed)
}

// Result is the count of each field, of one text or many.
type Result map[string]*Count

// All sums the fields.
func (r Result) All() Count {
	var sum Count
	for _, c := range r {
		sum.add(*c)
	}
	return sum
}

// Add sums another result into this one.
func (r Result) Add(o Result) {
	for f, c := range o {
		if r[f] == nil {
			r[f] = &Count{}
		}
		r[f].add(*c)
	}
}

// Dir scores a directory of texts with labels beside them: NAME and
// NAME.gold.json, or NAME.txt for a label file NAME.gold.json. read makes the
// proposal of one text.
func Dir(dir string, read func(name string, text []byte) (proposal.Proposal, error)) (Result, map[string]Result, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil {
		return nil, nil, fmt.Errorf("list labels: %w", err)
	}
	total, each := Result{}, map[string]Result{}
	for _, f := range files {
		name, text, labels, err := load(f)
		if err != nil {
			return nil, nil, err
		}
		p, err := read(name, text)
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", name, err)
		}
		each[name] = One(p, labels)
		total.Add(each[name])
	}
	return total, each, nil
}

// One scores one proposal.
func One(p proposal.Proposal, l Labels) Result {
	r := Result{}
	single := func(field, label, found string) { r[field] = texts(filled(found), filled(label), l, field) }
	single("county", l.County, countyText(p))
	single("period", l.Period, periodText(p))
	single("promise", l.Promise, itemText(p.Promise))
	single("vision", l.Vision, itemText(p.Vision))
	single("mission", l.Mission, itemText(p.Mission))
	list := func(field string, label []string, found []proposal.Item) {
		r[field] = texts(itemTexts(found), label, l, field)
	}
	list("values", l.Values, p.Values)
	list("priorities", l.Priorities, p.Priorities)
	list("objectives", l.Objectives, p.Objectives)
	list("success_factors", l.SuccessFactors, p.SuccessFactors)
	list("actions", l.Actions, p.Actions)
	list("indicators", l.Indicators, p.Indicators)
	list("programmes", l.Programmes, p.Programmes)
	r["decisions"] = keys(foundDecisions(p), labelDecisions(l))
	r["participation"] = keys(foundCounts(p), labelCounts(l))
	r["euros"] = keys(foundEuros(p), labelEuros(l))
	r["laws"] = keys(statutes(itemTexts(p.Laws)), statutes(l.Laws))
	return r
}

func filled(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func countyText(p proposal.Proposal) string {
	if p.County == nil {
		return ""
	}
	return p.County.Text
}

func periodText(p proposal.Proposal) string {
	if p.Period == nil {
		return ""
	}
	return p.Period.Text
}

func itemText(i *proposal.Item) string {
	if i == nil {
		return ""
	}
	return i.Text
}

func itemTexts(items []proposal.Item) []string {
	var out []string
	for _, i := range items {
		if i.Text != "" {
			out = append(out, i.Text)
		}
	}
	return out
}

// texts compares finds with labels in order; each label is found once.
func texts(found, labels []string, l Labels, field string) *Count {
	c := &Count{}
	left := append([]string{}, labels...)
	for _, f := range found {
		if i := matching(f, left, l.Surface); i >= 0 {
			left = append(left[:i], left[i+1:]...)
			c.Found++
			continue
		}
		if !acceptable(f, l.Acceptable[field]) {
			c.Wrong++
			c.WrongTexts = append(c.WrongTexts, f)
		}
	}
	if len(found) == 0 && noneAcceptable(l.Acceptable[field]) {
		left = nil
	}
	c.Missed, c.MissedTexts = len(left), left
	return c
}

func matching(f string, labels []string, surface map[string]string) int {
	for i, label := range labels {
		if Same(f, label) || surface[label] != "" && Same(f, surface[label]) {
			return i
		}
	}
	return -1
}

func acceptable(f string, readings []*string) bool {
	for _, r := range readings {
		if r != nil && Same(f, *r) {
			return true
		}
	}
	return false
}

func noneAcceptable(readings []*string) bool {
	for _, r := range readings {
		if r == nil {
			return true
		}
	}
	return false
}
