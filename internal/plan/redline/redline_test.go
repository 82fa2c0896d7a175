package redline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	got := Words("Palvelut ovat lähellä, aina.", "Palvelut ovat aina lähellä.")
	if join(got, Delete) != "Palvelut ovat lähellä, aina." || join(got, Insert) != "Palvelut ovat aina lähellä." {
		t.Errorf("%+v", got)
	}
	got = Words("uudistuvat rohkeasti", "vahvistuvat rohkeasti")
	want := []Piece{{Delete, "uudistuvat"}, {Insert, "vahvistuvat"}, {Keep, " rohkeasti"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// join gives one side of a comparison: what is kept and what has the op.
func join(pieces []Piece, op Op) string {
	var s strings.Builder
	for _, p := range pieces {
		if p.Op == Keep || p.Op == op {
			s.WriteString(p.Text)
		}
	}
	return s.String()
}

func TestPiecesGiveBothTextsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.SampledFrom([]string{"äly", "ja", "työ", " ", ", ", "\n", "2026–2029", "€"}))
		a, b := strings.Join(words.Draw(t, "a"), ""), strings.Join(words.Draw(t, "b"), "")
		pieces := Words(a, b)
		if join(pieces, Delete) != a || join(pieces, Insert) != b {
			t.Fatalf("%q, %q: %+v", a, b, pieces)
		}
	})
}
