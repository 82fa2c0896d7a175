package people

import (
	"context"
	"slices"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Service is the room's acts. It is safe for many goroutines.
type Service struct {
	d      *db.DB
	now    house.Clock
	ids    house.IDs
	hasher *hasher
	delays delays
}

// New makes the service. It hashes one password, so it takes about as long as
// a sign-in.
func New(d *db.DB, now house.Clock, ids house.IDs) (*Service, error) {
	h, err := newHasher(current)
	if err != nil {
		return nil, err
	}
	return &Service{d: d, now: now, ids: ids, hasher: h}, nil
}

// NewUser is what Add needs.
type NewUser struct {
	Email    string
	Name     string
	Language text.Lang
	Password string
	Grants   []house.Grant
}

// Add makes a user. Denied unless every grant is the actor's to give; Conflict
// if the e-mail is taken; else an error joins one Invalid fault a field.
func (s *Service) Add(ctx context.Context, actor house.Actor, n NewUser) (User, error) {
	n.Email, n.Name = text.Plain(n.Email, 0), text.Plain(n.Name, 0)
	n.Grants = sorted(n.Grants)
	if err := n.validate(); err != nil {
		return User{}, err
	}
	if slices.ContainsFunc(n.Grants, func(g house.Grant) bool { return !mayGrant(actor, g) }) {
		return User{}, fault.New(fault.Denied, "people.grantDenied").On("role")
	}
	hash, err := s.hasher.hash(ctx, n.Password)
	if err != nil {
		return User{}, err
	}
	u := User{
		ID: s.ids(), Email: n.Email, Name: n.Name, Language: n.Language, Active: true,
		Grants: n.Grants, Created: s.now(), Version: 1, password: hash,
	}
	return u, s.d.Do(ctx, func(tx *db.Tx) error {
		if err := insertUser(ctx, tx, u); err != nil {
			return err
		}
		if err := s.record(ctx, tx, actor, "user.add", u, u.county(), ""); err != nil {
			return err
		}
		return s.recordGrants(ctx, tx, actor, u, nil, u.Grants)
	})
}

func sorted(grants []house.Grant) []house.Grant {
	return slices.SortedFunc(slices.Values(grants), func(a, b house.Grant) int {
		switch {
		case a.County < b.County:
			return -1
		case a.County > b.County:
			return 1
		}
		return 0
	})
}

// Change is the whole of what an administrator may change of a user, except
// the password. Version is the one that was read.
type Change struct {
	Version  int64
	Name     string
	Language text.Lang
	Active   bool
	Grants   []house.Grant
}

// Change changes a user. Denied for what is not the actor's to change;
// Conflict if somebody changed the user after Version was read.
func (s *Service) Change(ctx context.Context, actor house.Actor, id string, c Change) error {
	c.Name, c.Grants = text.Plain(c.Name, 0), sorted(c.Grants)
	if err := c.validate(); err != nil {
		return err
	}
	return s.d.Do(ctx, func(tx *db.Tx) error {
		before, err := seen(ctx, tx, actor, id)
		if err != nil {
			return err
		}
		if before.Version != c.Version {
			return fault.New(fault.Conflict, "people.changed")
		}
		if err := c.allowed(actor, before); err != nil {
			return err
		}
		return s.change(ctx, tx, actor, before, c)
	})
}

// allowed asks the policy about each part that would change.
func (c Change) allowed(actor house.Actor, before User) error {
	person := c.Name != before.Name || c.Language != before.Language || c.Active != before.Active
	if person && !mayChange(actor, before) {
		return fault.New(fault.Denied, "people.changeDenied")
	}
	given, taken := difference(before.Grants, c.Grants)
	if slices.ContainsFunc(append(given, taken...), func(g house.Grant) bool { return !mayGrant(actor, g) }) {
		return fault.New(fault.Denied, "people.grantDenied").On("role")
	}
	if !keepsOwn(actor, before, c.Active, c.Grants) {
		return fault.New(fault.Invalid, "people.ownAdministrator")
	}
	return nil
}

func (s *Service) change(ctx context.Context, tx *db.Tx, actor house.Actor, before User, c Change) error {
	after := before
	after.Name, after.Language, after.Active, after.Grants = c.Name, c.Language, c.Active, c.Grants
	if err := updateUser(ctx, tx, after); err != nil {
		return err
	}
	if err := replaceGrants(ctx, tx, after.ID, before.Grants, after.Grants); err != nil {
		return err
	}
	if err := keepsAdministrator(ctx, tx, before, after); err != nil {
		return err
	}
	return s.recordChange(ctx, tx, actor, before, after)
}

// keepsAdministrator refuses to leave the installation without anybody who
// may look after it.
func keepsAdministrator(ctx context.Context, tx *db.Tx, before, after User) error {
	was := before.Active && isAdministrator(before.Actor())
	if !was || (after.Active && isAdministrator(after.Actor())) {
		return nil
	}
	n, err := countAdministrators(ctx, tx)
	if err == nil && n == 0 {
		return fault.New(fault.Invalid, "people.lastAdministrator")
	}
	return err
}

// ChangeOwn changes the actor's own name and language.
func (s *Service) ChangeOwn(ctx context.Context, actor house.Actor, version int64, name string, language text.Lang) error {
	name = text.Plain(name, 0)
	if err := validateProfile(name, language); err != nil {
		return err
	}
	return s.d.Do(ctx, func(tx *db.Tx) error {
		before, err := userByID(ctx, tx, actor.UserID)
		if err != nil {
			return err
		}
		after := before
		after.Version, after.Name, after.Language = version, name, language
		if err := updateUser(ctx, tx, after); err != nil {
			return err
		}
		return s.recordChange(ctx, tx, actor, before, after)
	})
}

// User gives one user the actor may see; NotFound else.
func (s *Service) User(ctx context.Context, actor house.Actor, id string) (User, error) {
	return seen(ctx, s.d.Read(), actor, id)
}

// seen reads a user as the actor may: own, or by maySee.
func seen(ctx context.Context, q db.Queryer, actor house.Actor, id string) (User, error) {
	u, err := userByID(ctx, q, id)
	if err != nil {
		return User{}, err
	}
	if u.ID != actor.UserID && !maySee(actor, u) {
		return User{}, fault.New(fault.NotFound, "people.noUser")
	}
	return u, nil
}

// List gives the users with a role in the county, by name. AllCounties gives
// everybody, to an administrator only.
func (s *Service) List(ctx context.Context, actor house.Actor, county house.County) ([]User, error) {
	if !mayManage(actor, county) {
		return nil, fault.New(fault.Denied, "people.usersDenied")
	}
	var list []User
	err := s.d.View(ctx, func(q db.Queryer) (err error) {
		list, err = usersOf(ctx, q, county)
		return err
	})
	slices.SortStableFunc(list, func(a, b User) int { return text.Compare(a.Name, b.Name) })
	return list, err
}

// Audit gives a county's newest audit rows before the row with that id ("" for
// the newest), at most limit.
func (s *Service) Audit(ctx context.Context, actor house.Actor, county house.County, before string, limit int) ([]audit.Entry, error) {
	if !mayReadAudit(actor, county) {
		return nil, fault.New(fault.Denied, "people.auditDenied")
	}
	return audit.List(ctx, s.d.Read(), county, before, limit)
}
