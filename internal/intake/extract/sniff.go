package extract

import (
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/fault"
)

// The media types that are read, or recognised and left to others.
const (
	plainType    = "text/plain"
	markdownType = "text/markdown"
	htmlType     = "text/html"
	pdfType      = "application/pdf"
	docxType     = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	stratmlType  = "application/stratml+xml" // read by the stratml package
	kattoType    = "application/katto+json"  // read by the caller
)

// extensions says what a file's name promises.
var extensions = map[string]string{
	".txt": plainType, ".text": plainType,
	".md": markdownType, ".markdown": markdownType,
	".html": htmlType, ".htm": htmlType, ".xhtml": htmlType,
	".pdf":  pdfType,
	".docx": docxType, ".docm": docxType, ".dotx": docxType,
	".xml": stratmlType, ".stratml": stratmlType,
	".json": kattoType,
}

// formats names the media types for people, in any language.
var formats = map[string]string{
	plainType: "TXT", markdownType: "MD", htmlType: "HTML", pdfType: "PDF",
	docxType: "DOCX", stratmlType: "StratML", kattoType: "JSON",
}

// sniff decides what data is from its bytes and its name together: the name
// must promise what the bytes are. A name without an extension promises
// nothing. Text is told apart from text (plain, Markdown) by the name alone.
func sniff(name string, data []byte) (string, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return "", refuse(empty)
	}
	ext := extension(name)
	promised, known := extensions[ext]
	found, err := content(data)
	switch {
	case err != nil && fault.Of(err).Key == junk && ext != "" && !known:
		return "", refuse(unknownFormat)
	case err != nil:
		return "", err
	case ext != "" && !known:
		return "", refuse(unknownFormat)
	case found == "":
		return textKind(ext, data)
	case ext == "" || promised == found:
		return found, nil
	case found == kattoType && (promised == plainType || promised == markdownType):
		return promised, nil
	}
	return "", refuse(wrongExtension, "Extension", ext, "Found", formats[found])
}

// textKind tells by the name which kind of text the text is.
func textKind(ext string, data []byte) (string, error) {
	promised := extensions[ext]
	switch {
	case ext == "":
		return plainType, nil
	case promised == plainType, promised == markdownType:
		return promised, nil
	case promised == htmlType && anyTag.Match(head(data, 4096)):
		return htmlType, nil
	}
	return "", refuse(wrongExtension, "Extension", ext, "Found", formats[plainType])
}

var likeExtension = regexp.MustCompile(`^\.[a-z][a-z0-9]{1,7}$`)

// extension is the name's extension in lower case; "strategia 2.0" has none.
func extension(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if !likeExtension.MatchString(ext) {
		return ""
	}
	return ext
}

var (
	anyTag   = regexp.MustCompile(`(?i)<(!doctype|html|head|body|main|article|section|div|p|header|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|pre|span|br|hr|a|b|i|strong|em|blockquote|center|font)\b`)
	htmlRoot = regexp.MustCompile(`(?is)^\s*(<\?xml[^>]*>|<!--.*?-->|\s)*(<!doctype\s+html|<html\b)`)
	xmlStart = regexp.MustCompile(`(?s)^\s*<(\?xml|!--|!DOCTYPE|[A-Za-z_][\w.:-]*[\s>])`)
)

// content tells what the bytes themselves are; "" is text of no kind in
// particular. Bytes that are nothing readable are a fault.
func content(data []byte) (string, error) {
	first := head(data, 1024)
	switch {
	case bytes.Contains(first, []byte("%PDF-")):
		return pdfType, nil
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return archive(data)
	case bytes.HasPrefix(data, oleMagic):
		return "", compound(data)
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return "", refuse(unknownFormat)
	}
	text, _, ok := decode(data)
	if !ok {
		return "", refuse(junk)
	}
	start := strings.TrimSpace(cut(text, 64<<10))
	switch {
	case htmlRoot.MatchString(start):
		return htmlType, nil
	case strings.HasPrefix(start, "{"):
		return kattoType, nil
	case xmlStart.MatchString(start):
		return markup(start)
	}
	return "", nil
}

// markup tells StratML by its root element. Other XML is no format of ours,
// unless it is a piece of HTML.
func markup(start string) (string, error) {
	d := xml.NewDecoder(strings.NewReader(start))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		tok, err := d.RawToken()
		if err != nil { // it only looked like XML
			return "", nil //nolint:nilerr // text is still text
		}
		root, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch {
		case root.Name.Local == "StrategicPlan", root.Name.Local == "PerformancePlanOrReport":
			return stratmlType, nil
		case anyTag.MatchString("<" + root.Name.Local + ">"):
			return "", nil
		case strings.HasPrefix(start, "<?xml"):
			return "", refuse(unknownFormat)
		}
		return "", nil
	}
}

var oleMagic = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// compound tells the old container apart: an encrypted new document, an old
// Word document, or something else. Its directory names are UTF-16.
func compound(data []byte) error {
	switch {
	case bytes.Contains(data, wide("EncryptedPackage")), bytes.Contains(data, wide("EncryptionInfo")):
		return refuse(encrypted)
	case bytes.Contains(data, wide("WordDocument")):
		return refuse(oldDoc)
	}
	return refuse(unknownFormat)
}

func wide(s string) []byte {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r), 0)
	}
	return b
}

func head(data []byte, n int) []byte { return data[:min(n, len(data))] }

// cut is the first n bytes of s, without half a character at the end.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
