package plan

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// People is what the pages ask of the people room: who may sit in a working
// group. List is denied to whoever may not arrange the county.
type People interface {
	List(ctx context.Context, by house.Actor, county house.County) ([]people.User, error)
}

// Sources is what the pages ask of the intake room: how many sources wait for
// somebody to review what was read.
type Sources interface {
	Waiting(ctx context.Context, county house.County) (int, error)
}

// Rooms are the other rooms the pages ask. Sources may be nil.
type Rooms struct {
	People  People
	Sources Sources
}

type pages struct {
	s     *Service
	rooms Rooms
}

// Routes registers the room's staff pages.
func Routes(rt *web.Router, s *Service, rooms Rooms) {
	p := pages{s, rooms}
	county := "/{lang}/staff/{county}"
	both := func(path string, show, act web.Handler) {
		rt.Staff("GET "+county+path, show)
		rt.Staff("POST "+county+path, act)
	}
	rt.Staff("GET "+county, p.desk)
	rt.Staff("POST "+county+"/drafts", p.newDraft)
	rt.Staff("GET "+county+"/languages", p.countyLanguages)

	edition := "/editions/{id}"
	both(edition, p.edition, p.saveFacts)
	rt.Staff("GET "+county+edition+"/languages", p.languages)
	rt.Staff("POST "+county+edition+"/comments", p.comment)
	rt.Staff("POST "+county+edition+"/comments/{comment}", p.resolve)
	both(edition+"/elements/new", p.newElement, p.addElement)
	element := edition + "/elements/{element}"
	both(element, p.element, p.saveElement)
	rt.Staff("POST "+county+element+"/move", p.move)
	rt.Staff("POST "+county+element+"/split", p.split)
	both(element+"/merge", p.showMerge, p.merge)
	both(element+"/remove", p.showRemove, p.remove)

	rt.Staff("GET "+county+"/rooms", p.slots)
	both("/rooms/new", p.newSlot, p.addSlot)
	both("/rooms/{slot}", p.slot, p.saveSlot)
	both("/rooms/{slot}/remove", p.showRemoveSlot, p.removeSlot)
	rt.Staff("POST "+county+"/rooms/{slot}/document", p.startDocument)
	both("/areas", p.areas, p.saveArea)
	group := "/documents/{document}/group"
	both(group, p.group, p.saveSeat)
	both(group+"/{seat}/remove", p.showRemoveSeat, p.removeSeat)
}

// desk is where a staff page stands: the county, who reads it, and the words.
type desk struct {
	l     text.Lang
	c     registry.County
	actor house.Actor
	day   string // ISO date in Finland
}

// at finds the county of the address; Denied unless the actor has a role in
// it.
func (p pages) at(r *web.Request) (desk, error) {
	c, err := registry.BySlug(r.PathValue("county"))
	if err != nil {
		return desk{}, err
	}
	d := desk{l: r.Lang, c: c, actor: r.Actor, day: p.s.now().In(text.Zone).Format("2006-01-02")}
	return d, allowed(MayRead(r.Actor, c.Code))
}

// planAt is at with the county's plan.
func (p pages) planAt(r *web.Request) (desk, Plan, error) {
	d, err := p.at(r)
	if err != nil {
		return d, Plan{}, err
	}
	all, err := p.s.Plan(r.Context(), d.c.Code)
	return d, all, err
}

// arranging is at for those who may change rooms and seats.
func (p pages) arranging(r *web.Request) (desk, error) {
	d, err := p.at(r)
	if err != nil {
		return d, err
	}
	return d, allowed(d.mayArrange())
}

func (d desk) mayArrange() bool { return MayArrange(d.actor, d.c.Code) }

// mayDraft tells whether the actor may make a new draft.
func (d desk) mayDraft() bool { return d.actor.Can(house.Editor, d.c.Code) }

// t is a text of the room's pages.
func (d desk) t(key string, args ...any) string { return d.l.T("plan."+key, args...) }

// path is an address under the county's desk; parts are escaped.
func (d desk) path(parts ...string) string {
	path := DeskPath(d.l, d.c)
	for _, part := range parts {
		path += "/" + url.PathEscape(part)
	}
	return path
}

// phrase is a county's own text with the language it came in, "" when that is
// the page's own.
type phrase struct{ Text, Lang string }

func (d desk) words(t house.Texts) phrase {
	s, from := t.In(string(d.l))
	if from == string(d.l) {
		from = ""
	}
	return phrase{s, from}
}

// called is an element's title, else the beginning of its text.
func (d desk) called(e Element) phrase {
	if w := d.words(e.Title); w.Text != "" {
		return w
	}
	w := d.words(e.Body)
	w.Text, _, _ = strings.Cut(w.Text, "\n")
	if r := []rune(w.Text); len(r) > 90 {
		w.Text = trim(string(r[:88])) + "…"
	}
	return w
}

// state is what an edition is today, as a mark and a word.
func (d desk) state(e Edition) (mark, word string) {
	standing := string(e.Standing(d.day))
	return standing, d.t("standing." + standing)
}

// period is the edition's years, "" when they are unknown.
func period(e Edition) string { return text.Years(int(e.StartYear), int(e.EndYear)) }

// editionName is "Strategia, versio 2".
func (d desk) editionName(doc Document, e Edition) string {
	return d.t("editionName", "Document", d.words(doc.Title).Text, "Number", e.Number)
}

// faultsOf is what to show on the form again; false for what is a page of its
// own.
func faultsOf(err error) ([]*fault.Error, bool) {
	f := fault.Of(err)
	if f.Kind == fault.Invalid || f.Kind == fault.Conflict {
		return []*fault.Error{f}, true
	}
	return nil, false
}

func statusOf(faults []*fault.Error) int {
	if len(faults) == 0 {
		return http.StatusOK
	}
	return faults[0].Kind.Status()
}

// number reads a whole number that a form carries along; 0 when it is none.
func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// year reads a year; what is no number becomes one that validation refuses.
func year(s string) int64 {
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n == 0 {
		return -1
	}
	return n
}

func yearText(n int64) string {
	if n <= 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// textsOf reads a text in every language from fields named name-fi and so on.
func textsOf(r *web.Request, name string, limit int, lines bool) house.Texts {
	t := house.Texts{}
	for _, l := range text.Languages {
		read := r.Text
		if lines {
			read = r.Lines
		}
		if s := read(name+"-"+string(l), limit); s != "" {
			t[string(l)] = s
		}
	}
	return t
}
