package propose

import (
	"strings"
	"testing"
)

// Cue words are known in the forms sentences give them.
func TestCueForms(t *testing.T) {
	for lang, kinds := range map[string]map[kind]string{
		"fi": {
			priority: `painopiste painopisteen painopistettä painopisteenä painopisteeksi painopisteessä painopisteestä painopisteeseen painopisteellä painopisteelle painopisteet painopisteiden painopisteitä painopisteinä painopisteiksi painopisteissä painopisteistä painopisteisiin painopisteille painopisteemme painopisteitämme painopisteinämme painopisteiksemme painopistealueet painopistealueita painopistealueiksi painopistealueisiin
				kärki kärjen kärkeä kärkenä kärjeksi kärjestä kärkeen kärjelle kärjet kärkien kärkiä kärkinä kärjiksi kärjissä kärjistä kärkiin kärjillä kärkemme kärkiämme kärkinämme
				teemat teemoja teemoina teemoiksi teemoihin teemoista pääteemat`,
			value:         `arvot arvoja arvojen arvoina arvoiksi arvoissa arvoista arvoihin arvoilla arvoille arvomme arvojamme arvojemme arvoihimme arvoistamme arvoinamme arvoiksemme arvoikseen arvoon arvoksi perusarvot arvopohjan`,
			vision:        `visio vision visiota visiona visioksi visiossa visiosta visioon visiolla visiomme visionamme visioksemme visiossamme tahtotila tahtotilan tahtotilana tahtotilaksi tahtotilassa tahtotilamme tahtotilanamme tavoitetilana tulevaisuuskuvaksi`,
			mission:       `missio mission missiota missiona missioksi missiossa missiomme missionamme perustehtävä perustehtävän perustehtävänä perustehtäväksi perustehtävämme perustehtävänämme toiminta-ajatus toiminta-ajatuksen toiminta-ajatuksena toiminta-ajatukseksi toiminta-ajatuksemme`,
			promise:       `palvelulupaus palvelulupauksen palvelulupausta palvelulupauksena palvelulupaukseksi palvelulupauksemme palvelulupauksenamme`,
			successFactor: `menestystekijät menestystekijöitä menestystekijöinä menestystekijöiksi menestystekijöiden menestystekijöihin menestystekijämme menestystekijöistä menestystekijöitämme onnistumistekijöitä`,
			objective:     `tavoite tavoitteen tavoitetta tavoitteena tavoitteeksi tavoitteessa tavoitteeseen tavoitteet tavoitteiden tavoitteita tavoitteina tavoitteiksi tavoitteissa tavoitteista tavoitteisiin tavoitteemme tavoitteitamme tavoitteinamme päätavoitteiksi päämäärät päämääriä päämääriksi päämäärien`,
			action:        `toimenpiteet toimenpiteitä toimenpiteinä toimenpiteiksi toimenpiteiden toimenpiteisiin toimenpiteillä`,
			indicator:     `mittarit mittareita mittareina mittareiksi mittareiden mittarien mittareihin mittareilla indikaattorit indikaattoreita indikaattoreiksi tunnusluvut tunnuslukuja`,
		},
		"sv": {
			priority:      `tyngdpunkt tyngdpunkten tyngdpunkter tyngdpunkterna tyngdpunkternas insatsområde insatsområdet insatsområden insatsområdena prioriteringar prioriteringarna fokusområden fokusområdena spetsar`,
			value:         `värderingar värderingarna värdering värden värdena värdegrund värdegrunden värdegrunder grundvärderingar`,
			vision:        `vision visionen visionens målbild målbilden`,
			mission:       `mission missionen grunduppgift grunduppgiften verksamhetsidé verksamhetsidén`,
			promise:       `servicelöfte servicelöftet löftet kundlöftet`,
			successFactor: `framgångsfaktor framgångsfaktorer framgångsfaktorerna`,
			objective:     `mål målet målen målens målsättning målsättningar målsättningarna målsättningen`,
			action:        `åtgärd åtgärder åtgärderna insatser`,
			indicator:     `indikator indikatorer indikatorerna mätare mätarna nyckeltal nyckeltalen`,
		},
	} {
		for k, words := range kinds {
			for _, w := range strings.Fields(words) {
				if hs := loadCues()[lang].find(stretch{s: w}.words()); len(hs) != 1 || hs[0].kind != k {
					t.Errorf("%s %s: %v, want %s", lang, w, hs, k)
				}
			}
		}
	}
	for _, s := range []string{"strategisia valintoja", "strategisina valintoina", "strategisiksi valinnoiksi", "strategisiin valintoihin", "strategiset linjaukset", "strategisia linjauksia", "strategisten kärkien"} {
		if hs := loadCues()["fi"].find(stretch{s: s}.words()); len(hs) != 1 || hs[0].kind != priority || hs[0].last != 1 {
			t.Errorf("%s: %v", s, hs)
		}
	}
}
