package plan

import (
	"context"
	"net/http"
	"slices"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// deskPage is the county's first staff page.
type deskPage struct {
	desk
	Plan      Plan
	Documents []documentView
	Rooms     []Slot
	Todo      []Todo
}

// documentView is a document with its editions, the newest first.
type documentView struct {
	Document Document
	Editions []Edition
	Seats    int
}

// rank puts the roof first, then the documents in the order their kinds have.
func (v documentView) rank() int {
	return slices.Index(DocumentKinds, v.Document.Kind) + 1
}

func (p pages) desk(w http.ResponseWriter, r *web.Request) error {
	d, all, err := p.planAt(r)
	if err != nil {
		return err
	}
	status, err := p.s.Status(r.Context(), all)
	if err != nil {
		return err
	}
	waiting := 0
	if p.rooms.Sources != nil {
		if waiting, err = p.rooms.Sources.Waiting(r.Context(), d.c.Code); err != nil {
			return err
		}
	}
	page := deskPage{desk: d, Plan: all, Rooms: all.Slots, Todo: status.Todo(r.Lang, r.Actor, d.c, waiting)}
	for _, doc := range all.Documents {
		view := documentView{Document: doc}
		for _, e := range all.EditionsOf(doc.ID) {
			view.Editions = append([]Edition{e}, view.Editions...)
		}
		page.Documents = append(page.Documents, view)
	}
	slices.SortStableFunc(page.Documents, func(a, b documentView) int { return a.rank() - b.rank() })
	f := StaffFrame(r, d.c, d.c.Display(r.Lang))
	return web.Render(w, r, http.StatusOK, deskTempl(f, page))
}

// newDraft makes a draft from an edition; without one it starts the county's
// strategy from an empty page.
func (p pages) newDraft(w http.ResponseWriter, r *web.Request) error {
	d, err := p.at(r)
	if err != nil {
		return err
	}
	base, document := r.Text("based_on", 100), r.Text("document", 100)
	if err := r.Fault(); err != nil {
		return err
	}
	e, err := p.startDraft(r.Context(), r.Actor, d, document, base)
	if err != nil {
		return err
	}
	r.Flash("plan.flash.draft", "Number", e.Number)
	return web.Redirect(w, r, d.path("editions", e.ID))
}

func (p pages) startDraft(ctx context.Context, by house.Actor, d desk, document, base string) (Edition, error) {
	if base == "" && document == "" {
		return p.s.StartStrategy(ctx, by, d.c)
	}
	return p.s.NewDraft(ctx, by, d.c.Code, document, base)
}

// days lists the edition's dates as pairs of word and date.
func (d desk) days(e Edition) [][2]string {
	var list [][2]string
	for _, x := range [][2]string{
		{"proposedOn", e.ProposedOn},
		{"returnedOn", e.ReturnedOn},
		{"approvedOn", e.ApprovedOn},
		{"inForceFrom", e.InForceFrom},
		{"supersededOn", e.SupersededOn},
	} {
		if x[1] != "" {
			list = append(list, [2]string{d.t(x[0]), d.l.Date(x[1])})
		}
	}
	if len(list) == 0 && !e.CreatedAt.IsZero() {
		made := e.CreatedAt.In(text.Zone).Format("2006-01-02")
		list = append(list, [2]string{d.t("createdAt"), d.l.Date(made)})
	}
	return list
}
