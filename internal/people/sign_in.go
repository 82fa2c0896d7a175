package people

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// SignIn checks the password and gives the user. An unknown address, a wrong
// password and a user out of use are the same fault, people.signInFailed, and
// take the same work. TooMany when the address was tried too often.
func (s *Service) SignIn(ctx context.Context, email, password string) (User, error) {
	if utf8.RuneCountInString(password) > PasswordMax || len(email) > emailMax {
		return User{}, signInFailed()
	}
	key := text.Fold(email)
	if err := s.delays.begin(key, s.now()); err != nil {
		return User{}, err
	}
	u, err := userByEmail(ctx, s.d.Read(), email)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return User{}, err
	}
	right, err := s.hasher.check(ctx, password, u.hashOr(s.hasher.decoy))
	if err != nil {
		return User{}, err
	}
	if !right || !u.Active {
		return User{}, s.refuseSignIn(ctx, u)
	}
	s.delays.right(key)
	return s.signedIn(ctx, u, password)
}

func (u User) hashOr(decoy string) string {
	if u.ID == "" {
		return decoy
	}
	return u.password
}

func signInFailed() error { return fault.New(fault.Invalid, "people.signInFailed") }

// refuseSignIn writes a row for addresses nobody has too, so that the answer
// takes as long for both.
func (s *Service) refuseSignIn(ctx context.Context, u User) error {
	err := s.d.Do(ctx, func(tx *db.Tx) error {
		return s.record(ctx, tx, house.Actor{}, failureOf(u), u, u.county(), "")
	})
	if err != nil {
		return err
	}
	return signInFailed()
}

func failureOf(u User) string {
	if u.ID == "" {
		return "user.sign_in_unknown"
	}
	return "user.sign_in_failed"
}

// signedIn records the sign-in and renews a hash made with old parameters.
func (s *Service) signedIn(ctx context.Context, u User, password string) (User, error) {
	fresh := u.password
	if s.hasher.stale(u.password) {
		hash, err := s.hasher.hash(ctx, password)
		if err != nil {
			return User{}, err
		}
		fresh = hash
	}
	err := s.d.Do(ctx, func(tx *db.Tx) error {
		if fresh != u.password {
			if err := replacePassword(ctx, tx, u.ID, u.password, fresh); err != nil {
				return err
			}
		}
		return s.record(ctx, tx, u.Actor(), "user.sign_in", u, u.county(), "")
	})
	u.password = fresh
	return u, err
}

// Session is what a session keeps of the user: the id and a mark of the
// password, so that a new password ends every session begun with the old one.
// Who reads it back.
func (u User) Session() string {
	sum := sha256.Sum256([]byte(u.password))
	return u.ID + "." + hex.EncodeToString(sum[:8])
}

// Who tells who a session's person is now: name and grants are read from the
// database at each call, so a change takes effect at the next request. Denied
// when the user is out of use or unknown, or the password was changed. A bare
// user id is taken as it is.
func (s *Service) Who(ctx context.Context, session string) (house.Actor, error) {
	id, mark, marked := strings.Cut(session, ".")
	u, err := userByID(ctx, s.d.Read(), id)
	if fault.Is(err, fault.NotFound) {
		return house.Actor{}, fault.New(fault.Denied, "people.sessionEnded").Because(err)
	}
	if err != nil {
		return house.Actor{}, err
	}
	if !u.Active || (marked && u.Session() != id+"."+mark) {
		return house.Actor{}, fault.New(fault.Denied, "people.sessionEnded")
	}
	return u.Actor(), nil
}

// SetPassword sets the password of a user the actor looks after. For the
// actor's own, use ChangePassword.
func (s *Service) SetPassword(ctx context.Context, actor house.Actor, id, password string) error {
	u, err := seen(ctx, s.d.Read(), actor, id)
	if err != nil {
		return err
	}
	if u.ID == actor.UserID || !mayChange(actor, u) {
		return fault.New(fault.Denied, "people.changeDenied")
	}
	_, err = s.setPassword(ctx, actor, u, password, func(now User) bool { return mayChange(actor, now) })
	return err
}

// ChangePassword sets the actor's own password, given the old one. The user
// it gives back carries on the session; every other session ends.
func (s *Service) ChangePassword(ctx context.Context, actor house.Actor, old, password string) (User, error) {
	u, err := userByID(ctx, s.d.Read(), actor.UserID)
	if err != nil {
		return User{}, err
	}
	key := text.Fold(u.Email)
	if err := s.delays.begin(key, s.now()); err != nil {
		return User{}, err
	}
	right, err := s.hasher.check(ctx, old, u.password)
	if err != nil {
		return User{}, err
	}
	if !right {
		return User{}, fault.New(fault.Invalid, "people.passwordOld").On("old")
	}
	s.delays.right(key)
	return s.setPassword(ctx, actor, u, password, func(now User) bool { return now.Active })
}

// setPassword hashes outside the transaction, which must be short, and asks
// allowed again inside it.
func (s *Service) setPassword(ctx context.Context, actor house.Actor, u User, password string, allowed func(User) bool) (User, error) {
	if err := ValidatePassword(password, u.Email); err != nil {
		return User{}, err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return User{}, err
	}
	err = s.d.Do(ctx, func(tx *db.Tx) error {
		now, err := userByID(ctx, tx, u.ID)
		if err != nil {
			return err
		}
		if !allowed(now) {
			return fault.New(fault.Denied, "people.changeDenied")
		}
		if err := replacePassword(ctx, tx, u.ID, u.password, hash); err != nil {
			return err
		}
		return s.record(ctx, tx, actor, "user.password", u, u.county(), "")
	})
	u.password = hash
	return u, err
}
