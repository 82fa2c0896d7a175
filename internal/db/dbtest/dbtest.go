// Package dbtest gives tests a migrated database of their own on each engine.
//
//	dbtest.Each(t, func(t *testing.T, d *db.DB) { ... })
//
// runs the test on SQLite and on PostgreSQL. PostgreSQL comes from
// KATTO_TEST_POSTGRES when the test run started one for all packages, else
// from a server of this process's own. Nothing skips: without a PostgreSQL
// installed the test fails and says what to install.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"

	"github.com/katto-project/katto/internal/db"
)

// Each runs test on both engines, each with an empty migrated database.
func Each(t *testing.T, test func(*testing.T, *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, NewSQLite(t))) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, NewPostgres(t))) })
}

// SQLite gives one migrated SQLite database, for tests of what does not
// depend on the engine.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, NewSQLite(t))
}

// Open opens the address until the test ends.
func Open(t testing.TB, address string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// NewSQLite makes a migrated SQLite file and gives its address.
func NewSQLite(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "katto.db")
	if err := copySQLite(path); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// lite is a migrated file, made once a process and copied for each test.
var lite = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "katto-lite-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // temporary
	path := filepath.Join(dir, "katto.db")
	d, err := db.Open(context.Background(), "sqlite:"+path)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(context.Background(), d, nil); err != nil {
		return nil, err
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func copySQLite(path string) error {
	content, err := lite()
	if err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}

// NewPostgres makes a migrated PostgreSQL database and gives its address; it
// is dropped when the test ends.
func NewPostgres(t testing.TB) string {
	t.Helper()
	server, err := server()
	if err != nil {
		t.Fatal(err)
	}
	template, err := templateDatabase()
	if err != nil {
		t.Fatal(err)
	}
	name := "t_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	if err := admin(server.URL, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { admin(server.URL, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") }) //nolint:errcheck // the server goes soon anyway
	return database(server.URL, name)
}

// server is held for the life of the process: it ends when its lease is let
// go, by the garbage collector too.
var server = sync.OnceValues(func() (*Server, error) {
	if address := os.Getenv("KATTO_TEST_POSTGRES"); address != "" {
		return &Server{URL: address}, nil
	}
	return StartPostgres(context.Background())
})

// templateDatabase is migrated once a process.
var templateDatabase = sync.OnceValues(func() (string, error) {
	base, err := server()
	if err != nil {
		return "", err
	}
	name := "template_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	if err := admin(base.URL, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	d, err := db.Open(context.Background(), database(base.URL, name))
	if err != nil {
		return "", err
	}
	defer d.Close() //nolint:errcheck // migrated or not
	return name, db.Migrate(context.Background(), d, nil)
})

func admin(address, statement string) error {
	d, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // one statement
	if _, err := d.Exec(statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

func try(ctx context.Context, address string) error {
	d, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.PingContext(ctx)
}

func database(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // our own address
	}
	u.Path = "/" + name
	return u.String()
}
