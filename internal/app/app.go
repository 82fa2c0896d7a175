// Package app wires the rooms into one program: it opens nothing and decides
// nothing of its own. Its test walks every route as every role.
package app

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/exchange"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/job"
	"github.com/katto-project/katto/internal/overview"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/publish"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/web"
)

// Options is what the program is started with. Only DB is required.
type Options struct {
	DB             *db.DB
	Log            *slog.Logger
	Now            house.Clock
	IDs            house.IDs
	Secure         bool           // https in front
	TrustedOrigins []string       // other origins that may post
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
}

// App is the wired program.
type App struct {
	DB       *db.DB
	People   *people.Service
	Plan     *plan.Service
	Decision *decision.Service
	Intake   *intake.Service
	Router   *web.Router
	Queue    *job.Queue

	log      *slog.Logger
	revision atomic.Pointer[string]
}

// New wires the rooms on a migrated database and makes search ready.
func New(ctx context.Context, o Options) (*App, error) {
	o = o.withDefaults()
	if err := search.Ensure(ctx, o.DB); err != nil {
		return nil, err
	}
	a := &App{DB: o.DB, log: o.Log}
	if err := a.rooms(o); err != nil {
		return nil, err
	}
	if err := a.fillSearch(ctx); err != nil {
		return nil, err
	}
	if err := a.refresh(ctx); err != nil {
		return nil, err
	}
	o.DB.OnCommit(func() {
		if err := a.refresh(context.Background()); err != nil {
			a.log.Warn("cannot see whether pages changed", "error", err)
		}
	})
	a.routes(o)
	return a, nil
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.IDs == nil {
		o.IDs = house.NewID
	}
	return o
}

func (a *App) rooms(o Options) (err error) {
	if a.People, err = people.New(o.DB, o.Now, o.IDs); err != nil {
		return err
	}
	a.Queue = job.New(o.DB, o.Now, o.Log)
	a.Plan = plan.New(o.DB, o.Now, o.IDs)
	a.Decision = decision.New(o.DB, o.Now, o.IDs, mover{a.Plan})
	a.Intake = intake.New(o.DB, o.Now, o.IDs, a.Plan, a.Queue)
	return nil
}

// fillSearch fills an index that is empty: after a restore, or when words are
// stemmed in a new way.
func (a *App) fillSearch(ctx context.Context) error {
	empty, err := search.Empty(ctx, a.DB)
	if err != nil || !empty {
		return err
	}
	return a.Plan.Reindex(ctx)
}

// sweepKind is the hourly job that removes the sessions that have ended.
const sweepKind = "people.sweep"

func (a *App) routes(o Options) {
	sessions := people.NewSessionStore(o.DB, o.Now)
	a.Queue.Handle(sweepKind, func(ctx context.Context, _ job.Job, _ func(int)) error {
		_, err := sessions.Sweep(ctx)
		return err
	})
	a.Queue.Every(sweepKind, time.Hour)
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	a.Router = web.New(web.Options{
		Log: o.Log, Now: o.Now, Secure: o.Secure, TrustedOrigins: o.TrustedOrigins, TrustedProxies: o.TrustedProxies,
		Sessions: sessions, Who: a.People.Who,
		Revision: func() string { return *a.revision.Load() },
		Metrics:  metrics, MetricsPage: promhttp.HandlerFor(metrics, promhttp.HandlerOpts{}), Ready: a.Ready,
	})
	publish.Routes(a.Router, publish.New(publish.Rooms{
		Plan: a.Plan, Decision: a.Decision, Intake: a.Intake,
		Export: func(ctx context.Context, county house.County) (exchange.House, error) {
			return exchange.Export(ctx, a.Exchange(), county, exchange.Options{PublicOnly: true})
		},
		Find: func(ctx context.Context, q search.Query) ([]search.Hit, int, error) { return search.Find(ctx, o.DB, q) },
	}, o.Now))
	people.Routes(a.Router, a.People)
	overview.Routes(a.Router, overview.Rooms{Plans: a.Plan, Sources: a.Intake})
	plan.Routes(a.Router, a.Plan, plan.Rooms{People: a.People, Sources: a.Intake})
	decision.Routes(a.Router, a.Decision, a.Plan)
	intake.Routes(a.Router, a.Intake)
}

// Exchange is what turns houses into files and back.
func (a *App) Exchange() exchange.Rooms {
	return exchange.Rooms{Plan: a.Plan, Decision: a.Decision, Intake: a.Intake}
}

// Ready tells whether the program can answer: the database answers and its
// schema is up to date.
func (a *App) Ready(ctx context.Context) error {
	list, err := db.Migrations(ctx, a.DB)
	if err != nil {
		return err
	}
	for _, m := range list {
		if !m.Applied {
			return fault.New(fault.Unavailable, "app.notMigrated", "Name", m.Name)
		}
	}
	return nil
}

// Run works on what waits in the queue and keeps the public pages fresh,
// until ctx ends.
func (a *App) Run(ctx context.Context) error {
	go a.watch(ctx)
	return a.Queue.Run(ctx)
}

// pace is how often another process's changes are looked for: public pages
// are never older than this plus one query.
const pace = 250 * time.Millisecond

func (a *App) watch(ctx context.Context) {
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := a.refresh(ctx); err != nil && ctx.Err() == nil {
				a.log.Warn("cannot see whether pages changed", "error", err)
			}
		}
	}
}

func (a *App) refresh(ctx context.Context) error {
	now, err := audit.Revision(ctx, a.DB.Read())
	if err != nil {
		return fmt.Errorf("app: %w", err)
	}
	if old := a.revision.Load(); old == nil || *old != now {
		a.revision.Store(&now)
	}
	return nil
}
