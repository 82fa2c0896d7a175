package plan

import (
	"errors"
	"net/http"
	"strings"
	"unicode"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/web"
)

// target is where one of the four moves puts an element; false when it cannot
// go that way. In means under the sibling above, out means after its parent.
func (v editionView) target(id, how string) (parent string, position int, ok bool) {
	at, known := v.places[id]
	if !known {
		return "", 0, false
	}
	switch how {
	case "up":
		return at.Parent, at.Index - 1, at.Index > 0
	case "down":
		return at.Parent, at.Index + 1, at.Below != ""
	case "in":
		return at.Above, v.childCount(at.Above), at.Above != ""
	case "out":
		up := v.places[at.Parent]
		return up.Parent, up.Index + 1, at.Parent != ""
	}
	return "", 0, false
}

func (v editionView) childCount(id string) int {
	return len(children(v.Elements, id))
}

// move puts an element elsewhere: how=up|down|in|out, or parent and position
// from a drag. A script asks for the outline alone.
func (p pages) move(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if err := v.writable(); err != nil {
		return err
	}
	e, err := v.find(r)
	if err != nil {
		return err
	}
	how := r.Text("how", 10)
	parent, position, ok := r.Text("parent", 200), int(number(r.Text("position", 6))), true
	if how != "" {
		parent, position, ok = v.target(e.ID, how)
	}
	if err := r.Fault(); err != nil {
		return err
	}
	if ok {
		if err := p.s.MoveElement(r.Context(), r.Actor, v.c.Code, v.Edition.ID, e.ID, parent, position); err != nil {
			return err
		}
	}
	return p.moved(w, r, e, ok)
}

func (p pages) moved(w http.ResponseWriter, r *web.Request, e Element, ok bool) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if !r.Partial() {
		return web.Redirect(w, r, v.base()+"?moved="+e.ID+"#row-"+e.ID)
	}
	return web.Render(w, r, http.StatusOK, outlineTempl(editorPage{editionView: v, Moved: e.ID, Said: v.sayMoved(e, ok)}))
}

// sayMoved tells where an element stands now, in words.
func (v editionView) sayMoved(e Element, ok bool) string {
	at := v.places[e.ID]
	name := v.called(e).Text
	key, parent := "moved.top", ""
	if !ok {
		key = "moved.not"
	} else if up := find(v.Elements, at.Parent); up != nil {
		key, parent = "moved.under", v.called(*up).Text
	}
	return v.t(key, "Name", name, "Parent", parent, "Place", at.Index+1, "Of", at.Count)
}

// split cuts an element's text where the given words begin.
func (p pages) split(w http.ResponseWriter, r *web.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if err := v.writable(); err != nil {
		return err
	}
	e, err := v.find(r)
	if err != nil {
		return err
	}
	lang, title, before := r.Text("lang", 2), r.Text("rest_title", MaxTitle), r.Text("before", MaxTitle)
	e.Version = number(r.Text("version", 20))
	if err = r.Fault(); err == nil {
		var at int
		if at, err = findWords(e.Body[lang], before); err == nil {
			_, err = p.s.SplitElement(r.Context(), r.Actor, e, lang, at, title)
		}
	}
	if err = plainConflict(err); err != nil {
		faults, ok := faultsOf(err)
		if !ok {
			return err
		}
		return showElement(w, r, elementPage{editionView: v, Element: *find(v.Elements, e.ID), Faults: faults})
	}
	r.Flash("plan.flash.split")
	return web.Redirect(w, r, v.base()+"#row-"+e.ID)
}

// plainConflict is a conflict where nothing was typed that could be lost: it
// only asks to look again.
func plainConflict(err error) error {
	if c := (*EditConflict)(nil); errors.As(err, &c) {
		return fault.New(fault.Conflict, "plan.stale").Because(err)
	}
	return err
}

// findWords is the offset, in characters, where the words begin in the text.
// White space compares alike. Invalid unless they are there exactly once and
// not at the very beginning.
func findWords(body, before string) (int, error) {
	wanted := []rune(strings.Join(strings.Fields(before), " "))
	if len(wanted) == 0 {
		return 0, fault.New(fault.Invalid, "plan.splitNowhere").On("before")
	}
	text, found := []rune(body), -1
	for i := range text {
		if !matches(text[i:], wanted) {
			continue
		}
		if found >= 0 {
			return 0, fault.New(fault.Invalid, "plan.splitTwice").On("before")
		}
		found = i
	}
	if found <= 0 {
		return 0, fault.New(fault.Invalid, "plan.splitNowhere").On("before")
	}
	return found, nil
}

// matches tells whether text begins with the words; any run of white space
// in it is one space.
func matches(text, words []rune) bool {
	at := 0
	for _, want := range words {
		if at >= len(text) {
			return false
		}
		if want != ' ' {
			if text[at] != want {
				return false
			}
			at++
			continue
		}
		if !unicode.IsSpace(text[at]) {
			return false
		}
		for at < len(text) && unicode.IsSpace(text[at]) {
			at++
		}
	}
	return true
}

// mergePage shows what joining two elements makes.
type mergePage struct {
	editionView
	From       Element // the page's own element
	First      Element // the one that stays
	Second     Element // the one that joins it
	Joined     Element
	With       string // above or below
	MovingKids int    // what stands under Second and moves under First
}

// merging reads which two are to be joined: with=above joins the element into
// its sibling above, with=below joins the sibling below into it.
func (p pages) merging(r *web.Request) (mergePage, error) {
	v, err := p.view(r)
	page := mergePage{editionView: v, With: r.Text("with", 10)}
	if err != nil {
		return page, err
	}
	if err := v.writable(); err != nil {
		return page, err
	}
	if page.From, err = v.find(r); err != nil {
		return page, err
	}
	at := v.places[page.From.ID]
	above, below := find(v.Elements, at.Above), find(v.Elements, at.Below)
	switch {
	case page.With == "above" && above != nil:
		page.First, page.Second = *above, page.From
	case page.With == "below" && below != nil:
		page.First, page.Second = page.From, *below
	default:
		return page, fault.New(fault.NotFound, "plan.noNeighbour")
	}
	page.Joined = join(page.First, page.Second)
	page.MovingKids = v.childCount(page.Second.ID)
	return page, r.Fault()
}

func (p pages) showMerge(w http.ResponseWriter, r *web.Request) error {
	page, err := p.merging(r)
	if err != nil {
		return err
	}
	up := web.Link{Text: page.called(page.From).Text, Href: page.elementPath(page.From.ID)}
	return web.Render(w, r, http.StatusOK, mergeTempl(page.frame(r, page.t("merge.title"), up), page))
}

func (p pages) merge(w http.ResponseWriter, r *web.Request) error {
	page, err := p.merging(r)
	if err != nil {
		return err
	}
	page.First.Version, page.Second.Version = number(r.Text("first", 20)), number(r.Text("second", 20))
	if err := r.Fault(); err != nil {
		return err
	}
	if err := p.s.MergeElements(r.Context(), r.Actor, page.First, page.Second); err != nil {
		return plainConflict(err)
	}
	r.Flash("plan.flash.merged")
	return web.Redirect(w, r, page.base()+"#row-"+page.First.ID)
}

// removePage asks before an element goes.
type removePage struct {
	editionView
	Element Element
	Kids    int
}

func (p pages) removing(r *web.Request) (removePage, error) {
	v, err := p.view(r)
	if err != nil {
		return removePage{editionView: v}, err
	}
	if err := v.writable(); err != nil {
		return removePage{editionView: v}, err
	}
	e, err := v.find(r)
	return removePage{v, e, v.childCount(e.ID)}, err
}

func (p pages) showRemove(w http.ResponseWriter, r *web.Request) error {
	page, err := p.removing(r)
	if err != nil {
		return err
	}
	up := web.Link{Text: page.called(page.Element).Text, Href: page.elementPath(page.Element.ID)}
	return web.Render(w, r, http.StatusOK, removeTempl(page.frame(r, page.t("remove.title"), up), page))
}

func (p pages) remove(w http.ResponseWriter, r *web.Request) error {
	page, err := p.removing(r)
	if err != nil {
		return err
	}
	version := number(r.Text("version", 20))
	if err := r.Fault(); err != nil {
		return err
	}
	err = p.s.RemoveElement(r.Context(), r.Actor, page.c.Code, page.Edition.ID, page.Element.ID, version)
	if err != nil {
		return plainConflict(err)
	}
	if page.Kids > 0 {
		r.Flash("plan.flash.removed", "Count", page.Kids)
	} else {
		r.Flash("plan.flash.removedAlone")
	}
	return web.Redirect(w, r, page.base()+"#outline")
}

// arrows are the marks of the four moves.
var arrows = map[string]string{"up": "↑", "down": "↓", "out": "←", "in": "→"}
