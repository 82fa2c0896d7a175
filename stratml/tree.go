package stratml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// DefaultMaxBytes is how large a file is read unless [MaxBytes] says otherwise:
// 20 MB. Real plans are below one.
const DefaultMaxBytes = 20 << 20

// DefaultMaxDepth is how deep elements may nest unless [MaxDepth] says otherwise.
// StratML itself needs nine levels.
const DefaultMaxDepth = 64

// maxElements is how many elements and attributes a file can have. It keeps a
// file of the largest size that is nothing but tags from filling the memory.
const maxElements = 250_000

// Option sets a limit of [Read] or [Check].
type Option func(*limits)

type limits struct {
	bytes int64
	depth int
}

// MaxBytes sets the largest file that is read, in bytes.
func MaxBytes(n int64) Option { return func(l *limits) { l.bytes = n } }

// MaxDepth sets how many elements deep a file may be, the root included.
func MaxDepth(n int) Option { return func(l *limits) { l.depth = n } }

// node is an element, or a text between elements when it has no name.
type node struct {
	name  string
	space string
	line  int
	attrs []xml.Attr
	kids  []*node
	text  []byte
}

func (n *node) isText() bool { return n.name == "" }

// isBlank tells if a text is white space only.
func (n *node) isBlank() bool { return len(bytes.Trim(n.text, blank)) == 0 }

// hasElements tells if there are elements inside.
func (n *node) hasElements() bool {
	for _, kid := range n.kids {
		if !kid.isText() {
			return true
		}
	}
	return false
}

// inline are the HTML elements that stand inside a word or a line.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "em": true, "font": true, "i": true, "small": true,
	"span": true, "strong": true, "sub": true, "sup": true, "u": true,
}

// content is all the text inside, with a line end where an element that is not
// inline begins or ends.
func (n *node) content() string {
	if len(n.kids) == 1 && n.kids[0].isText() {
		return string(n.kids[0].text)
	}
	var b strings.Builder
	n.gather(&b)
	return b.String()
}

func (n *node) gather(b *strings.Builder) {
	for _, kid := range n.kids {
		if kid.isText() {
			b.Write(kid.text)
			continue
		}
		edge := "\n"
		if inline[strings.ToLower(kid.name)] {
			edge = ""
		}
		b.WriteString(edge)
		kid.gather(b)
		b.WriteString(edge)
	}
}

// addText puts a text after the last child, joined to it if that is text too.
func (n *node) addText(text []byte) {
	if k := len(n.kids); k > 0 && n.kids[k-1].isText() {
		n.kids[k-1].text = append(n.kids[k-1].text, text...)
		return
	}
	n.kids = append(n.kids, &node{text: append([]byte(nil), text...)})
}

// parser builds the tree of a file.
type parser struct {
	src   *source
	dec   *xml.Decoder
	depth int // limit
	root  *node
	open  []*node
	count int
}

// parse reads a whole file as a tree whose root is a StratML root. The errors are
// those of errors.go, or the reader's own.
func parse(r io.Reader, opts []Option) (*node, error) {
	lim := limits{bytes: DefaultMaxBytes, depth: DefaultMaxDepth}
	for _, o := range opts {
		o(&lim)
	}
	src := &source{r: r, left: lim.bytes}
	p := &parser{src: src, dec: xml.NewDecoder(&tagGuard{r: src.text(), src: src}), depth: lim.depth}
	p.dec.CharsetReader = src.charset
	for {
		line, _ := p.dec.InputPos()
		tok, err := p.dec.Token()
		if errors.Is(err, io.EOF) && src.err == nil {
			break
		}
		if err != nil {
			return nil, p.failure(err)
		}
		if err := p.take(tok, line); err != nil {
			return nil, err
		}
	}
	if p.root == nil {
		return nil, ErrNotStratML
	}
	return p.root, nil
}

// failure says what the decoder stumbled on: the file's bytes or its XML.
func (p *parser) failure(err error) error {
	if p.src.err != nil {
		return p.src.err
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return &SyntaxError{Line: syntax.Line, Msg: syntax.Msg}
	}
	line, _ := p.dec.InputPos()
	return &SyntaxError{Line: line, Msg: strings.TrimPrefix(err.Error(), "xml: ")}
}

func (p *parser) take(tok xml.Token, line int) error {
	switch t := tok.(type) {
	case xml.StartElement:
		return p.start(t, line)
	case xml.EndElement:
		p.open = p.open[:len(p.open)-1]
	case xml.CharData:
		return p.chars(t, line)
	case xml.Directive:
		// The decoder has no other directives than those of a DTD.
		return fmt.Errorf("%w (line %d)", ErrDoctype, line)
	}
	return nil
}

func (p *parser) start(t xml.StartElement, line int) error {
	n := &node{name: t.Name.Local, space: t.Name.Space, line: line, attrs: t.Attr}
	p.count += 1 + len(t.Attr)
	switch {
	case p.root != nil && len(p.open) == 0:
		return &SyntaxError{Line: line, Msg: "a second root element <" + excerpt(n.name) + ">"}
	case p.root == nil && partOf(n.name) == 0:
		return fmt.Errorf("%w (the root is <%s>)", ErrNotStratML, excerpt(n.name))
	case len(p.open) >= p.depth:
		return fmt.Errorf("%w (line %d)", ErrTooDeep, line)
	case p.count > maxElements:
		return fmt.Errorf("%w: more than %d elements and attributes", ErrTooLarge, maxElements)
	}
	if name, twice := repeatedAttr(t.Attr); twice {
		return &SyntaxError{Line: line, Msg: "attribute " + excerpt(name) + " twice"}
	}
	if p.root == nil {
		p.root = n
	} else {
		top := p.open[len(p.open)-1]
		top.kids = append(top.kids, n)
	}
	p.open = append(p.open, n)
	return nil
}

func (p *parser) chars(text []byte, line int) error {
	if len(p.open) > 0 {
		p.open[len(p.open)-1].addText(text)
		return nil
	}
	rest := bytes.TrimLeft(text, blank)
	if len(rest) == 0 {
		return nil
	}
	line += bytes.Count(text[:len(text)-len(rest)], []byte("\n"))
	return &SyntaxError{Line: line, Msg: "text outside the root element"}
}

// partOf is the part whose root has the name, or 0.
func partOf(root string) Part {
	for _, p := range []Part{Part1, Part2} {
		if p.Root() == root {
			return p
		}
	}
	return 0
}

// repeatedAttr finds an attribute that is there twice, which XML forbids and the
// decoder does not see.
func repeatedAttr(attrs []xml.Attr) (string, bool) {
	if len(attrs) < 2 {
		return "", false
	}
	seen := make(map[xml.Name]bool, len(attrs))
	for _, a := range attrs {
		if seen[a.Name] {
			return a.Name.Local, true
		}
		seen[a.Name] = true
	}
	return "", false
}
