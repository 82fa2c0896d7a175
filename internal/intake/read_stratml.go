package intake

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/intake/extract"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/intake/propose"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/stratml"
)

// rendering writes a plan as text, and remembers where each thing stands.
type rendering struct {
	lang  text.Lang
	plain strings.Builder
	at    int // characters written
	t     extract.Text
	p     proposal.Proposal
}

// renderStratML reads a plan: what StratML has elements for comes from them,
// and what its prose tells besides (the promise, decisions, sums, the
// language) is read as from any text.
func renderStratML(plan *stratml.Plan) (proposal.Proposal, extract.Text) {
	r := &rendering{lang: languageOf(plan)}
	r.p.Language = string(r.lang)
	r.opening(plan)
	r.foundations(plan)
	for _, g := range plan.Goals {
		r.goal(g)
	}
	r.t.Plain, r.t.Language, r.t.Title = r.plain.String(), string(r.lang), line(plan.Name)
	r.besides()
	if period := periodOf(plan.Administrative); period != nil {
		r.p.Period = period
	}
	return r.p, r.t
}

// languageOf is the plan's own word for its language, else what its text is.
func languageOf(plan *stratml.Plan) text.Lang {
	code, _, _ := strings.Cut(strings.ToLower(plan.Lang), "-")
	if l, ok := text.Parse(code); ok {
		return l
	}
	parts := []string{plan.Name, plan.Description, plan.OtherInformation, plan.Vision.Description, plan.Mission.Description}
	for _, v := range plan.Values {
		parts = append(parts, v.Name, v.Description)
	}
	for _, g := range plan.Goals {
		parts = append(parts, g.Name, g.Description)
	}
	l, _ := text.Parse(propose.Read(extract.Text{Plain: strings.Join(parts, "\n\n")}).Language)
	return l
}

func (r *rendering) opening(plan *stratml.Plan) {
	r.heading(1, plan.Name)
	for _, o := range plan.Organizations {
		r.block(extract.Paragraph, 0, o.Name)
		r.block(extract.Paragraph, 0, o.Description)
	}
	r.block(extract.Paragraph, 0, plan.Description)
	r.block(extract.Paragraph, 0, plan.OtherInformation)
}

func (r *rendering) foundations(plan *stratml.Plan) {
	r.p.Mission = r.statement("mission", plan.Mission.Description)
	r.p.Vision = r.statement("vision", plan.Vision.Description)
	if len(plan.Values) > 0 {
		r.heading(2, r.lang.T("intake.kinds.value"))
	}
	for _, v := range plan.Values {
		name, more := v.Name, v.Description
		if placeholder(name) {
			name, more = more, ""
		}
		r.item(&r.p.Values, r.block(extract.ListItem, 1, name), nil)
		r.block(extract.Paragraph, 0, more)
	}
}

// goal renders a goal, which Katto calls a priority, and what is under it.
func (r *rendering) goal(g stratml.Goal) {
	name, more := g.Name, g.Description
	if placeholder(name) {
		name, more = more, ""
	}
	found := r.heading(2, name)
	r.item(&r.p.Priorities, found, nil)
	r.block(extract.Paragraph, 0, more)
	r.block(extract.Paragraph, 0, g.OtherInformation)
	var under *string
	if found.text != "" {
		under = &found.text
	}
	for _, o := range g.Objectives {
		r.objective(o, under)
	}
}

func (r *rendering) objective(o stratml.Objective, under *string) {
	name, more := o.Name, o.Description
	if placeholder(name) {
		name, more = more, ""
	}
	r.item(&r.p.Objectives, r.block(extract.ListItem, 1, name), under)
	r.block(extract.Paragraph, 0, more)
	r.block(extract.Paragraph, 0, o.OtherInformation)
	for _, i := range o.Indicators {
		name := i.MeasurementDimension
		if placeholder(name) {
			name = i.OtherInformation
		}
		r.item(&r.p.Indicators, r.block(extract.ListItem, 2, name), under)
	}
}

func (r *rendering) statement(kind, words string) *proposal.Item {
	if placeholder(words) {
		return nil
	}
	r.heading(2, r.lang.T("intake.kind."+kind))
	found := r.block(extract.Paragraph, 0, words)
	return &proposal.Item{Text: found.text, Start: found.start, End: found.end, Confidence: certain}
}

// certain is the confidence of what a structure says outright.
const certain = 1

// found is a text and where it was written.
type found struct {
	text       string
	start, end int
}

func (r *rendering) item(list *[]proposal.Item, f found, under *string) {
	if f.text != "" {
		*list = append(*list, proposal.Item{Text: f.text, Start: f.start, End: f.end, Confidence: certain, Under: under})
	}
}

func (r *rendering) heading(level int, s string) found { return r.block(extract.Heading, level, s) }

// block writes one piece of text with an empty line after it. A placeholder
// is not written.
func (r *rendering) block(kind extract.Kind, level int, s string) found {
	if placeholder(s) {
		return found{}
	}
	s = text.Lines(s, 0)
	if kind != extract.Paragraph {
		s = line(s)
	}
	if r.at > 0 {
		r.plain.WriteString("\n\n")
		r.at += 2
	}
	f := found{text: line(s), start: r.at, end: r.at + utf8.RuneCountInString(s)}
	r.plain.WriteString(s)
	r.at = f.end
	r.t.Blocks = append(r.t.Blocks, extract.Block{Kind: kind, Level: level, Start: f.start, End: f.end})
	return f
}

// besides reads the rendered prose for what StratML has no element for.
func (r *rendering) besides() {
	read := propose.Read(r.t)
	r.p.County, r.p.Period, r.p.Promise = read.County, read.Period, read.Promise
	r.p.Principles, r.p.Strengths, r.p.SuccessFactors = read.Principles, read.Strengths, read.SuccessFactors
	r.p.Programmes, r.p.Decisions, r.p.Participation = read.Programmes, read.Decisions, read.Participation
	r.p.Euros, r.p.Laws = read.Euros, read.Laws
}

// periodOf is the years the file says the plan is for.
func periodOf(a stratml.AdministrativeInformation) *proposal.Period {
	from, to := yearOf(a.Start), yearOf(a.End)
	if to == 0 {
		return nil
	}
	if from == 0 {
		from = to
	}
	return &proposal.Period{Text: text.Years(from, to), StartYear: from, EndYear: to}
}

func yearOf(d stratml.Date) int {
	if len(d) < 4 {
		return 0
	}
	year, err := strconv.Atoi(string(d[:4]))
	if err != nil {
		return 0
	}
	return year
}

func line(s string) string { return text.Plain(s, 0) }

// placeholder tells a text that says nothing: empty, or only a note in
// brackets that somebody should write it.
func placeholder(s string) bool {
	s = line(s)
	return s == "" || s[0] == '[' && strings.IndexByte(s, ']') == len(s)-1
}
