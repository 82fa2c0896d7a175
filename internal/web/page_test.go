package web

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

func draw(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPageFrame(t *testing.T) {
	f := Frame{
		Lang: text.Sv, Title: "Strategi", Description: "Kort", Invented: true, Canonical: "https://katto.example/sv/soite",
		County:     &CountyHead{Name: "Mellersta Österbottens välfärdsområde", Brand: "Soite", Path: "/sv/soite", Accent: "plum"},
		Nav:        []Link{{"Huset", "/sv/soite", false}, {"Strategi", "/sv/soite/strategi", true}},
		Crumbs:     []Link{{"Huset", "/sv/soite", false}, {"Strategi", "", true}},
		Alternates: map[text.Lang]string{text.Fi: "/fi/soite/strategi", text.Sv: "/sv/soite/strategi"},
	}
	s := draw(t, Page(f))
	for _, part := range []string{
		`<html lang="sv" data-accent="plum">`, "<title>Strategi – Soite – Katto</title>", `content="Kort"`,
		`rel="canonical"`, `hreflang="fi" href="/fi/soite/strategi"`, `lang="fi">Suomi</a>`, "påhittat",
		`<a class="ds-skip-link" href="#content">`, `<main id="content" tabindex="-1">`, "Tillgänglighetsutlåtande",
		`<a href="/sv/soite/strategi" aria-current="page">`, "Mellersta Österbottens välfärdsområde", "Logga in",
	} {
		has(t, s, part)
	}
	hasNot(t, s, "English</a>") // no English version of this page
	f.Actor, f.Flash, f.Title = house.Actor{UserID: "a", Name: "<Anna>"}, "Sparad", "Soite"
	s = draw(t, Page(f))
	for _, part := range []string{"&lt;Anna&gt;", `action="/sv/sign-out"`, `role="status"`, "Sparad", "<title>Soite – Katto</title>", "noindex"} {
		has(t, s, part)
	}
	f.County.Accent = "url(x)"
	hasNot(t, draw(t, Page(f)), "data-accent")
}

// TestPagesObeyTheirOwnPolicy: nothing inline that the content security
// policy would refuse, no id twice, every label at its control.
func TestPagesObeyTheirOwnPolicy(t *testing.T) {
	faults := []*fault.Error{fault.New(fault.Invalid, "web.fieldTooLong", "Max", 2, "Length", 3).On("name"), fault.New(fault.Conflict, "web.conflict")}
	field := Field{Name: "name", Label: "Nimi", Hint: "Vihje", Value: `"><script>`, Error: FieldError(text.Fi, faults, "name"), Max: 300, Lang: "sv", Autocomplete: "off"}
	for name, c := range map[string]templ.Component{
		"page":    Page(Frame{Lang: text.Fi, Title: "Sivu", Nav: []Link{{Text: "Talo", Href: "javascript:alert(1)"}}}),
		"fault":   faultPage(Frame{Lang: text.Fi}, problemPage{What: "x", Next: "y", Status: 500, Request: "id"}),
		"summary": ErrorSummary(text.Fi, faults),
		"field":   TextField(text.Fi, field),
		"area":    TextArea(text.Fi, field),
		"select":  Select(text.Fi, field, []Option{{"a", "A"}, {`"><script>`, "B"}}),
	} {
		s := draw(t, c)
		for _, bad := range []string{" style=", " onclick=", "<style", "javascript:alert", "<script>"} {
			if strings.Contains(s, bad) {
				t.Errorf("%s has %s:\n%s", name, bad, s)
			}
		}
		checkIDs(t, name, s)
	}
	s := draw(t, TextField(text.Fi, field))
	for _, part := range []string{`aria-describedby="name-hint name-error"`, `aria-invalid="true"`, `maxlength="300"`, `lang="sv"`, "(vapaaehtoinen)", "Enintään 300 merkkiä."} {
		has(t, s, part)
	}
	has(t, draw(t, ErrorSummary(text.Fi, faults)), `href="#name"`)
	equal(t, draw(t, ErrorSummary(text.Fi, nil)), "")
}

func checkIDs(t *testing.T, name, s string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	ids, points := map[string]int{}, []string{}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				ids[a.Val]++
			case "for", "aria-labelledby", "popovertarget":
				points = append(points, a.Val)
			case "aria-describedby":
				points = append(points, strings.Fields(a.Val)...)
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%s has the id %q %d times", name, id, n)
		}
	}
	for _, id := range points {
		if ids[id] == 0 {
			t.Errorf("%s points at %q, which is not there", name, id)
		}
	}
}

func TestEveryStateHasAShapeOfItsOwn(t *testing.T) {
	shapes := map[string]string{}
	for _, state := range strings.Fields("draft proposed approved in_force ended superseded empty preparing due_review planned ok late missing") {
		s := draw(t, StateMark(state, "sana"))
		has(t, s, `aria-hidden="true"`)
		has(t, s, "<span>sana</span>")
		shape := s[strings.Index(s, "<svg"):strings.Index(s, "</svg>")]
		if other := shapes[shape]; other != "" {
			t.Errorf("%s looks like %s", state, other)
		}
		shapes[shape] = state
	}
}

var keyInSource = regexp.MustCompile(`"(web\.[A-Za-z.]+)"`)

// TestEveryWordIsThere: each key the package names has a text in all three
// languages, and each fault its advice.
func TestEveryWordIsThere(t *testing.T) {
	covered := map[string]text.Coverage{}
	for _, c := range text.Keys() {
		covered[c.Key] = c
	}
	for _, file := range sources(t) {
		for _, m := range keyInSource.FindAllStringSubmatch(readFile(t, file), -1) {
			if c := covered[m[1]]; !c.Fi || !c.Sv || !c.En {
				t.Errorf("%s says %s, which has no text in some language", file, m[1])
			}
		}
	}
	for _, kind := range []fault.Kind{fault.Invalid, fault.NotFound, fault.Denied, fault.Conflict, fault.TooLarge, fault.TooMany, fault.Unavailable, fault.Internal} {
		for _, lang := range text.Languages {
			_, next := FaultText(lang, fault.New(kind, "room.without.advice"))
			hasNot(t, next, "web.")
		}
	}
}

func sources(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		if (strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go")) || strings.HasSuffix(e.Name(), ".templ") {
			list = append(list, e.Name())
		}
	}
	slices.Sort(list)
	return list
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
