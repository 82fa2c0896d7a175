package extract

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

const singlePage = `
heading 1 bold: Yhteinen tie 2026–2029
paragraph: Hyvinvointialueen strategia kertoo, mihin olemme menossa. Se koskee sosiaali- ja terveyspalveluja sekä pelastustoimea, ja sen hyväksyi aluevaltuusto kokouksessaan 12.11.2025. Åland ja Öja mainitaan, samoin 8,5 milj. € ja ”lainaus”.
heading 2 bold: Visio
paragraph: Turvallinen arki – lähellä sinua.
heading 2 bold: Arvot
item 1: Avoimuus
item 1: Rohkeus uudistua, myös silloin kun se vaatii enemmän kuin yhden rivin verran selittämistä ja perustelemista
item 1: Luottamus
item 2: arjessa
item 2: johtamisessa
heading 2 bold: Painopisteet
item 1 ordered: Palvelut oikeaan aikaan
item 1 ordered: Osaava henkilöstö
heading 3 bold: Talous
paragraph: Talouden tasapaino saavutetaan vuoden 2026 loppuun mennessä. Keinot on kuvattu erikseen.
heading 2 bold: Seuranta
paragraph: Aluehallitus seuraa toteutumista kaksi kertaa vuodessa.
heading 2 bold: Liite
paragraph: Liitteessä on lisätietoja.`

const tablePage = `
heading 1 bold: Mittarit
paragraph: Taulukko kertoo, miten tavoitteita seurataan.
cell t1 r0 c0 bold: Painopiste
cell t1 r0 c1 bold: Tavoite
cell t1 r0 c2 bold: Mittari
cell t1 r1 c0: Sujuvat palvelut
cell t1 r1 c1: Hoitoon pääsee ajoissa, myös silloin kun jonoa on paljon
cell t1 r1 c2: Odotusaika, päivää
cell t1 r2 c1: Asiakas tulee kuulluksi
cell 1 t1 r2 c2: NPS
cell 1 t1 r2 c2: Palautteiden määrä
cell t1 r3 c0: Hyvä työ
cell t1 r3 c1: Henkilöstö suosittelee työpaikkaa
paragraph: Taulukon jälkeen teksti jatkuu.`

// withoutNavigation leaves out page numbers and headers, and checks that they
// were found.
func withoutNavigation(t *testing.T, s string, navs int) string {
	t.Helper()
	var kept []string
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, "nav: ") {
			navs--
			continue
		}
		kept = append(kept, line)
	}
	if navs != 0 {
		t.Errorf("%d too few navigation blocks in\n%s", navs, s)
	}
	return strings.Join(kept, "")
}

// The same page reads the same by its tags and by where its text stands.
func TestPDF(t *testing.T) {
	for _, name := range []string{"single.pdf", "single-untagged.pdf"} {
		t.Run(name, func(t *testing.T) {
			got := inlineText(t, name, fixture(t, name))
			want(t, withoutNavigation(t, dump(got), 6), singlePage)
			if got.Title != "Yhteinen tie 2026–2029" || got.MediaType != pdfType {
				t.Errorf("title %q, media type %q", got.Title, got.MediaType)
			}
			if b := got.Blocks[len(got.Blocks)-1]; b.Page != 3 {
				t.Errorf("the last block is on page %d", b.Page)
			}
		})
	}
	for _, name := range []string{"table.pdf", "table-untagged.pdf"} {
		t.Run(name, func(t *testing.T) { want(t, dump(inlineText(t, name, fixture(t, name))), tablePage) })
	}
	if got := inlineText(t, "a.pdf", fixture(t, "single.pdf")); got.Language != "fi" || got.Blocks[0].Size < 2 {
		t.Errorf("language %q, size %v", got.Language, got.Blocks[0].Size)
	}
}

func TestPDFColumns(t *testing.T) {
	got := dump(inlineText(t, "a.pdf", fixture(t, "columns-untagged.pdf")))
	for _, s := range []string{
		"heading 1 bold: Välfärdsområdets strategi för hela invånarnas vardag\nheading 2 bold: Vision\nparagraph: Vi ordnar trygga tjänster på båda språken. Tjänsterna finns nära invånarna, och de",
		"heading 2 bold: Värden\nitem 1: Öppenhet\nitem 1: Respekt\n",
		"i hur vi leder. De är gemensamma för alla",
		"heading 2 bold: Tyngdpunkter\nparagraph: Tjänsterna utvecklas tillsammans med invånarna, kommunerna och organisationerna.",
		"heading 2 bold: Ekonomi\n",
	} {
		if !strings.Contains(got, s) {
			t.Errorf("%q is not in\n%s", s, got)
		}
	}
}

func TestPDFRefuse(t *testing.T) {
	single := fixture(t, "single.pdf")
	for about, c := range map[string]struct {
		data []byte
		key  string
	}{
		"scanned":           {fixture(t, "scanned.pdf"), scanned},
		"encrypted":         {fixture(t, "encrypted.pdf"), encrypted},
		"nothing inside":    {[]byte("%PDF-1.7\n"), broken},
		"cut in the middle": {single[:len(single)/3], broken},
		"no pages":          {onePDF(t, "", "<</Type/Pages/Kids[]/Count 0>>", nil), broken},
		"many pages stated": {onePDF(t, "", "<</Type/Pages/Kids[3 0 R]/Count 5000>>", nil), tooManyPages},
		"pages in a circle": {onePDF(t, "", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>", nil), broken},
		"unpacks to a lot":  {onePDF(t, strings.Repeat(" ", 120<<20), "", flated), bomb},
	} {
		t.Run(about, func(t *testing.T) {
			_, err := Inline(context.Background(), "a.pdf", c.data)
			refused(t, err, c.key)
		})
	}
}

// A file whose table of objects is lost is read by looking through it.
func TestPDFWithoutTable(t *testing.T) {
	data := bytes.ReplaceAll(fixture(t, "table.pdf"), []byte("startxref"), []byte("startxxxx"))
	want(t, dump(inlineText(t, "a.pdf", data)), tablePage)
	junked := append([]byte("\r\nsome junk\r\n"), fixture(t, "table.pdf")...)
	want(t, dump(inlineText(t, "a.pdf", append(junked, "\r\n<html>more junk"...))), tablePage)
}

func TestPDFText(t *testing.T) {
	show := func(x, y float64, size int, s string) string {
		return fmt.Sprintf("/F1 %d Tf 1 0 0 1 %g %g Tm (%s) Tj\n", size, x, y, s)
	}
	for _, c := range []struct{ about, content, want string }{
		{
			"encodings and spaces", "BT /F1 12 Tf 50 700 Td [(V\xe4lf\xe4rd) -300 (och)] TJ 0 -14 Td (v\xe5rd \x80 \x96 \\344\\(x\\)) Tj ET",
			"paragraph: Välfärd och vård € – ä(x)",
		},
		{
			"hyphens", "BT 14 TL /F1 12 Tf 50 700 Td (Turvallisuus ja hyvin-) Tj T* (vointi, sosiaali-) Tj T* (ja terveys sek\xe4 Etel\xe4-) Tj T* (Pohjanmaa sek\xe4 linja-) Tj T* (auto ja jatkuva) Tj ET",
			"paragraph: Turvallisuus ja hyvinvointi, sosiaali- ja terveys sekä Etelä-Pohjanmaa sekä linja-auto ja jatkuva",
		},
		{
			"bullets and numbers", "BT " + show(50, 700, 12, "\x95 Avoimuus ja") + show(58, 686, 12, "luottamus") + show(50, 672, 12, "\x95 Rohkeus") +
				show(50, 640, 12, "1.") + show(80, 640, 12, "Ensin") + show(50, 626, 12, "2.") + show(80, 626, 12, "Sitten") + show(50, 590, 12, "13. kes\xe4kuuta") + " ET",
			"item 1: Avoimuus ja luottamus\nitem 1: Rohkeus\nitem 1 ordered: Ensin\nitem 1 ordered: Sitten\nparagraph: 13. kesäkuuta",
		},
		{
			"headings by size", "BT " + show(50, 700, 24, "Strategia") + show(50, 660, 16, "Visio") + show(50, 640, 12, "Arki sujuu kaikilla, ja apu tulee ajoissa jokaiselle.") + show(50, 600, 16, "Arvot") + show(50, 580, 12, "Avoimuus kantaa meit\xe4 arjessa, ja siit\xe4 pidet\xe4\xe4n kiinni.") + " ET",
			"heading 1: Strategia\nheading 2: Visio\nparagraph: Arki sujuu kaikilla, ja apu tulee ajoissa jokaiselle.\nheading 2: Arvot\nparagraph: Avoimuus kantaa meitä arjessa, ja siitä pidetään kiinni.",
		},
		{
			"short lines stay", "BT " + show(50, 700, 12, "Avoimuus") + show(50, 686, 12, "Rohkeus") + show(50, 672, 12, "Luottamus") + " ET",
			"paragraph: Avoimuus / Rohkeus / Luottamus",
		},
		{
			"speech and drawn bullets", "BT " + show(50, 700, 12, "\x96 Saimme palautetta, ja siksi") + show(50, 686, 12, "muutimme sen. Niin sanoi johtaja.") +
				show(50, 640, 12, "Avoimuus") + show(50, 620, 12, "Rohkeus") + "ET 40 642 4 4 re f 40 622 4 4 re f",
			"paragraph: – Saimme palautetta, ja siksi muutimme sen. Niin sanoi johtaja.\nitem 1: Avoimuus\nitem 1: Rohkeus",
		},
		{
			"drawn twice, footnote mark", "BT " + show(50, 700, 12, "Visio") + show(50.4, 700, 12, "Visio") + show(83, 704, 7, "12") + show(50, 660, 12, "A R V O T") + " ET",
			"paragraph: Visio\nparagraph: ARVOT",
		},
		{"replaced text", "BT /F1 12 Tf 50 700 Td (a) Tj /Span <</ActualText (\xfe\xff\x00f\x00i)>> BDC (\xde\xdf) Tj EMC (nland) Tj ET", "paragraph: afinland"},
		{"a form", "q 1 0 0 1 0 -100 cm /X1 Do Q BT " + show(50, 700, 12, "P\xe4\xe4sivu") + " ET", "paragraph: Pääsivu\nparagraph: Lomake"},
		{"a picture inside", "BI /W 2 /H 2 ID \x01(\xff<<EI\x00 EI Q BT " + show(50, 700, 12, "Teksti") + " ET", "paragraph: Teksti"},
		{
			"outside the page, turned", "BT " + show(5000, 700, 12, "Ulkona") + show(50, 700, 12, "Sis\xe4ll\xe4") + "/F1 12 Tf 0 1 -1 0 300 300 Tm (Kyljell\xe4\xe4n) Tj ET",
			"paragraph: Sisällä\nparagraph: Kyljellään",
		},
		{
			"contents", "BT " + show(50, 700, 12, "Sis\xe4llys") + show(50, 660, 12, "Visio ....... 3") + show(50, 620, 12, "Arvot") + show(400, 620, 12, "4") + show(50, 580, 12, "T\xe4m\xe4 on teksti\xe4.") + " ET",
			"paragraph: Sisällys\nnav: Visio ....... 3\nnav: Arvot 4\nparagraph: Tämä on tekstiä.",
		},
	} {
		t.Run(c.about, func(t *testing.T) {
			want(t, dump(inlineText(t, "a.pdf", onePDF(t, c.content, "", nil))), c.want)
		})
	}
}
