package intake

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/text"
)

// What is thought of the kinds a proposal gives no confidence for.
const (
	confidentCounty  = 0.95 // with a known code
	confidentPeriod  = 0.9
	confidentDated   = 0.8 // a decision with its date
	confidentDecided = 0.65
	confidentFact    = 0.7 // participation, euros
	uncertain        = 0.5
)

// findingsOf makes a review's findings of a proposal, in the order of the
// text, at most MaxFindings. id makes their ids.
func findingsOf(p proposal.Proposal, plain string, county house.County, source string, id house.IDs) []Finding {
	var list []Finding
	add := func(f Finding) string {
		f.Words = text.Plain(f.Words, MaxWords)
		f.ID, f.County, f.SourceID, f.State = id(), county, source, Open
		if f.Validate() != nil {
			return ""
		}
		list = append(list, f)
		return f.ID
	}
	header(p, plain, add)
	priorities := map[string]string{}
	for _, i := range items(p) {
		if i.Kind == "priority" {
			priorities[text.Fold(i.Words)] = add(i.Finding)
			continue
		}
		i.UnderID = priorities[i.under]
		add(i.Finding)
	}
	facts(p, add)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Span.Start < list[j].Span.Start })
	return numbered(list)
}

// numbered cuts the list to what a review can hold, and numbers it.
func numbered(list []Finding) []Finding {
	list = list[:min(len(list), MaxFindings)]
	kept := map[string]bool{}
	for i := range list {
		list[i].Position = int64(i)
		kept[list[i].ID] = true
	}
	for i := range list {
		if !kept[list[i].UnderID] {
			list[i].UnderID = ""
		}
	}
	return list
}

// header adds the county and the period.
func header(p proposal.Proposal, plain string, add func(Finding) string) {
	if c := p.County; c != nil {
		f := Finding{Kind: "county", Words: c.Text, Detail: Detail{Code: c.Code}, Span: wholeWord(plain, locate(plain, c.Text)), Confidence: uncertain}
		if c.Code != "" {
			f.Confidence = confidentCounty
		}
		add(f)
	}
	if x := p.Period; x != nil {
		add(Finding{
			Kind: "period", Words: x.Text, Detail: Detail{StartYear: x.StartYear, EndYear: x.EndYear},
			Span: locateYears(plain, *x), Confidence: confidentPeriod,
		})
	}
}

// item is a finding with the priority it belongs under.
type item struct {
	Finding
	under string
}

// items lists what a proposal holds as plain items, priorities first, so that
// what belongs under them can find them.
func items(p proposal.Proposal) []item {
	var list []item
	one := func(kind string, i *proposal.Item) {
		if i != nil {
			list = append(list, itemOf(kind, *i))
		}
	}
	many := func(kind string, items []proposal.Item) {
		for _, i := range items {
			list = append(list, itemOf(kind, i))
		}
	}
	many("priority", p.Priorities)
	one("promise", p.Promise)
	one("vision", p.Vision)
	one("mission", p.Mission)
	many("value", p.Values)
	many("principle", p.Principles)
	many("strength", p.Strengths)
	many("objective", p.Objectives)
	many("success_factor", p.SuccessFactors)
	many("action", p.Actions)
	many("indicator", p.Indicators)
	many("programme", p.Programmes)
	many("law", p.Laws)
	return list
}

func itemOf(kind string, i proposal.Item) item {
	f := item{Finding: Finding{Kind: kind, Words: i.Text, Span: house.Span{Start: i.Start, End: i.End}, Confidence: i.Confidence}}
	if i.Under != nil {
		f.under = text.Fold(*i.Under)
	}
	return f
}

// facts adds what is kept as facts of the source.
func facts(p proposal.Proposal, add func(Finding) string) {
	for _, d := range p.Decisions {
		f := Finding{
			Kind: "decision", Words: d.What, Detail: Detail{Body: text.Plain(d.Body, 80), Status: d.Status},
			Span: house.Span{Start: d.Start, End: d.End}, Confidence: confidentDecided,
		}
		if d.Date != nil {
			f.Detail.Date, f.Confidence = *d.Date, confidentDated
		}
		if strings.TrimSpace(f.Words) == "" {
			f.Words = d.Body
		}
		add(f)
	}
	for _, x := range p.Participation {
		add(Finding{Kind: "participation", Words: x.What, Detail: Detail{Count: x.Count}, Span: house.Span{Start: x.Start, End: x.End}, Confidence: confidentFact})
	}
	for _, x := range p.Euros {
		amount := x.AmountEUR
		words := x.What
		if strings.TrimSpace(words) == "" {
			words = text.Fi.Decimal(amount, 0) + " €"
		}
		add(Finding{Kind: "euro", Words: words, Detail: Detail{AmountEUR: &amount}, Span: house.Span{Start: x.Start, End: x.End}, Confidence: confidentFact})
	}
}

// locate finds words in a text, in whatever case they are written there; the
// zero Span when they are not there as such.
func locate(plain, words string) house.Span {
	haystack, needle := lower(plain), lower(words)
	if needle == "" {
		return house.Span{}
	}
	at := strings.Index(haystack, needle)
	if at < 0 {
		return house.Span{}
	}
	start := utf8.RuneCountInString(haystack[:at])
	return house.Span{Start: start, End: start + utf8.RuneCountInString(needle)}
}

// lower folds what does not change the count of characters: case, and the
// dashes and spaces that texts write in several ways.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '-', '‐', '‑', '–', '—', '−':
			return '-'
		case '\n', '\t', '\u00a0':
			return ' '
		}
		return unicode.ToLower(r)
	}, s)
}

// locateYears finds a period in a text, however its years are joined.
func locateYears(plain string, p proposal.Period) house.Span {
	years := regexp.MustCompile(fmt.Sprintf(`\b%d\s*(-|–|—|−)\s*%d\b`, p.StartYear, p.EndYear))
	at := years.FindStringIndex(plain)
	if at == nil {
		return locate(plain, p.Text)
	}
	start := utf8.RuneCountInString(plain[:at[0]])
	return house.Span{Start: start, End: start + utf8.RuneCountInString(plain[at[0]:at[1]])}
}

// wholeWord makes a span end where its last word does: a name is written in
// many cases, and the mark should not cut it.
func wholeWord(plain string, at house.Span) house.Span {
	if at.End == at.Start {
		return at
	}
	n := 0
	for _, r := range plain {
		if n >= at.End && !unicode.IsLetter(r) {
			break
		}
		n++
	}
	at.End = max(at.End, n)
	return at
}
