package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/katto-project/katto/internal/fault"
)

// Tx is one act's transaction.
type Tx struct {
	Queryer
	after []func()
}

// After runs fn once the act is durable, and not at all if it fails.
func (t *Tx) After(fn func()) { t.after = append(t.after, fn) }

// Do runs one act in a transaction and returns when it is durable. fn must
// not keep what it learned if it is called again: an act is tried again when
// the engine could not serialize it. An error from fn undoes the whole act
// and comes back as it is. On SQLite acts share a commit, each behind its own
// savepoint, so fn must be short and must not call Do.
func (d *DB) Do(ctx context.Context, fn func(*Tx) error) error {
	if d.group != nil {
		return d.group.do(ctx, fn)
	}
	for try := 1; ; try++ {
		err := d.once(ctx, fn)
		if err == nil || try == maxTries || !IsSerialization(err) {
			return err
		}
		pause := time.Duration(1+rand.IntN(1<<min(try, 7))) * time.Millisecond
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// maxTries bounds how often a serialization failure is tried again; with the
// pauses between them that is about a second.
const maxTries = 12

func (d *DB) once(ctx context.Context, fn func(*Tx) error) (err error) {
	raw, err := d.write.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return fmt.Errorf("db: begin: %w", err)
	}
	defer raw.Rollback() //nolint:errcheck // after a commit it does nothing
	tx := &Tx{Queryer: raw}
	if err := fn(tx); err != nil {
		return err
	}
	if err := raw.Commit(); err != nil {
		return fmt.Errorf("db: commit: %w", err)
	}
	d.afterCommit()
	for _, f := range tx.after {
		f()
	}
	return nil
}

// guard runs an act and turns a panic into an error, so that one act cannot
// take the writer down with it.
func guard(fn func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "web.internal").Because(fmt.Errorf("panic in an act: %v", p))
		}
	}()
	return fn(tx)
}

// NoRows tells whether the error says that nothing was found.
func NoRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }
