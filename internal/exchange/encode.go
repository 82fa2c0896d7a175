package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// lineWidth is how long a small list or object may be to stay on one line.
const lineWidth = 120

// Encode writes the house as JSON: UTF-8, two spaces of indentation, a fixed
// order of keys, what is empty left out, and what is small on one line. The
// same house always gives the same bytes.
func Encode(w io.Writer, h House) error {
	h.Format, h.Version = FormatName, FormatVersion
	var compact bytes.Buffer
	enc := json.NewEncoder(&compact)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(h); err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	p := printer{dec: json.NewDecoder(&compact)}
	p.dec.UseNumber()
	n, err := p.read()
	if err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	n.write(&p.out, 0, 0)
	p.out.WriteByte('\n')
	if _, err := io.WriteString(w, p.out.String()); err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	return nil
}

// printer lays compact JSON out for people.
type printer struct {
	dec *json.Decoder
	out strings.Builder
}

// piece is a value: a scalar as it is written, or the members of a list or an
// object.
type piece struct {
	scalar string
	open   json.Delim // '{', '[' or 0
	keys   []string
	kids   []piece
}

func (p *printer) read() (piece, error) {
	token, err := p.dec.Token()
	if err != nil {
		return piece{}, err
	}
	delim, isDelim := token.(json.Delim)
	if !isDelim {
		s, err := scalar(token)
		return piece{scalar: s}, err
	}
	n := piece{open: delim}
	for p.dec.More() {
		if delim == '{' {
			key, err := p.dec.Token()
			if err != nil {
				return n, err
			}
			name, _ := key.(string)
			n.keys = append(n.keys, name)
		}
		kid, err := p.read()
		if err != nil {
			return n, err
		}
		n.kids = append(n.kids, kid)
	}
	_, err = p.dec.Token()
	return n, err
}

func scalar(token json.Token) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if token == nil {
		return "", errors.New("null in a house")
	}
	if err := enc.Encode(token); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// write writes the piece at a depth; used is how much of the line is taken.
func (n piece) write(b *strings.Builder, depth, used int) {
	if line, fits := n.line(lineWidth - used); fits {
		b.WriteString(line)
		return
	}
	indent := strings.Repeat("  ", depth+1)
	b.WriteString(string(rune(n.open)) + "\n")
	for i, kid := range n.kids {
		head := indent + n.key(i)
		b.WriteString(head)
		kid.write(b, depth+1, utf8.RuneCountInString(head)+1)
		if i+1 < len(n.kids) {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString(strings.Repeat("  ", depth) + n.closing())
}

// line is the piece on one line: always a scalar, and a list or object of
// scalars that is short enough.
func (n piece) line(width int) (string, bool) {
	if n.open == 0 {
		return n.scalar, true
	}
	var b strings.Builder
	b.WriteString(string(rune(n.open)))
	for i, kid := range n.kids {
		if kid.open != 0 {
			return "", false
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(n.key(i) + kid.scalar)
	}
	b.WriteString(n.closing())
	return b.String(), utf8.RuneCountInString(b.String()) <= width
}

func (n piece) key(i int) string {
	if n.open != '{' {
		return ""
	}
	return `"` + n.keys[i] + `": ` // our own keys need no escaping
}

func (n piece) closing() string {
	if n.open == '{' {
		return "}"
	}
	return "]"
}
