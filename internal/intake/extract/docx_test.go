package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"
)

const wordNames = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`

const wordStyles = `<w:styles` + wordNames + `>
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="fi-FI"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normaali"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Otsikko1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Oma"><w:name w:val="Oma otsikko"/><w:basedOn w:val="Otsikko2"/></w:style>
<w:style w:type="paragraph" w:styleId="Otsikko2"><w:name w:val="Otsikko 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Nimi"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Lista"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Sisluet1"><w:name w:val="toc 1"/></w:style>
</w:styles>`

const wordLists = `<w:numbering` + wordNames + `>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`

// word writes a document with the body, and other parts in place of its own.
func word(t testing.TB, body string, other map[string]string) []byte {
	t.Helper()
	files := map[string]string{
		"[Content_Types].xml":   `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":           `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document.xml"/></Relationships>`,
		"word/document.xml":     `<?xml version="1.0" encoding="UTF-8"?><w:document` + wordNames + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/styles.xml":       wordStyles,
		"word/numbering.xml":    wordLists,
		"word/header1.xml":      `<w:hdr` + wordNames + `><w:p><w:r><w:t>Ylätunniste</w:t></w:r></w:p></w:hdr>`,
		"docProps/core.xml":     `<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>Microsoft Word - strategia.docx</dc:title></cp:coreProperties>`,
		"word/vbaProject.bin":   "macro",
		"customXml/item1.xml":   "<x/>",
		"word/media/image1.png": "png",
	}
	for name, s := range other {
		files[name] = s
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, s := range files {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// para writes a paragraph of one run, with paragraph properties.
func para(props, s string) string {
	return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t xml:space="preserve">` + s + `</w:t></w:r></w:p>`
}

func cellXML(props string, paras ...string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + strings.Join(paras, "") + `</w:tc>`
}

func table(rows ...string) string {
	return `<w:tbl><w:tblPr/><w:tblGrid/><w:tr>` + strings.Join(rows, `</w:tr><w:tr>`) + `</w:tr></w:tbl>`
}

func TestDocx(t *testing.T) {
	list := func(num, level string) string {
		return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr>`
	}
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	for _, c := range []struct{ about, in, want string }{
		{"headings and text", para(`<w:pStyle w:val="Nimi"/>`, "Strategia") + para(`<w:pStyle w:val="Otsikko1"/>`, "Visio") +
			para(`<w:pStyle w:val="Oma"/>`, "Arvot") + para(`<w:outlineLvl w:val="2"/>`, "Taso") + para("", "Hyvä  arki."), `
heading 1: Strategia
heading 1 bold: Visio
heading 2: Arvot
heading 3: Taso
paragraph: Hyvä arki.`},
		{"runs", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Väl</w:t></w:r><w:r><w:softHyphen/><w:rPr><w:b w:val="0"/></w:rPr><w:t>färd</w:t></w:r><w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>piilo</w:t></w:r></w:p>` +
			`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Lihava</w:t></w:r></w:p>`, `
paragraph: Välfärd a / b-c
paragraph bold: Lihava`},
		{"lists", para(list("1", "0"), "Avoimuus") + para(list("1", "1"), "arjessa") + para(`<w:pStyle w:val="Lista"/>`, "Rohkeus") +
			para(list("2", "0"), "Ensin") + para(list("2", "0"), "Sitten") + para(`<w:pStyle w:val="Lista"/>`+list("0", "0"), "Ei luettelo") + para("", "- käsin") + para("", ""), `
item 1: Avoimuus
item 2: arjessa
item 1: Rohkeus
item 1 ordered: Ensin
item 1 ordered: Sitten
paragraph: Ei luettelo
item 1: käsin`},
		{"tables", table(
			cellXML("", para("", "Painopiste"))+cellXML(`<w:gridSpan w:val="2"/>`, para("", "Mittari"))+cellXML("", para("", "Vastuu")),
			cellXML(`<w:vMerge/>`, para("", ""))+cellXML("", para("", "a"), para(list("1", "0"), "b"))+cellXML("", para("", "c")),
		), `
cell t1 r0 c0: Painopiste
cell t1 r0 c1: Mittari
cell t1 r0 c3: Vastuu
cell t1 r1 c1: a
cell 1 t1 r1 c1: b
cell t1 r1 c2: c`},
		{"a table that lays out", table(cellXML("", para(`<w:pStyle w:val="Otsikko1"/>`, "Visio"), para("", "Arki")) + cellXML("", para("", "Sivu"))), `
heading 1 bold: Visio
paragraph: Arki
paragraph: Sivu`},
		{"a table in a table", table(cellXML("", para("", "Ulko"), table(cellXML("", para("", "a"))+cellXML("", para("", "b")))) + cellXML("", para("", "Toinen"))), `
paragraph: Ulko
cell t2 r0 c0: a
cell t2 r0 c1: b
paragraph: Toinen`},
		{"a text box, once", `<w:p><w:r><w:t>Kappale</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>` + para("", "Lupaus") +
			`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + para("", "Lupaus") +
			`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> jatkuu</w:t></w:r></w:p>`, `
paragraph: Kappale jatkuu
paragraph: Lupaus`},
		{
			"tracked changes", `<w:p><w:r><w:t>Arvot: </w:t></w:r><w:del><w:r><w:delText>vanha</w:delText></w:r></w:del><w:ins><w:r><w:t>uusi</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>pois</w:t></w:r></w:moveFrom></w:p>`,
			"paragraph: Arvot: uusi",
		},
		{"a table of contents", `<w:p>` + field("begin") + `<w:r><w:instrText> TOC \o "1-3" </w:instrText></w:r>` + field("separate") + `<w:r><w:t>Visio 3</w:t></w:r></w:p>` +
			para("", "Arvot 4") + `<w:p>` + field("end") + `</w:p>` + para(`<w:pStyle w:val="Sisluet1"/>`, "Missio 5") + para("", "Teksti"), `
nav: Visio 3
nav: Arvot 4
nav: Missio 5
paragraph: Teksti`},
		{
			"wrapped in controls and links", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:r><w:t>Linkki</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t> kenttä</w:t></w:r></w:fldSimple></w:p></w:sdtContent></w:sdt>`,
			"paragraph: Linkki kenttä",
		},
		{"footnotes", `<w:p><w:r><w:t>Teksti</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`, "paragraph: Teksti"},
	} {
		t.Run(c.about, func(t *testing.T) { want(t, dump(inlineText(t, "a.docx", word(t, c.in, nil))), c.want) })
	}
}

func TestDocxAbout(t *testing.T) {
	body := para(`<w:pStyle w:val="Nimi"/>`, "Yhteinen tie") +
		`<w:p><w:r><w:rPr><w:lang w:val="sv-FI"/><w:sz w:val="44"/></w:rPr><w:t>Iso</w:t></w:r></w:p>` +
		`<w:p><w:ins><w:r><w:rPr><w:lang w:val="sv-FI"/></w:rPr><w:t>Pidempi teksti</w:t></w:r></w:ins><w:r><w:endnoteReference/></w:r></w:p>`
	got := inlineText(t, "a.docx", word(t, body, nil))
	if got.Title != "Yhteinen tie" || got.Language != "sv" || got.MediaType != docxType {
		t.Errorf("title %q, language %q, media %q", got.Title, got.Language, got.MediaType)
	}
	if got.Blocks[1].Size != 2 || got.Blocks[2].Size != 1 {
		t.Errorf("sizes %v, %v", got.Blocks[1].Size, got.Blocks[2].Size)
	}
	want(t, strings.Join(got.Notices, " "), trackedChanges+" "+footnotes)
	titled := word(t, para("", "x"), map[string]string{"docProps/core.xml": `<c xmlns:dc="y"><dc:title>Oma nimi</dc:title></c>`})
	if got := inlineText(t, "a.docx", titled); got.Title != "Oma nimi" {
		t.Errorf("title %q", got.Title)
	}
}

func TestDocxRefuse(t *testing.T) {
	document := func(s string) map[string]string { return map[string]string{"word/document.xml": s} }
	for _, c := range []struct {
		about string
		data  []byte
		key   string
	}{
		{"not really a zip", []byte("PK\x03\x04 [Content_Types].xml word/ and nothing more"), broken},
		{"a spreadsheet", []byte("PK\x03\x04 [Content_Types].xml xl/workbook.xml"), unknownFormat},
		{"no text", word(t, para("", " "), nil), empty},
		{"no main part", word(t, "", map[string]string{"_rels/.rels": `<R><Relationship Type="x/officeDocument" Target="word/no.xml"/></R>`}), broken},
		{"broken XML", word(t, "", document("<w:document><w:body>")), broken},
		{"entities", word(t, "", document(`<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document><w:body>&a;</w:body></w:document>`)), bomb},
		{"entities in styles", word(t, para("", "x"), map[string]string{"word/styles.xml": `<!DOCTYPE x []><x/>`}), bomb},
		{"entities in the title", word(t, para("", "x"), map[string]string{"docProps/core.xml": `<!DOCTYPE x []><x/>`}), bomb},
		{"unpacks a hundredfold", word(t, strings.Repeat(" ", 4<<20), nil), bomb},
		{"nested too deep", word(t, strings.Repeat("<w:sdt>", 300), nil), bomb},
	} {
		t.Run(c.about, func(t *testing.T) {
			_, err := Inline(context.Background(), "a.docx", c.data)
			refused(t, err, c.key)
		})
	}
}

func TestDocxLimits(t *testing.T) {
	l := standard
	l.Characters = 10
	_, err := read(context.Background(), "a.docx", word(t, para("", "Yli kymmenen merkkiä"), nil), l, false)
	refused(t, err, tooMuchText)
	l = standard
	l.Unzipped = 500
	_, err = read(context.Background(), "a.docx", word(t, para("", "x"), nil), l, false)
	refused(t, err, bomb)
}

func TestDocxEncryptedZip(t *testing.T) {
	data := word(t, para("", "x"), nil)
	at := bytes.Index(data, []byte("PK\x01\x02"))
	data[at+8] |= 1
	_, err := Inline(context.Background(), "a.docx", data)
	refused(t, err, encrypted)
}
