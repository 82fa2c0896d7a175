package publish

import (
	"net/http"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/web"
)

// paper is a document that can be read: the strategy, or the one in a room.
// All its pages stand under base; text is where its current edition is read.
type paper struct {
	*visit
	document   plan.Document
	base, text string
	at         string
	trail      []web.Link
}

// strategyPaper is the county's strategy; NotFound when none is public.
func (s *Site) strategyPaper(r *web.Request) (paper, error) {
	p, err := s.visit(r)
	if err != nil {
		return paper{}, err
	}
	d, found := p.sh.strategy()
	if !found || len(p.sh.editions(d.ID)) == 0 {
		return paper{}, fault.New(fault.NotFound, "publish.noStrategy")
	}
	return paper{p, d, p.path + "/strategy", p.path + "/strategy", atStrategy, nil}, nil
}

func (s *Site) strategy(w http.ResponseWriter, r *web.Request) error {
	paper, err := s.strategyPaper(r)
	if err != nil {
		return err
	}
	return paper.current(w)
}

func (s *Site) editions(w http.ResponseWriter, r *web.Request) error {
	paper, err := s.strategyPaper(r)
	if err != nil {
		return err
	}
	return paper.editions(w)
}

func (s *Site) edition(w http.ResponseWriter, r *web.Request) error {
	paper, err := s.strategyPaper(r)
	if err != nil {
		return err
	}
	return paper.edition(w, r.PathValue("number"))
}

func (s *Site) compare(w http.ResponseWriter, r *web.Request) error {
	paper, err := s.strategyPaper(r)
	if err != nil {
		return err
	}
	return paper.compare(w)
}

// current shows the edition that stands today.
func (p paper) current(w http.ResponseWriter) error {
	e, _ := p.sh.plan.Current(p.document.ID, p.v.day)
	return p.show(w, e, p.trail)
}

// edition shows the edition with the number.
func (p paper) edition(w http.ResponseWriter, number string) error {
	e, err := p.sh.edition(p.document.ID, number)
	if err != nil {
		return err
	}
	return p.show(w, e, append(p.trail, p.toText()))
}

func (p paper) toText() web.Link {
	return web.Link{Text: p.v.documentTitle(p.document).Text, Href: p.text}
}

func (p paper) show(w http.ResponseWriter, e plan.Edition, trail []web.Link) error {
	if err := p.read(e); err != nil {
		return err
	}
	view := buildRead(p.sh, p.v, p.document, e, reading{p.path, p.base})
	title := view.Title
	if len(trail) > len(p.trail) {
		title = p.v.t("editionNumber", "Number", e.Number)
	}
	f := p.frame(p.at, title, p.v.t("read.description", "Title", view.Title, "County", view.Name), trail...)
	if f.Canonical = view.Permanent; len(trail) == len(p.trail) {
		f.Canonical = p.text // today's edition is found under the document's own address
	}
	return web.Render(w, p.Request, http.StatusOK, readPage(f, p.v, view))
}

func (p paper) editions(w http.ResponseWriter) error {
	view := buildEditions(p.sh, p.v, p.document, p.base)
	f := p.frame(p.at, p.v.t("editions.title"), p.v.t("editions.description", "Title", view.Title.Text, "County", view.Name),
		append(p.trail, p.toText())...)
	return web.Render(w, p.Request, http.StatusOK, editionsPage(f, p.v, view))
}

// compare shows two editions against each other: those asked for, else the
// newest and the one before it.
func (p paper) compare(w http.ResponseWriter) error {
	query := p.URL.Query()
	from, to, err := p.pair(query.Get("from"), query.Get("to"))
	if err != nil {
		return err
	}
	for _, e := range []plan.Edition{from, to} {
		if err := p.read(e); err != nil {
			return err
		}
	}
	side := query.Get("view") == "side"
	view := buildCompare(p.sh, p.v, p.document, from, to, p.base, side)
	f := p.frame(p.at, p.v.t("change.title"), p.v.t("change.description", "Title", view.Title.Text, "County", view.Name),
		append(p.trail, p.toText())...)
	f.Wide = side
	return web.Render(w, p.Request, http.StatusOK, comparePage(f, p.v, view))
}

func (p paper) pair(from, to string) (a, b plan.Edition, err error) {
	editions := p.sh.editions(p.document.ID)
	if len(editions) < 2 {
		return a, b, fault.New(fault.NotFound, "publish.oneEdition")
	}
	a, b = editions[1], editions[0]
	if from != "" {
		if a, err = p.sh.edition(p.document.ID, from); err != nil {
			return a, b, err
		}
	}
	if to != "" {
		b, err = p.sh.edition(p.document.ID, to)
	}
	return a, b, err
}

func (s *Site) element(w http.ResponseWriter, r *web.Request) error {
	p, err := s.visit(r)
	if err != nil {
		return err
	}
	for _, e := range p.sh.plan.Editions {
		if e.Public {
			if err := p.read(e); err != nil {
				return err
			}
		}
	}
	spots := p.sh.spotsOf(r.PathValue("id"), p.v.day)
	if len(spots) == 0 {
		return fault.New(fault.NotFound, "publish.noElement")
	}
	view := buildElement(p.sh, p.v, p.path, spots)
	f := p.frame(atStrategy, view.Title.Text, view.Kind+". "+view.Name,
		web.Link{Text: p.v.documentTitle(spots[0].document).Text, Href: view.Href})
	return web.Render(w, r, http.StatusOK, elementPage(f, p.v, view))
}
