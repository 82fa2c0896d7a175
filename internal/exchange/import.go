package exchange

import (
	"context"
	"strconv"
	"time"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

// Added counts what an import added.
type Added struct {
	Areas, Sources, Slots, Documents, Editions, Decisions, Findings int
}

// Nothing tells whether everything was there already.
func (a Added) Nothing() bool { return a == Added{} }

// Import adds a house to its county, all of it or nothing. What is there
// already stays: a thing with the same id must be the same in the file, or the
// import is refused with a Conflict, so reading a file twice adds nothing the
// second time. Frozen editions get their hash anew. No edition moves on by an
// import: states, dates and decisions are taken as the file tells them.
//
// The actor must be an administrator of the county. h is validated first.
func Import(ctx context.Context, d *db.DB, r Rooms, by house.Actor, h House, now time.Time) (Added, error) {
	if !plan.MayArrange(by, h.County) {
		return Added{}, fault.New(fault.Denied, "exchange.denied")
	}
	if err := h.Validate(); err != nil {
		return Added{}, err
	}
	n, err := news(ctx, r, h)
	if err != nil || n.added.Nothing() {
		return Added{}, err
	}
	err = d.Do(ctx, func(tx *db.Tx) error {
		return n.write(&writer{ctx: ctx, tx: tx, by: by, rooms: r}, now)
	})
	if err != nil {
		return Added{}, err
	}
	return n.added, nil
}

// batch is what a file adds to a county, as the rooms take it.
type batch struct {
	county     house.County
	house      House
	documents  []Document // those that are new; their editions are below
	editions   []edition
	firstArea  int // the position of the first new one
	firstSlot  int
	firstFound map[string]int // by source
	added      Added
}

// edition is a new edition with the document it belongs to.
type edition struct {
	Edition
	document string
}

// writer does the steps of the import's transaction.
type writer struct {
	ctx   context.Context
	tx    *db.Tx
	by    house.Actor
	rooms Rooms
}

// write adds each thing after those it points at.
func (n batch) write(w *writer, now time.Time) error {
	for _, step := range []func(*writer) error{n.writeAreas, n.writeDocuments, n.writeSlots, n.writeFacts, n.writeDecisions} {
		if err := step(w); err != nil {
			return err
		}
	}
	return audit.Write(w.ctx, w.tx, now, audit.Entry{
		County: n.county, Actor: w.by, Act: "house.import", Ref: house.Ref{Kind: "county", ID: string(n.county)},
		Detail: map[string]string{"documents": strconv.Itoa(n.added.Documents), "editions": strconv.Itoa(n.added.Editions)},
	})
}

func (n batch) writeAreas(w *writer) error {
	for i, a := range n.house.Areas {
		if err := w.rooms.Plan.AddArea(w.ctx, w.tx, a.room(n.county, n.firstArea+i)); err != nil {
			return taken(err, a.ID)
		}
	}
	return nil
}

func (n batch) writeDocuments(w *writer) error {
	for _, d := range n.documents {
		if _, err := w.rooms.Plan.AddDocument(w.ctx, w.tx, w.by, d.room(n.county)); err != nil {
			return taken(err, d.ID)
		}
	}
	for _, e := range n.editions {
		_, err := w.rooms.Plan.AddEdition(w.ctx, w.tx, w.by, e.room(n.county, e.document), e.rooms(n.county))
		if err != nil {
			return taken(err, e.ID)
		}
	}
	return nil
}

func (n batch) writeSlots(w *writer) error {
	for i, s := range n.house.Slots {
		if _, err := w.rooms.Plan.SaveSlotIn(w.ctx, w.tx, w.by, s.room(n.county, n.firstSlot+i)); err != nil {
			return taken(err, s.ID)
		}
	}
	return nil
}

func (n batch) writeFacts(w *writer) error {
	for _, s := range n.house.Sources {
		if err := w.rooms.Intake.CiteIn(w.ctx, w.tx, w.by, s.room(n.county)); err != nil {
			return taken(err, s.ID)
		}
	}
	next := map[string]int{}
	for _, f := range n.house.Findings {
		at := n.firstFound[f.Source] + next[f.Source]
		next[f.Source]++
		if err := w.rooms.Intake.AddFindingIn(w.ctx, w.tx, w.by, f.room(n.county, at)); err != nil {
			return taken(err, f.ID)
		}
	}
	return nil
}

func (n batch) writeDecisions(w *writer) error {
	for _, d := range n.house.Decisions {
		if _, err := w.rooms.Decision.AddIn(w.ctx, w.tx, w.by, d.room(n.county)); err != nil {
			return taken(err, d.ID)
		}
	}
	return nil
}

// taken says which id another county has. Addresses and numbers inside the
// county were looked at before, so nothing else can be taken but by somebody
// who added the same at the same time, who has the same way out.
func taken(err error, id string) error {
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "exchange.idTaken", "ID", id).Because(err)
	}
	return err
}
