package web

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/katto-project/katto/internal/house"
)

// A client may post this often; a whole office may stand behind one address.
const (
	openEvery  = 6 * time.Second // sign-in and other open forms, after openBurst at once
	openBurst  = 10
	staffEvery = time.Second / 4 // saved drags and autosaves are posts too
	staffBurst = 120

	limitEntries = 20_000           // addresses remembered
	limitTTL     = 15 * time.Minute // longer than any burst needs to fill again
)

type limitKey struct {
	address netip.Addr
	access  Access
}

type limitEntry struct {
	limiter *rate.Limiter
	seen    time.Time
}

// limits counts posts per client address, for a bounded number of addresses.
type limits struct {
	sync.Mutex
	now     house.Clock
	entries map[limitKey]*limitEntry
	swept   time.Time
}

func newLimits(now house.Clock) *limits {
	return &limits{now: now, entries: map[limitKey]*limitEntry{}}
}

// take counts one post. It returns how long the client has to wait, 0 to go on.
func (l *limits) take(address netip.Addr, access Access) time.Duration {
	now := l.now()
	l.Lock()
	defer l.Unlock()
	l.sweep(now)
	key := limitKey{address, access}
	entry := l.entries[key]
	if entry == nil {
		entry = &limitEntry{limiter: newLimiter(access)}
		l.entries[key] = entry
	}
	entry.seen = now
	reservation := entry.limiter.ReserveN(now, 1)
	if wait := reservation.DelayFrom(now); wait > 0 {
		reservation.CancelAt(now)
		return wait
	}
	return 0
}

func newLimiter(access Access) *rate.Limiter {
	if access == Staff {
		return rate.NewLimiter(rate.Every(staffEvery), staffBurst)
	}
	return rate.NewLimiter(rate.Every(openEvery), openBurst)
}

// sweep forgets addresses not seen for a while; when there are still too many
// it forgets them all, which lets everybody start again and keeps the memory.
func (l *limits) sweep(now time.Time) {
	full := len(l.entries) >= limitEntries
	if !full && now.Sub(l.swept) < time.Minute {
		return
	}
	l.swept = now
	for key, entry := range l.entries {
		if now.Sub(entry.seen) > limitTTL {
			delete(l.entries, key)
		}
	}
	if len(l.entries) >= limitEntries {
		clear(l.entries)
	}
}
