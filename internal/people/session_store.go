package people

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/house"
)

// SessionStore keeps sessions in the database, on either engine. A token is
// stored as its SHA-256 only: who reads the table or a backup of it cannot
// take over anybody's session. Tokens are long and random, so the hash needs
// no salt.
type SessionStore struct {
	d   *db.DB
	now house.Clock
}

var _ scs.CtxStore = (*SessionStore)(nil)

// NewSessionStore makes a store over the table session.
func NewSessionStore(d *db.DB, now house.Clock) *SessionStore { return &SessionStore{d, now} }

// FindCtx gives a session's data; found is false for an unknown, expired or
// damaged one.
func (s *SessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	stored, found, err := sessionData(ctx, s.d.Read(), hashToken(token), s.now())
	if err != nil {
		return nil, false, fmt.Errorf("people: find session: %w", err)
	}
	data, err = base64.StdEncoding.DecodeString(stored)
	if !found || err != nil {
		return nil, false, nil //nolint:nilerr // a damaged session is no session
	}
	return data, true, nil
}

// CommitCtx keeps the data until expiry.
func (s *SessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	err := s.d.Do(ctx, func(tx *db.Tx) error {
		return putSession(ctx, tx, hashToken(token), base64.StdEncoding.EncodeToString(data), expiry)
	})
	if err != nil {
		return fmt.Errorf("people: commit session: %w", err)
	}
	return nil
}

// DeleteCtx ends the session; an unknown one is no error.
func (s *SessionStore) DeleteCtx(ctx context.Context, token string) error {
	err := s.d.Do(ctx, func(tx *db.Tx) error { return deleteSession(ctx, tx, hashToken(token)) })
	if err != nil {
		return fmt.Errorf("people: delete session: %w", err)
	}
	return nil
}

// Sweep removes the expired sessions and tells how many. Find does not need
// it; a job runs it now and then to keep the table small.
func (s *SessionStore) Sweep(ctx context.Context) (removed int64, err error) {
	err = s.d.Do(ctx, func(tx *db.Tx) error {
		removed, err = deleteSessionsBefore(ctx, tx, s.now())
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("people: sweep sessions: %w", err)
	}
	return removed, nil
}

// Find is FindCtx for callers without a context.
func (s *SessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context.
func (s *SessionStore) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx for callers without a context.
func (s *SessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
