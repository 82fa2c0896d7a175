// Package job is the durable queue and clock: work that is too long for a
// page, must outlive a crash, or is due at a time. A job is a row of the
// table job, added in the same transaction as the act that needs it, and run
// at least once by one of the processes that serve the database.
//
// Handlers must bear running twice: a process can die after the work and
// before it is marked done. A handler whose context ends must stop; another
// process may have taken its job.
package job

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

//go:embed text.json
var texts []byte

var _ = text.Register(texts)

// Job is one piece of work.
type Job struct {
	ID      string       // given by Add when empty
	County  house.County // whose work it is; house.AllCounties for everybody's
	Kind    string       // chooses the handler, "intake.read"
	Payload any          // kept as JSON; a handler gets json.RawMessage, see Decode
	RunAt   time.Time    // not before this; the zero time means at once
	Try     int          // in a handler: 1 the first time
}

// Decode reads the payload into the value v points at.
func (j Job) Decode(v any) error {
	raw, ok := j.Payload.(json.RawMessage)
	if !ok {
		return fmt.Errorf("job: %s was not read from the queue", j.Kind)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("job: payload of %s %s: %w", j.Kind, j.ID, err)
	}
	return nil
}

// State is where a job is.
type State string

// The states. A job that is to be tried again is Ready.
const (
	Ready   State = "ready"
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
)

// Status is what can be told of a job.
type Status struct {
	ID         string
	County     house.County
	Kind       string
	State      State
	Progress   int // percent
	Tries      int
	Fault      *fault.Error // why the last try failed; nil if none did. It has no Cause
	RunAt      time.Time
	CreatedAt  time.Time
	FinishedAt time.Time // zero until Done or Failed
}

// Ended tells whether the job will not run any more.
func (s Status) Ended() bool { return s.State == Done || s.State == Failed }

// Add puts a job in the queue in an act's transaction and gives its id. A job
// whose ID is there already is left as it is. The local queue finds it at its
// next look, within half a second; Queue.Add makes it look at once.
func Add(ctx context.Context, tx db.Queryer, now time.Time, j Job) (id string, err error) {
	payload, err := json.Marshal(j.Payload)
	if err != nil {
		return "", fmt.Errorf("job: payload of %s: %w", j.Kind, err)
	}
	if j.ID == "" {
		j.ID = house.NewID()
	}
	if j.RunAt.IsZero() {
		j.RunAt = now
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO job (id, county, kind, payload, state, run_at, lease_until, tries, progress, error, created_at, finished_at)
VALUES ($1, $2, $3, $4, 'ready', $5, '', 0, 0, '', $6, '') ON CONFLICT (id) DO NOTHING`,
		j.ID, string(j.County), j.Kind, string(payload), db.Stamp(j.RunAt), db.Stamp(now))
	if err != nil {
		return "", fmt.Errorf("job: add %s: %w", j.Kind, err)
	}
	return j.ID, nil
}

// status reads one job's row.
func status(ctx context.Context, q db.Queryer, id string) (Status, error) {
	s := Status{ID: id}
	var county, state, failed, runAt, createdAt, finishedAt string
	err := q.QueryRowContext(ctx, `SELECT county, kind, state, progress, tries, error, run_at, created_at, finished_at FROM job WHERE id = $1`, id).
		Scan(&county, &s.Kind, &state, &s.Progress, &s.Tries, &failed, &runAt, &createdAt, &finishedAt)
	if db.NoRows(err) {
		return Status{}, fault.New(fault.NotFound, "job.notFound")
	}
	if err != nil {
		return Status{}, fmt.Errorf("job: status: %w", err)
	}
	s.County, s.State = house.County(county), State(state)
	s.RunAt, s.CreatedAt, s.FinishedAt = db.Moment(runAt), db.Moment(createdAt), db.Moment(finishedAt)
	s.Fault, err = readFault(failed)
	return s, err
}

// kept is a fault as the column error holds it: what a person may read, not
// the cause, which goes to the log.
type kept struct {
	Kind  fault.Kind     `json:"kind"`
	Key   string         `json:"key"`
	Field string         `json:"field,omitempty"`
	Args  map[string]any `json:"args,omitempty"`
}

func writeFault(err error) string {
	f := fault.Of(err)
	out, err := json.Marshal(kept{f.Kind, f.Key, f.Field, f.Args})
	if err != nil { // an argument that JSON cannot hold
		out, _ = json.Marshal(kept{Kind: f.Kind, Key: f.Key, Field: f.Field})
	}
	return string(out)
}

func readFault(s string) (*fault.Error, error) {
	if s == "" {
		return nil, nil
	}
	var k kept
	decoder := json.NewDecoder(bytes.NewBufferString(s))
	decoder.UseNumber()
	if err := decoder.Decode(&k); err != nil {
		return nil, fmt.Errorf("job: kept fault: %w", err)
	}
	for name, v := range k.Args {
		// Plural forms are chosen by whole numbers, so they must stay whole.
		if n, ok := v.(json.Number); ok {
			k.Args[name] = number(n)
		}
	}
	return &fault.Error{Kind: k.Kind, Key: k.Key, Field: k.Field, Args: k.Args}, nil
}

func number(n json.Number) any {
	if i, err := n.Int64(); err == nil {
		return i
	}
	return n.String()
}

// hopeless tells whether trying again cannot help: what was asked does not
// hold, and will not in a minute either.
func hopeless(err error) bool {
	var f *fault.Error
	if !errors.As(err, &f) {
		return false
	}
	switch f.Kind {
	case fault.Invalid, fault.NotFound, fault.Denied, fault.TooLarge:
		return true
	default:
		return false
	}
}
