package intake

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake/extract"
	"github.com/katto-project/katto/internal/job"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/text"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == extract.ChildArg {
		extract.ChildMain()
		return
	}
	os.Exit(m.Run())
}

const county = house.County("x1")

var (
	ctx    = context.Background()
	editor = house.Actor{UserID: "u-editor", Name: "Toimittaja", Grants: []house.Grant{{County: county, Role: house.Editor}}}
	admin  = house.Actor{UserID: "u-admin", Name: "Vastaava", Grants: []house.Grant{{County: county, Role: house.CountyAdministrator}}}
	reader = house.Actor{UserID: "u-reader", Name: "Lukija", Grants: []house.Grant{{County: county, Role: house.Reader}}}
	other  = house.Actor{UserID: "u-other", Name: "Muu", Grants: []house.Grant{{County: "20", Role: house.Editor}}}
)

func clock() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }

// strategy is a text of every kind of finding.
const strategy = `Mallilan hyvinvointialueen strategia 2026–2029

Visio: Paras arki jokaiselle

Missio: Huolehdimme ihmisistä lähellä

Palvelulupaus: Saat apua, kun tarvitset

Arvot
- Avoimuus
- Rohkeus
- Vastuullisuus

Painopisteet
- Palvelut lähellä ihmistä
- Talous kantaa huomiseen

Aluehallitus esitti strategiaa hyväksyttäväksi 3.2.2026. Aluevaltuusto päätti strategiasta 10.3.2026.

Työpajoihin osallistui 120 asukasta. Säästöjä tarvitaan 8,5 milj. €. Strategia perustuu lakiin hyvinvointialueesta (611/2021).
`

// room is the room under test with what it stands on.
type room struct {
	*Service
	t     *testing.T
	db    *db.DB
	plan  *plan.Service
	queue *job.Queue
}

func setUp(t *testing.T, d *db.DB) room {
	t.Helper()
	if err := search.Ensure(ctx, d); err != nil {
		t.Fatal(err)
	}
	p := plan.New(d, clock, nil)
	q := job.New(d, time.Now, slog.New(slog.DiscardHandler))
	return room{New(d, clock, nil, p, q), t, d, p, q}
}

// work runs the queue until the source has been read or refused.
func (r room) work(id string) Source {
	r.t.Helper()
	running, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = r.queue.Run(running)
	}()
	defer func() { stop(); <-done }()
	for running.Err() == nil {
		if x, _ := r.get(id); x.State != Waiting {
			return x
		}
		time.Sleep(20 * time.Millisecond)
	}
	r.t.Fatal("the file was not read")
	return Source{}
}

// uploaded is the source of a text that was uploaded and read.
func (r room) uploaded(name, text string) Source {
	r.t.Helper()
	x, known, err := r.Upload(ctx, editor, county, name, []byte(text))
	if err != nil || known {
		r.t.Fatalf("upload: %v, known %t", err, known)
	}
	return r.work(x.ID)
}

// made is a source with the findings given, as if they had been read.
func (r room) made(plain string, findings ...Finding) Source {
	r.t.Helper()
	x := Source{ID: house.NewID(), County: county, Name: "lähde.txt", Language: "fi", Plain: plain, State: Read, CreatedAt: clock()}
	err := r.db.Do(ctx, func(tx *db.Tx) error {
		if err := on(tx).insertSource(ctx, x, []byte(plain), kept{}); err != nil {
			return err
		}
		for i, f := range findings {
			f.County, f.SourceID, f.Position, f.State = county, x.ID, int64(i), Open
			if f.Span == (house.Span{}) {
				f.Span = locate(plain, f.Words)
			}
			if err := on(tx).insertFinding(ctx, f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return x
}

func (r room) get(id string) (Source, []Finding) {
	r.t.Helper()
	x, findings, err := r.Source(ctx, county, id)
	if err != nil {
		r.t.Fatal(err)
	}
	return x, findings
}

// outline writes the draft of the source as "kind:title(child child)".
func (r room) outline(source string) string {
	r.t.Helper()
	x, _ := r.get(source)
	if x.EditionID == "" {
		return "no draft"
	}
	elements, err := r.plan.Elements(ctx, county, x.EditionID)
	if err != nil {
		r.t.Fatal(err)
	}
	return draw(plan.Tree(elements))
}

func draw(nodes []*plan.Node) string {
	var out []string
	for _, n := range nodes {
		s := string(n.Kind) + ":" + n.Title["fi"]
		if len(n.Children) > 0 {
			s += "(" + draw(n.Children) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

func listed(findings []Finding) string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Kind+":"+f.Words+" "+string(f.State))
	}
	return strings.Join(out, "\n")
}

func (r room) acts() []string {
	r.t.Helper()
	rows, err := audit.List(ctx, r.db.Read(), county, "", 1000)
	if err != nil {
		r.t.Fatal(err)
	}
	var acts []string
	for _, row := range rows {
		if strings.HasPrefix(row.Act, "intake.") {
			acts = append(acts, row.Act)
		}
	}
	slices.Reverse(acts)
	return acts
}

// wantFault fails the test unless err carries the fault, whose texts exist.
func wantFault(t *testing.T, err error, key string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Key != key {
		t.Errorf("got %v, want %s", err, key)
		return
	}
	if !text.Has(key) || !text.Has(key+".next") {
		t.Errorf("%s has no texts", key)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
