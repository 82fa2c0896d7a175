package extract

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"time"

	"github.com/katto-project/katto/internal/fault"
)

// ChildArg is the private argument that makes a program be a reading child.
const ChildArg = "extract-child"

// childMark is in a child's environment, so that a program whose main forgot
// ChildMain does not start children without end.
const childMark = "KATTO_EXTRACT_CHILD"

// order is the first line on a child's standard input; the file follows.
type order struct {
	Name   string
	Limits limits
}

// answer is what a child writes: a text or a fault.
type answer struct {
	Text  *Text        `json:",omitempty"`
	Fault *fault.Error `json:",omitempty"`
	Cause string       `json:",omitempty"`
}

// ChildMain is the whole program of a reading child. It returns at once when
// the process is no child (its first argument is not ChildArg), and otherwise
// never. Call it first thing in main, and in TestMain of a package whose
// tests read PDF or DOCX through Read.
func ChildMain() {
	if len(os.Args) < 2 || os.Args[1] != ChildArg {
		return
	}
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "extract:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serve reads one order, limits itself, and answers.
func serve(in io.Reader, out io.Writer) error {
	r := bufio.NewReader(in)
	line, err := r.ReadBytes('\n')
	if err != nil {
		return err
	}
	var o order
	if err := json.Unmarshal(line, &o); err != nil {
		return err
	}
	time.AfterFunc(o.Limits.Time+time.Second, func() { os.Exit(3) }) // should the parent be gone
	debug.SetMemoryLimit(int64(o.Limits.Memory / 8 * 7))
	if err := limitMemory(o.Limits); err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(o.Limits.Bytes)+1))
	if err != nil {
		return err
	}
	if err := limitFiles(); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(reply(o, data))
}

// insideChild is a test's way to misbehave in the child.
var insideChild = func(order) {}

func reply(o order, data []byte) answer {
	insideChild(o)
	t, err := read(context.Background(), o.Name, data, o.Limits, false)
	if err != nil {
		f := fault.Of(err)
		a := answer{Fault: &fault.Error{Kind: f.Kind, Key: f.Key, Field: f.Field, Args: f.Args}}
		if f.Cause != nil {
			a.Cause = cut(f.Cause.Error(), 1000)
		}
		return a
	}
	return answer{Text: &t}
}

// executable finds this program, to run it again as a child.
var executable = os.Executable

// readApart reads the file in a child process, which it ends at the time
// limit or with ctx.
func readApart(ctx context.Context, name string, data []byte, l limits) (Text, error) {
	if os.Getenv(childMark) != "" {
		return Text{}, errors.New("extract: this program's main does not call extract.ChildMain")
	}
	select {
	case children <- struct{}{}:
		defer func() { <-children }()
	case <-ctx.Done():
		return Text{}, ended(ctx, ctx.Err(), l)
	}
	limited, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	out, trouble, err := runChild(limited, order{Name: name, Limits: l}, data)
	return outcome(limited, out, trouble, err, l)
}

func runChild(ctx context.Context, o order, data []byte) (out, trouble []byte, err error) {
	program, err := executable()
	if err != nil {
		return nil, nil, err
	}
	first, err := json.Marshal(o)
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.CommandContext(ctx, program, ChildArg) //nolint:gosec // this very program
	cmd.Env = []string{childMark + "=1", "GOTRACEBACK=single"}
	cmd.Stdin = io.MultiReader(bytes.NewReader(append(first, '\n')), bytes.NewReader(data))
	stdout, stderr := &capped{limit: o.Limits.Output}, &capped{limit: 64 << 10}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.WaitDelay = 2 * time.Second
	err = cmd.Run()
	if stdout.over {
		err = refuse(tooMuchText, "Limit", max(1, o.Limits.Characters/1_000_000)).Because(err)
	}
	return stdout.kept.Bytes(), stderr.kept.Bytes(), err
}

// outcome makes a text or a fault of how the child ended.
func outcome(ctx context.Context, out, trouble []byte, err error, l limits) (Text, error) {
	var f *fault.Error
	switch {
	case ctx.Err() != nil:
		return Text{}, ended(ctx, ctx.Err(), l)
	case errors.As(err, &f):
		return Text{}, f
	case err != nil:
		return Text{}, crash(string(trouble), err, l)
	}
	var a answer
	if err := json.Unmarshal(out, &a); err != nil || a.Text == nil && a.Fault == nil {
		return Text{}, fmt.Errorf("extract: the child's answer is not one: %w", errors.Join(err, errors.New(cut(string(trouble), 300))))
	}
	if a.Fault != nil {
		whole(a.Fault.Args)
		if a.Cause != "" {
			return Text{}, a.Fault.Because(errors.New(a.Cause))
		}
		return Text{}, a.Fault
	}
	return *a.Text, nil
}

// whole makes integers of the numbers that JSON made floats.
func whole(args map[string]any) {
	for k, v := range args {
		if f, ok := v.(float64); ok {
			args[k] = int(f)
		}
	}
}

// crash tells why a child died: of memory, of processor time, or of the file.
func crash(trouble string, err error, l limits) error {
	cause := fmt.Errorf("%w: %s", err, cut(trouble, 500))
	switch {
	case strings.Contains(trouble, "out of memory"), strings.Contains(trouble, "cannot allocate memory"):
		return refuse(tooMuchMemory).Because(cause)
	case overTime(err, l):
		return refuse(tooSlow, "Limit", int(l.Time.Seconds())).Because(cause)
	case killed(err): // by the system, when memory runs out
		return refuse(tooMuchMemory).Because(cause)
	case strings.Contains(trouble, "extract:"):
		return cause
	}
	return refuse(broken).Because(cause)
}

// capped keeps what fits and remembers that more came.
type capped struct {
	kept  bytes.Buffer
	limit int
	over  bool
}

// Write takes all of p, or fails once the limit is met.
func (c *capped) Write(p []byte) (int, error) {
	if c.kept.Len()+len(p) > c.limit {
		c.over = true
		return 0, errors.New("extract: the answer is too long")
	}
	return c.kept.Write(p)
}
