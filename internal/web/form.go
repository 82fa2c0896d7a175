package web

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
)

// formMemory is how much of a multipart form is held in memory; the rest of
// an upload waits in a temporary file, see forgetFiles.
const formMemory = 1 << 20

// forgetFiles removes the temporary files of an upload. The server removes
// only those of the request it made itself, and opening the session makes
// another of it.
func (r *Request) forgetFiles() {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll() // what is gone already is gone
	}
}

// Text is the form field as one clean line. A text of over max characters is
// given whole, so that the form can be shown again with nothing lost, and
// Fault then refuses it.
func (r *Request) Text(name string, max int) string {
	return r.field(name, max, text.Plain)
}

// Lines is Text for fields of many lines.
func (r *Request) Lines(name string, max int) string {
	return r.field(name, max, text.Lines)
}

// Values is every value of a field that may come many times, each as Text.
func (r *Request) Values(name string, max int) []string {
	r.parse()
	var list []string
	for _, raw := range r.PostForm[name] {
		value := text.Plain(raw, 0)
		r.limit(name, value, max)
		list = append(list, value)
	}
	return list
}

// Fault is the first fault met while fields were read, nil if none. Ask it
// after the last field and before anything is saved.
func (r *Request) Fault() error { return r.fault }

func (r *Request) field(name string, max int, clean func(string, int) string) string {
	r.parse()
	value := clean(strings.ToValidUTF8(r.formValue(name), "\uFFFD"), 0)
	r.limit(name, value, max)
	return value
}

// formValue prefers what was posted; a GET form's fields are in the query.
func (r *Request) formValue(name string) string {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return r.Form.Get(name)
	}
	return r.PostForm.Get(name)
}

func (r *Request) limit(name, value string, max int) {
	if n := utf8.RuneCountInString(value); n > max {
		r.refuse(fault.New(fault.Invalid, "web.fieldTooLong", "Max", max, "Length", n).On(name))
	}
}

func (r *Request) refuse(err error) {
	if r.fault == nil {
		r.fault = err
	}
}

// parse reads the form once.
func (r *Request) parse() {
	if r.parsed {
		return
	}
	r.parsed = true
	err := r.ParseForm() // first, for ParseMultipartForm forgets its error
	if err == nil {
		err = r.ParseMultipartForm(formMemory)
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		r.refuse(formFault(err))
	}
}

func formFault(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return fault.New(fault.TooLarge, "web.tooLarge", "Megabytes", max(1, tooLarge.Limit>>20)).Because(err)
	}
	return fault.New(fault.Invalid, "web.badForm").Because(err)
}

// File is an uploaded file whole, with the name its sender gave, which is for
// showing and never a path. The route's body limit bounds it. It returns an
// Invalid fault on the field when no file was chosen.
func (r *Request) File(field string) (name string, data []byte, err error) {
	r.parse()
	if r.fault != nil {
		return "", nil, r.fault
	}
	file, header, err := r.FormFile(field)
	if err != nil {
		return "", nil, fault.New(fault.Invalid, "web.noFile").On(field).Because(err)
	}
	defer func() { _ = file.Close() }() // read only
	data, err = io.ReadAll(file)
	if err != nil {
		return "", nil, formFault(err)
	}
	return text.Plain(strings.ToValidUTF8(header.Filename, "\uFFFD"), 200), data, nil
}
