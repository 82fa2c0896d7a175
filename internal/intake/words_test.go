package intake

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/text"
)

// Every text key that the code names exists, in every language.
func TestTextsExist(t *testing.T) {
	known := map[string]text.Coverage{}
	for _, c := range text.Keys() {
		known[c.Key] = c
	}
	want := map[string]bool{}
	for _, kind := range Kinds {
		want["intake.kind."+kind], want["intake.kinds."+kind] = true, true
	}
	for _, state := range []string{"waiting", "read", "reviewed", "refused", "cited", "open", "accepted", "rejected"} {
		want["intake.state."+state] = true
	}
	for _, key := range noticeOf {
		want[key] = true
	}
	files, err := os.ReadDir(".")
	must(t, err)
	for _, file := range files {
		name := file.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		code, err := os.ReadFile(name)
		must(t, err)
		for _, m := range regexp.MustCompile(`\.T\("(intake\.[\w.]*\w)"[,)]`).FindAllStringSubmatch(string(code), -1) {
			want[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`fault\.\w+, "(intake\.\w+)"`).FindAllStringSubmatch(string(code), -1) {
			want[m[1]], want[m[1]+".next"] = true, true
		}
		for _, m := range regexp.MustCompile(`(?:act|review|reviewIn|audit|put)\([^"\n]*"(intake\.\w+)"`).FindAllStringSubmatch(string(code), -1) {
			want["audit."+m[1]] = true
		}
	}
	if len(want) < 150 {
		t.Errorf("only %d keys were found in the code", len(want))
	}
	for key := range want {
		if c := known[key]; !c.Fi || !c.Sv || !c.En {
			t.Errorf("%s is not there in every language", key)
		}
	}
}
