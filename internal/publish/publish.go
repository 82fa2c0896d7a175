// Package publish is the public site: the counties' houses, their strategies
// to read, editions and their comparison, rooms, how each strategy was made,
// search, and counties side by side. It reads the rooms through the small
// interfaces below and writes nothing.
//
// A page is made in three steps that never mix: a handler (web_*.go) reads a
// shelf of room data, a pure builder (build_*.go) makes a typed view of it in
// one language, and a template (page_*.templ) draws the view.
package publish

import (
	"context"
	"time"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/exchange"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/text"
)

// Plans is what the site asks of the plan room.
type Plans interface {
	Plan(ctx context.Context, county house.County) (plan.Plan, error)
	Plans(ctx context.Context) (map[house.County]plan.Plan, error)
	Elements(ctx context.Context, county house.County, edition string) ([]plan.Element, error)
}

// Decisions is what the site asks of the decision room.
type Decisions interface {
	Of(ctx context.Context, county house.County) ([]decision.Decision, error)
}

// Facts is what the site asks of the intake room: the sources of the county
// and what was accepted of them.
type Facts interface {
	Facts(ctx context.Context, county house.County) ([]intake.Source, []intake.Finding, error)
}

// Find searches the texts of every public page.
type Find func(ctx context.Context, q search.Query) (hits []search.Hit, total int, err error)

// Export gives a county's house as it can be fetched: only what is public.
type Export func(ctx context.Context, county house.County) (exchange.House, error)

// Rooms is all that the site reads.
type Rooms struct {
	Export   Export
	Plan     Plans
	Decision Decisions
	Intake   Facts
	Find     Find
}

// Site answers the public routes.
type Site struct {
	rooms Rooms
	now   house.Clock
}

// New makes the site.
func New(rooms Rooms, now house.Clock) *Site { return &Site{rooms, now} }

// day is today in Finland, as an ISO date.
func (s *Site) day() string { return s.now().In(text.Zone).Format(time.DateOnly) }
