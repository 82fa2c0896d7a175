package main

import (
	"context"
	"math/rand/v2"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/plan"
)

// stored is what a database holds of the writers' words, by kind, and how
// many audit rows each has.
type stored struct {
	words map[bool]map[string]int // comment or decision -> word -> times
	loose int                     // audit rows without their thing, or things without theirs
}

func whatIsStored(t testing.TB, d *db.DB) stored {
	t.Helper()
	ctx := context.Background()
	s := stored{words: map[bool]map[string]int{true: {}, false: {}}}
	things := map[string]int{} // act and id of each thing, which its audit row takes away
	decisions, err := decision.New(d, time.Now, nil, nil).Of(ctx, mallila)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range decisions {
		s.words[false][x.What["fi"]]++
		things["decision.record "+x.ID]++
	}
	comments, err := plan.New(d, time.Now, nil).Comments(ctx, mallila, draft)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range comments {
		s.words[true][x.Body]++
		things["comment.add "+x.ID]++
	}
	rows, err := audit.List(ctx, d.Read(), mallila, "", 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row.Act == "decision.record" || row.Act == "comment.add" {
			things[row.Act+" "+row.Ref.ID]--
		}
	}
	for _, n := range things {
		if n != 0 {
			s.loose++
		}
	}
	return s
}

// The program is killed at any moment of a write load, again and again: every
// write it acknowledged is there, once, with its audit row.
func TestKilledServerLosesNoAcknowledgedWrite(t *testing.T) {
	const kills, clients = 20, 5
	database := dbtest.NewSQLite(t)
	furnish(t, database, clients)
	p := serving(t, database)
	people := writers(t, p, clients) // they stay signed in through every kill
	cut := 0
	for life := range kills {
		answered, wait := load(people, nil)
		until(t, answered, 10)
		time.Sleep(rand.N(250 * time.Millisecond))
		_ = p.end(os.Kill)
		wait()
		d := dbtest.Open(t, database)
		sound(t, d)
		cut += everythingIsThere(t, life, people, whatIsStored(t, d))
		d.Close()
		p = serving(t, database)
		for _, w := range people {
			w.at(p)
		}
	}
	acknowledged := 0
	for _, w := range people {
		w.page("/fi/staff/mallila/editions/" + draft)
		for _, x := range w.writes {
			if x.status == http.StatusSeeOther {
				acknowledged++
			}
		}
	}
	t.Logf("%d kills, %d acknowledged writes, %d cut off", kills, acknowledged, cut)
	if acknowledged < 10*kills || cut < kills/2 {
		t.Errorf("the load was too light: %d acknowledged, %d cut off", acknowledged, cut)
	}
}

// everythingIsThere checks what was acknowledged, and gives how many writes
// the kill cut off.
func everythingIsThere(t *testing.T, life int, people []*writer, s stored) (cut int) {
	t.Helper()
	if s.loose > 0 {
		t.Fatalf("life %d: %d things and audit rows do not match", life, s.loose)
	}
	for _, w := range people {
		for i, x := range w.writes {
			times := s.words[x.comment][x.word]
			switch {
			case x.status == http.StatusSeeOther && times != 1:
				t.Fatalf("life %d: %s was acknowledged and is there %d times", life, x.word, times)
			case x.status == 0 && times > 1:
				t.Fatalf("life %d: %s is there %d times", life, x.word, times)
			case x.status != 0 && x.status != http.StatusSeeOther:
				t.Fatalf("life %d: %s was answered with %d", life, x.word, x.status)
			case x.status == 0 && i == len(w.writes)-1:
				cut++
			}
		}
	}
	return cut
}
