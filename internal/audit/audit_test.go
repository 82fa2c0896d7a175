package audit_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
)

func TestWriteListRevision(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		empty, err := audit.Revision(ctx, d.Read())
		if err != nil {
			t.Fatal(err)
		}
		for _, county := range []house.County{"20", "18", "20"} {
			err := d.Do(ctx, func(tx *db.Tx) error {
				return audit.Write(ctx, tx, now, audit.Entry{
					County: county, Actor: house.System, Act: "edition.create",
					Ref: house.Ref{Kind: "edition", ID: "e1"}, Detail: map[string]string{"number": "1"},
				})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		after, err := audit.Revision(ctx, d.Read())
		if err != nil || after == empty {
			t.Errorf("the revision did not change: %q, %v", after, err)
		}
		err = d.Do(ctx, func(tx *db.Tx) error {
			return audit.Write(ctx, tx, now, audit.Entry{County: house.AllCounties, Actor: house.System, Act: "user.sign_in"})
		})
		if same, err2 := audit.Revision(ctx, d.Read()); err != nil || err2 != nil || same != after {
			t.Errorf("a sign-in changed the revision: %v, %v", err, err2)
		}
		list, err := audit.List(ctx, d.Read(), "20", "", 10)
		if err != nil || len(list) != 2 {
			t.Fatalf("%d rows of county 20, %v; want 2", len(list), err)
		}
		if e := list[0]; e.Act != "edition.create" || !e.At.Equal(now) || e.Detail["number"] != "1" || e.Actor.Name != "Katto" {
			t.Errorf("%+v", e)
		}
		older, err := audit.List(ctx, d.Read(), house.AllCounties, list[0].ID, 10)
		if err != nil || len(older) != 2 { // the sign-in is newer
			t.Errorf("%d rows before the newest, %v; want 2", len(older), err)
		}
	})
}

// Revision is asked after every commit: sign-ins, which are many and no
// change, must not be read through.
func TestRevisionPassesOverSignIns(t *testing.T) {
	ctx := context.Background()
	d := dbtest.SQLite(t)
	var id, parent, unused int
	var plan string
	err := d.Read().QueryRowContext(ctx, `EXPLAIN QUERY PLAN SELECT id FROM audit WHERE act NOT LIKE 'user.%' ORDER BY id DESC LIMIT $1`, 256).
		Scan(&id, &parent, &unused, &plan)
	if err != nil || !strings.Contains(plan, "audit_change") {
		t.Errorf("%s, %v", plan, err)
	}
}
