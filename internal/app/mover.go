package app

import (
	"context"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

// mover lets a decision move an edition on.
type mover struct{ plan *plan.Service }

var moves = map[decision.Act]plan.State{
	decision.Proposes: plan.Proposed,
	decision.Approves: plan.Approved,
	decision.Returns:  plan.Returned,
}

// MoveBy is decision.Mover.
func (m mover) MoveBy(ctx context.Context, tx *db.Tx, by house.Actor, d decision.Decision) error {
	return m.plan.MoveBy(ctx, tx, by, d.County, d.Ref.ID, plan.Step{
		To: moves[d.Act], Day: d.HeldOn, Body: d.Body, InForceFrom: d.InForceFrom,
	})
}
