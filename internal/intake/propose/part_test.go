package propose

import (
	"fmt"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/intake/extract"
)

// Who took part, and how many, in the ways people write it. A count of -1 is
// none; residents and staff who only are there count for nothing.
func TestParticipation(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Kyselyyn saatiin 2 145 vastausta.", "2145"},
		{"Lausuntoja pyydettiin 23 taholta ja niitä saatiin 19.", "19"},
		{"Kommentteja kertyi 512.", "512"},
		{"Mukana oli lähes 90 luottamushenkilöä.", "90"},
		{"Vastauksia tuli kaikkiaan tuhat kaksisataa.", "1200"},
		{"Henkilöstökyselyn vastausprosentti oli 43 ja vastaajia oli 3 120.", "3120"},
		{"Asukasfoorumeja pidettiin viisi.", "5"},
		{"Vastaajamäärä oli 1 777.", "1777"},
		{"Kysely (n = 654) tehtiin keväällä.", "654"},
		{"Haastattelimme 16 johtajaa ja 31 esihenkilöä.", "16 31"},
		{"Asukaskyselyyn vastasi yli tuhat asukasta ja henkilöstökyselyyn 2 050.", "1000 2050"},
		{"Nuorten työpajassa oli 22 nuorta.", "22"},
		{"Saimme palautetta 460 ihmiseltä.", "460"},
		{"Järjestimme 2–3 työpajaa.", "-1"},
		{"Alueella asuu 70 123 asukasta ja meillä työskentelee 4 001 työntekijää.", ""},
		{"Det kom in 512 kommentarer och det är bra.", "512"},
		{"Närmare 90 förtroendevalda var med på seminariet.", "90"},
		{"Antalet svar på enkäten var 1 777.", "1777"},
		{"Till invånarpanelen anmälde sig sjuttiofem invånare.", "75"},
		{"Vi intervjuade 16 chefer och 31 medarbetare.", "16 31"},
		{"Över tusen invånare och 2 050 anställda besvarade enkäten.", "1000 2050"},
		{"I området bor 70 123 invånare och vi har 4 001 anställda.", ""},
	} {
		var got []string
		for _, p := range Read(extract.Text{Plain: c.text}).Participation {
			n := -1
			if p.Count != nil {
				n = *p.Count
			}
			got = append(got, fmt.Sprint(n))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %s, want %s", c.text, s, c.want)
		}
	}
}
