package overview

import (
	"net/http"
	"slices"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/plan/compare"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// Routes registers the staff pages over many rooms.
func Routes(rt *web.Router, rooms Rooms) {
	rt.Staff("GET /{lang}/staff", rooms.desk)
	rt.Staff("GET /{lang}/staff/{county}/editions/{id}/changes", rooms.changes)
}

// desk is where a person comes after signing in. With one county it is that
// county's own desk.
func (r Rooms) desk(w http.ResponseWriter, req *web.Request) error {
	list := counties(req.Actor)
	if len(list) == 1 {
		return web.Redirect(w, req, plan.DeskPath(req.Lang, list[0]))
	}
	begun, others, err := r.desks(req.Context(), req.Lang, req.Actor, list)
	if err != nil {
		return err
	}
	f := req.Frame(req.Lang.T("overview.desk"))
	f.Nav, f.NoIndex = people.StaffNav(req.Lang, req.Actor, req.URL.Path), true
	return web.Render(w, req, http.StatusOK, deskTempl(f, begun, others))
}

// changes compares an edition with the one it was made from. lang chooses
// whose words are shown; without it they are the reader's, if the edition has
// them.
func (r Rooms) changes(w http.ResponseWriter, req *web.Request) error {
	x, err := r.compared(req)
	if err != nil {
		return err
	}
	name := req.Lang.T("plan.editionName", "Document", documentName(req.Lang, x.Document), "Number", x.Edition.Number)
	up := web.Link{Text: name, Href: editionPath(req.Lang, x.County, x.Edition)}
	f := plan.StaffFrame(req, x.County, req.Lang.T("overview.changes"), up)
	return web.Render(w, req, http.StatusOK, changesTempl(f, x))
}

func (r Rooms) compared(req *web.Request) (changes, error) {
	c, err := registry.BySlug(req.PathValue("county"))
	if err != nil {
		return changes{}, err
	}
	x := changes{County: c}
	if !plan.MayRead(req.Actor, c.Code) {
		return x, fault.New(fault.Denied, "plan.denied")
	}
	ctx := req.Context()
	if x.Edition, err = r.Plans.Edition(ctx, c.Code, req.PathValue("id")); err != nil {
		return x, err
	}
	if x.Edition.BasedOn == "" {
		return x, fault.New(fault.NotFound, "overview.noBase")
	}
	if x.Base, err = r.Plans.Edition(ctx, c.Code, x.Edition.BasedOn); err != nil {
		return x, err
	}
	all, err := r.Plans.Plan(ctx, c.Code)
	if err != nil {
		return x, err
	}
	x.Document, _ = all.Document(x.Edition.DocumentID)
	before, err := r.Plans.Elements(ctx, c.Code, x.Base.ID)
	if err != nil {
		return x, err
	}
	after, err := r.Plans.Elements(ctx, c.Code, x.Edition.ID)
	if err != nil {
		return x, err
	}
	x.Langs = spoken(before, after)
	x.Lang = chosen(req, x.Langs)
	x.List, x.Counts = different(compare.Editions(before, after, string(x.Lang)))
	return x, nil
}

// chosen is the language whose words are compared.
func chosen(req *web.Request, langs []text.Lang) text.Lang {
	if asked, ok := text.Parse(req.URL.Query().Get("lang")); ok && slices.Contains(langs, asked) {
		return asked
	}
	if len(langs) == 0 || slices.Contains(langs, req.Lang) {
		return req.Lang
	}
	return langs[0]
}

// spoken lists the languages that either edition has a text in.
func spoken(editions ...[]plan.Element) []text.Lang {
	var list []text.Lang
	for _, l := range text.Languages {
		has := func(e plan.Element) bool { return e.Title[string(l)] != "" || e.Body[string(l)] != "" }
		if slices.ContainsFunc(editions, func(all []plan.Element) bool { return slices.ContainsFunc(all, has) }) {
			list = append(list, l)
		}
	}
	return list
}

func documentName(l text.Lang, d plan.Document) string {
	name, _ := d.Title.In(string(l))
	return name
}

func editionPath(l text.Lang, c registry.County, e plan.Edition) string {
	return plan.DeskPath(l, c) + "/editions/" + e.ID
}
