package intake

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// site is the room's pages, with a person signed in or nobody.
type site struct {
	room
	server *httptest.Server
	client *http.Client
}

func newSite(t *testing.T, r room, by house.Actor) site {
	t.Helper()
	rt := web.New(web.Options{
		Log: slog.New(slog.DiscardHandler), Now: clock,
		Who: func(context.Context, string) (house.Actor, error) { return by, nil },
	})
	Routes(rt, r.Service)
	rt.Open("POST /{lang}/sign-in", func(w http.ResponseWriter, q *web.Request) error {
		if err := q.SignIn(by.UserID); err != nil {
			return err
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	})
	server := httptest.NewServer(rt)
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	must(t, err)
	s := site{r, server, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if by.SignedIn() {
		s.post("/fi/sign-in", nil)
	}
	return s
}

// answer is what a page answered.
type answer struct {
	status   int
	body     string
	location string
	header   http.Header
}

func (s site) read(res *http.Response, err error) answer {
	s.t.Helper()
	must(s.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(s.t, err)
	return answer{res.StatusCode, string(body), res.Header.Get("Location"), res.Header}
}

func (s site) get(path string) answer {
	s.t.Helper()
	return s.read(s.client.Get(s.server.URL + path))
}

func (s site) post(path string, form url.Values) answer {
	s.t.Helper()
	return s.read(s.client.PostForm(s.server.URL+path, form))
}

func (s site) send(path, name, content string) answer {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", name)
	must(s.t, err)
	_, err = file.Write([]byte(content))
	must(s.t, err)
	must(s.t, form.Close())
	return s.read(s.client.Post(s.server.URL+path, form.FormDataContentType(), &body))
}

func (a answer) want(t *testing.T, status int, parts ...string) {
	t.Helper()
	if a.status != status {
		t.Errorf("status %d, want %d", a.status, status)
	}
	for _, part := range parts {
		if !strings.Contains(a.body, part) {
			t.Errorf("the page lacks %q", part)
			if len(a.body) < 4000 {
				t.Log(a.body)
			}
		}
	}
}

func (a answer) wantNot(t *testing.T, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(a.body, part) {
			t.Errorf("the page has %q", part)
		}
	}
}

const sources = "/staff/mallila/sources"

func (s site) one(x Source) string { return "/fi" + sources + "/" + x.ID }

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func webRoom(t *testing.T) room { return setUp(t, dbtest.SQLite(t)) }

func TestPagesInThreeLanguages(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	for lang, words := range map[text.Lang][3]string{
		text.Fi: {"Lähteet", "Ei vielä lähteitä", "Lähetä ja lue"}, text.Sv: {"Källor", "Inga källor ännu", "Skicka och läs"},
		text.En: {"Sources", "No sources yet", "Send and read"},
	} {
		s.get("/"+string(lang)+sources).want(t, 200, words[:]...)
	}
	x := r.uploaded("strategia.txt", strategy)
	for lang, words := range map[text.Lang][]string{
		text.Fi: {"Tarkistettu 0/", "Luetut kohdat", "Palvelulupaus", "todennäköinen", "Hyväksy", "Pikanäppäimet", "Arvot", "suomi"},
		text.Sv: {"Granskat 0/", "Lästa punkter", "Servicelöfte", "trolig", "Godkänn", "Kortkommandon", "Värden", "finska"},
		text.En: {"Reviewed 0 of", "Findings", "Service promise", "likely", "Accept", "Keyboard shortcuts", "Values", "Finnish"},
	} {
		a := s.get("/" + string(lang) + sources + "/" + x.ID)
		a.want(t, 200, words...)
		a.want(t, 200, `<mark class="mark mark-open"`, `lang="fi"`, "Paras arki jokaiselle")
		a.wantNot(t, "intake.", "no value")
		_, findings := r.get(x.ID)
		for _, f := range findings {
			page := s.get("/" + string(lang) + sources + "/" + x.ID + "/findings/" + f.ID)
			page.want(t, 200, lang.T("intake.kind."+f.Kind), `name="words"`)
			page.wantNot(t, "intake.", "no value")
		}
		s.get("/"+string(lang)+sources).want(t, 200, "strategia.txt", lang.T("intake.state.read"))
	}
}

func TestUploadPage(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	a := s.send("/fi"+sources, "../../strategia.txt", strategy)
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.location, "/fi"+sources+"/") {
		t.Fatalf("answered %d to %q", a.status, a.location)
	}
	wait := s.get(a.location)
	wait.want(t, 200, "Tiedostoa luetaan", "<progress")
	if wait.header.Get("Refresh") == "" {
		t.Error("the waiting page does not refresh itself")
	}
	x := r.work(strings.TrimPrefix(a.location, "/fi"+sources+"/"))
	s.get(a.location).want(t, 200, "Luetut kohdat")
	again := s.send("/fi"+sources, "toinen.txt", strategy)
	if again.location != a.location {
		t.Errorf("the same file went to %q", again.location)
	}
	s.get(again.location).want(t, 200, "Sama tiedosto on jo lähteenä")
	file := s.get(a.location + "/file")
	if file.body != strategy || !strings.Contains(file.header.Get("Content-Disposition"), "attachment") || file.header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("the file came as %v", file.header)
	}
	if strings.Contains(x.Name, "/") {
		t.Errorf("the name is %q", x.Name)
	}
	s.send("/fi"+sources, "tyhja.txt", "").want(t, 422, text.Fi.T("intake.empty"), `id="file-error"`)
	s.post("/sv"+sources, nil).want(t, 422, `role="alert"`)
}

func TestRefusedPage(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	x := r.uploaded("strategia.pdf", "this is no pdf")
	for _, l := range text.Languages {
		a := s.get("/" + string(l) + sources + "/" + x.ID)
		a.want(t, 200, html.EscapeString(l.Map(x.Fault, x.FaultArgs)), html.EscapeString(l.Map(x.Fault+".next", x.FaultArgs)), l.T("intake.remove"))
		a.wantNot(t, "no value")
	}
	if a := s.post(s.one(x)+"/remove", form("version", fmt.Sprint(x.Version))); a.location != "/fi"+sources {
		t.Errorf("removing went to %q, %d", a.location, a.status)
	}
	s.get(s.one(x)).want(t, 404)
}

func TestReviewPageActs(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	x := r.made(goals, goalFindings()...)
	do := func(id string, pairs ...string) answer {
		v := form(append([]string{"version", fmt.Sprint(r.at(x, id).Version)}, pairs...)...)
		return s.post(s.one(x)+"/findings/"+id, v)
	}
	if a := do("p1", "do", "accept", "next", "p2", "part", "1"); a.location != s.one(x)+"?part=1#f-p2" {
		t.Errorf("accepting went to %q, %d", a.location, a.status)
	}
	if a := do("a", "do", "accept"); a.location != s.one(x) {
		t.Errorf("accepting the last went to %q", a.location)
	}
	do("b", "do", "reject")
	do("b", "do", "reopen")
	r.wantOutline(x, "priority:Painopiste yksi(objective:tavoite a)")
	s.get(s.one(x)).want(t, 200, "Tarkistettu 2/8", `mark-accepted`, "strategia", "Palauta avoimeksi", `id="f-b"`)
	if a := do("b", "do", "merge", "other", "c/1"); a.status != 303 {
		t.Errorf("merging: %d", a.status)
	}
	if f := r.at(x, "b"); f.Words != "tavoite b tavoite c" {
		t.Errorf("merged into %q", f.Words)
	}
	if a := do("p2", "do", "change", "kind", "value", "words", "Rohkeus", "next", "p2"); a.location != s.one(x)+"#f-p2" {
		t.Errorf("changing went to %q", a.location)
	}
	if f := r.at(x, "p2"); f.Kind != "value" || f.Words != "Rohkeus" {
		t.Errorf("changed into %+v", f)
	}
	do("p2", "do", "change", "kind", "value", "words", " ").want(t, 422, "Teksti puuttuu", "Kohta 4")
	do("p2", "do", "accept", "version", "99").want(t, 409, "Joku muu muutti tätä ensin")
	do("p2", "do", "nonsense").want(t, 422)
	if a := s.post(s.one(x)+"/likely", nil); a.status != 303 {
		t.Errorf("accepting the likely: %d", a.status)
	}
	s.get(s.one(x)).want(t, 200, "Tarkistettu 8/8", "Kaikki on käyty läpi", "Hyväksyttiin 5 kohtaa")
}

func TestConflictPageShowsBoth(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	x := r.made(goals, goalFindings()...)
	f := r.at(x, "a")
	f.Words = "heidän sanansa"
	must(t, r.Change(ctx, editor, county, x.ID, f))
	a := s.post(s.one(x)+"/findings/a", form("do", "change", "version", "1", "kind", "objective", "words", "minun sanani"))
	a.want(t, 409, "heidän sanansa", "minun sanani", "Joku muu muutti kohtaa", `name="version" value="2"`)
}

func TestAddPage(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	x := r.made(goals, goalFindings()...)
	span := locate(goals, "tavoite b")
	a := s.post(s.one(x)+"/findings/new", form("kind", "value", "words", "", "start", fmt.Sprint(span.Start), "end", fmt.Sprint(span.End), "part", "1"))
	if a.status != 303 || !strings.Contains(a.location, "?part=1#f-") {
		t.Fatalf("adding: %d to %q", a.status, a.location)
	}
	r.wantOutline(x, "value:tavoite b")
	s.post(s.one(x)+"/findings/new", form("kind", "period", "words", "kausi 2027 – 2030"))
	_, findings := r.get(x.ID)
	if f := findings[len(findings)-1]; f.Detail.StartYear != 2027 || f.Detail.EndYear != 2030 {
		t.Errorf("the period was read as %+v", f.Detail)
	}
	for _, bad := range []url.Values{
		form("kind", "value", "words", ""), form("kind", "x", "words", "a"), form("kind", "value", "words", "a", "start", "5", "end", "2"),
		form("kind", "value", "words", "a", "start", "-1", "end", "x"), form("kind", "participation", "words", "a", "count", "monta"),
		form("kind", "euro", "words", "a", "amount", "1,2,3"), form("kind", "period", "words", "aina"),
		form("kind", "decision", "words", "a", "date", "huomenna"), form("kind", "value", "words", strings.Repeat("a", MaxWords+1)),
	} {
		a := s.post(s.one(x)+"/findings/new", bad)
		a.want(t, 422, `role="alert"`, `name="words"`)
	}
	s.get(s.one(x)+"/findings/new").want(t, 200, "Lisää puuttuva kohta")
}

func TestDraftForm(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	x := r.made(goals, goalFindings()...)
	s.get(s.one(x)).want(t, 200, "Strategian ensimmäinen luonnos", "strategian uuteen luonnokseen")
	if a := s.post(s.one(x)+"/draft", form("draft", "")); a.status != 303 {
		t.Fatalf("choosing: %d", a.status)
	}
	now, _ := r.get(x.ID)
	s.get(s.one(x)).want(t, 200, "/fi/staff/mallila/editions/"+now.EditionID, "edition:"+now.EditionID)
	s.post(s.one(x)+"/draft", form("draft", "edition:none")).want(t, 404)
}

func TestNameForm(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	x := r.made(goals)
	s.post(s.one(x)+"/name", form("version", "1", "name", "Sivu", "address", "javascript:alert(1)")).want(t, 422, "Osoite ei kelpaa", `open`)
	if a := s.post(s.one(x)+"/name", form("version", "1", "name", "Alueen sivu", "address", "https://example.org/?a=1&b=2")); a.status != 303 {
		t.Fatalf("naming: %d", a.status)
	}
	s.get(s.one(x)).want(t, 200, "Alueen sivu", `href="https://example.org/?a=1&amp;b=2"`)
}

func TestWhoMay(t *testing.T) {
	r := webRoom(t)
	x := r.made(goals, goalFindings()...)
	reads := []string{sources, sources + "/" + x.ID, sources + "/" + x.ID + "/file"}
	writes := []string{
		sources, sources + "/" + x.ID + "/name", sources + "/" + x.ID + "/again", sources + "/" + x.ID + "/remove", sources + "/" + x.ID + "/draft",
		sources + "/" + x.ID + "/likely", sources + "/" + x.ID + "/findings/new", sources + "/" + x.ID + "/findings/a",
	}
	for name, c := range map[string]struct {
		by          house.Actor
		read, write int
	}{
		"visitor": {house.Actor{}, 303, 401}, "reader": {reader, 200, 403}, "other county's editor": {other, 403, 403},
	} {
		s := newSite(t, r, c.by)
		for _, path := range reads {
			if a := s.get("/fi" + path); a.status != c.read {
				t.Errorf("%s reads %s: %d, want %d", name, path, a.status, c.read)
			}
		}
		for _, path := range writes {
			if a := s.post("/fi"+path, form("version", "1", "name", "a", "do", "accept", "kind", "value", "words", "a")); a.status != c.write {
				t.Errorf("%s writes %s: %d, want %d", name, path, a.status, c.write)
			}
		}
	}
	s := newSite(t, r, reader)
	a := s.get(s.one(x))
	a.want(t, 200, "Painopiste yksi")
	a.wantNot(t, "/findings/a\"", "name=\"do\"", "Lisää puuttuva", "data-add")
	if a := s.get(s.one(x) + "/findings/a"); a.status != 403 {
		t.Errorf("a reader opens the form of a finding: %d", a.status)
	}
	if now, _ := r.get(x.ID); now.Version != 1 || r.outline(x.ID) != "no draft" {
		t.Error("somebody who may not changed something")
	}
	editors := newSite(t, r, editor)
	for _, path := range []string{"/fi/staff/ei-ole/sources", s.one(x) + "0", s.one(x) + "/findings/none"} {
		editors.get(path).want(t, 404)
	}
}

func TestHostileTextIsEscaped(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, admin)
	evil := `<script>alert(1)</script><img src=x onerror=alert(2)> "'&`
	x := r.made("ennen "+evil+" jälkeen", Finding{ID: `id"><b>`, Kind: "programme", Words: evil}, Finding{ID: "d", Kind: "decision", Words: "a", Detail: Detail{Body: evil}})
	must(t, r.Rename(ctx, admin, county, x.ID, 1, evil, ""))
	for _, f := range []string{`id"><b>`, "d"} {
		must(t, r.Accept(ctx, admin, county, x.ID, Pick{f, 1}))
	}
	for _, path := range []string{"/fi" + sources, s.one(x), s.one(x) + "/findings/" + url.PathEscape(`id"><b>`), s.one(x) + "/findings/d", s.one(x) + "/findings/new"} {
		a := s.get(path)
		a.want(t, 200, "&lt;script&gt;")
		a.wantNot(t, "<script>alert", "<img src=x", `id"><b>`)
	}
}

func TestOtherCountyIsTold(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	x := r.made("Kainuun hyvinvointialue", Finding{ID: "c", Kind: "county", Words: "Kainuun hyvinvointialue", Detail: Detail{Code: "20"}})
	s.get(s.one(x)).want(t, 200, "Teksti puhuu toisesta alueesta")
	must(t, r.Reject(ctx, editor, county, x.ID, Pick{"c", 1}))
	s.get(s.one(x)).wantNot(t, "Teksti puhuu toisesta alueesta")
}

func TestLongTextComesInParts(t *testing.T) {
	r := webRoom(t)
	s := newSite(t, r, editor)
	plain := strings.Repeat(strings.Repeat("sana ", 200)+"\n\n", 150) + "Viimeinen visio"
	x := r.made(plain, Finding{ID: "first", Kind: "value", Words: "sana"}, Finding{ID: "last", Kind: "vision", Words: "Viimeinen visio"})
	first := s.get(s.one(x))
	first.want(t, 200, "Tekstin osa 1/", `id="f-first"`)
	first.wantNot(t, `id="m-last"`, `id="f-last"`)
	must(t, r.Accept(ctx, editor, county, x.ID, Pick{"first", 1}))
	last := s.get(s.one(x))
	last.want(t, 200, "Viimeinen visio", `id="m-last"`)
	last.wantNot(t, `id="f-first"`)
	s.get(s.one(x)+"?part=1").want(t, 200, `id="f-first"`)
	s.get(s.one(x)+"?part=999999999999999999999").want(t, 200, `id="f-last"`)
	if n := len(last.body); n > 200_000 {
		t.Errorf("the page weighs %d bytes", n)
	}
}

func TestDrawForm(t *testing.T) {
	r := webRoom(t)
	x := r.made(goals, goalFindings()...)
	r.accept(x, "g")
	newSite(t, r, editor).get("/fi"+sources+"/"+x.ID+"/findings/g").wantNot(t, "Piirrä")
	s := newSite(t, r, admin)
	s.get(s.one(x)+"/findings/g").want(t, 200, "Piirrä huone")
	if a := s.post(s.one(x)+"/findings/g", form("do", "draw", "version", "2", "state", "preparing")); a.status != 303 {
		t.Fatalf("drawing: %d", a.status)
	}
	s.get(s.one(x)).want(t, 200, "Huone piirrettiin")
}
