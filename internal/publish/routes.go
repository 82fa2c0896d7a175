package publish

import (
	"net/http"

	"github.com/katto-project/katto/internal/web"
)

// Routes registers the public site. Its addresses are permanent.
func Routes(rt *web.Router, s *Site) {
	rt.Open("GET /{$}", s.welcome)
	rt.Open("GET /sitemap.xml", s.sitemap)
	rt.Public("GET /{lang}", s.slash)
	rt.Public("GET /{lang}/{$}", s.front, "q")
	rt.Public("GET /{lang}/search", s.search, "q", "page")
	rt.Public("GET /{lang}/compare", s.counties, "counties")
	rt.Public("GET /{lang}/about", s.about)
	rt.Public("GET /{lang}/accessibility", s.accessibility)
	rt.Public("GET /{lang}/data", s.data)

	rt.Public("GET /{lang}/{county}", s.house)
	rt.Public("GET /{lang}/{county}/strategy", s.strategy)
	rt.Public("GET /{lang}/{county}/strategy/editions", s.editions)
	rt.Public("GET /{lang}/{county}/strategy/editions/{number}", s.edition)
	rt.Public("GET /{lang}/{county}/strategy/compare", s.compare, "from", "to", "view")
	rt.Public("GET /{lang}/{county}/one-page", s.onePage, "paper")
	rt.Public("GET /{lang}/{county}/made", s.made)
	rt.Public("GET /{lang}/{county}/data/{file}", s.dataFile)
	rt.Public("GET /{lang}/{county}/elements/{id}", s.element)
	rt.Public("GET /{lang}/{county}/search", s.searchCounty, "q", "page")
	rt.Public("GET /{lang}/{county}/rooms", s.roomList)
	rt.Public("GET /{lang}/{county}/rooms/{slot}", s.room)
	rt.Public("GET /{lang}/{county}/rooms/{slot}/text", s.roomText)
	rt.Public("GET /{lang}/{county}/rooms/{slot}/editions", s.roomEditions)
	rt.Public("GET /{lang}/{county}/rooms/{slot}/editions/{number}", s.roomEdition)
	rt.Public("GET /{lang}/{county}/rooms/{slot}/compare", s.roomCompare, "from", "to", "view")
}

// welcome sends a visitor to the front page in the language they prefer.
func (s *Site) welcome(w http.ResponseWriter, r *web.Request) error {
	w.Header().Add("Vary", "Accept-Language, Cookie")
	return web.Redirect(w, r, "/"+string(r.Lang)+"/")
}

// slash sends /fi to /fi/.
func (s *Site) slash(w http.ResponseWriter, r *web.Request) error {
	v, err := s.voiceOf(r)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/"+string(v.lang)+"/")
}
