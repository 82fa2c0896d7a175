package publish

import (
	"net/http"

	"github.com/katto-project/katto/internal/web"
)

func (s *Site) house(w http.ResponseWriter, r *web.Request) error {
	p, err := s.visit(r)
	if err != nil {
		return err
	}
	if _, _, err := p.readCurrent(); err != nil {
		return err
	}
	view := buildHouse(p.sh, p.v, p.path)
	description := view.Vision.Text
	if description == "" {
		description = p.v.t("house.lead")
	}
	return web.Render(w, r, http.StatusOK, housePage(p.frame(atHouse, view.Name, description), p.v, view))
}

func (s *Site) onePage(w http.ResponseWriter, r *web.Request) error {
	p, err := s.visit(r)
	if err != nil {
		return err
	}
	if _, _, err := p.readCurrent(); err != nil {
		return err
	}
	view := buildOnePage(p.sh, p.v, p.path, r.URL.Query().Get("paper"))
	f := p.frame(atStrategy, p.v.t("onePage.title"), p.v.t("onePage.description", "County", view.Name),
		web.Link{Text: p.v.t("menu.strategy"), Href: p.path + "/strategy"})
	return web.Render(w, r, http.StatusOK, onePage(f, p.v, view))
}

func (s *Site) made(w http.ResponseWriter, r *web.Request) error {
	p, err := s.visit(r)
	if err != nil {
		return err
	}
	view := buildMade(p.sh, p.v)
	f := p.frame(atMade, p.v.t("made.title"), p.v.t("made.description", "County", view.Name))
	return web.Render(w, r, http.StatusOK, madePage(f, p.v, view))
}
