package plan

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan/redline"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// conflictPage shows the text that was sent beside the one that was saved
// meanwhile; nothing that was typed is lost.
type conflictPage struct {
	elementPage // Element is the sent one, with the version to save it over
	Theirs      Element
	Fields      []conflictField
}

// conflictField is one field in which the two differ.
type conflictField struct {
	Label  string
	Lang   string // of the content, "" when it is the page's
	Yours  string
	Theirs string
	Words  []redline.Piece // from theirs to yours
}

func showConflict(w http.ResponseWriter, r *web.Request, v editionView, c *EditConflict) error {
	yours := c.Yours
	yours.Version = c.Theirs.Version
	page := conflictPage{elementPage: elementPage{editionView: v, Element: yours, Joining: true}, Theirs: c.Theirs}
	page.Fields = v.differing(c.Yours, c.Theirs)
	if len(page.Fields) == 0 { // both wrote the same, or only its place changed
		r.Flash("plan.flash.same")
		return web.Redirect(w, r, v.elementPath(yours.ID))
	}
	up := web.Link{Text: v.called(c.Theirs).Text, Href: v.elementPath(yours.ID)}
	f := v.frame(r, v.t("conflict.title"), up)
	return web.Render(w, r, http.StatusConflict, conflictTempl(f, page))
}

// differing lists the fields in which two states of an element differ.
func (v editionView) differing(yours, theirs Element) []conflictField {
	var list []conflictField
	add := func(label, lang, a, b string) {
		if a == b {
			return
		}
		if lang == string(v.l) {
			lang = ""
		}
		list = append(list, conflictField{label, lang, a, b, redline.Words(b, a)})
	}
	add(v.t("field.kind"), "", v.kindName(yours.Kind), v.kindName(theirs.Kind))
	for _, l := range text.Languages {
		lang := string(l)
		in := ", " + v.t("lang."+lang)
		add(v.t("field.title")+in, lang, yours.Title[lang], theirs.Title[lang])
		add(v.t("field.body")+in, lang, yours.Body[lang], theirs.Body[lang])
		add(v.t("field.deeds")+in, lang, deedLines(yours.Deeds, lang), deedLines(theirs.Deeds, lang))
	}
	add(v.t("field.years"), "", text.Years(int(yours.StartYear), int(yours.EndYear)), text.Years(int(theirs.StartYear), int(theirs.EndYear)))
	add(v.t("field.areas"), "", v.areaNames(yours.Areas), v.areaNames(theirs.Areas))
	return list
}

func deedLines(deeds []house.Texts, lang string) string {
	var lines []string
	for _, d := range deeds {
		lines = append(lines, d[lang])
	}
	return trim(strings.Join(lines, "\n"))
}

func (v editionView) areaNames(ids []string) string {
	var names []string
	for _, a := range v.Areas {
		if slices.Contains(ids, a.ID) {
			names = append(names, v.areaName(a).Text)
		}
	}
	return strings.Join(names, ", ")
}

// carried is the whole of an element as the form's fields, to be sent again
// as it is.
func carried(e Element) [][2]string {
	list := [][2]string{{"version", itoa(e.Version)}, {"kind", string(e.Kind)}, {"start_year", yearText(e.StartYear)}, {"end_year", yearText(e.EndYear)}}
	for _, l := range text.Languages {
		lang := string(l)
		list = append(list, [2]string{"title-" + lang, e.Title[lang]}, [2]string{"body-" + lang, e.Body[lang]})
		for i, d := range e.Deeds {
			list = append(list, [2]string{"deed-" + strconv.Itoa(i) + "-" + lang, d[lang]})
		}
	}
	for _, a := range e.Areas {
		list = append(list, [2]string{"area", a})
	}
	return list
}
