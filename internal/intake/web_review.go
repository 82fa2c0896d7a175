package intake

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// reviewPage is the review of a source: its text on the left with the
// findings marked, the findings by kind on the right.
type reviewPage struct {
	web.Frame
	place
	X        Source
	Tally    Tally
	May      bool
	Faults   []*fault.Error
	Speaks   string // the county the text speaks of, when it is another
	Likely   int
	Draft    draftView
	Parts    []partLink
	Part     int // from 1
	Text     templ.Component
	Groups   []group
	FirstID  string // the first open finding on the page
	Parents  []web.Option
	Elements int // accepted findings that are in the draft
}

// partLink leads to one part of a long text.
type partLink struct {
	web.Link
	Open int
}

// group is the findings of one kind.
type group struct {
	Kind  string
	Cards []card
}

// card is one finding as the list shows it.
type card struct {
	Finding
	Under *Finding // what it belongs under
	Next  string   // the open finding after it
}

// draftView is where accepted findings go.
type draftView struct {
	Name    string // "" before there is one
	Href    string
	Frozen  bool
	Chosen  string
	Options []web.Option
}

func (p pages) source(w http.ResponseWriter, r *web.Request) error { return p.showSource(w, r, nil) }

func (p pages) showSource(w http.ResponseWriter, r *web.Request, f *fault.Error) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	x, findings, err := p.s.Source(r.Context(), at.Code, r.PathValue("source"))
	if err != nil {
		return err
	}
	switch x.State {
	case Waiting:
		return p.waiting(w, r, at, x)
	case Refused:
		return p.refused(w, r, at, x)
	}
	page := reviewPage{Frame: at.frame(r, x.Name), place: at, X: x, Tally: tallyOf(findings), Faults: faults(f)}
	page.Wide, page.May = true, MayReview(r.Actor, at.Code) && x.State != Cited
	if page.Draft, err = p.draft(r, at, x); err != nil {
		return err
	}
	page.lay(r, findings)
	return web.Render(w, r, status(f), reviewSourcePage(page))
}

// lay lays the part that is asked for on the page: its text and its findings.
func (page *reviewPage) lay(r *web.Request, findings []Finding) {
	ordered := inOrder(findings)
	plain := []rune(page.X.Plain)
	parts := partsOf(plain)
	at := chosen(r.Text("part", 10), parts, ordered)
	open := make([]int, len(parts))
	var here []Finding
	for _, f := range ordered {
		where := home(parts, f)
		if f.State == Open {
			open[where]++
			if f.Confidence >= likely {
				page.Likely++
			}
		}
		if where == at {
			here = append(here, f)
		}
		if f.Kind == "county" && f.Detail.Code != "" && f.Detail.Code != string(page.Code) && f.State != Rejected {
			page.Speaks = f.Words
		}
		if f.State == Accepted && f.ElementID != "" {
			page.Elements++
		}
	}
	page.Part, page.Parts = at+1, partLinks(page.place, parts, open, at)
	page.Text = marked{r.Lang, plain, parts[at], here}.Component()
	page.Groups = groupsOf(here, findings)
	page.FirstID = firstOpen(here)
	page.Parents = parentOptions(r.Lang, findings, "")
}

// inOrder sorts findings as a page shows them: by kind, then by place.
func inOrder(findings []Finding) []Finding {
	list := slices.Clone(findings)
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)),
			cmp.Compare(placed(a), placed(b)), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Position, b.Position))
	})
	return list
}

// placed puts what has no place in the text after what has.
func placed(f Finding) int {
	if hasPlace(f) {
		return 0
	}
	return 1
}

// chosen is the index of the part the address asks for; without one, the
// part of the first finding that is open.
func chosen(asked string, parts []part, ordered []Finding) int {
	if n, err := strconv.Atoi(asked); err == nil && n >= 1 && n <= len(parts) {
		return n - 1
	}
	best := len(parts)
	for _, f := range ordered {
		if f.State == Open {
			best = min(best, home(parts, f))
		}
	}
	return best % len(parts)
}

// nearParts is how many parts before and after the shown one are linked.
const nearParts = 3

// partLinks links the first and last part, those near the shown one and those
// with something open near by; none when there is one part only.
func partLinks(p place, parts []part, open []int, at int) []partLink {
	if len(parts) == 1 {
		return nil
	}
	var list []partLink
	for i := range parts {
		near := i >= at-nearParts && i <= at+nearParts
		if i == 0 || i == len(parts)-1 || near {
			n := strconv.Itoa(i + 1)
			list = append(list, partLink{web.Link{Text: n, Href: p.Source + "?part=" + n, Current: i == at}, open[i]})
		}
	}
	return list
}

// groupsOf arranges findings by kind. all is every finding of the source.
func groupsOf(here, all []Finding) []group {
	byID := map[string]*Finding{}
	for i := range all {
		byID[all[i].ID] = &all[i]
	}
	var groups []group
	next := ""
	for i := len(here) - 1; i >= 0; i-- {
		f := here[i]
		if len(groups) == 0 || groups[len(groups)-1].Kind != f.Kind {
			groups = append(groups, group{Kind: f.Kind})
		}
		g := &groups[len(groups)-1]
		g.Cards = append(g.Cards, card{f, byID[f.UnderID], next})
		if f.State == Open {
			next = f.ID
		}
	}
	slices.Reverse(groups)
	for _, g := range groups {
		slices.Reverse(g.Cards)
	}
	return groups
}

func firstOpen(list []Finding) string {
	for _, f := range list {
		if f.State == Open {
			return f.ID
		}
	}
	return ""
}

// maxParents is how many findings a list of parents offers at most.
const maxParents = 400

// parentOptions are the findings that another can stand under; not is one
// that cannot be chosen.
func parentOptions(l text.Lang, findings []Finding, not string) []web.Option {
	list := []web.Option{{Value: "", Text: l.T("intake.top")}}
	for _, f := range inOrder(findings) {
		if IsElement(f.Kind) && f.State != Rejected && f.ID != not && len(list) < maxParents {
			list = append(list, web.Option{Value: f.ID, Text: l.T("intake.kind."+f.Kind) + ": " + short(f.Words, 80)})
		}
	}
	return list
}

// short is the beginning of a text.
func short(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return strings.TrimSpace(string(r[:limit])) + "…"
}

// draft tells where accepted findings go, and what else could be chosen.
func (p pages) draft(r *web.Request, at place, x Source) (draftView, error) {
	all, err := p.s.plan.Plan(r.Context(), at.Code)
	view := draftView{}
	name := func(d plan.Document) string {
		title, _ := d.Title.In(string(r.Lang))
		return title
	}
	if _, has := all.Strategy(); !has {
		view.Options = append(view.Options, web.Option{Value: "", Text: r.Lang.T("intake.draft.first")})
	}
	for _, d := range all.Documents {
		for _, e := range all.EditionsOf(d.ID) {
			called := r.Lang.T("intake.draft.named", "Document", name(d), "Number", e.Number)
			if e.ID == x.EditionID {
				view.Name, view.Href, view.Frozen = called, at.edition(r.Lang, e.ID), e.Frozen()
			}
			if !e.Frozen() {
				view.Options = append(view.Options, web.Option{Value: "edition:" + e.ID, Text: called})
			}
		}
		view.Options = append(view.Options, web.Option{Value: "document:" + d.ID, Text: r.Lang.T("intake.draft.new", "Document", name(d))})
	}
	if x.EditionID != "" && !view.Frozen {
		view.Chosen = "edition:" + x.EditionID
	} else if d, has := all.Strategy(); has {
		view.Chosen = "document:" + d.ID
	}
	return view, err
}

// begin chooses the draft.
func (p pages) begin(w http.ResponseWriter, r *web.Request) error {
	return p.do(w, r, func(at place) error {
		var c Choice
		what := r.Text("draft", 100)
		if id, ok := strings.CutPrefix(what, "edition:"); ok {
			c.EditionID = id
		} else if id, ok := strings.CutPrefix(what, "document:"); ok {
			c.DocumentID = id
		}
		if err := r.Fault(); err != nil {
			return err
		}
		_, err := p.s.Begin(r.Context(), r.Actor, at.Code, r.PathValue("source"), c)
		return err
	})
}

// likely accepts what is likely.
func (p pages) likely(w http.ResponseWriter, r *web.Request) error {
	return p.do(w, r, func(at place) error {
		n, err := p.s.AcceptLikely(r.Context(), r.Actor, at.Code, r.PathValue("source"))
		if err == nil {
			r.Flash("intake.acceptedLikely", "Count", n)
		}
		return err
	})
}

// do runs an act of the review and goes back to it: to the finding the form
// names as the next, or to the first that is open. A refusal is told on the
// review itself.
func (p pages) do(w http.ResponseWriter, r *web.Request, act func(place) error) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	if err := allowed(MayReview(r.Actor, at.Code)); err != nil {
		return err
	}
	err = act(at)
	if err == nil {
		return web.Redirect(w, r, at.back(r))
	}
	if f, ok := shown(err); ok {
		return p.showSource(w, r, f)
	}
	return err
}
