package plan

import (
	"context"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
)

// StartStrategy gives the county its strategy document, when it has none, and
// an empty draft of it.
func (s *Service) StartStrategy(ctx context.Context, by house.Actor, c registry.County) (Edition, error) {
	if err := allowed(by.Can(house.Editor, c.Code)); err != nil {
		return Edition{}, err
	}
	var draft Edition
	err := s.db.Do(ctx, func(tx *db.Tx) error {
		d, err := s.EnsureStrategy(ctx, tx, by, c)
		if err != nil {
			return err
		}
		draft, err = s.AddEdition(ctx, tx, by, Edition{County: c.Code, DocumentID: d.ID, State: Draft}, nil)
		return err
	})
	return draft, err
}

// StartDocument begins the document of an empty room: the document takes the
// room's kind, address and name, the room points at it, and an empty draft is
// made. Conflict when the room has a document already.
func (s *Service) StartDocument(ctx context.Context, by house.Actor, x Slot) (Edition, error) {
	if err := allowed(MayArrange(by, x.County)); err != nil {
		return Edition{}, err
	}
	if x.DocumentID != "" {
		return Edition{}, fault.New(fault.Conflict, "plan.hasDocument")
	}
	var draft Edition
	err := s.db.Do(ctx, func(tx *db.Tx) error {
		d, err := s.AddDocument(ctx, tx, by, Document{County: x.County, Kind: x.Kind, Slug: x.Slug, Title: x.Title})
		if err != nil {
			return err
		}
		room := x
		room.DocumentID, room.State, room.ToldBy = d.ID, SlotPreparing, ""
		if _, err := s.SaveSlotIn(ctx, tx, by, room); err != nil {
			return err
		}
		draft, err = s.AddEdition(ctx, tx, by, Edition{County: x.County, DocumentID: d.ID, State: Draft}, nil)
		return err
	})
	return draft, err
}
