package plan

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan/plansql"
)

// store is the only user of plansql: it turns rows into the room's types.
type store struct{ q *plansql.Queries }

func on(q db.Queryer) store { return store{plansql.New(q)} }

func (s store) documents(ctx context.Context, county house.County) ([]Document, error) {
	rows, err := s.q.Documents(ctx, string(county))
	return convert(rows, err, documentOf)
}

func (s store) document(ctx context.Context, county house.County, id string) (Document, error) {
	row, err := s.q.Document(ctx, plansql.DocumentParams{County: string(county), ID: id})
	if err != nil {
		return Document{}, missing(err, "plan.noDocument")
	}
	return documentOf(row)
}

func (s store) insertDocument(ctx context.Context, d Document) error {
	err := s.q.InsertDocument(ctx, plansql.InsertDocumentParams{
		ID: d.ID, County: string(d.County), Kind: string(d.Kind), Slug: d.Slug,
		Title: js(d.Title), CreatedAt: db.Stamp(d.CreatedAt),
	})
	return taken(err, "plan.slugTaken", "Slug", d.Slug)
}

func (s store) slots(ctx context.Context, county house.County) ([]Slot, error) {
	rows, err := s.q.Slots(ctx, string(county))
	return convert(rows, err, slotOf)
}

func (s store) insertSlot(ctx context.Context, x Slot) error {
	err := s.q.InsertSlot(ctx, plansql.InsertSlotParams{
		ID: x.ID, County: string(x.County), Kind: string(x.Kind), Slug: x.Slug, Title: js(x.Title), Note: js(x.Note),
		Binding: string(x.Binding), Basis: x.Basis, Decider: x.Decider, State: string(x.State), ToldBy: x.ToldBy,
		Position: x.Position, DocumentID: null(x.DocumentID),
	})
	return taken(err, "plan.slugTaken", "Slug", x.Slug)
}

func (s store) updateSlot(ctx context.Context, x Slot) error {
	n, err := s.q.UpdateSlot(ctx, plansql.UpdateSlotParams{
		County: string(x.County), ID: x.ID, Version: x.Version, Kind: string(x.Kind), Title: js(x.Title), Note: js(x.Note),
		Binding: string(x.Binding), Basis: x.Basis, Decider: x.Decider, State: string(x.State), ToldBy: x.ToldBy,
		Position: x.Position, DocumentID: null(x.DocumentID),
	})
	return stale(n, err)
}

func (s store) deleteSlot(ctx context.Context, county house.County, id string, version int64) error {
	n, err := s.q.DeleteSlot(ctx, plansql.DeleteSlotParams{County: string(county), ID: id, Version: version})
	return stale(n, err)
}

func (s store) areas(ctx context.Context, county house.County) ([]Area, error) {
	rows, err := s.q.Areas(ctx, string(county))
	return convert(rows, err, areaOf)
}

func (s store) insertArea(ctx context.Context, a Area) error {
	return s.q.InsertArea(ctx, plansql.InsertAreaParams{
		ID: a.ID, County: string(a.County), Position: a.Position, Name: js(a.Name),
		Municipalities: js(a.Municipalities), ToldBy: a.ToldBy,
	})
}

func (s store) updateArea(ctx context.Context, a Area) error {
	n, err := s.q.UpdateArea(ctx, plansql.UpdateAreaParams{
		County: string(a.County), ID: a.ID, Version: a.Version, Name: js(a.Name),
		Municipalities: js(a.Municipalities), ToldBy: a.ToldBy,
	})
	return stale(n, err)
}

func (s store) deleteArea(ctx context.Context, county house.County, id string, version int64) error {
	n, err := s.q.DeleteArea(ctx, plansql.DeleteAreaParams{County: string(county), ID: id, Version: version})
	return stale(n, err)
}

// spokenOf tells whether an element of any edition speaks of the area.
func (s store) spokenOf(ctx context.Context, county house.County, area string) (bool, error) {
	lists, err := s.q.ElementAreas(ctx, string(county))
	if err != nil {
		return false, fmt.Errorf("plan: %w", err)
	}
	for _, raw := range lists {
		var ids []string
		if err := un(raw, &ids); err != nil {
			return false, err
		}
		if slices.Contains(ids, area) {
			return true, nil
		}
	}
	return false, nil
}

// convert turns rows into the room's type, or passes the error on.
func convert[R, T any](rows []R, err error, one func(R) (T, error)) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	list := make([]T, 0, len(rows))
	for _, row := range rows {
		t, err := one(row)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

func documentOf(r plansql.Document) (Document, error) {
	d := Document{
		ID: r.ID, County: house.County(r.County), Kind: DocumentKind(r.Kind), Slug: r.Slug,
		CreatedAt: db.Moment(r.CreatedAt), Version: r.Version,
	}
	return d, un(r.Title, &d.Title)
}

func slotOf(r plansql.Slot) (Slot, error) {
	s := Slot{
		ID: r.ID, County: house.County(r.County), Kind: DocumentKind(r.Kind), Slug: r.Slug, Binding: Binding(r.Binding),
		Basis: r.Basis, Decider: r.Decider, State: SlotState(r.State), ToldBy: r.ToldBy, Position: r.Position,
		DocumentID: r.DocumentID.String, Version: r.Version,
	}
	return s, first(un(r.Title, &s.Title), un(r.Note, &s.Note))
}

func areaOf(r plansql.Area) (Area, error) {
	a := Area{ID: r.ID, County: house.County(r.County), Position: r.Position, ToldBy: r.ToldBy, Version: r.Version}
	return a, first(un(r.Name, &a.Name), un(r.Municipalities, &a.Municipalities))
}

func js(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("plan: " + err.Error()) // our own types always marshal
	}
	return string(raw)
}

func un(raw string, v any) error {
	if err := json.Unmarshal([]byte(raw), v); err != nil {
		return fmt.Errorf("plan: stored json: %w", err)
	}
	return nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func null(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

func missing(err error, key string) error {
	if db.NoRows(err) {
		return fault.New(fault.NotFound, key)
	}
	return fmt.Errorf("plan: %w", err)
}

func taken(err error, key string, args ...any) error {
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, key, args...).Because(err)
	}
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	return nil
}

// stale turns "no row had that version" into the conflict it is.
func stale(n int64, err error) error {
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "plan.stale")
	}
	return nil
}
