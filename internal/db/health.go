package db

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Report is how the database is. Numbers that do not apply to the engine, or
// could not be had, are -1 and the reason is in Problems where it matters.
type Report struct {
	Engine      Engine
	Reachable   bool
	Version     string        // of the engine
	Folder      string        // SQLite: where the file is
	Size        int64         // bytes of the whole database
	FreeDisk    int64         // SQLite: bytes this process may still write in Folder
	Durable     bool          // an act that was answered survives a power cut
	Synchronous string        // the setting that says so, "synchronous = 2"
	ClockAhead  time.Duration // PostgreSQL: how far its clock is before ours; 0 on SQLite
	Pending     []string      // migrations not applied
	Problems    []string      // what the engine says of broken data, in its own words
}

// Good tells whether nothing is wrong with the data and its settings. Free
// disk is for the caller to judge.
func (r Report) Good() bool {
	return r.Reachable && r.Durable && len(r.Pending) == 0 && len(r.Problems) == 0
}

// clockProblem is how far two clocks may be apart before leases and the order
// of moments suffer.
const clockProblem = 5 * time.Second

// maxProblems bounds the list of a badly broken database.
const maxProblems = 20

// Health looks the database over for katto doctor. It reads all of SQLite's
// file, so it can take a while. What could not be found out is a problem in
// the report, not an error.
func Health(ctx context.Context, d *DB) Report {
	r := Report{Engine: d.Engine, Size: -1, FreeDisk: -1}
	if err := d.Ping(ctx); err != nil {
		r.Problems = append(r.Problems, err.Error())
		return r
	}
	r.Reachable = true
	r.note("migrations", r.migrations(ctx, d))
	if d.Engine == Postgres {
		r.postgres(ctx, d)
	} else {
		r.sqlite(ctx, d)
	}
	if len(r.Problems) > maxProblems {
		r.Problems = append(r.Problems[:maxProblems], fmt.Sprintf("and %d more", len(r.Problems)-maxProblems))
	}
	return r
}

func (r *Report) note(what string, err error) {
	if err != nil {
		r.Problems = append(r.Problems, what+": "+err.Error())
	}
}

func (r *Report) migrations(ctx context.Context, d *DB) error {
	list, err := Migrations(ctx, d)
	for _, m := range list {
		if !m.Applied {
			r.Pending = append(r.Pending, m.Name)
		}
	}
	return err
}

func (r *Report) sqlite(ctx context.Context, d *DB) {
	read := d.read
	r.note("version", read.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&r.Version))
	synchronous, err := d.Setting(ctx, "synchronous")
	r.note("synchronous", err)
	r.Synchronous = "synchronous = " + synchronous
	r.Durable = synchronous == "2" || synchronous == "3"
	r.note("integrity", r.quickCheck(ctx, d))
	r.note("foreign keys", r.foreignKeys(ctx, d))
	var file string
	r.note("file", read.QueryRowContext(ctx, `SELECT file FROM pragma_database_list WHERE name = 'main'`).Scan(&file))
	r.note("file", r.file(file))
}

func (r *Report) quickCheck(ctx context.Context, d *DB) error {
	found, err := pairs(ctx, d.read, `PRAGMA quick_check(20)`, 1)
	for _, f := range found {
		if f[0] != "ok" {
			r.Problems = append(r.Problems, "integrity: "+f[0])
		}
	}
	return err
}

func (r *Report) foreignKeys(ctx context.Context, d *DB) error {
	found, err := pairs(ctx, d.read, `SELECT "table", parent FROM pragma_foreign_key_check LIMIT 20`, 2)
	for _, f := range found {
		r.Problems = append(r.Problems, fmt.Sprintf("foreign keys: a row of %s points at a row of %s that is not there", f[0], f[1]))
	}
	return err
}

// file measures the database with its log, and the disk it is on.
func (r *Report) file(path string) error {
	r.Folder, r.Size = filepath.Dir(path), 0
	for _, part := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(part)
		if err == nil {
			r.Size += info.Size()
		} else if part == path {
			return err
		}
	}
	free, err := freeDisk(r.Folder)
	r.FreeDisk = free
	return err
}

func (r *Report) postgres(ctx context.Context, d *DB) {
	r.note("version", d.read.QueryRowContext(ctx, `SHOW server_version`).Scan(&r.Version))
	r.note("size", d.read.QueryRowContext(ctx, `SELECT pg_database_size(current_database())`).Scan(&r.Size))
	committed, err := d.Setting(ctx, "synchronous_commit")
	r.note("synchronous_commit", err)
	flushed, err := d.Setting(ctx, "fsync")
	r.note("fsync", err)
	r.Synchronous = "synchronous_commit = " + committed + ", fsync = " + flushed
	r.Durable = committed != "off" && flushed == "on"
	r.note("indexes and keys", r.invalid(ctx, d))
	r.note("clock", r.clock(ctx, d))
}

// invalid lists the indexes and keys that PostgreSQL has but does not trust.
func (r *Report) invalid(ctx context.Context, d *DB) error {
	found, err := pairs(ctx, d.read, `SELECT 'index', c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE NOT i.indisvalid AND c.relnamespace = CAST(current_schema() AS regnamespace)
UNION ALL SELECT 'key', conname FROM pg_constraint
WHERE NOT convalidated AND connamespace = CAST(current_schema() AS regnamespace) ORDER BY 1, 2`, 2)
	for _, f := range found {
		r.Problems = append(r.Problems, f[0]+" "+f[1]+" is not valid")
	}
	return err
}

// clock compares the server's clock with ours at the middle of the question.
func (r *Report) clock(ctx context.Context, d *DB) error {
	asked := time.Now()
	var theirs time.Time
	if err := d.read.QueryRowContext(ctx, `SELECT clock_timestamp()`).Scan(&theirs); err != nil {
		return err
	}
	took := time.Since(asked)
	r.ClockAhead = theirs.Sub(asked.Add(took / 2)).Round(time.Millisecond)
	if r.ClockAhead.Abs() > clockProblem+took {
		return fmt.Errorf("the database server's clock is %s ahead of this machine's", r.ClockAhead)
	}
	return nil
}
