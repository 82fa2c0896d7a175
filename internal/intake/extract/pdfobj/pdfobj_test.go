package pdfobj

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var roomy = Limits{Stream: 1 << 20, Total: 4 << 20}

func TestLexer(t *testing.T) {
	for in, want := range map[string]Obj{
		"12":                           12.0,
		"-1.5":                         -1.5,
		"+.25":                         .25,
		"--3":                          -3.0,
		"/A#20b":                       Name("A b"),
		"/":                            Name(""),
		"(a(b)\\)c\\n\\344\\\nd)":      "a(b))c\n\xe4d",
		"(open":                        "open",
		"<48 6>":                       "H`",
		"[1 [2] (x)]":                  Array{1.0, Array{2.0}, "x"},
		"<</A 1/B<</C true>>/D null>>": Dict{"A": 1.0, "B": Dict{"C": true}, "D": nil},
		"% note\r\nTj":                 Op("Tj"),
		"[1 2":                         Array{1.0, 2.0},
		"<</A endobj":                  Dict{},
		"}":                            Op("}"),
	} {
		got, ok := NewLexer([]byte(in)).Next()
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
	l := &Lexer{b: []byte("[1 0 R 2 0 3 0 R]"), refs: true}
	got, _ := l.Next()
	if diff := cmp.Diff(Array{Ref{1, 0}, 2.0, 0.0, Ref{3, 0}}, got.(Array)); diff != "" {
		t.Error(diff)
	}
	if _, ok := NewLexer([]byte(" % only a note")).Next(); ok {
		t.Error("something in nothing")
	}
	deep, _ := NewLexer([]byte(strings.Repeat("[", 10_000))).Next()
	if deep == nil {
		t.Error("nothing of a deep array")
	}
}

func TestSkipImage(t *testing.T) {
	l := NewLexer([]byte("ID \x01\xff EI\x00\x90 more\xf0\nEI Q (x) Tj"))
	_, _ = l.Next()
	l.SkipImage()
	if o, _ := l.Next(); o != Op("Q") {
		t.Errorf("after the picture comes %v", o)
	}
	l = NewLexer([]byte("no end"))
	l.SkipImage()
	if o, ok := l.Next(); ok {
		t.Errorf("after no end comes %v", o)
	}
}

func deflated(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFilters(t *testing.T) {
	a85 := make([]byte, 64)
	a85 = a85[:ascii85.Encode(a85, []byte("Hyvä arki"))]
	png := "\x02\x01\x02\x03" + "\x02\x01\x01\x01" + "\x01\x05\x01\x01" + "\x03\x02\x02\x02" + "\x04\x01\x01\x01" + "\x00\x09\x09\x09"
	for _, c := range []struct {
		about string
		dict  Dict
		raw   string
		want  string
	}{
		{"nothing", Dict{}, "as it is", "as it is"},
		{"flate", Dict{"Filter": Name("FlateDecode")}, deflated(t, "Hyvä arki"), "Hyvä arki"},
		{"two", Dict{"Filter": Array{Name("AHx"), Name("Fl")}}, fmt.Sprintf("%x>", deflated(t, "Hyvä arki")), "Hyvä arki"},
		{"ascii85", Dict{"Filter": Name("ASCII85Decode")}, "<~" + string(a85) + "~>", "Hyvä arki"},
		{"run length", Dict{"Filter": Name("RunLengthDecode")}, "\x02abc\xfdx\x80zzz", "abcxxxx"},
		{"lzw", Dict{"Filter": Name("LZWDecode")}, "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", "-----A---B"},
		{
			"png rows",
			Dict{"Filter": Name("FlateDecode"), "DecodeParms": Dict{"Predictor": 15.0, "Columns": 3.0}},
			deflated(t, png),
			"\x01\x02\x03" + "\x02\x03\x04" + "\x05\x06\x07" + "\x04\x07\x09" + "\x05\x08\x0a" + "\x09\x09\x09",
		},
		{"tiff rows", Dict{"Filter": Name("FlateDecode"), "DecodeParms": Dict{"Predictor": 2.0, "Columns": 3.0}}, deflated(t, "\x01\x01\x01\x05\x01\x01"), "\x01\x02\x03\x05\x06\x07"},
		{"cut in the middle", Dict{"Filter": Name("FlateDecode")}, deflated(t, strings.Repeat("abcdefgh", 9))[:12], ""},
	} {
		t.Run(c.about, func(t *testing.T) {
			f := &File{limits: roomy, left: roomy.Total}
			f.forget()
			got, err := f.Data(&Stream{Dict: c.dict, Raw: []byte(c.raw)})
			if err != nil || !strings.HasPrefix(string(got), c.want) || c.want != "" && string(got) != c.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestFilterLimits(t *testing.T) {
	f := &File{limits: Limits{Stream: 100, Total: 150}, left: 150}
	f.forget()
	s := &Stream{Dict: Dict{"Filter": Name("FlateDecode")}, Raw: []byte(deflated(t, strings.Repeat("a", 90)))}
	if _, err := f.Data(s); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Data(s); !errors.Is(err, ErrBomb) {
		t.Errorf("past the total: %v", err)
	}
	if _, err := f.Data(&Stream{Dict: Dict{"Filter": Name("RunLengthDecode")}, Raw: []byte("\x81a\x81a")}); !errors.Is(err, ErrBomb) {
		t.Errorf("runs: %v", err)
	}
	if _, err := f.Data(&Stream{Dict: Dict{"Filter": Name("DCTDecode")}}); !errors.Is(err, ErrFilter) {
		t.Errorf("a picture: %v", err)
	}
	if _, err := f.Data(&Stream{Dict: Dict{"DecodeParms": Dict{"Predictor": 15.0, "Columns": 1e9}, "Filter": Name("AHx")}}); !errors.Is(err, ErrBroken) {
		t.Errorf("a wide row: %v", err)
	}
}

// object writes "num 0 obj ...".
func object(num int, s string) string { return fmt.Sprintf("%d 0 obj\n%s\nendobj\n", num, s) }

func TestOpenTables(t *testing.T) {
	old := "%PDF-1.4\n" + object(1, "<</Type/Catalog/Pages 2 0 R/Old true>>") + object(2, "<</Type/Pages>>")
	first := len(old)
	old += fmt.Sprintf("xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \ntrailer\n<</Root 1 0 R/Size 3>>\nstartxref\n%d\n%%%%EOF\n",
		strings.Index(old, "1 0 obj"), strings.Index(old, "2 0 obj"), first)
	at := len(old)
	updated := old + object(1, "<</Type/Catalog/Pages 2 0 R/New true>>")
	second := len(updated)
	updated += fmt.Sprintf("xref\n1 1\n%010d 00000 n \ntrailer\n<</Root 1 0 R/Prev %d/Size 3>>\nstartxref\n%d\n%%%%EOF", at, first, second)
	f, err := Open([]byte(updated), roomy)
	if err != nil {
		t.Fatal(err)
	}
	root := f.Dict(f.Trailer["Root"])
	if root["New"] != true || root["Old"] != nil {
		t.Errorf("the newest object does not count: %v", root)
	}
	circle := strings.Replace(updated, fmt.Sprintf("/Prev %d", first), fmt.Sprintf("/Prev %d", second), 1)
	if f, err := Open([]byte(circle), roomy); err != nil || f.Dict(f.Trailer["Root"])["New"] != true {
		t.Errorf("tables in a circle: %v", err)
	}
	shifted := "junk before\n" + updated + "\njunk after"
	if _, err := Open([]byte(shifted), roomy); err != nil {
		t.Errorf("junk around: %v", err)
	}
	wrong := strings.Replace(updated, fmt.Sprintf("%010d 00000 n", at), fmt.Sprintf("%010d 00000 n", at+3), 1)
	if f, err := Open([]byte(wrong), roomy); err != nil || f.Dict(f.Trailer["Root"])["New"] != true {
		t.Errorf("a wrong offset: %v", err)
	}
	locked := strings.ReplaceAll(updated, "/Size 3", "/Encrypt 9 0 R/Size 3")
	if _, err := Open([]byte(locked), roomy); !errors.Is(err, ErrEncrypted) {
		t.Errorf("encrypted: %v", err)
	}
}

func TestOpenPacked(t *testing.T) {
	inner := "1 0 2 42 <</Type/Catalog/Pages 2 0 R/Packed true>>  <</Type/Pages/Count 1>>"
	first := strings.Index(inner, "<<")
	inner = strings.Replace(inner, " 42 ", fmt.Sprintf(" %2d ", strings.LastIndex(inner, "<<")-first), 1)
	stream := func(dict, s string) string {
		return fmt.Sprintf("<<%s/Length %d>>stream\r\n%s\nendstream", dict, len(s), s)
	}
	b := "%PDF-1.5\n"
	packAt := len(b)
	b += object(3, stream(fmt.Sprintf("/Type/ObjStm/N 2/First %d/Filter/FlateDecode", first), deflated(t, inner)))
	tableAt := len(b)
	rows := "\x00\x00\x00\x00" + "\x02\x00\x03\x00" + "\x02\x00\x03\x01" +
		string([]byte{1, byte(packAt >> 8), byte(packAt), 0, 1, byte(tableAt >> 8), byte(tableAt), 0})
	b += object(4, stream("/Type/XRef/W[1 2 1]/Size 5/Root 1 0 R/Filter/FlateDecode", deflated(t, rows)))
	whole := b + fmt.Sprintf("startxref\n%d\n%%%%EOF", tableAt)
	for about, data := range map[string]string{"whole": whole, "without its end": b, "without its tables": strings.Replace(b, "/XRef", "/None", 1)} {
		f, err := Open([]byte(data), roomy)
		if err != nil || f.Dict(f.Trailer["Root"])["Packed"] != true {
			t.Errorf("%s: %v", about, err)
		}
	}
}

func TestResolve(t *testing.T) {
	data := "%PDF-1.4\n" + object(1, "<</Pages 2 0 R>>") + object(2, "<</Me 3 0 R>>") + object(3, "3 0 R") +
		object(4, "<</Length 5 0 R>>\nstream\nabc\nendstream") + object(5, "3") + object(6, "<</Length 99>>stream\nabcd\nendstream") + "trailer<</Root 1 0 R>>"
	f, err := Open([]byte(data), roomy)
	if err != nil {
		t.Fatal(err)
	}
	if o := f.Resolve(Ref{3, 0}); o != nil {
		t.Errorf("an object that is itself: %v", o)
	}
	if o := f.Resolve(Ref{99, 0}); o != nil {
		t.Errorf("no object: %v", o)
	}
	for num, want := range map[int]string{4: "abc", 6: "abcd\n"} {
		s, ok := f.Resolve(Ref{Num: num}).(*Stream)
		if !ok || string(s.Raw) != want {
			t.Errorf("stream %d: %v", num, s)
		}
	}
	if f.Int(1e300) != 0 || f.Int(7.0) != 7 || f.Name(Name("x")) != "x" || f.Array(1.0) != nil || f.Dict("x") != nil || f.Num("x") != 0 {
		t.Error("a wrong kind is not nothing")
	}
}

func TestOpenBroken(t *testing.T) {
	for _, in := range []string{"", "%PDF-1.4", "%PDF-1.4\nxref\n0 99999999999\n", "%PDF-1.7\ntrailer<</Root 1 0 R>>startxref 0", "%PDF-1.7\nstartxref\n1e99"} {
		if _, err := Open([]byte(in), roomy); !errors.Is(err, ErrBroken) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<</Pages 2 0 R>>\nendobj\n2 0 obj<</Kids[3 0 R]>>endobj\ntrailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(data, roomy)
		if err != nil {
			return
		}
		for num := range file.table {
			if s, ok := file.object(num).(*Stream); ok {
				if out, err := file.Data(s); err == nil && int64(len(out)) > roomy.Total+int64(len(data)) {
					t.Errorf("stream %d gives %d bytes", num, len(out))
				}
			}
		}
	})
}
