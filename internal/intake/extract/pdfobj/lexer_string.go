package pdfobj

import (
	"bytes"
)

func (l *Lexer) name() Name {
	var out []byte
	for l.pos < len(l.b) && !white(l.b[l.pos]) && !delimiter(l.b[l.pos]) {
		c := l.b[l.pos]
		hi, lo := hexDigit(l.at(1)), hexDigit(l.at(2))
		if c == '#' && hi >= 0 && lo >= 0 {
			c = byte(hi<<4 | lo)
			l.pos += 2
		}
		out = append(out, c)
		l.pos++
	}
	return Name(out)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *Lexer) hex() string {
	var out []byte
	half := -1
	for ; l.pos < len(l.b); l.pos++ {
		c := l.b[l.pos]
		if c == '>' {
			l.pos++
			break
		}
		switch d := hexDigit(c); {
		case d < 0:
		case half < 0:
			half = d
		default:
			out = append(out, byte(half<<4|d))
			half = -1
		}
	}
	if half >= 0 {
		out = append(out, byte(half<<4))
	}
	return string(out)
}

// literal reads a string in parentheses.
func (l *Lexer) literal() string {
	var out []byte
	for open := 1; l.pos < len(l.b); l.pos++ {
		c := l.b[l.pos]
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.pos++
				return string(out)
			}
		case '\\':
			l.pos++
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// escape reads what follows a backslash and stops on its last byte.
func (l *Lexer) escape(out []byte) []byte {
	c := l.at(0)
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c == '\r' && l.at(1) == '\n':
		l.pos++
		return out
	case c == '\r', c == '\n':
		return out
	case c < '0' || c > '7':
		return append(out, c)
	}
	v := 0
	for n := 0; n < 3 && l.at(0) >= '0' && l.at(0) <= '7'; n++ {
		v = v*8 + int(l.at(0)-'0')
		l.pos++
	}
	l.pos--
	return append(out, byte(v))
}
