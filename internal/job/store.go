package job

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// due says which jobs may be taken: those whose time has come, and those
// whose process has not renewed its lease. $1 is the moment.
const due = `((state = 'ready' AND run_at <= $1) OR (state = 'running' AND lease_until <= $1))`

// take leases at most limit jobs to this process, the longest due first.
func (q *Queue) take(ctx context.Context, limit int) ([]Job, error) {
	now := db.Stamp(q.now())
	if none, err := q.nothing(ctx, now); none || err != nil {
		return nil, err
	}
	// A row that another process is just taking is passed over. SQLite has
	// one writer, so nobody is.
	suffix := ""
	if q.db.Engine == db.Postgres {
		suffix = " FOR UPDATE SKIP LOCKED"
	}
	statement := `UPDATE job SET state = 'running', lease_until = $2, tries = tries + 1, progress = 0
WHERE id IN (SELECT id FROM job WHERE ` + due + ` AND kind IN (` + q.places(4) + `) ORDER BY run_at, id LIMIT $3` + suffix + `)
RETURNING id, county, kind, payload, run_at, tries`
	args := append([]any{now, db.Stamp(q.now().Add(q.lease)), limit}, q.kinds()...)
	var jobs []Job
	err := q.db.Do(ctx, func(tx *db.Tx) (err error) {
		jobs, err = scanJobs(ctx, tx, statement, args)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(jobs, func(a, b Job) int {
		return cmp.Or(a.RunAt.Compare(b.RunAt), strings.Compare(a.ID, b.ID))
	})
	return q.alive(ctx, jobs), nil
}

// nothing tells, by reading alone, that there is no job to take: an idle
// queue must not keep the writer busy.
func (q *Queue) nothing(ctx context.Context, now string) (bool, error) {
	if len(q.handlers) == 0 {
		return true, nil
	}
	var one int
	err := q.db.Read().QueryRowContext(ctx, `SELECT 1 FROM job WHERE `+due+` AND kind IN (`+q.places(2)+`) LIMIT 1`,
		append([]any{now}, q.kinds()...)...).Scan(&one)
	if db.NoRows(err) {
		return true, nil
	}
	return false, err
}

// kinds gives the kinds with a handler, in order.
func (q *Queue) kinds() []any {
	var list []any
	for _, kind := range slices.Sorted(maps.Keys(q.handlers)) {
		list = append(list, kind)
	}
	return list
}

// places writes the arguments' places for kinds: $4, $5, ...
func (q *Queue) places(first int) string {
	list := make([]string, len(q.handlers))
	for i := range list {
		list[i] = fmt.Sprintf("$%d", first+i)
	}
	return strings.Join(list, ", ")
}

func scanJobs(ctx context.Context, tx db.Queryer, statement string, args []any) ([]Job, error) {
	rows, err := tx.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var jobs []Job
	for rows.Next() {
		var j Job
		var county, payload, runAt string
		if err := rows.Scan(&j.ID, &county, &j.Kind, &payload, &runAt, &j.Try); err != nil {
			return nil, err
		}
		j.County, j.Payload, j.RunAt = house.County(county), json.RawMessage(payload), db.Moment(runAt)
		jobs = append(jobs, j)
	}
	return jobs, rows.Err()
}

// alive ends the jobs whose process died at every try, so that one job cannot
// take the server down for ever, and gives the others.
func (q *Queue) alive(ctx context.Context, jobs []Job) []Job {
	return slices.DeleteFunc(jobs, func(j Job) bool {
		if j.Try <= maxTries {
			return false
		}
		crashed := fault.New(fault.Internal, "job.crashed", "Tries", maxTries)
		q.tell(ctx, "end a crashing job", q.finish(ctx, j, Failed, writeFault(crashed)))
		return true
	})
}

// mine says that the job still is this process's: another that took it over
// counted one try more. $1 is the id, $2 the try.
const mine = ` WHERE id = $1 AND tries = $2 AND state = 'running'`

func (q *Queue) update(ctx context.Context, j Job, set string, args ...any) (still bool, err error) {
	err = q.db.Do(ctx, func(tx *db.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE job SET `+set+mine, append([]any{j.ID, j.Try}, args...)...)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		still = n == 1
		return err
	})
	return still, err
}

func (q *Queue) finish(ctx context.Context, j Job, state State, failed string) error {
	set := `state = $3, error = $4, finished_at = $5, lease_until = ''`
	if state == Done {
		set += `, progress = 100`
	}
	_, err := q.update(ctx, j, set, string(state), failed, db.Stamp(q.now()))
	return err
}

func (q *Queue) again(ctx context.Context, j Job, at time.Time, failed string) error {
	_, err := q.update(ctx, j, `state = 'ready', lease_until = '', run_at = $3, error = $4`, db.Stamp(at), failed)
	return err
}

// giveBack lets another process take the job at once; the try does not count.
func (q *Queue) giveBack(ctx context.Context, j Job) error {
	_, err := q.update(ctx, j, `state = 'ready', lease_until = '', tries = tries - 1`)
	return err
}

// turns adds the periodic jobs whose turn has come. The turn is in the id, so
// that it is added once by however many processes.
func (q *Queue) turns(ctx context.Context) error {
	for i, p := range q.every {
		turn := q.now().UTC().Truncate(p.period)
		if !turn.After(p.last) {
			continue
		}
		j := Job{ID: p.kind + "@" + turn.Format(time.RFC3339), County: house.AllCounties, Kind: p.kind}
		err := q.db.Do(ctx, func(tx *db.Tx) error {
			_, err := Add(ctx, tx, turn, j)
			return err
		})
		if err != nil {
			return err
		}
		q.every[i].last = turn
	}
	return nil
}

// sweep removes the jobs done long ago. Failed ones stay, to be looked at.
func (q *Queue) sweep(ctx context.Context) error {
	return q.db.Do(ctx, func(tx *db.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM job WHERE state = 'done' AND finished_at < $1`, db.Stamp(q.now().Add(-keepDone)))
		return err
	})
}

// report keeps one running job's lease and progress.
type report struct {
	queue *Queue
	job   Job
	lost  func() // stops the handler

	mu      sync.Mutex
	percent int
	written time.Time
}

// renew keeps the lease until ctx ends. When another process has the job, or
// the lease could not be renewed in time, the handler is stopped.
func (r *report) renew(ctx context.Context) {
	tick := time.NewTicker(r.queue.lease / 4)
	defer tick.Stop()
	until := time.Now().Add(r.queue.lease)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		still, err := r.hold(ctx)
		if err == nil {
			until = time.Now().Add(r.queue.lease)
		}
		if (err == nil && !still) || time.Now().After(until) {
			r.queue.log.WarnContext(ctx, "job lost its lease", "kind", r.job.Kind, "id", r.job.ID, "error", err)
			r.lost()
			return
		}
	}
}

func (r *report) hold(ctx context.Context) (bool, error) {
	return r.queue.update(ctx, r.job, `lease_until = $3`, db.Stamp(r.queue.now().Add(r.queue.lease)))
}

// progressPause is how often progress is written at most.
const progressPause = 400 * time.Millisecond

// progress writes how far the handler is: forward only, and not too often.
func (r *report) progress(percent int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	percent = min(max(percent, 0), 100)
	if percent <= r.percent || (time.Since(r.written) < progressPause && percent < 100) {
		return
	}
	r.percent, r.written = percent, time.Now()
	ctx := context.Background()
	still, err := r.queue.update(ctx, r.job, `progress = $3, lease_until = $4`, percent, db.Stamp(r.queue.now().Add(r.queue.lease)))
	r.queue.tell(ctx, "progress", err)
	if err == nil && !still {
		r.lost()
	}
}

func panicked(p any) error { return fmt.Errorf("panic: %v\n%s", p, debug.Stack()) }
