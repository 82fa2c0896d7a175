package app_test

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/app/browser"
	"github.com/katto-project/katto/internal/text"
)

// person is somebody at a browser: each step must succeed.
type person struct {
	*browser.Tab
	t    *testing.T
	site string
}

func (w *world) person(t *testing.T) *person {
	t.Helper()
	return &person{openTab(t), t, w.site()}
}

func (p *person) must(err error) {
	p.t.Helper()
	if err != nil {
		where, _ := p.Where()
		words, _ := p.Text()
		p.t.Fatalf("at %s: %v\n%s", where, err, words)
	}
}

func (p *person) goTo(path string)              { p.t.Helper(); p.must(p.Go(p.site + path)) }
func (p *person) click(selector string)         { p.t.Helper(); p.must(p.Click(selector)) }
func (p *person) write(selector, words string)  { p.t.Helper(); p.must(p.Type(selector, words)) }
func (p *person) press(keys string)             { p.t.Helper(); p.must(p.Press(keys)) }
func (p *person) eval(expression string) string { p.t.Helper(); return evaluate[string](p, expression) }

// ask is evaluate for what may fail, while a page is on its way.
func (p *person) ask(expression string, into *bool) (err error) {
	*into, err = browser.Eval[bool](p.Tab, expression)
	return err
}

func evaluate[T any](p *person, expression string) T {
	p.t.Helper()
	v, err := browser.Eval[T](p.Tab, expression)
	p.must(err)
	return v
}

// reads checks that the page shows the words; one that begins with "!" must
// not be there.
func (p *person) reads(words ...string) {
	p.t.Helper()
	shown, err := p.Text()
	p.must(err)
	shown = strings.ReplaceAll(shown, "\u00a0", " ")
	for _, word := range words {
		unwanted, no := strings.CutPrefix(word, "!")
		if no == strings.Contains(shown, unwanted) {
			where, _ := p.Where()
			p.t.Errorf("%s: shows or lacks %q against expectation:\n%s", where, unwanted, shown)
		}
	}
}

// at checks the address.
func (p *person) at(path string) {
	p.t.Helper()
	if where, err := p.Where(); err != nil || where != path {
		p.t.Errorf("at %s, %v; want %s", where, err, path)
	}
}

func (p *person) signIn(role string) {
	p.t.Helper()
	p.goTo("/fi/sign-in")
	p.write("#email", role+"@example.org")
	p.write("#password", password)
	p.click("main form button[type=submit]")
}

// Everything a visitor comes for works without the pages' scripts, and so
// does signing in.
func TestWithoutScripts(t *testing.T) {
	w := newWorld(t)
	p := w.person(t)
	p.must(p.Scripts(false))
	p.goTo("/fi/mallila")
	p.reads("Mallila")
	p.click(`nav.menu a[href="/fi/mallila/strategy"]`)
	p.at("/fi/mallila/strategy")
	p.goTo("/fi/search")
	p.write("main input[name=q]", "palvelut")
	p.click("main form button[type=submit]")
	p.at("/fi/search?q=palvelut")
	if evaluate[int](p, `document.querySelectorAll("main ol a, main ul a, main li a").length`) < 3 {
		p.t.Error("the search found next to nothing")
	}
	p.goTo("/fi/compare")
	p.click(`main input[name=counties][value=kainuu]`)
	p.click(`main input[name=counties][value=kymenlaakso]`)
	p.click("main form button[type=submit]")
	p.at("/fi/compare?counties=kainuu&counties=kymenlaakso")
	p.reads("Kainuu", "Kymenlaakso")
	p.signIn("editor")
	p.at("/fi/staff/mallila")
	p.reads("Rooli editor")
	p.click(`a[href="/fi/staff/mallila/editions/mallila-strategia-3"]`)
	p.reads("Keskeneräinen arvo")
	p.click(`form[action="/fi/sign-out"] button`)
	p.reads("!Rooli editor")
}

var sheet = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

var box = regexp.MustCompile(`/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]`)

// prints gives the number of sheets and the paper: a4 or a3, upright.
func (p *person) prints() (sheets int, paper string) {
	p.t.Helper()
	pdf, err := p.Print()
	p.must(err)
	paper = "no size"
	if m := box.FindSubmatch(pdf); m != nil {
		paper = string(m[1]) + " x " + string(m[2])
		var width, height float64 // in points
		fmt.Sscan(string(m[1]), &width)
		fmt.Sscan(string(m[2]), &height)
		for name, size := range map[string][2]float64{"a4": {595.3, 841.9}, "a3": {841.9, 1190.6}} {
			if math.Abs(width-size[0]) < 1.5 && math.Abs(height-size[1]) < 1.5 {
				paper = name
			}
		}
	}
	return len(sheet.FindAll(pdf, -1)), paper
}

// The one-page summary is one page of the paper that was asked for, and the
// house is one sheet too, of every county in every language.
func TestPrints(t *testing.T) {
	w := newWorld(t)
	p := w.person(t)
	for _, county := range []string{"kainuu", "keski-pohjanmaa", "pohjois-pohjanmaa", "kymenlaakso", "mallila"} {
		for _, l := range text.Languages {
			path := "/" + string(l) + "/" + county
			for page, want := range map[string]string{
				"": "a4", "/one-page": "a4", "/one-page?paper=a3": "a3",
			} {
				p.goTo(path + page)
				if sheets, paper := p.prints(); sheets != 1 || paper != want {
					t.Errorf("%s prints %d sheets of %s, want one of %s", path+page, sheets, paper, want)
				}
			}
		}
	}
}

// focused tells about the element that has the focus: what it is, and how one
// sees that it has it.
const focused = `(() => {
 const e = document.activeElement;
 if (!e || e === document.body) return "";
 const r = e.getBoundingClientRect();
 const outlined = x => x && getComputedStyle(x).outlineStyle !== "none" && parseFloat(getComputedStyle(x).outlineWidth) >= 2;
 const marked = outlined(e) || outlined(e.closest("li, label, summary")); // a card may bear the mark of its link
 const seen = r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
 const name = e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + " " + (e.getAttribute("href") || e.name || e.className || e.textContent.trim().slice(0, 30));
 return name + (marked ? "" : " UNMARKED") + (seen ? "" : " UNSEEN");
})()`

// The tabulator goes through the whole page: the skip link first, nothing
// twice, and the focus is always seen.
func TestKeyboard(t *testing.T) {
	w := newWorld(t)
	p := w.person(t)
	p.must(p.Width(1280))
	p.goTo("/fi/mallila")
	p.press("\t")
	if first := p.eval(focused); !strings.Contains(first, "#content") || strings.Contains(first, "UNSEEN") {
		t.Errorf("the first stop is %q, want a visible skip link", first)
	}
	p.press("\r")
	if at := p.eval(`document.activeElement.id`); at != "content" {
		t.Errorf("the skip link leads to %q, want the content", at)
	}
	site := p.site
	for name, value := range w.sessions["admin"] {
		p.must(p.Cookie(site, name, value))
	}
	for _, path := range []string{
		"/fi/", "/sv/mallila", "/fi/mallila/strategy", "/en/compare", "/fi/mallila/rooms", "/fi/staff/mallila",
		"/fi/staff/mallila/editions/mallila-strategia-3", "/fi/staff/mallila/sources/" + w.ids["source"],
	} {
		for _, width := range []int64{1280, 320} {
			p.must(p.Width(width))
			p.goTo(path)
			p.tabThrough(path, width)
		}
	}
}

// most stops a page may have before its end.
const manyStops = 400

func (p *person) tabThrough(path string, width int64) {
	p.t.Helper()
	stops := 0
	for ; stops < manyStops; stops++ {
		p.press("\t")
		at := p.eval(focused)
		if at == "" {
			break
		}
		if strings.HasSuffix(at, "UNMARKED") || strings.HasSuffix(at, "UNSEEN") {
			p.t.Errorf("%s at %d px: the focus is not seen on %s", path, width, at)
		}
	}
	if stops < 10 || stops == manyStops {
		p.t.Errorf("%s at %d px: %d stops of the tabulator", path, width, stops)
	}
}

// The menu of a narrow window opens, closes and is as good for everybody as
// the page under it.
func TestMenuOnAPhone(t *testing.T) {
	w := newWorld(t)
	p := w.person(t)
	p.must(p.Width(320))
	p.goTo("/sv/mallila")
	p.click(".head > .in > button.menu-button")
	if !evaluate[bool](p, `document.querySelector("#menu").matches(":popover-open")`) {
		t.Error("the menu did not open")
	}
	list, err := p.Axe()
	p.must(err)
	for _, v := range list {
		t.Errorf("the open menu: %s", v)
	}
	p.press("\x1b")
	if evaluate[bool](p, `document.querySelector("#menu").matches(":popover-open")`) {
		t.Error("the menu did not close with escape")
	}
	if at := p.eval(`document.activeElement.getAttribute("popovertarget")`); at != "menu" {
		t.Errorf("the focus went to %q, not back to the button", at)
	}
	p.click(".head > .in > button.menu-button")
	p.click(`#menu a[href="/sv/mallila/rooms"]`)
	p.at("/sv/mallila/rooms")
}
