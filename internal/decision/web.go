package decision

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// Plans is what the pages ask of the plan room.
type Plans interface {
	Plan(ctx context.Context, county house.County) (plan.Plan, error)
}

type pages struct {
	s     *Service
	plans Plans
}

// Routes registers the room's staff pages.
func Routes(rt *web.Router, s *Service, plans Plans) {
	p := pages{s, plans}
	rt.Staff("GET /{lang}/staff/{county}/decisions", p.list)
	rt.Staff("GET /{lang}/staff/{county}/decisions/new", p.form)
	rt.Staff("POST /{lang}/staff/{county}/decisions/new", p.record)
}

// county is the one of the address, if the actor has a role in it.
func county(r *web.Request) (registry.County, error) {
	c, err := registry.BySlug(r.PathValue("county"))
	if err != nil {
		return c, err
	}
	if !r.Actor.Can(house.Reader, c.Code) {
		return c, fault.New(fault.Denied, "decision.denied")
	}
	return c, nil
}

// row is one decision as the list shows it.
type row struct {
	Date, Body, What, Section, Record, ToldBy string
	Planned                                   bool
	Edition                                   string // its name, "" when it concerns no edition
}

func (p pages) list(w http.ResponseWriter, r *web.Request) error {
	c, err := county(r)
	if err != nil {
		return err
	}
	decisions, err := p.s.Of(r.Context(), c.Code)
	if err != nil {
		return err
	}
	all, err := p.plans.Plan(r.Context(), c.Code)
	if err != nil {
		return err
	}
	names := editionNames(r.Lang, all)
	var rows []row
	for i := len(decisions) - 1; i >= 0; i-- {
		rows = append(rows, rowOf(r.Lang, decisions[i], names))
	}
	f := plan.StaffFrame(r, c, r.Lang.T("decision.title"))
	return web.Render(w, r, http.StatusOK, listPage(f, c, rows, MayRecord(r.Actor, c.Code)))
}

func rowOf(l text.Lang, d Decision, names map[string]string) row {
	what, _ := d.What.In(string(l))
	act := "decision.act."
	if d.Status == Planned {
		act = "decision.due."
	}
	return row{
		Date: l.Date(d.HeldOn), Body: BodyName(l, d.Body), What: joinWords(l.T(act+string(d.Act)), what),
		Section: d.Section, Record: d.RecordNumber, ToldBy: d.ToldBy, Planned: d.Status == Planned, Edition: names[d.Ref.ID],
	}
}

func joinWords(act, what string) string {
	if what == "" {
		return act
	}
	return act + ": " + what
}

// BodyName is the body in the reader's language; a body without a
// translation keeps its own name.
func BodyName(l text.Lang, body string) string {
	key := "decision.body." + body
	if text.Has(key) {
		return l.T(key)
	}
	return body
}

// editionNames names every edition that a decision can concern.
func editionNames(l text.Lang, all plan.Plan) map[string]string {
	names := map[string]string{}
	for _, e := range all.Editions {
		if d, ok := all.Document(e.DocumentID); ok {
			title, _ := d.Title.In(string(l))
			names[e.ID] = l.T("decision.edition", "Document", title, "Number", e.Number)
		}
	}
	return names
}

// draft is the form as it was filled in.
type draft struct {
	InForce, Edition, Body, Date, Section, Record, Act, Status, What string
	Faults                                                           []*fault.Error
	Editions                                                         []web.Option
}

func (p pages) form(w http.ResponseWriter, r *web.Request) error {
	d := draft{
		Edition: r.Text("edition", 80), Body: "aluehallitus", Act: string(Proposes), Status: string(Made),
	}
	return p.show(w, r, http.StatusOK, d)
}

func (p pages) show(w http.ResponseWriter, r *web.Request, status int, d draft) error {
	c, err := county(r)
	if err != nil {
		return err
	}
	if !MayRecord(r.Actor, c.Code) {
		return fault.New(fault.Denied, "decision.denied")
	}
	all, err := p.plans.Plan(r.Context(), c.Code)
	if err != nil {
		return err
	}
	names := editionNames(r.Lang, all)
	d.Editions = []web.Option{{Value: "", Text: r.Lang.T("decision.noEdition")}}
	for _, e := range all.Editions {
		if e.State == plan.Draft || e.State == plan.Proposed || e.ID == d.Edition {
			d.Editions = append(d.Editions, web.Option{Value: e.ID, Text: names[e.ID]})
		}
	}
	back := web.Link{Text: r.Lang.T("decision.title"), Href: home(r, c)}
	f := plan.StaffFrame(r, c, r.Lang.T("decision.new"), back)
	return web.Render(w, r, status, formPage(f, c, d))
}

func home(r *web.Request, c registry.County) string {
	return "/" + string(r.Lang) + "/staff/" + c.Slug + "/decisions"
}

func (p pages) record(w http.ResponseWriter, r *web.Request) error {
	c, err := county(r)
	if err != nil {
		return err
	}
	d := draft{
		Edition: r.Text("edition", 80), Body: r.Text("body", 80), Date: r.Text("held_on", 20), Section: r.Text("section", 10),
		Record: r.Text("record_number", 60), Act: r.Text("act", 20), Status: r.Text("status", 20), What: r.Text("what", 500),
		InForce: r.Text("in_force_from", 20),
	}
	err = r.Fault()
	if err == nil {
		_, err = p.s.Record(r.Context(), r.Actor, d.decision(c, r.Lang))
	}
	switch f := fault.Of(err); {
	case err == nil:
		r.Flash("decision.recorded")
		return web.Redirect(w, r, home(r, c))
	case f.Kind == fault.Invalid, f.Kind == fault.Conflict:
		d.Faults = []*fault.Error{f}
		return p.show(w, r, f.Kind.Status(), d)
	default:
		return err
	}
}

// decision is what the form says.
func (d draft) decision(c registry.County, l text.Lang) Decision {
	out := Decision{
		County: c.Code, Body: d.Body, HeldOn: isoDay(d.Date), Section: d.Section, RecordNumber: d.Record,
		Act: Act(d.Act), Status: Status(d.Status), InForceFrom: isoDay(d.InForce),
	}
	if d.What != "" {
		out.What = house.Texts{string(l): d.What}
	}
	if d.Edition != "" {
		out.Ref = house.Ref{Kind: "edition", ID: d.Edition}
	}
	return out
}

// isoDay reads a day as people in Finland write it, 13.6.2022, or as a date
// field sends it. What is no day comes back as it is.
func isoDay(s string) string {
	if t, err := time.Parse("2.1.2006", s); err == nil {
		return t.Format("2006-01-02")
	}
	return s
}

func sectionMark(s string) string {
	if _, err := strconv.Atoi(s); s == "" || err != nil && len(s) > 5 {
		return ""
	}
	return "§\u00a0" + s
}
