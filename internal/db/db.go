// Package db is the one door to both databases: SQLite in the same process
// and PostgreSQL over the wire. It opens them, runs transactions, knows their
// error codes and migrates them. It holds no table of a room's own.
//
// On SQLite one writer commits many acts together (see group.go); on
// PostgreSQL every act is a serializable transaction that is tried again when
// the engine asks for it. Either way Do returns only when the act is durable.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // registers "sqlite"

	"github.com/katto-project/katto/internal/fault"
)

// Engine names the kind of database.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Queryer is what reads and statements need; sqlc's code takes it.
type Queryer interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	PrepareContext(context.Context, string) (*sql.Stmt, error)
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// DB is an open database. It is safe for many goroutines.
type DB struct {
	Engine Engine
	read   *sql.DB
	write  *sql.DB // the same pool as read on PostgreSQL
	group  *group  // nil on PostgreSQL

	committed atomic.Pointer[func()]
}

// OnCommit has fn called after every commit of this process, before Do
// returns. fn must be quick and must not call Do.
func (d *DB) OnCommit(fn func()) { d.committed.Store(&fn) }

func (d *DB) afterCommit() {
	if fn := d.committed.Load(); fn != nil {
		(*fn)()
	}
}

// Open opens "sqlite:PATH" (the file is made when missing) or
// "postgres://...". It does not migrate.
func Open(ctx context.Context, address string) (*DB, error) {
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok && path != "" {
		return openSQLite(ctx, path)
	}
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return openPostgres(ctx, address)
	}
	return nil, fault.New(fault.Invalid, "db.badAddress", "Address", redact(address))
}

func openSQLite(ctx context.Context, path string) (*DB, error) {
	write, err := sql.Open("sqlite", sqliteDSN(path, "_txlock=immediate"))
	if err != nil {
		return nil, unavailable(err, path)
	}
	write.SetMaxOpenConns(1)
	if err := write.PingContext(ctx); err != nil {
		write.Close()
		return nil, unavailable(err, path)
	}
	read, err := sql.Open("sqlite", sqliteDSN(path, "_pragma=query_only(1)"))
	if err != nil {
		write.Close()
		return nil, unavailable(err, path)
	}
	read.SetMaxOpenConns(8)
	read.SetMaxIdleConns(8)
	d := &DB{Engine: SQLite, read: read, write: write}
	d.group = startGroup(write, d.afterCommit)
	return d, nil
}

// sqliteDSN carries the pragmas, so that every connection of the pool has
// them: a pragma by Exec would reach one connection only.
func sqliteDSN(path, extra string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=cache_size(-8000)&" + extra
}

func openPostgres(ctx context.Context, address string) (*DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		cause := errors.New(redact(err.Error())) // it quotes the address
		return nil, fault.New(fault.Invalid, "db.badAddress", "Address", redact(address)).Because(cause)
	}
	config.RuntimeParams["synchronous_commit"] = "on"
	config.RuntimeParams["timezone"] = "UTC"
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "katto"
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(16)
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return nil, unavailable(err, redact(address))
	}
	return &DB{Engine: Postgres, read: pool, write: pool}, nil
}

// Close waits for the acts under way and closes.
func (d *DB) Close() error {
	if d.group != nil {
		d.group.stop()
		d.write.Close()
	}
	return d.read.Close()
}

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.read.PingContext(ctx) }

// Read is for single reads, outside any transaction.
func (d *DB) Read() Queryer { return d.read }

// View runs fn on one unchanging picture of the data. It cannot write.
func (d *DB) View(ctx context.Context, fn func(Queryer) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if d.Engine == Postgres {
		options.Isolation = sql.LevelRepeatableRead
	}
	tx, err := d.read.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("db: begin view: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	return fn(tx)
}

// Setting reads an engine's setting back (synchronous, synchronous_commit,
// foreign_keys) from a connection that writes.
func (d *DB) Setting(ctx context.Context, name string) (string, error) {
	for _, r := range name {
		if (r < 'a' || r > 'z') && r != '_' {
			return "", fmt.Errorf("db: no setting %q", name)
		}
	}
	statement := "PRAGMA " + name
	if d.Engine == Postgres {
		statement = "SHOW " + name
	}
	var value string
	err := d.write.QueryRowContext(ctx, statement).Scan(&value)
	return value, err
}

var (
	userPassword  = regexp.MustCompile(`(://[^:/@]*:).*@`)
	queryPassword = regexp.MustCompile(`(password=)[^&\s]*`)
)

// redact hides the password of an address for errors and logs, also of one
// that cannot be read.
func redact(address string) string {
	return queryPassword.ReplaceAllString(userPassword.ReplaceAllString(address, "${1}xxxxx@"), "${1}xxxxx")
}

func unavailable(err error, where string) error {
	return fault.New(fault.Unavailable, "db.unavailable", "Where", where).Because(err)
}
