// Package redline compares two texts word by word. It knows no plan, so that
// the plan room's own pages can use it; package compare compares editions.
package redline

import (
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Op of a piece.
type Op string

// The operations.
const (
	Keep   Op = "same"
	Insert Op = "added"
	Delete Op = "removed"
)

// Piece is a run of words with one fate.
type Piece struct {
	Op   Op
	Text string
}

// Words compares two texts word by word. White space and punctuation are
// words of their own, so that joining the pieces without the removed ones
// gives b, and without the added ones a.
func Words(a, b string) []Piece {
	if a == b {
		if a == "" {
			return nil
		}
		return []Piece{{Keep, a}}
	}
	var alphabet []string
	code := map[string]rune{}
	encode := func(s string) []rune {
		var out []rune
		for _, w := range tokens(s) {
			r, known := code[w]
			if !known {
				r = symbol(len(alphabet))
				code[w] = r
				alphabet = append(alphabet, w)
			}
			out = append(out, r)
		}
		return out
	}
	x, y := encode(a), encode(b)
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	var pieces []Piece
	for _, diff := range d.DiffCleanupSemantic(d.DiffMainRunes(x, y, false)) {
		var s strings.Builder
		for _, r := range diff.Text {
			s.WriteString(alphabet[index(r)])
		}
		op := map[diffmatchpatch.Operation]Op{diffmatchpatch.DiffEqual: Keep, diffmatchpatch.DiffInsert: Insert, diffmatchpatch.DiffDelete: Delete}[diff.Type]
		pieces = append(pieces, Piece{op, s.String()})
	}
	return pieces
}

// symbol gives word number n a rune of its own, jumping over the surrogates,
// which are no characters. There are room for a million words.
func symbol(n int) rune {
	r := rune(n + 1)
	if r >= 0xD800 {
		r += 0x800
	}
	return r
}

func index(r rune) int {
	if r >= 0xE000 {
		r -= 0x800
	}
	return int(r) - 1
}

// tokens cuts a text into words, runs of white space and single marks.
func tokens(s string) []string {
	var out []string
	var run []rune
	class := func(r rune) int {
		switch {
		case unicode.IsSpace(r):
			return 0
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return 1
		}
		return 2
	}
	for _, r := range s {
		if len(run) > 0 && (class(r) != class(run[0]) || class(r) == 2) {
			out = append(out, string(run))
			run = run[:0]
		}
		run = append(run, r)
	}
	if len(run) > 0 {
		out = append(out, string(run))
	}
	return out
}
