package publish

import (
	"net/http"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/web"
)

func (s *Site) roomList(w http.ResponseWriter, r *web.Request) error {
	p, err := s.visit(r)
	if err != nil {
		return err
	}
	view := buildRooms(p.sh, p.v, p.path)
	f := p.frame(atRooms, p.v.t("rooms.title"), p.v.t("rooms.description", "County", view.Name))
	return web.Render(w, r, http.StatusOK, roomsPage(f, p.v, view))
}

func (s *Site) room(w http.ResponseWriter, r *web.Request) error {
	p, c, err := s.visitRoom(r)
	if err != nil {
		return err
	}
	view := buildRoom(p.sh, p.v, p.path, c)
	f := p.frame(atRooms, view.Text, p.v.t("room.description", "Room", view.Text, "County", view.Name), p.toRooms())
	return web.Render(w, r, http.StatusOK, roomPage(f, p.v, view))
}

// visitRoom reads the county and finds the room of the address.
func (s *Site) visitRoom(r *web.Request) (*visit, chamber, error) {
	p, err := s.visit(r)
	if err != nil {
		return nil, chamber{}, err
	}
	c, err := p.sh.room(r.PathValue("slot"), p.v.day)
	return p, c, err
}

func (p *visit) toRooms() web.Link {
	return web.Link{Text: p.v.t("menu.rooms"), Href: p.path + "/rooms"}
}

// roomPaper is the document in the room of the address; NotFound when its
// text is not here.
func (s *Site) roomPaper(r *web.Request) (paper, error) {
	p, c, err := s.visitRoom(r)
	if err != nil {
		return paper{}, err
	}
	if !c.filled {
		return paper{}, fault.New(fault.NotFound, "publish.noText")
	}
	base := p.path + "/rooms/" + c.slot.Slug
	title := p.v.title(c).Text
	return paper{p, c.document, base, base + "/text", atRooms, []web.Link{p.toRooms(), {Text: title, Href: base}}}, nil
}

func (s *Site) roomText(w http.ResponseWriter, r *web.Request) error {
	paper, err := s.roomPaper(r)
	if err != nil {
		return err
	}
	return paper.current(w)
}

func (s *Site) roomEditions(w http.ResponseWriter, r *web.Request) error {
	paper, err := s.roomPaper(r)
	if err != nil {
		return err
	}
	return paper.editions(w)
}

func (s *Site) roomEdition(w http.ResponseWriter, r *web.Request) error {
	paper, err := s.roomPaper(r)
	if err != nil {
		return err
	}
	return paper.edition(w, r.PathValue("number"))
}

func (s *Site) roomCompare(w http.ResponseWriter, r *web.Request) error {
	paper, err := s.roomPaper(r)
	if err != nil {
		return err
	}
	return paper.compare(w)
}
