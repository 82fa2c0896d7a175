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
func (m mover) MoveBy(ctx context.Context, tx *db.Tx, by house.Actor, county house.County, edition string, act decision.Act, day string) error {
	return m.plan.Move(ctx, tx, by, county, edition, moves[act], day)
}
