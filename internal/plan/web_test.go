package plan_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/web"
)

// site is the room's pages over a database of their own.
type site struct {
	*web.Router
	t testing.TB
	s *plan.Service
	d *db.DB
	e plan.Edition
}

// actors are those who can be signed in, by the name of the test.
var actors = map[string]house.Actor{
	"editor": editor, "admin": admin, "reader": reader,
	"elsewhere": {UserID: "u-elsewhere", Grants: []house.Grant{{County: "20", Role: house.CountyAdministrator}}},
}

// crowd is the people room as the pages ask it.
type crowd struct{}

func (crowd) List(_ context.Context, by house.Actor, c house.County) ([]people.User, error) {
	if !by.Can(house.CountyAdministrator, c) {
		return nil, fault.New(fault.Denied, "people.usersDenied")
	}
	return []people.User{{ID: "u-reader", Name: "Reader Person", Active: true}, {ID: "u-gone", Name: "Gone Person"}}, nil
}

type sources int

func (n sources) Waiting(context.Context, house.County) (int, error) { return int(n), nil }

func newSite(t *testing.T, d *db.DB) *site {
	t.Helper()
	s, e := setUp(t, d)
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
		return web.Redirect(w, r, "/fi/staff")
	})
	plan.Routes(rt, s, plan.Rooms{People: crowd{}, Sources: sources(2)})
	return &site{rt, t, s, d, e}
}

// person is somebody at the pages, with their cookies.
type person struct {
	*site
	cookies map[string]string
	accept  map[string]string
}

func (x *site) as(who string) *person {
	x.t.Helper()
	b := &person{x, map[string]string{}, map[string]string{}}
	if who != "" {
		b.get("/sign-in-as/" + who)
	}
	return b
}

func (b *person) get(target string) *answer {
	return b.do(httptest.NewRequest(http.MethodGet, target, nil))
}

func (b *person) post(target string, fields ...string) *answer {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

func (b *person) do(r *http.Request) *answer {
	b.t.Helper()
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	for name, value := range b.accept {
		r.Header.Set(name, value)
	}
	rec := httptest.NewRecorder()
	b.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		b.cookies[c.Name] = c.Value
	}
	return &answer{rec, b.t, r.Method + " " + r.URL.String()}
}

type answer struct {
	*httptest.ResponseRecorder
	t    testing.TB
	what string
}

// want checks the status and the words of the page; one that begins with "!"
// must not be there.
func (a *answer) want(status int, words ...string) *answer {
	a.t.Helper()
	if a.Code != status {
		a.t.Errorf("%s: status %d, want %d\n%s", a.what, a.Code, status, a.content())
		return a
	}
	for _, word := range words {
		unwanted, no := strings.CutPrefix(word, "!")
		if there := strings.Contains(a.Body.String(), unwanted); there == no {
			a.t.Errorf("%s: %q on the page: %v\n%s", a.what, unwanted, there, a.content())
		}
	}
	return a
}

// content is what stands in <main>, for the test's output.
func (a *answer) content() string {
	_, body, _ := strings.Cut(a.Body.String(), "<main")
	body, _, _ = strings.Cut(body, "</main>")
	return body
}

func (a *answer) leads(to string) *answer {
	a.t.Helper()
	if got := a.Header().Get("Location"); a.Code != http.StatusSeeOther || !strings.HasPrefix(got, to) {
		a.t.Errorf("%s: %d to %q, want 303 to %q\n%s", a.what, a.Code, got, to, a.content())
	}
	return a
}

// edition is the address of the site's draft in a language.
func (x *site) edition(l string, parts ...string) string {
	return "/" + l + "/staff/" + slug + "/editions/" + strings.Join(append([]string{x.e.ID}, parts...), "/")
}

const slug = "mallila"

func (x *site) stored(id string) plan.Element {
	x.t.Helper()
	all, err := x.s.Elements(ctx, county, x.e.ID)
	if err != nil {
		x.t.Fatal(err)
	}
	for _, e := range all {
		if e.ID == id {
			return e
		}
	}
	x.t.Fatalf("no element %s", id)
	return plan.Element{}
}

func TestPagesInThreeLanguages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		a := add(t, x.s, x.e, "", plan.Priority, "Lähipalvelut")
		b := x.as("admin")
		for _, page := range []struct{ path, fi, sv, en string }{
			{"", "Tee seuraavaksi", "Gör härnäst", "Do next"},
			{"", "2 lähdettä odottaa tarkistusta", "2 källor väntar på granskning", "2 sources wait for review"},
			{"/editions/" + x.e.ID, "Rakenne", "Struktur", "Structure"},
			{"/editions/" + x.e.ID + "/elements/new", "Uusi kohta", "Ny punkt", "New item"},
			{"/editions/" + x.e.ID + "/elements/" + a.ID, "Arjen teot", "Vardagsgärningar", "Everyday deeds"},
			{"/editions/" + x.e.ID + "/elements/" + a.ID + "/remove", "Poista kohta", "Ta bort punkten", "Remove the item"},
			{"/editions/" + x.e.ID + "/languages", "otsikko puuttuu", "rubriken saknas", "title missing"},
			{"/languages", "Puuttuvat kielet", "Språk som saknas", "Missing languages"},
			{"/rooms", "612/2021 11 §", "Servicestrategi", "Service strategy"},
			{"/rooms/new", "Lisää huone", "Lägg till ett rum", "Add a room"},
			{"/documents/" + x.e.DocumentID + "/group", "Lisää paikka", "Lägg till en plats", "Add a seat"},
		} {
			for l, want := range map[string]string{"fi": page.fi, "sv": page.sv, "en": page.en} {
				b.get("/"+l+"/staff/"+slug+page.path).want(200, want, `<html lang="`+l+`"`, "noindex", "!plan.", "!decision.body", `class="invented"`)
			}
		}
	})
}

// Whoever may only read sees the draft but no form that changes it, and the
// server refuses what a form would send.
func TestPolicyOfThePages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		a := add(t, x.s, x.e, "", plan.Priority, "Lähipalvelut")
		element := x.edition("fi", "elements", a.ID)
		gets := []string{"/fi/staff/" + slug, x.edition("fi"), element, x.edition("fi", "languages"), "/fi/staff/" + slug + "/languages", "/fi/staff/" + slug + "/rooms", "/fi/staff/" + slug + "/documents/" + x.e.DocumentID + "/group"}
		for _, path := range gets {
			x.as("").get(path).leads("/fi/sign-in?next=")
			x.as("elsewhere").get(path).want(403, "!Lähipalvelut")
			x.as("reader").get(path).want(200)
		}
		x.as("reader").get(x.edition("fi")).want(200, "Lähipalvelut", "Voit lukea ja kommentoida", "!name=\"how\"", "!elements/new", "!facts-form")
		x.as("reader").get(element).want(200, "Lähipalvelut", "!name=\"title-fi\"", "!/remove", "name=\"body\"")
		for path, fields := range map[string][]string{
			element: {"kind", "priority", "title-fi", "uusi", "version", "1"}, element + "/move": {"how", "up"},
			element + "/remove": {"version", "1"}, element + "/split": {"lang", "fi", "before", "x", "version", "1"},
			x.edition("fi", "elements", "new"): {"kind", "section", "title-fi", "uusi"}, x.edition("fi"): {"public", "yes", "version", "1"},
			"/fi/staff/" + slug + "/drafts":                                      {"based_on", x.e.ID},
			"/fi/staff/" + slug + "/rooms/new":                                   {"title-fi", "Huone"},
			"/fi/staff/" + slug + "/documents/" + x.e.DocumentID + "/group":      {"post-fi", "puheenjohtaja"},
			"/fi/staff/" + slug + "/rooms/law-" + string(county) + "-budget":     {"title-fi", "Huone"},
			"/fi/staff/" + slug + "/rooms/law-x1-service_strategy/document":      {},
			"/fi/staff/" + slug + "/documents/" + x.e.DocumentID + "/group/x/re": {},
		} {
			if !strings.HasSuffix(path, "/re") {
				x.as("reader").post(path, fields...).want(403)
			}
			if got := x.as("").post(path, fields...).Code; got != 401 && got != 404 {
				t.Errorf("a visitor's post to %s: %d", path, got)
			}
			if got := x.as("elsewhere").post(path, fields...).Code; got != 403 && got != 404 {
				t.Errorf("another county's post to %s: %d", path, got)
			}
		}
		x.as("editor").post("/fi/staff/"+slug+"/rooms/new", "title-fi", "Huone").want(403)
		if got := outline(t, x.s, x.e); got != "Lähipalvelut" {
			t.Errorf("the draft is now %s", got)
		}
		b := x.as("admin")
		b.get("/fi/staff/ei-ole").want(404)
		b.get(strings.Replace(x.edition("fi"), x.e.ID, "ei-ole", 1)).want(404)
		b.get(x.edition("fi", "elements", "ei-ole")).want(404)
		b.get("/fi/staff/kainuu/editions/" + x.e.ID).want(403)
	})
}

func TestEditAnElement(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		b := x.as("editor")
		b.post(x.edition("fi", "elements", "new"), "kind", "value", "title-fi", "Rohkeus").leads(x.edition("fi") + "#row-")
		all, _ := x.s.Elements(ctx, county, x.e.ID)
		a := all[0]
		page := x.edition("fi", "elements", a.ID)
		b.get(page).want(200, "Kohta lisätty", `lang="sv"`, "Rohkeus", `data-autosave`)
		b.post(page, "version", "1", "kind", "value", "title-fi", " Rohkeus ", "title-sv", "Mod", "body-fi", "Eka.\r\n\r\n\r\nToka.",
			"deed-0-fi", "Kysymme.", "deed-0-sv", "Vi frågar.", "deed-3-fi", "Kokeilemme.", "start_year", "2026", "end_year", "2027", "area", "keksitty").leads(x.edition("fi") + "#row-" + a.ID)
		got := x.stored(a.ID)
		if got.Title["sv"] != "Mod" || got.Title["fi"] != "Rohkeus" || got.Body["fi"] != "Eka.\n\nToka." || len(got.Deeds) != 2 || got.Deeds[1]["fi"] != "Kokeilemme." || got.EndYear != 2027 || len(got.Areas) != 0 {
			t.Errorf("stored %+v", got)
		}
		b.post(page, "version", "2", "kind", "value", "title-fi", "Rohkeus", "start_year", "kaksi").want(422, "Vuosi ei kelpaa", "Rohkeus")
		b.post(page, "version", "2", "kind", "olematon", "title-fi", "Rohkeus").want(422, "olematon")
		b.post(page, "version", "2", "kind", "value").want(422, "Kohdassa ei ole tekstiä")
		b.post(page, "version", "2", "kind", "value", "title-fi", strings.Repeat("ä", plan.MaxTitle+1)).want(422, "liian pitkä", strings.Repeat("ä", plan.MaxTitle+1))
		b.accept["Accept"] = "application/json"
		b.post(page, "version", "2", "kind", "value", "title-fi", "Rohkeus 2").want(200, `"version":"3"`, "Tallennettu klo 11.00")
		b.post(page, "version", "2", "kind", "value", "title-fi", "Rohkeus 3").want(409, "Joku muu tallensi")
		b.post(page, "version", "3", "kind", "value").want(422, "Kohdassa ei ole tekstiä")
	})
}

func TestConflictLosesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		a := add(t, x.s, x.e, "", plan.Vision, "Turvallinen arki kaikille")
		page := x.edition("fi", "elements", a.ID)
		x.as("admin").post(page, "version", "1", "kind", "vision", "title-fi", "Turvallinen arki jokaiselle", "body-sv", "<b>Hej</b>").leads(x.edition("fi"))
		b := x.as("editor")
		b.post(page, "version", "1", "kind", "mission", "title-fi", "Hyvä arki kaikille", "start_year", "2026").want(409,
			"Turvallinen arki jokaiselle", "Hyvä arki kaikille", "Missio", "Visio", "2026", "&lt;b&gt;Hej&lt;/b&gt;", "!<b>Hej",
			"<ins>", "<del>", "lisätty:", "poistettu:", `name="version" value="2"`, "Tallenna oma tekstini", "Pidä tallennettu teksti", "Yhdistä itse", "!data-autosave")
		if got := x.stored(a.ID); got.Title["fi"] != "Turvallinen arki jokaiselle" {
			t.Errorf("the refused text was stored: %v", got.Title)
		}
		b.post(page, "version", "1", "kind", "vision", "title-fi", "Turvallinen arki jokaiselle", "body-sv", "<b>Hej</b>").leads(page)
		b.post(page, "version", "2", "kind", "mission", "title-fi", "Hyvä arki jokaiselle").leads(x.edition("fi"))
		b.get("/sv/staff/"+slug+"/editions/"+x.e.ID).want(200, `lang="fi"`, "Hyvä arki jokaiselle")
	})
}

func TestMoveSplitMergeRemove(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		a := add(t, x.s, x.e, "", plan.Priority, "a")
		c := add(t, x.s, x.e, "", plan.Priority, "b")
		b := x.as("editor")
		move := func(id, want string, fields ...string) *answer {
			t.Helper()
			got := b.post(x.edition("fi", "elements", id, "move"), fields...)
			if now := outline(t, x.s, x.e); now != want {
				t.Errorf("after %v of %s the tree is %s, want %s", fields, id, now, want)
			}
			return got
		}
		move(c.ID, "b a", "how", "up").leads(x.edition("fi") + "?moved=")
		move(c.ID, "b a", "how", "up").leads(x.edition("fi"))
		move(a.ID, "b(a)", "how", "in")
		move(a.ID, "b a", "how", "out")
		move(a.ID, "b(a)", "parent", c.ID, "position", "0")
		move(c.ID, "b(a)", "parent", a.ID, "position", "0").want(422, "itsensä alle")
		move(a.ID, "b(a)", "parent", "", "position", "99999999").want(422)
		move(a.ID, "b a", "parent", "", "position", "999999")
		b.accept["HX-Request"] = "true"
		move(a.ID, "a b", "how", "up").want(200, "a on nyt ylimmällä tasolla, paikalla 1/2", "!<html")
		move(a.ID, "a b", "how", "sideways").want(200, "ei voi siirtyä")
		delete(b.accept, "HX-Request")

		page := x.edition("fi", "elements", a.ID)
		b.post(page, "version", "1", "kind", "priority", "title-fi", "a", "body-fi", "Ensin työ.\nSitten lepo. Sitten työ.").leads(x.edition("fi"))
		b.post(page+"/split", "version", "2", "lang", "fi", "before", "Sitten").want(422, "useammin kuin kerran")
		b.post(page+"/split", "version", "2", "lang", "fi", "before", "Huomenna").want(422, "ei löytynyt")
		b.post(page+"/split", "version", "1", "lang", "fi", "before", "Sitten lepo").want(409)
		b.post(page+"/split", "version", "2", "lang", "fi", "before", "työ. Sitten lepo", "rest_title", "c").leads(x.edition("fi"))
		if now := outline(t, x.s, x.e); now != "a c b" {
			t.Errorf("after the split the tree is %s", now)
		}
		all, _ := x.s.Elements(ctx, county, x.e.ID)
		rest := all[1]
		b.get(x.edition("fi", "elements", rest.ID, "merge")+"?with=above").want(200, "Ensin", "Sitten lepo", "Tulos")
		b.get(x.edition("fi", "elements", a.ID, "merge") + "?with=above").want(404)
		b.post(x.edition("fi", "elements", rest.ID, "merge"), "with", "above", "first", "2", "second", "1").want(409)
		b.post(x.edition("fi", "elements", rest.ID, "merge"), "with", "above", "first", "3", "second", "1").leads(x.edition("fi") + "#row-" + a.ID)
		move(c.ID, "a(b)", "how", "in")
		b.get(page+"/remove").want(200, "siirtyy ylöspäin")
		b.post(page+"/remove", "version", "3").want(409)
		b.post(page+"/remove", "version", "4").leads(x.edition("fi"))
		if now := outline(t, x.s, x.e); now != "b" {
			t.Errorf("after the removal the tree is %s", now)
		}
	})
}

func TestFrozenEditionIsReadOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		a := add(t, x.s, x.e, "", plan.Vision, "Turvallinen arki")
		if err := move(t, d, x.s, x.e.ID, plan.Proposed, "2026-02-01"); err != nil {
			t.Fatal(err)
		}
		b := x.as("editor")
		b.get(x.edition("sv")).want(200, "Versionen är låst", "Gör ett nytt utkast", "!name=\"how\"", "!elements/new")
		b.get(x.edition("fi", "elements", a.ID)).want(200, "Versio on lukittu", "!name=\"title-fi\"", "!comment-form")
		b.post(x.edition("fi", "elements", a.ID), "version", "1", "kind", "vision", "title-fi", "Muu").want(409, "ei enää muutu")
		b.post(x.edition("fi", "comments"), "body", "Hei").want(409)
		b.post("/fi/staff/"+slug+"/drafts", "based_on", x.e.ID).leads("/fi/staff/" + slug + "/editions/")
		x.as("admin").post(x.edition("fi"), "version", "2").want(409, "pysyy julkisena")
		if e, _ := x.s.Edition(ctx, county, x.e.ID); !e.Public {
			t.Error("a proposed edition was closed: its address would break")
		}
		x.as("admin").get("/fi/staff/"+slug).want(200, "versio 1: kirjaa valtuuston päätös", "Versio 2")
	})
}

func TestCommentsShowThePost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		a := add(t, x.s, x.e, "", plan.Vision, "Turvallinen arki")
		group := "/fi/staff/" + slug + "/documents/" + x.e.DocumentID + "/group"
		chief := x.as("admin")
		chief.post(group, "post-fi", "Henkilöstön edustaja", "user", "u-reader").leads(group)
		chief.post(group, "post-fi", "").want(422, "nimi puuttuu")
		chief.post(group, "post-fi", "Outo", "user", "u-stranger").want(422, "ei ole roolia", "Outo")
		chief.get(group).want(200, "Henkilöstön edustaja", "Reader Person", "!Gone Person")
		x.as("reader").get(group).want(200, "Henkilöstön edustaja", "Täytetty", "!Reader Person", "!<form class=\"form\"")
		x.as("reader").post(x.edition("fi", "comments"), "element", a.ID, "body", "Lisää <script>rohkeutta</script>").leads(x.edition("fi", "elements", a.ID) + "#comments")
		x.as("reader").post(x.edition("fi", "comments"), "element", "ei-ole", "body", "Hei").want(404)
		x.as("editor").get(x.edition("fi", "elements", a.ID)).want(200, "Henkilöstön edustaja", "&lt;script&gt;rohkeutta", "!<script>rohkeutta", "Ratkaise")
		x.as("editor").get(x.edition("fi")).want(200, "1 kommentti")
		list, _ := x.s.Comments(ctx, county, x.e.ID)
		x.as("reader").post(x.edition("fi", "comments", list[0].ID), "version", "1").want(403)
		x.as("editor").post(x.edition("fi", "comments", "ei-ole"), "version", "1").want(404)
		x.as("editor").post(x.edition("fi", "comments", list[0].ID), "version", "1", "answer", "Lisätty.").leads(x.edition("fi", "elements", a.ID))
		x.as("reader").get(x.edition("fi", "elements", a.ID)).want(200, "Ratkaistu", "Lisätty.")
		x.as("editor").post(x.edition("sv", "comments"), "body", "Allmänt").leads(x.edition("sv") + "#comments")
		x.as("editor").get(x.edition("sv")).want(200, "Beredare", "Allmänt")
		seats, _ := x.s.Seats(ctx, county, x.e.DocumentID)
		chief.get(group+"/"+seats[0].ID+"/remove").want(200, "kommentit jäävät")
		chief.post(group + "/" + seats[0].ID + "/remove").leads(group)
		chief.post(group + "/" + seats[0].ID + "/remove").want(404)
	})
}

func TestRooms(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		b := x.as("admin")
		rooms := "/fi/staff/" + slug + "/rooms"
		law := rooms + "/law-x1-service_strategy"
		b.get(law).want(200, "Laki odottaa tätä huonetta", "!/remove")
		b.get(law+"/remove").want(409, "ei voi poistaa")
		slot := []string{"title-fi", "Palvelustrategia", "title-sv", "Servicestrategi", "kind", "service_strategy", "binding", "inside", "state", "preparing", "decider", "aluevaltuusto", "basis", "612/2021 11 §", "version", "0"}
		b.post(law, slot...).leads(rooms)
		b.get(law).want(404)
		b.get(rooms).want(200, "Valmistelussa", "Palvelustrategia", "Aloita asiakirja")
		b.post(rooms+"/new", "title-fi", "Lasten ohjelma", "kind", "programme", "binding", "under", "state", "empty").leads(rooms)
		b.post(rooms+"/new", "title-fi", "Lasten ohjelma", "kind", "programme", "binding", "under", "state", "empty").want(409, "on jo käytössä", "Lasten ohjelma")
		b.post(rooms+"/new", "kind", "programme", "binding", "under", "state", "empty").want(422, "Nimi puuttuu")
		b.post(rooms+"/new", "title-fi", "Katto", "binding", "roof", "state", "empty").want(422, "paikka talossa puuttuu")
		all, _ := x.s.Plan(ctx, county)
		own := all.Slots[0]
		for _, s := range all.Slots {
			if s.Slug == "lasten-ohjelma" {
				own = s
			}
		}
		b.get(rooms+"/"+own.ID+"/remove").want(200, "Lasten ohjelma")
		b.post(rooms + "/" + own.ID + "/document").leads("/fi/staff/" + slug + "/editions/")
		b.post(rooms+"/"+own.ID+"/document").want(409, "on jo asiakirja")
		b.post(rooms+"/"+own.ID+"/remove", "version", "1").want(409)
		b.post(rooms+"/"+own.ID+"/remove", "version", "2").leads(rooms)
		b.get("/en/staff/"+slug).want(200, "Lasten ohjelma")
	})
}

func TestAreas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		areas, b := "/fi/staff/"+slug+"/areas", x.as("admin")
		x.as("reader").get(areas).want(200, "Osa-alueita ei ole kerrottu", "!<form class=\"form\"")
		x.as("editor").post(areas, "name-fi", "Rannikko").want(403)
		b.post(areas).want(422, "ei ole kerrottu mitään")
		b.post(areas, "name-fi", "Rannikko", "name-sv", "Kusten", "municipality", "Luonnoslahti", "municipality", "Helsinki").leads(areas)
		b.post(areas, "told_by", "Strategia 2026").leads(areas)
		b.get("/sv/staff/"+slug+"/areas").want(200, "Kusten", "Luonnoslahti", "Delområde 2, namnet är inte känt", "!Helsinki")
		all, err := x.s.Plan(ctx, county)
		if err != nil || len(all.Areas) != 2 || all.Areas[1].Position != 1 {
			t.Fatalf("%+v, %v", all.Areas, err)
		}
		coast, unnamed := all.Areas[0], all.Areas[1]
		b.post(areas, "area", coast.ID, "version", "1", "name-fi", "Rannikko ja saaristo").leads(areas)
		b.post(areas, "area", coast.ID, "version", "1", "name-fi", "Meri").want(409, "Meri", "Rannikko ja saaristo")
		spoken, err := x.s.AddElement(ctx, editor, plan.Element{
			EditionID: x.e.ID, County: county, Kind: plan.Section, Title: house.Texts{"fi": "Saaristo"}, Areas: []string{coast.ID},
		})
		if err != nil {
			t.Fatal(err)
		}
		remove := []string{"act", "remove", "area", coast.ID, "version", "2"}
		b.post(areas, remove...).want(409, "koskee tätä osa-aluetta")
		if err := x.s.RemoveElement(ctx, editor, county, x.e.ID, spoken.ID, 1); err != nil {
			t.Fatal(err)
		}
		b.post(areas, remove...).leads(areas)
		b.post(areas, remove...).want(409)
		b.get(areas).want(200, "Osa-alue 2, nimeä ei ole kerrottu", "!saaristo")
		if unnamed.Version != 1 {
			t.Errorf("%+v", unnamed)
		}
	})
}

func TestFactsAndLanguages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		a := add(t, x.s, x.e, "", plan.Vision, "Turvallinen arki")
		b := x.as("editor")
		b.post(x.edition("fi"), "version", "1", "start_year", "2026", "end_year", "2029", "note-fi", "Luonnos").leads(x.edition("fi"))
		b.post(x.edition("fi"), "version", "2", "start_year", "2029", "end_year", "2026").want(422, "päättyy ennen")
		b.post(x.edition("fi"), "version", "1", "start_year", "2027", "end_year", "2029").want(409, "tallensi saman")
		b.post(x.edition("fi"), "version", "2", "start_year", "2026", "end_year", "2029", "public", "yes").leads(x.edition("fi"))
		if e, _ := x.s.Edition(ctx, county, x.e.ID); e.Public || e.StartYear != 2026 {
			t.Errorf("an editor made it public, or the period is lost: %+v", e)
		}
		x.as("admin").post(x.edition("fi"), "version", "3", "start_year", "2026", "end_year", "2029", "public", "yes").leads(x.edition("fi"))
		if e, _ := x.s.Edition(ctx, county, x.e.ID); !e.Public {
			t.Error("the administrator could not open it")
		}
		b.get(x.edition("fi", "languages")).want(200, "1 puuttuu", "elements/"+a.ID+"#title-sv", "ruotsi")
		b.get("/fi/staff/"+slug+"/languages").want(200, "1 puuttuu", "valmis")
		b.get("/fi/staff/"+slug).want(200, "versio 1: 2 käännöstä puuttuu")
		b.post(x.edition("fi", "elements", a.ID), "version", "1", "kind", "vision", "title-fi", "Turvallinen arki", "title-sv", "Trygg vardag", "title-en", "Safe days").leads(x.edition("fi"))
		b.get(x.edition("fi", "languages")).want(200, "Kaikki tekstit ovat kaikilla kielillä")
	})
}

// Nothing that a form can carry makes a page fail or loses the tree.
func FuzzTreeForms(f *testing.F) {
	for _, s := range []string{"0", "-1", "99999999999999999999", "up", "", "'; --", "\x00", "å\u202e", strings.Repeat("9", 300)} {
		f.Add(s, s, s)
	}
	path := dbtest.NewSQLite(f)
	f.Fuzz(func(t *testing.T, one, two, three string) {
		x := newSite(t, dbtest.Open(t, path))
		s, e := x.s, x.e
		a := add(t, s, e, "", plan.Section, "a")
		add(t, s, e, a.ID, plan.Section, "b")
		b := x.as("editor")
		here := x.edition("fi", "elements", a.ID)
		for _, r := range []*answer{
			b.post(here+"/move", "how", one, "parent", two, "position", three),
			b.post(here+"/split", "version", one, "lang", two, "before", three),
			b.post(here+"/merge", "with", one, "first", two, "second", three),
			b.post(here, "version", one, "kind", two, "start_year", three, "area", one, "deed-0-fi", two),
			b.post(x.edition("fi"), "version", one, "start_year", two, "end_year", three),
			b.post(x.edition("fi", "comments"), "element", one, "body", two),
			b.get(x.edition("fi", "elements", "new") + "?after=" + url.QueryEscape(one) + "&under=" + url.QueryEscape(two)),
		} {
			if r.Code >= 500 {
				t.Errorf("%s: %d", r.what, r.Code)
			}
		}
		all, err := s.Elements(ctx, county, e.ID)
		if err != nil || len(all) != 2 {
			t.Errorf("%d elements, %v", len(all), err)
		}
	})
}
