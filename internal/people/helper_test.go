package people

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

const (
	kainuu  house.County = "20"
	soite   house.County = "18"
	goodKey              = "sinivuokko kukkii rannalla"
	newKey               = "tuulimylly jauhaa öisin"
)

// cheap keeps the tests fast; TestHash uses the real cost.
var cheap = cost{time: 1, kib: 64, lanes: 1}

// clock is a clock that a test moves.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time           { return time.UnixMicro(c.at.Load()).UTC() }
func (c *clock) forward(by time.Duration) { c.at.Add(by.Microseconds()) }

func newClock() *clock {
	c := &clock{}
	c.at.Store(time.Date(2026, 5, 4, 9, 30, 0, 0, time.UTC).UnixMicro())
	return c
}

func newTestService(t *testing.T, d *db.DB) (*Service, *clock) {
	t.Helper()
	h, err := newHasher(cheap)
	if err != nil {
		t.Fatal(err)
	}
	c := newClock()
	return &Service{d: d, now: c.now, ids: house.NewID, hasher: h}, c
}

// add makes a user whose name is the part of the e-mail before the @.
func add(t *testing.T, s *Service, name string, grants ...house.Grant) User {
	t.Helper()
	u, err := s.Add(context.Background(), house.System, NewUser{
		Email: name + "@alue.example", Name: name, Language: text.Fi, Password: goodKey, Grants: grants,
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func grant(county house.County, role house.Role) house.Grant {
	return house.Grant{County: county, Role: role}
}

// acts lists a county's audit acts, the newest first.
func acts(t *testing.T, d *db.DB, county house.County) []string {
	t.Helper()
	list, err := audit.List(context.Background(), d.Read(), county, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Act)
	}
	return names
}

// wantFault fails unless err is a fault with the key.
func wantFault(t *testing.T, err error, key string) {
	t.Helper()
	if err == nil {
		t.Errorf("no fault, want %s", key)
		return
	}
	for _, f := range Faults(err) {
		if f.Key == key {
			return
		}
	}
	t.Errorf("got %v (%s), want %s", err, fault.Of(err).Kind, key)
}
