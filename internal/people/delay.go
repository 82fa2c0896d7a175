package people

import (
	"sync"
	"time"

	"github.com/katto-project/katto/internal/fault"
)

const (
	freeTries   = 4                // failures before the first delay
	delayMost   = 30 * time.Second // short, so that a stranger cannot lock a person out for long
	delayForget = 15 * time.Minute // a quiet account starts afresh
	delayKeys   = 10_000           // bounds the memory
)

// delays slows guessing at one account: after freeTries failures each next
// try must wait 1, 2, 4 ... 30 seconds from the failure before it. It counts
// addresses that belong to nobody too, so that a delay tells nothing. Each
// process counts its own.
type delays struct {
	mu   sync.Mutex
	keys map[string]failures
}

type failures struct {
	count int
	last  time.Time
}

// begin refuses a try that comes too early, and counts the others as failures
// already now, so that many tries at once do not all slip through. A right
// password clears them.
func (d *delays) begin(key string, now time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.keys[key]
	if now.Sub(f.last) > delayForget {
		f = failures{}
	}
	if wait := f.last.Add(f.pause()).Sub(now); wait > 0 {
		return fault.New(fault.TooMany, "people.signInWait", "Count", int((wait+time.Second-1)/time.Second))
	}
	d.makeRoom(now)
	d.keys[key] = failures{f.count + 1, now}
	return nil
}

func (f failures) pause() time.Duration {
	if f.count <= freeTries {
		return 0
	}
	return min(time.Second<<min(f.count-freeTries-1, 10), delayMost)
}

// right forgets the account's failures.
func (d *delays) right(key string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.keys, key)
}

// makeRoom keeps the map bounded: it drops what is forgotten, else any key.
func (d *delays) makeRoom(now time.Time) {
	if d.keys == nil {
		d.keys = map[string]failures{}
	}
	if len(d.keys) < delayKeys {
		return
	}
	for key, f := range d.keys {
		if now.Sub(f.last) > delayForget {
			delete(d.keys, key)
		}
	}
	for key := range d.keys {
		if len(d.keys) < delayKeys {
			return
		}
		delete(d.keys, key)
	}
}
