package publish

import (
	"encoding/xml"
	"net/http"

	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

type sitemapLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

type sitemapURL struct {
	Loc   string        `xml:"loc"`
	Links []sitemapLink `xml:"xhtml:link"`
}

type sitemapSet struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

// sitemap lists the pages a search engine should know, each in its languages.
func (s *Site) sitemap(w http.ResponseWriter, r *web.Request) error {
	plans, err := s.rooms.Plan.Plans(r.Context())
	if err != nil {
		return err
	}
	paths := []string{"/", "/about", "/accessibility", "/compare"}
	for _, c := range registry.All() {
		sh := &shelf{county: c, plan: plans[c.Code]}
		if c.Kind != registry.Invented || len(plans[c.Code].Documents) > 0 {
			paths = append(paths, sh.pages(s.day())...)
		}
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	if _, err := w.Write([]byte(xml.Header)); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(sitemapOf(origin(r), paths))
}

// pages lists a county's addresses without the language.
func (sh *shelf) pages(day string) []string {
	path := "/" + sh.county.Slug
	list := []string{path, path + "/rooms", path + "/made"}
	if d, found := sh.strategy(); found {
		if editions := sh.editions(d.ID); len(editions) > 0 {
			list = append(list, path+"/strategy", path+"/one-page", path+"/strategy/editions")
			for _, e := range editions {
				list = append(list, editionPath(path+"/strategy", e.Number))
			}
		}
	}
	for _, c := range sh.chambers(day) {
		list = append(list, path+"/rooms/"+c.slot.Slug)
		if c.filled {
			list = append(list, path+"/rooms/"+c.slot.Slug+"/text")
		}
	}
	return list
}

func sitemapOf(origin string, paths []string) sitemapSet {
	set := sitemapSet{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, path := range paths {
		var links []sitemapLink
		for _, l := range text.Languages {
			links = append(links, sitemapLink{"alternate", string(l), origin + "/" + string(l) + path})
		}
		for _, link := range links {
			set.URLs = append(set.URLs, sitemapURL{link.Href, links})
		}
	}
	return set
}

// origin is the site's own address as the request came to it.
func origin(r *web.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}
