package intake

import (
	"cmp"
	"context"
	"slices"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/job"
	"github.com/katto-project/katto/internal/plan"
)

// Service does the room's acts. An exported act that takes a context and no
// Tx opens its own transaction; one that takes a Tx is a step of another
// room's act.
type Service struct {
	db    *db.DB
	now   house.Clock
	id    house.IDs
	plan  *plan.Service
	queue *job.Queue
}

// New makes the service, and gives the queue the reading of uploaded files.
// nil id means the real ones.
func New(d *db.DB, now house.Clock, id house.IDs, p *plan.Service, queue *job.Queue) *Service {
	if id == nil {
		id = house.NewID
	}
	s := &Service{db: d, now: now, id: id, plan: p, queue: queue}
	queue.Handle(readKind, s.readJob)
	return s
}

// Listed is a source with how far its review is.
type Listed struct {
	Source
	Tally
}

// Sources lists a county's sources, the newest first, without their texts.
func (s *Service) Sources(ctx context.Context, county house.County) ([]Listed, error) {
	var list []Listed
	err := s.db.View(ctx, func(q db.Queryer) error {
		sources, err := on(q).sources(ctx, county)
		if err != nil {
			return err
		}
		tallies, err := on(q).tallies(ctx, county)
		for _, x := range sources {
			list = append(list, Listed{x, tallies[x.ID]})
		}
		return err
	})
	return list, err
}

// Source gives one source with its text, and its findings in the order of
// the text. NotFound when the county has none such.
func (s *Service) Source(ctx context.Context, county house.County, id string) (Source, []Finding, error) {
	var x Source
	var findings []Finding
	err := s.db.View(ctx, func(q db.Queryer) (err error) {
		if x, err = on(q).source(ctx, county, id); err != nil {
			return err
		}
		if err = on(q).text(ctx, &x); err != nil {
			return err
		}
		findings, err = on(q).findings(ctx, county, id)
		return err
	})
	return x, findings, err
}

// Content gives the file as it was sent; NotFound when it is not kept.
func (s *Service) Content(ctx context.Context, by house.Actor, county house.County, id string) (Source, []byte, error) {
	if err := allowed(MayRead(by, county)); err != nil {
		return Source{}, nil, err
	}
	x, err := on(s.db.Read()).source(ctx, county, id)
	if err != nil {
		return x, nil, err
	}
	content, err := on(s.db.Read()).content(ctx, county, id)
	if err == nil && len(content) == 0 {
		err = fault.New(fault.NotFound, "intake.noContent")
	}
	return x, content, err
}

// Progress tells how the reading of a waiting source is.
func (s *Service) Progress(ctx context.Context, x Source) (job.Status, error) {
	return s.queue.Status(ctx, jobID(x))
}

// Facts gives what is public of a county's sources: those that are cited, and
// those a person has gone through whose edition is public, with the findings
// that were accepted. house.AllCounties asks over all of them.
func (s *Service) Facts(ctx context.Context, county house.County) ([]Source, []Finding, error) {
	sources, findings, err := s.Everything(ctx, county)
	if err != nil {
		return nil, nil, err
	}
	public, err := s.publicEditions(ctx, county)
	if err != nil {
		return nil, nil, err
	}
	sources = slices.DeleteFunc(sources, func(x Source) bool {
		return x.State == Read || x.State == Reviewed && x.EditionID != "" && !public[x.EditionID]
	})
	return sources, of(findings, sources), nil
}

// Everything gives a county's sources that were read or are cited, public or
// not, with the findings that were accepted: what an export of the whole
// house needs.
func (s *Service) Everything(ctx context.Context, county house.County) ([]Source, []Finding, error) {
	var sources []Source
	var findings []Finding
	err := s.db.View(ctx, func(q db.Queryer) (err error) {
		if sources, err = on(q).sources(ctx, county); err != nil {
			return err
		}
		findings, err = on(q).accepted(ctx, county)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	sources = slices.DeleteFunc(sources, func(x Source) bool { return x.State == Waiting || x.State == Refused })
	slices.SortFunc(sources, func(a, b Source) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	return sources, of(findings, sources), nil
}

// of keeps the findings of the sources.
func of(findings []Finding, sources []Source) []Finding {
	known := make(map[string]bool, len(sources))
	for _, x := range sources {
		known[x.ID] = true
	}
	return slices.DeleteFunc(findings, func(f Finding) bool { return !known[f.SourceID] })
}

func (s *Service) publicEditions(ctx context.Context, county house.County) (map[string]bool, error) {
	public := map[string]bool{}
	note := func(p plan.Plan) {
		for _, e := range p.Editions {
			public[e.ID] = e.Public
		}
	}
	if county != house.AllCounties {
		p, err := s.plan.Plan(ctx, county)
		note(p)
		return public, err
	}
	plans, err := s.plan.Plans(ctx)
	for _, p := range plans {
		note(p)
	}
	return public, err
}

// CiteIn names a source of facts whose text is not kept here, as a step of
// another act: a house read back from a file.
func (s *Service) CiteIn(ctx context.Context, tx *db.Tx, by house.Actor, x Source) error {
	if x.ID == "" {
		x.ID = s.id()
	}
	x.State, x.CreatedAt, x.CreatedBy = Cited, s.now(), by.UserID
	if err := on(tx).insertSource(ctx, x, nil, kept{}); err != nil {
		return err
	}
	return s.audit(ctx, tx, by, x, "intake.cite", nil)
}

// AddFindingIn adds a finding that was accepted elsewhere, as a step of
// another act.
func (s *Service) AddFindingIn(ctx context.Context, tx *db.Tx, _ house.Actor, f Finding) error {
	if f.ID == "" {
		f.ID = s.id()
	}
	if f.State == "" {
		f.State = Accepted
	}
	if err := f.Validate(); err != nil {
		return err
	}
	return on(tx).insertFinding(ctx, f)
}

func (s *Service) audit(ctx context.Context, tx *db.Tx, by house.Actor, x Source, act string, detail map[string]string) error {
	return audit.Write(ctx, tx, s.now(), audit.Entry{
		County: x.County, Actor: by, Act: act, Ref: house.Ref{Kind: "source", ID: x.ID}, Detail: detail,
	})
}
