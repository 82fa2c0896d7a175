package intake

import (
	"context"
	"strings"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Merge joins other into the finding: one thing that was read as two. What
// stood under other stands under the finding, and other is rejected, with its
// words as they were.
func (s *Service) Merge(ctx context.Context, by house.Actor, county house.County, source string, p, other Pick) error {
	if p.ID == other.ID {
		return fault.New(fault.Invalid, "intake.mergeItself").On("other")
	}
	return s.review(ctx, by, county, source, "intake.merge", func(d *desk) error {
		f, err := d.take(p.ID, p.Version)
		if err != nil {
			return err
		}
		gone, err := d.take(other.ID, other.Version)
		if err != nil {
			return err
		}
		if err := on(d.tx).text(ctx, &d.source); err != nil {
			return err
		}
		return d.merge(f, gone)
	})
}

func (d *desk) merge(f, gone *Finding) error {
	to := *f
	to.Words, to.Span = joined(d.source.Plain, *f, *gone)
	if to.UnderID == gone.ID {
		to.UnderID = gone.UnderID
	}
	if err := to.Validate(); err != nil {
		return err
	}
	if err := d.takeOut(gone); err != nil {
		return err
	}
	gone.State = Rejected
	if err := d.save(gone); err != nil {
		return err
	}
	f.Span = to.Span
	if err := d.change(f, to); err != nil {
		return err
	}
	return d.inherit(gone.ID, f)
}

// inherit puts what stood under one finding under another.
func (d *desk) inherit(from string, to *Finding) error {
	for i := range d.findings {
		child := &d.findings[i]
		if child.UnderID != from || child.ID == to.ID {
			continue
		}
		child.UnderID = to.ID
		if err := d.save(child); err != nil {
			return err
		}
	}
	if to.State != Accepted || to.ElementID == "" {
		return nil
	}
	return d.gather([]*Finding{to})
}

// joined is what two findings say together, and where. When nothing but space
// or a hyphen stands between them, the text itself tells; else the words
// follow each other in the order of the text.
func joined(plain string, a, b Finding) (string, house.Span) {
	if b.Span.Start < a.Span.Start {
		a, b = b, a
	}
	span := house.Span{Start: a.Span.Start, End: max(a.Span.End, b.Span.End)}
	switch {
	case a.Span == house.Span{}:
		return text.Plain(a.Words+" "+b.Words, 0), b.Span
	case strings.Contains(text.Fold(a.Words), text.Fold(b.Words)):
		return a.Words, span
	case strings.Contains(text.Fold(b.Words), text.Fold(a.Words)):
		return b.Words, span
	}
	if between, ok := cut(plain, house.Span{Start: a.Span.End, End: b.Span.Start}); ok && (strings.TrimSpace(between) == "" || between == "-") {
		whole, _ := cut(plain, span)
		return text.Plain(whole, 0), span
	}
	return text.Plain(a.Words+" "+b.Words, 0), span
}

// cut is the part of the text at the span; false when the text has no such
// part.
func cut(plain string, at house.Span) (string, bool) {
	if at.Start < 0 || at.End < at.Start {
		return "", false
	}
	n, start, end := 0, -1, -1
	for i := range plain {
		if n == at.Start {
			start = i
		}
		if n == at.End {
			end = i
			break
		}
		n++
	}
	if start < 0 && n == at.Start {
		start = len(plain)
	}
	if end < 0 && n == at.End {
		end = len(plain)
	}
	if start < 0 || end < start {
		return "", false
	}
	return plain[start:end], true
}
