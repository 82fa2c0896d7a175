package decision

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/decision/decisionsql"
	"github.com/katto-project/katto/internal/house"
)

// store is the only user of decisionsql.
type store struct{ q *decisionsql.Queries }

func on(q db.Queryer) store { return store{decisionsql.New(q)} }

func (s store) of(ctx context.Context, county house.County) ([]Decision, error) {
	rows, err := s.q.Decisions(ctx, string(county))
	return convert(rows, err)
}

func (s store) about(ctx context.Context, county house.County, ref house.Ref) ([]Decision, error) {
	rows, err := s.q.DecisionsOf(ctx, decisionsql.DecisionsOfParams{County: string(county), RefKind: ref.Kind, RefID: ref.ID})
	return convert(rows, err)
}

func (s store) exists(ctx context.Context, d Decision) (bool, error) {
	n, err := s.q.SameDecision(ctx, decisionsql.SameDecisionParams{
		County: string(d.County), Body: d.Body, HeldOn: d.HeldOn, Section: d.Section,
	})
	return n > 0, err
}

func (s store) insert(ctx context.Context, d Decision) error {
	what, err := json.Marshal(d.What)
	if err != nil {
		return fmt.Errorf("decision: %w", err)
	}
	return s.q.InsertDecision(ctx, decisionsql.InsertDecisionParams{
		ID: d.ID, County: string(d.County), Body: d.Body, HeldOn: d.HeldOn, Section: d.Section,
		RecordNumber: d.RecordNumber, Act: string(d.Act), Status: string(d.Status), What: string(what),
		RefKind: d.Ref.Kind, RefID: d.Ref.ID, ToldBy: d.ToldBy, CreatedAt: db.Stamp(d.CreatedAt),
	})
}

func convert(rows []decisionsql.Decision, err error) ([]Decision, error) {
	if err != nil {
		return nil, fmt.Errorf("decision: %w", err)
	}
	list := make([]Decision, 0, len(rows))
	for _, r := range rows {
		d := Decision{
			ID: r.ID, County: house.County(r.County), Body: r.Body, HeldOn: r.HeldOn, Section: r.Section,
			RecordNumber: r.RecordNumber, Act: Act(r.Act), Status: Status(r.Status),
			Ref: house.Ref{Kind: r.RefKind, ID: r.RefID}, ToldBy: r.ToldBy, CreatedAt: db.Moment(r.CreatedAt),
		}
		if err := json.Unmarshal([]byte(r.What), &d.What); err != nil {
			return nil, fmt.Errorf("decision %s: %w", r.ID, err)
		}
		list = append(list, d)
	}
	return list, nil
}
