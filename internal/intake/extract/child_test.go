package extract

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/fault"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestChildReads(t *testing.T) {
	for name, data := range map[string][]byte{
		"single.pdf": fixture(t, "single.pdf"),
		"a.docx":     word(t, para("", "Yhteinen tie – åäö €"), nil),
	} {
		here, err := Inline(context.Background(), name, data)
		if err != nil {
			t.Fatal(err)
		}
		apart, err := Read(context.Background(), name, data)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, apart)
		if dump(here) != dump(apart) || here.SHA256 != apart.SHA256 || apart.Name != name {
			t.Errorf("%s: the child read\n%s\nand this process\n%s", name, dump(apart), dump(here))
		}
	}
}

func TestChildRefuses(t *testing.T) {
	_, err := Read(context.Background(), "a.pdf", fixture(t, "encrypted.pdf"))
	refused(t, err, encrypted)
	if fault.Of(err).Cause == nil {
		t.Error("the cause is lost")
	}
	l := standard
	l.Pages = 2
	_, err = read(context.Background(), "a.pdf", fixture(t, "single.pdf"), l, true)
	refused(t, err, tooManyPages)
	if got := fault.Of(err).Args["Limit"]; got != 2 {
		t.Errorf("the limit is %v (%T)", got, got)
	}
}

func TestChildMisbehaves(t *testing.T) {
	data := fixture(t, "table.pdf")
	for _, c := range []struct {
		name, key string
		change    func(*limits)
	}{
		{"hang.pdf", tooSlow, func(l *limits) { l.Time = 300 * time.Millisecond }},
		{"spin.pdf", tooSlow, func(l *limits) { l.Time = 300 * time.Millisecond }},
		{"eat.pdf", tooMuchMemory, func(l *limits) { l.Memory = 128 << 20 }},
		{"die.pdf", broken, func(*limits) {}},
		{"talk.pdf", tooMuchText, func(l *limits) { l.Output = 1 << 20 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := standard
			c.change(&l)
			begin := time.Now()
			_, err := read(context.Background(), c.name, data, l, true)
			refused(t, err, c.key)
			if took := time.Since(begin); took > 20*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func TestChildMayNotOpenOrWrite(t *testing.T) {
	for _, name := range []string{"open.pdf", "write.pdf"} {
		if _, err := Read(context.Background(), name, fixture(t, "table.pdf")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChildBabbles(t *testing.T) {
	_, err := Read(context.Background(), "babble.pdf", fixture(t, "table.pdf"))
	if !fault.Is(err, fault.Internal) {
		t.Errorf("got %v", err)
	}
}

func TestContextEnds(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	_, err := Read(ctx, "hang.pdf", fixture(t, "table.pdf"))
	refused(t, err, tooSlow)
	ended, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Read(ended, "a.pdf", fixture(t, "table.pdf")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := Inline(ended, "a.pdf", fixture(t, "table.pdf")); !errors.Is(err, context.Canceled) {
		t.Errorf("inline: got %v", err)
	}
}

func TestMainForgotten(t *testing.T) {
	t.Setenv(childMark, "1")
	if _, err := Read(context.Background(), "a.pdf", fixture(t, "table.pdf")); !fault.Is(err, fault.Internal) {
		t.Errorf("got %v", err)
	}
}

func TestNoExecutable(t *testing.T) {
	was := executable
	defer func() { executable = was }()
	executable = func() (string, error) { return "/no/such/program", nil }
	if _, err := Read(context.Background(), "a.pdf", fixture(t, "table.pdf")); err == nil {
		t.Error("read without a program")
	}
}
