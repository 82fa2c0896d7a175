package publish

import (
	"context"
	"net/http"

	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// glances reads every county's standing and, where there is a strategy, its
// elements.
func (s *Site) glances(ctx context.Context, day string) ([]glance, error) {
	plans, err := s.rooms.Plan.Plans(ctx)
	if err != nil {
		return nil, err
	}
	var list []glance
	for _, c := range registry.All() {
		g := glance{county: c, plan: plans[c.Code]}
		if g.edition, g.roofed = standsFor(g.plan, day); g.roofed {
			sh := &shelf{county: c, elements: elements{}}
			if err := s.read(ctx, sh, g.edition.ID); err != nil {
				return nil, err
			}
			g.tree = sh.tree(g.edition.ID)
		} else if c.Kind == registry.Invented {
			continue // a county nobody has built is no county
		}
		list = append(list, g)
	}
	return list, nil
}

func (s *Site) front(w http.ResponseWriter, r *web.Request) error {
	v, err := s.voiceOf(r)
	if err != nil {
		return err
	}
	glances, err := s.glances(r.Context(), v.day)
	if err != nil {
		return err
	}
	view := buildFront(glances, v, text.Plain(r.URL.Query().Get("q"), 100))
	f := siteFrame(r, v, "", v.t("front.title"), v.t("front.description"))
	return web.Render(w, r, http.StatusOK, frontPage(f, v, view))
}

func (s *Site) about(w http.ResponseWriter, r *web.Request) error {
	v, err := s.voiceOf(r)
	if err != nil {
		return err
	}
	f := siteFrame(r, v, "about", v.t("about.title"), v.t("about.description"))
	return web.Render(w, r, http.StatusOK, aboutPage(f, v))
}

func (s *Site) accessibility(w http.ResponseWriter, r *web.Request) error {
	v, err := s.voiceOf(r)
	if err != nil {
		return err
	}
	f := siteFrame(r, v, "accessibility", v.t("access.title"), v.t("access.description"))
	return web.Render(w, r, http.StatusOK, accessPage(f, v))
}
