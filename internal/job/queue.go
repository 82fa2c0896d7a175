package job

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// Handler does one job. progress may be told as often as wanted, in percent,
// but not inside an act (db.Do), as it is an act itself.
// An error that is an invalid, not_found, denied or too_large fault fails the
// job at once; any other is tried again.
type Handler func(ctx context.Context, j Job, progress func(percent int)) error

// Queue runs jobs of one process. Many queues may share a database.
type Queue struct {
	Workers int // how many jobs run at once; set it before Run

	db       *db.DB
	now      house.Clock
	log      *slog.Logger
	handlers map[string]Handler
	every    []periodic
	poke     chan struct{}
	lease    time.Duration // renewed three times before it ends
}

// The queue's measures of time and patience.
const (
	fastest   = 50 * time.Millisecond
	slowest   = 500 * time.Millisecond
	keepDone  = 30 * 24 * time.Hour
	sweepings = time.Hour
	maxTries  = 5
)

// New makes a queue. Give it its handlers, then Run it.
func New(d *db.DB, now house.Clock, log *slog.Logger) *Queue {
	return &Queue{Workers: 4, db: d, now: now, log: log, handlers: map[string]Handler{}, poke: make(chan struct{}, 1), lease: time.Minute}
}

// Handle says what does the jobs of a kind. Jobs of kinds without a handler
// are left for a process that has one. Call it before Run.
func (q *Queue) Handle(kind string, fn Handler) { q.handlers[kind] = fn }

// periodic is a kind of job that is due again and again.
type periodic struct {
	kind   string
	period time.Duration
	last   time.Time // the turn that was added
}

// Every adds a job of the kind, of all counties, once in each period: at
// every full hour for an hour, at midnight UTC for a day. Several processes
// add it once. Turns that passed while nobody ran are not made up for. The
// period is at most 30 days; call it before Run.
func (q *Queue) Every(kind string, period time.Duration) {
	q.every = append(q.every, periodic{kind: kind, period: period})
}

// Add puts a job in the queue in an act's transaction, and makes this queue
// look for it once the act is durable.
func (q *Queue) Add(ctx context.Context, tx *db.Tx, j Job) (id string, err error) {
	id, err = Add(ctx, tx, q.now(), j)
	if err == nil {
		tx.After(q.Poke)
	}
	return id, err
}

// Poke makes the queue look for jobs now. It never blocks.
func (q *Queue) Poke() {
	select {
	case q.poke <- struct{}{}:
	default:
	}
}

// Status tells how a job is. Unknown ids give a not_found fault.
func (q *Queue) Status(ctx context.Context, id string) (Status, error) {
	return status(ctx, q.db.Read(), id)
}

// Run does jobs until ctx ends, then stops the handlers, waits for them, and
// gives their jobs back. It returns nil then; the database failing does not
// end it.
func (q *Queue) Run(ctx context.Context) error {
	var running sync.WaitGroup
	defer running.Wait()
	slots := make(chan struct{}, q.Workers)
	pause, swept := fastest, time.Time{}
	for {
		took := q.look(ctx, slots, &running)
		if took > 0 {
			pause = fastest
		} else {
			pause = min(pause*2, slowest)
		}
		if now := q.now(); now.Sub(swept) >= sweepings {
			swept = now
			q.tell(ctx, "sweep", q.sweep(ctx))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-q.poke:
			pause = fastest
		case <-time.After(pause):
		}
	}
}

// look adds the jobs whose turn has come, takes what free workers can do, and
// starts them. It gives how many it took.
func (q *Queue) look(ctx context.Context, slots chan struct{}, running *sync.WaitGroup) int {
	q.tell(ctx, "turns", q.turns(ctx))
	free := cap(slots) - len(slots)
	if free == 0 || ctx.Err() != nil {
		return 0
	}
	jobs, err := q.take(ctx, free)
	q.tell(ctx, "take", err)
	for _, j := range jobs {
		slots <- struct{}{}
		running.Go(func() {
			defer q.Poke() // a worker is free: there may be more to do
			defer func() { <-slots }()
			q.do(ctx, j)
		})
	}
	return len(jobs)
}

// tell logs what went wrong with the queue itself, unless it is being stopped.
func (q *Queue) tell(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		q.log.ErrorContext(ctx, "job queue", "what", what, "error", err)
	}
}

// do runs one job that was taken, and writes down how it went.
func (q *Queue) do(ctx context.Context, j Job) {
	work, stop := context.WithCancel(ctx)
	defer stop()
	r := &report{queue: q, job: j, lost: stop}
	renewing := make(chan struct{})
	go func() {
		defer close(renewing)
		r.renew(work)
	}()
	err := guard(work, q.handlers[j.Kind], j, r.progress)
	stop()
	<-renewing
	// The outcome is written down even when the process is being stopped.
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	switch {
	case err == nil:
		err = q.finish(end, j, Done, "")
	case ctx.Err() != nil:
		err = q.giveBack(end, j)
	default:
		err = q.failed(end, j, err)
	}
	if err != nil {
		q.log.ErrorContext(ctx, "job outcome", "kind", j.Kind, "id", j.ID, "error", err)
	}
}

// failed plans another try, or ends the job when there are no more.
func (q *Queue) failed(ctx context.Context, j Job, cause error) error {
	q.log.WarnContext(ctx, "job failed", "kind", j.Kind, "id", j.ID, "try", j.Try, "error", cause)
	if j.Try >= maxTries || hopeless(cause) {
		return q.finish(ctx, j, Failed, writeFault(cause))
	}
	return q.again(ctx, j, q.now().Add(backoff(j.Try)), writeFault(cause))
}

// backoff is the pause after a failed try: 2 s, 10 s, 50 s and 250 s.
func backoff(try int) time.Duration {
	pause := 2 * time.Second
	for range try - 1 {
		pause *= 5
	}
	return pause
}

// guard turns a handler's panic into an error.
func guard(ctx context.Context, fn Handler, j Job, progress func(int)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "web.internal").Because(panicked(p))
		}
	}()
	return fn(ctx, j, progress)
}
