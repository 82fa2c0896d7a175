// Package propose reads a strategy out of extracted text: it finds what the
// text calls its vision, values, priorities, decisions and so on, and proposes
// them with their places, for a person to accept or refuse. It learns nothing
// and asks nobody: the same text always gives the same proposal.
//
// It goes step by step, a file a step: segment cuts the text into headings,
// list items and paragraphs; cues (data in cues/) tell what a heading, a label
// or a sentence announces; a file a kind collects finds; resolve settles
// duplicates and conflicts. Explain shows every find with its cue and rule.
package propose

import (
	"sort"

	"github.com/katto-project/katto/internal/intake/extract"
	"github.com/katto-project/katto/internal/intake/proposal"
)

// Step is one find of the reading: which cue and rule made it, and whether it
// is in the proposal. Start and End are character offsets into the text.
type Step struct {
	Field      string  `json:"field"`
	Text       string  `json:"text"`
	Cue        string  `json:"cue"`  // the words that announced it
	Rule       string  `json:"rule"` // what was concluded from them
	Confidence float64 `json:"confidence"`
	Kept       bool    `json:"kept"`
	Why        string  `json:"why,omitempty"` // why it was not kept
	Start      int     `json:"start"`
	End        int     `json:"end"`
}

// maxRunes bounds what is read: a longer text is a book, and its beginning
// tells the strategy.
const maxRunes = 600_000

// Read proposes what the text says. Lists are never nil.
func Read(t extract.Text) proposal.Proposal {
	d := open(t)
	p := d.proposal()
	p.Source = proposal.Source{Name: t.Name, SHA256: t.SHA256, MediaType: t.MediaType, Characters: len(d.raw)}
	p.Normalize()
	return p
}

// Explain lists every find of the reading in text order, kept or not.
func Explain(t extract.Text) []Step {
	d := open(t)
	d.proposal()
	sort.SliceStable(d.steps, func(i, j int) bool { return d.steps[i].Start < d.steps[j].Start })
	return d.steps
}

// doc is a text being read.
type doc struct {
	raw      []rune
	lang     string
	cues     *cues
	pieces   []piece
	finds    []find
	steps    []Step
	zones    []zone
	pub      date // the day of publication, if pubOK; looked for once
	pubOK    bool
	pubKnown bool
	years    []yearAt // of events, in text order; nil until asked for
}

// find is one thing found, before resolve decides on it.
type find struct {
	kind  kind
	text  string // as proposed: one line, base form where certain
	at    span
	cue   string
	rule  string
	conf  float64
	under string
}

func open(t extract.Text) *doc {
	raw := []rune(t.Plain)
	if len(raw) > maxRunes {
		raw = raw[:maxRunes]
		t.Plain = string(raw)
	}
	d := &doc{raw: raw, lang: language(t)}
	d.cues = loadCues()[d.lang]
	d.pieces = numberTables(d.unglue(cutLong(segment(t))))
	return d
}

// proposal runs the steps in order.
func (d *doc) proposal() proposal.Proposal {
	var p proposal.Proposal
	p.Language = d.lang
	p.County = d.county()
	p.Period = d.period()
	d.layout()   // headings, labels, lists, tables
	d.running()  // sentences that announce
	d.pictures() // slides: boxes and slogans
	d.actions()
	d.resolve(&p)
	p.Programmes = d.programmes()
	p.Laws = d.laws()
	p.Decisions = d.decisions()
	p.Participation = d.participation()
	p.Euros = d.euros()
	return p
}

// add keeps a find. The stretch is where it stands; its text is cleaned.
func (d *doc) add(k kind, at stretch, cue, rule string, conf float64) *find {
	at = at.trimSet(" \t\u00a0,;:–—•*|")
	text := clean(d.raw, at.span(0, len(at.s)))
	d.finds = append(d.finds, find{kind: k, text: text, at: at.span(0, len(at.s)), cue: cue, rule: rule, conf: conf})
	return &d.finds[len(d.finds)-1]
}

func (d *doc) step(field, text string, at span, cue, rule string, conf float64, why string) {
	d.steps = append(d.steps, Step{
		Field: field, Text: text, Cue: cue, Rule: rule, Confidence: conf,
		Kept: why == "", Why: why, Start: at.start, End: at.end,
	})
}

// prose lists the pieces with running text: all but noise.
func (d *doc) prose() []piece {
	var out []piece
	for _, p := range d.pieces {
		if p.role != noise {
			out = append(out, p)
		}
	}
	return out
}
