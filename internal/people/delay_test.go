package people

import (
	"fmt"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/fault"
)

func TestDelaysGrow(t *testing.T) {
	var d delays
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for try := range freeTries {
		if err := d.begin("a", now); err != nil {
			t.Fatalf("try %d: %v", try+1, err)
		}
	}
	for i, seconds := range []int{0, 1, 2, 4, 8, 16, 30, 30} {
		wait := time.Duration(seconds) * time.Second
		if wait > 0 {
			early := now.Add(wait - time.Millisecond)
			if err := d.begin("a", early); !fault.Is(err, fault.TooMany) {
				t.Errorf("failure %d: %v before %s", freeTries+i, err, wait)
			}
		}
		now = now.Add(wait)
		if err := d.begin("a", now); err != nil {
			t.Errorf("failure %d: %v after %s", freeTries+i, err, wait)
		}
	}
	if err := d.begin("b", now); err != nil {
		t.Errorf("another account: %v", err)
	}
	d.right("a")
	if err := d.begin("a", now); err != nil {
		t.Errorf("after the right password: %v", err)
	}
}

func TestDelaysForget(t *testing.T) {
	var d delays
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for range freeTries + 1 {
		if err := d.begin("a", now); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(delayForget + time.Second)
	for range freeTries + 1 {
		if err := d.begin("a", now); err != nil {
			t.Errorf("after a quiet time: %v", err)
		}
	}
}

func TestDelaysAreBounded(t *testing.T) {
	var d delays
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for i := range delayKeys + 500 {
		if err := d.begin(fmt.Sprint(i), now); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(d.keys); n > delayKeys {
		t.Errorf("%d accounts are remembered, at most %d may be", n, delayKeys)
	}
}
