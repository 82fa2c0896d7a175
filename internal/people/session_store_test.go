package people

import (
	"context"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
)

func TestSessionStore(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		clock := newClock()
		s := NewSessionStore(d, clock.now)
		want := func(token, data string) {
			t.Helper()
			got, found, err := s.Find(token)
			if err != nil || found != (data != "") || string(got) != data {
				t.Errorf("%s: %q, %t, %v; want %q", token, got, found, err, data)
			}
		}
		commit := func(token, data string, lifetime time.Duration) {
			t.Helper()
			if err := s.Commit(token, []byte(data), clock.now().Add(lifetime)); err != nil {
				t.Fatal(err)
			}
		}
		want("a", "")
		commit("a", "first\x00", time.Hour)
		commit("b", "other", 2*time.Hour)
		commit("a", "second\xff", time.Hour)
		want("a", "second\xff")
		want("b", "other")
		if err := s.Delete("nobody"); err != nil {
			t.Error(err)
		}

		clock.forward(time.Hour)
		want("a", "")
		if n, err := s.Sweep(ctx); n != 1 || err != nil {
			t.Errorf("swept %d, %v; want the one that expired", n, err)
		}
		want("b", "other")
		if err := s.DeleteCtx(ctx, "b"); err != nil {
			t.Fatal(err)
		}
		want("b", "")
	})
}

func TestSessionTokenIsNotStored(t *testing.T) {
	d := dbtest.SQLite(t)
	clock := newClock()
	if err := NewSessionStore(d, clock.now).Commit("token", []byte("data"), clock.now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	var hash string
	if err := d.Read().QueryRowContext(context.Background(), "SELECT token_hash FROM session").Scan(&hash); err != nil {
		t.Fatal(err)
	}
	// sha256("token"), from coreutils
	if hash != "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0" {
		t.Errorf("stored as %q", hash)
	}
}

func TestDamagedSessionIsNoSession(t *testing.T) {
	ctx := context.Background()
	d := dbtest.SQLite(t)
	clock := newClock()
	err := d.Do(ctx, func(tx *db.Tx) error {
		return putSession(ctx, tx, hashToken("token"), "not base64!", clock.now().Add(time.Hour))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, found, err := NewSessionStore(d, clock.now).Find("token"); found || err != nil {
		t.Errorf("found %t, %v", found, err)
	}
}
