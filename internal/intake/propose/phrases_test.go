package propose

import (
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/intake/extract"
	"github.com/katto-project/katto/internal/intake/proposal"
)

// said writes what a proposal holds as "field: text | text".
func said(p proposal.Proposal) string {
	var out []string
	one := func(name string, i *proposal.Item) {
		if i != nil {
			out = append(out, name+": "+i.Text)
		}
	}
	many := func(name string, items []proposal.Item) {
		var texts []string
		for _, i := range items {
			texts = append(texts, i.Text)
		}
		if len(texts) > 0 {
			out = append(out, name+": "+strings.Join(texts, " | "))
		}
	}
	one("promise", p.Promise)
	one("vision", p.Vision)
	one("mission", p.Mission)
	many("values", p.Values)
	many("priorities", p.Priorities)
	many("objectives", p.Objectives)
	many("success factors", p.SuccessFactors)
	many("actions", p.Actions)
	many("indicators", p.Indicators)
	return strings.Join(out, "; ")
}

// The ways a text announces its contents, each in one or two sentences.
func TestPhrases(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Visionamme on aina kaikissa tilanteissa olla turvana asukkaalle, sanoo johtaja.", "vision: olla turvana asukkaalle"},
		{"Hyvinvointialueen päämääräksi on nostettu se, että ihmisten arki sujuu.", "vision: ihmisten arki sujuu"},
		{"Strategiassa määriteltiin visio vuoteen 2030. Se kuuluu: Lähellä ja ajoissa kaikille.", "vision: Lähellä ja ajoissa kaikille"},
		{"Työtä ohjaa visiomme olla rohkea edelläkävijä.", "vision: olla rohkea edelläkävijä"},
		{"Alueen missioksi on määritelty ”tuomme avun kotiin”.", "mission: tuomme avun kotiin"},
		{"VISIO Suomen sujuvin arki", "vision: Suomen sujuvin arki"},
		{"Palvelulupaus on uudistettu muotoon: Vierelläsi, kun tarvitset.", "promise: Vierelläsi, kun tarvitset"},
		{"Yhdessä eteenpäin on lupauksemme sinulle ja läheisillesi.", "promise: Yhdessä eteenpäin"},
		{"”Hei, mitä kuuluu?” on palvelulupauksemme.", "promise: Hei, mitä kuuluu?"},
		{"Arvot on päivitetty palautteen perusteella. Ne ovat: Kuulemme jokaista, Autamme ajoissa ja Uudistumme yhdessä.", "values: Kuulemme jokaista | Autamme ajoissa | Uudistumme yhdessä"},
		{"Arvoiksi on ehdolla kolme eri teemaa: reiluus ja ilo, avoin yhteistyö sekä vastuu.", "values: reiluus ja ilo | avoin yhteistyö | vastuu"},
		{"Strategia pohjautuu arvoihin: reiluuteen, vastuullisuuteen ja rohkeuteen, sekä visioomme olla paras.", "vision: olla paras; values: reiluus | vastuullisuus | rohkeus"},
		{"Arvomme\n\nV = Vastuu\nI = Ilo\nA = Avoimuus", "values: Vastuu | Ilo | Avoimuus"},
		{"Arvomme\n\nKuulemme jokaista.\n\nIhminen on tärkein. Kysymme ja kuuntelemme ensin.\n\nToimimme avoimesti.\n\nKerromme, mitä teemme. Perustelemme ratkaisut.", "values: Kuulemme jokaista | Toimimme avoimesti"},
		{"ARVOT Reiluus • Ilo • Vastuu", "values: Reiluus | Ilo | Vastuu"},
		{"Strategian keskiössä on kaksi painopistettä:\n\nIhminen on lähtökohta. Teemme kaiken hänen kanssaan.\n\nTalous kestää. Käytämme rahaa viisaasti.", "priorities: Ihminen on lähtökohta | Talous kestää"},
		{"Strategian kolme kärkeä muodostuvat ihmisläheisyydestä, vaikuttavista palveluista ja toimivasta yhteistyöstä.", "priorities: ihmisläheisyys | vaikuttavat palvelut | toimiva yhteistyö"},
		{"Toiminnan painopiste on ennaltaehkäisyssä. Sopimuksen arvo on kaksi.", ""},
		{"Keskeisinä tavoitteina valtuustokaudella ovat luottamuksen vahvistaminen sekä palvelujen uudistaminen.", "objectives: luottamuksen vahvistaminen | palvelujen uudistaminen"},
		{"Alueen tavoitteena on turvata palvelut kaikille, jotta arki sujuu.", "objectives: turvata palvelut kaikille"},
		{"Tavoitteena on, että aluevaltuusto hyväksyy strategian kesäkuussa.", ""},
		{"Sote-uudistuksen tavoitteena on kaventaa terveyseroja.", ""},
		{"Kriittiset menestystekijät ovat osaavat ihmiset, luotettava tieto ja kumppanit.", "success factors: osaavat ihmiset | luotettava tieto | kumppanit"},
		{"Toimenpiteet\n\nPainopiste: Ihmisen vuoksi\n\n1. Avataan neuvonta\n2. Lisätään aikoja\n\nMittarit: jonotusaika ja tyytyväisyys", "priorities: Ihmisen vuoksi; actions: Avataan neuvonta | Lisätään aikoja; indicators: jonotusaika | tyytyväisyys"},
		{"Ikäihmisten palveluissa lisätään yhteisöllistä asumista, mutta kotihoito jatkuu.", "actions: lisätään yhteisöllistä asumista"},
		{"Brändi-ilmettä uudistetaan. Ohjelmia valmistellaan syksyllä. Strategiaa tarkennetaan palvelustrategialla.", ""},
		{"Vår vision är att vara det tryggaste området och det är viktigt för alla som bor här.", "vision: vara det tryggaste området och det är viktigt för alla som bor här"},
		{"Områdets värdegrund består av följande förhållningssätt: nära människan, framåtblickande samt jämlikhet och det är bra.", "values: nära människan | framåtblickande | jämlikhet och det är bra"},
		{"De centrala målen i strategin för perioden är att stärka förtroendet samt att förnya tjänsterna som vi har.", "objectives: stärka förtroendet | förnya tjänsterna som vi har"},
	} {
		if got := said(Read(extract.Text{Plain: c.text})); got != c.want {
			t.Errorf("%q\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}
