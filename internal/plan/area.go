package plan

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// AddArea adds a part of the county, as a step of another act.
func (s *Service) AddArea(ctx context.Context, tx *db.Tx, a Area) error {
	if a.ID == "" {
		a.ID = s.id()
	}
	if err := on(tx).insertArea(ctx, a); err != nil {
		return fmt.Errorf("plan: area: %w", err)
	}
	return nil
}

// SaveArea adds an area (no id), after those there are, or changes it.
// Conflict when somebody changed it first.
func (s *Service) SaveArea(ctx context.Context, by house.Actor, a Area) (Area, error) {
	if err := allowed(MayArrange(by, a.County)); err != nil {
		return a, err
	}
	if err := a.Validate(); err != nil {
		return a, err
	}
	saved := a
	err := s.db.Do(ctx, func(tx *db.Tx) error {
		saved = a
		if err := s.putArea(ctx, tx, &saved); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, a.County, "area.save", "area", saved.ID)
	})
	return saved, err
}

func (s *Service) putArea(ctx context.Context, tx *db.Tx, a *Area) error {
	if a.ID != "" {
		if err := on(tx).updateArea(ctx, *a); err != nil {
			return err
		}
		a.Version++
		return nil
	}
	areas, err := on(tx).areas(ctx, a.County)
	if err != nil {
		return err
	}
	for _, other := range areas {
		a.Position = max(a.Position, other.Position+1)
	}
	a.Version = 1
	a.ID = s.id()
	return on(tx).insertArea(ctx, *a)
}

// RemoveArea takes away an area that no text speaks of; Conflict when one
// does, in an edition of any state.
func (s *Service) RemoveArea(ctx context.Context, by house.Actor, county house.County, id string, version int64) error {
	if err := allowed(MayArrange(by, county)); err != nil {
		return err
	}
	return s.db.Do(ctx, func(tx *db.Tx) error {
		used, err := on(tx).spokenOf(ctx, county, id)
		if err != nil {
			return err
		}
		if used {
			return fault.New(fault.Conflict, "plan.areaUsed")
		}
		if err := on(tx).deleteArea(ctx, county, id, version); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, county, "area.remove", "area", id)
	})
}

// Validate refuses an area that nothing is told of. One without a name is
// told of by its municipalities or by a source.
func (a Area) Validate() error {
	if empty(a.Name) && len(a.Municipalities) == 0 && a.ToldBy == "" {
		return fault.New(fault.Invalid, "plan.emptyArea").On("name")
	}
	if utf8.RuneCountInString(a.ToldBy) > MaxTitle {
		return fault.New(fault.Invalid, "plan.tooLong", "Limit", MaxTitle).On("told_by")
	}
	return texts(a.Name, MaxTitle, "name")
}
