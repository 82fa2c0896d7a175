package app_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/katto-project/katto/examples"
	"github.com/katto-project/katto/internal/app"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/exchange"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/intake/extract"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// A file is read in a child process of this very program.
func TestMain(m *testing.M) {
	extract.ChildMain()
	code := m.Run()
	closeBrowser()
	os.Exit(code)
}

const (
	mallila  = house.County("x1")
	password = "sinivuokko kukkii rannalla"
)

// roles are who comes to a page, in the order of the table of routes. The
// visitor has no grant.
var roles = []struct {
	name   string
	role   house.Role
	county house.County
}{
	{"visitor", "", ""},
	{"reader", house.Reader, mallila},
	{"member", house.Reader, mallila}, // of a working group, and may edit
	{"editor", house.Editor, mallila},
	{"county", house.CountyAdministrator, mallila},
	{"admin", house.Administrator, house.AllCounties},
	{"other", house.Editor, "18"},
}

// clock starts on the same day in every run, and goes on as time does.
type clock struct {
	began time.Time
	ahead atomic.Int64
}

var firstDay = time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)

func newClock() *clock { return &clock{began: time.Now()} }

func (c *clock) now() time.Time {
	return firstDay.Add(time.Since(c.began) + time.Duration(c.ahead.Load()))
}

func (c *clock) forward(by time.Duration) { c.ahead.Add(int64(by)) }

// world is the whole program over a database of its own.
type world struct {
	*app.App
	t     testing.TB
	clock *clock
	facts
}

// facts are what tests must know of a filled database.
type facts struct {
	ids      map[string]string            // what samples of addresses are made of
	sessions map[string]map[string]string // cookies of each role
}

// start wires the program on a database that is there.
func start(t testing.TB, d *db.DB) *world {
	t.Helper()
	w := &world{t: t, clock: newClock()}
	var err error
	log := slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelError}))
	if w.App, err = app.New(context.Background(), app.Options{DB: d, Now: w.clock.now, Log: log}); err != nil {
		t.Fatal(err)
	}
	return w
}

// testLog shows what the program logs beside a failing test.
type testLog struct{ t testing.TB }

func (l testLog) Write(line []byte) (int, error) {
	l.t.Logf("%s", bytes.TrimSpace(line))
	return len(line), nil
}

// work runs the queue until the test ends.
func (w *world) work() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	w.t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil && ctx.Err() == nil {
			w.t.Error(err)
		}
	})
}

// fill brings in the example houses, a person for each role, and one thing of
// each kind that a staff page is about.
func (w *world) fill() {
	w.t.Helper()
	ctx := context.Background()
	for _, name := range examples.Names {
		raw, err := examples.FS.ReadFile(name + ".json")
		w.must(err)
		h, err := exchange.Decode(bytes.NewReader(raw))
		w.must(err)
		_, err = exchange.Import(ctx, w.DB, w.Exchange(), house.System, h, w.clock.now())
		w.must(err)
	}
	w.ids = map[string]string{}
	for _, r := range roles[1:] {
		u, err := w.People.Add(ctx, house.System, people.NewUser{
			Email: r.name + "@example.org", Name: "Rooli " + r.name, Language: text.Fi, Password: password,
			Grants: []house.Grant{{County: r.county, Role: r.role}},
		})
		w.must(err)
		w.ids["user "+r.name] = u.ID
	}
	w.addThings(ctx)
	w.sessions = map[string]map[string]string{}
	for _, r := range roles[1:] {
		v := w.visitor()
		v.signIn(r.name).want(http.StatusSeeOther)
		w.sessions[r.name] = v.cookies
	}
}

// hidden are words of what fill adds and no visitor may see: of a draft, of a
// comment, of a source under review, of a person.
var hidden = []string{"Keskeneräinen", "lyhyemmin", "Rehtiys", "Rooli "}

// addThings makes a proposed second edition of a room's document; three
// sources: with a draft, without one, and refused; a seat and a comment; and
// a county that has begun and shows nothing yet.
func (w *world) addThings(ctx context.Context) {
	next, err := w.Plan.NewDraft(ctx, house.System, mallila, "mallila-palvelustrategia", "mallila-palvelustrategia-1")
	w.must(err)
	_, err = w.Decision.Record(ctx, house.System, decision.Decision{
		County: mallila, Body: "aluehallitus", HeldOn: "2026-10-05", Section: "101", Act: decision.Proposes,
		Status: decision.Made, Ref: house.Ref{Kind: "edition", ID: next.ID},
	})
	w.must(err)
	source, _, err := w.Intake.Import(ctx, house.System, mallila, "kuulutus.txt", []byte(readText))
	w.must(err)
	_, findings, err := w.Intake.Source(ctx, mallila, source.ID)
	w.must(err)
	w.upload(ctx, "luonnos.txt", readText+"\nVersio 2\n")
	w.upload(ctx, "rikki.pdf", "%PDF-1.4\nei mitään luettavaa")
	begun, err := registry.BySlug("pohjois-karjala")
	w.must(err)
	_, err = w.Plan.StartStrategy(ctx, house.System, begun)
	w.must(err)
	seat, err := w.Plan.SaveSeat(ctx, house.System, plan.Seat{
		County: mallila, DocumentID: "mallila-strategia", Post: house.Texts{"fi": "Suunnittelija"}, UserID: w.ids["user member"], MayEdit: true,
	})
	w.must(err)
	elements, err := w.Plan.Elements(ctx, mallila, "mallila-strategia-3")
	w.must(err)
	value := slices.IndexFunc(elements, func(e plan.Element) bool { return e.Kind == plan.Value })
	_, err = w.Plan.AddElement(ctx, house.System, plan.Element{
		County: mallila, EditionID: "mallila-strategia-3", Kind: plan.Value, Title: house.Texts{"fi": "Keskeneräinen arvo"},
	})
	w.must(err)
	comment, err := w.Plan.AddComment(ctx, house.System, plan.Comment{
		County: mallila, EditionID: "mallila-strategia-3", ElementID: elements[value].ID, Body: "Voisiko tämän sanoa lyhyemmin?",
	})
	w.must(err)
	p, err := w.Plan.Plan(ctx, mallila)
	w.must(err)
	maps.Copy(w.ids, map[string]string{
		"source": source.ID, "finding": findings[0].ID, "seat": seat.ID, "comment": comment.ID,
		"element": elements[value].ID, "slot": p.Slots[0].ID,
	})
}

// upload brings a file in and waits until it was read or refused.
func (w *world) upload(ctx context.Context, name, content string) {
	w.t.Helper()
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	x, _, err := w.Intake.Upload(ctx, house.System, mallila, name, []byte(content))
	w.must(err)
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	for x.State == intake.Waiting && ctx.Err() == nil {
		time.Sleep(20 * time.Millisecond)
		x, _, err = w.Intake.Source(ctx, mallila, x.ID)
		w.must(err)
	}
	stop()
	<-done
}

// readText is a source of the invented county.
const readText = `Mallilan hyvinvointialueen strategia 2030–2033

Visio: Arki sujuu omalla kylällä

Arvot
- Rehtiys
- Lämpö

Painopisteet
- Palvelut lähellä
- Henkilöstö jaksaa
`

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// filled is a filled SQLite file, made once a run.
var filled = sync.OnceValues(func() (made struct {
	facts
	file []byte
}, err error,
) {
	dir, err := os.MkdirTemp("", "katto-app-")
	if err != nil {
		return made, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "katto.db")
	d, err := db.Open(context.Background(), "sqlite:"+path)
	if err != nil {
		return made, err
	}
	if err := db.Migrate(context.Background(), d, nil); err != nil {
		return made, err
	}
	err = catch(func(t testing.TB) {
		w := start(t, d)
		w.fill()
		made.facts = w.facts
	})
	if err != nil {
		return made, err
	}
	if err := d.Close(); err != nil {
		return made, err
	}
	made.file, err = os.ReadFile(path)
	return made, err
})

// catch runs what fails as a test does, outside any test.
func catch(f func(testing.TB)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	f(outside{})
	return nil
}

// outside stands for a test where there is none: what is fatal panics.
type outside struct{ testing.TB }

func (outside) Helper()                   {}
func (outside) Logf(string, ...any)       {}
func (outside) Fatal(args ...any)         { panic(fmt.Sprint(args...)) }
func (outside) Errorf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }

// newWorld is the program over a copy of the filled SQLite database.
func newWorld(t testing.TB) *world {
	t.Helper()
	made, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "katto.db")
	if err := os.WriteFile(path, made.file, 0o600); err != nil {
		t.Fatal(err)
	}
	w := start(t, dbtest.Open(t, "sqlite:"+path))
	w.facts = made.facts
	return w
}
