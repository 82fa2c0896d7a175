package intake

import (
	"context"

	"github.com/katto-project/katto/internal/house"
)

// Waiting counts the county's sources that were read and that nobody has
// reviewed to the end.
func (s *Service) Waiting(ctx context.Context, county house.County) (int, error) {
	list, err := s.Sources(ctx, county)
	n := 0
	for _, x := range list {
		if x.State == Read {
			n++
		}
	}
	return n, err
}
