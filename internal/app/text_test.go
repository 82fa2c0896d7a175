package app_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/text"

	_ "github.com/katto-project/katto/internal/app" // registers every room's texts
)

// forms are one text in one language: one form, or the singular and the others.
type forms []string

func (f *forms) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*f = forms{one}
		return nil
	}
	var plural struct{ One, Other string }
	err := json.Unmarshal(raw, &plural)
	*f = forms{plural.One, plural.Other}
	return err
}

// entry is one key of a room's text.json.
type entry struct {
	file   string
	byLang map[text.Lang]forms
}

// catalogue reads every text.json of the program.
func catalogue(t *testing.T) map[string]entry {
	t.Helper()
	all := map[string]entry{}
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && path != "." && path != "cmd" && path != "internal" && strings.Count(path, "/") == 0 {
			return fs.SkipDir
		}
		if err != nil || filepath.Base(path) != "text.json" {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(root, path))
		if err != nil {
			return err
		}
		var entries map[string]map[text.Lang]forms
		if err := json.Unmarshal(raw, &entries); err != nil {
			return err
		}
		for key, byLang := range entries {
			all[key] = entry{path, byLang}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var (
	place  = regexp.MustCompile(`\{\{(?:if )?\.(\w+)\}\}`)
	action = regexp.MustCompile(`\{\{(?:(?:if )?\.\w+|else|end)\}\}`)
)

// places are the names a text has places for.
func (f forms) places() []string {
	var names []string
	for _, form := range f {
		for _, m := range place.FindAllStringSubmatch(form, -1) {
			if !slices.Contains(names, m[1]) {
				names = append(names, m[1])
			}
		}
	}
	slices.Sort(names)
	return names
}

func TestEveryTextHasThreeLanguages(t *testing.T) {
	all := catalogue(t)
	for key, e := range all {
		if !text.Has(key) && !strings.HasPrefix(key, command+".") {
			t.Errorf("%s: %s is not registered: the room's texts are not wired", e.file, key)
		}
		e.check(t, key)
	}
	for _, k := range text.Keys() {
		if len(all[k.Key].byLang) == 0 {
			t.Errorf("%s is registered but in no text.json", k.Key)
		}
	}
}

// glue are texts that stand between others, spaces and all.
var glue = map[string]bool{"publish.and": true, "publish.actionsTold": true, "cli.password": true}

// check looks at one key's texts beside each other.
func (e entry) check(t *testing.T, key string) {
	t.Helper()
	if room := wordsOf(filepath.Dir(e.file)); !strings.HasPrefix(key, room+".") && !strings.HasPrefix(key, "audit.") {
		t.Errorf("%s: %s does not begin with the room's name", e.file, key)
	}
	fi := e.byLang[text.Fi]
	if len(e.byLang) != len(text.Languages) {
		t.Errorf("%s: %s has %d languages", e.file, key, len(e.byLang))
	}
	for _, lang := range text.Languages {
		f := e.byLang[lang]
		if len(f) != len(fi) || len(f) == 0 {
			t.Errorf("%s: %s has a plural in one language only", e.file, key)
		}
		if !slices.Equal(f.places(), fi.places()) {
			t.Errorf("%s: %s has the places %v in %s, %v in fi", e.file, key, f.places(), lang, fi.places())
		}
		for _, form := range f {
			if form == "" || strings.Contains(form, "  ") || form != strings.TrimSpace(form) && !glue[key] {
				t.Errorf("%s: %s in %s is empty or has spaces to spare: %q", e.file, key, lang, form)
			}
			if strings.Contains(action.ReplaceAllString(form, ""), "{{") {
				t.Errorf("%s: %s in %s has a place that is neither {{.Name}} nor {{if .Name}}: %q", e.file, key, lang, form)
			}
		}
	}
}

// A fault says what happened and what to do next, and gets every value that
// its two texts have a place for.
func TestEveryFaultSaysWhatToDoNext(t *testing.T) {
	src, all := readSource(t), catalogue(t)
	seen := 0
	for pkg := range src.pkgs {
		for _, w := range src.wrappers(pkg) {
			for _, c := range src.calls(pkg, w.name, w.at) {
				seen++
				next := c.key + ".next"
				if len(all[c.key].byLang) == 0 || len(all[next].byLang) == 0 {
					t.Errorf("%s: the fault %s lacks its text or %s", pkg, c.key, next)
				}
				if w.name == "fault.New" {
					c.fills(t, all[c.key])
					c.fills(t, all[next])
				}
			}
		}
	}
	if seen < 150 {
		t.Errorf("only %d faults were seen: the scan misses the code", seen)
	}
}

// A text that is asked for exists and gets every value it has a place for.
func TestEveryTextAskedForExists(t *testing.T) {
	src, all := readSource(t), catalogue(t)
	seen := 0
	for pkg := range src.pkgs {
		for _, ask := range []wrapper{{"T", 0}, {"t", 0}, {"Flash", 0}} {
			for _, c := range src.calls(pkg, ask.name, ask.at) {
				if ask.name == "t" {
					c.key = wordsOf(pkg) + "." + c.key
				}
				if strings.HasSuffix(c.key, ".") {
					continue // the beginning of a key
				}
				seen++
				if len(all[c.key].byLang) == 0 {
					t.Errorf("%s asks for %s, which does not exist", pkg, c.key)
				}
				c.fills(t, all[c.key])
			}
		}
	}
	if seen < 400 {
		t.Errorf("only %d texts were seen: the scan misses the code", seen)
	}
}

func (c call) fills(t *testing.T, e entry) {
	t.Helper()
	if !c.sure {
		return
	}
	for _, name := range e.byLang[text.Fi].places() {
		if !slices.Contains(c.names, name) {
			t.Errorf("%s: %s has a place for %s that one of its uses leaves empty", c.pkg, c.key, name)
		}
	}
}

// built lists the beginnings of keys that the code puts together of values no
// literal of its own shows, and texts that stand ready for every room.
var built = []string{
	"decision.due.",                                      // an act, in a list of decisions
	"publish.about.", "publish.access.", "publish.data.", // chapters of pages
	"publish.act.",               // "2021-611" of the statute "611/2021"
	"web.conflict", "web.denied", // what any room may answer with
}

// No text is kept that nothing asks for: its key stands in the code whole, or
// as a beginning and a word that the code knows ("kind." and "value").
func TestEveryTextIsUsed(t *testing.T) {
	src, all := readSource(t), catalogue(t)
	for key, e := range all {
		if !src.uses(key) && !src.uses(strings.TrimSuffix(key, ".next")) {
			t.Errorf("%s: nothing asks for %s", e.file, key)
		}
	}
	for _, start := range built {
		if !slices.ContainsFunc(text.Keys(), func(k text.Coverage) bool { return strings.HasPrefix(k.Key, start) }) {
			t.Errorf("no key begins with %s any more: take it off the list", start)
		}
	}
}

// uses tells whether the key stands in the code.
func (s *source) uses(key string) bool {
	room, rest, _ := strings.Cut(key, ".")
	if s.literals[key] || s.byRoom[room][rest] {
		return true
	}
	if slices.ContainsFunc(built, func(start string) bool { return strings.HasPrefix(key, start) }) {
		return true
	}
	return s.puts(room, rest) || s.puts("", key)
}

// puts tells whether a room (any room: "") puts the text together of a
// beginning and words that the code knows.
func (s *source) puts(room, key string) bool {
	for r, starts := range s.starts {
		for _, start := range starts {
			end, found := strings.CutPrefix(key, start)
			if found && start != "" && end != "" && (room == "" || r == room) && s.knows(end) {
				return true
			}
		}
	}
	return false
}

// knows tells whether the end of a key is a word of the code, two of them
// ("edition." and "approved"), or a word and a known ending.
func (s *source) knows(end string) bool {
	if s.literals[end] {
		return true
	}
	word, more, found := strings.Cut(end, ".")
	return found && (s.literals[word] && s.literals["."+more] || s.literals[word+"."] && s.literals[more])
}
