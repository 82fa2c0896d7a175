package publish

import (
	"strconv"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
)

// houses are five counties in all the shapes the pages must draw, and the
// rest of the country without a house.
func houses() *fake {
	f := &fake{plans: map[house.County]plan.Plan{}, elements: map[string][]plan.Element{}}
	kainuu(f.county("20"))
	soite(f.county("18"))
	pohde(f.county("19"))
	kymenlaakso(f.county("10"))
	mallila(f.county("x1"))
	return f
}

// kainuu: four themes and sixteen items no source puts under them, a period
// that is over, and two sources that give different days.
func kainuu(b builder) {
	const slides, page = "Kainuun hyvinvointialueen strategia 2022–2025 (diat)", "Strategiat ja suunnitelmat (verkkosivu)"
	b.source("k1", slides, "")
	b.source("k2", page, "https://example.org/strategiat")
	doc := b.strategy(fi("Kainuun hyvinvointialueen strategia"))
	elements := []plan.Element{
		el("k-lupaus", "", plan.Promise, fi("Huolenpitoa itsestä ja muista")),
		{ID: "k-visio", Kind: plan.Vision, Title: fi("Kelpo Kainuu, jota kehtaa kehua"), Body: fi("Kainuulaiset ovat tyytyväisiä palveluihin.\nTasapainoinen talous turvaa itsenäisen toiminnan.")},
		{ID: "k-v", Kind: plan.Value, Title: fi("Vastuullisuus"), Deeds: []house.Texts{fi("Kohtaamme asiakkaat ja työtoverit arvostaen.")}},
		el("k-a", "", plan.Value, fi("Avoimuus")),
		el("k-l", "", plan.Value, fi("Luotettavuus")),
		el("k-o", "", plan.Value, fi("Oikeudenmukaisuus")),
		el("k-s1", "", plan.Strength, fi("Kainuulaiset ihmiset")),
		el("k-s2", "", plan.Strength, fi("Osaava työvoima")),
		el("k-s3", "", plan.Strength, fi("Luottamus, avoimuus ja elinvoima")),
		el("k-s4", "", plan.Strength, fi("Talouden tasapaino")),
		el("k-p1", "", plan.Priority, fi("Teemme yhdessä ihmiseltä ihmiselle")),
		el("k-p2", "", plan.Priority, fi("Johdamme osaamista, työkykyä ja hyvinvointia")),
		el("k-p3", "", plan.Priority, fi("Toimimme kestävän tehokkaasti")),
		el("k-p4", "", plan.Priority, fi("Uudistamme rohkeasti")),
	}
	for i, title := range []string{
		"Digi- ja etäpalvelujen rakentaminen", "Tiedon hyödyntäminen", "Inhimillisyys ja ammattitaito",
		"Jatkuva parantaminen", "Arvostava ja valmentava lähijohtaminen",
		"Kainuulaisten osallisuuden ja voimavarojen vahvistaminen", "Tulokset ja vaikuttavuus toiminnan perustana",
		"Arjen turvallisuus, terveyden edistäminen ja ennaltaehkäisy", "Tilannekuvan haasteisiin vastaaminen",
		"Arkityön ketterä uudistaminen", "Perustason palvelujen vahvistaminen", "Kannustava palkitseminen ja edut",
		"Talous tasapainossa rahoituksen kanssa", "Muutosvalmiuden ja uudistamishalun vahvistaminen",
		"Henkilöstön saatavuuden turvaaminen", "Vahva toimeenpanokyky ja laaja yhteistyö",
	} {
		elements = append(elements, el("k-t"+strconv.Itoa(i+1), "", plan.Objective, fi(title)))
	}
	for i := range elements {
		elements[i].ToldBy = slides
	}
	elements[3].ToldBy = page
	b.edition(plan.Edition{
		ID: "k-e1", DocumentID: doc, Number: 1, State: plan.InForce, StartYear: 2022, EndYear: 2025, Hash: "5f2d", ToldBy: page,
	}, elements...)
	b.slot(plan.Slot{Kind: plan.ServiceStrategy, Slug: "jarjestamissuunnitelma", Title: fi("Järjestämissuunnitelma"), Binding: plan.Inside, Basis: "612/2021 11 §", Decider: "aluevaltuusto", State: plan.SlotExists, ToldBy: page})
	b.decided(
		decision.Decision{Body: "aluevaltuusto", HeldOn: "2023-11-21", Act: decision.Approves, Status: decision.Made, Ref: onEdition("k-e1"), ToldBy: page},
		decision.Decision{Body: "aluevaltuusto", HeldOn: "2022-01-21", Section: "87", Act: decision.Approves, Status: decision.Made, Ref: onEdition("k-e1"), ToldBy: "Pöytäkirja"},
		decision.Decision{Body: "aluevaltuusto", HeldOn: "2023-04-24", Act: decision.Approves, Status: decision.Made, What: fi("Aluevaltuusto hyväksyi järjestämissuunnitelman"), Ref: house.Ref{Kind: "slot", ID: "slot-20-jarjestamissuunnitelma"}, ToldBy: page},
	)
	b.found("k2", "euro", "kustannustasoa alentavia toimia on tunnistettu noin kymmenen miljoonan euron edestä", intake.Detail{AmountEUR: euros(10_000_000)})
	b.found("k2", "euro", "sopeuttamistarve on merkittävästi tätä suurempi", intake.Detail{})
	b.found("k2", "action", "Digitaalisia palveluita vahvistetaan", intake.Detail{Texts: house.Texts{"sv": "Digitala tjänster stärks"}})
}

// soite: a proposal whose decision is only planned, and rooms told to come.
func soite(b builder) {
	const page = "Keski-Pohjanmaan hyvinvointialueen strategia (verkkosivu)"
	b.source("s1", page, "https://example.org/soite")
	doc := b.strategy(house.Texts{"fi": "Soiten strategia", "sv": "Soites strategi"})
	b.edition(plan.Edition{ID: "s-e1", DocumentID: doc, Number: 1, State: plan.Proposed, ToldBy: page},
		el("s-m", "", plan.Mission, house.Texts{"fi": "Hyvinvointia, terveyttä ja turvallisuutta – Ihmiselle.", "sv": "Välfärd, hälsa och trygghet – för människan."}),
		el("s-v", "", plan.Vision, house.Texts{"fi": "Suomen toimivin hyvinvointialue", "sv": "Finlands bäst fungerande välfärdsområde"}),
		el("s-a1", "", plan.Value, fi("Vaikuttavuus")), el("s-a2", "", plan.Value, fi("Osallisuus")),
		el("s-a3", "", plan.Value, fi("Yhdenvertaisuus")), el("s-a4", "", plan.Value, fi("Turvallisuus")),
		el("s-a5", "", plan.Value, fi("Arvostava kohtaaminen")), el("s-a6", "", plan.Value, fi("Rohkeus")),
		el("s-p1", "", plan.Priority, fi("Ennakoivat, yhdenvertaiset ja sujuvat palveluketjut ihmisen tukena arjessa")),
		el("s-p2", "", plan.Priority, fi("Vahvat peruspalvelut ja päivystävä keskussairaala alueella")),
		el("s-p3", "", plan.Priority, fi("Vaikuttavuutta hyvällä johtamisella sekä inhimillisesti ja taloudellisesti kestävillä ratkaisuilla")),
		el("s-p4", "", plan.Priority, fi("Hyvinvoiva ja osaava henkilöstö")),
		el("s-p5", "", plan.Priority, fi("Yhteistyöllä hyvinvointia, terveyttä ja turvallisuutta Keski-Pohjanmaalla")),
	)
	told := func(kind plan.DocumentKind, slug, title string, place plan.Binding, basis string) plan.Slot {
		return plan.Slot{Kind: kind, Slug: slug, Title: fi(title), Binding: place, Basis: basis, State: plan.SlotPreparing, ToldBy: page}
	}
	b.slot(
		told(plan.ServiceStrategy, "sote-palvelustrategia", "Sote-palvelustrategia", plan.Inside, "612/2021 11 §"),
		told(plan.ServiceLevel, "palvelutasopaatos", "Pelastuslaitoksen palvelutasopäätös", plan.Inside, "613/2021 6 §"),
		told(plan.Programme, "henkilostoohjelma", "Henkilöstöohjelma", plan.Under, ""),
		plan.Slot{Kind: plan.Programme, Slug: "ostopalveluohjelma", Title: fi("Ostopalveluohjelma"), Binding: plan.Under, State: plan.SlotPlanned, ToldBy: page},
		plan.Slot{Kind: plan.Programme, Slug: "viestintaohjelma", Title: fi("Viestintä- ja markkinointiohjelma"), Binding: plan.Under, State: plan.SlotPlanned, ToldBy: page},
	)
	b.decided(
		decision.Decision{Body: "aluevaltuusto", HeldOn: "2022-06-13", Act: decision.Approves, Status: decision.Planned, What: fi("Aluevaltuusto päättää uudesta strategiasta"), Ref: onEdition("s-e1"), ToldBy: page},
		decision.Decision{Body: "aluehallitus", Act: decision.Proposes, Status: decision.Made, What: fi("Aluehallitus esittää, että brändinimenä jatkaa Soite"), ToldBy: page},
	)
	b.found("s1", "participation", "strategiapäivät Kalajoella", intake.Detail{})
}

// pohde: values only, six areas without names, participation in numbers.
func pohde(b builder) {
	const page = "Strategia (verkkosivu)"
	b.source("p1", page, "https://example.org/pohde")
	doc := b.strategy(fi("Pohjois-Pohjanmaan hyvinvointialueen strategia"))
	b.edition(plan.Edition{ID: "p-e1", DocumentID: doc, Number: 1, State: plan.InForce, StartYear: 2023, EndYear: 2030, ToldBy: page},
		el("p-a1", "", plan.Value, fi("Näemme ihmisen")), el("p-a2", "", plan.Value, fi("Kohtaamme ammattitaidolla")),
		el("p-a3", "", plan.Value, fi("Edelläkävijänä vaikuttavuudessa")))
	b.change(func(p *plan.Plan) {
		for i := range 6 {
			p.Areas = append(p.Areas, plan.Area{ID: "a" + strconv.Itoa(i), County: "19", Position: int64(i), ToldBy: page})
		}
	})
	for words, n := range map[string]int{
		"noin 250 yhteistyötilaisuutta ja työpajaa": 250, "osallistujia yli 3 500": 3500, "kyselyissä vastaajia noin 6 000": 6000,
		"noin 15 yhteistyötilaisuutta kuntien vaikuttamistoimielimille": 15, "väittämä-äänestyksessä vastaajia noin 1 150": 1150,
	} {
		b.found("p1", "participation", words, intake.Detail{Count: number(n)})
	}
	b.found("p1", "participation", "kaikilla kuudella alueella 2–3 henkilöstötilaisuutta", intake.Detail{})
}

// kymenlaakso: a vision and nothing more.
func kymenlaakso(b builder) {
	doc := b.strategy(fi("Kymenlaakson hyvinvointialueen strategia"))
	b.edition(plan.Edition{ID: "y-e1", DocumentID: doc, Number: 1, State: plan.Approved, ApprovedOn: "2022-09-27", InForceFrom: "2022-09-27", ToldBy: "Uutinen"},
		el("y-v", "", plan.Vision, fi("Arjen tukena ja turvana kaikille kymenlaaksolaisille")),
		el("y-v2", "", plan.Vision, fi("Hyvinvoivat kymenlaaksolaiset")))
}

// mallila is invented: three editions, three languages, a tree, a room with a
// text.
func mallila(b builder) {
	doc := b.strategy(house.Texts{"fi": "Mallilan strategia", "sv": "Modellbys strategi", "en": "The strategy of Mallila"})
	three := func(fi, sv, en string) house.Texts { return house.Texts{"fi": fi, "sv": sv, "en": en} }
	common := func() []plan.Element {
		return []plan.Element{
			el("m-lupaus", "", plan.Promise, three("Apu löytyy läheltä", "Hjälpen finns nära", "Help is near")),
			el("m-visio", "", plan.Vision, three("Mallilassa on hyvä elää", "I Modellby är det gott att leva", "Mallila is a good place to live")),
			el("m-arvo1", "", plan.Value, three("Rohkeus", "Mod", "Courage")),
			el("m-p1", "", plan.Priority, three("Palvelut lähellä", "Tjänster nära", "Services close by")),
			{ID: "m-t1", ParentID: "m-p1", Kind: plan.Objective, Title: three("Hoitoon pääsee viikossa", "Vård inom en vecka", "Care within a week"), StartYear: 2026, EndYear: 2027, Areas: []string{"m-saaristo"}},
			el("m-t2", "m-p1", plan.Objective, three("Etävastaanotto joka kunnassa", "Distansmottagning i varje kommun", "Remote clinic in every municipality")),
			el("m-p2", "", plan.Priority, three("Talous kestää", "Ekonomin håller", "The economy holds")),
			el("m-oletus", "", plan.Assumption, three("Väestö vähenee", "Befolkningen minskar", "The population shrinks")),
		}
	}
	old := common()[:6]
	old[1].Title = three("Mallilassa on kohtuullista elää", "I Modellby är det skäligt att leva", "Mallila is a fair place to live")
	b.edition(plan.Edition{ID: "m-e1", DocumentID: doc, Number: 1, State: plan.Superseded, StartYear: 2022, EndYear: 2025, Hash: "aa11", ApprovedOn: "2022-05-30", SupersededOn: "2025-12-15"}, old...)
	b.edition(plan.Edition{ID: "m-e2", DocumentID: doc, Number: 2, State: plan.Approved, StartYear: 2026, EndYear: 2029, Hash: "bb22", ProposedOn: "2025-12-01", ApprovedOn: "2025-12-15", InForceFrom: "2026-01-01"}, common()...)
	b.edition(plan.Edition{ID: "m-e3", DocumentID: doc, Number: 3, State: plan.Proposed, StartYear: 2027, EndYear: 2030, Hash: "cc33", ProposedOn: "2026-11-02"}, common()[:4]...)
	b.edition(plan.Edition{ID: "m-e4", DocumentID: doc, Number: 4, State: plan.Draft}, el("m-salaisuus", "", plan.Vision, fi("Salainen luonnos")))
	b.change(func(p *plan.Plan) {
		p.Areas = []plan.Area{{ID: "m-saaristo", County: "x1", Name: three("Saaristo", "Skärgården", "The islands")}}
		p.Documents = append(p.Documents, plan.Document{ID: "m-tasa", County: "x1", Kind: plan.ServiceLevel, Slug: "palvelutaso", Title: three("Palvelutasopäätös", "Servicenivåbeslut", "Service level decision")})
	})
	b.slot(plan.Slot{Kind: plan.ServiceLevel, Slug: "palvelutaso", Title: three("Palvelutasopäätös", "Servicenivåbeslut", "Service level decision"), Binding: plan.Beside, Basis: "613/2021 6 §", Decider: "aluevaltuusto", DocumentID: "m-tasa"})
	b.edition(plan.Edition{ID: "m-r1", DocumentID: "m-tasa", Number: 1, State: plan.InForce, StartYear: 2025, EndYear: 2026}, el("m-r-s", "", plan.Section, three("Uhat", "Hot", "Threats")))
	b.decided(decision.Decision{Body: "aluevaltuusto", HeldOn: "2025-12-15", Section: "41", Act: decision.Approves, Status: decision.Made, Ref: onEdition("m-e2")})
}
