package propose

import (
	"strings"
	"testing"
)

func TestSplitList(t *testing.T) {
	for _, c := range []struct {
		kind kind
		text string
		want string
	}{
		{value, "luottamus, rohkeus, välittäminen ja reiluus.", "luottamus|rohkeus|välittäminen|reiluus"},
		{value, "Vaikuttavuus, osallisuus, arvostava kohtaaminen sekä rohkeus", "Vaikuttavuus|osallisuus|arvostava kohtaaminen|rohkeus"},
		{value, "avoimuus ja yhdenvertaisuus, vaikuttavuus ja talous yhdessä sekä uudistumiskyky", "avoimuus ja yhdenvertaisuus|vaikuttavuus ja talous yhdessä|uudistumiskyky"},
		{priority, "lähipalveluiden uudistaminen sekä kotiin annettavien ja digipalveluiden ja varhaisen tuen kehittäminen", "lähipalveluiden uudistaminen|kotiin annettavien ja digipalveluiden ja varhaisen tuen kehittäminen"},
		{priority, "1) saatavuus, 2) tasapaino, 3) riittävyys ja 4) turvallisuus ja varautuminen", "saatavuus|tasapaino|riittävyys|turvallisuus ja varautuminen"},
		{objective, "vaikuttavat ja saavutettavat palvelut, osaava ja hyvinvoiva henkilöstö ja taloudellinen kestävyys", "vaikuttavat ja saavutettavat palvelut|osaava ja hyvinvoiva henkilöstö|taloudellinen kestävyys"},
		{objective, "hyvä hoito kaiken ikäisille, Suomen paras työpaikka, resurssien vaikuttava käyttö ja huippuluokkaa oleva turvallisuus ja laatu", "hyvä hoito kaiken ikäisille|Suomen paras työpaikka|resurssien vaikuttava käyttö|huippuluokkaa oleva turvallisuus ja laatu"},
		{priority, "vaikuttavat, saavutettavat ja laadukkaat palvelut", "vaikuttavat, saavutettavat ja laadukkaat palvelut"},
		{priority, "hyvinvointi-, terveys- ja turvallisuuspalvelut, sosiaalityö ja -ohjaus ja talous", "hyvinvointi-, terveys- ja turvallisuuspalvelut|sosiaalityö ja -ohjaus|talous"},
		{value, "respekt, mod och ansvar", "respekt|mod|ansvar"},
		{priority, "en trygg vardag, barn och unga samt personalen", "en trygg vardag|barn och unga|personalen"},
		{indicator, "jonotusaika; tyytyväisyys; poissaolot", "jonotusaika|tyytyväisyys|poissaolot"},
	} {
		var got []string
		for _, s := range splitList(stretch{s: c.text}, c.kind) {
			got = append(got, s.s)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %q", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	text := "Aluevaltuusto hyväksyi 27. syyskuuta 2022 mm. strategian. Arvot ovat a ja b! Kokous oli 9.2. Seuraava on keväällä.Uusi alkoi."
	var got []string
	for _, s := range (stretch{s: text}).sentences() {
		got = append(got, strings.TrimSpace(s.s))
	}
	want := "Aluevaltuusto hyväksyi 27. syyskuuta 2022 mm. strategian.|Arvot ovat a ja b!|Kokous oli 9.2.|Seuraava on keväällä.|Uusi alkoi."
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

func TestGluedValuesArePartedOnlyWhenTheyAreMany(t *testing.T) {
	for text, want := range map[string]int{"vaikuttavuusrohkeusyhdenvertaisuus": 3, "kustannusvaikuttavuus": 0, "oikeudenmukaisuus": 0} {
		s := stretch{s: text}
		if got := glued(s, s.words(), value); len(got) != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
