package intake

import (
	"context"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Add adds what the reading missed, accepted at once: words of the text at
// f.Span, or words that were typed. It gives the new finding's id.
func (s *Service) Add(ctx context.Context, by house.Actor, county house.County, source string, f Finding) (string, error) {
	f.ID, f.County, f.SourceID, f.Confidence, f.Version = s.id(), county, source, 1, 1
	err := s.review(ctx, by, county, source, "intake.add", func(d *desk) error {
		added := f
		if err := on(d.tx).text(ctx, &d.source); err != nil {
			return err
		}
		if err := d.pointed(&added); err != nil {
			return err
		}
		if err := added.Validate(); err != nil {
			return err
		}
		for _, other := range d.findings {
			added.Position = max(added.Position, other.Position+1)
		}
		added.State = Open
		if len(d.findings) >= MaxFindings {
			return fault.New(fault.Invalid, "intake.tooMany", "Limit", MaxFindings)
		}
		if err := d.mayStand(added); err != nil {
			return err
		}
		if err := on(d.tx).insertFinding(ctx, added); err != nil {
			return err
		}
		d.findings = append(d.findings, added)
		return d.accept(&d.findings[len(d.findings)-1])
	})
	return f.ID, err
}

// pointed fills the words of a span, or the span of words the text has.
func (d *desk) pointed(f *Finding) error {
	f.Words = text.Plain(f.Words, 0)
	if (f.Span == house.Span{}) {
		f.Span = locate(d.source.Plain, f.Words)
		return nil
	}
	words, ok := cut(d.source.Plain, f.Span)
	if words = text.Plain(words, 0); !ok || words == "" {
		return fault.New(fault.Invalid, "intake.badSpan").On("words")
	}
	if f.Words == "" {
		f.Words = words
	}
	return nil
}
