package plan

import (
	"net/http"
	"slices"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// languagesOf lists the languages an edition should have: those the county's
// texts must be in, and those somebody has begun to write.
func languagesOf(c registry.County, elements []Element) []text.Lang {
	var list []text.Lang
	for _, l := range text.Languages {
		if slices.Contains(c.Languages, l) || slices.ContainsFunc(elements, func(e Element) bool { return speaks(e, l) }) {
			list = append(list, l)
		}
	}
	return list
}

func speaks(e Element, l text.Lang) bool {
	return e.Title[string(l)] != "" || e.Body[string(l)] != "" ||
		slices.ContainsFunc(e.Deeds, func(d house.Texts) bool { return d[string(l)] != "" })
}

// lacking lists the element's fields (title, body, deeds) that some language
// has and l lacks.
func lacking(e Element, l text.Lang) []string {
	var fields []string
	lacks := func(t house.Texts) bool { return t[string(l)] == "" && !empty(t) }
	if lacks(e.Title) {
		fields = append(fields, "title")
	}
	if lacks(e.Body) {
		fields = append(fields, "body")
	}
	if slices.ContainsFunc(e.Deeds, lacks) {
		fields = append(fields, "deeds")
	}
	return fields
}

// languageRow is one element of the table of languages.
type languageRow struct {
	Element Element
	Depth   int
	Lacks   [][]string // fields, a list a language
}

type languagesPage struct {
	editionView
	Rows      []languageRow
	Counts    []int // texts missing, a number a language
	Only      bool  // only elements that lack something
	AllLacked int
}

func (p pages) languages(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	page := languagesPage{editionView: v, Counts: make([]int, len(v.Languages)), Only: r.Text("all", 3) == ""}
	Walk(v.Tree, func(n *Node, depth int) {
		row, any := languageRow{Element: n.Element, Depth: depth}, false
		for i, l := range v.Languages {
			lacks := lacking(n.Element, l)
			row.Lacks = append(row.Lacks, lacks)
			page.Counts[i] += len(lacks)
			any = any || len(lacks) > 0
		}
		if any {
			page.AllLacked++
		}
		if any || !page.Only {
			page.Rows = append(page.Rows, row)
		}
	})
	if err := r.Fault(); err != nil {
		return err
	}
	f := v.frame(r, v.t("languages.title"))
	return web.Render(w, r, http.StatusOK, languagesTempl(f, page))
}

// countyLanguage is one edition in the county's summary of languages.
type countyLanguage struct {
	Edition   Edition
	Document  Document
	Languages []text.Lang
	Counts    []int
}

func (p pages) countyLanguages(w http.ResponseWriter, r *web.Request) error {
	d, all, err := p.planAt(r)
	if err != nil {
		return err
	}
	var list []countyLanguage
	for _, e := range all.Editions {
		current, _ := all.Current(e.DocumentID, d.day)
		if e.State != Draft && e.ID != current.ID {
			continue
		}
		elements, err := p.s.Elements(r.Context(), d.c.Code, e.ID)
		if err != nil {
			return err
		}
		x := countyLanguage{Edition: e, Languages: languagesOf(d.c, elements)}
		x.Document, _ = all.Document(e.DocumentID)
		x.Counts = make([]int, len(x.Languages))
		for _, el := range elements {
			for i, l := range x.Languages {
				x.Counts[i] += len(lacking(el, l))
			}
		}
		list = append(list, x)
	}
	f := StaffFrame(r, d.c, d.t("languages.title"))
	return web.Render(w, r, http.StatusOK, countyLanguagesTempl(f, d, list))
}

// fieldAnchor is the id of an element form's field in a language.
func fieldAnchor(field, lang string) string {
	if field == "deeds" {
		return "deeds"
	}
	return field + "-" + lang
}
