package intake

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake/intakesql"
	"github.com/katto-project/katto/internal/intake/proposal"
)

// store is the only user of intakesql: it turns rows into the room's types.
type store struct{ q *intakesql.Queries }

func on(q db.Queryer) store { return store{intakesql.New(q)} }

// kept is what the column proposal holds: what was read, before any person
// changed it, and what there was to say of the reading.
type kept struct {
	Notices  []string           `json:"notices,omitempty"`
	Proposal *proposal.Proposal `json:"proposal,omitempty"`
}

// refusal is what the column fault holds.
type refusal struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args,omitempty"`
}

// sources lists the county's, the newest first.
func (s store) sources(ctx context.Context, county house.County) ([]Source, error) {
	rows, err := s.q.Sources(ctx, string(county))
	if err != nil {
		return nil, fmt.Errorf("intake: %w", err)
	}
	list := make([]Source, 0, len(rows))
	for _, row := range rows {
		source, err := sourceOf(intakesql.SourceRow(row))
		if err != nil {
			return nil, err
		}
		list = append(list, source)
	}
	slices.SortFunc(list, func(a, b Source) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(b.ID, a.ID))
	})
	return list, nil
}

// source gives one without its text.
func (s store) source(ctx context.Context, county house.County, id string) (Source, error) {
	row, err := s.q.Source(ctx, intakesql.SourceParams{County: string(county), ID: id})
	if err != nil {
		return Source{}, missing(err, "intake.noSource")
	}
	return sourceOf(row)
}

// text adds the source's text, and what there is to say of its reading.
func (s store) text(ctx context.Context, source *Source) error {
	row, err := s.q.SourceText(ctx, intakesql.SourceTextParams{County: string(source.County), ID: source.ID})
	if err != nil {
		return missing(err, "intake.noSource")
	}
	source.Plain = row.Plain
	var k kept
	if row.Proposal != "" {
		err = json.Unmarshal([]byte(row.Proposal), &k)
	}
	source.Notices = k.Notices
	return wrap(err)
}

func (s store) content(ctx context.Context, county house.County, id string) ([]byte, error) {
	content, err := s.q.SourceContent(ctx, intakesql.SourceContentParams{County: string(county), ID: id})
	if err != nil {
		return nil, missing(err, "intake.noSource")
	}
	return content, nil
}

// same finds the source that has the very same bytes; "" when there is none.
func (s store) same(ctx context.Context, county house.County, sum string) (string, error) {
	ids, err := s.q.SourceBySum(ctx, intakesql.SourceBySumParams{County: string(county), Sha256: sum})
	if err != nil || len(ids) == 0 {
		return "", wrap(err)
	}
	return ids[0], nil
}

func (s store) insertSource(ctx context.Context, x Source, content []byte, k kept) error {
	err := s.q.InsertSource(ctx, intakesql.InsertSourceParams{
		ID: x.ID, County: string(x.County), Name: x.Name, Address: x.Address, MediaType: x.MediaType, Sha256: x.SHA256,
		Language: x.Language, Content: content, Plain: x.Plain, Proposal: js(k), State: string(x.State), Fault: faultColumn(x),
		EditionID: x.EditionID, CreatedAt: db.Stamp(x.CreatedAt), CreatedBy: x.CreatedBy,
	})
	return taken(err, "intake.sourceTaken", "ID", x.ID)
}

// read stores what was read of a waiting source; false when it does not wait
// any more.
func (s store) read(ctx context.Context, x Source, k kept) (bool, error) {
	n, err := s.q.ReadSource(ctx, intakesql.ReadSourceParams{
		County: string(x.County), ID: x.ID, Version: x.Version, MediaType: x.MediaType, Language: x.Language,
		Plain: x.Plain, Proposal: js(k),
	})
	return n == 1, wrap(err)
}

func (s store) refuse(ctx context.Context, x Source) (bool, error) {
	n, err := s.q.RefuseSource(ctx, intakesql.RefuseSourceParams{County: string(x.County), ID: x.ID, Version: x.Version, Fault: faultColumn(x)})
	return n == 1, wrap(err)
}

func (s store) rename(ctx context.Context, x Source) error {
	n, err := s.q.RenameSource(ctx, intakesql.RenameSourceParams{
		County: string(x.County), ID: x.ID, Version: x.Version, Name: x.Name, Address: x.Address,
	})
	return stale(n, err)
}

func (s store) touch(ctx context.Context, x Source) error {
	n, err := s.q.TouchSource(ctx, intakesql.TouchSourceParams{County: string(x.County), ID: x.ID, Version: x.Version})
	return stale(n, err)
}

func (s store) settle(ctx context.Context, x Source) error {
	return wrap(s.q.SettleSource(ctx, intakesql.SettleSourceParams{
		County: string(x.County), ID: x.ID, State: string(x.State), EditionID: x.EditionID,
	}))
}

// remove takes a source away with its findings.
func (s store) remove(ctx context.Context, x Source) error {
	if err := s.q.DeleteFindings(ctx, intakesql.DeleteFindingsParams{County: string(x.County), SourceID: x.ID}); err != nil {
		return wrap(err)
	}
	n, err := s.q.DeleteSource(ctx, intakesql.DeleteSourceParams{County: string(x.County), ID: x.ID, Version: x.Version})
	return stale(n, err)
}

func (s store) findings(ctx context.Context, county house.County, source string) ([]Finding, error) {
	rows, err := s.q.Findings(ctx, intakesql.FindingsParams{County: string(county), SourceID: source})
	return convert(rows, err)
}

func (s store) accepted(ctx context.Context, county house.County) ([]Finding, error) {
	rows, err := s.q.AcceptedFindings(ctx, string(county))
	return convert(rows, err)
}

// tallies counts the findings of each of the county's sources.
func (s store) tallies(ctx context.Context, county house.County) (map[string]Tally, error) {
	rows, err := s.q.CountFindings(ctx, string(county))
	if err != nil {
		return nil, wrap(err)
	}
	tallies := map[string]Tally{}
	for _, row := range rows {
		t := tallies[row.SourceID]
		t.count(FindingState(row.State), int(row.Count))
		tallies[row.SourceID] = t
	}
	return tallies, nil
}

func (s store) insertFinding(ctx context.Context, f Finding) error {
	err := s.q.InsertFinding(ctx, intakesql.InsertFindingParams{
		ID: f.ID, County: string(f.County), SourceID: f.SourceID, Position: f.Position, Kind: f.Kind, Words: f.Words,
		Detail: js(f.Detail), SpanStart: int64(f.Span.Start), SpanEnd: int64(f.Span.End), Confidence: f.Confidence,
		UnderID: f.UnderID, State: string(f.State), ElementID: f.ElementID,
	})
	return taken(err, "intake.findingTaken", "ID", f.ID)
}

func (s store) updateFinding(ctx context.Context, f Finding) error {
	n, err := s.q.UpdateFinding(ctx, intakesql.UpdateFindingParams{
		County: string(f.County), ID: f.ID, Version: f.Version, Kind: f.Kind, Words: f.Words, Detail: js(f.Detail),
		SpanStart: int64(f.Span.Start), SpanEnd: int64(f.Span.End), UnderID: f.UnderID, State: string(f.State),
		ElementID: f.ElementID,
	})
	return stale(n, err)
}

func sourceOf(r intakesql.SourceRow) (Source, error) {
	x := Source{
		ID: r.ID, County: house.County(r.County), Name: r.Name, Address: r.Address, MediaType: r.MediaType, SHA256: r.Sha256,
		Language: r.Language, State: SourceState(r.State), EditionID: r.EditionID, CreatedAt: db.Moment(r.CreatedAt),
		CreatedBy: r.CreatedBy, Version: r.Version,
	}
	if r.Fault == "" {
		return x, nil
	}
	var why refusal
	err := json.Unmarshal([]byte(r.Fault), &why)
	x.Fault, x.FaultArgs = why.Key, why.Args
	return x, wrap(err)
}

func faultColumn(x Source) string {
	if x.Fault == "" {
		return ""
	}
	return js(refusal{x.Fault, x.FaultArgs})
}

func convert(rows []intakesql.Finding, err error) ([]Finding, error) {
	if err != nil {
		return nil, wrap(err)
	}
	list := make([]Finding, 0, len(rows))
	for _, r := range rows {
		f := Finding{
			ID: r.ID, County: house.County(r.County), SourceID: r.SourceID, Position: r.Position, Kind: r.Kind, Words: r.Words,
			Span: house.Span{Start: int(r.SpanStart), End: int(r.SpanEnd)}, Confidence: r.Confidence, UnderID: r.UnderID,
			State: FindingState(r.State), ElementID: r.ElementID, Version: r.Version,
		}
		if err := json.Unmarshal([]byte(r.Detail), &f.Detail); err != nil {
			return nil, wrap(err)
		}
		list = append(list, f)
	}
	return list, nil
}

func js(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("intake: " + err.Error()) // our own types always marshal
	}
	return string(raw)
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("intake: %w", err)
}

func missing(err error, key string) error {
	if db.NoRows(err) {
		return fault.New(fault.NotFound, key)
	}
	return wrap(err)
}

func taken(err error, key string, args ...any) error {
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, key, args...).Because(err)
	}
	return wrap(err)
}

// stale turns "no row had that version" into the conflict it is.
func stale(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "intake.stale")
	}
	return wrap(err)
}
