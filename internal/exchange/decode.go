package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/fault"
)

// Limits of a file. They are far above any real house.
const (
	MaxBytes   = 20 << 20
	MaxObjects = 250_000
)

// Decode reads a house and refuses what does not hold: another format or
// version, unknown keys, texts over the limits of the plan, ids that are there
// twice or point nowhere. The fault tells the path of what is wrong, such as
// documents[0].editions[1].elements[4].title, and where it can the line.
func Decode(r io.Reader) (House, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return House{}, fmt.Errorf("exchange: %w", err)
	}
	if len(raw) > MaxBytes {
		return House{}, fault.New(fault.TooLarge, "exchange.tooLarge", "Megabytes", MaxBytes>>20)
	}
	if err := checkJSON(raw); err != nil {
		return House{}, err
	}
	if err := checkShape(raw); err != nil {
		return House{}, err
	}
	var h House
	if err := json.Unmarshal(raw, &h); err != nil {
		return House{}, misfit(raw, err)
	}
	return h, h.Validate()
}

// checkJSON tells what is not JSON, and what is JSON of something else.
func checkJSON(raw []byte) error {
	if !utf8.Valid(raw) {
		return fault.New(fault.Invalid, "exchange.notText")
	}
	var head struct {
		Format  any `json:"format"`
		Version any `json:"version"`
	}
	err := json.Unmarshal(raw, &head)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fault.New(fault.Invalid, "exchange.notJSON", "Line", lineAt(raw, syntax.Offset)).Because(err)
	}
	if err != nil || head.Format != FormatName {
		return fault.New(fault.Invalid, "exchange.notKatto", "Format", FormatName)
	}
	if head.Version != float64(FormatVersion) {
		return fault.New(fault.Invalid, "exchange.badVersion", "Version", FormatVersion)
	}
	return nil
}

// misfit is for what the shape cannot tell: a number that does not fit.
func misfit(raw []byte, err error) error {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fault.New(fault.Invalid, "exchange.badShape", "Path", e.Field, "Line", lineAt(raw, e.Offset)).Because(err)
	}
	return fmt.Errorf("exchange: %w", err)
}
