package exchange

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/katto-project/katto/examples"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

func read(t *testing.T, h House, lang text.Lang, day string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Markdown(&b, h, lang, day); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestMarkdownHoldsEverything: each element of the edition, each room,
// decision, fact and source of every example can be read in the file.
func TestMarkdownHoldsEverything(t *testing.T) {
	for _, name := range examples.Names {
		h, _ := example(t, name)
		for _, lang := range text.Languages {
			out := read(t, h, lang, today)
			if strings.Contains(out, "exchange.") || strings.Contains(out, "\n\n\n") || !strings.HasSuffix(out, ".\n") {
				t.Errorf("%s in %s: a text is missing, or the layout broke", name, lang)
			}
			c, err := newCut(h, lang, today)
			if err != nil {
				t.Fatal(err)
			}
			want := func(s string) {
				if !strings.Contains(out, escape(s)) {
					t.Errorf("%s in %s lacks %q", name, lang, s)
				}
			}
			plan.Walk(c.tree, func(n *plan.Node, _ int) { want(c.name(n)); want(c.body(n)) })
			for _, s := range h.Slots {
				want(c.line(s.Title))
			}
			for _, d := range h.Decisions {
				want(c.line(d.What))
				want(c.lang.Date(d.HeldOn))
			}
			for _, f := range h.Findings {
				want(c.fact(f))
			}
			for _, s := range h.Sources {
				want(s.Name)
			}
		}
	}
}

func TestMarkdownFollowsTheDay(t *testing.T) {
	h, _ := example(t, "kainuu")
	if out := read(t, h, text.Fi, "2025-12-31"); !strings.Contains(out, "- Tila: voimassa\n") {
		t.Error("in force until the end of its period")
	}
	if out := read(t, h, text.Fi, "2026-01-01"); !strings.Contains(out, "- Tila: kausi päättynyt\n") {
		t.Error("ended after it")
	}
}

// TestMarkdownChoosesTheStandingEdition: the draft stays out; an export of one
// edition shows that one.
func TestMarkdownChoosesTheStandingEdition(t *testing.T) {
	h, _ := example(t, "mallila")
	out := read(t, h, text.Fi, today)
	if !strings.Contains(out, "- Versio 2\n") || strings.Contains(out, "Digi, joka auttaa") {
		t.Error("not the edition in force")
	}
	h.Documents[0].Editions = h.Documents[0].Editions[:1]
	if out := read(t, h, text.Fi, today); !strings.Contains(out, "- Versio 1\n") || !strings.Contains(out, "Yksi alue, yksi työyhteisö") {
		t.Error("not the first edition")
	}
	for _, want := range []string{"# Pelastustoimen palvelutasopäätös", "- Tila: ehdotettu", "> Tämä hyvinvointialue on keksitty"} {
		if !strings.Contains(out, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

var raw = regexp.MustCompile(`(^|[^\\])[<\[*_` + "`" + `]`)

// TestMarkdownEscapes: what a stranger wrote stays text.
func TestMarkdownEscapes(t *testing.T) {
	hostile := "# <script>alert(1)</script> [x](http://evil) *b* `c` \n- d\n1. e &lt; | ~~f~~"
	h := House{County: "20", Documents: []Document{{ID: "d", Kind: plan.Strategy, Slug: "s", Title: Texts{Fi: hostile}, Editions: []Edition{{
		ID: "e", Number: 1, State: plan.Draft, Note: Texts{Fi: hostile},
		Elements: []Element{{ID: "x", Kind: plan.Value, Title: Texts{Fi: hostile}, Body: Texts{Fi: hostile}, Deeds: []Texts{{Fi: hostile}}}},
	}}}}}
	out := read(t, h, text.Fi, today)
	if m := raw.FindString(out); m != "" {
		t.Errorf("%q is not escaped:\n%s", m, out)
	}
	if n := strings.Count(out, "alert"); n != 5 {
		t.Errorf("told %d times, want 5", n)
	}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "- d") || strings.HasPrefix(line, "1. e") || strings.HasPrefix(line, "# <") {
			t.Errorf("a list or a heading was made: %s", line)
		}
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"13.6.2022": `13\.6.2022`, "- a": `\- a`, "a - b": "a - b", "a_b": `a\_b`, "5) x": `5\) x`, "2022–2025": "2022–2025",
		"&amp;": "&amp;amp;", "A & B": "A & B", " a\nb ": "a b", "#1": `\#1`, "= x": `\= x`, `\`: `\\`,
	} {
		if got := escape(in); got != want {
			t.Errorf("escape(%q) = %q, want %q", in, got, want)
		}
	}
}
