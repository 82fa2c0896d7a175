package publish

import (
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/text"
)

// hitsPerPage is how many results stand on one page.
const hitsPerPage = 20

// SearchView is a search and what it found.
type SearchView struct {
	Name   string // the county searched, "" for all
	Query  string
	Asked  bool
	Found  string
	Hits   []SearchHit
	Before string // addresses of the pages before and after, "" for none
	After  string
	Wider  string // the same search over every county, "" when it is that
}

// SearchHit is one text found.
type SearchHit struct {
	Heading, Snippet []search.Piece
	Href, Lang       string
	County, Kind     string
}

// buildSearch shows one page, from 1, of all the hits.
func buildSearch(v *voice, county *registry.County, query string, page int, all []search.Hit) SearchView {
	view := SearchView{Query: query, Asked: strings.TrimSpace(query) != ""}
	here := "/" + string(v.lang) + "/search"
	if county != nil {
		view.Name = county.Display(v.lang)
		view.Wider = searchPath(here, query, 1)
		here = countyPath(v.lang, *county) + "/search"
	}
	if !view.Asked {
		return view
	}
	key := "found"
	if len(all) >= search.MaxHits {
		key = "foundAtLeast"
	}
	hits := v.once(all)
	total := len(hits)
	view.Found = v.t(key, "Count", total, "Query", query)
	for _, h := range hits[min((page-1)*hitsPerPage, total):min(page*hitsPerPage, total)] {
		view.Hits = append(view.Hits, v.hit(h, county == nil))
	}
	if page > 1 {
		view.Before = searchPath(here, query, page-1)
	}
	if page*hitsPerPage < total {
		view.After = searchPath(here, query, page+1)
	}
	return view
}

// once leaves one hit of each thing, in the place of its first: the same
// element can be found in many editions and languages. The page's language
// is preferred.
func (v *voice) once(hits []search.Hit) []search.Hit {
	var list []search.Hit
	at := map[house.Ref]int{}
	for _, h := range hits {
		i, seen := at[h.Ref]
		switch {
		case !seen || h.Ref.ID == "":
			at[h.Ref] = len(list)
			list = append(list, h)
		case h.Lang == v.lang && list[i].Lang != v.lang:
			list[i] = h
		}
	}
	return list
}

func (v *voice) hit(h search.Hit, withCounty bool) SearchHit {
	hit := SearchHit{Heading: h.Heading, Snippet: h.Snippet, Href: v.pathOf(h.Path), Kind: v.kindName(h.Kind)}
	if len(hit.Heading) == 0 {
		hit.Heading = []search.Piece{{Text: hit.Kind}}
	}
	if h.Lang != v.lang {
		hit.Lang = string(h.Lang)
	}
	if c, err := registry.ByCode(h.County); err == nil && withCounty {
		hit.County = v.called(c)
	}
	return hit
}

// pathOf is the page's address in the page's language: what is found in
// Finnish is shown on the Swedish page too, as it is.
func (v *voice) pathOf(path string) string {
	for _, l := range text.Languages {
		if rest, found := strings.CutPrefix(path, "/"+string(l)+"/"); found {
			path = "/" + rest
		}
	}
	return "/" + string(v.lang) + path
}

// kindName is the name of a kind of element or document; "" when there is
// none.
func (v *voice) kindName(kind string) string {
	for _, key := range []string{"publish.kind." + kind, "publish.document." + kind} {
		if kind != "" && text.Has(key) {
			return v.lang.T(key)
		}
	}
	return ""
}
