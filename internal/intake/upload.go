package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake/extract"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/job"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// readKind is the kind of job that reads an uploaded file.
const readKind = "intake.read"

// reading is such a job's payload.
type reading struct {
	Source  string `json:"source"`
	Version int64  `json:"version"`
}

// jobID is the id of the job that reads the source as it now waits: one for
// each time it was asked for.
func jobID(x Source) string {
	return "intake-" + x.ID + "-" + strconv.FormatInt(x.Version, 10)
}

// Upload keeps a file and puts its reading in the queue, both or neither. A
// county that has the very same file already gets that source back, and known
// is true.
func (s *Service) Upload(ctx context.Context, by house.Actor, county house.County, name string, data []byte) (x Source, known bool, err error) {
	fresh, err := s.newSource(by, county, name, data)
	if err != nil {
		return fresh, false, err
	}
	err = s.db.Do(ctx, func(tx *db.Tx) error {
		same, err := on(tx).same(ctx, county, fresh.SHA256)
		if err != nil {
			return err
		}
		if known = same != ""; known {
			x, err = on(tx).source(ctx, county, same)
			return err
		}
		x = fresh
		if err := on(tx).insertSource(ctx, x, data, kept{}); err != nil {
			return err
		}
		if err := s.enqueue(ctx, tx, x); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, x, "intake.upload", nil)
	})
	return x, known, err
}

// newSource is a waiting source, if the actor may bring it in.
func (s *Service) newSource(by house.Actor, county house.County, name string, data []byte) (Source, error) {
	if err := allowed(MayReview(by, county)); err != nil {
		return Source{}, err
	}
	if _, err := registry.ByCode(county); err != nil {
		return Source{}, err
	}
	if len(data) > MaxFile {
		return Source{}, fault.New(fault.TooLarge, "intake.tooLarge", "Limit", MaxFile>>20).On("file")
	}
	if len(data) == 0 {
		return Source{}, fault.New(fault.Invalid, "intake.empty").On("file")
	}
	sum := sha256.Sum256(data)
	return Source{
		ID: s.id(), County: county, Name: baseName(name), SHA256: hex.EncodeToString(sum[:]), State: Waiting,
		CreatedAt: s.now(), CreatedBy: by.UserID, Version: 1,
	}, nil
}

func (s *Service) enqueue(ctx context.Context, tx *db.Tx, x Source) error {
	_, err := s.queue.Add(ctx, tx, job.Job{ID: jobID(x), County: x.County, Kind: readKind, Payload: reading{x.ID, x.Version}})
	return err
}

// readJob reads an uploaded file. It may be run again at any point: what it
// stores it stores at once, and only while the source still waits for it. A
// file that cannot be read ends as a refused source; any other failure is
// tried again.
func (s *Service) readJob(ctx context.Context, j job.Job, progress func(int)) error {
	var want reading
	if err := j.Decode(&want); err != nil {
		return err
	}
	x, err := on(s.db.Read()).source(ctx, j.County, want.Source)
	if fault.Is(err, fault.NotFound) || err == nil && (x.State != Waiting || x.Version != want.Version) {
		return nil
	}
	if err != nil {
		return err
	}
	data, err := on(s.db.Read()).content(ctx, j.County, x.ID)
	if err != nil {
		return err
	}
	progress(10)
	p, t, err := ReadFile(ctx, x.Name, data)
	if err != nil && (ctx.Err() != nil || !final(err)) {
		return err
	}
	progress(80)
	return s.db.Do(ctx, func(tx *db.Tx) error {
		if err != nil {
			return s.refuse(ctx, tx, x, fault.Of(err))
		}
		return s.keep(ctx, tx, x, p, t)
	})
}

// final tells whether reading the file again would end the same way.
func final(err error) bool {
	return fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge)
}

func (s *Service) refuse(ctx context.Context, tx *db.Tx, x Source, why *fault.Error) error {
	x.Fault, x.FaultArgs = why.Key, why.Args
	waited, err := on(tx).refuse(ctx, x)
	if err != nil || !waited {
		return err
	}
	return s.audit(ctx, tx, house.System, x, "intake.refuse", nil)
}

// keep stores what was read of a waiting source.
func (s *Service) keep(ctx context.Context, tx *db.Tx, x Source, p proposal.Proposal, t extract.Text) error {
	x.fill(p, t)
	waited, err := on(tx).read(ctx, x, kept{Notices: x.Notices, Proposal: &p})
	if err != nil || !waited {
		return err
	}
	for _, f := range findingsOf(p, t.Plain, x.County, x.ID, s.id) {
		if err := on(tx).insertFinding(ctx, f); err != nil {
			return err
		}
	}
	return s.audit(ctx, tx, house.System, x, "intake.read", nil)
}

// fill takes over what the reading says of the source.
func (x *Source) fill(p proposal.Proposal, t extract.Text) {
	x.MediaType, x.Language, x.Plain, x.Notices, x.State = t.MediaType, p.Language, t.Plain, t.Notices, Read
	if _, known := text.Parse(x.Language); !known {
		x.Language = string(text.Fi)
	}
}

// Again puts the reading of a source that still waits in the queue anew:
// after the program failed at it.
func (s *Service) Again(ctx context.Context, by house.Actor, county house.County, id string, version int64) error {
	return s.act(ctx, by, county, id, "intake.again", func(tx *db.Tx, x Source) error {
		if x.State != Waiting {
			return fault.New(fault.Conflict, "intake.notWaiting")
		}
		x.Version = version
		if err := on(tx).touch(ctx, x); err != nil {
			return err
		}
		x.Version++
		return s.enqueue(ctx, tx, x)
	})
}

// Rename gives a source the name people know it by, and the address it was
// published at. What was told by the old name is told by the new one.
func (s *Service) Rename(ctx context.Context, by house.Actor, county house.County, id string, version int64, name, address string) error {
	if name == "" {
		return fault.New(fault.Invalid, "intake.noName").On("name")
	}
	if address != "" && !isAddress(address) {
		return fault.New(fault.Invalid, "intake.badAddress").On("address")
	}
	return s.act(ctx, by, county, id, "intake.rename", func(tx *db.Tx, x Source) error {
		if x.State == Waiting {
			return fault.New(fault.Conflict, "intake.notRead")
		}
		old := x.Name
		x.Name, x.Address, x.Version = name, address, version
		if err := on(tx).rename(ctx, x); err != nil {
			return err
		}
		return s.retell(ctx, tx, by, x, old)
	})
}

// retell changes who tells the elements that the source told, as long as
// their draft can be changed.
func (s *Service) retell(ctx context.Context, tx *db.Tx, by house.Actor, x Source, old string) error {
	if x.EditionID == "" || x.Name == old {
		return nil
	}
	e, err := s.plan.EditionIn(ctx, tx, x.County, x.EditionID)
	if err != nil || e.Frozen() {
		return err
	}
	return s.plan.RetellIn(ctx, tx, by, x.County, e.ID, x.ID, old, x.Name)
}

// Remove takes a source away of which nothing was accepted, with its file.
func (s *Service) Remove(ctx context.Context, by house.Actor, county house.County, id string, version int64) error {
	return s.act(ctx, by, county, id, "intake.remove", func(tx *db.Tx, x Source) error {
		findings, err := on(tx).findings(ctx, county, id)
		if err != nil {
			return err
		}
		if tallyOf(findings).Accepted > 0 || x.State == Cited {
			return fault.New(fault.Conflict, "intake.inUse")
		}
		x.Version = version
		return on(tx).remove(ctx, x)
	})
}

// act runs an editor's act on one source in a transaction, with its audit row.
func (s *Service) act(ctx context.Context, by house.Actor, county house.County, id, name string, do func(*db.Tx, Source) error) error {
	if err := allowed(MayReview(by, county)); err != nil {
		return err
	}
	return s.db.Do(ctx, func(tx *db.Tx) error {
		x, err := on(tx).source(ctx, county, id)
		if err != nil {
			return err
		}
		if err := do(tx, x); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, x, name, nil)
	})
}

// Import reads a file and takes in what it says without a person in between:
// a source, and a draft edition of the county's strategy with every finding
// that is likely or better; the rest is left open for a review. A file the
// county has already gives its source and draft as they are.
func (s *Service) Import(ctx context.Context, by house.Actor, county house.County, name string, data []byte) (Source, plan.Edition, error) {
	var x Source
	var e plan.Edition
	fresh, err := s.newSource(by, county, name, data)
	if err != nil {
		return x, e, err
	}
	p, t, err := ReadFile(ctx, fresh.Name, data)
	if err != nil {
		return x, e, err
	}
	err = s.db.Do(ctx, func(tx *db.Tx) error {
		same, err := on(tx).same(ctx, county, fresh.SHA256)
		if err == nil && same == "" {
			err = s.importNew(ctx, tx, by, fresh, p, t, data)
			same = fresh.ID
		}
		if err != nil {
			return err
		}
		if x, err = on(tx).source(ctx, county, same); err != nil {
			return err
		}
		if x.EditionID == "" {
			return fault.New(fault.Conflict, "intake.known", "Name", x.Name)
		}
		e, err = s.plan.EditionIn(ctx, tx, county, x.EditionID)
		return err
	})
	return x, e, err
}

func (s *Service) importNew(ctx context.Context, tx *db.Tx, by house.Actor, x Source, p proposal.Proposal, t extract.Text, data []byte) error {
	if err := on(tx).insertSource(ctx, x, data, kept{}); err != nil {
		return err
	}
	if err := s.keep(ctx, tx, x, p, t); err != nil {
		return fmt.Errorf("intake: import: %w", err)
	}
	return s.reviewIn(ctx, tx, by, x.County, x.ID, "intake.import", func(d *desk) error {
		if _, err := d.begin(Choice{}); err != nil {
			return err
		}
		return d.accept(d.likely(MaxFindings)...)
	})
}

// isAddress tells whether a page can link to the address.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && utf8.RuneCountInString(s) <= MaxAddress
}

// baseName is the last part of a name, whichever way its slashes lean.
func baseName(name string) string {
	return text.Plain(path.Base(strings.ReplaceAll(name, `\`, "/")), MaxName)
}
