// Package arch keeps the house in shape: who may import whom, and which file
// may speak SQL or HTTP. The plan it holds the code to is in ARCHITECTURE.md.
package arch

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/katto-project/katto/"

// floors lists the packages from the ground up. A package imports only what
// stands on a lower floor; nothing next to it. A package
// inside a room's folder stands on the room's floor.
var floors = [][]string{
	{"internal/fault"},
	{"internal/text", "internal/house"},
	{"internal/db", "stratml", "opinion"},
	{"internal/audit", "internal/job", "internal/search", "internal/web", "internal/registry"},
	{"internal/people"},
	{"internal/plan"},
	{"internal/decision"},
	{"internal/intake"},
	{"internal/exchange"},
	{"internal/overview", "internal/publish"},
	{"examples"},
	{"internal/app"},
	{"cmd/katto"},
}

// libraries are for anyone: no Katto package below them.
var libraries = []string{"stratml", "opinion"}

func floor(pkg string) (int, string) {
	best, level := "", -1
	for i, names := range floors {
		for _, n := range names {
			if (pkg == n || strings.HasPrefix(pkg, n+"/")) && len(n) > len(best) {
				best, level = n, i
			}
		}
	}
	return level, best
}

// files gives every Go file that is not a test, with its imports of ours.
func files(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "testdata" || e.Name() == "node_modules" || e.Name() == "tools" || strings.HasPrefix(e.Name(), ".") && path != ".") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", path), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		out[path] = nil
		for _, i := range f.Imports {
			out[path] = append(out[path], strings.Trim(i.Path.Value, `"`))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestArrowsRunOneWay(t *testing.T) {
	seen := map[string]bool{}
	for file, imports := range files(t) {
		pkg := filepath.Dir(file)
		level, room := floor(pkg)
		if level < 0 {
			t.Errorf("%s stands on no floor: give its folder a place in floors", file)
			continue
		}
		seen[room] = true
		for _, path := range imports {
			other, ours := strings.CutPrefix(path, module)
			if !ours {
				continue
			}
			up, target := floor(other)
			if target == room || up < level && up >= 0 {
				continue
			}
			t.Errorf("%s imports %s, which stands above it or beside it", file, other)
		}
	}
	if len(seen) < 12 {
		t.Errorf("only %d rooms were seen: the walk misses the code", len(seen))
	}
}

func TestLibrariesKnowNothingOfKatto(t *testing.T) {
	for file, imports := range files(t) {
		for _, lib := range libraries {
			if filepath.Dir(file) != lib && !strings.HasPrefix(file, lib+"/") {
				continue
			}
			for _, path := range imports {
				if other, ours := strings.CutPrefix(path, module); ours && !strings.HasPrefix(other, lib) {
					t.Errorf("%s imports %s: a library has no Katto types", file, other)
				}
			}
		}
	}
}

// speaksSQL are the files that may hold SQL: machines under the rooms, what
// sqlc makes, and the packages of tests' databases.
var speaksSQL = regexp.MustCompile(`^internal/(db|audit|job|search)/|^internal/[a-z]+/[a-z]+sql/`)

var sqlText = regexp.MustCompile("[`\"](SELECT|INSERT INTO|UPDATE|DELETE FROM) ")

func TestSQLStaysInItsFiles(t *testing.T) {
	for file := range files(t) {
		raw, err := os.ReadFile(filepath.Join("../..", file))
		if err != nil {
			t.Fatal(err)
		}
		if sqlText.Match(raw) && !speaksSQL.MatchString(file) {
			t.Errorf("%s holds SQL: put it in the room's query.sql", file)
		}
	}
}

// speaksHTTP are the files of a room that may know net/http.
var speaksHTTP = regexp.MustCompile(`^internal/web/|^cmd/|/(web|routes|api)(_[a-z_]+)?\.go$|_web\.go$|^internal/(app|publish)/`)

func TestHTTPStaysInItsFiles(t *testing.T) {
	for file, imports := range files(t) {
		if slices.Contains(imports, "net/http") && !speaksHTTP.MatchString(file) && file != "internal/fault/fault.go" {
			t.Errorf("%s speaks HTTP: that belongs in web.go", file)
		}
	}
}

// rooms have the same file names inside.
func TestEveryRoomHasTheSameNames(t *testing.T) {
	for _, room := range []string{"people", "plan", "decision", "intake"} {
		for _, name := range []string{"room.go", "service.go", "store.go", "query.sql", "text.json"} {
			if _, err := os.Stat(filepath.Join("..", room, name)); err != nil {
				t.Errorf("the room %s has no %s", room, name)
			}
		}
	}
}
