package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

type doctorCmd struct {
	storeFlags `embed:""`
}

// Help is shown by --help.
func (doctorCmd) Help() string {
	return `Looks at the database, its schema, the disk, the clock, the languages and the texts that
still lack a translation. It changes nothing. Lines marked !! must be mended, and the
command then ends with 1; lines marked -- are good to know.

Example:
  katto doctor --db sqlite:/var/lib/katto/katto.db`
}

// Run examines and reports.
func (c doctorCmd) Run(e *env) error {
	f := &findings{e: e, l: language()}
	f.program()
	d, err := c.existing(e)
	if err != nil {
		what, next := words(err)
		f.mend("cli.doctor.database", what, next)
		return f.verdict()
	}
	defer d.Close() //nolint:errcheck // only read
	if f.database(d) {
		for _, look := range []func(*db.DB) error{f.staff, f.translations} {
			if err := look(d); err != nil {
				return err
			}
		}
	}
	return f.verdict()
}

// findings prints each finding as it comes and counts those that must be
// mended.
type findings struct {
	e   *env
	l   text.Lang
	bad int
}

func (f *findings) line(mark, key, value string) {
	fmt.Fprintf(f.e.out, "%s  %-24s %s\n", mark, f.l.T(key), oneLine(value))
}

func (f *findings) good(key, value string) { f.line("ok", key, value) }
func (f *findings) note(key, value string) { f.line("--", key, value) }

func (f *findings) mend(key, value, next string) {
	f.bad++
	f.line("!!", key, value)
	fmt.Fprintf(f.e.out, "    %s\n", oneLine(next))
}

// check is good, or else tells what the key's ".next" says to do.
func (f *findings) check(good bool, key, value string) {
	if good {
		f.good(key, value)
		return
	}
	f.mend(key, value, f.l.T(key+".next"))
}

func (f *findings) verdict() error {
	if f.bad > 0 {
		return fault.New(fault.Invalid, "cli.doctor.bad", "Count", f.bad)
	}
	say(f.e, "cli.doctor.good")
	return nil
}

// program looks at what was built in, and at the machine.
func (f *findings) program() {
	f.good("cli.doctor.version", version)
	assets := web.CheckAssets()
	value := f.l.T("cli.doctor.builtIn")
	if assets != nil {
		value = assets.Error()
	}
	f.check(assets == nil, "cli.doctor.assets", value)
	missing := 0
	for _, k := range text.Keys() {
		if !k.Fi || !k.Sv || !k.En {
			missing++
		}
	}
	f.check(missing == 0, "cli.doctor.words", f.l.T("cli.doctor.wordsOf", "Keys", len(text.Keys()), "Missing", missing))
	f.check(!time.Now().Before(builtAfter()), "cli.doctor.clock", time.Now().UTC().Format(time.RFC3339))
}

// builtAfter is a moment the clock must be past: when this program was put
// where it is, but for a clock that was wrong then too.
func builtAfter() time.Time {
	least := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	path, err := os.Executable()
	if err != nil {
		return least
	}
	info, err := os.Stat(path)
	if err != nil || info.ModTime().Before(least) {
		return least
	}
	return info.ModTime().Add(-24 * time.Hour)
}

// database looks at the data and its settings. It tells whether the rooms can
// be read.
func (f *findings) database(d *db.DB) bool {
	b := newBar(f.e, f.l.T("cli.doctor.looking"))
	r := db.Health(f.e, d)
	b.end()
	if !r.Reachable {
		f.mend("cli.doctor.database", strings.Join(r.Problems, "; "), f.l.T("cli.doctor.database.next"))
		return false
	}
	f.good("cli.doctor.database", string(r.Engine)+" "+r.Version)
	pending := f.l.T("cli.doctor.noPending")
	if len(r.Pending) > 0 {
		pending = f.l.T("cli.doctor.pending", "Names", strings.Join(r.Pending, ", "))
	}
	f.check(len(r.Pending) == 0, "cli.doctor.migrations", pending)
	f.check(r.Durable, "cli.doctor.durable", r.Synchronous)
	f.room(r)
	if r.Engine == db.Postgres {
		f.check(r.ClockAhead.Abs() < 5*time.Second, "cli.doctor.clocks", r.ClockAhead.Round(time.Millisecond).String())
	}
	for _, p := range r.Problems {
		f.mend("cli.doctor.data", p, f.l.T("cli.doctor.data.next"))
	}
	return len(r.Pending) == 0
}

// room tells of the size and what the disk still holds.
func (f *findings) room(r db.Report) {
	megabytes := func(n int64) string { return f.l.Decimal(float64(n)/1e6, 1) + " MB" }
	if r.Size >= 0 {
		f.good("cli.doctor.size", megabytes(r.Size))
	}
	if r.FreeDisk >= 0 {
		f.check(r.FreeDisk > max(2*r.Size, 500<<20), "cli.doctor.disk", megabytes(r.FreeDisk)+", "+r.Folder)
	}
}

// staff tells whether somebody may look after the installation.
func (f *findings) staff(d *db.DB) error {
	s, err := people.New(d, time.Now, house.NewID)
	if err != nil {
		return err
	}
	users, err := s.List(f.e, house.System, house.AllCounties)
	if err != nil {
		return err
	}
	active, administrators := 0, 0
	for _, u := range users {
		if u.Active {
			active++
			if u.RoleIn(house.AllCounties) == house.Administrator {
				administrators++
			}
		}
	}
	if administrators == 0 {
		f.note("cli.doctor.people", f.l.T("cli.doctor.noAdministrator"))
		return nil
	}
	f.good("cli.doctor.people", f.l.T("cli.doctor.peopleOf", "Active", active, "Administrators", administrators))
	return nil
}

// translations tells how much of each county's public texts lacks one of the
// county's languages. It is for the county to mend, not for the doctor.
func (f *findings) translations(d *db.DB) error {
	s := plan.New(d, time.Now, nil)
	plans, err := s.Plans(f.e)
	if err != nil {
		return err
	}
	lacking := 0
	for _, county := range registry.All() {
		n, err := f.countyTexts(s, county, plans[county.Code])
		if err != nil {
			return err
		}
		lacking += n
	}
	if lacking == 0 {
		f.good("cli.doctor.translations", f.l.T("cli.doctor.translated"))
	}
	return nil
}

// countyTexts tells of each document whose current edition lacks something,
// and how many do.
func (f *findings) countyTexts(s *plan.Service, county registry.County, p plan.Plan) (documents int, err error) {
	today := time.Now().In(text.Zone).Format(time.DateOnly)
	for _, doc := range p.Documents {
		edition, ok := p.Current(doc.ID, today)
		if !ok {
			continue
		}
		elements, err := s.Elements(f.e, county.Code, edition.ID)
		if err != nil {
			return documents, err
		}
		for _, l := range county.Languages {
			if n := lacking(l, elements); n > 0 {
				documents++
				f.note("cli.doctor.translations", f.l.T("cli.doctor.lacks", "Place", county.Slug+"/"+doc.Slug,
					"Missing", n, "All", len(elements), "Language", string(l)))
			}
		}
	}
	return documents, nil
}

// lacking counts the elements without a word in the language.
func lacking(l text.Lang, elements []plan.Element) int {
	n := 0
	for _, e := range elements {
		if e.Title[string(l)] == "" && e.Body[string(l)] == "" {
			n++
		}
	}
	return n
}
