package publish

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

// server is the public site over the rooms.
func server(f *fake) http.Handler {
	rt := web.New(web.Options{Now: today})
	Routes(rt, f.site())
	return rt
}

func get(t *testing.T, h http.Handler, path string) (status int, body string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// pages is what a stranger sees, page by page.
var pages = []struct {
	path   string
	status int
	has    []string
	hasNot []string
}{
	// the house
	{"/fi/kainuu", 200, []string{
		"Huolenpitoa itsestä ja muista", "Kelpo Kainuu, jota kehtaa kehua", "Kausi päättynyt", "Lähde ei kerro, mihin painopisteeseen mikäkin näistä 16 tavoitteesta kuuluu.",
		"Lähteet kertovat eri päivän.", "21.11.2023", "21.1.2022, 87\u00a0§", "10\u00a0000\u00a0000\u00a0€", "70\u00a0521", "Tyhjä, ei tietoa täällä", "Viimeksi raportoitu</dt><dd>ei tietoa", "4 vahvuutta",
		"summa ei ole tiedossa", "1 toimenpide</a> lähteiden mukaan.",
	}, []string{">Voimassa<", "href=\"#\"", "publish."}},
	{"/sv/kainuu", 200, []string{"Områdets egna texter på sidan finns bara på finska.", "lang=\"fi\"", "Perioden har upphört", "Kajanalands välfärdsområde"}, []string{"Painopisteet"}},
	{"/en/kainuu", 200, []string{"Period ended", "The sources give different dates."}, []string{"In force<"}},
	{"/fi/keski-pohjanmaa", 200, []string{
		"Soite", "Keski-Pohjanmaan hyvinvointialue", "Ehdotettu", "aluevaltuusto, päätös suunniteltu 13.6.2022, lopputulos ei ole tiedossa", "missio", "Ostopalveluohjelma", "Suunniteltu", "Valmistelussa",
	}, []string{"Päätti", "Osa tämän sivun teksteistä"}},
	{"/sv/keski-pohjanmaa", 200, []string{"Finlands bäst fungerande välfärdsområde", "En del av texterna på sidan finns bara på finska.", "<span lang=\"fi\">", "Mellersta Österbottens välfärdsområde"}, nil},
	{"/fi/pohjois-pohjanmaa", 200, []string{"Lähteessä ei kerrota visiota.", "Lähteessä ei kerrota painopisteitä.", "Näemme ihmisen", "6 osa-aluetta. Lähde ei nimeä niitä.", "Päättäjä", "päätös ei ole tiedossa"}, nil},
	{"/fi/kymenlaakso", 200, []string{"Arjen tukena ja turvana", "Lähteessä ei kerrota arvoja.", "27.9.2022", "Hyvinvoivat kymenlaaksolaiset", "visio, toinen sanamuoto", "Toimenpiteitä ei ole vielä kirjattu tänne."}, nil},
	{"/fi/mallila", 200, []string{
		"Tämä hyvinvointialue on keksitty", "2 tavoitetta", "1 oletus", "Uudempi versio 2027–2030", "kausi päättyy tänä vuonna", "15.12.2025, 41\u00a0§",
	}, []string{"Salainen luonnos", "Lähde: invented"}},
	{"/en/mallila", 200, []string{"Help is near", "In force", "Services close by"}, []string{"Some texts on this page"}},
	{"/fi/satakunta", 200, []string{"Strategia ei ole vielä täällä", "Strategia voi silti olla olemassa.", "Palvelustrategia", "212\u00a0556"}, []string{"Lue strategia", "/strategy"}},
	{"/fi/helsinki", 200, []string{"kaupunginvaltuusto", "kaupunginhallitus", "Helsinkiä koskevan lain mukaiset"}, []string{"aluevaltuusto", "Talousarvio ja taloussuunnitelma", "Alueellinen hyvinvointikertomus"}},

	// to read
	{"/fi/mallila/strategy", 200, []string{
		"id=\"e-m-t1\"", "href=\"#e-m-p1\"", "data-copy=\"/fi/mallila/strategy/editions/2#e-m-t1\"", "Vuodet 2026–2027", "Koskee: Saaristo", "bb22", "Tämä hyvinvointialue on keksitty",
	}, []string{"Salainen"}},
	{"/sv/mallila/strategy/editions/1", 200, []string{"I Modellby är det skäligt att leva", "Ersatt av en nyare", "Version 1"}, []string{"Befolkningen minskar"}},
	{"/fi/mallila/strategy/editions/4", 404, []string{"Tätä versiota ei ole."}, []string{"Salainen"}},
	{"/fi/mallila/strategy/editions/02", 404, []string{"Tätä versiota ei ole."}, nil},
	{"/fi/kainuu/strategy", 200, []string{"Kohtaamme asiakkaat ja työtoverit arvostaen.", "Tekstien lähde: Kainuun hyvinvointialueen strategia 2022–2025 (diat)", "Strategian tilan lähde: Strategiat", "<span>Lähde: Strategiat ja suunnitelmat (verkkosivu)", "Tavoitteet"}, nil},
	{"/fi/satakunta/strategy", 404, []string{"Alueen strategia ei ole vielä täällä."}, nil},
	{"/fi/mallila/strategy/editions", 200, []string{"Versio 3", "Ehdotettu", "1.1.2026", "/fi/mallila/strategy/compare?from=1&amp;to=2"}, []string{"Versio 4"}},
	{"/fi/mallila/strategy/compare?from=1&to=2", 200, []string{
		"2 lisätty, 1 muutettu", "<del><span class=\"unseen\">poistettu: </span>kohtuullista<", "<ins><span class=\"unseen\">lisätty: </span>hyvä<span class=\"unseen\"> (loppuu)</span></ins>", "4 kohtaa ennallaan",
	}, nil},
	{"/en/mallila/strategy/compare?from=2&to=1&view=side", 200, []string{"<table class=\"sides\">", "2 removed, 1 changed", "The economy holds"}, nil},
	{"/fi/mallila/strategy/compare?from=2&to=2", 200, []string{"Versiot ovat samat."}, []string{"<ins>"}},
	{"/fi/mallila/strategy/compare?from=1&to=4", 404, nil, []string{"Salainen"}},
	{"/fi/kainuu/strategy/compare", 404, []string{"Verrattavaa ei ole"}, nil},
	{"/fi/kainuu/one-page", 200, []string{"class=\"sheet a4", "Uudistamme rohkeasti", "Talouden tasapaino", "Tilanne 20.11.2026."}, nil},
	{"/fi/mallila/one-page?paper=a3", 200, []string{"class=\"sheet a3", "Hoitoon pääsee viikossa"}, nil},

	// rooms
	{"/fi/kainuu/rooms", 200, []string{"Strategian osat", "Laki: 612/2021 11 §", "On olemassa, teksti ei ole täällä"}, nil},
	{"/fi/kainuu/rooms/jarjestamissuunnitelma", 200, []string{"aluevaltuusto 24.4.2023", "Aluevaltuusto hyväksyi järjestämissuunnitelman"}, []string{"Huone on vielä tyhjä"}},
	{"/fi/kainuu/rooms/palvelutasopaatos", 200, []string{
		"Huone on vielä tyhjä", "https://www.finlex.fi/fi/lainsaadanto/2021/613", "laki pelastustoimen järjestämisestä (613/2021 6 §)", "<dt>Päättää</dt>", "Mihin uhkiin",
	}, []string{"/text"}},
	{"/sv/kainuu/rooms/palvelutasopaatos", 200, []string{"https://www.finlex.fi/sv/lagstiftning/2021/613", "Rummet är ännu tomt"}, nil},
	{"/fi/kainuu/rooms/ei-ole", 404, []string{"Tätä huonetta ei ole."}, nil},
	{"/fi/kainuu/rooms/palvelutasopaatos/text", 404, []string{"Tämän asiakirjan teksti ei ole täällä."}, nil},
	{"/fi/mallila/rooms/palvelutaso/text", 200, []string{"Uhat"}, nil},
	{"/fi/mallila/rooms/palvelutaso/editions/1", 200, []string{"Uhat", "Versio 1"}, nil},
	{"/fi/mallila/rooms/palvelutaso/editions", 200, []string{"Versio 1"}, []string{"palvelutaso/compare"}},
	{"/fi/keski-pohjanmaa/rooms/ostopalveluohjelma", 200, []string{"Laki ei sitä vaadi.", "Suunniteltu"}, nil},

	// how it was made
	{"/fi/pohjois-pohjanmaa/made", 200, []string{
		"Tilaisuudet", "Lukuja ei lasketa yhteen", "noin 7\u00a0150 vastausta", "Osallistujat", "määrä ei ole tiedossa", "https://example.org/pohde",
	}, []string{"265", "10\u00a0650"}},
	{"/fi/keski-pohjanmaa/made", 200, []string{"Suunniteltu, lopputulos ei ole tiedossa", "päivä ei tiedossa", "Aluehallitus esittää"}, nil},
	{"/fi/kainuu/made", 200, []string{"21.1.2022: Pöytäkirja", "Lähteet kertovat eri päivän.", "id=\"action\"", "Digitaalisia palveluita vahvistetaan"}, nil},

	// one element
	{"/fi/mallila/elements/m-t1", 200, []string{"Hoitoon pääsee viikossa", "Palvelut lähellä", "versio 2", "versio 1", "/fi/mallila/strategy/editions/2#e-m-t1"}, []string{"versio 3"}},
	{"/fi/mallila/elements/m-salaisuus", 404, nil, []string{"Salainen"}},
	{"/fi/kainuu/elements/m-t1", 404, []string{"Tätä kohtaa ei ole julkisissa teksteissä."}, nil},

	// over all counties
	{"/fi/", 200, []string{"href=\"/fi/kainuu\"", "Talona näkyy nyt 4 alueen strategia.", "Ei vielä täällä", "Keksitty alue", "class=\"r2 c5 roofed\"", "Soite"}, nil},
	{"/fi/?q=kuhmo", 200, []string{"haulla ”kuhmo”", "Kunta: Kuhmo<"}, []string{"Soite</a>"}},
	{"/sv/?q=halso", 200, []string{"Kommun: Halso", "1 område för ”halso”"}, nil},
	{"/en/?q=xyzzy", 200, []string{"No county or municipality matches.", "Show all"}, nil},
	{"/fi/compare?counties=kainuu,keski-pohjanmaa&counties=pohjois-pohjanmaa", 200, []string{
		"Kelpo Kainuu", "Suomen toimivin", "Lähteessä ei kerrota", "Näemme ihmisen", "checked", "Kausi päättynyt",
	}, nil},
	{"/fi/compare", 200, []string{"Valitse vähintään yksi alue."}, []string{"<table"}},
	{"/fi/compare?counties=ei-ole", 200, []string{"Valitse vähintään yksi alue."}, nil},
	{"/fi/search?q=digi", 200, []string{"1 tulos haulla ”digi”", "<mark>digi</mark>", "href=\"/fi/kainuu/elements/k-t1\"", "Kainuun hyvinvointialue"}, nil},
	{"/sv/search?q=digi", 200, []string{"href=\"/sv/kainuu/elements/k-t1\"", "lang=\"fi\""}, nil},
	{"/fi/keski-pohjanmaa/search?q=digi", 200, []string{"0 tulosta", "Hae kaikkien alueiden strategioista", "Mitään ei löytynyt."}, []string{"Kainuun hyvinvointialue"}},
	{"/fi/search", 200, []string{"Kirjoita yksi tai useampi sana."}, nil},
	{"/fi/about", 200, []string{"Mikä Katto on"}, nil},
	{"/sv/accessibility", 200, []string{"306/2019", "två veckor"}, nil},
	{"/xx/kainuu", 404, nil, nil},
	{"/fi/ei-ole", 404, []string{"ei-ole"}, nil},
}

func TestPages(t *testing.T) {
	h := server(houses())
	for _, p := range pages {
		status, body := get(t, h, p.path)
		if status != p.status {
			t.Errorf("%s: status %d, want %d", p.path, status, p.status)
		}
		for _, s := range p.has {
			if !strings.Contains(body, s) {
				t.Errorf("%s has no %q", p.path, s)
			}
		}
		for _, s := range p.hasNot {
			if strings.Contains(body, s) {
				t.Errorf("%s has %q", p.path, s)
			}
		}
	}
}

// Every page stands in three languages, tells where it stands in the others,
// has one h1 and no text key without a text.
func TestEveryPageInEveryLanguage(t *testing.T) {
	h := server(houses())
	for _, p := range pages {
		if p.status != http.StatusOK {
			continue
		}
		rest := p.path[3:]
		for _, l := range text.Languages {
			path := "/" + string(l) + rest
			status, body := get(t, h, path)
			if status != http.StatusOK || strings.Count(body, "<h1") != 1 || strings.Contains(body, "publish.") {
				t.Errorf("%s: status %d, %d h1, raw key: %v", path, status, strings.Count(body, "<h1"), strings.Contains(body, "publish."))
			}
			for _, other := range text.Languages {
				address, _, _ := strings.Cut(rest, "?")
				if !strings.Contains(body, "hreflang=\""+string(other)+"\" href=\"/"+string(other)+address) {
					t.Errorf("%s does not tell its address in %s", path, other)
				}
			}
			if strings.HasPrefix(rest, "/mallila") && strings.Count(body, "class=\"invented\"") != 1 {
				t.Errorf("%s does not say that the county is invented", path)
			}
		}
	}
}

func TestTheHouseIsLight(t *testing.T) {
	h := server(houses())
	for _, path := range []string{"/fi/kainuu", "/sv/keski-pohjanmaa", "/en/mallila"} {
		if _, body := get(t, h, path); len(body) > 15_000 {
			t.Errorf("%s is %d bytes", path, len(body))
		}
	}
}

func TestWelcome(t *testing.T) {
	h := server(houses())
	for wish, want := range map[string]string{"sv-FI": "/sv/", "de": "/fi/", "en;q=0.8": "/en/", "": "/fi/"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Language", wish)
		h.ServeHTTP(w, r)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("%q: %d to %q, want %q", wish, w.Code, w.Header().Get("Location"), want)
		}
	}
	if status, _ := get(t, h, "/sv"); status != http.StatusSeeOther {
		t.Errorf("/sv: status %d", status)
	}
}

func TestSitemap(t *testing.T) {
	_, body := get(t, server(houses()), "/sitemap.xml")
	for _, s := range []string{"<loc>http://example.com/fi/kainuu</loc>", "/sv/mallila/strategy/editions/3", "hreflang=\"en\"", "/rooms/palvelutaso/text"} {
		if !strings.Contains(body, s) {
			t.Errorf("the sitemap has no %q", s)
		}
	}
	for _, s := range []string{"/editions/4", "/fi/satakunta/strategy"} {
		if strings.Contains(body, s) {
			t.Errorf("the sitemap has %q", s)
		}
	}
}

// What a county or a source writes is text, never markup or an address.
func TestHostileTexts(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	f := houses()
	b := f.county("06")
	doc := b.strategy(fi(evil))
	b.edition(plan.Edition{ID: "h1", DocumentID: doc, Number: 1, State: plan.Superseded, ToldBy: evil, Hash: evil},
		plan.Element{ID: `h"<1>/..`, Kind: plan.Vision, Title: fi(evil), Body: house.Texts{`fi`: evil}, ToldBy: evil, Deeds: []house.Texts{fi(evil)}})
	b.edition(plan.Edition{ID: "h2", DocumentID: doc, Number: 2, State: plan.InForce, Note: fi(evil)},
		el(`h"<1>/..`, "", plan.Vision, fi("x"+evil)), el("h-2", "", plan.Priority, fi(evil)))
	b.slot(plan.Slot{Kind: plan.Programme, Slug: "ohjelma", Title: fi(evil), Note: fi(evil), Basis: evil, Decider: evil, Binding: plan.Under, ToldBy: evil})
	b.source("h", evil, "javascript:alert(1)")
	h := server(f)
	for _, path := range []string{
		"/fi/satakunta", "/sv/satakunta/strategy", "/fi/satakunta/strategy/editions", "/fi/satakunta/strategy/compare", "/fi/satakunta/strategy/compare?view=side",
		"/fi/satakunta/one-page", "/fi/satakunta/made", "/fi/satakunta/rooms", "/fi/satakunta/rooms/ohjelma", "/fi/", "/fi/compare?counties=satakunta",
		"/fi/satakunta/elements/h%22%3C1%3E%2F..", "/fi/?q=%22%3E%3Cscript%3E", "/fi/search?q=%22%3E%3Cscript%3E",
	} {
		status, body := get(t, h, path)
		if status != http.StatusOK {
			t.Errorf("%s: status %d", path, status)
		}
		for _, s := range []string{"<script>alert", "<img src=x", "\"><script>", "javascript:alert"} {
			if strings.Contains(body, s) {
				t.Errorf("%s lets %q through", path, s)
			}
		}
	}
}
