package people

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// site is the room's pages over a database of their own.
type site struct {
	*web.Router
	t     *testing.T
	s     *Service
	d     *db.DB
	clock *clock
	users map[string]User
}

// newSite has a user of each kind; their passwords are goodKey.
func newSite(t *testing.T, d *db.DB) *site {
	t.Helper()
	s, clock := newTestService(t, d)
	rt := web.New(web.Options{Now: clock.now, Who: s.Who, Sessions: NewSessionStore(d, clock.now)})
	Routes(rt, s)
	rt.Staff("GET /{lang}/staff", func(w http.ResponseWriter, r *web.Request) error {
		return web.Render(w, r, http.StatusOK, web.Page(staffFrame(r, "desk of "+r.Actor.Name)))
	})
	x := &site{Router: rt, t: t, s: s, d: d, clock: clock, users: map[string]User{}}
	for name, grants := range map[string][]house.Grant{
		"ylin":     {grant(house.AllCounties, house.Administrator)},
		"vastaava": {grant(kainuu, house.CountyAdministrator)},
		"lukija":   {grant(kainuu, house.Reader)},
		"muualla":  {grant(soite, house.Editor)},
		"jaettu":   {grant(soite, house.Editor), grant(kainuu, house.Reader)},
	} {
		x.users[name] = add(t, s, name, grants...)
	}
	return x
}

// browser is one person's browser: it keeps its cookies.
type browser struct {
	*site
	cookies map[string]string
}

func (x *site) visitor() *browser { return &browser{x, map[string]string{}} }

// as is the browser of a user who has signed in.
func (x *site) as(name string) *browser {
	x.t.Helper()
	b := x.visitor()
	b.clock.forward(time.Minute) // the pace of sign-ins from one address is limited
	b.signIn(name, goodKey).want(http.StatusSeeOther)
	return b
}

func (b *browser) signIn(name, password string) *answer {
	b.t.Helper()
	return b.post("/fi/sign-in", "email", name+"@alue.example", "password", password)
}

func (b *browser) get(target string) *answer {
	b.t.Helper()
	return b.do(httptest.NewRequest(http.MethodGet, target, nil))
}

// post sends a form of name, value pairs.
func (b *browser) post(target string, fields ...string) *answer {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

func (b *browser) do(r *http.Request) *answer {
	b.t.Helper()
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	rec := httptest.NewRecorder()
	b.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		b.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return &answer{rec, b.t, r.Method + " " + r.URL.String()}
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	t    *testing.T
	what string
}

// want checks the status and the words of the page; one that begins with "!"
// must not be there.
func (a *answer) want(status int, words ...string) *answer {
	a.t.Helper()
	if a.Code != status {
		a.t.Errorf("%s: status %d, want %d\n%s", a.what, a.Code, status, a.Body)
	}
	for _, word := range words {
		unwanted, no := strings.CutPrefix(word, "!")
		if no && strings.Contains(a.Body.String(), unwanted) {
			a.t.Errorf("%s: the page has %q", a.what, unwanted)
		}
		if !no && !strings.Contains(a.Body.String(), word) {
			a.t.Errorf("%s: the page lacks %q\n%s", a.what, word, a.Body)
		}
	}
	return a
}

// leads checks where a redirect goes.
func (a *answer) leads(to string) *answer {
	a.t.Helper()
	if got := a.Header().Get("Location"); a.Code != http.StatusSeeOther || got != to {
		a.t.Errorf("%s: %d to %q, want 303 to %q", a.what, a.Code, got, to)
	}
	return a
}

func TestSignInPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := newSite(t, d)
		b := x.visitor()
		b.get("/fi/staff/users?county=20").leads("/fi/sign-in?next=%2Ffi%2Fstaff%2Fusers%3Fcounty%3D20")
		b.get("/fi/sign-in?next=%2Ffi%2Fstaff%2Faccount").want(200,
			"Kirjaudu Kattoon", `name="next" value="/fi/staff/account"`, `autocomplete="current-password"`, "!role=\"alert\"")
		b.get("/sv/sign-in").want(200, "Logga in i Katto", `lang="sv"`, `value="/sv/staff"`)
		b.get("/en/sign-in").want(200, "Sign in to Katto")

		wrong := b.signIn("lukija", "väärä salasana").want(422, "eivät täsmää", `value="lukija@alue.example"`, "!väärä salasana")
		unknown := b.signIn("kukaan", "väärä salasana").want(422)
		if same := strings.ReplaceAll(unknown.Body.String(), "kukaan", "lukija"); same != wrong.Body.String() {
			t.Error("an unknown address reads otherwise than a wrong password")
		}
		b.get("/fi/staff").leads("/fi/sign-in?next=%2Ffi%2Fstaff")

		b.post("/sv/sign-in", "email", "LUKIJA@alue.example ", "password", goodKey).leads("/sv/staff")
		b.get("/fi/staff").want(200, "desk of lukija")
		b.get("/fi/sign-in").leads("/fi/staff")
		b.post("/fi/sign-out").leads("/fi")
		b.get("/fi/staff").leads("/fi/sign-in?next=%2Ffi%2Fstaff")

		b.post("/fi/sign-in", "email", "lukija@alue.example", "password", goodKey, "next", "/fi/staff/account").leads("/fi/staff/account")
		b.post("/fi/sign-in", "email", "lukija@alue.example", "password", goodKey, "next", "https://paha.example/").leads("/fi/staff")
	})
}

func TestSignInSaysHowLongToWait(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	b := x.visitor()
	for range freeTries + 2 {
		b.signIn("kukaan", newKey).want(422)
		x.clock.forward(time.Second)
	}
	a := b.signIn("kukaan", newKey).want(429, "Odota sekunti")
	if got := a.Header().Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After %q, want 1", got)
	}
}

func TestDeactivationReachesAnOpenSession(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	b, boss := x.as("lukija"), x.as("ylin")
	b.get("/fi/staff/account").want(200)
	id := x.users["lukija"].ID
	boss.post("/fi/staff/users/"+id, "act", "change", "version", "1", "name", "lukija", "language", "fi",
		"active", "no", "role-all", "none", "role-20", "reader").leads("/fi/staff/users/" + id)
	boss.get("/fi/staff/users/"+id).want(200, "Muutokset on tallennettu", "Pois käytöstä")
	b.get("/fi/staff/account").leads("/fi/sign-in?next=%2Ffi%2Fstaff%2Faccount")
	b.signIn("lukija", goodKey).want(422, "eivät täsmää")
}

func TestUsersPages(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	shared, elsewhere, boss := x.users["jaettu"].ID, x.users["muualla"].ID, x.users["ylin"].ID
	for _, c := range []struct {
		who, page string
		status    int
		words     []string
	}{
		{"ylin", "/fi/staff/users", 200, []string{"5 käyttäjää", "muualla@alue.example", "Katton pääkäyttäjä", "Lukija, Kainuun hyvinvointialue", "Kaikki alueet"}},
		{"ylin", "/sv/staff/users?county=20", 200, []string{"3 användare", "lukija@", "jaettu@", "!muualla@", "!Beredare", "Läsare"}},
		{"ylin", "/en/staff/users?county=21", 200, []string{"The county has no users yet", "Add a user"}},
		{"ylin", "/fi/staff/users/new", 200, []string{"Katton pääkäyttäjä", `name="role-all"`, `name="add-county"`, "hoitaa kaikkia alueita"}},
		{"ylin", "/fi/staff/users/new?county=18", 200, []string{`value="18" selected`}},
		{"ylin", "/fi/staff/users/" + boss, 200, []string{`name="role-all"`, "!Anna uusi salasana"}},
		{"ylin", "/fi/staff/users/" + shared, 200, []string{`name="role-18"`, `name="role-20"`, "Anna uusi salasana", "!muita"}},
		{"ylin", "/fi/staff/users/ei-ole", 404, []string{"Käyttäjää ei löytynyt"}},
		{"vastaava", "/fi/staff/users", 200, []string{"3 käyttäjää", "lukija@", "!muualla@", "!<select"}},
		{"vastaava", "/fi/staff/users?county=18", 403, []string{"Et voi hoitaa näitä käyttäjiä"}},
		{"vastaava", "/fi/staff/users?county=*", 403, nil},
		{"vastaava", "/en/staff/users/new", 200, []string{`name="role-20"`, "!role-all", "!add-county", "!Katto administrator"}},
		{"vastaava", "/fi/staff/users/" + shared, 200, []string{"rooleja myös muualla", "Valmistelija, Soite", `name="role-20"`, "!role-18", "!name=\"name\"", "!Anna uusi salasana"}},
		{"vastaava", "/fi/staff/users/" + elsewhere, 404, []string{"!muualla"}},
		{"vastaava", "/fi/staff/users/" + boss, 404, nil},
		{"lukija", "/fi/staff/users", 403, []string{"Et voi hoitaa", "!lukija@alue.example"}},
		{"lukija", "/sv/staff/users/new", 403, nil},
		{"lukija", "/fi/staff/users/" + x.users["lukija"].ID, 404, nil},
		{"lukija", "/fi/staff/account", 200, []string{"lukija@alue.example", "Lukija, Kainuun hyvinvointialue", "!Tapahtumaloki", "!/staff/users"}},
		{"vastaava", "/sv/staff/account", 200, []string{"Områdets huvudanvändare", "Händelselogg", "/sv/staff/users"}},
		{"vastaava", "/en/staff/account", 200, []string{"My account", "Change the password"}},
	} {
		x.as(c.who).get(c.page).want(c.status, c.words...)
	}
}

func TestAddUserForm(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	admin := x.as("vastaava")
	admin.post("/fi/staff/users/new", "name", "", "email", "ei osoite", "language", "fi", "role-20", "none", "password", "lyhyt").want(422,
		"Korjaa 4 kohtaa", "Nimi puuttuu", "Sähköpostiosoite ei kelpaa", "ainakin yksi rooli", "vähintään 12 merkkiä", `value="ei osoite"`, "!value=\"lyhyt\"")
	admin.post("/en/staff/users/new", "name", "Uusi", "email", "lukija@alue.example", "language", "fi", "role-20", "editor", "password", goodKey).want(409,
		"The address has a user already", `value="editor" selected`)

	admin.post("/sv/staff/users/new", "name", "Uusi", "email", "uusi@alue.example", "language", "sv", "role-20", "editor", "password", goodKey).want(303)
	u, err := userByEmail(t.Context(), x.d.Read(), "uusi@alue.example")
	if err != nil || u.Language != text.Sv || u.RoleIn(kainuu) != house.Editor {
		t.Fatalf("%+v, %v", u, err)
	}
	admin.get("/sv/staff/users/"+u.ID).want(200, "Användaren Uusi har lagts till")

	boss := x.as("ylin")
	boss.post("/fi/staff/users/new", "name", "Toinen", "email", "toinen@alue.example", "language", "fi",
		"role-all", "none", "add-county", "18", "password", goodKey).want(422, "alue tai rooli")
	boss.post("/fi/staff/users/new", "name", "Toinen", "email", "toinen@alue.example", "language", "fi",
		"role-all", "none", "add-county", "18", "add-role", "county_administrator", "password", goodKey).want(303)
}

func TestFormsCannotReachFurtherThanTheActor(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	admin, reader := x.as("vastaava"), x.as("lukija")
	shared, elsewhere := x.users["jaettu"], x.users["muualla"]
	admin.post("/fi/staff/users/new", "name", "Uusi", "email", "uusi@alue.example", "language", "fi",
		"role-20", "none", "add-county", "18", "add-role", "reader", "password", goodKey).want(403, "Et voi antaa tai poistaa")
	admin.post("/fi/staff/users/new", "name", "Uusi", "email", "uusi@alue.example", "language", "fi",
		"role-20", "administrator", "password", goodKey).want(422, "Rooli ei sovi")
	admin.post("/fi/staff/users/"+shared.ID, "act", "password", "password", newKey).want(403)
	admin.post("/fi/staff/users/"+elsewhere.ID, "act", "password", "password", newKey).want(404)
	reader.post("/fi/staff/users/new", "name", "Uusi", "email", "uusi@alue.example", "language", "fi",
		"add-county", "20", "add-role", "reader", "password", goodKey).want(403)

	// A name and a role that the form does not offer are not taken.
	admin.post("/fi/staff/users/"+shared.ID, "act", "change", "version", "1", "name", "Muutettu", "active", "no",
		"role-18", "none", "role-20", "editor").want(303)
	now, err := x.s.User(t.Context(), house.System, shared.ID)
	if err != nil || now.Name != "jaettu" || !now.Active || now.RoleIn(soite) != house.Editor || now.RoleIn(kainuu) != house.Editor {
		t.Errorf("%+v, %v", now, err)
	}
}

func TestUserFormTellsConflicts(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	boss, id := x.as("ylin"), x.users["lukija"].ID
	change := []string{"act", "change", "version", "1", "name", "Uusi", "language", "fi", "active", "yes", "role-all", "none", "role-20", "reader"}
	boss.post("/fi/staff/users/"+id, change...).want(303)
	boss.post("/fi/staff/users/"+id, change...).want(409, "Joku muu ehti muuttaa", `value="Uusi"`)
	boss.post("/fi/staff/users/"+x.users["ylin"].ID, "act", "change", "version", "1", "name", "ylin", "language", "fi",
		"active", "yes", "role-all", "none", "add-county", "20", "add-role", "reader").want(422, "itseltäsi")
	boss.post("/fi/staff/users/"+id, "act", "password", "password", "lyhyt").want(422, "vähintään 12 merkkiä")
	boss.post("/fi/staff/users/"+id, "act", "password", "password", newKey).want(303)
	x.visitor().signIn("lukija", newKey).want(303)
}

func TestAccountPage(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	here, there := x.as("lukija"), x.as("lukija")
	here.post("/fi/staff/account", "act", "profile", "version", "1", "name", "Uusi Nimi", "language", "sv").leads("/sv/staff/account")
	here.get("/sv/staff/account").want(200, "Uusi Nimi", "Ändringarna har sparats")
	here.post("/fi/staff/account", "act", "profile", "version", "1", "name", "Taas", "language", "fi").want(409)
	here.post("/fi/staff/account", "act", "profile", "version", "2", "name", "", "language", "fi").want(422, "Nimi puuttuu")

	here.post("/fi/staff/account", "act", "password", "old", goodKey, "password", newKey, "again", goodKey).want(422, "eivät ole samat")
	here.post("/fi/staff/account", "act", "password", "old", newKey, "password", newKey, "again", newKey).want(422, "Nykyinen salasana on väärä")
	there.get("/fi/staff/account").want(200)
	here.post("/fi/staff/account", "act", "password", "old", goodKey, "password", newKey, "again", newKey).leads("/fi/staff/account")
	here.get("/fi/staff/account").want(200, "Salasana on vaihdettu")
	there.get("/fi/staff/account").want(303)
}

func TestPasswordsKeepTheirSpaces(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	const spaced = "  kaksi  väliä  välissä "
	boss, id := x.as("ylin"), x.users["lukija"].ID
	boss.post("/fi/staff/users/"+id, "act", "password", "password", spaced).want(303)
	x.visitor().signIn("lukija", strings.TrimSpace(spaced)).want(422)
	x.visitor().signIn("lukija", spaced).want(303)
}

func TestSignInRefusesOtherSites(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	r := httptest.NewRequest(http.MethodPost, "/fi/sign-in", strings.NewReader("email=lukija@alue.example&password="+url.QueryEscape(goodKey)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	x.visitor().do(r).want(403, "toiselta sivustolta")
}

func FuzzNext(f *testing.F) {
	for _, seed := range []string{"", "/fi/staff", "//paha.example", "/\\paha.example", "https://paha.example", "javascript:alert(1)", "/\t/paha.example", "/%2f/paha.example", "/..//paha.example", "/a?b=//c#d", "\u2028//x"} {
		f.Add(seed)
	}
	base := &url.URL{Scheme: "https", Host: "katto.example", Path: "/fi/sign-in"}
	f.Fuzz(func(t *testing.T, next string) {
		r := httptest.NewRequest(http.MethodGet, "/fi/sign-in", nil)
		target := signInTarget(&web.Request{Request: r, Lang: text.Fi}, next)
		rec := httptest.NewRecorder()
		http.Redirect(rec, r, target, http.StatusSeeOther)
		to, err := base.Parse(rec.Header().Get("Location"))
		if err != nil || to.Host != base.Host || to.Scheme != base.Scheme {
			t.Errorf("%q leads to %v, %v", next, to, err)
		}
		if strings.HasPrefix(target, "//") || strings.ContainsAny(target, "\\\t\r\n") {
			t.Errorf("%q leads to %q, which browsers read otherwise", next, target)
		}
	})
}
