package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

//go:embed text.json
var texts []byte

var _ = text.Register(texts)

// language is the terminal's, by LC_ALL, LC_MESSAGES and LANG; English when
// none of them names Finnish or Swedish.
func language() text.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := strings.ToLower(os.Getenv(name))
		if value == "" {
			continue
		}
		code, _, _ := strings.Cut(strings.SplitN(value, "_", 2)[0], ".")
		if l, ok := text.Parse(code); ok {
			return l
		}
		return text.En
	}
	return text.En
}

// say prints one line about what was done.
func say(e *env, key string, args ...any) {
	fmt.Fprintln(e.out, language().T(key, args...))
}

// wrong is wrong use: of the command line, not of the data.
type wrong struct{ fault *fault.Error }

func (w wrong) Error() string { return w.fault.Error() }
func (w wrong) Unwrap() error { return w.fault }

// usage says how the command line is wrong; key has a ".next".
func usage(key string, args ...any) error {
	return wrong{fault.New(fault.Invalid, key, args...)}
}

// errTold ends a command whose faults were all told as they came.
var errTold = errors.New("told")

// explain writes what happened and what to do, and gives the exit code.
func explain(e *env, err error) int {
	if err == nil {
		return done
	}
	if errors.Is(err, errTold) {
		return failed
	}
	if e.Err() != nil && errors.Is(err, context.Canceled) {
		err = fault.New(fault.Unavailable, "cli.stopped")
	}
	complain(e, "", err)
	if _, is := errors.AsType[wrong](err); is || fault.Of(err).Key == "db.badAddress" {
		return misuse
	}
	return failed
}

// complain writes the two lines of an error; about names the file it is of.
func complain(e *env, about string, err error) {
	what, next := words(err)
	if !strings.Contains(what, about) {
		what = about + ": " + what
	}
	fmt.Fprintf(e.err, "katto: %s\n%s\n", oneLine(what), oneLine(next))
}

// words says what happened and what to do about it. The one at the terminal
// looks after the program, so unlike on a page the cause is told too.
func words(err error) (what, next string) {
	f, l := fault.Of(err), language()
	if f.Key == "web.internal" {
		f = fault.New(fault.Internal, "cli.failed", "Cause", err.Error())
	}
	what, next = web.FaultText(l, f)
	if f.Cause != nil {
		what += " (" + f.Cause.Error() + ")"
	}
	return what, next
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// misusePatterns know, in the parser's words, what people do wrong most.
var misusePatterns = []struct {
	words *regexp.Regexp
	key   string
}{
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean (.+)\?)?$`), "cli.unknownFlag"},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean (.+)\?)?$`), "cli.unexpected"},
	{regexp.MustCompile(`^expected one of (.+)$`), "cli.noCommand"},
	{regexp.MustCompile(`^expected "(.+)"$`), "cli.missing"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "cli.missing"},
	{regexp.MustCompile(`^(\S+) must be one of (.+) but got ".*"$`), "cli.notOneOf"},
}

// misused puts the parser's error into the person's language.
func misused(err error) error {
	if w, is := errors.AsType[wrong](err); is {
		return w
	}
	for _, p := range misusePatterns {
		if m := p.words.FindStringSubmatch(err.Error()); m != nil {
			m = append(m, "")
			plain := strings.ReplaceAll(strings.ReplaceAll(m[2], `"`, ""), ",", ", ")
			return usage(p.key, "What", strings.ReplaceAll(m[1], `"`, ""), "More", plain)
		}
	}
	return usage("cli.badUse", "Cause", err.Error())
}
