package plan

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

// Seats lists the working group of a document.
func (s *Service) Seats(ctx context.Context, county house.County, document string) ([]Seat, error) {
	return on(s.db.Read()).seats(ctx, county, document)
}

// SaveSeat adds a seat (no id) or changes it.
func (s *Service) SaveSeat(ctx context.Context, by house.Actor, x Seat) (Seat, error) {
	if err := allowed(MayArrange(by, x.County)); err != nil {
		return x, err
	}
	if empty(x.Post) {
		return x, fault.New(fault.Invalid, "plan.noPost").On("post")
	}
	if err := texts(x.Post, MaxTitle, "post"); err != nil {
		return x, err
	}
	added := x.ID == ""
	if added {
		x.ID = s.id()
	}
	return x, s.db.Do(ctx, func(tx *db.Tx) error {
		save := on(tx).updateSeat
		if added {
			save = on(tx).insertSeat
		}
		if err := save(ctx, x); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, x.County, "seat.save", "seat", x.ID)
	})
}

// RemoveSeat takes a seat away; its comments stay.
func (s *Service) RemoveSeat(ctx context.Context, by house.Actor, county house.County, id string) error {
	if err := allowed(MayArrange(by, county)); err != nil {
		return err
	}
	return s.db.Do(ctx, func(tx *db.Tx) error {
		if err := on(tx).deleteSeat(ctx, county, id); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, county, "seat.remove", "seat", id)
	})
}

// Comments lists what has been said of an edition, oldest first.
func (s *Service) Comments(ctx context.Context, county house.County, edition string) ([]Comment, error) {
	return on(s.db.Read()).comments(ctx, county, edition)
}

// AddComment says something of an element of a draft. The comment shows the
// post of the one who makes it, not the person.
func (s *Service) AddComment(ctx context.Context, by house.Actor, c Comment) (Comment, error) {
	if err := allowed(MayRead(by, c.County)); err != nil {
		return c, err
	}
	if c.Body == "" {
		return c, fault.New(fault.Invalid, "plan.emptyComment").On("body")
	}
	if utf8.RuneCountInString(c.Body) > MaxComment {
		return c, fault.New(fault.Invalid, "plan.tooLong", "Limit", MaxComment).On("body")
	}
	c.ID, c.AuthorID, c.State, c.CreatedAt = s.id(), by.UserID, CommentOpen, s.now()
	return c, s.db.Do(ctx, func(tx *db.Tx) error {
		e, err := on(tx).edition(ctx, c.County, c.EditionID)
		if err != nil {
			return err
		}
		if e.Frozen() {
			return fault.New(fault.Conflict, "plan.frozen")
		}
		seats, err := on(tx).seats(ctx, c.County, e.DocumentID)
		if err != nil {
			return err
		}
		c.Post = postOf(by, c.County, seats)
		if err := on(tx).insertComment(ctx, c); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, c.County, "comment.add", "comment", c.ID)
	})
}

// postOf names the seat the actor speaks from; the role's name where there is
// none.
func postOf(by house.Actor, county house.County, seats []Seat) string {
	for _, x := range seats {
		if x.UserID == by.UserID && by.UserID != "" {
			post, _ := x.Post.In("fi")
			return post
		}
	}
	return string(by.Best(county))
}

// ResolveComment closes a comment of the draft with an answer, which may be
// empty. NotFound when the draft has no such comment.
func (s *Service) ResolveComment(ctx context.Context, by house.Actor, county house.County, edition, id, answer string, version int64) error {
	return s.db.Do(ctx, func(tx *db.Tx) error {
		e, err := on(tx).edition(ctx, county, edition)
		if err != nil {
			return err
		}
		if err := s.mayWrite(ctx, tx, by, e); err != nil {
			return err
		}
		comments, err := on(tx).comments(ctx, county, edition)
		if err != nil {
			return err
		}
		// The right to write is to this draft; a comment elsewhere is none of it.
		if !slices.ContainsFunc(comments, func(c Comment) bool { return c.ID == id }) {
			return fault.New(fault.NotFound, "plan.noComment")
		}
		c := Comment{ID: id, County: county, State: CommentResolved, Answer: answer, Version: version}
		if err := on(tx).updateComment(ctx, c); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, county, "comment.resolve", "comment", id)
	})
}

// carryComments takes the open comments of one edition on to the next.
func (s *Service) carryComments(ctx context.Context, tx *db.Tx, county house.County, from, to string) error {
	if from == "" {
		return nil
	}
	comments, err := on(tx).comments(ctx, county, from)
	if err != nil {
		return err
	}
	for _, c := range comments {
		if c.State != CommentOpen {
			continue
		}
		next := c
		next.ID, next.EditionID, next.CarriedFrom = s.id(), to, c.ID
		if err := on(tx).insertComment(ctx, next); err != nil {
			return err
		}
		c.State = CommentCarried
		if err := on(tx).updateComment(ctx, c); err != nil {
			return err
		}
	}
	return nil
}
