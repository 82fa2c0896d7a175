package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
)

func request(target string) *http.Request { return httptest.NewRequest(http.MethodGet, target, nil) }

// discard is a ResponseWriter that keeps nothing.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) WriteHeader(int)             {}
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }

func TestUnknownAddressInThreeLanguages(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /{lang}/{county}", say("house"))
	for target, want := range map[string]string{
		"/fi/a/b/c": "Sivua ei löytynyt", "/sv/a/b/c": "Sidan hittades inte", "/en/a/b/c": "Page not found", "/de/soite": "Sivua ei löytynyt",
	} {
		rec := w.get(target)
		equal(t, rec.Code, http.StatusNotFound)
		has(t, rec.Body.String(), want)
		has(t, rec.Body.String(), rec.Header().Get("X-Request-Id"))
		equal(t, rec.Header().Get("Cache-Control"), "private, no-store")
	}
}

// Patterns that one mux refuses together stand in wings of their own.
func TestStaffPagesStandApart(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /{lang}/{county}/rooms", say("public rooms"))
	w.Open("GET /{lang}/staff/{county}", say("desk"))
	w.Open("GET /{lang}/staff/{county}/rooms", say("staff rooms"))
	w.Open("GET /{lang}/staff/users/{id}", say("user"))
	for target, want := range map[string]string{
		"/fi/soite/rooms": "public rooms", "/fi/staff/soite": "desk", "/fi/staff/soite/rooms": "staff rooms",
		"/fi/staff/users/rooms": "user",
	} {
		rec := w.get(target)
		equal(t, rec.Code, http.StatusOK)
		has(t, rec.Body.String(), want)
	}
	equal(t, w.get("/fi/staff/soite/rooms/").Header().Get("Location"), "/fi/staff/soite/rooms")
	equal(t, w.get("/fi/staff").Code, http.StatusNotFound)
}

func TestWrongMethodAndUntidyPath(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /{lang}/{county}", say("house"))
	rec := w.do(http.MethodPost, "/fi/soite", "")
	equal(t, rec.Code, http.StatusMethodNotAllowed)
	has(t, rec.Header().Get("Allow"), "GET")
	has(t, rec.Body.String(), "Tätä osoitetta ei voi käyttää näin")
	for _, untidy := range []string{"/fi/soite/", "/fi//soite"} {
		rec = w.get(untidy)
		if rec.Code/100 != 3 || rec.Header().Get("Location") != "/fi/soite" {
			t.Errorf("%s: %d to %q", untidy, rec.Code, rec.Header().Get("Location"))
		}
	}
}

func TestNoPathLeadsToAnotherHost(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /{lang}", say("front"))
	w.Public("GET /{lang}/{county}", say("house"))
	for _, path := range []string{"/%2Fexample.org/", "/%2Fexample.org/x/", "/%2Fexample.org%2Fx/", "//example.org/", "/%5Cexample.org/", "/%2F%2Fexample.org/"} {
		rec := w.get("http://katto.test" + path)
		to := rec.Header().Get("Location")
		if strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) || strings.Contains(to, ":") {
			t.Errorf("%s leads to %q", path, to)
		}
	}
}

func TestStaffDoor(t *testing.T) {
	w := newWorld(t)
	w.Staff("POST /{lang}/desk", say("saved"))
	rec := w.get("/sv/desk?tab=2")
	equal(t, rec.Code, http.StatusSeeOther)
	equal(t, rec.Header().Get("Location"), "/sv/sign-in?next=%2Fsv%2Fdesk%3Ftab%3D2")
	rec = w.do(http.MethodPost, "/sv/desk", "")
	equal(t, rec.Code, http.StatusUnauthorized)
	has(t, rec.Body.String(), "Logga in först")
	has(t, rec.Body.String(), `href="/sv/sign-in"`)
	cookie := w.signIn(t, "anna")
	rec = w.get("/fi/desk", "Cookie", cookie)
	equal(t, rec.Code, http.StatusOK)
	has(t, rec.Body.String(), "Desk of Anna")
	equal(t, w.do(http.MethodPost, "/fi/desk", "", "Cookie", cookie).Body.String(), "saved")
}

func TestDeniedIsSignInForAVisitorAndAPageForAMember(t *testing.T) {
	w := newWorld(t)
	denied := refuse(fault.New(fault.Denied, "web.denied"))
	w.Open("GET /{lang}/draft", denied)
	w.Public("GET /{lang}/{county}/draft", denied)
	for _, target := range []string{"/fi/draft", "/fi/soite/draft"} {
		has(t, w.get(target).Header().Get("Location"), "/fi/sign-in?next=")
	}
	rec := w.get("/fi/draft", "Cookie", w.signIn(t, "anna"))
	equal(t, rec.Code, http.StatusForbidden)
	has(t, rec.Body.String(), "pääkäyttäjältä")
}

func TestInternalErrorHidesItsCause(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /{lang}/broken", refuse(errHidden))
	w.Public("GET /{lang}/panic", func(http.ResponseWriter, *Request) error { panic("secret_table") })
	w.Open("POST /{lang}/broken", refuse(errHidden))
	for _, lang := range text.Languages {
		for _, page := range []string{"/broken", "/panic"} {
			rec := w.get("/" + string(lang) + page)
			equal(t, rec.Code, http.StatusInternalServerError)
			has(t, rec.Body.String(), lang.T("web.internal"))
			has(t, rec.Body.String(), lang.T("web.nothingLost"))
			hasNot(t, rec.Body.String(), "secret_table")
			has(t, w.log.String(), "request="+rec.Header().Get("X-Request-Id"))
		}
	}
	has(t, w.log.String(), "secret_table")
	has(t, w.do(http.MethodPost, "/fi/broken", "").Body.String(), text.Fi.T("web.notSaved"))
}

func TestFaultsForProgramsAndParts(t *testing.T) {
	w := newWorld(t)
	w.Open("GET /{lang}/list.json", refuse(fault.New(fault.Unavailable, "web.unavailable")))
	w.Open("GET /{lang}/part", refuse(fault.New(fault.Conflict, "web.conflict")))
	rec := w.get("/en/list.json")
	equal(t, rec.Header().Get("Content-Type"), "application/problem+json")
	has(t, rec.Body.String(), `"status":503`)
	rec = w.get("/en/part", "HX-Request", "true")
	equal(t, rec.Code, http.StatusConflict)
	has(t, rec.Body.String(), "Somebody else changed this first")
	hasNot(t, rec.Body.String(), "<html")
}

func TestTimeoutSaysSo(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /{lang}/slow", refuse(errors.Join(errors.New("rendering"), context.DeadlineExceeded)))
	rec := w.get("/en/slow")
	equal(t, rec.Code, http.StatusServiceUnavailable)
	has(t, rec.Body.String(), "took too long")
}

func TestHalfSentPageIsBrokenOff(t *testing.T) {
	w := newWorld(t)
	w.Open("GET /{lang}/half", func(rw http.ResponseWriter, _ *Request) error {
		_, _ = rw.Write([]byte("half"))
		return errHidden
	})
	defer func() {
		cause, _ := recover().(error)
		equal(t, errors.Is(cause, http.ErrAbortHandler), true)
	}()
	w.get("/fi/half")
	t.Error("the page was let pass for whole")
}

func TestClientThatLeftIsNoError(t *testing.T) {
	w := newWorld(t)
	w.Open("GET /{lang}/gone", func(_ http.ResponseWriter, r *Request) error { return r.Context().Err() })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w.ServeHTTP(httptest.NewRecorder(), request("/fi/gone").WithContext(ctx))
	hasNot(t, w.log.String(), "level=ERROR")
}

func TestRoutesAreListed(t *testing.T) {
	w := newWorld(t)
	w.Public("GET /{lang}/{county}", say("house"))
	want := []Route{{"POST", "/{lang}/sign-in", Open}, {"GET", "/{lang}/desk", Staff}, {"GET", "/{lang}/{county}", Public}}
	for i, r := range w.Routes() {
		equal(t, r, want[i])
	}
	for _, bad := range []string{"POST /{lang}/x", "/{lang}/y"} {
		func() {
			defer func() { equal(t, recover() != nil, true) }()
			w.Public(bad, say(""))
		}()
	}
}

func TestMachinesOwnAddresses(t *testing.T) {
	down := errors.New("database down")
	w := newWorld(t, func(o *Options) { o.Ready = func(context.Context) error { return down } })
	equal(t, w.get("/healthz").Code, http.StatusOK)
	equal(t, w.get("/readyz").Code, http.StatusServiceUnavailable)
	hasNot(t, w.get("/readyz").Body.String(), "database")
	down = nil
	equal(t, w.get("/readyz").Code, http.StatusOK)
	has(t, w.get("/robots.txt").Body.String(), "Disallow: /*/sign-in")
	equal(t, w.get("/metrics").Code, http.StatusNotFound)
	has(t, w.get("/favicon.ico").Header().Get("Location"), "/static/mark")
}

func TestLocalPath(t *testing.T) {
	for s, want := range map[string]string{
		"/fi/desk?tab=1#a": "/fi/desk?tab=1#a", "": "/", "//evil.example": "/", "https://evil.example": "/",
		`/\evil.example`: "/", "/a\r\nb": "/", "javascript:alert(1)": "/", "fi": "/", "/\tx": "/",
	} {
		equal(t, LocalPath(s, "/"), want)
	}
}

func TestLanguageIsRemembered(t *testing.T) {
	w := newWorld(t)
	w.Open("GET /{lang}/page", say("x"))
	equal(t, strings.HasPrefix(w.get("/sv/page").Header().Get("Set-Cookie"), "lang=sv;"), true)
	equal(t, w.get("/sv/page", "Cookie", "lang=sv").Header().Get("Set-Cookie"), "")
	for _, c := range []struct{ path, cookie, accept, want string }{
		{"/en/x", "lang=sv", "fi", "en"}, {"/x", "lang=sv", "en", "sv"}, {"/x", "lang=de", "en-GB", "en"}, {"/x", "", "", "fi"},
	} {
		r := request(c.path)
		r.Header.Set("Cookie", c.cookie)
		r.Header.Set("Accept-Language", c.accept)
		equal(t, string(languageOf(r)), c.want)
	}
}

func FuzzLocalPath(f *testing.F) {
	f.Add("/fi/desk")
	f.Add("//evil.example/x")
	f.Fuzz(func(t *testing.T, s string) {
		base, _ := url.Parse("https://katto.example/fi")
		to, err := base.Parse(LocalPath(s, "/"))
		if err != nil || to.Host != "katto.example" || to.Scheme != "https" {
			t.Errorf("%q leads to %v (%v)", s, to, err)
		}
	})
}
