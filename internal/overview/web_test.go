package overview_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/overview"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/web"
)

const county = house.County("x1")

var (
	ctx    = context.Background()
	actors = map[string]house.Actor{
		"one":       {UserID: "u1", Grants: []house.Grant{{County: county, Role: house.Reader}}},
		"two":       {UserID: "u2", Grants: []house.Grant{{County: county, Role: house.Editor}, {County: "20", Role: house.Reader}}},
		"elsewhere": {UserID: "u3", Grants: []house.Grant{{County: "20", Role: house.CountyAdministrator}}},
		"nobody":    {UserID: "u4"},
		"all":       {UserID: "u5", Grants: []house.Grant{{County: house.AllCounties, Role: house.Administrator}}},
	}
)

func clock() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }

type sources struct{}

func (sources) Waiting(_ context.Context, c house.County) (int, error) {
	if c == county {
		return 3, nil
	}
	return 0, nil
}

type site struct {
	*web.Router
	t *testing.T
	s *plan.Service
}

func newSite(t *testing.T, d *db.DB) *site {
	t.Helper()
	if err := search.Ensure(ctx, d); err != nil {
		t.Fatal(err)
	}
	rt := web.New(web.Options{Now: clock, Who: func(_ context.Context, id string) (house.Actor, error) {
		if a, ok := actors[id]; ok {
			return a, nil
		}
		return house.Actor{}, fault.New(fault.NotFound, "people.noUser")
	}})
	rt.Open("GET /sign-in-as/{who}", func(w http.ResponseWriter, r *web.Request) error {
		if err := r.SignIn(r.PathValue("who")); err != nil {
			return err
		}
		return web.Redirect(w, r, "/")
	})
	s := plan.New(d, clock, nil)
	overview.Routes(rt, overview.Rooms{Plans: s, Sources: sources{}})
	return &site{rt, t, s}
}

// get is the page as somebody sees it, "" for a visitor.
func (x *site) get(who, target string) *httptest.ResponseRecorder {
	signIn := httptest.NewRecorder()
	if who != "" {
		x.ServeHTTP(signIn, httptest.NewRequest(http.MethodGet, "/sign-in-as/"+who, nil))
	}
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for _, c := range signIn.Result().Cookies() {
		r.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	x.ServeHTTP(rec, r)
	return rec
}

// want checks the status and the words of the page; one that begins with "!"
// must not be there.
func (x *site) want(who, target string, status int, words ...string) {
	x.t.Helper()
	rec := x.get(who, target)
	if rec.Code != status {
		x.t.Errorf("%s as %q: status %d, want %d", target, who, rec.Code, status)
	}
	for _, word := range words {
		unwanted, no := strings.CutPrefix(word, "!")
		if strings.Contains(rec.Body.String(), unwanted) == no {
			x.t.Errorf("%s as %q: %q on the page: %v\n%s", target, who, unwanted, no, rec.Body)
		}
	}
}

// drafts makes an approved-looking base and a draft that changes it.
func (x *site) drafts() (base, draft plan.Edition) {
	x.t.Helper()
	c, err := registry.ByCode(county)
	x.must(err)
	base, err = x.s.StartStrategy(ctx, house.System, c)
	x.must(err)
	add := func(e plan.Edition, title string) plan.Element {
		el, err := x.s.AddElement(ctx, house.System, plan.Element{
			EditionID: e.ID, County: county, Kind: plan.Value, Position: -1, Title: house.Texts{"fi": title, "sv": "Svenska"},
		})
		x.must(err)
		return el
	}
	kept, gone := add(base, "Rohkeus kokeilla"), add(base, "Luottamus")
	draft, err = x.s.NewDraft(ctx, house.System, county, base.DocumentID, base.ID)
	x.must(err)
	kept.EditionID, kept.Title = draft.ID, house.Texts{"fi": "Rohkeus <b>kysyä</b>", "sv": "Annan svenska"}
	_, err = x.s.SaveElement(ctx, house.System, kept)
	x.must(err)
	x.must(x.s.RemoveElement(ctx, house.System, county, draft.ID, gone.ID, gone.Version))
	add(draft, "Avoimuus")
	return base, draft
}

func (x *site) must(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func TestDesk(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		x.drafts()
		if to := x.get("", "/fi/staff").Header().Get("Location"); to != "/fi/sign-in?next=%2Ffi%2Fstaff" {
			t.Errorf("a visitor is sent to %s", to)
		}
		if to := x.get("one", "/sv/staff").Header().Get("Location"); to != "/sv/staff/mallila" {
			t.Errorf("somebody with one county is sent to %s", to)
		}
		x.want("two", "/fi/staff", 200, "Mallisote", "3 lähdettä odottaa tarkistusta", "Valmistelija", "Alueet, joilla ei ole vielä taloa", "/fi/staff/kainuu", "!Soite", "!overview.")
		x.want("two", "/sv/staff", 200, "Arbetsbord", "3 källor väntar på granskning", "!overview.")
		x.want("two", "/en/staff", 200, "Desk", "3 sources wait for review", "!overview.")
		x.want("all", "/fi/staff", 200, "Soite", "Mallisote")
		x.want("nobody", "/fi/staff", 200, "Sinulla ei ole vielä roolia", "!Mallisote")
	})
}

func TestChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		base, draft := x.drafts()
		page := "/staff/mallila/editions/" + draft.ID + "/changes"
		x.want("one", "/fi"+page, 200, "Rohkeus &lt;b&gt;kysyä", "!<b>kysyä", "<del>", "<ins>", "Luottamus", "Avoimuus", "toisella kielellä: ruotsi", "versio 2 verrattuna versioon 1", "!overview.")
		x.want("one", "/sv"+page, 200, "Annan svenska", "Borttagen", "Tillagd", "!overview.")
		x.want("one", "/en"+page, 200, "Removed", "Added", "!overview.")
		x.want("one", "/en"+page+"?lang=sv", 200, "Annan", "!kysyä")
		x.want("one", "/fi/staff/mallila/editions/"+base.ID+"/changes", 404, "ei ole tehty toisesta")
		x.want("one", "/fi/staff/mallila/editions/ei-ole/changes", 404)
		x.want("elsewhere", "/fi"+page, 403, "!Luottamus")
		x.want("elsewhere", "/fi/staff/kainuu/editions/"+draft.ID+"/changes", 404, "!Luottamus")
		if rec := x.get("", "/fi"+page); rec.Code != http.StatusSeeOther {
			t.Errorf("a visitor gets %d", rec.Code)
		}
	})
}
