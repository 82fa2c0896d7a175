package intake

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// Routes registers the room's staff pages.
func Routes(rt *web.Router, s *Service) {
	p := pages{s}
	const list, one = "/{lang}/staff/{county}/sources", "/{lang}/staff/{county}/sources/{source}"
	rt.Staff("GET "+list, p.list)
	rt.StaffUpload("POST "+list, MaxFile+1<<20, p.upload) // the file, and the form around it
	rt.Staff("GET "+one, p.source)
	rt.Staff("GET "+one+"/file", p.file)
	rt.Staff("POST "+one+"/name", p.rename)
	rt.Staff("POST "+one+"/again", p.again)
	rt.Staff("POST "+one+"/remove", p.remove)
	rt.Staff("POST "+one+"/draft", p.begin)
	rt.Staff("POST "+one+"/likely", p.likely)
	rt.Staff("GET "+one+"/findings/new", p.newFinding)
	rt.Staff("POST "+one+"/findings/new", p.addFinding)
	rt.Staff("GET "+one+"/findings/{finding}", p.finding)
	rt.Staff("POST "+one+"/findings/{finding}", p.actOn)
}

type pages struct{ s *Service }

// countyOf is the one of the address, if the actor has a role in it.
func countyOf(r *web.Request) (registry.County, error) {
	c, err := registry.BySlug(r.PathValue("county"))
	if err != nil {
		return c, err
	}
	return c, allowed(MayRead(r.Actor, c.Code))
}

// place is where a page of the room is: its county, and the addresses of the
// list and of the source.
type place struct {
	registry.County
	List   string
	Source string // "" on the list
}

func placeOf(r *web.Request) (place, error) {
	c, err := countyOf(r)
	p := place{County: c, List: plan.DeskPath(r.Lang, c) + "/sources"}
	if id := r.PathValue("source"); id != "" {
		p.Source = p.List + "/" + url.PathEscape(id)
	}
	return p, err
}

// finding is the address of one finding of the source.
func (p place) finding(id string) string { return p.Source + "/findings/" + url.PathEscape(id) }

// edition is the address of a draft.
func (p place) edition(l text.Lang, id string) string {
	return plan.DeskPath(l, p.County) + "/editions/" + url.PathEscape(id)
}

// frame is the frame of a page under the list.
func (p place) frame(r *web.Request, title string, parents ...web.Link) web.Frame {
	up := []web.Link{}
	if p.Source != "" {
		up = append(up, web.Link{Text: r.Lang.T("intake.title"), Href: p.List})
	}
	return plan.StaffFrame(r, p.County, title, append(up, parents...)...)
}

// shown is the fault to draw on the page again; ok is false for one that is
// a page of its own.
func shown(err error) (*fault.Error, bool) {
	f := fault.Of(err)
	return f, f != nil && slices.Contains([]fault.Kind{fault.Invalid, fault.Conflict, fault.TooLarge}, f.Kind)
}

func faults(f *fault.Error) []*fault.Error {
	if f == nil {
		return nil
	}
	return []*fault.Error{f}
}

func status(f *fault.Error) int {
	if f == nil {
		return http.StatusOK
	}
	return f.Kind.Status()
}

func version(r *web.Request, field string) int64 {
	n, err := strconv.ParseInt(r.Text(field, 20), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// kindOptions are the kinds a person can choose.
func kindOptions(l text.Lang) []web.Option {
	var list []web.Option
	for _, kind := range Kinds {
		list = append(list, web.Option{Value: kind, Text: l.T("intake.kind." + kind)})
	}
	return list
}

// told is what a source's or a finding's state is called, and the mark that
// shows it.
func told(l text.Lang, state string) (mark, label string) {
	marks := map[string]string{
		string(Waiting): "preparing", string(Read): "due_review", string(Reviewed): "ok", string(Refused): "missing", string(Cited): "in_force",
		string(Open): "planned", string(Accepted): "ok", string(Rejected): "missing",
	}
	return marks[state], l.T("intake.state." + state)
}

// languageName names a source's language; its code where it is none of ours.
func languageName(l text.Lang, code string) string {
	if key := "intake.language." + code; text.Has(key) {
		return l.T(key)
	}
	return code
}

// facts are what is told of a finding beside its words.
func (f Finding) facts(l text.Lang) []string {
	var list []string
	d := f.Detail
	add := func(s string) {
		if s != "" && text.Fold(s) != text.Fold(f.Words) {
			list = append(list, s)
		}
	}
	switch f.Kind {
	case "period":
		add(text.Years(d.StartYear, d.EndYear))
	case "county":
		if c, err := registry.ByCode(house.County(d.Code)); err == nil {
			name, _ := c.Name.In(string(l))
			add(name)
		}
	case "decision":
		add(bodyName(l, d.Body))
		add(l.Date(d.Date))
		if d.Status != "" {
			add(l.T("intake.status." + d.Status))
		}
	case "participation":
		if d.Count != nil {
			add(l.T("intake.counted", "Number", l.Int(int64(*d.Count))))
		}
	case "euro":
		if d.AmountEUR != nil {
			add(l.Euros(int64(*d.AmountEUR + 0.5)))
		}
	}
	return list
}

// bodyName is the body in the reader's language, where it is a known one.
func bodyName(l text.Lang, body string) string {
	if key := "decision.body." + body; text.Has(key) {
		return l.T(key)
	}
	return body
}
