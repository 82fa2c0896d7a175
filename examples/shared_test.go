//go:build shared

package examples

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// copied is how many words in a row make a copy.
const copied = 9

// words gives a text's words, folded.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// runs gives every run of so many words that texts have.
func runs(texts ...string) map[string]bool {
	out := map[string]bool{}
	for _, s := range texts {
		w := words(s)
		for i := 0; i+copied <= len(w); i++ {
			out[strings.Join(w[i:i+copied], " ")] = true
		}
	}
	return out
}

// stringsIn gives every string of a JSON value but keys.
func stringsIn(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, stringsIn(x)...)
		}
		return out
	case map[string]any:
		var out []string
		for _, x := range v {
			out = append(out, stringsIn(x)...)
		}
		return out
	}
	return nil
}

func decoded(t *testing.T, raw []byte) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// The houses tell in words of their own: of the sources' sentences they hold
// only what the labels hold: the wording of a vision, a value, an action, a count.
func TestSharedNoSentenceIsCopied(t *testing.T) {
	shared := os.Getenv("KATTO_SHARED")
	read := func(pattern string) (list [][]byte) {
		paths, err := filepath.Glob(filepath.Join(shared, pattern))
		if err != nil || len(paths) == 0 {
			t.Fatalf("nothing at %s in KATTO_SHARED: %v", pattern, err)
		}
		for _, path := range paths {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, raw)
		}
		return list
	}
	var sources, names []string
	for _, raw := range read("seeds/*.txt") {
		sources = append(sources, string(raw))
	}
	for _, raw := range read("gold/*.json") {
		labels := decoded(t, raw)
		delete(labels, "notes")
		delete(labels, "vision_long") // a description, not a name
		names = append(names, stringsIn(labels)...)
	}
	theirs, named := runs(sources...), runs(names...)
	if len(theirs) < 500 {
		t.Fatalf("only %d runs of words in the sources", len(theirs))
	}
	for _, name := range Names {
		raw, err := FS.ReadFile(name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range stringsIn(decoded(t, raw)) {
			for run := range runs(s) {
				if theirs[run] && !named[run] {
					t.Errorf("%s.json copies %q in %q", name, run, s)
				}
			}
		}
	}
}
