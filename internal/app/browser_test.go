package app_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/katto-project/katto/internal/app/browser"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// tabs is how many pages are looked at at once.
const tabs = 3

// chromium is one browser for all tests of the package.
var (
	chromium     = sync.OnceValues(func() (*browser.Tab, error) { return browser.Open(context.Background(), root) })
	closeBrowser = func() {}
)

// open opens a tab with cookies of its own, until the test ends.
func openTab(t testing.TB) *browser.Tab {
	t.Helper()
	first, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	closeBrowser = first.Close
	tab, err := first.Another()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	return tab
}

// site is the program on an address of its own.
func (w *world) site() string {
	s := httptest.NewServer(w.Router)
	w.t.Cleanup(s.Close)
	return s.URL
}

// looked is one page to look at.
type looked struct {
	path   string
	status int // 0 is 200
}

// look looks at every page in several tabs, at three widths.
func (w *world) look(t *testing.T, role string, pages []looked) {
	t.Helper()
	site, queue := w.site(), make(chan looked)
	var all sync.WaitGroup
	for range tabs {
		tab := openTab(t)
		for name, value := range w.sessions[role] {
			w.must(tab.Cookie(site, name, value))
		}
		all.Go(func() {
			for p := range queue {
				if err := examine(t, tab, site, p); err != nil {
					t.Errorf("%s: %v", p.path, err)
				}
			}
		})
	}
	for _, p := range pages {
		queue <- p
	}
	close(queue)
	all.Wait()
}

// examine looks at one page. The widths are those of a phone, a tablet and a
// desktop; details are opened for the last, so that axe sees what is in them.
func examine(t *testing.T, tab *browser.Tab, site string, p looked) error {
	if err := tab.Width(320); err != nil {
		return err
	}
	if err := tab.Go(site + p.path); err != nil {
		return err
	}
	status, err := browser.Eval[int](tab, `performance.getEntriesByType("navigation")[0].responseStatus`)
	if want := max(p.status, http.StatusOK); err != nil || status != want && p.status >= 0 {
		t.Errorf("%s: status %d, %v; want %d", p.path, status, err, want)
	}
	for _, width := range []int64{320, 768, 1280} {
		if err := atWidth(t, tab, p.path, width); err != nil {
			return err
		}
	}
	for _, said := range tab.Complaints() {
		if p.status < 400 || !strings.Contains(said, fmt.Sprint(p.status)) {
			t.Errorf("%s: the console says %s", p.path, said)
		}
	}
	return nil
}

func atWidth(t *testing.T, tab *browser.Tab, path string, width int64) error {
	if err := tab.Width(width); err != nil {
		return err
	}
	if width == 1280 {
		if err := tab.Unfold(); err != nil {
			return err
		}
	}
	px, err := tab.Overflow()
	if err != nil {
		return err
	}
	if px > 0 {
		what, _ := browser.Eval[string](tab, `[...document.querySelectorAll("main *, header *, footer *")]
 .filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest(".scroll")).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ")`)
		t.Errorf("%s at %d px: wider than the window by %d px: %s", path, width, px, what)
	}
	if width == 768 {
		return nil
	}
	list, err := tab.Axe()
	for _, v := range list {
		t.Errorf("%s at %d px: %s", path, width, v)
	}
	return err
}

// inThree gives the pages in every language; their addresses are in Finnish.
func inThree(pages ...string) []looked {
	var list []looked
	for _, l := range text.Languages {
		for _, p := range pages {
			list = append(list, looked{path: "/" + string(l) + strings.TrimPrefix(p, "/fi")})
		}
	}
	return list
}

// shown are the addresses of the routes that show a page.
func (w *world) shown(t *testing.T, access ...web.Access) []string {
	var list []string
	for _, r := range w.Router.Routes() {
		path, missing := w.sample(r)
		if missing != "" {
			t.Fatalf("%s: no sample for %s", r.Pattern, missing)
		}
		if r.Method == http.MethodGet && slices.Contains(access, r.Access) && strings.HasPrefix(path, "/fi") &&
			!strings.HasSuffix(path, ".json") && !strings.HasSuffix(path, "/file") {
			list = append(list, path)
		}
	}
	return list
}

// Every public page, and the houses in every state they can be in.
func TestPublicPagesForEveryone(t *testing.T) {
	w := newWorld(t)
	pages := w.shown(t, web.Public, web.Open)
	for _, county := range []string{"kainuu", "keski-pohjanmaa", "pohjois-pohjanmaa", "kymenlaakso", "helsinki", "lappi", "pohjois-karjala"} {
		pages = append(pages, "/fi/"+county)
	}
	pages = append(pages,
		"/fi/search?q=palvelut", "/fi/search?q=xyzzy", "/fi/mallila/search?q=arvot", "/fi/?q=kymi",
		"/fi/compare?counties=kainuu,kymenlaakso,mallila", "/fi/mallila/strategy/compare?from=1&to=2&view=side",
		"/fi/mallila/one-page?paper=a3", "/fi/kainuu/strategy", "/fi/keski-pohjanmaa/one-page", "/fi/kainuu/made",
		"/fi/lappi/rooms", "/fi/helsinki/made", "/fi/pohjois-pohjanmaa/strategy")
	w.look(t, "", append(inThree(pages...),
		looked{"/fi/olematon", 404}, looked{"/sv/mallila/rooms/ei", 404}, looked{"/en/lappi/strategy", 404}))
}

// Every staff page, as the administrator; and what others see otherwise.
func TestStaffPagesForEveryone(t *testing.T) {
	w := newWorld(t)
	t.Run("admin", func(t *testing.T) {
		pages := w.shown(t, web.Staff)
		pages = append(pages, w.sourcePages()...)
		pages = append(pages, "/fi/staff/lappi", "/fi/staff/pohjois-karjala", "/fi/staff/lappi/sources", "/fi/staff/kainuu/editions/kainuu-strategia-1")
		w.look(t, "admin", append(inThree(pages...), looked{"/fi/staff/mallila/none", 404}))
	})
	t.Run("reader", func(t *testing.T) {
		w.look(t, "reader", append(inThree("/fi/staff/mallila", "/fi/staff/mallila/editions/mallila-strategia-3"), looked{"/sv/staff/users", 403}))
	})
}

// sourcePages are the pages of the sources in all their states.
func (w *world) sourcePages() []string {
	list, err := w.Intake.Sources(context.Background(), mallila)
	w.must(err)
	var pages []string
	for _, x := range list {
		pages = append(pages, "/fi/staff/mallila/sources/"+x.ID)
	}
	return pages
}
