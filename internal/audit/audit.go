// Package audit keeps who changed what: one row an act, written in the same
// transaction as the change. Its newest rows are also how every process knows
// that something public may have changed (Revision).
package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strconv"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/house"
)

// Entry is one row.
type Entry struct {
	ID     string
	At     time.Time
	County house.County
	Actor  house.Actor // UserID and Name only, when read back
	Act    string      // "edition.create"; the text key is "audit." + Act
	Ref    house.Ref
	Detail map[string]string // small facts, never a person's free text
}

// Write adds a row to the act's transaction.
func Write(ctx context.Context, tx db.Queryer, now time.Time, e Entry) error {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO audit (id, at, county, actor_id, actor_name, act, ref_kind, ref_id, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		house.NewID(), db.Stamp(now), string(e.County), e.Actor.UserID, e.Actor.Name, e.Act, e.Ref.Kind, e.Ref.ID, string(detail))
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// List gives a county's newest rows, at most limit, older than the row with
// id before ("" for the newest). house.AllCounties lists every county's.
func List(ctx context.Context, q db.Queryer, county house.County, before string, limit int) ([]Entry, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, at, county, actor_id, actor_name, act, ref_kind, ref_id, detail
FROM audit WHERE ($1 = '*' OR county = $1) AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3`,
		string(county), before, limit)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	defer rows.Close()
	var list []Entry
	for rows.Next() {
		var e Entry
		var at, county, detail string
		if err := rows.Scan(&e.ID, &at, &county, &e.Actor.UserID, &e.Actor.Name, &e.Act, &e.Ref.Kind, &e.Ref.ID, &detail); err != nil {
			return nil, fmt.Errorf("audit: %w", err)
		}
		e.At, e.County = db.Moment(at), house.County(county)
		if err := json.Unmarshal([]byte(detail), &e.Detail); err != nil {
			return nil, fmt.Errorf("audit: row %s: %w", e.ID, err)
		}
		list = append(list, e)
	}
	return list, rows.Err()
}

// recent is how many rows Revision looks at: more than could be under way at
// once, so that a row that is committed late still changes the answer.
const recent = 256

// Revision is a short word that changes whenever an act is committed, by this
// process or another, that a public page could show; what people do with their
// accounts ("user.") is none. Pages kept in memory are good as long as it is
// the same.
func Revision(ctx context.Context, q db.Queryer) (string, error) {
	rows, err := q.QueryContext(ctx, `SELECT id FROM audit WHERE act NOT LIKE 'user.%' ORDER BY id DESC LIMIT $1`, recent)
	if err != nil {
		return "", fmt.Errorf("audit: %w", err)
	}
	defer rows.Close()
	hash := fnv.New64a()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return "", fmt.Errorf("audit: %w", err)
		}
		hash.Write([]byte(id))
	}
	return strconv.FormatUint(hash.Sum64(), 36), rows.Err()
}
