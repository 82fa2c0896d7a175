package extract

import (
	"context"
	"strings"
	"testing"
)

func TestRecognise(t *testing.T) {
	page := "<!DOCTYPE html><html><body><p>Hei</p></body></html>"
	for _, c := range []struct{ name, data, media string }{
		{"a.txt", "Hyvinvointialueen strategia", plainType},
		{"A.TXT", "Visio", plainType},
		{"strategia", "Visio", plainType},
		{"strategia 2.0", "Visio", plainType},
		{"a.md", "# Visio", markdownType},
		{"a.html", page, htmlType},
		{"a.htm", "<p>Visio</p>", htmlType},
		{"a.xhtml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Visio</p></body></html>`, htmlType},
		{"page", page, htmlType},
		{"a.xml", `<?xml version="1.0" encoding="utf-8"?><!-- x --><StrategicPlan xmlns="urn:ISO:std:iso:17469"><Name>A</Name></StrategicPlan>`, stratmlType},
		{"a.stratml", `<s:PerformancePlanOrReport xmlns:s="urn:x"/>`, stratmlType},
		{"a.json", ` {"elements": []}`, kattoType},
		{"a.txt", "{Tämä on tekstiä}", plainType},
		{`C:\Users\x\a.txt`, "Visio", plainType},
	} {
		got, err := Inline(context.Background(), c.name, []byte(c.data))
		if err != nil || got.MediaType != c.media {
			t.Errorf("%s: got %q, %v; want %s", c.name, got.MediaType, err, c.media)
		}
		if strings.ContainsAny(got.Name, `\/`) || len(got.SHA256) != 64 {
			t.Errorf("%s: name %q, sum %q", c.name, got.Name, got.SHA256)
		}
	}
}

func TestRefuse(t *testing.T) {
	page := "<!DOCTYPE html><html><body><p>Hei</p></body></html>"
	for _, c := range []struct{ about, name, data, key string }{
		{"nothing", "a.txt", "", empty},
		{"white space", "a.txt", " \n\t ", empty},
		{"NULs", "a.txt", "abc\x00\x00\x01\x02def", junk},
		{"controls", "a.txt", "\x01\x02\x03\x04\x05", junk},
		{"not a letter of windows-1252", "a.txt", "\xff\x81\x8d\x90 abc", junk},
		{"junk called PDF", "a.pdf", "\x00\x01\x02", junk},
		{"text called PDF", "a.pdf", "Visio ja arvot", wrongExtension},
		{"text called DOCX", "a.docx", "Visio ja arvot", wrongExtension},
		{"text called HTML", "a.html", "Visio ja arvot", wrongExtension},
		{"page called text", "a.txt", page, wrongExtension},
		{"page called PDF", "a.pdf", page, wrongExtension},
		{"PDF called text", "a.txt", "%PDF-1.4\n", wrongExtension},
		{"text called JSON", "a.json", "Visio", wrongExtension},
		{"a picture", "a.png", "\x89PNG\r\n\x1a\n\x00\x00", unknownFormat},
		{"a picture without a name", "a", "\x89PNG\r\n\x1a\n\x00\x00", junk},
		{"rich text", "a.rtf", `{\rtf1 Hei}`, unknownFormat},
		{"other XML", "a.xml", `<?xml version="1.0"?><feed/>`, unknownFormat},
		{"a table of numbers", "a.csv", "a;b\n1;2", unknownFormat},
		{"old Word", "a.doc", string(oleMagic) + "xx" + string(wide("WordDocument")), oldDoc},
		{"encrypted Word", "a.docx", string(oleMagic) + "xx" + string(wide("EncryptedPackage")), encrypted},
		{"old Excel", "a.xls", string(oleMagic) + "xx" + string(wide("Workbook")), unknownFormat},
		{"only zero-width", "a.txt", "\u200b\u200b\ufeff", empty},
		{"too large", "a.txt", strings.Repeat("a", standard.Bytes+1), tooLarge},
		{"too much text", "a.txt", strings.Repeat("a", standard.Characters+1), tooMuchText},
	} {
		t.Run(c.about, func(t *testing.T) {
			_, err := Inline(context.Background(), c.name, []byte(c.data))
			refused(t, err, c.key)
		})
	}
}
