package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal gives both ends of a pseudo-terminal: what is written to slave is
// read from master.
func terminal(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { master.Close() })
	raw := int(master.Fd())
	if err := unix.IoctlSetPointerInt(raw, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(raw, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	slave, err = os.OpenFile(fmt.Sprint("/dev/pts/", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { slave.Close() })
	return master, slave
}

// shown is what a terminal got to see of the work.
func shown(t *testing.T, work func(*bar)) string {
	t.Helper()
	master, slave := terminal(t)
	e := &env{Context: context.Background(), err: slave}
	b := newBar(e, "luetaan")
	work(b)
	b.end()
	b.end() // as a defer does after an early end
	fmt.Fprint(slave, "the end")
	var seen strings.Builder
	buffer := make([]byte, 4096)
	for !strings.Contains(seen.String(), "the end") {
		n, err := master.Read(buffer)
		if err != nil {
			t.Fatal(err)
		}
		seen.Write(buffer[:n])
	}
	return seen.String()
}

func TestBarOnATerminal(t *testing.T) {
	t.Parallel()
	t.Run("quick work shows nothing", func(t *testing.T) {
		if s := shown(t, func(b *bar) { b.at(1, 2) }); s != "the end" {
			t.Errorf("shown %q", s)
		}
	})
	t.Run("long work shows how far it is, and leaves no trace", func(t *testing.T) {
		s := shown(t, func(b *bar) {
			b.at(1, 4)
			time.Sleep(patience + 3*redraw)
			b.aside(func() {})
		})
		if !strings.Contains(s, "luetaan") || !strings.Contains(s, "25%") {
			t.Errorf("shown %q", s)
		}
		if after := s[strings.LastIndex(s, "25%"):]; !strings.Contains(after, "\r") {
			t.Errorf("the bar is not taken away: %q", after)
		}
	})
	t.Run("work of unknown length turns", func(t *testing.T) {
		s := shown(t, func(*bar) { time.Sleep(patience + 3*redraw) })
		if strings.Count(s, "luetaan") < 2 || strings.Contains(s, "%") {
			t.Errorf("shown %q", s)
		}
	})
}

func TestNoBarElsewhere(t *testing.T) {
	t.Parallel()
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := newBar(&env{Context: context.Background(), err: f}, "luetaan")
	b.at(1, 2)
	time.Sleep(patience + 2*redraw)
	b.end()
	if info, err := f.Stat(); err != nil || info.Size() > 0 {
		t.Errorf("a file got a bar (%v)", err)
	}
}
