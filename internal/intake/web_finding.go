package intake

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// back is the address of the review after an act: the part and the finding
// the form named.
func (p place) back(r *web.Request) string {
	to := p.Source
	if part, err := strconv.Atoi(r.Text("part", 10)); err == nil && part > 0 {
		to += "?part=" + strconv.Itoa(part)
	}
	if next := r.Text("next", 80); next != "" {
		return to + "#f-" + url.PathEscape(next)
	}
	return p.Source
}

// actOn carries out what a button of a finding says.
func (p pages) actOn(w http.ResponseWriter, r *web.Request) error {
	what := r.Text("do", 20)
	if what == "change" {
		return p.change(w, r)
	}
	return p.do(w, r, func(at place) error {
		source := r.PathValue("source")
		pick := Pick{r.PathValue("finding"), version(r, "version")}
		if err := r.Fault(); err != nil {
			return err
		}
		switch what {
		case "accept":
			return p.s.Accept(r.Context(), r.Actor, at.Code, source, pick)
		case "reject":
			return p.s.Reject(r.Context(), r.Actor, at.Code, source, pick)
		case "reopen":
			return p.s.Reopen(r.Context(), r.Actor, at.Code, source, pick)
		case "merge":
			return p.s.Merge(r.Context(), r.Actor, at.Code, source, pick, pickOf(r.Text("other", 100)))
		case "draw":
			err := p.s.Draw(r.Context(), r.Actor, at.Code, source, pick, plan.SlotState(r.Text("state", 20)))
			if err == nil {
				r.Flash("intake.drawn")
			}
			return err
		}
		return fault.New(fault.Invalid, "web.badForm")
	})
}

// pickOf reads "id/version", as a list of findings sends its choice.
func pickOf(s string) Pick {
	id, v, _ := strings.Cut(s, "/")
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		n = 0
	}
	return Pick{id, n}
}

// findingPage is one finding to change, merge or draw; or a new one to add.
type findingPage struct {
	web.Frame
	place
	X       Source
	F       Finding // as the form shows it
	Saved   Finding // as it stands
	New     bool
	Theirs  *Finding // what somebody else made of it meanwhile
	Faults  []*fault.Error
	Parents []web.Option
	Others  []web.Option // to merge with
	Around  passage
	Part    string
	Draw    bool
}

func (p pages) finding(w http.ResponseWriter, r *web.Request) error {
	return p.showFinding(w, r, nil, nil)
}

// showFinding shows the finding of the address. sent is what a form that was
// refused said.
func (p pages) showFinding(w http.ResponseWriter, r *web.Request, sent *Finding, why error) error {
	at, x, findings, err := p.reviewed(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(findings, func(f Finding) bool { return f.ID == r.PathValue("finding") })
	if i < 0 {
		return fault.New(fault.NotFound, "intake.noFinding")
	}
	page := findingPage{place: at, X: x, F: findings[i], Saved: findings[i]}
	if sent != nil {
		page.F = *sent
		page.F.Span, page.F.Position, page.F.State, page.F.Version = findings[i].Span, findings[i].Position, findings[i].State, findings[i].Version
	}
	title := r.Lang.T("intake.change.title", "Number", page.F.Number(), "Kind", r.Lang.T("intake.kind."+findings[i].Kind))
	page.Others = mergeOptions(r.Lang, findings, findings[i])
	page.Draw = plan.MayArrange(r.Actor, at.Code) && findings[i].Kind == "programme" && findings[i].State == Accepted && findings[i].Detail.SlotID == ""
	var both *Conflict
	if errors.As(why, &both) {
		page.Theirs = &both.Theirs
	}
	return p.showForm(w, r, page, title, findings, why)
}

func (p pages) showForm(w http.ResponseWriter, r *web.Request, page findingPage, title string, findings []Finding, why error) error {
	f := fault.Of(why)
	page.Faults = faults(f)
	page.Frame = page.frame(r, title, web.Link{Text: page.X.Name, Href: page.Source})
	page.Parents = parentOptions(r.Lang, findings, page.F.ID)
	page.Around = around(page.X.Plain, page.F)
	page.Part = strconv.Itoa(home(partsOf([]rune(page.X.Plain)), page.F) + 1)
	return web.Render(w, r, status(f), findingFormPage(page))
}

// reviewed gives the source of the address, if the actor may review it.
func (p pages) reviewed(r *web.Request) (place, Source, []Finding, error) {
	at, err := placeOf(r)
	if err != nil {
		return at, Source{}, nil, err
	}
	if err := allowed(MayReview(r.Actor, at.Code)); err != nil {
		return at, Source{}, nil, err
	}
	x, findings, err := p.s.Source(r.Context(), at.Code, r.PathValue("source"))
	if err == nil && x.State != Read && x.State != Reviewed {
		err = fault.New(fault.Conflict, "intake.notRead")
	}
	return at, x, findings, err
}

// change saves the form of a finding.
func (p pages) change(w http.ResponseWriter, r *web.Request) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	f, err := formOf(r)
	f.ID, f.Version = r.PathValue("finding"), version(r, "version")
	if err == nil {
		err = r.Fault()
	}
	if err == nil {
		err = p.s.Change(r.Context(), r.Actor, at.Code, r.PathValue("source"), f)
	}
	if err == nil {
		return web.Redirect(w, r, at.back(r))
	}
	if _, ok := shown(err); ok {
		return p.showFinding(w, r, &f, err)
	}
	return err
}

func (p pages) newFinding(w http.ResponseWriter, r *web.Request) error {
	return p.showNew(w, r, Finding{Kind: "objective"}, nil)
}

func (p pages) showNew(w http.ResponseWriter, r *web.Request, f Finding, why error) error {
	at, x, findings, err := p.reviewed(r)
	if err != nil {
		return err
	}
	return p.showForm(w, r, findingPage{place: at, X: x, F: f, New: true}, r.Lang.T("intake.add.title"), findings, why)
}

// addFinding adds what the reading missed.
func (p pages) addFinding(w http.ResponseWriter, r *web.Request) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	f, err := formOf(r)
	id := ""
	if err == nil {
		err = r.Fault()
	}
	if err == nil {
		id, err = p.s.Add(r.Context(), r.Actor, at.Code, r.PathValue("source"), f)
	}
	if err == nil {
		part := ""
		if n, err := strconv.Atoi(r.Text("part", 10)); err == nil && n > 0 && hasPlace(f) {
			part = "?part=" + strconv.Itoa(n)
		}
		r.Flash("intake.added")
		return web.Redirect(w, r, at.Source+part+"#f-"+url.PathEscape(id))
	}
	if _, ok := shown(err); ok {
		return p.showNew(w, r, f, err)
	}
	return err
}

// formOf reads a finding's form. What it could not read is the error; the
// finding then holds the rest.
func formOf(r *web.Request) (Finding, error) {
	f := Finding{Kind: r.Text("kind", 40), Words: r.Text("words", MaxWords), UnderID: r.Text("under", 80)}
	var err error
	span, ok := spanOf(r.Text("start", 12), r.Text("end", 12))
	if f.Span = span; !ok {
		err = fault.New(fault.Invalid, "intake.badSpan").On("words")
	}
	d := &f.Detail
	switch f.Kind {
	case "period":
		d.StartYear, d.EndYear = number(r, "start_year", &err), number(r, "end_year", &err)
		if d.StartYear == 0 && d.EndYear == 0 {
			d.StartYear, d.EndYear = yearsIn(f.Words)
		}
	case "participation":
		if s := digits(r.Text("count", 20)); s != "" {
			n := number(r, "count", &err)
			d.Count = &n
		}
	case "euro":
		if s := digits(r.Text("amount", 30)); s != "" {
			x, bad := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
			if bad != nil {
				err = fault.New(fault.Invalid, "intake.badNumber").On("amount")
			}
			d.AmountEUR = &x
		}
	case "decision":
		d.Body, d.Date, d.Status = strings.ToLower(r.Text("body", 80)), r.Text("date", 20), r.Text("status", 20)
	case "county":
		d.Code = r.Text("code", 4)
		if _, unknown := registry.ByCode(house.County(d.Code)); d.Code != "" && unknown != nil {
			err = unknown
		}
	}
	return f, err
}

// number reads a whole number; 0 for an empty field.
func number(r *web.Request, field string, err *error) int {
	s := digits(r.Text(field, 20))
	if s == "" {
		return 0
	}
	n, bad := strconv.Atoi(s)
	if bad != nil {
		*err = fault.New(fault.Invalid, "intake.badNumber").On(field)
	}
	return n
}

// digits is a number without the spaces people group it by.
func digits(s string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(s)
}

var twoYears = regexp.MustCompile(`\b((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)\b`)

// yearsIn finds a period in words; 0, 0 when they tell none.
func yearsIn(words string) (from, to int) {
	found := twoYears.FindStringSubmatch(words)
	if found == nil {
		return 0, 0
	}
	from, _ = strconv.Atoi(found[1])
	to, _ = strconv.Atoi(found[2])
	return from, to
}

// mergeOptions are the findings that one could be a half of: of its kind, and
// those next to it in the text.
func mergeOptions(l text.Lang, findings []Finding, f Finding) []web.Option {
	var list []web.Option
	for _, other := range inOrder(findings) {
		near := other.Position >= f.Position-2 && other.Position <= f.Position+2
		if other.ID == f.ID || other.State == Rejected || other.Kind != f.Kind && !near || len(list) >= maxParents {
			continue
		}
		list = append(list, web.Option{
			Value: other.ID + "/" + strconv.FormatInt(other.Version, 10),
			Text:  strconv.FormatInt(other.Number(), 10) + ". " + l.T("intake.kind."+other.Kind) + ": " + short(other.Words, 80),
		})
	}
	return list
}

// surroundings is how many characters before and after a finding its page
// shows.
const surroundings = 150

// passage is a finding's words where they stand, and the text around them.
type passage struct{ Before, Words, After string }

// around is the text where the finding stands; empty when it has no place.
func around(plain string, f Finding) passage {
	runes := []rune(plain)
	if !hasPlace(f) || f.Span.End > len(runes) {
		return passage{}
	}
	part := func(from, to int) string { return text.Lines(string(runes[max(from, 0):min(to, len(runes))]), 0) }
	return passage{
		Before: part(f.Span.Start-surroundings, f.Span.Start), Words: part(f.Span.Start, f.Span.End),
		After: part(f.Span.End, f.Span.End+surroundings),
	}
}
