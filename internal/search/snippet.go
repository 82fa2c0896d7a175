package search

import (
	"strings"
	"unicode/utf8"
)

// The snippet's length and what is shown before its first match, in bytes.
const (
	window = 220
	before = 60
)

func (r ranked) heading() []Piece { return pieces(r.doc.Title, r.title, 0, len(r.doc.Title)) }

// snippet is the part of the body that holds the most of the words asked, or
// the beginning of the body when it holds none.
func (r ranked) snippet() []Piece {
	body := strings.ReplaceAll(r.doc.Body, "\n", " ")
	start := 0
	if i := r.densest(); i >= 0 {
		at := r.body[i].start
		start = min(wordStart(body, at-before), at)
	}
	end := wordEndBefore(body, start+window)
	list := pieces(body, r.body, start, end)
	if start > 0 {
		list = append([]Piece{{Text: "… "}}, list...)
	}
	if end < len(body) {
		list = append(list, Piece{Text: " …"})
	}
	return list
}

// densest gives the mark that begins the window with the most words asked, -1
// without marks.
func (r ranked) densest() int {
	at, most := -1, 0
	for i, m := range r.body {
		seen := map[int]bool{}
		for _, next := range r.body[i:] {
			if next.end > m.start+window-before {
				break
			}
			seen[next.asked] = true
		}
		if at < 0 || len(seen) > most {
			at, most = i, len(seen)
		}
	}
	return at
}

// wordStart is the beginning of the word at or after i.
func wordStart(s string, i int) int {
	if i <= 0 {
		return 0
	}
	if n := strings.IndexByte(s[i:], ' '); n >= 0 {
		return i + n + 1
	}
	return runeStart(s, i)
}

// wordEndBefore is the end of the last whole word before i.
func wordEndBefore(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	if n := strings.LastIndexByte(s[:i], ' '); n > i-window/2 {
		return n
	}
	return runeStart(s, i)
}

func runeStart(s string, i int) int {
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// pieces cuts s[start:end] at the marks that lie inside it.
func pieces(s string, marks []mark, start, end int) []Piece {
	var list []Piece
	add := func(from, to int, marked bool) {
		if from < to {
			list = append(list, Piece{Text: s[from:to], Marked: marked})
		}
	}
	for _, m := range marks {
		if m.start < start || m.end > end {
			continue
		}
		add(start, m.start, false)
		add(m.start, m.end, true)
		start = m.end
	}
	add(start, end, false)
	return list
}
