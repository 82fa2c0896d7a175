package extract

import "testing"

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ about, in, want string }{
		{"headings", "# Strategia #\n\nVisio\n-----\n\nArki *sujuu* ja\n**turva** pysyy.\n\n### Arvot", `
heading 1: Strategia
heading 2: Visio
paragraph: Arki sujuu ja turva pysyy.
heading 3: Arvot`},
		{"lists", "Arvomme:\n- Avoimuus\n- Rohkeus\n  jatkuu\n    - arjessa\n    - työssä\n* Lämpö\n\n1. Ensin\n2. Sitten", `
paragraph: Arvomme:
item 1: Avoimuus
item 1: Rohkeus jatkuu
item 2: arjessa
item 2: työssä
item 1: Lämpö
item 1 ordered: Ensin
item 1 ordered: Sitten`},
		{"inline", "Katso [ohjelma](https://x.fi/a_(b) \"o\") ja ![kuva](k.png) `koodi` 2\\*3 a_b_c ~~pois~~ 5 * 6 &auml;[^1]<br>uusi <b>rivi</b>", `
paragraph: Katso ohjelma ja kuva koodi 2*3 a_b_c pois 5 * 6 ä / uusi rivi`},
		{"table", "| Painopiste | Mittari |\n|---|:---:|\n| **Lähellä** | a \\| b |\n| Yhdessä | |\n\nLoppu", `
cell t1 r0 c0 bold: Painopiste
cell t1 r0 c1 bold: Mittari
cell t1 r1 c0 bold: Lähellä
cell t1 r1 c1: a | b
cell t1 r2 c0: Yhdessä
paragraph: Loppu`},
		{"quote, code, rule, bold", "> Lupaus\n> asukkaille\n\n---\n\n```\nrivi 1\n  rivi 2\n```\n\n**Palvelulupaus**\n\n[a]: https://x.fi\n<!-- ei\nnäy -->", `
paragraph: Lupaus asukkaille
paragraph: rivi 1 / rivi 2
paragraph bold: Palvelulupaus`},
		{"a range is no item", "2022 - 2025\n– Repliikki", "paragraph: 2022 - 2025\nitem 1: Repliikki"},
	} {
		t.Run(c.about, func(t *testing.T) { want(t, dump(inlineText(t, "a.md", []byte(c.in))), c.want) })
	}
}

func TestMarkdownAbout(t *testing.T) {
	got := inlineText(t, "a.md", []byte("---\ntitle: \"Yhteinen tie\"\nlang: sv-FI\n---\n# Muu\n"))
	if got.Title != "Yhteinen tie" || got.Language != "sv" || got.Plain != "Muu" {
		t.Errorf("got %+v", got)
	}
}
