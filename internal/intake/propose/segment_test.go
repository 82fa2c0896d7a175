package propose

import (
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/intake/extract"
)

// A very long paragraph is read in parts that together are the whole.
func TestLongParagraphs(t *testing.T) {
	for _, s := range []string{strings.Repeat("Tämä on lause. ", 2000), strings.Repeat("ä", 9999), strings.Repeat("sana ", 3000)} {
		s = strings.TrimSpace(s)
		parts := cutLong(segment(extract.Text{Plain: s}))
		whole, at := "", 0
		for _, p := range parts {
			if p.base != at || len(p.s) > longestPiece {
				t.Fatalf("part of %d bytes at %d, want at %d", len(p.s), p.base, at)
			}
			at += len([]rune(p.s))
			whole += p.s
		}
		if whole != s || len(parts) < 2 {
			t.Errorf("%d parts, %d bytes of %d", len(parts), len(whole), len(s))
		}
	}
}

func TestGluedHeadings(t *testing.T) {
	got := said(Read(extract.Text{Plain: "Våra värderingarÖppenhet, mod och ansvar\n\nTyngdpunkt 1Hjälp i tid\n\nTyngdpunkt 2Arbete som bär"}))
	if want := "values: Öppenhet | mod | ansvar; priorities: Hjälp i tid | Arbete som bär"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
