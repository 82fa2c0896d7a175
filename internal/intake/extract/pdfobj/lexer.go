package pdfobj

import (
	"bytes"
	"math"
)

// Lexer reads objects and operators from bytes.
type Lexer struct {
	b     []byte
	pos   int
	depth int
	refs  bool // "1 0 R" is a reference
}

// NewLexer reads a content stream or a character map, in which there are no
// references.
func NewLexer(b []byte) *Lexer { return &Lexer{b: b} }

// Next is the next object or operator; ok is false at the end.
func (l *Lexer) Next() (o Obj, ok bool) {
	l.space()
	if l.pos >= len(l.b) {
		return nil, false
	}
	c := l.b[l.pos]
	switch {
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		return l.numberOrRef(), true
	case c == '/':
		l.pos++
		return l.name(), true
	case c == '(':
		l.pos++
		return l.literal(), true
	case c == '<' && l.at(1) == '<':
		l.pos += 2
		return l.dict(), true
	case c == '<':
		l.pos++
		return l.hex(), true
	case c == '[':
		l.pos++
		return l.array(), true
	case c == '>' && l.at(1) == '>':
		l.pos += 2
		return Op(">>"), true
	case delimiter(c):
		l.pos++
		return Op(c), true
	}
	return l.word(), true
}

func (l *Lexer) at(n int) byte {
	if l.pos+n < len(l.b) {
		return l.b[l.pos+n]
	}
	return 0
}

// space passes over white space and comments.
func (l *Lexer) space() {
	for l.pos < len(l.b) {
		switch c := l.b[l.pos]; {
		case white(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.b) && l.b[l.pos] != '\n' && l.b[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

func white(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *Lexer) word() Obj {
	start := l.pos
	for l.pos < len(l.b) && !white(l.b[l.pos]) && !delimiter(l.b[l.pos]) {
		l.pos++
	}
	switch s := string(l.b[start:l.pos]); s {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	default:
		return Op(s)
	}
}

func (l *Lexer) numberOrRef() Obj {
	n := l.number()
	if !l.refs || n < 0 || n != math.Trunc(n) {
		return n
	}
	after := l.pos
	l.space()
	if c := l.at(0); c >= '0' && c <= '9' {
		gen := l.number()
		l.space()
		if l.at(0) == 'R' && (l.pos+1 == len(l.b) || white(l.at(1)) || delimiter(l.at(1))) && n < math.MaxInt32 && gen < 1<<16 {
			l.pos++
			return Ref{int(n), int(gen)}
		}
	}
	l.pos = after
	return n
}

// number reads a number; signs and points too many are passed over, as
// viewers do.
func (l *Lexer) number() float64 {
	sign, v, scale := 1.0, 0.0, 0.0
	for ; l.pos < len(l.b); l.pos++ {
		switch c := l.b[l.pos]; {
		case c >= '0' && c <= '9' && scale == 0:
			v = v*10 + float64(c-'0')
		case c >= '0' && c <= '9':
			v += float64(c-'0') * scale
			scale /= 10
		case c == '-':
			if v == 0 && scale == 0 {
				sign = -1
			}
		case c == '.' && scale == 0:
			scale = 0.1
		case c == '+', c == '.':
		default:
			return sign * v
		}
	}
	return sign * v
}

func (l *Lexer) array() Obj {
	out := Array{}
	l.inside("]", func(o Obj) { out = append(out, o) })
	return out
}

func (l *Lexer) dict() Obj {
	out := Dict{}
	var key Name
	var have bool
	l.inside(">>", func(o Obj) {
		name, isName := o.(Name)
		switch {
		case have:
			out[key], have = o, false
		case isName:
			key, have = name, true
		}
	})
	return out
}

// inside reads objects until the closing mark. Objects nested too deep are
// passed over.
func (l *Lexer) inside(end Op, each func(Obj)) {
	l.depth++
	defer func() { l.depth-- }()
	for {
		if l.depth > maxDepth {
			l.pos = len(l.b)
			return
		}
		start := l.pos
		o, ok := l.Next()
		switch op, isOp := o.(Op); {
		case !ok || isOp && op == end:
			return
		case isOp && (op == "endobj" || op == "stream" || op == "endstream"): // the closing mark is missing
			l.pos = start
			return
		case !isOp:
			each(o)
		}
	}
}

// SkipImage passes over the bytes of a picture inside a content stream: call
// it after the operator ID.
func (l *Lexer) SkipImage() {
	for {
		i := bytes.Index(l.b[l.pos:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.b)
			return
		}
		start := l.pos + i
		l.pos = start + 2
		before := start == 0 || white(l.b[start-1])
		if before && (l.pos >= len(l.b) || white(l.b[l.pos])) && l.plausible() {
			return
		}
	}
}

// plausible tells whether what follows looks like operators, not like the
// bytes of a picture.
func (l *Lexer) plausible() bool {
	for _, c := range l.b[l.pos:min(l.pos+16, len(l.b))] {
		if c >= 0x7f || c < ' ' && !white(c) {
			return false
		}
	}
	return true
}
