package extract

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/katto-project/katto/internal/fault"
)

func TestMain(m *testing.M) {
	insideChild = misbehave
	ChildMain()
	os.Exit(m.Run())
}

// dump shows the blocks one a line: kind, what is set of the rest, the text.
func dump(t Text) string {
	var b strings.Builder
	runes := []rune(t.Plain)
	for _, k := range t.Blocks {
		b.WriteString(string(k.Kind))
		if k.Level > 0 {
			fmt.Fprintf(&b, " %d", k.Level)
		}
		if k.Ordered {
			b.WriteString(" ordered")
		}
		if k.Kind == Cell {
			fmt.Fprintf(&b, " t%d r%d c%d", k.Table, k.Row, k.Column)
		}
		if k.Bold {
			b.WriteString(" bold")
		}
		fmt.Fprintf(&b, ": %s\n", strings.ReplaceAll(string(runes[k.Start:k.End]), "\n", " / "))
	}
	return b.String()
}

// inlineText reads with Inline and checks what holds for every text.
func inlineText(t *testing.T, name string, data []byte) Text {
	t.Helper()
	text, err := Inline(context.Background(), name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	sound(t, text)
	return text
}

// sound checks the contract of Text: valid, normal, clean, offsets in order.
func sound(t *testing.T, text Text) {
	t.Helper()
	if !utf8.ValidString(text.Plain) || !norm.NFC.IsNormalString(text.Plain) {
		t.Fatalf("plain text is not NFC UTF-8: %q", cut(text.Plain, 300))
	}
	for _, r := range text.Plain {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			t.Fatalf("plain text has %U", r)
		}
	}
	last, n := 0, length(text.Plain)
	for i, b := range text.Blocks {
		if b.Start < last || b.End <= b.Start || b.End > n {
			t.Fatalf("block %d is at %d to %d, after %d, of %d", i, b.Start, b.End, last, n)
		}
		last = b.End
	}
}

// want compares and shows both sides.
func want(t *testing.T, got, want string) {
	t.Helper()
	got, want = strings.TrimSpace(got), strings.TrimSpace(want)
	if got != want {
		t.Errorf("got:\n%s\n\nwant:\n%s", got, want)
	}
}

// refused checks that reading is refused with the key.
func refused(t *testing.T, err error, key string) {
	t.Helper()
	if err == nil {
		t.Fatalf("not refused, want %s", key)
	}
	if got := fault.Of(err); got.Key != key {
		t.Fatalf("refused with %v, want %s", err, key)
	}
}
