package stratml

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// source reads the bytes of a file up to a limit, and remembers what went wrong,
// because the XML decoder hides errors of its reader among its own.
type source struct {
	r    io.Reader
	left int64
	err  error // anything but io.EOF
}

func (s *source) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	// One byte over the limit is asked for, to tell "just fits" from "too large".
	if int64(len(p))-1 > s.left {
		p = p[:s.left+1]
	}
	n, err := s.r.Read(p)
	s.left -= int64(n)
	switch {
	case s.left < 0:
		s.err = ErrTooLarge
		return 0, s.err
	case err != nil && !errors.Is(err, io.EOF):
		s.err = fmt.Errorf("stratml: %w", err)
		return n, s.err
	default:
		return n, err
	}
}

var (
	bom8  = []byte{0xEF, 0xBB, 0xBF}
	bom16 = [][]byte{{0xFE, 0xFF}, {0xFF, 0xFE}}
)

// text gives the file as UTF-8 if it begins with a byte order mark, and as it is
// if not; charset does the rest when the XML declaration has been read.
func (s *source) text() io.Reader {
	br := bufio.NewReader(s)
	head, _ := br.Peek(len(bom8))
	for _, mark := range bom16 {
		if bytes.HasPrefix(head, mark) {
			return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Reader(br)
		}
	}
	if bytes.Equal(head, bom8) {
		_, _ = br.Discard(len(bom8))
	}
	return br
}

// maxAttributes is how many attributes one element can have. The decoder reads a
// whole tag before it shows it, and a tag of 20 MB would take a gigabyte.
const maxAttributes = 1000

// tagGuard counts the attribute values of each tag as the bytes go by. A tag in a
// comment or CDATA counts too, which harms no real text.
type tagGuard struct {
	r      io.Reader
	src    *source
	before byte // the byte before
	inTag  bool
	quote  byte // the quote that is open, or 0
	values int
	full   bool // a tag had too many
}

func (g *tagGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	for _, c := range p[:n] {
		g.see(c)
	}
	if g.full {
		g.src.err = fmt.Errorf("%w: more than %d attributes", ErrTooLarge, maxAttributes)
		return 0, g.src.err
	}
	return n, err
}

func (g *tagGuard) see(c byte) {
	switch {
	case !g.inTag:
		if g.before == '<' && c != '!' && c != '?' && c != '/' {
			g.inTag, g.quote, g.values = true, 0, 0
		}
	case g.quote != 0:
		if c == g.quote {
			g.quote = 0
			g.values++
			g.full = g.full || g.values > maxAttributes
		}
	case c == '"' || c == '\'':
		g.quote = c
	case c == '>':
		g.inTag = false
	}
	g.before = c
}

// charset decodes the encoding an XML declaration names. A file that calls itself
// UTF-16 and could be read this far is UTF-8 already: either text made it so, or
// a program wrote the declaration before it chose the encoding.
func (s *source) charset(label string, in io.Reader) (io.Reader, error) {
	var enc encoding.Encoding
	switch strings.ToLower(label) {
	case "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
		return in, nil
	case "iso-8859-1", "latin1", "windows-1252", "cp1252":
		enc = charmap.Windows1252
	case "iso-8859-15", "latin9":
		enc = charmap.ISO8859_15
	default:
		s.err = fmt.Errorf("%w: %q", ErrEncoding, excerpt(label))
		return nil, s.err
	}
	return enc.NewDecoder().Reader(in), nil
}
