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
		{value, "Reiluus, osallisuus, lämmin kohtaaminen sekä rohkeus", "Reiluus|osallisuus|lämmin kohtaaminen|rohkeus"},
		{value, "ilo ja avoimuus, työ ja talous yhdessä sekä oppimiskyky", "ilo ja avoimuus|työ ja talous yhdessä|oppimiskyky"},
		{priority, "neuvonnan uudistaminen sekä kotiin vietävien ja etäpalveluiden ja varhaisen avun lisääminen", "neuvonnan uudistaminen|kotiin vietävien ja etäpalveluiden ja varhaisen avun lisääminen"},
		{priority, "1) saatavuus, 2) tasapaino, 3) riittävyys ja 4) turvallisuus ja varautuminen", "saatavuus|tasapaino|riittävyys|turvallisuus ja varautuminen"},
		{objective, "nopeat ja selkeät palvelut, taitava ja terve henkilöstö ja taloudellinen tasapaino", "nopeat ja selkeät palvelut|taitava ja terve henkilöstö|taloudellinen tasapaino"},
		{objective, "hyvä hoito eri ikäisille, maan paras työpaikka, varojen viisas käyttö ja huippua oleva turvallisuus ja laatu", "hyvä hoito eri ikäisille|maan paras työpaikka|varojen viisas käyttö|huippua oleva turvallisuus ja laatu"},
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
	for text, want := range map[string]int{"osallisuusrohkeusvastuullisuus": 3, "kustannusvaikuttavuus": 0, "oikeudenmukaisuus": 0} {
		s := stretch{s: text}
		if got := glued(s, s.words(), value); len(got) != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
