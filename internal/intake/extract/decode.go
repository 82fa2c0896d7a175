package extract

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	unicodeenc "golang.org/x/text/encoding/unicode"
)

// decode makes a string of the bytes of a text file: UTF-8, UTF-16 with its
// mark, or else windows-1252 (guessed is then true). ok is false when the
// result does not look like text.
func decode(data []byte) (text string, guessed, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		data = data[3:]
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		utf16 := unicodeenc.UTF16(unicodeenc.LittleEndian, unicodeenc.ExpectBOM)
		out, err := utf16.NewDecoder().Bytes(data)
		return string(out), false, err == nil && looksLikeText(string(out))
	}
	if utf8.Valid(data) {
		return string(data), false, looksLikeText(string(data))
	}
	for _, c := range []byte{0x81, 0x8d, 0x8f, 0x90, 0x9d} { // no letters there
		if bytes.IndexByte(data, c) >= 0 {
			return "", true, false
		}
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(out), true, err == nil && looksLikeText(string(out)) && mostlyASCII(data)
}

// looksLikeText allows no NUL, and one control or broken character in two
// hundred.
func looksLikeText(s string) bool {
	odd, all := 0, 0
	for _, r := range s {
		all++
		switch {
		case r == 0:
			return false
		case r == '\n', r == '\r', r == '\t', r == '\f':
		case unicode.IsControl(r), r == utf8.RuneError, unicode.Is(unicode.Noncharacter_Code_Point, r):
			odd++
		}
	}
	return odd*200 <= all
}

// mostlyASCII tells that at most a third of the bytes are beyond ASCII, which
// holds for Finnish, Swedish and English and seldom for packed data.
func mostlyASCII(data []byte) bool {
	high := 0
	for _, c := range data {
		if c >= 0x80 {
			high++
		}
	}
	return high*3 <= len(data)
}
