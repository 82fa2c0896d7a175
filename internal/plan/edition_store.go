package plan

import (
	"context"
	"fmt"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan/plansql"
)

func (s store) editions(ctx context.Context, county house.County) ([]Edition, error) {
	rows, err := s.q.Editions(ctx, string(county))
	return convert(rows, err, editionOf)
}

func (s store) edition(ctx context.Context, county house.County, id string) (Edition, error) {
	row, err := s.q.Edition(ctx, plansql.EditionParams{County: string(county), ID: id})
	if err != nil {
		return Edition{}, missing(err, "plan.noEdition")
	}
	return editionOf(row)
}

func (s store) insertEdition(ctx context.Context, e Edition) error {
	return s.q.InsertEdition(ctx, plansql.InsertEditionParams{
		ID: e.ID, County: string(e.County), DocumentID: e.DocumentID, Number: e.Number, State: string(e.State),
		BasedOn: e.BasedOn, StartYear: e.StartYear, EndYear: e.EndYear, CreatedAt: db.Stamp(e.CreatedAt),
		ProposedOn: e.ProposedOn, ReturnedOn: e.ReturnedOn, ApprovedOn: e.ApprovedOn, InForceFrom: e.InForceFrom,
		SupersededOn: e.SupersededOn, Hash: e.Hash, ToldBy: e.ToldBy, Note: js(e.Note), Public: e.Public,
	})
}

func (s store) updateEdition(ctx context.Context, e Edition) error {
	n, err := s.q.UpdateEdition(ctx, plansql.UpdateEditionParams{
		County: string(e.County), ID: e.ID, Version: e.Version, State: string(e.State),
		StartYear: e.StartYear, EndYear: e.EndYear, ProposedOn: e.ProposedOn, ReturnedOn: e.ReturnedOn,
		ApprovedOn: e.ApprovedOn, InForceFrom: e.InForceFrom, SupersededOn: e.SupersededOn,
		Hash: e.Hash, ToldBy: e.ToldBy, Note: js(e.Note), Public: e.Public,
	})
	return stale(n, err)
}

func (s store) lastNumber(ctx context.Context, county house.County, document string) (int64, error) {
	return s.q.LastEditionNumber(ctx, plansql.LastEditionNumberParams{County: string(county), DocumentID: document})
}

func (s store) elements(ctx context.Context, county house.County, edition string) ([]Element, error) {
	rows, err := s.q.Elements(ctx, plansql.ElementsParams{County: string(county), EditionID: edition})
	return convert(rows, err, elementOf)
}

func (s store) element(ctx context.Context, county house.County, edition, id string) (Element, error) {
	row, err := s.q.Element(ctx, plansql.ElementParams{County: string(county), EditionID: edition, ID: id})
	if err != nil {
		return Element{}, missing(err, "plan.noElement")
	}
	return elementOf(row)
}

func (s store) insertElement(ctx context.Context, e Element) error {
	return s.q.InsertElement(ctx, plansql.InsertElementParams{
		EditionID: e.EditionID, ID: e.ID, County: string(e.County), ParentID: e.ParentID, Kind: string(e.Kind),
		Position: e.Position, Title: js(e.Title), Body: js(e.Body), Deeds: js(e.Deeds), StartYear: e.StartYear,
		EndYear: e.EndYear, Areas: js(e.Areas), SourceID: e.SourceID, SourceStart: int64(e.Span.Start),
		SourceEnd: int64(e.Span.End), ToldBy: e.ToldBy, Version: max(e.Version, 1), UpdatedAt: db.Stamp(e.UpdatedAt),
		UpdatedBy: e.UpdatedBy,
	})
}

func (s store) updateElement(ctx context.Context, e Element) error {
	n, err := s.q.UpdateElement(ctx, plansql.UpdateElementParams{
		County: string(e.County), EditionID: e.EditionID, ID: e.ID, Version: e.Version, Kind: string(e.Kind),
		Title: js(e.Title), Body: js(e.Body), Deeds: js(e.Deeds), StartYear: e.StartYear, EndYear: e.EndYear,
		Areas: js(e.Areas), ToldBy: e.ToldBy, UpdatedAt: db.Stamp(e.UpdatedAt), UpdatedBy: e.UpdatedBy,
	})
	return stale(n, err)
}

func (s store) retell(ctx context.Context, county house.County, edition, source, was, now string) error {
	err := s.q.RetellElements(ctx, plansql.RetellElementsParams{
		County: string(county), EditionID: edition, SourceID: source, Was: was, Now: now,
	})
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	return nil
}

func (s store) place(ctx context.Context, e Element) error {
	_, err := s.q.PlaceElement(ctx, plansql.PlaceElementParams{
		County: string(e.County), EditionID: e.EditionID, ID: e.ID, ParentID: e.ParentID, Position: e.Position,
	})
	return err
}

func (s store) deleteElement(ctx context.Context, e Element) error {
	n, err := s.q.DeleteElement(ctx, plansql.DeleteElementParams{
		County: string(e.County), EditionID: e.EditionID, ID: e.ID, Version: e.Version,
	})
	return stale(n, err)
}

func (s store) seats(ctx context.Context, county house.County, document string) ([]Seat, error) {
	rows, err := s.q.Seats(ctx, plansql.SeatsParams{County: string(county), DocumentID: document})
	return convert(rows, err, func(r plansql.Seat) (Seat, error) {
		x := Seat{ID: r.ID, County: house.County(r.County), DocumentID: r.DocumentID, MayEdit: r.MayEdit, UserID: r.UserID}
		return x, un(r.Post, &x.Post)
	})
}

func (s store) insertSeat(ctx context.Context, x Seat) error {
	return s.q.InsertSeat(ctx, plansql.InsertSeatParams{
		ID: x.ID, County: string(x.County), DocumentID: x.DocumentID, Post: js(x.Post), MayEdit: x.MayEdit, UserID: x.UserID,
	})
}

func (s store) updateSeat(ctx context.Context, x Seat) error {
	n, err := s.q.UpdateSeat(ctx, plansql.UpdateSeatParams{
		County: string(x.County), ID: x.ID, Post: js(x.Post), MayEdit: x.MayEdit, UserID: x.UserID,
	})
	return stale(n, err)
}

func (s store) deleteSeat(ctx context.Context, county house.County, id string) error {
	n, err := s.q.DeleteSeat(ctx, plansql.DeleteSeatParams{County: string(county), ID: id})
	return stale(n, err)
}

func (s store) comments(ctx context.Context, county house.County, edition string) ([]Comment, error) {
	rows, err := s.q.Comments(ctx, plansql.CommentsParams{County: string(county), EditionID: edition})
	return convert(rows, err, func(r plansql.Comment) (Comment, error) {
		return Comment{
			ID: r.ID, County: house.County(r.County), EditionID: r.EditionID, ElementID: r.ElementID, AuthorID: r.AuthorID,
			Post: r.Post, Body: r.Body, State: CommentState(r.State), Answer: r.Answer, CarriedFrom: r.CarriedFrom,
			CreatedAt: db.Moment(r.CreatedAt), Version: r.Version,
		}, nil
	})
}

func (s store) insertComment(ctx context.Context, c Comment) error {
	return s.q.InsertComment(ctx, plansql.InsertCommentParams{
		ID: c.ID, County: string(c.County), EditionID: c.EditionID, ElementID: c.ElementID, AuthorID: c.AuthorID,
		Post: c.Post, Body: c.Body, State: string(c.State), Answer: c.Answer, CarriedFrom: c.CarriedFrom,
		CreatedAt: db.Stamp(c.CreatedAt),
	})
}

func (s store) updateComment(ctx context.Context, c Comment) error {
	n, err := s.q.UpdateComment(ctx, plansql.UpdateCommentParams{
		County: string(c.County), ID: c.ID, Version: c.Version, State: string(c.State), Answer: c.Answer,
	})
	return stale(n, err)
}

func editionOf(r plansql.Edition) (Edition, error) {
	e := Edition{
		ID: r.ID, County: house.County(r.County), DocumentID: r.DocumentID, Number: r.Number, State: State(r.State),
		BasedOn: r.BasedOn, StartYear: r.StartYear, EndYear: r.EndYear, CreatedAt: db.Moment(r.CreatedAt),
		ProposedOn: r.ProposedOn, ReturnedOn: r.ReturnedOn, ApprovedOn: r.ApprovedOn, InForceFrom: r.InForceFrom,
		SupersededOn: r.SupersededOn, Hash: r.Hash, ToldBy: r.ToldBy, Public: r.Public, Version: r.Version,
	}
	return e, un(r.Note, &e.Note)
}

func elementOf(r plansql.Element) (Element, error) {
	e := Element{
		EditionID: r.EditionID, ID: r.ID, County: house.County(r.County), ParentID: r.ParentID, Kind: Kind(r.Kind),
		Position: r.Position, StartYear: r.StartYear, EndYear: r.EndYear, SourceID: r.SourceID,
		Span:   house.Span{Start: int(r.SourceStart), End: int(r.SourceEnd)},
		ToldBy: r.ToldBy, Version: r.Version, UpdatedAt: db.Moment(r.UpdatedAt), UpdatedBy: r.UpdatedBy,
	}
	err := first(un(r.Title, &e.Title), un(r.Body, &e.Body), un(r.Deeds, &e.Deeds), un(r.Areas, &e.Areas))
	if err != nil {
		return e, fmt.Errorf("element %s: %w", r.ID, err)
	}
	return e, nil
}
