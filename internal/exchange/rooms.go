package exchange

import (
	"context"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
)

// Rooms are the services a house is read from and added through.
type Rooms struct {
	Plan     Plans
	Decision Decisions
	Intake   Sources
}

// Plans is what a house needs of plan.Service. The acts that take a Tx are
// steps of the import's transaction.
type Plans interface {
	Plan(ctx context.Context, county house.County) (plan.Plan, error)
	Elements(ctx context.Context, county house.County, edition string) ([]plan.Element, error)
	AddArea(ctx context.Context, tx *db.Tx, a plan.Area) error
	AddDocument(ctx context.Context, tx *db.Tx, by house.Actor, d plan.Document) (plan.Document, error)
	AddEdition(ctx context.Context, tx *db.Tx, by house.Actor, e plan.Edition, elements []plan.Element) (plan.Edition, error)
	SaveSlotIn(ctx context.Context, tx *db.Tx, by house.Actor, x plan.Slot) (plan.Slot, error)
}

// Decisions is what a house needs of decision.Service.
type Decisions interface {
	Of(ctx context.Context, county house.County) ([]decision.Decision, error)
	AddIn(ctx context.Context, tx *db.Tx, by house.Actor, d decision.Decision) (decision.Decision, error)
}

// Sources is what a house needs of intake.Service: Everything for a whole house,
// Facts for what is public.
type Sources interface {
	Everything(ctx context.Context, county house.County) ([]intake.Source, []intake.Finding, error)
	Facts(ctx context.Context, county house.County) ([]intake.Source, []intake.Finding, error)
	CiteIn(ctx context.Context, tx *db.Tx, by house.Actor, x intake.Source) error
	AddFindingIn(ctx context.Context, tx *db.Tx, by house.Actor, f intake.Finding) error
}
