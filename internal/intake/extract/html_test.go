package extract

import (
	"context"
	"strings"
	"testing"
)

const countyPage = `<!DOCTYPE html>
<html lang="fi"><head><title>Strategia | Hyvinvointialue</title><style>p{}</style><script>var a="x"</script></head>
<body class="has-menu">
<a class="skip-link" href="#m">Siirry sisältöön</a>
<header><a href="/">Etusivu</a><nav><ul><li><a>Palvelut</a></li></ul></nav></header>
<div id="cookieBanner"><p>Käytämme evästeitä.</p><button>Hyväksy</button></div>
<div class="breadcrumbs"><a>Etusivu</a> &gt; <a>Strategia</a></div>
<main id="m">
 <h1>Strategia 2023–2025</h1>
 <p class="lead">Palvelut ovat <strong>lähellä</strong>&nbsp;sinua.<br>Aina.</p>
 <h2><button aria-expanded="true">Arvot</button></h2>
 <ul><li>Avoimuus</li><li><p>Rohkeus</p><ul><li>arjessa</li></ul></li></ul>
 <ol start="3"><li>Kolmas</li></ol>
 <div>Pelkkä <em>teksti</em><p><b>Lihava</b></p>jatkuu</div>
 <dl><dt>Visio</dt><dd>Hyvä elämä</dd></dl>
 <table><caption>Mittarit</caption><thead><tr><th>Painopiste</th><th>Mittari</th></tr></thead>
  <tr><td rowspan="2">Arki</td><td>Odotus<ul><li>päivää</li><li>viikkoa</li></ul></td></tr>
  <tr><td>Luottamus</td></tr></table>
 <p hidden>Piilossa</p><p style="display: none">Piilossa</p>
 <aside><p>Lue myös</p></aside>
</main>
<footer><p>Yhteystiedot</p></footer>
</body></html>`

func TestHTML(t *testing.T) {
	got := inlineText(t, "a.html", []byte(countyPage))
	want(t, dump(got), `
heading 1: Strategia 2023–2025
paragraph: Palvelut ovat lähellä sinua. / Aina.
heading 2: Arvot
item 1: Avoimuus
item 1: Rohkeus
item 2: arjessa
item 1 ordered: Kolmas
paragraph: Pelkkä teksti
paragraph bold: Lihava
paragraph: jatkuu
paragraph bold: Visio
paragraph: Hyvä elämä
paragraph bold: Mittarit
cell t1 r0 c0 bold: Painopiste
cell t1 r0 c1 bold: Mittari
cell t1 r1 c0: Arki
cell t1 r1 c1: Odotus
cell 1 t1 r1 c1: päivää
cell 1 t1 r1 c1: viikkoa
cell t1 r2 c1: Luottamus
nav: Lue myös`)
	if got.Title != "Strategia | Hyvinvointialue" || got.Language != "fi" {
		t.Errorf("title %q, language %q", got.Title, got.Language)
	}
	if !strings.Contains(got.Plain, "• Rohkeus\n  • arjessa\n3. Kolmas") {
		t.Errorf("plain: %s", got.Plain)
	}
}

func TestHTMLShapes(t *testing.T) {
	for _, c := range []struct{ about, in, want string }{
		{
			"no main: header with the title stays, menus go",
			`<body><header><h1>Arvot</h1></header><div class="menu"><a>A</a><a>B</a></div><ul><li><a>Yksi</a><li><a>Kaksi</a><li><a>Kolme</a></ul><p>Avoimuus on arvomme, ja siitä pidämme kiinni.</p><footer>F</footer></body>`,
			"heading 1: Arvot\nnav: AB\nnav: Yksi\nnav: Kaksi\nnav: Kolme\nparagraph: Avoimuus on arvomme, ja siitä pidämme kiinni.",
		},
		{
			"the title above main", `<body><div><h1>Otsikko</h1></div><main><p>` + strings.Repeat("Teksti jatkuu. ", 10) + `</p></main></body>`,
			"heading 1: Otsikko\nparagraph: " + strings.TrimSpace(strings.Repeat("Teksti jatkuu. ", 10)),
		},
		{
			"bullets typed by hand", "<p>Arvot:<br>- avoimuus<br>• rohkeus<br>Muu</p>",
			"paragraph: Arvot:\nitem 1: avoimuus\nitem 1: rohkeus\nparagraph: Muu",
		},
		{
			"speech", "<p>– Saimme palautetta. Siksi muutimme sen, sanoo johtaja.</p><p>– avoimuus</p>",
			"paragraph: – Saimme palautetta. Siksi muutimme sen, sanoo johtaja.\nitem 1: avoimuus",
		},
		{"cards in links", `<a href="x"><h3>Kortti</h3><p>Teksti</p></a>`, "heading 3: Kortti\nparagraph: Teksti"},
		{
			"layout table", `<table><tr><td><h2>Visio</h2><p>Hyvä arki</p></td><td>Sivu</td></tr></table>`,
			"heading 2: Visio\nparagraph: Hyvä arki\nparagraph: Sivu",
		},
		{"heading by role", `<div role="heading" aria-level="2">Missio</div>`, "heading 2: Missio"},
		{"item outside a list", `<li>Yksi<li>Kaksi`, "item 1: Yksi\nitem 1: Kaksi"},
		{"pre keeps lines", "<pre>a\nb</pre>", "paragraph: a / b"},
		{"lines in source are spaces", "<p>a\n  b</p>", "paragraph: a b"},
	} {
		t.Run(c.about, func(t *testing.T) { want(t, dump(inlineText(t, "a.html", []byte(c.in))), c.want) })
	}
}

func TestHTMLEncoding(t *testing.T) {
	got := inlineText(t, "a.html", []byte("<html><head><meta charset=\"iso-8859-1\"></head><body><p>P\xe4\xe4t\xf6s</p></body></html>"))
	if got.Plain != "Päätös" {
		t.Errorf("got %q", got.Plain)
	}
}

func TestHTMLBombs(t *testing.T) {
	var fonts strings.Builder
	for i := range 400 {
		fonts.WriteString("<font size=")
		fonts.WriteString(strings.Repeat("1", i%7+1))
		fonts.WriteString(">")
	}
	for about, in := range map[string]string{
		"formatting": "<p>" + fonts.String() + strings.Repeat("<p>x", 10000),
		"nodes":      "<p>" + strings.Repeat("<p>x", 600_000),
	} {
		t.Run(about, func(t *testing.T) {
			_, err := Inline(context.Background(), "a.html", []byte(in))
			refused(t, err, bomb)
		})
	}
	t.Run("depth", func(t *testing.T) {
		_, err := Inline(context.Background(), "a.html", []byte(strings.Repeat("<div>", 5000)+"x"))
		refused(t, err, bomb)
	})
}
