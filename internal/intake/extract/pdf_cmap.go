package extract

import (
	"unicode/utf16"

	"github.com/katto-project/katto/internal/intake/extract/pdfobj"
)

// pdfCode is a character code of a font, with how many bytes it took: the
// same number in one and in two bytes are different codes.
type pdfCode struct {
	value uint32
	bytes int
}

// pdfMap is a font's map from codes to text.
type pdfMap struct {
	spaces []codeSpace
	text   map[pdfCode]string
}

type codeSpace struct {
	bytes    int
	low, top uint32
}

// maxMapped is how many codes a map may list; the largest fonts have fewer.
const maxMapped = 70_000

// readMap reads a ToUnicode stream.
func readMap(data []byte) *pdfMap {
	m := &pdfMap{text: map[pdfCode]string{}}
	l := pdfobj.NewLexer(data)
	var args []pdfobj.Obj
	for {
		o, ok := l.Next()
		if !ok || len(m.text) > maxMapped {
			return m
		}
		op, isOp := o.(pdfobj.Op)
		if !isOp {
			if len(args) < 100_000 {
				args = append(args, o)
			}
			continue
		}
		switch op {
		case "endcodespacerange":
			m.addSpaces(args)
		case "endbfchar":
			m.addChars(args)
		case "endbfrange":
			m.addRanges(args)
		}
		args = args[:0]
	}
}

func codeOf(o pdfobj.Obj) pdfCode {
	s, _ := o.(string)
	var c pdfCode
	for i := range min(len(s), 4) {
		c.value = c.value<<8 | uint32(s[i])
		c.bytes++
	}
	return c
}

func (m *pdfMap) addSpaces(args []pdfobj.Obj) {
	for ; len(args) >= 2; args = args[2:] {
		low, top := codeOf(args[0]), codeOf(args[1])
		if low.bytes == top.bytes && low.bytes > 0 && len(m.spaces) < 100 {
			m.spaces = append(m.spaces, codeSpace{low.bytes, low.value, top.value})
		}
	}
}

func (m *pdfMap) addChars(args []pdfobj.Obj) {
	for ; len(args) >= 2; args = args[2:] {
		if s, ok := args[1].(string); ok {
			m.text[codeOf(args[0])] = wideText(s)
		}
	}
}

func (m *pdfMap) addRanges(args []pdfobj.Obj) {
	for ; len(args) >= 3; args = args[3:] {
		low, top := codeOf(args[0]), codeOf(args[1])
		if low.bytes != top.bytes || top.value < low.value {
			continue
		}
		for n := uint32(0); n <= min(top.value-low.value, 0xffff) && len(m.text) <= maxMapped; n++ {
			code := pdfCode{low.value + n, low.bytes}
			switch to := args[2].(type) {
			case string:
				m.text[code] = nth(wideText(to), n)
			case pdfobj.Array:
				if s, ok := at(to, int(n)).(string); ok {
					m.text[code] = wideText(s)
				}
			}
		}
	}
}

func at(a pdfobj.Array, i int) pdfobj.Obj {
	if i < 0 || i >= len(a) {
		return nil
	}
	return a[i]
}

// nth moves the last character of a range's first text n steps on.
func nth(s string, n uint32) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	r[len(r)-1] += rune(n)
	return string(r)
}

// wideText decodes big-endian UTF-16, or one byte as itself.
func wideText(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	units := make([]uint16, 0, min(len(s)/2, 64))
	for i := 0; i+1 < len(s) && i < 128; i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// next cuts the first code off a string.
func (m *pdfMap) next(s string) (pdfCode, string) {
	var c pdfCode
	for n := 1; n <= 4 && n <= len(s); n++ {
		c = codeOf(s[:n])
		for _, sp := range m.spaces {
			if sp.bytes == n && c.value >= sp.low && c.value <= sp.top {
				return c, s[n:]
			}
		}
	}
	return codeOf(s[:1]), s[1:]
}
