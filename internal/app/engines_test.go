package app_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
)

// newText is brought in by the walk.
const newText = `Mallilan hyvinvointialueen strategia 2026–2029

Visio: Mallilassa jokainen pärjää ja kukaan ei jää yksin

Arvot
- Ihmisyys
- Rehellisyys

Painopisteet
- Apu löytyy läheltä
- Hyvä työ kantaa
`

// The main flow by forms alone, on both engines.
func TestFromTextToHouseOnBothEngines(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := start(t, d)
		w.fill()
		w.work()
		w.visitor().get("/fi/mallila/strategy").want(http.StatusOK, "ketään ei jätetä yksin")
		v := w.as("editor")
		edition := v.draftFrom("tarkistus.txt", newText)
		v.decide(edition, "aluehallitus", "proposes", "2026-10-05", "112")
		w.visitor().get("/fi/mallila/strategy").want(http.StatusOK, "ketään ei jätetä yksin", "!kukaan ei jää yksin")
		v.decide(edition, "aluevaltuusto", "approves", "2026-10-26", "47")
		w.visitor().get("/fi/mallila/strategy").want(http.StatusOK, "kukaan ei jää yksin", "26.10.2026", "!ketään ei jätetä yksin")
		w.visitor().get("/fi/mallila/strategy/compare?from=2&to=5").want(http.StatusOK, ">ketään<", ">kukaan<", "<del>", "<ins>")
		w.visitor().get("/sv/mallila/strategy/compare?from=2&to=5").want(http.StatusOK, ">ketään<", ">kukaan<") // it has no Swedish yet
		w.visitor().get("/fi/search?q=rehellisyys").want(http.StatusOK, "Rehellisyys")
		w.as("county").get("/fi/staff/audit").want(http.StatusOK, "Rooli editor")
		w.as("reader").post("/fi/staff/mallila/decisions/new", "edition", edition).want(http.StatusForbidden)
	})
}

// draftFrom uploads a text, waits until it is read, accepts all that is
// likely in a new draft, and gives the draft's id.
func (v *visitor) draftFrom(name, content string) string {
	v.t.Helper()
	source := v.sendFile("/fi/staff/mallila/sources", "file", name, content).at
	for range 200 {
		if strings.Contains(v.get(source).Body.String(), "data-review") {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	v.send(v.formOf(source, "/draft"))
	page := v.send(v.formOf(source, "/likely")).Body.String()
	_, after, found := strings.Cut(page, `href="/fi/staff/mallila/editions/`)
	id, _, closed := strings.Cut(after, `"`)
	if !found || !closed {
		v.t.Fatalf("the review of %s leads to no draft:\n%s", source, page)
	}
	v.get("/fi/staff/mallila/editions/"+id).want(http.StatusOK, "kukaan ei jää yksin", "Rehellisyys")
	return id
}

func (v *visitor) decide(edition, body, act, day, section string) {
	v.t.Helper()
	f := v.formOf("/fi/staff/mallila/decisions/new?edition="+edition, "/decisions/new")
	v.send(f, "body", body, "act", act, "held_on", day, "section", section).want(http.StatusOK, section)
}

// While somebody writes, everybody reads: no answer fails, and each page is
// whole and shows one of the states there were.
func TestReadingWhileWriting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := start(t, d)
		w.fill()
		var reads atomic.Int64
		stop, readers := make(chan struct{}), sync.WaitGroup{}
		for i := range 4 {
			readers.Go(func() {
				v, path := w.visitor(), []string{"/fi/mallila", "/sv/mallila/strategy", "/fi/", "/fi/search?q=arvot"}[i]
				for {
					select {
					case <-stop:
						return
					default:
						v.get(path).want(http.StatusOK, "</html>")
						reads.Add(1)
					}
				}
			})
		}
		w.writes(t, 40)
		close(stop)
		readers.Wait()
		if reads.Load() < 40 {
			t.Errorf("only %d reads while 40 writes were made", reads.Load())
		}
	})
}

// writes changes the public house again and again, and sees each change on
// its page at once.
func (w *world) writes(t *testing.T, times int) {
	t.Helper()
	ctx := context.Background()
	for i := range times {
		title := fmt.Sprintf("Huone %d", i)
		x, err := w.Plan.SaveSlot(ctx, house.System, plan.Slot{
			County: mallila, Kind: plan.Programme, Slug: fmt.Sprintf("huone-%d", i), Title: house.Texts{"fi": title},
			Binding: plan.Under, State: plan.SlotPlanned, Position: int64(100 + i),
		})
		w.must(err)
		w.visitor().get("/fi/mallila/rooms").want(http.StatusOK, title+"<")
		if i%2 == 0 {
			w.must(w.Plan.RemoveSlot(ctx, house.System, mallila, x.ID, x.Version))
			w.visitor().get("/fi/mallila/rooms").want(http.StatusOK, "!"+title+"<")
		}
	}
}

// Two programs on one PostgreSQL: what is changed through one is seen
// through the other within a second.
func TestTwoProgramsOnOnePostgres(t *testing.T) {
	address := dbtest.NewPostgres(t)
	one := start(t, dbtest.Open(t, address))
	one.fill()
	other := start(t, dbtest.Open(t, address))
	other.work()
	other.visitor().get("/fi/mallila/rooms").want(http.StatusOK, "!Rinnakkainen")
	for i := range 5 {
		title := fmt.Sprintf("Rinnakkainen %d", i)
		_, err := one.Plan.SaveSlot(context.Background(), house.System, plan.Slot{
			County: mallila, Kind: plan.Programme, Slug: fmt.Sprintf("rinnakkainen-%d", i), Title: house.Texts{"fi": title},
			Binding: plan.Under, State: plan.SlotPlanned, Position: int64(200 + i),
		})
		one.must(err)
		changed := time.Now()
		for !strings.Contains(other.visitor().get("/fi/mallila/rooms").Body.String(), title) {
			if time.Since(changed) > time.Second {
				t.Fatalf("%s is not seen through the other program after a second", title)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
}
