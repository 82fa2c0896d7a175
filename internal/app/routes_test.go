package app_test

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/web"
)

var update = flag.Bool("update", false, "write testdata/routes.golden anew")

// samples are what the places of addresses are filled with: by the part
// before them, and where that is not enough by "staff" too. "=name" is an id
// of the filled world.
var samples = map[string]string{
	"{lang}":         "fi",
	"{county}":       "mallila",
	"{file}":         "house.json",
	"{number}":       "1",
	"elements/{id}":  "=element",
	"rooms/{slot}":   "palvelustrategia",
	"staff/{county}": "mallila",
	"users/{id}":     "=user reader",
	"editions/{id}":  "mallila-strategia-3",
	"{comment}":      "=comment",
	"{element}":      "=element",
	"{document}":     "mallila-strategia",
	"{seat}":         "=seat",
	"{source}":       "=source",
	"{finding}":      "=finding",
	"/staff {slot}":  "=slot",
	"{$}":            "",
}

// queries are what pages that make no sense without one are asked with.
var queries = map[string]string{"/merge": "?with=below"}

var placeholder = regexp.MustCompile(`([^/]*)/(\{[^}]*\})`)

// sample is an address of the route in Finnish; missing names a place without
// a sample.
func (w *world) sample(r web.Route) (path, missing string) {
	path = r.Pattern
	for {
		m := placeholder.FindStringSubmatch(path)
		if m == nil {
			return path + queries[r.Pattern[strings.LastIndex(r.Pattern, "/"):]], missing
		}
		value, found := samples[m[1]+"/"+m[2]]
		if strings.Contains(r.Pattern, "/staff/") {
			if v, ok := samples["/staff "+m[2]]; ok {
				value, found = v, true
			}
		}
		if !found {
			value, found = samples[m[2]]
		}
		if id, isID := strings.CutPrefix(value, "="); isID {
			value = w.ids[id]
			found = found && value != ""
		}
		if !found {
			missing = m[2]
		}
		path = strings.Replace(path, m[0], m[1]+"/"+value, 1)
	}
}

// fixed are the addresses that the machine itself owns.
var fixed = []string{"/healthz", "/readyz", "/metrics", "/robots.txt", "/favicon.ico", "/static/none", "/fi/none", "/de"}

// Every route, asked as every role. A status that changes is seen in the
// table, and reviewed.
func TestRoutesAndRoles(t *testing.T) {
	w := newWorld(t)
	table := header()
	for _, path := range fixed {
		table += w.row(t, http.MethodGet, path, path, web.Public)
	}
	for _, r := range w.Router.Routes() {
		path, missing := w.sample(r)
		if missing != "" {
			t.Errorf("%s %s: no sample for %s: give it one in samples", r.Method, r.Pattern, missing)
			continue
		}
		if r.Method != http.MethodGet {
			w = newWorld(t) // whatever was done before is undone
		}
		table += w.row(t, r.Method, r.Pattern, path, r.Access)
	}
	compareGolden(t, "testdata/routes.golden", table)
}

func header() string {
	line := fmt.Sprintf("%-7s%-6s %-70s", "access", "method", "route")
	for _, r := range roles {
		line += fmt.Sprintf(" %7s", r.name)
	}
	return line + "\n"
}

// row asks the address as every role.
func (w *world) row(t *testing.T, method, pattern, path string, access web.Access) string {
	line := fmt.Sprintf("%-7s%-6s %-70s", access, method, pattern)
	for _, r := range roles {
		v := w.as(r.name)
		if r.role == "" {
			v = w.visitor()
		}
		a := v.get(path)
		if method != http.MethodGet {
			w.clock.forward(time.Minute) // wrong passwords make one wait
			a = v.post(path)
			w = w.afresh(t, a)
		}
		if a.Code >= 500 {
			t.Errorf("%s as %s: %d\n%s", a.what, r.name, a.Code, a.Body)
		}
		if a.Code == http.StatusNotFound && r.name == "admin" && method == http.MethodGet && strings.Contains(pattern, "{") {
			t.Errorf("%s: not found: the sample does not fit", a.what)
		}
		line += fmt.Sprintf(" %7d", a.Code)
	}
	return line + "\n"
}

// afresh is a new world if the answer may have changed this one.
func (w *world) afresh(t *testing.T, a *answer) *world {
	if a.Code >= 400 {
		return w
	}
	return newWorld(t)
}

func compareGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	had := map[string]bool{}
	for line := range strings.Lines(string(want)) {
		had[line] = true
	}
	for line := range strings.Lines(got) {
		if !had[line] {
			t.Errorf("new or changed: %s", strings.TrimSpace(line))
		}
		delete(had, line)
	}
	for line := range had {
		t.Errorf("was: %s", strings.TrimSpace(line))
	}
	if t.Failed() {
		t.Log("if this is right, run: go test ./internal/app -run TestRoutesAndRoles -update")
	}
}
