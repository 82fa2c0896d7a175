package people

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// auditPageSize is how many rows a page has.
const auditPageSize = 50

// auditList is one page of the audit log.
type auditList struct {
	chooser
	Lines  []auditLine
	Older  string // address of the next page, "" on the last
	Newest string // address of the first page, "" on it
}

// auditLine is a row as a person reads it.
type auditLine struct {
	At     time.Time
	Who    string
	What   string
	County string
}

func (p pages) showAudit(w http.ResponseWriter, r *web.Request) error {
	page := auditList{chooser: choose(r)}
	before := text.Plain(r.URL.Query().Get("before"), 60)
	entries, err := p.s.Audit(r.Context(), r.Actor, page.Chosen, before, auditPageSize+1)
	if err != nil {
		return err
	}
	if len(entries) > auditPageSize {
		entries = entries[:auditPageSize]
		page.Older = auditHref(r, page.Chosen, entries[auditPageSize-1].ID)
	}
	if before != "" {
		page.Newest = auditHref(r, page.Chosen, "")
	}
	for _, e := range entries {
		page.Lines = append(page.Lines, lineOf(r.Lang, e))
	}
	f := staffFrame(r, r.Lang.T("people.audit.title"))
	return web.Render(w, r, http.StatusOK, auditPage(f, page))
}

func auditHref(r *web.Request, county house.County, before string) string {
	query := url.Values{"county": {string(county)}}
	if before != "" {
		query.Set("before", before)
	}
	return "/" + string(r.Lang) + "/staff/audit?" + query.Encode()
}

func lineOf(l text.Lang, e audit.Entry) auditLine {
	who := e.Actor.Name
	if who == "" {
		who = l.T("people.audit.visitor")
	}
	return auditLine{At: e.At, Who: who, What: sentence(l, e), County: countyName(l, e.County)}
}

// sentence is the text "audit."+act of the room that wrote the row. A detail
// "name" is its {{.Name}}; a role comes in words, a count as a number.
func sentence(l text.Lang, e audit.Entry) string {
	key := "audit." + e.Act
	if !text.Has(key) {
		return l.T("people.audit.unknown", "Act", e.Act)
	}
	args := map[string]any{"Actor": e.Actor.Name}
	for name, value := range e.Detail {
		args[capital(name)] = detail(l, name, value)
	}
	return strings.ReplaceAll(l.Map(key, args), "<no value>", "–") // of an old row that lacks a newer text's detail
}

func detail(l text.Lang, name, value string) any {
	switch name {
	case "role":
		return roleName(l, house.Role(value))
	case "count":
		if n, err := strconv.Atoi(value); err == nil {
			return n
		}
	}
	return value
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
