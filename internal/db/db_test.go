package db_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
)

const insert = `INSERT INTO session (token_hash, data, expires_at) VALUES ($1, $2, $3)`

func count(t *testing.T, d *db.DB) int {
	t.Helper()
	var n int
	if err := d.Read().QueryRowContext(context.Background(), `SELECT count(*) FROM session`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDurabilitySettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		want := map[string]string{"synchronous": "2", "foreign_keys": "1", "journal_mode": "wal"}
		if d.Engine == db.Postgres {
			want = map[string]string{"synchronous_commit": "on"}
		}
		for name, value := range want {
			got, err := d.Setting(context.Background(), name)
			if err != nil || got != value {
				t.Errorf("%s = %q, %v; want %q", name, got, err, value)
			}
		}
	})
}

func TestAnActThatFailsTakesNoOtherWithIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		refused := errors.New("refused")
		var wg sync.WaitGroup
		results := make([]error, 90)
		for i := range results {
			wg.Go(func() {
				results[i] = d.Do(context.Background(), func(tx *db.Tx) error {
					if _, err := tx.ExecContext(context.Background(), insert, fmt.Sprint(i), "x", "y"); err != nil {
						return err
					}
					switch i % 3 {
					case 1:
						return refused
					case 2:
						_, err := tx.ExecContext(context.Background(), insert, fmt.Sprint(i), "again", "y")
						return err
					}
					return nil
				})
			})
		}
		wg.Wait()
		for i, err := range results {
			switch i % 3 {
			case 0:
				if err != nil {
					t.Errorf("act %d: %v", i, err)
				}
			case 1:
				if !errors.Is(err, refused) {
					t.Errorf("act %d: %v, want its own refusal", i, err)
				}
			case 2:
				if !db.IsUnique(err) {
					t.Errorf("act %d: %v, want a unique key error", i, err)
				}
			}
		}
		if n := count(t, d); n != 30 {
			t.Errorf("%d rows, want the 30 of the acts that succeeded", n)
		}
	})
}

func TestPanicInAnActIsAnInternalFault(t *testing.T) {
	d := dbtest.SQLite(t)
	err := d.Do(context.Background(), func(*db.Tx) error { panic("oops") })
	if !fault.Is(err, fault.Internal) {
		t.Fatalf("got %v", err)
	}
	if err := d.Do(context.Background(), func(*db.Tx) error { return nil }); err != nil {
		t.Fatalf("the writer did not survive: %v", err)
	}
}

func TestAfterRunsOnlyWhenDurable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := 0
		act := func(err error) func(*db.Tx) error {
			return func(tx *db.Tx) error {
				tx.After(func() { ran++ })
				return err
			}
		}
		if err := d.Do(context.Background(), act(nil)); err != nil {
			t.Fatal(err)
		}
		if err := d.Do(context.Background(), act(errors.New("no"))); err == nil {
			t.Fatal("want the error")
		}
		if ran != 1 {
			t.Errorf("After ran %d times, want 1", ran)
		}
	})
}

func TestEndedContextDoesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		err := d.Do(ctx, func(tx *db.Tx) error {
			_, err := tx.ExecContext(ctx, insert, "a", "b", "c")
			return err
		})
		if err == nil || count(t, d) != 0 {
			t.Fatalf("err %v, rows %d", err, count(t, d))
		}
	})
}

// Counting and inserting in one act would break without serializable
// isolation or its retries: two would see the same count.
func TestConcurrentActsAreSerializable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var wg sync.WaitGroup
		errs := make(chan error, 8)
		for range 8 {
			wg.Go(func() {
				errs <- d.Do(context.Background(), func(tx *db.Tx) error {
					var n int
					if err := tx.QueryRowContext(context.Background(), `SELECT count(*) FROM session`).Scan(&n); err != nil {
						return err
					}
					_, err := tx.ExecContext(context.Background(), insert, fmt.Sprintf("n%d", n), "x", "y")
					return err
				})
			})
		}
		wg.Wait()
		close(errs)
		for err := range errs {
			if err != nil {
				t.Error(err)
			}
		}
		if n := count(t, d); n != 8 {
			t.Errorf("%d rows, want 8", n)
		}
	})
}

func TestViewCannotWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.View(context.Background(), func(q db.Queryer) error {
			_, err := q.ExecContext(context.Background(), insert, "a", "b", "c")
			return err
		})
		if err == nil {
			t.Fatal("a view wrote")
		}
	})
}

func TestMigrations(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := db.Migrate(context.Background(), d, func(name string) { t.Errorf("%s applied twice", name) }); err != nil {
			t.Fatal(err)
		}
		list, err := db.Migrations(context.Background(), d)
		if err != nil || len(list) == 0 {
			t.Fatalf("%v, %v", list, err)
		}
		for _, m := range list {
			if !m.Applied {
				t.Errorf("%s is not applied", m.Name)
			}
		}
	})
}

func TestStamp(t *testing.T) {
	moment := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC)
	if s := db.Stamp(moment); s != "2026-01-02T03:04:05.000006Z" || !db.Moment(s).Equal(moment) {
		t.Errorf("got %s", s)
	}
	if !db.Moment("").IsZero() {
		t.Error("an empty stamp is the zero time")
	}
}

func TestBadAddressHidesThePassword(t *testing.T) {
	for _, address := range []string{
		"mysql://a:secret@host/x",
		"postgres://a:secret@host:port/x",
		"postgres://a:se@cret@host:port/x",
		"postgres://a:secret@127.0.0.1:1/x?connect_timeout=1",
		"postgres://127.0.0.1:1/x?user=a&password=secret&connect_timeout=1",
	} {
		_, err := db.Open(context.Background(), address)
		if err == nil {
			t.Fatalf("opened %s", address)
		}
		if s := err.Error(); !strings.Contains(s, "xxxxx") || strings.Contains(s, "cret") {
			t.Errorf("the password is in %q", s)
		}
	}
}
