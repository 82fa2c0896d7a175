package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

// maxNesting is deeper than a house can be: its elements end at
// plan.MaxDepth.
const maxNesting = 40

// checkShape holds a file against the types of House before anything is kept
// of it: every key is known and there once, every value is of the right kind.
// raw must be well-formed JSON. A fault tells the path and the line.
func checkShape(raw []byte) error {
	c := &shape{raw: raw, dec: json.NewDecoder(bytes.NewReader(raw))}
	c.dec.UseNumber()
	return c.value(reflect.TypeFor[House]())
}

type shape struct {
	raw     []byte
	dec     *json.Decoder
	objects int
	path    []step
}

// step is one part of a path: a key, or a place in a list.
type step struct {
	key   string
	index int
}

func (c *shape) value(t reflect.Type) error {
	token, err := c.dec.Token()
	if err != nil {
		return fmt.Errorf("exchange: %w", err) // well-formed: cannot be
	}
	if len(c.path) > maxNesting {
		return c.wrong("exchange.tooDeep", "Limit", plan.MaxDepth)
	}
	switch kind(t) {
	case reflect.Struct:
		return c.object(token, t)
	case reflect.Slice, reflect.Array:
		return c.list(token, t)
	}
	if !isScalar(token, kind(t)) {
		return c.wrong("exchange.badShape")
	}
	return nil
}

// at holds the value of a key or a place in a list against its type.
func (c *shape) at(here step, t reflect.Type) error {
	c.path = append(c.path, here)
	if err := c.value(t); err != nil {
		return err
	}
	c.path = c.path[:len(c.path)-1]
	return nil
}

// kind of the type, through a pointer.
func kind(t reflect.Type) reflect.Kind {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind()
}

func isScalar(token json.Token, want reflect.Kind) bool {
	switch token.(type) {
	case string:
		return want == reflect.String
	case bool:
		return want == reflect.Bool
	case json.Number:
		return want == reflect.Int || want == reflect.Int64 || want == reflect.Float64
	}
	return false
}

func (c *shape) object(token json.Token, t reflect.Type) error {
	if token != json.Delim('{') {
		return c.wrong("exchange.badShape")
	}
	if c.objects++; c.objects > MaxObjects {
		return c.wrong("exchange.tooMany", "Limit", MaxObjects)
	}
	fields := keysOf(t)
	seen := map[string]bool{}
	for c.dec.More() {
		token, err := c.dec.Token()
		if err != nil {
			return fmt.Errorf("exchange: %w", err)
		}
		key, _ := token.(string)
		here := step{key: key}
		field, known := fields[key]
		if !known {
			return c.wrongAt(here, "exchange.unknownKey")
		}
		if seen[key] {
			return c.wrongAt(here, "exchange.keyTwice")
		}
		seen[key] = true
		if err := c.at(here, field); err != nil {
			return err
		}
	}
	return c.closing()
}

func (c *shape) list(token json.Token, t reflect.Type) error {
	if token != json.Delim('[') {
		return c.wrong("exchange.badShape")
	}
	n := 0
	for ; c.dec.More(); n++ {
		if n >= MaxObjects {
			return c.wrong("exchange.tooMany", "Limit", MaxObjects)
		}
		if err := c.at(step{index: n}, t.Elem()); err != nil {
			return err
		}
	}
	if t.Kind() == reflect.Array && n != t.Len() {
		return c.wrong("exchange.badShape")
	}
	return c.closing()
}

func (c *shape) closing() error {
	if _, err := c.dec.Token(); err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	return nil
}

// keysOf lists the keys an object of the type can have. The types are few and
// fixed, so they are looked up once.
func keysOf(t reflect.Type) map[string]reflect.Type {
	if known, ok := keysByType.Load(t); ok {
		return known.(map[string]reflect.Type)
	}
	keys := make(map[string]reflect.Type, t.NumField())
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		keys[name] = f.Type
	}
	keysByType.Store(t, keys)
	return keys
}

var keysByType sync.Map

func (c *shape) wrongAt(here step, key string, args ...any) error {
	c.path = append(c.path, here)
	return c.wrong(key, args...)
}

// wrong is a fault at the place the decoder has come to.
func (c *shape) wrong(key string, args ...any) error {
	args = append(args, "Path", joined(c.path), "Line", lineAt(c.raw, c.dec.InputOffset()))
	return fault.New(fault.Invalid, key, args...)
}

// lineAt is the line, from 1, of an offset in bytes.
func lineAt(raw []byte, offset int64) int {
	offset = min(max(offset, 0), int64(len(raw)))
	return 1 + bytes.Count(raw[:offset], []byte("\n"))
}

// joined writes a path as documents[0].editions[1].title; the file as a whole
// is "$". A stranger's key is cut short.
func joined(path []step) string {
	var b strings.Builder
	for _, p := range path {
		if p.key == "" {
			fmt.Fprintf(&b, "[%d]", p.index)
			continue
		}
		b.WriteString("." + text.Plain(p.key, 60))
	}
	if b.Len() == 0 {
		return "$"
	}
	return strings.TrimPrefix(b.String(), ".")
}
