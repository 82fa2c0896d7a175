package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// clock is a time that tests move.
type clock struct{ atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.Store(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).UnixNano())
	return c
}
func (c *clock) now() time.Time          { return time.Unix(0, c.Load()).UTC() }
func (c *clock) forward(d time.Duration) { c.Add(int64(d)) }

// start runs the queue until the test ends, or until the function it gives
// is called.
func start(t *testing.T, q *Queue) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- q.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func add(t *testing.T, d *db.DB, now time.Time, j Job) string {
	t.Helper()
	var id string
	err := d.Do(context.Background(), func(tx *db.Tx) (err error) {
		id, err = Add(context.Background(), tx, now, j)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// await polls the job's status until ok holds of it, for ten seconds at most.
func await(t *testing.T, q *Queue, id string, ok func(Status) bool) Status {
	t.Helper()
	var s Status
	for range 1000 {
		var err error
		if s, err = q.Status(context.Background(), id); err != nil {
			t.Fatal(err)
		}
		if ok(s) {
			return s
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("the job stays %+v", s)
	return s
}

func in(state State) func(Status) bool { return func(s Status) bool { return s.State == state } }

func TestRunsAndTellsProgress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newClock()
		q := New(d, c.now, quiet())
		type order struct{ Source string }
		got, goOn := make(chan Job, 1), make(chan struct{})
		q.Handle("read", func(_ context.Context, j Job, progress func(int)) error {
			progress(40)
			progress(10) // never back
			<-goOn
			got <- j
			return nil
		})
		id := add(t, d, c.now(), Job{County: "20", Kind: "read", Payload: order{"s1"}})
		if s, err := q.Status(context.Background(), id); err != nil || s.State != Ready || s.County != "20" || s.Ended() {
			t.Fatalf("%+v, %v", s, err)
		}
		start(t, q)
		s := await(t, q, id, func(s Status) bool { return s.Progress == 40 })
		if s.State != Running || s.Tries != 1 {
			t.Errorf("%+v", s)
		}
		close(goOn)
		s = await(t, q, id, in(Done))
		if s.Progress != 100 || s.Fault != nil || !s.FinishedAt.Equal(c.now()) || !s.Ended() {
			t.Errorf("%+v", s)
		}
		var o order
		if j := <-got; j.Decode(&o) != nil || o.Source != "s1" || j.County != "20" || j.Try != 1 || j.ID != id {
			t.Errorf("%+v, %+v", j, o)
		}
	})
}

func TestNotBeforeItsTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newClock()
		q := New(d, c.now, quiet())
		ran := make(chan string, 2)
		q.Handle("k", func(_ context.Context, j Job, _ func(int)) error {
			ran <- j.ID
			return nil
		})
		later := add(t, d, c.now(), Job{Kind: "k", RunAt: c.now().Add(time.Hour)})
		start(t, q)
		now := add(t, d, c.now(), Job{Kind: "k"})
		if first := <-ran; first != now {
			t.Error("the later one ran first")
		}
		c.forward(time.Hour)
		if second := <-ran; second != later {
			t.Errorf("ran %s", second)
		}
	})
}

func TestAddedInAnActUndoneNeverRuns(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := New(d, time.Now, quiet())
		var id string
		err := d.Do(context.Background(), func(tx *db.Tx) (err error) {
			if id, err = q.Add(context.Background(), tx, Job{Kind: "k"}); err != nil {
				return err
			}
			return errors.New("refused")
		})
		if err == nil || len(q.poke) != 0 {
			t.Fatal("undone, but poked")
		}
		if _, err := q.Status(context.Background(), id); !fault.Is(err, fault.NotFound) {
			t.Errorf("status: %v", err)
		}
		err = d.Do(context.Background(), func(tx *db.Tx) error {
			_, err := q.Add(context.Background(), tx, Job{Kind: "k"})
			return err
		})
		if err != nil || len(q.poke) != 1 {
			t.Errorf("%v; done, but not poked", err)
		}
	})
}

// Two processes on one database: every job runs, and none twice.
func TestTwoQueuesRunEveryJobOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const jobs = 120
		var mu sync.Mutex
		runs := map[string]int{}
		var both, left sync.WaitGroup // both: each queue has taken a job, so that they do compete
		both.Add(2)
		left.Add(jobs)
		for range 2 {
			q := New(d, time.Now, quiet())
			arrive := sync.OnceFunc(both.Done)
			q.Handle("k", func(_ context.Context, j Job, _ func(int)) error {
				arrive()
				both.Wait()
				mu.Lock()
				defer mu.Unlock()
				runs[j.ID]++
				if runs[j.ID] == 1 {
					left.Done()
				}
				return nil
			})
			defer start(t, q)()
		}
		for range jobs {
			add(t, d, time.Now(), Job{Kind: "k"})
		}
		left.Wait()
		mu.Lock()
		defer mu.Unlock()
		for id, n := range runs {
			if n != 1 {
				t.Errorf("job %s ran %d times", id, n)
			}
		}
		if len(runs) != jobs {
			t.Errorf("%d jobs ran, want %d", len(runs), jobs)
		}
	})
}

func TestTriedAgainThenFailed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newClock()
		q := New(d, c.now, quiet())
		var tries atomic.Int64
		q.Handle("k", func(_ context.Context, j Job, _ func(int)) error {
			tries.Add(1)
			return fault.New(fault.Unavailable, "db.unavailable", "Where", "there", "Count", 3)
		})
		start(t, q)
		id := add(t, d, c.now(), Job{Kind: "k"})
		for try := 1; try < maxTries; try++ {
			s := await(t, q, id, func(s Status) bool { return s.State == Ready && s.Tries == try })
			if s.Fault == nil || s.Fault.Key != "db.unavailable" || !s.RunAt.Equal(c.now().Add(backoff(try))) {
				t.Errorf("after try %d: %+v", try, s)
			}
			c.forward(backoff(try))
		}
		s := await(t, q, id, in(Failed))
		if s.Tries != maxTries || tries.Load() != maxTries || s.Fault.Kind != fault.Unavailable || s.Fault.Args["Count"] != int64(3) {
			t.Errorf("%+v %v after %d runs", s, s.Fault, tries.Load())
		}
		if got := text.En.Map(s.Fault.Key, s.Fault.Args); got != "The database (there) does not answer. Nothing was half saved." {
			t.Errorf("a person reads %q", got)
		}
	})
}

func TestSucceedsAtTheSecondTry(t *testing.T) {
	d, c := dbtest.SQLite(t), newClock()
	q := New(d, c.now, quiet())
	q.Handle("k", func(_ context.Context, j Job, _ func(int)) error {
		if j.Try == 1 {
			panic("at first")
		}
		return nil
	})
	start(t, q)
	id := add(t, d, c.now(), Job{Kind: "k"})
	s := await(t, q, id, func(s Status) bool { return s.Fault != nil })
	if s.State != Ready || s.Fault.Kind != fault.Internal {
		t.Errorf("a panic: %+v", s)
	}
	c.forward(backoff(1))
	if s := await(t, q, id, in(Done)); s.Tries != 2 || s.Fault != nil {
		t.Errorf("%+v", s)
	}
}

func TestHopelessFailsAtOnce(t *testing.T) {
	d := dbtest.SQLite(t)
	q := New(d, time.Now, quiet())
	q.Handle("k", func(context.Context, Job, func(int)) error {
		return fmt.Errorf("reading: %w", fault.New(fault.Invalid, "job.notFound"))
	})
	start(t, q)
	if s := await(t, q, add(t, d, time.Now(), Job{Kind: "k"}), in(Failed)); s.Tries != 1 || s.Fault.Key != "job.notFound" {
		t.Errorf("%+v", s)
	}
}

// A process that dies leaves its job running; when the lease ends, another
// takes it, and what the first one still says counts no more.
func TestACrashedProcessJobIsTakenOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newClock()
		dead := New(d, c.now, quiet())
		dead.Handle("k", nil)
		id := add(t, d, c.now(), Job{Kind: "k"})
		taken, err := dead.take(context.Background(), 9)
		if err != nil || len(taken) != 1 {
			t.Fatalf("%v, %v", taken, err)
		}
		q := New(d, c.now, quiet())
		goOn := make(chan struct{})
		q.Handle("k", func(context.Context, Job, func(int)) error {
			<-goOn
			return nil
		})
		c.forward(q.lease - time.Second)
		if early, err := q.take(context.Background(), 9); err != nil || len(early) != 0 {
			t.Fatalf("taken before the lease ended: %v, %v", early, err)
		}
		start(t, q)
		c.forward(2 * time.Second)
		await(t, q, id, func(s Status) bool { return s.State == Running && s.Tries == 2 })
		if still, err := dead.update(context.Background(), taken[0], `progress = $3`, 77); err != nil || still {
			t.Errorf("the dead still holds it: %v, %v", still, err)
		}
		if err := dead.finish(context.Background(), taken[0], Failed, "x"); err != nil {
			t.Fatal(err)
		}
		close(goOn)
		if s := await(t, q, id, Status.Ended); s.State != Done {
			t.Errorf("%+v", s)
		}
	})
}

func TestAJobThatKillsEveryProcessEnds(t *testing.T) {
	d, c := dbtest.SQLite(t), newClock()
	q := New(d, c.now, quiet())
	q.Handle("k", nil)
	id := add(t, d, c.now(), Job{Kind: "k"})
	for try := 1; try <= maxTries; try++ {
		if taken, err := q.take(context.Background(), 1); err != nil || len(taken) != 1 || taken[0].Try != try {
			t.Fatalf("try %d: %v, %v", try, taken, err)
		}
		c.forward(q.lease)
	}
	if taken, err := q.take(context.Background(), 1); err != nil || len(taken) != 0 {
		t.Fatalf("taken once more: %v, %v", taken, err)
	}
	if s, err := q.Status(context.Background(), id); err != nil || s.State != Failed || s.Fault.Key != "job.crashed" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestLongWorkKeepsItsLease(t *testing.T) {
	d := dbtest.SQLite(t)
	var runs atomic.Int64
	q, other := New(d, time.Now, quiet()), New(d, time.Now, quiet())
	for _, one := range []*Queue{q, other} {
		one.lease = 800 * time.Millisecond
		one.Handle("k", func(ctx context.Context, _ Job, _ func(int)) error {
			runs.Add(1)
			select {
			case <-time.After(2 * one.lease):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		start(t, one)
	}
	if s := await(t, q, add(t, d, time.Now(), Job{Kind: "k"}), in(Done)); s.Tries != 1 || runs.Load() != 1 {
		t.Errorf("%+v, %d runs", s, runs.Load())
	}
}

func TestAHandlerWhoseLeaseIsLostIsStopped(t *testing.T) {
	d := dbtest.SQLite(t)
	q := New(d, time.Now, quiet())
	q.lease = 200 * time.Millisecond
	began, stopped := make(chan struct{}, 1), make(chan struct{})
	q.Handle("k", func(ctx context.Context, _ Job, _ func(int)) error {
		began <- struct{}{}
		<-ctx.Done()
		close(stopped)
		return ctx.Err()
	})
	id := add(t, d, time.Now(), Job{Kind: "k"})
	start(t, q)
	<-began
	err := d.Do(context.Background(), func(tx *db.Tx) error { // as another process would, after a long halt of this one
		_, err := tx.ExecContext(context.Background(), `UPDATE job SET tries = tries + 1, lease_until = $2 WHERE id = $1`, id, db.Stamp(time.Now().Add(time.Hour)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-stopped:
	case <-time.After(10 * time.Second):
		t.Fatal("the handler was not stopped")
	}
	if s, err := q.Status(context.Background(), id); err != nil || s.State != Running || s.Tries != 2 {
		t.Errorf("the other's job: %+v, %v", s, err)
	}
}

func TestStoppingGivesJobsBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := New(d, time.Now, quiet())
		began := make(chan struct{})
		q.Handle("k", func(ctx context.Context, _ Job, _ func(int)) error {
			close(began)
			<-ctx.Done()
			return ctx.Err()
		})
		stop := start(t, q)
		id := add(t, d, time.Now(), Job{Kind: "k"})
		<-began
		stop()
		if s, err := q.Status(context.Background(), id); err != nil || s.State != Ready || s.Tries != 0 || s.Fault != nil {
			t.Errorf("%+v, %v", s, err)
		}
	})
}

func TestKindsWithoutAHandlerAreLeft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := New(d, time.Now, quiet())
		id := add(t, d, time.Now(), Job{Kind: "unknown"})
		start(t, q)
		q2 := New(d, time.Now, quiet())
		q2.Handle("known", func(context.Context, Job, func(int)) error { return nil })
		start(t, q2)
		await(t, q2, add(t, d, time.Now(), Job{Kind: "known"}), in(Done))
		if s, err := q.Status(context.Background(), id); err != nil || s.State != Ready || s.Tries != 0 {
			t.Errorf("%+v, %v", s, err)
		}
	})
}

func TestEveryTurnOnceForAll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newClock()
		ran := make(chan string, 20)
		var q *Queue
		for range 2 {
			q = New(d, c.now, quiet())
			q.Handle("clean", func(_ context.Context, j Job, _ func(int)) error {
				if j.County != house.AllCounties {
					t.Errorf("county %q", j.County)
				}
				ran <- j.ID
				return nil
			})
			q.Every("clean", 24*time.Hour)
			defer start(t, q)()
		}
		want := []string{"clean@2026-03-01T00:00:00Z", "clean@2026-03-02T00:00:00Z", "clean@2026-03-05T00:00:00Z"}
		for i, step := range []time.Duration{12 * time.Hour, 3 * 24 * time.Hour, 0} {
			if got := <-ran; got != want[i] {
				t.Errorf("turn %d: %s, want %s", i, got, want[i])
			}
			await(t, q, want[i], in(Done)) // else the lease could run out before the job is marked done
			c.forward(step)
		}
		time.Sleep(2 * slowest) // time for the other queue to do the same again, if it would
		if len(ran) != 0 {
			t.Errorf("%s ran again", <-ran)
		}
	})
}

func TestOldDoneJobsAreSwept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newClock()
		q := New(d, c.now, quiet())
		q.Handle("k", nil)
		var ids []string
		for _, state := range []State{Done, Failed} {
			ids = append(ids, add(t, d, c.now(), Job{Kind: "k"}))
			taken, err := q.take(context.Background(), 1)
			if err != nil || len(taken) != 1 {
				t.Fatal(taken, err)
			}
			if err := q.finish(context.Background(), taken[0], state, writeFault(errors.New("x"))); err != nil {
				t.Fatal(err)
			}
		}
		c.forward(keepDone - time.Minute)
		for _, left := range []int{2, 1} {
			if err := q.sweep(context.Background()); err != nil {
				t.Fatal(err)
			}
			found := 0
			for _, id := range ids {
				if _, err := q.Status(context.Background(), id); err == nil {
					found++
				}
			}
			if found != left {
				t.Errorf("%d jobs left, want %d", found, left)
			}
			c.forward(time.Hour)
		}
	})
}
