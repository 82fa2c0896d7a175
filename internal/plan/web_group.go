package plan

import (
	"net/http"
	"slices"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/web"
)

// groupPage is a document's working group: posts, and who sits there.
type groupPage struct {
	desk
	Document Document
	Seats    []Seat
	Users    []people.User // only for those who may arrange
	Tried    Seat          // the seat that was sent and refused
	Faults   []*fault.Error
}

func (p pages) groupOf(r *web.Request) (groupPage, error) {
	d, err := p.at(r)
	page := groupPage{desk: d}
	if err != nil {
		return page, err
	}
	if page.Document, err = p.s.DocumentOf(r.Context(), d.c.Code, r.PathValue("document")); err != nil {
		return page, err
	}
	if page.Seats, err = p.s.Seats(r.Context(), d.c.Code, page.Document.ID); err != nil {
		return page, err
	}
	if d.mayArrange() && p.rooms.People != nil {
		page.Users, err = p.rooms.People.List(r.Context(), r.Actor, d.c.Code)
	}
	return page, err
}

func (p pages) group(w http.ResponseWriter, r *web.Request) error {
	page, err := p.groupOf(r)
	if err != nil {
		return err
	}
	return showGroup(w, r, page)
}

func showGroup(w http.ResponseWriter, r *web.Request, page groupPage) error {
	f := StaffFrame(r, page.c, page.title())
	return web.Render(w, r, statusOf(page.Faults), groupTempl(f, page))
}

func (p groupPage) title() string {
	return p.t("group.title", "Document", p.words(p.Document.Title).Text)
}

// options are the people who may be chosen: those in use with a role here,
// and whoever sits there now.
func (p groupPage) options(now string) []web.Option {
	list := []web.Option{{Value: "", Text: p.t("group.vacant")}}
	for _, u := range p.Users {
		if u.Active || u.ID == now {
			list = append(list, web.Option{Value: u.ID, Text: u.Name})
		}
	}
	return list
}

// draft is the seat as the form should show it: what was sent, if it was
// refused.
func (p groupPage) draft(x Seat) Seat {
	if len(p.Faults) > 0 && p.Tried.ID == x.ID {
		return p.Tried
	}
	return x
}

// seat finds a seat of the document; false when it is another's.
func (p groupPage) seat(id string) (Seat, bool) {
	for _, x := range p.Seats {
		if x.ID == id {
			return x, true
		}
	}
	return Seat{}, false
}

// saveSeat adds a seat (no id) or changes one.
func (p pages) saveSeat(w http.ResponseWriter, r *web.Request) error {
	page, err := p.groupOf(r)
	if err != nil {
		return err
	}
	if err := allowed(page.mayArrange()); err != nil {
		return err
	}
	x := Seat{
		ID: r.Text("seat", 100), County: page.c.Code, DocumentID: page.Document.ID,
		Post: textsOf(r, "post", MaxTitle, false), MayEdit: r.Text("may_edit", 3) == "yes", UserID: r.Text("user", 100),
	}
	if err = r.Fault(); err == nil {
		err = page.check(x)
	}
	if err == nil {
		_, err = p.s.SaveSeat(r.Context(), r.Actor, x)
	}
	if err != nil {
		faults, ok := faultsOf(err)
		if !ok {
			return err
		}
		page.Tried, page.Faults = x, faults
		return showGroup(w, r, page)
	}
	r.Flash("plan.flash.seat")
	return web.Redirect(w, r, page.here())
}

// check refuses a seat of another document and a person without a role here.
func (p groupPage) check(x Seat) error {
	if _, there := p.seat(x.ID); x.ID != "" && !there {
		return fault.New(fault.NotFound, "plan.noSeat")
	}
	known := slices.ContainsFunc(p.Users, func(u people.User) bool { return u.ID == x.UserID })
	if x.UserID != "" && !known {
		return fault.New(fault.Invalid, "plan.notHere").On("user")
	}
	return nil
}

func (p groupPage) here() string { return p.path("documents", p.Document.ID, "group") }

// removeSeatPage asks before a seat goes.
type removeSeatPage struct {
	groupPage
	Seat Seat
}

func (p pages) removingSeat(r *web.Request) (removeSeatPage, error) {
	page, err := p.groupOf(r)
	if err == nil {
		err = allowed(page.mayArrange())
	}
	if err != nil {
		return removeSeatPage{groupPage: page}, err
	}
	x, there := page.seat(r.PathValue("seat"))
	if !there {
		err = fault.New(fault.NotFound, "plan.noSeat")
	}
	return removeSeatPage{page, x}, err
}

func (p pages) showRemoveSeat(w http.ResponseWriter, r *web.Request) error {
	page, err := p.removingSeat(r)
	if err != nil {
		return err
	}
	f := StaffFrame(r, page.c, page.t("group.remove"), web.Link{Text: page.title(), Href: page.here()})
	return web.Render(w, r, http.StatusOK, removeSeatTempl(f, page))
}

func (p pages) removeSeat(w http.ResponseWriter, r *web.Request) error {
	page, err := p.removingSeat(r)
	if err != nil {
		return err
	}
	if err := p.s.RemoveSeat(r.Context(), r.Actor, page.c.Code, page.Seat.ID); err != nil {
		return err
	}
	r.Flash("plan.flash.seatRemoved")
	return web.Redirect(w, r, page.here())
}
