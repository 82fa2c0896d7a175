package intake

import (
	"context"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

func TestPartsOf(t *testing.T) {
	for name, c := range map[string]struct {
		plain string
		parts int
	}{
		"empty": {"", 1}, "short": {"visio", 1}, "one long word": {strings.Repeat("a", 4*partSize), 4},
		"paragraphs": {strings.Repeat(strings.Repeat("sana ", 100)+"\n\n", 400), 7}, "just over": {strings.Repeat("a", partSize+partSize/2), 1},
	} {
		plain := []rune(c.plain)
		parts := partsOf(plain)
		if len(parts) != c.parts {
			t.Errorf("%s: %d parts, want %d", name, len(parts), c.parts)
		}
		at := 0
		for _, p := range parts {
			if p.Start != at || p.End < p.Start {
				t.Fatalf("%s: %v does not follow %d", name, p, at)
			}
			at = p.End
		}
		if at != len(plain) {
			t.Errorf("%s: the parts end at %d of %d", name, at, len(plain))
		}
	}
}

// shownText is what a browser shows of the marked text, without the pins.
func shownText(t *testing.T, m marked) string {
	t.Helper()
	var b strings.Builder
	must(t, m.Component().Render(context.Background(), &b))
	without := regexp.MustCompile(`<a class="pin[^>]*>.*?</a>`).ReplaceAllString(b.String(), "")
	return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(without, ""))
}

func TestMarksKeepTheText(t *testing.T) {
	plain := []rune("Arvot: <b>avoimuus</b> & rohkeus\n\nVisio")
	m := marked{text.Sv, plain, part{0, len(plain)}, []Finding{
		{ID: "a", Kind: "value", Span: house.Span{Start: 7, End: 22}, State: Open},
		{ID: "b", Kind: "section", Span: house.Span{Start: 0, End: 32}, State: Accepted, Position: 1},
		{ID: "c", Kind: "value", Span: house.Span{Start: 20, End: 30}, State: Rejected, Position: 2},
		{ID: "none", Kind: "vision", Position: 3},
	}}
	if got := shownText(t, m); got != string(plain) {
		t.Errorf("the text shown is %q", got)
	}
	var b strings.Builder
	must(t, m.Component().Render(context.Background(), &b))
	for _, want := range []string{
		`<a class="pin pin-open" id="m-a" href="#f-a" lang="sv"><b>1</b> Värde</a><mark class="mark mark-open" data-at="7">`,
		`<mark class="mark mark-accepted" data-at="0">Arvot: </mark>`, `<span data-at="32">`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the marks lack %s: %s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "m-none") {
		t.Error("what has no place is marked")
	}
}

func FuzzMarks(f *testing.F) {
	f.Add("Visio: <a> & b", 0, 3, 2, 9)
	f.Add("åäö\n", -1, 5, 0, 0)
	f.Fuzz(func(t *testing.T, plain string, a, b, c, d int) {
		plain = strings.ToValidUTF8(strings.ReplaceAll(plain, "\r", ""), "")
		runes := []rune(strings.ReplaceAll(plain, "\x00", ""))
		var list []Finding
		for i, s := range []house.Span{{Start: a, End: b}, {Start: c, End: d}} {
			if s.Start >= 0 && s.End <= len(runes) && s.End >= s.Start {
				list = append(list, Finding{ID: fmt.Sprint(i), Kind: "value", Span: s, State: Open})
			}
		}
		for _, p := range []part{{0, len(runes)}, {0, len(runes) / 2}} {
			if got := shownText(t, marked{text.Fi, runes, p, list}); got != string(runes[:p.End]) {
				t.Fatalf("shown %q, want %q", got, string(runes[:p.End]))
			}
		}
	})
}

func FuzzSpanOf(f *testing.F) {
	f.Add("1", "5")
	f.Add("", "")
	f.Add("-1", "999999999999999999999")
	f.Add("0x1", "+7")
	f.Fuzz(func(t *testing.T, start, end string) {
		span, ok := spanOf(start, end)
		if ok && (span.Start < 0 || span.End < span.Start) || !ok && span != (house.Span{}) {
			t.Fatalf("%q, %q gave %v, %t", start, end, span, ok)
		}
		if _, found := cut("åäö", span); ok && found && span.End > 3 {
			t.Fatalf("%v is in three characters", span)
		}
	})
}
