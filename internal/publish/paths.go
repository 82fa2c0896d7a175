package publish

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/plan"
)

// editionPath is the permanent address of an edition under its document's.
func editionPath(base string, number int64) string {
	return base + "/editions/" + strconv.FormatInt(number, 10)
}

// comparePath is the comparison of two editions; view is "" for the usual.
func comparePath(base string, from, to int64, view string) string {
	path := base + "/compare?from=" + strconv.FormatInt(from, 10) + "&to=" + strconv.FormatInt(to, 10)
	if view != "" {
		path += "&view=" + view
	}
	return path
}

// elementPath is the address of one element's own page.
func elementPath(county string, e plan.Element) string {
	return county + "/elements/" + url.PathEscape(e.ID)
}

// searchPath is a page of a search, from 1.
func searchPath(path, query string, page int) string {
	path += "?q=" + url.QueryEscape(query)
	if page > 1 {
		path += "&page=" + strconv.Itoa(page)
	}
	return path
}

// compareWith compares the house's county with others.
func compareWith(v *voice, h HouseView) string {
	slug := h.Path[strings.LastIndex(h.Path, "/")+1:]
	return "/" + string(v.lang) + "/compare?counties=" + slug
}

// sideView is the value of a comparison's view in its form.
func sideView(side bool) string {
	if side {
		return "side"
	}
	return ""
}
