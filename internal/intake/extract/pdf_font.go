package extract

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/katto-project/katto/internal/intake/extract/pdfobj"
)

// pdfFont turns the codes of one font into text and widths.
type pdfFont struct {
	bold     bool
	wide     bool // codes of two bytes or more
	unicode  *pdfMap
	encoding [256]string // of one-byte codes
	widths   map[uint32]float64
	usual    float64 // the width of codes not in widths
	scale    float64 // from the widths' units to the font size
}

// pdfChar is one character that a font shows.
type pdfChar struct {
	text  string // "" where the file does not say
	width float64
	space bool // a one-byte space, which word spacing widens
}

var boldName = regexp.MustCompile(`(?i)bold|black|heavy|demi|lihavoi`)

func readFont(f *pdfobj.File, d pdfobj.Dict) *pdfFont {
	font := &pdfFont{widths: map[uint32]float64{}, usual: 500, scale: 0.001}
	font.bold = boldName.MatchString(string(f.Name(d["BaseFont"])))
	if s, ok := f.Resolve(d["ToUnicode"]).(*pdfobj.Stream); ok {
		if data, err := f.Data(s); err == nil {
			font.unicode = readMap(data)
		}
	}
	if f.Name(d["Subtype"]) == "Type0" {
		font.readComposite(f, d)
		return font
	}
	font.readSimple(f, d)
	return font
}

// readComposite reads a font of many glyphs, whose codes name glyphs.
func (p *pdfFont) readComposite(f *pdfobj.File, d pdfobj.Dict) {
	p.wide, p.usual = true, 1000
	inner := f.Dict(at(f.Array(d["DescendantFonts"]), 0))
	p.weigh(f, f.Dict(inner["FontDescriptor"]))
	if w, ok := f.Resolve(inner["DW"]).(float64); ok {
		p.usual = w
	}
	list := f.Array(inner["W"])
	for len(list) >= 2 && len(p.widths) < maxMapped {
		first := uint32(max(0, f.Int(list[0])))
		if each := f.Array(list[1]); each != nil {
			for i, w := range each {
				p.widths[first+uint32(i)] = f.Num(w)
			}
			list = list[2:]
			continue
		}
		if len(list) < 3 {
			return
		}
		last, w := uint32(max(0, f.Int(list[1]))), f.Num(list[2])
		for c := first; c <= last && len(p.widths) < maxMapped; c++ {
			p.widths[c] = w
		}
		list = list[3:]
	}
}

// weigh takes the weight from the font's description.
func (p *pdfFont) weigh(f *pdfobj.File, desc pdfobj.Dict) {
	p.bold = p.bold || f.Num(desc["FontWeight"]) >= 600 || f.Int(desc["Flags"])&(1<<18) != 0
}

// readSimple reads a font of one-byte codes.
func (p *pdfFont) readSimple(f *pdfobj.File, d pdfobj.Dict) {
	desc := f.Dict(d["FontDescriptor"])
	p.weigh(f, desc)
	if w := f.Num(desc["MissingWidth"]); w > 0 {
		p.usual = w
	}
	first := f.Int(d["FirstChar"])
	for i, w := range f.Array(d["Widths"]) {
		if i < 256 {
			p.widths[uint32(first+i)] = f.Num(w)
		}
	}
	if m := f.Array(d["FontMatrix"]); f.Name(d["Subtype"]) == "Type3" && len(m) == 6 {
		p.scale = f.Num(m[0])
	}
	base := f.Name(d["Encoding"])
	encoding := f.Dict(d["Encoding"])
	if encoding != nil {
		base = f.Name(encoding["BaseEncoding"])
	}
	symbolic := f.Int(desc["Flags"])&4 != 0 || strings.Contains(string(f.Name(d["BaseFont"])), "Symbol")
	for c := range 256 {
		p.encoding[c] = baseText(base, byte(c), symbolic)
	}
	code := 0
	for _, o := range f.Array(encoding["Differences"]) {
		switch v := f.Resolve(o).(type) {
		case float64:
			code = int(v)
		case pdfobj.Name:
			if s := glyphText(string(v)); code >= 0 && code < 256 && s != "" {
				p.encoding[code] = s
			}
			code++
		}
	}
}

// baseText is what a code means before the font's own differences.
func baseText(base pdfobj.Name, c byte, symbolic bool) string {
	switch {
	case base == "MacRomanEncoding":
		return string(charmap.Macintosh.DecodeByte(c))
	case symbolic && base == "" && (c == 0xb7 || c == 0xa7):
		return "•"
	case base == "" && c == 0x27:
		return "’"
	case c < ' ':
		return ""
	}
	return string(charmap.Windows1252.DecodeByte(c))
}

// read gives the characters of a shown string.
func (p *pdfFont) read(s string, each func(pdfChar)) {
	for len(s) > 0 {
		var code pdfCode
		switch {
		case p.wide && p.unicode != nil && len(p.unicode.spaces) > 0:
			code, s = p.unicode.next(s)
		case p.wide:
			n := min(2, len(s))
			code, s = codeOf(s[:n]), s[n:]
		default:
			code, s = codeOf(s[:1]), s[1:]
		}
		w, ok := p.widths[code.value]
		if !ok {
			w = p.usual
		}
		each(pdfChar{text: p.text(code), width: w * p.scale, space: code.bytes == 1 && code.value == ' '})
	}
}

func (p *pdfFont) text(code pdfCode) string {
	if p.unicode != nil {
		if s, ok := p.unicode.text[code]; ok {
			return s
		}
	}
	if p.wide || code.value > 255 {
		return ""
	}
	return p.encoding[code.value]
}

var uniName = regexp.MustCompile(`^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))`)

// glyphText is the text that a glyph's name means: names of letters, and
// those made of parts ("f_i") or with a suffix ("a.sc").
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if s, ok := glyphNames[name]; ok {
		return s
	}
	if len(name) == 1 {
		return name
	}
	if m := uniName.FindStringSubmatch(name); m != nil {
		if n, err := strconv.ParseUint(m[1]+m[2], 16, 32); err == nil {
			return string(rune(n))
		}
	}
	if strings.Contains(name, "_") {
		var b strings.Builder
		for part := range strings.SplitSeq(name, "_") {
			if len(part) == 1 {
				b.WriteString(part)
			} else {
				b.WriteString(glyphNames[part])
			}
		}
		return b.String()
	}
	return accented(name)
}

// accents are the names that letters with marks end in.
var accents = map[string]string{
	"dieresis": "\u0308", "ring": "\u030a", "acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302",
	"tilde": "\u0303", "caron": "\u030c", "cedilla": "\u0327", "macron": "\u0304", "ogonek": "\u0328",
}

// accented reads names such as "adieresis" and "Aring"; clean composes them.
func accented(name string) string {
	if len(name) < 4 {
		return ""
	}
	if mark, ok := accents[name[1:]]; ok {
		return name[:1] + mark
	}
	return ""
}

// glyphNames are the names of the glyphs that are not letters with marks.
var glyphNames = map[string]string{
	"space": " ", "nbspace": " ", "nonbreakingspace": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$",
	"percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(", "parenright": ")", "asterisk": "*",
	"plus": "+", "comma": ",", "hyphen": "-", "minus": "−", "period": ".", "slash": "/", "zero": "0", "one": "1",
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@",
	"bracketleft": "[", "backslash": `\`, "bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`",
	"braceleft": "{", "bar": "|", "braceright": "}", "asciitilde": "~", "endash": "–", "emdash": "—", "bullet": "•",
	"ellipsis": "…", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”",
	"quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹",
	"guilsinglright": "›", "Euro": "€", "euro": "€", "sterling": "£", "yen": "¥", "cent": "¢", "section": "§",
	"degree": "°", "paragraph": "¶", "copyright": "©", "registered": "®", "trademark": "™", "fi": "fi", "fl": "fl",
	"ff": "ff", "ffi": "ffi", "ffl": "ffl", "periodcentered": "·", "middot": "·", "multiply": "×", "divide": "÷",
	"onehalf": "½", "onequarter": "¼", "threequarters": "¾", "plusminus": "±", "dotlessi": "ı", "germandbls": "ß",
	"ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "oslash": "ø", "Oslash": "Ø", "eth": "ð", "Eth": "Ð", "thorn": "þ",
	"Thorn": "Þ", "dagger": "†", "daggerdbl": "‡", "perthousand": "‰", "mu": "µ", "onesuperior": "¹",
	"twosuperior": "²", "threesuperior": "³", "exclamdown": "¡", "questiondown": "¿", "sfthyphen": "\u00ad",
	"filledbox": "■", "square": "□", "triagrt": "►", "arrowright": "→", "arrowleft": "←", "arrowup": "↑", "arrowdown": "↓",
	"circle": "○", "check": "✓", "checkmark": "✓", "lessequal": "≤", "greaterequal": "≥", "notequal": "≠",
}
