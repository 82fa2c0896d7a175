package extract

import (
	"context"
	"testing"
)

// fuzzLimits keep a fuzz run's memory small.
var fuzzLimits = func() limits {
	l := standard
	l.Unzipped, l.Characters, l.Nodes = 4<<20, 500_000, 100_000
	return l
}()

// fuzzOne reads whatever it is, without the net that turns a panic into a
// fault, and checks what holds for every text.
func fuzzOne(t *testing.T, media string, data []byte) {
	t.Helper()
	text, err := readAs(context.Background(), media, data, fuzzLimits)
	if err == nil {
		sound(t, text)
	}
}

func FuzzTxt(f *testing.F) {
	f.Add([]byte("Visio\n\n• Toivo\r\n\u00ad\u200b"))
	f.Add([]byte("\xff\xfeV\x00i\x00"))
	f.Add([]byte("P\xe4\xe4t\xf6s"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzOne(t, plainType, data)
		if text, err := Inline(context.Background(), "a", data); err == nil {
			sound(t, text)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("---\ntitle: x\n---\n# A #\n\nB\n===\n- c\n  1. d\n\n| a | b |\n|---|---|\n| c | \\| |\n\n```\nx\n```\n> **q** [l](u) ![i](j)\\\nz"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzOne(t, markdownType, data) })
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(countyPage))
	f.Add([]byte("<table><tr><td colspan=9><ul><li>a<ol><li>b</table><p>c<a href=x><div>d"))
	f.Add([]byte("<dl><dt>a<dd>b</dl><pre>x\ny</pre><details><summary>s</summary>t</details>"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzOne(t, htmlType, data) })
}

func FuzzDocx(f *testing.F) {
	f.Add([]byte(para(`<w:pStyle w:val="Otsikko1"/>`, "Visio")+table(cellXML("", para("", "a"))+cellXML("", para("", "b")))), false)
	f.Add([]byte(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:txbxContent><w:p/></w:txbxContent></w:r></w:p>`), false)
	f.Add(word(f, para(`<w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>`, "x"), nil), true)
	f.Fuzz(func(t *testing.T, data []byte, whole bool) {
		if !whole {
			data = word(t, string(data), nil)
		}
		fuzzOne(t, docxType, data)
	})
}

func FuzzPDF(f *testing.F) {
	for _, name := range []string{"single.pdf", "table-untagged.pdf"} {
		f.Add(fixture(f, name), false)
	}
	f.Add([]byte("q 1 0 0 1 0 9 cm BT /F1 12 Tf 14 TL 50 700 Td [(a) -9 (b)] TJ T* (c) ' ET 0 0 m 9 0 l S /X1 Do Q"), true)
	f.Add([]byte("/P <</MCID 0>> BDC BT /F1 9 Tf 1 0 0 1 5 5 Tm (\x95 x) Tj ET EMC 10 10 100 100 re f"), true)
	f.Fuzz(func(t *testing.T, data []byte, content bool) {
		if content {
			data = onePDF(t, string(data), "", nil)
		}
		fuzzOne(t, pdfType, data)
	})
}
