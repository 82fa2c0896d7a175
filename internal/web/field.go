package web

import (
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
)

// Field is one field of a form. Error is the text shown at the field, usually
// from FieldError.
type Field struct {
	Name         string
	Label        string
	Hint         string
	Value        string
	Error        string
	Required     bool
	Max          int    // most characters, 0 for no limit told
	Lang         string // language of the content, "" when it is the page's
	Type         string // input type, "" for text
	Autocomplete string
	Rows         int // of a TextArea, 0 for 4
}

// Option is one choice of a Select.
type Option struct {
	Value string
	Text  string
}

// FieldError is the text of the first fault about the field, "" if none.
func FieldError(l text.Lang, faults []*fault.Error, field string) string {
	for _, f := range faults {
		if f.Field == field {
			what, _ := FaultText(l, f)
			return what
		}
	}
	return ""
}
