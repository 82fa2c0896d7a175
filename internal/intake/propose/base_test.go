package propose

import (
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/intake/extract"
)

func TestBaseNominal(t *testing.T) {
	for in, want := range map[string]string{
		"luottamukseen": "luottamus", "ihmislähtöisyyteen": "ihmislähtöisyys", "rohkeuteen": "rohkeus", "avoimuutta": "avoimuus",
		"kunnioittavaa kohtaamista": "kunnioittava kohtaaminen", "yhteistyötä": "yhteistyö", "hyvinvoivasta henkilöstöstä": "hyvinvoiva henkilöstö",
		"vaikuttavista palveluista": "vaikuttavat palvelut", "asiakkaan kohtaamiseen": "asiakkaan kohtaaminen",
		"Näemme ihmisen": "Näemme ihmisen", "toimimme vaikuttavuudessa": "toimimme vaikuttavuudessa", "turvallisuus": "turvallisuus", "mie turvaan": "mie turvaan",
	} {
		if got := baseNominal(in); got != want {
			t.Errorf("baseNominal(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestBasePlan(t *testing.T) {
	for _, c := range []struct{ word, lang, want string }{
		{"järjestämissuunnitelmassa", "fi", "järjestämissuunnitelma"},
		{"sote-palvelustrategian", "fi", "sote-palvelustrategia"},
		{"palvelutasopäätöksen", "fi", "palvelutasopäätös"},
		{"toimeenpano-ohjelmat", "fi", "toimeenpano-ohjelmat"},
		{"henkilöstöohjelmia", "fi", "henkilöstöohjelmat"},
		{"servicestrategin", "sv", "servicestrategi"},
		{"personalprogrammet", "sv", "personalprogram"},
		{"välfärdsplanen", "sv", "välfärdsplan"},
		{"servicenivåbeslutet", "sv", "servicenivåbeslut"},
	} {
		prefix, base, ok := basePlan(c.word, c.lang)
		if !ok || prefix+base != c.want {
			t.Errorf("basePlan(%q) = %q, want %q", c.word, prefix+base, c.want)
		}
	}
	if _, _, ok := basePlan("strategiatyö", "fi"); ok {
		t.Error("strategiatyö is no plan")
	}
}

func TestProgrammes(t *testing.T) {
	for text, want := range map[string]string{
		"Se sisältää pelastuslaitoksen palvelutasopäätöksen.":                                     "pelastuslaitoksen palvelutasopäätös",
		"Osaksi on laadittu sosiaali- ja terveydenhuollon palvelustrategia, jossa on linjauksia.": "sosiaali- ja terveydenhuollon palvelustrategia",
		"Palvelustrategian osaksi tehdään sote-palvelustrategia.":                                 "sote-palvelustrategia",
		"Tuottavuus- ja taloudellisuusohjelman eteneminen on hyvä.":                               "Tuottavuus- ja taloudellisuusohjelma",
		"Palvelutaso määritellään palvelutasopäätöksessä.":                                        "palvelutasopäätös",
		"Valtuusto hyväksyi lasten ja nuorten hyvinvointisuunnitelman.":                           "lasten ja nuorten hyvinvointisuunnitelma",
		"Hyvinvointialuestrategia on strategia ja hallitusohjelma on hallituksen.":                "",
		"Toteutamme viittä kärkiohjelmaa ja asiakassuunnitelmia.":                                 "",
		"Uusi hyvinvointialue- ja palvelustrategia on valmis.":                                    "palvelustrategia",
	} {
		var got []string
		for _, i := range Read(extract.Text{Plain: text}).Programmes {
			got = append(got, i.Text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
