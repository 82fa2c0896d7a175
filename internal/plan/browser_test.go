package plan_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/app/browser"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

// page is the site in a real browser, signed in as an editor.
type page struct {
	*browser.Tab
	t *testing.T
}

// run runs a script on the page, which must end without an error.
func (p page) run(format string, args ...any) {
	p.t.Helper()
	if _, err := browser.Eval[any](p.Tab, fmt.Sprintf(format, args...)+";0"); err != nil {
		p.t.Fatal(err)
	}
}

// await waits until a script is worth true.
func (p page) await(what string) {
	p.t.Helper()
	for range 100 {
		if ok, err := browser.Eval[bool](p.Tab, "!!("+what+")"); err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	text, _ := p.Text()
	p.t.Fatalf("never came: %s\n%s", what, text)
}

func (p page) open(url string) {
	p.t.Helper()
	if err := p.Go(url); err != nil {
		p.t.Fatal(err)
	}
	if err := p.Settle(); err != nil {
		p.t.Fatal(err)
	}
}

func openPage(t *testing.T, x *site) (page, string) {
	t.Helper()
	server := httptest.NewServer(x.Router)
	t.Cleanup(server.Close)
	tab, err := browser.Open(ctx, "../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	p := page{tab, t}
	p.open(server.URL + "/sign-in-as/editor")
	return p, server.URL
}

func TestMoveInTheBrowser(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	a := add(t, x.s, x.e, "", plan.Priority, "a")
	b := add(t, x.s, x.e, "", plan.Priority, "b")
	c := add(t, x.s, x.e, "", plan.Priority, "c")
	p, url := openPage(t, x)
	p.open(url + x.edition("fi"))
	press := func(id, key, want string) {
		t.Helper()
		p.run(`{const a = document.querySelector("#row-%s .row-title"); a.focus(); a.dispatchEvent(new KeyboardEvent("keydown", {key: %q, altKey: true, bubbles: true, cancelable: true}))}`, id, key)
		p.await(fmt.Sprintf(`document.getElementById("said").textContent === %q && document.activeElement === document.querySelector("#row-%s .row-title")`, want, id))
	}
	press(a.ID, "ArrowDown", "a on nyt ylimmällä tasolla, paikalla 2/3.")
	press(a.ID, "ArrowRight", "a on nyt kohdan b alla, paikalla 1/1.")
	press(a.ID, "ArrowDown", "a ei voi siirtyä siihen suuntaan.")
	if got := outline(t, x.s, x.e); got != "b(a) c" {
		t.Errorf("after the keys the tree is %s", got)
	}
	drop := func(id, on string, part float64, want string) {
		t.Helper()
		p.run(`{const d = new DataTransfer(), e = (type, node, y) => node.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: d, clientY: y}));
const grip = document.querySelector("#row-%s .grip"), to = document.querySelector("#row-%s"), box = to.getBoundingClientRect(), y = box.top + box.height * %f;
document.getElementById("said").textContent = ""; e("dragstart", grip, 0); e("dragover", to, y); e("drop", to, y); e("dragend", grip, 0)}`, id, on, part)
		p.await(`document.getElementById("said").textContent !== ""`)
		if got := outline(t, x.s, x.e); got != want {
			t.Errorf("after the drag the tree is %s, want %s", got, want)
		}
	}
	drop(c.ID, b.ID, 0.1, "c b(a)")
	drop(c.ID, b.ID, 0.9, "b(a) c")
	drop(c.ID, a.ID, 0.1, "b(c a)")
	drop(a.ID, c.ID, 0.5, "b(c(a))")
}

func TestAutosaveInTheBrowser(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	a := add(t, x.s, x.e, "", plan.Section, "Alku")
	p, url := openPage(t, x)
	p.open(url + x.edition("fi", "elements", a.ID))
	write := func(field, s string) {
		t.Helper()
		p.run(`{const f = document.getElementsByName(%q)[0]; f.focus(); f.value = %q; f.dispatchEvent(new InputEvent("input", {bubbles: true}))}`, field, s)
	}
	state := `document.querySelector("[data-save-state]").textContent`
	write("body-fi", "Ensin työ. Sitten lepo.")
	p.await(state + ` === "Muutoksia ei ole vielä tallennettu."`)
	p.await(state + `.startsWith("Tallennettu klo")`)
	if got := x.stored(a.ID); got.Body["fi"] != "Ensin työ. Sitten lepo." || got.Version != 2 {
		t.Fatalf("stored %+v", got)
	}

	p.run(`{const f = document.getElementsByName("body-fi")[0]; f.setSelectionRange(11, 11); f.blur(); document.querySelector("details.split").open = true; document.querySelector("[data-cursor]").click()}`)
	p.await(`document.getElementsByName("before")[0].value === "Sitten lepo."`)
	p.run(`document.getElementsByName("rest_title")[0].value = "Loppu"; document.querySelector("form[data-split]").requestSubmit()`)
	p.await(`document.querySelectorAll(".row").length === 2`)
	if got := outline(t, x.s, x.e); got != "Alku Loppu" {
		t.Errorf("after the split the tree is %s", got)
	}

	p.open(url + x.edition("fi", "elements", a.ID))
	other := x.stored(a.ID)
	other.Title = house.Texts{"fi": "Toisen otsikko"}
	if _, err := x.s.SaveElement(ctx, admin, other); err != nil {
		t.Fatal(err)
	}
	write("title-fi", "Oma otsikko")
	p.await(state + `.startsWith("Joku muu tallensi saman kohdan")`)
	if err := p.Click(`.save-bar button`); err != nil {
		t.Fatal(err)
	}
	p.await(`document.querySelector(".clash")`)
	text, err := p.Text()
	if err != nil || !strings.Contains(text, "Oma otsikko") || !strings.Contains(text, "Toisen otsikko") {
		t.Errorf("the conflict page lacks a text: %v\n%s", err, text)
	}
	axe(t, p)
}

// The main staff pages break no rule of axe and fit a narrow window, in every
// language.
func TestPagesAreAccessible(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	a := add(t, x.s, x.e, "", plan.Value, "Rohkeus kysyä ja kokeilla uutta yhdessä asukkaiden kanssa")
	add(t, x.s, x.e, a.ID, plan.Section, "Kohta")
	p, url := openPage(t, x)
	p.open(url + "/sign-in-as/admin")
	here := "/staff/" + slug
	for width, lang := range map[int64]string{320: "fi", 768: "sv", 1280: "en"} {
		if err := p.Width(width); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{
			here, here + "/editions/" + x.e.ID, here + "/editions/" + x.e.ID + "/elements/" + a.ID, here + "/editions/" + x.e.ID + "/elements/" + a.ID + "/remove",
			here + "/editions/" + x.e.ID + "/languages", here + "/languages", here + "/rooms", here + "/rooms/new", here + "/documents/" + x.e.DocumentID + "/group",
		} {
			p.open(url + "/" + lang + path)
			p.run(`for (const d of document.querySelectorAll("main details:not(.row-acts)")) d.open = true`)
			axe(t, p)
			if px, err := p.Overflow(); err != nil || px > 0 {
				wide, _ := browser.Eval[string](p.Tab, `[...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 120)).join("\n")`)
				t.Errorf("%s at %d px: %d px too wide, %v\n%s", path, width, px, err, wide)
			}
		}
	}
}

func axe(t *testing.T, p page) {
	t.Helper()
	list, err := p.Axe()
	if err != nil {
		t.Fatal(err)
	}
	where, _ := p.Where()
	for _, v := range list {
		t.Errorf("%s: %s", where, v)
	}
}
