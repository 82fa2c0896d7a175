package app_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// form is one form of a page, as a browser without scripts would send it.
type form struct {
	action string
	values url.Values
}

// formOf finds the form whose action ends so on the page at path, and fills
// it with what the page has in its fields.
func (v *visitor) formOf(path, action string) form {
	v.t.Helper()
	a := v.get(path).want(http.StatusOK)
	page, err := html.Parse(bytes.NewReader(a.Body.Bytes()))
	v.must(err)
	for n := range page.Descendants() {
		if n.DataAtom == atom.Form && strings.HasSuffix(attribute(n, "action"), action) {
			return form{attribute(n, "action"), fieldsOf(n)}
		}
	}
	v.t.Fatalf("%s has no form for %s", path, action)
	return form{}
}

// fieldsOf reads the fields of a form with their values; its buttons are
// nobody's choice yet.
func fieldsOf(n *html.Node) url.Values {
	values := url.Values{}
	for f := range n.Descendants() {
		name := attribute(f, "name")
		switch {
		case name == "" || f.DataAtom == atom.Button:
		case f.DataAtom == atom.Textarea && f.FirstChild != nil:
			values.Add(name, f.FirstChild.Data)
		case f.DataAtom == atom.Select:
			values.Add(name, chosenOption(f))
		case f.DataAtom == atom.Input && checked(f):
			values.Add(name, attribute(f, "value"))
		}
	}
	return values
}

func checked(n *html.Node) bool {
	kind := attribute(n, "type")
	has := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" })
	return kind != "checkbox" && kind != "radio" && kind != "file" || has
}

func chosenOption(n *html.Node) string {
	first, found := "", false
	for o := range n.Descendants() {
		if o.DataAtom != atom.Option {
			continue
		}
		if slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "selected" }) {
			return attribute(o, "value")
		}
		if !found {
			first, found = attribute(o, "value"), true
		}
	}
	return first
}

// send posts the form with the changes, and follows where it leads.
func (v *visitor) send(f form, changes ...string) *answer {
	v.t.Helper()
	for i := 0; i+1 < len(changes); i += 2 {
		f.values.Set(changes[i], changes[i+1])
	}
	var fields []string
	for name, values := range f.values {
		for _, value := range values {
			fields = append(fields, name, value)
		}
	}
	return v.follow(v.post(f.action, fields...))
}

// follow gets the page a redirect leads to.
func (v *visitor) follow(a *answer) *answer {
	v.t.Helper()
	a.want(http.StatusSeeOther)
	to, err := url.Parse(a.Header().Get("Location"))
	v.must(err)
	to.Fragment = ""
	next := v.get(to.String())
	next.at = to.Path
	return next.want(http.StatusOK)
}

// sendFile uploads a file, and follows where it leads.
func (v *visitor) sendFile(path, field, name, content string) *answer {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile(field, name)
	v.must(err)
	_, err = part.Write([]byte(content))
	v.must(err)
	v.must(w.Close())
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return v.follow(v.do(r))
}
