package web

import (
	"strconv"

	"github.com/a-h/templ"

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

// describedBy names the hint and the error for a screen reader.
func (f Field) describedBy() string {
	ids := ""
	if f.Hint != "" {
		ids = f.Name + "-hint"
	}
	if f.Error != "" {
		if ids != "" {
			ids += " "
		}
		ids += f.Name + "-error"
	}
	return ids
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) rows() string {
	if f.Rows == 0 {
		return "4"
	}
	return strconv.Itoa(f.Rows)
}

// attributes are those every kind of control has.
func (f Field) attributes() templ.Attributes {
	a := templ.Attributes{"required": f.Required}
	if f.Max > 0 {
		a["maxlength"] = strconv.Itoa(f.Max)
	}
	if f.Lang != "" {
		a["lang"] = f.Lang
	}
	if f.Autocomplete != "" {
		a["autocomplete"] = f.Autocomplete
	}
	if ids := f.describedBy(); ids != "" {
		a["aria-describedby"] = ids
	}
	if f.Error != "" {
		a["aria-invalid"] = "true"
	}
	return a
}
