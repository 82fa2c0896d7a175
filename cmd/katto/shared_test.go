//go:build shared

package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/katto-project/katto/internal/db/dbtest"
)

// The checks against texts kept outside the repository, in the folder that
// KATTO_SHARED names.

func shared(parts ...string) string {
	return filepath.Join(append([]string{os.Getenv("KATTO_SHARED")}, parts...)...)
}

var lastF1 = regexp.MustCompile(`F1 (\d\.\d+)\s*$`)

// The scorer that is kept with the texts, run on the program as it is built.
func TestSharedScorer(t *testing.T) {
	built, err := filepath.Abs(filepath.Join("..", "..", "bin", "katto"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(shared("tools", "score-import"), shared("seeds"), shared("gold"), built, "import", "--json").CombinedOutput()
	m := lastF1.FindSubmatch(out)
	if err != nil || m == nil {
		t.Fatalf("the scorer: %v\n%s", err, out)
	}
	t.Logf("%s", out)
	if f1, err := strconv.ParseFloat(string(m[1]), 64); err != nil || f1 < 0.90 || bytes.Contains(out, []byte("failed:")) {
		t.Errorf("F1 %s, at least 0.90 is asked\n%s", m[1], out)
	}
}

// form is one form of a page.
type form struct {
	action string
	fields url.Values
}

// formsOf gives a page's forms with what their fields hold.
func formsOf(t *testing.T, page string) []form {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var forms []form
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "form":
			forms = append(forms, form{attribute(n, "action"), url.Values{}})
		case len(forms) > 0 && attribute(n, "name") != "" && slices.Contains([]string{"input", "textarea", "option", "button"}, n.Data):
			value := attribute(n, "value")
			if n.Data == "textarea" && n.FirstChild != nil {
				value = strings.TrimPrefix(n.FirstChild.Data, "\n")
			}
			forms[len(forms)-1].fields.Set(attribute(n, "name"), value)
		}
	}
	return forms
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// must posts a form that has to be taken, and gives where it leads.
func (b *browser) must(path string, fields url.Values) string {
	b.t.Helper()
	res, err := b.PostForm(b.base+path, fields)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		body, _ := io.ReadAll(res.Body)
		b.t.Fatalf("%s %v: %s\n%s", path, fields, res.Status, mainOf(string(body)))
	}
	return res.Header.Get("Location")
}

func mainOf(page string) string {
	_, after, _ := strings.Cut(page, "<main")
	return after[:min(len(after), 2000)]
}

// upload sends a file as the form does.
func (b *browser) upload(path, file string) string {
	b.t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", filepath.Base(file))
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		b.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	res, err := b.Post(b.base+path, w.FormDataContentType(), &body)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		b.t.Fatalf("upload: %s", res.Status)
	}
	return res.Header.Get("Location")
}

// open gives the review's forms of findings that nobody has answered: they
// have the buttons accept and, last, reject.
func (b *browser) open(t *testing.T, source string) []form {
	t.Helper()
	return slices.DeleteFunc(formsOf(t, b.page(source)), func(f form) bool {
		return !strings.HasPrefix(f.action, source+"/findings/") || f.fields.Get("do") != "reject"
	})
}

// answer accepts or rejects a finding.
func (b *browser) answer(f form, do string) {
	b.t.Helper()
	f.fields.Set("do", do)
	b.must(f.action, f.fields)
}

var draftLink = regexp.MustCompile(`href="(/fi/staff/keski-pohjanmaa/editions/([^"/]+))"`)

// A source text as it is: uploaded, reviewed by a person, proposed by the
// board, approved by the council, and public beside the edition before it.
func TestSharedTextBecomesAHouse(t *testing.T) {
	for engine, made := range map[string]func(testing.TB) string{"sqlite": dbtest.NewSQLite, "postgres": dbtest.NewPostgres} {
		t.Run(engine, func(t *testing.T) {
			database := made(t)
			furnishWith(t, database, "keski-pohjanmaa", "18", 1)
			p := serving(t, database)
			b := newBrowser(t, 0).at(p)
			b.signIn(0)
			source := b.read(t)
			edition := b.review(t, source)
			b.decide(edition, "aluehallitus", "30.5.2022", "61", "proposes")
			b.decide(edition, "aluevaltuusto", "13.6.2022", "40", "approves")
			newBrowser(t, 1).at(p).visitNewStrategy(t)
		})
	}
}

// read uploads the text and waits until it is read.
func (b *browser) read(t *testing.T) (source string) {
	t.Helper()
	files, err := filepath.Glob(shared("seeds", "002_*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("no text 002 in KATTO_SHARED: %v", err)
	}
	source = b.upload("/fi/staff/keski-pohjanmaa/sources", files[0])
	for end := time.Now().Add(30 * time.Second); len(b.open(t, source)) == 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the text is not read:\n%s", mainOf(b.page(source)))
		}
	}
	return source
}

// review starts a draft, rejects one finding, accepts what is likely and then
// the rest, changes a value, and adds one thing that was missed.
func (b *browser) review(t *testing.T, source string) (edition string) {
	t.Helper()
	b.must(source+"/draft", url.Values{"draft": {"document:keski-pohjanmaa-strategia"}})
	b.must(source+"/name", url.Values{"version": {b.version(t, source)}, "name": {"Keski-Pohjanmaan verkkosivu"}, "address": {""}})
	found := b.open(t, source)
	if len(found) < 20 {
		t.Fatalf("only %d findings", len(found))
	}
	b.answer(found[len(found)-1], "reject")
	b.must(source+"/likely", nil)
	for _, f := range b.open(t, source) {
		b.answer(f, "accept")
	}
	b.change(t, source, "rohkeus", "Rohkeus uudistua")
	b.must(source+"/findings/new", url.Values{"kind": {"principle"}, "words": {"Katon alle rakennetaan huoneita"}, "under": {""}})
	page := b.page(source)
	m := draftLink.FindStringSubmatch(page)
	if m == nil || len(b.open(t, source)) > 0 {
		t.Fatalf("the review is not done:\n%s", mainOf(page))
	}
	b.page(m[1])
	return m[2]
}

// change finds the finding with the words and gives it others.
func (b *browser) change(t *testing.T, source, from, to string) {
	t.Helper()
	editing := regexp.MustCompile(`href="(` + regexp.QuoteMeta(source) + `/findings/[^"]+)" data-edit`)
	for _, link := range editing.FindAllStringSubmatch(b.page(source), -1) {
		for _, f := range formsOf(t, b.page(link[1])) {
			if f.fields.Get("do") == "change" && f.fields.Get("words") == from {
				f.fields.Set("words", to)
				f.fields.Set("kind", "value")
				b.must(f.action, f.fields)
				return
			}
		}
	}
	t.Fatalf("nothing was read as %q", from)
}

// version is the source's own.
func (b *browser) version(t *testing.T, source string) string {
	t.Helper()
	for _, f := range formsOf(t, b.page(source)) {
		if f.action == source+"/name" {
			return f.fields.Get("version")
		}
	}
	t.Fatal("the source has no form for its name")
	return ""
}

func (b *browser) decide(edition, body, day, section, act string) {
	b.t.Helper()
	b.must("/fi/staff/keski-pohjanmaa/decisions/new", url.Values{
		"edition": {edition}, "body": {body}, "held_on": {day}, "section": {section}, "record_number": {"12/2022"},
		"act": {act}, "status": {"made"}, "what": {"Hyvinvointialueen strategia"},
	})
}

// visitNewStrategy reads, as anybody, what was decided.
func (b *browser) visitNewStrategy(t *testing.T) {
	t.Helper()
	for path, words := range map[string][]string{
		"/fi/keski-pohjanmaa":                              {"Suomen toimivin hyvinvointialue", "Rohkeus uudistua"},
		"/fi/keski-pohjanmaa/strategy":                     {"Rohkeus uudistua", "Vahvat peruspalvelut ja päivystävä keskussairaala alueella", "Katon alle rakennetaan huoneita"},
		"/fi/keski-pohjanmaa/made":                         {"61", "40", "30.5.2022", "13.6.2022"},
		"/fi/keski-pohjanmaa/strategy/editions":            {"13.6.2022"},
		"/sv/keski-pohjanmaa/strategy/editions/2":          {"Rohkeus uudistua"},
		"/fi/keski-pohjanmaa/strategy/compare?from=1&to=2": {"uudistua", "Katon alle rakennetaan huoneita"},
	} {
		page := b.page(path)
		for _, w := range words {
			if !strings.Contains(page, w) {
				t.Errorf("%s does not say %q:\n%s", path, w, mainOf(page))
			}
		}
	}
}
