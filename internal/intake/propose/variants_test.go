package propose

import (
	"testing"

	"github.com/katto-project/katto/internal/intake/extract"
)

// The same contents in the many layouts counties give them.
func TestVariants(t *testing.T) {
	const three = "priorities: Apu ajoissa | Työ kantaa | Raha riittää"
	const treSv = "priorities: Hjälp i tid | Arbete som bär | Pengar som räcker"
	for _, c := range []struct{ text, want string }{
		// priorities
		{"Neljä painopistettä\n\nApu ajoissa\n\nPerheet saavat tukea varhain. Neuvola auttaa.\n\nTyö kantaa\n\nJohtaminen uudistuu. Työ on turvallista.\n\nRaha riittää\n\nTalous on tasapainossa. Velka pienenee.", three},
		{"Painopiste 1: Apu ajoissa\n\nPerheet saavat tukea.\n\nPainopiste 2: Työ kantaa\n\nJohtaminen uudistuu.\n\nPainopiste 3: Raha riittää\n\nTalous kestää.", three},
		{"Painopiste 1: Apu läheltä ja verkosta\nTeksti.\n\nPainopiste 2: Hyvä työ, hyvä arki\nTeksti.", "priorities: Apu läheltä ja verkosta | Hyvä työ, hyvä arki"},
		{"1. kärki: Apu läheltä ja verkosta\n2. kärki: Hyvä työ, hyvä arki", "priorities: Apu läheltä ja verkosta | Hyvä työ, hyvä arki"},
		{"Tyngdpunkt 1: Hjälp nära och på nätet\nText.\n\nTyngdpunkt 2: Gott arbete, god vardag\nText.", "priorities: Hjälp nära och på nätet | Gott arbete, god vardag"},
		{"KÄRKI 1\nApu ajoissa\n\nKÄRKI 2\nTyö kantaa\n\nKÄRKI 3\nRaha riittää", three},
		{"1. kärki: Apu ajoissa\n2. kärki: Työ kantaa\n3. kärki: Raha riittää", three},
		{"Kärki 1 – Apu ajoissa\n\nKärki 2 – Työ kantaa\n\nKärki 3 – Raha riittää", three},
		{"Strategian kolme kärkeä ovat:\n1) Apu ajoissa\n2) Työ kantaa\n3) Raha riittää", three},
		{"Strategisia valintoja on kolme: Apu ajoissa, Työ kantaa ja Raha riittää.", three},
		{"Olemme valinneet kolme painopistettä. Ne ovat Apu ajoissa, Työ kantaa ja Raha riittää.", three},
		{"Valtuusto nosti painopisteiksi kolme asiaa: Apu ajoissa, Työ kantaa ja Raha riittää.", three},
		{"Painopisteiksi valikoituivat Apu ajoissa, Työ kantaa ja Raha riittää.", three},
		{"Painopistealueita on kolme. Ensimmäinen on apu ajoissa. Toinen on työn imu. Kolmas on rahan riittävyys.", "priorities: apu ajoissa | työn imu | rahan riittävyys"},
		{"Strategiset painopisteet\n\n1. Apu ajoissa\n\nTavoitteet:\n• Jonot lyhenevät\n• Tuki tulee kotiin\n\n2. Työ kantaa\n\nTavoitteet:\n• Vaihtuvuus pienenee", "priorities: Apu ajoissa | Työ kantaa; objectives: Jonot lyhenevät | Tuki tulee kotiin | Vaihtuvuus pienenee"},
		{"Painopisteet ja tavoitteet\n\nApu ajoissa\n\n• Jonot lyhenevät\n• Tuki tulee kotiin\n\nTyö kantaa\n\n• Vaihtuvuus pienenee\n• Johtaminen paranee", "priorities: Apu ajoissa | Työ kantaa; objectives: Jonot lyhenevät | Tuki tulee kotiin | Vaihtuvuus pienenee | Johtaminen paranee"},
		{"## Strategiset valinnat\n\n| Valinta | Mihin pyrimme | Mistä tiedämme |\n|---|---|---|\n| Apu ajoissa | Jonot lyhenevät | Jonotusaika |\n| Työ kantaa | Väki pysyy | Vaihtuvuus |", "priorities: Apu ajoissa | Työ kantaa; objectives: Jonot lyhenevät | Väki pysyy; indicators: Jonotusaika | Vaihtuvuus"},
		{"Fyra tyngdpunkter\n\nHjälp i tid\n\nFamiljerna får stöd tidigt. Rådgivningen hjälper.\n\nArbete som bär\n\nCheferna finns på plats. Arbetet är tryggt.\n\nPengar som räcker\n\nEkonomin är i balans. Skulden minskar.", treSv},
		{"Tyngdpunkt 1: Hjälp i tid\n\nTyngdpunkt 2: Arbete som bär\n\nTyngdpunkt 3: Pengar som räcker", treSv},
		{"Insatsområde 1\nHjälp i tid\n\nInsatsområde 2\nArbete som bär\n\nInsatsområde 3\nPengar som räcker", treSv},
		{"Strategin har tre insatsområden. Det första är hjälp i tid. Det andra är gott arbete. Det tredje är hållbar ekonomi.", "priorities: hjälp i tid | gott arbete | hållbar ekonomi"},
		{"Till tyngdpunkter valdes hjälp i tid, gott arbete och hållbar ekonomi.", "priorities: hjälp i tid | gott arbete | hållbar ekonomi"},
		{"Som strategins tyngdpunkter lyftes fram hjälp i tid, gott arbete och hållbar ekonomi.", "priorities: hjälp i tid | gott arbete | hållbar ekonomi"},
		// values
		{"Arvomme\n\nAvoimuus\n\nKerromme asioista ajoissa. Perustelemme ratkaisut.\n\nRohkeus\n\nKokeilemme uutta. Opimme virheistä.", "values: Avoimuus | Rohkeus"},
		{"Arvot\n\nToimintaamme ohjaavat avoimuus, rohkeus ja vastuullisuus.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Toimintaamme ohjaavat arvot: avoimuus, rohkeus ja vastuullisuus.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Toimintaamme ohjaavat arvot ovat avoimuus, rohkeus ja vastuullisuus.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Arvojamme ovat avoimuus, rohkeus ja vastuullisuus.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Arvoinamme ovat avoimuus, rohkeus ja vastuullisuus.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Arvoiksi nousivat avoimuus, rohkeus ja vastuullisuus.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Hyvinvointialue on valinnut arvoikseen avoimuuden, rohkeuden ja vastuullisuuden.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Arvomme eli avoimuus, rohkeus ja vastuullisuus ohjaavat meitä joka päivä.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Arvomme (avoimuus, rohkeus ja vastuullisuus) ohjaavat meitä joka päivä.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Arvomme avoimuus, rohkeus ja vastuullisuus ohjaavat meitä joka päivä.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Strategia nojaa kolmeen arvoon: avoimuuteen, rohkeuteen ja vastuullisuuteen.", "values: avoimuus | rohkeus | vastuullisuus"},
		{"Arvot\n\nAvoimuus – kerromme ajoissa\n\nRohkeus – kokeilemme uutta\n\nVastuullisuus – kannamme vastuun", "values: Avoimuus | Rohkeus | Vastuullisuus"},
		{"Arvot\n\nAvoimuus, rohkeus, vastuullisuus", "values: Avoimuus | rohkeus | vastuullisuus"},
		{"Arvot\n\nAvoimuus · Rohkeus · Vastuullisuus", "values: Avoimuus | Rohkeus | Vastuullisuus"},
		{"Arvot\n\nAvoimuus      Rohkeus      Vastuullisuus", "values: Avoimuus | Rohkeus | Vastuullisuus"},
		{"Mikä meille on tärkeää\n\nAvoimuus\nRohkeus\nVastuullisuus", "values: Avoimuus | Rohkeus | Vastuullisuus"},
		{"Värderingar\n\nVår verksamhet bygger på öppenhet, mod och ansvar.", "values: öppenhet | mod | ansvar"},
		{"Värderingarna sammanfattas i orden öppenhet, mod och ansvar.", "values: öppenhet | mod | ansvar"},
		{"Våra värderingar är öppenhet, mod och ansvar.", "values: öppenhet | mod | ansvar"},
		{"Vår verksamhet styrs av tre värderingar: öppenhet, mod och ansvar.", "values: öppenhet | mod | ansvar"},
		{"Våra värderingar\n\nÖppenhet\n\nVi berättar i tid. Vi motiverar besluten.\n\nMod\n\nVi prövar nytt. Vi lär av misstag.", "values: Öppenhet | Mod"},
		{"Våra värderingar (öppenhet, mod och ansvar) syns i vardagen.", "values: öppenhet | mod | ansvar"},
		// mission, vision, promise
		{"Perustehtävämme on pitää huolta ihmisistä.", "mission: pitää huolta ihmisistä"},
		{"Olemme olemassa, jotta jokainen saa apua ajoissa.", "mission: jokainen saa apua ajoissa"},
		{"Tehtävämme\n\nPidämme huolta ihmisistä kaikissa elämänvaiheissa.", "mission: Pidämme huolta ihmisistä kaikissa elämänvaiheissa"},
		{"Missio kertoo, miksi olemme olemassa: Pidämme huolta ihmisistä.", "mission: Pidämme huolta ihmisistä"},
		{"Missio eli perustehtävä: Pidämme huolta ihmisistä.", "mission: Pidämme huolta ihmisistä"},
		{"Vår uppgift\n\nVi tar hand om människor i alla livsskeden.", "mission: Vi tar hand om människor i alla livsskeden"},
		{"Vi finns till för att alla ska få hjälp i tid.", "mission: alla ska få hjälp i tid"},
		{"Minne olemme matkalla?\n\nMaakunta, jossa on hyvä elää.", "vision: Maakunta, jossa on hyvä elää"},
		{"Visio 2030: Maakunta, jossa on hyvä elää", "vision: Maakunta, jossa on hyvä elää"},
		{"Visioksi kiteytyi Maakunta, jossa on hyvä elää.", "vision: Maakunta, jossa on hyvä elää"},
		{"Visionamme on maakunta, jossa on hyvä elää.", "vision: maakunta, jossa on hyvä elää"},
		{"VISIO 2030\nMaakunta, jossa on hyvä elää", "vision: Maakunta, jossa on hyvä elää"},
		{"Visionen är enkel: ett område där det är gott att leva.", "vision: ett område där det är gott att leva"},
		{"Till vision valdes Ett område där det är gott att leva.", "vision: Ett område där det är gott att leva"},
		{"Mitä lupaamme sinulle\n\nVastaamme aina.", "promise: Vastaamme aina"},
		{"Palvelulupaukseksi kiteytyi Apu on askeleen päässä.", "promise: Apu on askeleen päässä"},
		{"Servicelöftet lyder: Vi svarar alltid.", "promise: Vi svarar alltid"},
	} {
		if got := said(Read(extract.Text{Plain: c.text})); got != c.want {
			t.Errorf("%q\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}
