package db_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
)

func TestHealthOfAGoodDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		fill(t, d)
		r := db.Health(context.Background(), d)
		if !r.Reachable || r.Engine != d.Engine || r.Version == "" || r.Size < 10_000 || len(r.Problems)+len(r.Pending) > 0 {
			t.Errorf("%+v", r)
		}
		if d.Engine == db.Postgres {
			// The tests' own server does not flush; the report must say so.
			if flushed := strings.Contains(r.Synchronous, "fsync = on"); r.Durable != flushed || r.Good() != flushed {
				t.Errorf("durable %v, good %v with %s", r.Durable, r.Good(), r.Synchronous)
			}
			if r.ClockAhead.Abs() > time.Minute {
				t.Errorf("the clock is %s ahead", r.ClockAhead)
			}
			return
		}
		if !r.Good() || !r.Durable || r.FreeDisk <= 0 || r.Folder == "" {
			t.Errorf("%+v", r)
		}
	})
}

func TestHealthTellsPendingMigrations(t *testing.T) {
	d := dbtest.Open(t, "sqlite:"+filepath.Join(t.TempDir(), "new.db"))
	if r := db.Health(context.Background(), d); len(r.Pending) == 0 || r.Good() {
		t.Errorf("%+v", r)
	}
}

func TestHealthOfAClosedDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		d.Close()
		if r := db.Health(context.Background(), d); r.Reachable || r.Good() || len(r.Problems) != 1 {
			t.Errorf("%+v", r)
		}
	})
}

func TestHealthFindsDanglingRows(t *testing.T) {
	address := dbtest.NewSQLite(t)
	raw, err := sql.Open("sqlite", strings.TrimPrefix(address, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(addFinding, "f", "no such source", 1.0); err != nil { // keys are off without the pragma
		t.Fatal(err)
	}
	r := db.Health(context.Background(), dbtest.Open(t, address))
	if r.Good() || len(r.Problems) != 1 || !strings.Contains(r.Problems[0], "finding") {
		t.Errorf("%+v", r)
	}
}

func TestHealthFindsADamagedFile(t *testing.T) {
	address := dbtest.NewSQLite(t)
	path := strings.TrimPrefix(address, "sqlite:")
	d := dbtest.Open(t, address)
	fill(t, d)
	d.Close() // the last to close writes the log into the file
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 4096 { // a page in the middle
		content[len(content)/2/4096*4096+i] = 0xa5
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	r := db.Health(context.Background(), dbtest.Open(t, address))
	if r.Good() || len(r.Problems) == 0 {
		t.Errorf("%+v", r)
	}
}

func TestHealthFindsWhatPostgresDoesNotTrust(t *testing.T) {
	d := dbtest.Open(t, dbtest.NewPostgres(t))
	exec(t, d, `ALTER TABLE document ADD CONSTRAINT later CHECK (id <> '') NOT VALID`)
	r := db.Health(context.Background(), d)
	if r.Good() || len(r.Problems) != 1 || !strings.Contains(r.Problems[0], "later") {
		t.Errorf("%+v", r)
	}
}
