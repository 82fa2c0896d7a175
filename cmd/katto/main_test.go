package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/intake/extract"
)

// runAsKatto makes this test binary the program itself, for tests that start
// and kill processes.
const runAsKatto = "KATTO_TEST_RUN"

func TestMain(m *testing.M) {
	extract.ChildMain()
	if os.Getenv(runAsKatto) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"katto": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			root, err := os.Getwd()
			if err != nil {
				return err
			}
			e.Setenv("LANG", "C")
			e.Setenv("SAMPLES", root+"/../../internal/intake/extract/testdata")
			e.Setenv("CORPUS", root+"/../../internal/intake/testdata/corpus")
			e.Setenv("EXAMPLES", root+"/../../examples")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"postgres": func(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv(args[0], dbtest.NewPostgres(t)) },
			"port":     freePort,
			"taken":    takenPort,
			"fetch":    fetch,
			"term":     terminate,
			"zipbomb":  zipBomb,
			"junk":     junk,
			"lines":    lines,
			"jsonline": jsonLine,
			"exits":    exits,
		},
	})
}

// exits CODE ARGUMENTS: runs katto, which ends with the code; when that is not
// 0, standard error has exactly two lines, katto's own.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("katto", args[1:]...)
	code := 0
	if exit, is := errors.AsType[*exec.ExitError](err); is {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("katto %v ended with %d, want %s", args[1:], code, args[0])
	}
	told := ts.ReadFile("stderr")
	if code != 0 && (!strings.HasPrefix(told, "katto: ") || strings.Count(told, "\n") != 2) {
		ts.Fatalf("katto %v says on standard error:\n%s", args[1:], told)
	}
}

// port VAR: an address on which nothing listens.
func freePort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Check(l.Close())
	ts.Setenv(args[0], l.Addr().String())
}

// taken VAR: an address on which this test listens.
func takenPort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}

// fetch ADDRESS/PATH STATUS [TEXT]: waits until something listens there, asks
// for the page, and checks its status and that it has the text.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	var res *http.Response
	var err error
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if res, err = http.Get("http://" + args[0]); err == nil || neg { //nolint:gosec,noctx // the test's own server
			break
		}
	}
	if neg {
		if err == nil {
			res.Body.Close()
			ts.Fatalf("%s answers", args[0])
		}
		return
	}
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	if got := fmt.Sprint(res.StatusCode); got != args[1] {
		ts.Fatalf("status %s, want %s", got, args[1])
	}
	if len(args) > 2 && !strings.Contains(string(body), args[2]) {
		ts.Fatalf("%s does not say %q", args[0], args[2])
	}
}

// term: sends SIGTERM to what was started last in the background.
func terminate(ts *testscript.TestScript, _ bool, _ []string) {
	running := ts.BackgroundCmds()
	ts.Check(running[len(running)-1].Process.Signal(syscall.SIGTERM))
}

// zipbomb FILE: a DOCX of some kilobytes that would unpack to a thousand times
// as much.
func zipBomb(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	z := zip.NewWriter(f)
	types, err := z.Create("[Content_Types].xml")
	ts.Check(err)
	_, err = io.WriteString(types, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)
	ts.Check(err)
	part, err := z.Create("word/document.xml")
	ts.Check(err)
	_, err = io.WriteString(part, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>`)
	ts.Check(err)
	_, err = io.Copy(part, io.LimitReader(letters{}, 150<<20))
	ts.Check(err)
	ts.Check(z.Close())
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// junk FILE: bytes that are no text.
func junk(ts *testscript.TestScript, _ bool, args []string) {
	data := make([]byte, 5000)
	seed := uint32(1)
	for i := range data {
		seed = seed*1664525 + 1013904223
		data[i] = byte(seed >> 24)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// lines FILE N: the file has N lines.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	if got := fmt.Sprint(strings.Count(ts.ReadFile(args[0]), "\n")); got != args[1] {
		ts.Fatalf("%s has %s lines, want %s:\n%s", args[0], got, args[1], ts.ReadFile(args[0]))
	}
}

// The contract of import --json: what is always there, and of which kind.
var (
	proposalSingles = []string{"county", "period", "promise", "vision", "mission"}
	proposalLists   = []string{
		"values", "principles", "strengths", "priorities", "objectives", "success_factors", "actions",
		"indicators", "programmes", "decisions", "participation", "euros", "laws",
	}
	itemKeys   = []string{"confidence", "end", "start", "text", "under"}
	sourceKeys = []string{"characters", "media_type", "name", "sha256"}
	recordKeys = map[string][]string{
		"decisions":     {"body", "date", "end", "start", "status", "what"},
		"participation": {"count", "end", "start", "what"},
		"euros":         {"amount_eur", "end", "start", "what"},
	}
)

// jsonline FILE: every line is one whole proposal, and together they fill
// every list and single field at least once, so that no check is idle.
func jsonLine(ts *testscript.TestScript, _ bool, args []string) {
	filled := map[string]bool{}
	for _, line := range strings.SplitAfter(ts.ReadFile(args[0]), "\n") {
		if line == "" {
			continue
		}
		var p map[string]any
		ts.Check(json.Unmarshal([]byte(line), &p))
		if len(p) != 2+len(proposalSingles)+len(proposalLists) || !strings.HasSuffix(line, "}\n") {
			ts.Fatalf("%d keys in %s", len(p), line)
		}
		keysAre(ts, "source", p["source"], sourceKeys)
		if l := p["language"]; l != "fi" && l != "sv" && l != "en" {
			ts.Fatalf("language %v", l)
		}
		checkFields(ts, p, filled)
	}
	for _, field := range append(slices.Clone(proposalSingles), proposalLists...) {
		if !filled[field] {
			ts.Fatalf("no file fills %s", field)
		}
	}
}

func checkFields(ts *testscript.TestScript, p map[string]any, filled map[string]bool) {
	for _, field := range proposalSingles {
		value, there := p[field]
		if !there {
			ts.Fatalf("no key %s", field)
		}
		if value == nil {
			continue
		}
		filled[field] = true
		switch field {
		case "county":
			keysAre(ts, field, value, []string{"code", "text"})
		case "period":
			keysAre(ts, field, value, []string{"end_year", "start_year", "text"})
		default:
			keysAre(ts, field, value, itemKeys)
		}
	}
	for _, field := range proposalLists {
		list, is := p[field].([]any)
		if !is {
			ts.Fatalf("%s is %v, not a list", field, p[field])
		}
		for _, value := range list {
			filled[field] = true
			want := recordKeys[field]
			if want == nil {
				want = itemKeys
			}
			keysAre(ts, field, value, want)
		}
	}
}

func keysAre(ts *testscript.TestScript, field string, value any, want []string) {
	object, _ := value.(map[string]any)
	var got []string
	for k := range object {
		got = append(got, k)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		ts.Fatalf("%s has the keys %v, want %v", field, got, want)
	}
}
