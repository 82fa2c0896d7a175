//go:build shared

package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/katto-project/katto/examples"
	"github.com/katto-project/katto/internal/text"
)

// run is how many words in a row make a sentence that is copied.
const run = 12

// TestExamplesAreInOurOwnWords: no example repeats twelve words in a row of a
// text it was made from. Names, titles and figures are shorter than that.
func TestExamplesAreInOurOwnWords(t *testing.T) {
	shared := os.Getenv("KATTO_SHARED")
	if shared == "" {
		t.Fatal("KATTO_SHARED names no folder")
	}
	files, err := filepath.Glob(filepath.Join(shared, "seeds", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s: %v", shared, err)
	}
	seen := map[string]string{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range runs(string(content)) {
			seen[s] = filepath.Base(file)
		}
	}
	for _, name := range examples.Names {
		h, _ := example(t, name)
		for _, s := range allTexts(h) {
			for _, r := range runs(s) {
				if file := seen[r]; file != "" {
					t.Errorf("%s repeats %s: %q", name, file, r)
				}
			}
		}
	}
}

// runs lists every run of so many words, folded, without marks.
func runs(s string) []string {
	words := strings.FieldsFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var list []string
	for i := 0; i+run <= len(words); i++ {
		list = append(list, strings.Join(words[i:i+run], " "))
	}
	return list
}

// allTexts lists every text of a house that a person reads.
func allTexts(h House) []string {
	var list []string
	take := func(texts ...Texts) {
		for _, x := range texts {
			list = append(list, x.Fi, x.Sv, x.En)
		}
	}
	for _, s := range h.Slots {
		take(s.Title, s.Note)
	}
	for _, d := range h.Documents {
		take(d.Title)
		for _, e := range d.Editions {
			take(e.Note)
			walk(e.Elements, func(x Element) { take(append(x.Deeds, x.Title, x.Body)...) })
		}
	}
	for _, d := range h.Decisions {
		take(d.What)
	}
	for _, f := range h.Findings {
		take(f.Texts)
		list = append(list, f.Words)
	}
	return list
}
