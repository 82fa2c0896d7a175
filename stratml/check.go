package stratml

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
)

// ProblemCode says what [Check] found.
type ProblemCode string

// What Check finds.
const (
	ProblemUnreadable  ProblemCode = "unreadable"   // not well-formed or refused: see Err
	ProblemNamespace   ProblemCode = "namespace"    // not in the namespace of the part
	ProblemUnexpected  ProblemCode = "unexpected"   // the schema has no such element here
	ProblemOrder       ProblemCode = "order"        // after something it has to come before
	ProblemRepeated    ProblemCode = "repeated"     // there too many times
	ProblemMissing     ProblemCode = "missing"      // required and not there
	ProblemText        ProblemCode = "text"         // text where only elements can be
	ProblemValue       ProblemCode = "value"        // no date, number or choice the schema allows
	ProblemAttribute   ProblemCode = "attribute"    // the schema has no such attribute here
	ProblemInvalidID   ProblemCode = "id_invalid"   // not an xsd:ID
	ProblemDuplicateID ProblemCode = "id_duplicate" // another element has it
)

// Problem is one thing in a file that the schema does not allow.
type Problem struct {
	Code    ProblemCode
	Element string // element, "Element@attribute" for an attribute
	Line    int    // 1 is the first; 0 if it is about no line
	Value   string // the first 200 characters
	Err     error  // for ProblemUnreadable: an error of [Read]
}

// String is the problem in English, for a log.
func (p Problem) String() string {
	if p.Err != nil {
		return p.Err.Error()
	}
	s := fmt.Sprintf("line %d: %s: %s", p.Line, p.Element, p.Code)
	if p.Value != "" {
		s += fmt.Sprintf(" %q", p.Value)
	}
	return s
}

// Check holds a file against the content model of its part: order, required
// parts, allowed values, identifiers that are valid and unique. It is as strict
// as the published schemas, except that any text passes for an address. An empty
// answer means that the file is right. The options are those of [Read].
func Check(r io.Reader, opts ...Option) []Problem {
	root, err := parse(r, opts)
	if err != nil {
		return []Problem{{Code: ProblemUnreadable, Err: err}}
	}
	part := partOf(root.name)
	c := &checker{space: part.Namespace(), model: contentModel(part), ids: map[string]bool{}}
	c.element(root)
	return c.problems
}

type checker struct {
	space    string
	model    map[string]rule
	ids      map[string]bool
	problems []Problem
}

func (c *checker) add(code ProblemCode, n *node, value string) {
	c.problems = append(c.problems, Problem{Code: code, Element: excerpt(n.name), Line: n.line, Value: excerpt(value)})
}

func (c *checker) addAttr(code ProblemCode, n *node, name, value string) {
	c.problems = append(c.problems, Problem{
		Code: code, Element: excerpt(n.name + "@" + name), Line: n.line, Value: excerpt(value),
	})
}

// element checks an element the schema has, and all that is inside.
func (c *checker) element(n *node) {
	if n.space != c.space {
		c.add(ProblemNamespace, n, n.space)
	}
	r := c.model[n.name]
	c.attributes(n, r.attrs)
	if r.kind == children {
		c.children(n, r.children)
		return
	}
	if n.hasElements() {
		c.add(ProblemUnexpected, n, n.content())
		return
	}
	c.text(n, r)
}

func (c *checker) attributes(n *node, rules []attribute) {
	for _, a := range n.attrs {
		i := slices.IndexFunc(rules, func(r attribute) bool { return r.name == a.Name.Local && a.Name.Space == "" })
		switch {
		case i >= 0 && !slices.Contains(rules[i].allowed, a.Value):
			c.addAttr(ProblemValue, n, a.Name.Local, a.Value)
		case i < 0 && (!isPlumbing(a.Name) || a.Name.Space == xmlSpace):
			c.addAttr(ProblemAttribute, n, a.Name.Local, a.Value)
		}
	}
	for _, r := range rules {
		if r.required && !slices.ContainsFunc(n.attrs, func(a xml.Attr) bool { return a.Name == xml.Name{Local: r.name} }) {
			c.addAttr(ProblemMissing, n, r.name, "")
		}
	}
}

// children checks the elements inside against a sequence.
func (c *checker) children(n *node, seq []child) {
	counts := make([]int, len(seq))
	furthest := 0
	for _, kid := range n.kids {
		if kid.isText() {
			if !kid.isBlank() {
				c.add(ProblemText, n, string(kid.text))
			}
			continue
		}
		i := slices.IndexFunc(seq, func(ch child) bool { return ch.name == kid.name })
		if i < 0 {
			c.add(ProblemUnexpected, kid, kid.content())
			continue
		}
		counts[i]++
		switch {
		case i < furthest:
			c.add(ProblemOrder, kid, "")
		case counts[i] > seq[i].max:
			c.add(ProblemRepeated, kid, "")
		}
		furthest = max(furthest, i)
		c.element(kid)
	}
	for i, ch := range seq {
		if counts[i] < ch.min {
			c.problems = append(c.problems, Problem{Code: ProblemMissing, Element: n.name + "/" + ch.name, Line: n.line})
		}
	}
}

func (c *checker) text(n *node, r rule) {
	s := n.content()
	switch r.kind {
	case idText:
		c.id(n, oneLine(s))
	case dateText, dateOrEmpty:
		if !isDate(oneLine(s)) && (s != "" || r.kind == dateText) {
			c.add(ProblemValue, n, s)
		}
	case decimalText:
		if s != "" && !isDecimal(oneLine(s)) {
			c.add(ProblemValue, n, s)
		}
	case choiceText:
		if !slices.Contains(r.allowed, s) {
			c.add(ProblemValue, n, s)
		}
	}
}

func (c *checker) id(n *node, id string) {
	switch {
	case !isID(id):
		c.add(ProblemInvalidID, n, id)
	case c.ids[id]:
		c.add(ProblemDuplicateID, n, id)
	}
	c.ids[id] = true
}
