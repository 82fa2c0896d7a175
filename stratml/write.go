package stratml

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Write writes a plan as a file of a part, as the part's schema has it: element
// order, required parts (empty if the plan lacks them), valid and unique
// identifiers. The same plan always gives the same bytes. The plan is not changed.
//
// Part 1 has no place for indicators, roles and a few other things; [LeftOut]
// lists them. A part 2 plan without a Type is a report if it has actual results,
// a performance plan if it has indicators, else a strategic plan.
//
// Returns [ErrPart] if there is no such part, one or more [*ValueError] if the
// plan has a date, a number or a choice that StratML does not allow, or the
// writer's own error. Nothing is written if the plan is at fault.
func Write(w io.Writer, p *Plan, part Part) error {
	if part.Root() == "" {
		return fmt.Errorf("%w: %d", ErrPart, part)
	}
	wr := &writer{part: part, ids: exportIDs(p)}
	root := wr.plan(p)
	if len(wr.errs) > 0 {
		return errors.Join(wr.errs...)
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	root.render(&b, 0)
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("stratml: %w", err)
	}
	return nil
}

// element is what Write builds: either a text or children.
type element struct {
	name  string
	attrs [][2]string
	text  string
	kids  []*element
	must  bool // the schema requires it, also when it is empty
}

// isEmpty tells if there is nothing in it but what the schema requires.
func (e *element) isEmpty() bool {
	return e.text == "" && len(e.attrs) == 0 &&
		!slices.ContainsFunc(e.kids, func(kid *element) bool { return !kid.must || !kid.isEmpty() })
}

// add puts children at the end, those that are not empty or are required.
func (e *element) add(kids ...*element) *element {
	for _, kid := range kids {
		if kid.must || !kid.isEmpty() {
			e.kids = append(e.kids, kid)
		}
	}
	return e
}

// required says that the element has to be there.
func (e *element) required() *element {
	e.must = true
	return e
}

func (e *element) render(b *strings.Builder, depth int) {
	indent := strings.Repeat("  ", depth)
	b.WriteString(indent + "<" + e.name)
	for _, a := range e.attrs {
		b.WriteString(" " + a[0] + `="` + escape.Replace(a[1]) + `"`)
	}
	switch {
	case len(e.kids) > 0:
		b.WriteString(">\n")
		for _, kid := range e.kids {
			kid.render(b, depth+1)
		}
		b.WriteString(indent + "</" + e.name + ">\n")
	case e.text != "":
		b.WriteString(">" + escape.Replace(e.text) + "</" + e.name + ">\n")
	default:
		b.WriteString("/>\n")
	}
}

// escape is for texts that went through prose, and for attributes of one line.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// writer turns a plan into elements and collects what the plan has wrong.
type writer struct {
	part Part
	ids  exports
	errs []error
}

func (w *writer) wrong(name, value string) {
	w.errs = append(w.errs, &ValueError{Element: name, Value: excerpt(value)})
}

func line(name, s string) *element { return &element{name: name, text: oneLine(s)} }

func long(name, s string) *element { return &element{name: name, text: prose(s)} }

func (w *writer) id(id *ID) *element {
	return &element{name: "Identifier", text: w.ids.ids[id]}
}

func (w *writer) date(name string, d Date) *element {
	if _, ok := d.Time(); d != "" && !ok {
		w.wrong(name, string(d))
	}
	return &element{name: name, text: string(d)}
}

func (w *writer) decimal(name string, d Decimal) *element {
	if d != "" && !isDecimal(string(d)) {
		w.wrong(name, string(d))
	}
	return &element{name: name, text: string(d)}
}

// pick adds an attribute that has one of a few values, unless it is missing.
func pick[T ~string](w *writer, e *element, name string, v T, allowed []T) {
	if v == "" {
		return
	}
	if !slices.Contains(allowed, v) {
		w.wrong(e.name+"@"+name, string(v))
	}
	e.attrs = append(e.attrs, [2]string{name, string(v)})
}

// each builds an element of every item, by pointer: identifiers are known by
// where they are in the plan.
func each[T any](items []T, build func(*T) *element) []*element {
	out := make([]*element, len(items))
	for i := range items {
		out[i] = build(&items[i])
	}
	return out
}
