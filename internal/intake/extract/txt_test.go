package extract

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestTextEncodings(t *testing.T) {
	const s = "Välfärdsområdets värden – trygghet, öppenhet\nÅland €"
	bytesOf := func(b []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	latin := bytesOf(charmap.Windows1252.NewEncoder().Bytes([]byte(s)))
	for name, data := range map[string][]byte{
		"plain.txt":   []byte(s),
		"bom.txt":     []byte("\ufeff" + s),
		"le.txt":      bytesOf(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(s))),
		"be.txt":      bytesOf(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(s))),
		"latin.txt":   latin,
		"dos.txt":     []byte("Välfärdsområdets värden – trygghet, öppenhet\r\nÅland €"),
		"decomp.txt":  []byte("Va\u0308lfa\u0308rdsomra\u030adets va\u0308rden – trygghet, o\u0308ppenhet\nA\u030aland €"),
		"zero.txt":    []byte("Väl\u00adfärds\u200bområdets värden –\u00a0trygghet, öppenhet\nÅland €"),
		"formfeed.md": []byte("Välfärdsområdets värden – trygghet, öppenhet  \nÅland €"),
	} {
		got := inlineText(t, name, data)
		if got.Plain != s {
			t.Errorf("%s: %q", name, got.Plain)
		}
		if guessed := len(got.Notices) == 1 && got.Notices[0] == guessedEncoding; guessed != (name == "latin.txt") {
			t.Errorf("%s: notices %v", name, got.Notices)
		}
	}
}

// A plain text is left as it is, so that offsets count in the file itself.
func TestTextStaysAsItIs(t *testing.T) {
	const s = "\n\nVisio\n\n  • Toivo  \n • Arki\n\n\n"
	if got := inlineText(t, "a.txt", []byte(s)); got.Plain != s || got.Blocks != nil {
		t.Errorf("got %q, %v", got.Plain, got.Blocks)
	}
}
