package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/katto-project/katto/internal/fault"
)

// maxGroup bounds how many acts share one commit.
const maxGroup = 256

// act is one Do, waiting for the writer.
type act struct {
	ctx  context.Context
	fn   func(*Tx) error
	tx   *Tx
	done chan error
}

// group is SQLite's one writer: it takes the acts that wait, runs each behind
// a savepoint of its own and commits them together, so that one flush to disk
// serves many people.
type group struct {
	db       *sql.DB
	acts     chan *act
	finished chan struct{}
	after    func() // called after each commit
	closing  sync.RWMutex
	closed   bool
}

var errClosed = errors.New("db: closed")

func startGroup(db *sql.DB, after func()) *group {
	g := &group{db: db, after: after, acts: make(chan *act, 4*maxGroup), finished: make(chan struct{})}
	go g.run()
	return g
}

func (g *group) stop() {
	g.closing.Lock()
	if !g.closed {
		g.closed = true
		close(g.acts)
	}
	g.closing.Unlock()
	<-g.finished
}

func (g *group) do(ctx context.Context, fn func(*Tx) error) error {
	a := &act{ctx: ctx, fn: fn, done: make(chan error, 1)}
	if err := g.queue(a); err != nil {
		return err
	}
	// Not ctx.Done: once queued the act may commit, and the caller must be
	// told what really happened. An act whose ctx has ended is not begun.
	return <-a.done
}

func (g *group) queue(a *act) error {
	g.closing.RLock()
	defer g.closing.RUnlock()
	if g.closed {
		return fault.New(fault.Unavailable, "db.closing").Because(errClosed)
	}
	select {
	case g.acts <- a:
		return nil
	case <-a.ctx.Done():
		return a.ctx.Err()
	}
}

func (g *group) run() {
	defer close(g.finished)
	for first := range g.acts {
		g.commit(g.gather(first))
	}
}

// gather takes what waits already; it never waits for more, so a lone act is
// not slowed down.
func (g *group) gather(first *act) []*act {
	batch := []*act{first}
	for len(batch) < maxGroup {
		select {
		case a, open := <-g.acts:
			if !open {
				return batch
			}
			batch = append(batch, a)
		default:
			return batch
		}
	}
	return batch
}

func (g *group) commit(batch []*act) {
	raw, err := g.db.BeginTx(context.Background(), nil)
	if err != nil {
		fail(batch, fmt.Errorf("db: begin: %w", err))
		return
	}
	var good []*act
	for i, a := range batch {
		if a.ctx.Err() != nil {
			a.done <- a.ctx.Err()
			continue
		}
		refused, broken := step(raw, a)
		switch {
		case broken != nil: // the engine ended the whole transaction: nobody's act stands
			raw.Rollback() //nolint:errcheck // it is gone already
			fail(append(append(good, a), batch[i+1:]...), broken)
			return
		case refused != nil:
			a.done <- refused
		default:
			good = append(good, a)
		}
	}
	if err := raw.Commit(); err != nil {
		raw.Rollback() //nolint:errcheck // the commit's error is the one to tell
		fail(good, fmt.Errorf("db: commit: %w", err))
		return
	}
	g.after()
	for _, a := range good {
		for _, f := range a.tx.after {
			f()
		}
		a.done <- nil
	}
}

// step runs one act behind its savepoint. refused is the act's own error,
// after which the others go on; broken means the transaction is lost.
func step(raw *sql.Tx, a *act) (refused, broken error) {
	if _, err := raw.Exec("SAVEPOINT act"); err != nil {
		return nil, fmt.Errorf("db: savepoint: %w", err)
	}
	a.tx = &Tx{Queryer: steady{raw}}
	if refused = guard(a.fn, a.tx); refused != nil {
		if _, err := raw.Exec("ROLLBACK TO act"); err != nil {
			return nil, fmt.Errorf("db: undo of an act (%w): %w", refused, err)
		}
	}
	if _, err := raw.Exec("RELEASE act"); err != nil {
		return nil, fmt.Errorf("db: release: %w", err)
	}
	return refused, nil
}

func fail(acts []*act, err error) {
	for _, a := range acts {
		a.done <- fault.New(fault.Unavailable, "db.unavailable", "Where", "sqlite").Because(err)
	}
}

// steady runs statements to their end: SQLite answers an interrupted
// statement by rolling back the whole transaction, other people's acts too.
type steady struct{ tx *sql.Tx }

func (s steady) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return s.tx.ExecContext(context.WithoutCancel(ctx), q, args...)
}

func (s steady) PrepareContext(ctx context.Context, q string) (*sql.Stmt, error) {
	return s.tx.PrepareContext(context.WithoutCancel(ctx), q)
}

func (s steady) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return s.tx.QueryContext(context.WithoutCancel(ctx), q, args...)
}

func (s steady) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	return s.tx.QueryRowContext(context.WithoutCancel(ctx), q, args...)
}
