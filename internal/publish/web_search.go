package publish

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// lastPage bounds how far a search can be leafed through.
const lastPage = search.MaxHits / hitsPerPage

func (s *Site) search(w http.ResponseWriter, r *web.Request) error {
	v, err := s.voiceOf(r)
	if err != nil {
		return err
	}
	view, err := s.find(r, v, nil)
	if err != nil {
		return err
	}
	f := siteFrame(r, v, "search", v.t("search.title"), v.t("search.description"))
	f.NoIndex = view.Asked
	return web.Render(w, r, http.StatusOK, searchPage(f, v, view))
}

func (s *Site) searchCounty(w http.ResponseWriter, r *web.Request) error {
	p, err := s.visit(r)
	if err != nil {
		return err
	}
	view, err := s.find(r, p.v, &p.sh.county)
	if err != nil {
		return err
	}
	f := p.frame(atSearch, p.v.t("search.title"), p.v.t("search.description"))
	f.NoIndex = view.Asked
	return web.Render(w, r, http.StatusOK, searchPage(f, p.v, view))
}

// find asks the search; county nil means every county.
func (s *Site) find(r *web.Request, v *voice, county *registry.County) (SearchView, error) {
	values := r.URL.Query()
	query := text.Plain(values.Get("q"), 200)
	page, _ := strconv.Atoi(values.Get("page"))
	page = min(max(page, 1), lastPage)
	q := search.Query{Text: query, County: house.AllCounties, Limit: search.MaxHits}
	if county != nil {
		q.County = county.Code
	}
	var hits []search.Hit
	var err error
	if query != "" {
		hits, _, err = s.rooms.Find(r.Context(), q)
	}
	return buildSearch(v, county, query, page, hits), err
}

func (s *Site) counties(w http.ResponseWriter, r *web.Request) error {
	v, err := s.voiceOf(r)
	if err != nil {
		return err
	}
	glances, err := s.glances(r.Context(), v.day)
	if err != nil {
		return err
	}
	var shelves []*shelf
	for _, slug := range chosenCounties(r.URL.Query()["counties"]) {
		sh, err := s.shelf(r.Context(), slug)
		if err != nil {
			return err
		}
		if e, found := standsFor(sh.plan, v.day); found {
			if err := s.read(r.Context(), sh, e.ID); err != nil {
				return err
			}
		}
		shelves = append(shelves, sh)
	}
	view := buildCounties(glances, shelves, v)
	f := siteFrame(r, v, "compare", v.t("compare.title"), v.t("compare.description"))
	f.Wide = len(view.Columns) > 2
	return web.Render(w, r, http.StatusOK, countiesPage(f, v, view))
}

// chosenCounties reads ?counties=a,b and ?counties=a&counties=b alike, each
// county once, and one more than fits, so that the page can say so.
func chosenCounties(values []string) []string {
	var slugs []string
	seen := map[string]bool{}
	for _, slug := range strings.Split(strings.Join(values, ","), ",") {
		if _, err := registry.BySlug(slug); err == nil && !seen[slug] && len(slugs) <= mostCompared {
			seen[slug] = true
			slugs = append(slugs, slug)
		}
	}
	return slugs
}
