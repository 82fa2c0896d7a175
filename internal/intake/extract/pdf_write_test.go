package extract

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"testing"
)

// flated packs a stream for onePDF.
func flated(t testing.TB, s string) (string, string) {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), "/Filter/FlateDecode"
}

// onePDF writes a file of one page that shows the content, in a font of
// windows-1252 whose letters are half as wide as high. Pages replaces the
// tree of pages; pack packs the content.
func onePDF(t testing.TB, content, pages string, pack func(testing.TB, string) (string, string)) []byte {
	t.Helper()
	filter := ""
	if pack != nil {
		content, filter = pack(t, content)
	}
	if pages == "" {
		pages = "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>"
	}
	stream := func(dict, s string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(s), s)
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", pages,
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X1 6 0 R>>>>>>",
		stream(filter, content),
		"<</Type/Font/Subtype/TrueType/BaseFont/Test/Encoding/WinAnsiEncoding/FontDescriptor<</MissingWidth 500>>>>",
		stream("/Subtype/Form/BBox[0 0 600 800]", "BT /F1 12 Tf 50 700 Td (Lomake) Tj ET"),
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}
