package intake

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/job"
	"github.com/katto-project/katto/internal/plan"
)

func TestUploadIsReadAndReviewed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		x := r.uploaded("strategia.txt", strategy)
		_, findings := r.get(x.ID)
		if x.State != Read || x.Language != "fi" || x.Plain == "" || x.EditionID != "" {
			t.Fatalf("read as %+v", x)
		}
		for _, kind := range []string{"county", "period", "promise", "vision", "mission", "value", "priority", "decision", "participation", "euro", "law"} {
			if !slices.ContainsFunc(findings, func(f Finding) bool { return f.Kind == kind }) {
				t.Errorf("no %s was read: %s", kind, listed(findings))
			}
		}
		for i, f := range findings {
			if f.State != Open || f.Number() != int64(i+1) {
				t.Errorf("finding %d is %+v", i, f)
			}
		}
		for _, f := range findings {
			must(t, r.Accept(ctx, editor, county, x.ID, Pick{f.ID, f.Version}))
		}
		x, findings = r.get(x.ID)
		if tally := tallyOf(findings); x.State != Reviewed || tally.Accepted != len(findings) {
			t.Errorf("after all was accepted: %s, %+v", x.State, tally)
		}
		e, err := r.plan.Edition(ctx, county, x.EditionID)
		if err != nil || e.State != plan.Draft || e.StartYear != 2026 || e.EndYear != 2029 {
			t.Errorf("the draft is %+v, %v", e, err)
		}
		out := r.outline(x.ID)
		for _, part := range []string{
			"vision:Paras arki jokaiselle", "value:Avoimuus | value:Rohkeus | value:Vastuullisuus",
			"priority:Palvelut lähellä ihmistä | priority:Talous kantaa huomiseen",
		} {
			if !strings.Contains(out, part) {
				t.Errorf("the draft lacks %q: %s", part, out)
			}
		}
		elements, _ := r.plan.Elements(ctx, county, e.ID)
		for _, el := range elements {
			words, ok := cut(x.Plain, el.Span)
			if el.SourceID != x.ID || el.ToldBy != "strategia.txt" || !ok || !strings.Contains(words, el.Title["fi"]) {
				t.Errorf("%s does not remember where it was read: %+v", el.Title["fi"], el)
			}
		}
	})
}

func TestUploadRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		x := r.uploaded("strategia.pdf", "this is no pdf")
		_, findings := r.get(x.ID)
		if x.State != Refused || x.Fault != "intake.wrongExtension" || x.FaultArgs["Extension"] != ".pdf" || len(findings) != 0 {
			t.Errorf("refused as %+v with %d findings", x, len(findings))
		}
		_, _, err := r.Content(ctx, editor, county, x.ID)
		wantFault(t, err, "intake.noContent")
		wantFault(t, r.Accept(ctx, editor, county, x.ID, Pick{"f", 1}), "intake.notRead")
		// The same bytes may be sent again, under a name that fits.
		again, known, err := r.Upload(ctx, editor, county, "strategia.txt", []byte("this is no pdf"))
		if err != nil || known || again.ID == x.ID {
			t.Errorf("sent again: %v, known %t", err, known)
		}
		must(t, r.Remove(ctx, editor, county, x.ID, x.Version))
		_, _, err = r.Source(ctx, county, x.ID)
		wantFault(t, err, "intake.noSource")
	})
}

func TestUploadTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		x := r.uploaded("a.txt", strategy)
		same, known, err := r.Upload(ctx, editor, county, "b.txt", []byte(strategy))
		if err != nil || !known || same.ID != x.ID || same.Name != "a.txt" {
			t.Errorf("the same file gave %+v, known %t, %v", same, known, err)
		}
		list, err := r.Sources(ctx, county)
		if err != nil || len(list) != 1 || list[0].All() == 0 || list[0].Open != list[0].All() {
			t.Errorf("the list is %+v, %v", list, err)
		}
		elsewhere, known, err := r.Upload(ctx, house.System, "20", "b.txt", []byte(strategy))
		if err != nil || known || elsewhere.County != "20" {
			t.Errorf("another county's: %+v, known %t, %v", elsewhere, known, err)
		}
	})
}

func TestUploadDenied(t *testing.T) {
	r := setUp(t, dbtest.SQLite(t))
	for _, by := range []house.Actor{{}, reader, other} {
		_, _, err := r.Upload(ctx, by, county, "a.txt", []byte(strategy))
		wantFault(t, err, "intake.denied")
		_, _, err = r.Import(ctx, by, county, "a.txt", []byte(strategy))
		wantFault(t, err, "intake.denied")
	}
	_, _, err := r.Upload(ctx, editor, county, "a.txt", nil)
	wantFault(t, err, "intake.empty")
	_, _, err = r.Upload(ctx, editor, county, "a.txt", make([]byte, MaxFile+1))
	wantFault(t, err, "intake.tooLarge")
	if list, _ := r.Sources(ctx, county); len(list) != 0 {
		t.Errorf("something was kept: %+v", list)
	}
}

// A process that dies between the upload and the reading leaves a source that
// the next one reads.
func TestReadAfterRestart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first := setUp(t, d)
		x, _, err := first.Upload(ctx, editor, county, "a.txt", []byte(strategy))
		must(t, err)
		if st, err := first.Progress(ctx, x); err != nil || st.State != job.Ready {
			t.Fatalf("the job is %+v, %v", st, err)
		}
		second := setUp(t, d)
		if x = second.work(x.ID); x.State != Read {
			t.Errorf("after a restart: %+v", x)
		}
	})
}

// A job that is run again, or late, changes nothing.
func TestReadTwice(t *testing.T) {
	r := setUp(t, dbtest.SQLite(t))
	x, _, err := r.Upload(ctx, editor, county, "a.txt", []byte(strategy))
	must(t, err)
	read := r.work(x.ID)
	_, before := r.get(x.ID)
	payload := json.RawMessage(`{"source": "` + x.ID + `", "version": 1}`)
	must(t, r.readJob(ctx, job.Job{County: county, Kind: readKind, Payload: payload}, func(int) {}))
	now, after := r.get(x.ID)
	if now.Version != read.Version || len(before) != len(after) {
		t.Errorf("reading again changed %d findings to %d", len(before), len(after))
	}
}

func TestReadAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		x, _, err := r.Upload(ctx, editor, county, "a.txt", []byte(strategy))
		must(t, err)
		wantFault(t, r.Again(ctx, reader, county, x.ID, 1), "intake.denied")
		wantFault(t, r.Again(ctx, editor, county, x.ID, 7), "intake.stale")
		must(t, r.Again(ctx, editor, county, x.ID, 1))
		if x = r.work(x.ID); x.State != Read || x.Version != 3 {
			t.Errorf("read as %+v", x)
		}
		wantFault(t, r.Again(ctx, editor, county, x.ID, 3), "intake.notWaiting")
	})
}

func TestImport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		x, e, err := r.Import(ctx, house.System, county, "strategia.txt", []byte(strategy))
		must(t, err)
		if e.Number != 1 || e.State != plan.Draft || x.EditionID != e.ID {
			t.Errorf("imported %+v into %+v", x, e)
		}
		_, findings := r.get(x.ID)
		for _, f := range findings {
			if want := f.Confidence >= likely; (f.State == Accepted) != want {
				t.Errorf("%s %q with %.2f is %s", f.Kind, f.Words, f.Confidence, f.State)
			}
		}
		if out := r.outline(x.ID); !strings.Contains(out, "vision:Paras arki jokaiselle") {
			t.Errorf("the draft is %s", out)
		}
		again, same, err := r.Import(ctx, house.System, county, "toinen.txt", []byte(strategy))
		if err != nil || again.ID != x.ID || same.ID != e.ID {
			t.Errorf("imported again: %+v, %v", again, err)
		}
		_, _, err = r.Import(ctx, house.System, county, "a.pdf", []byte("no pdf"))
		wantFault(t, err, "intake.wrongExtension")
		if list, _ := r.Sources(ctx, county); len(list) != 1 {
			t.Errorf("a refused import left something: %+v", list)
		}
	})
}

// A second edition from another text goes on from the first.
func TestImportContinues(t *testing.T) {
	r := setUp(t, dbtest.SQLite(t))
	_, first, err := r.Import(ctx, house.System, county, "a.txt", []byte(strategy))
	must(t, err)
	next := strings.NewReplacer("Paras arki jokaiselle", "Turvallinen arki kaikille", "Palvelut lähellä ihmistä", "Palvelut lähellä jokaista ihmistä", "Rohkeus", "Kestävyys").Replace(strategy)
	_, second, err := r.Import(ctx, house.System, county, "b.txt", []byte(next))
	must(t, err)
	if second.BasedOn != first.ID || second.Number != 2 {
		t.Fatalf("the second edition is %+v", second)
	}
	ids := func(e plan.Edition) map[string]string {
		list, _ := r.plan.Elements(ctx, county, e.ID)
		out := map[string]string{}
		for _, x := range list {
			out[x.Title["fi"]] = x.ID
		}
		return out
	}
	old, now := ids(first), ids(second)
	for was, is := range map[string]string{
		"Paras arki jokaiselle": "Turvallinen arki kaikille", "Palvelut lähellä ihmistä": "Palvelut lähellä jokaista ihmistä", "Avoimuus": "Avoimuus",
	} {
		if old[was] == "" || old[was] != now[is] {
			t.Errorf("%q does not go on from %q", is, was)
		}
	}
	for _, id := range old {
		if id == now["Kestävyys"] {
			t.Error("a value that is new goes on from an old one")
		}
	}
}

func TestFacts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		must(t, d.Do(ctx, func(tx *db.Tx) error {
			for _, id := range []string{"b", "a"} {
				if err := r.CiteIn(ctx, tx, house.System, Source{ID: id, County: county, Name: "Sivu " + id, Address: "https://example.org/"}); err != nil {
					return err
				}
			}
			n := 120
			return r.AddFindingIn(ctx, tx, house.System, Finding{
				County: county, SourceID: "a", Position: 2, Kind: "participation", Words: "työpaja", Detail: Detail{Count: &n},
			})
		}))
		draft := r.made("Visio: Paras arki. Työpajaan tuli väkeä.", Finding{ID: "v", Kind: "vision", Words: "Paras arki", Confidence: 1},
			Finding{ID: "p", Kind: "participation", Words: "Työpajaan tuli väkeä", Confidence: 1})
		for _, id := range []string{"v", "p"} {
			must(t, r.Accept(ctx, editor, county, draft.ID, Pick{id, 1}))
		}
		open := r.made("Tapahtuma", Finding{ID: "o", Kind: "participation", Words: "Tapahtuma"}, Finding{ID: "q", Kind: "law", Words: "Tapahtuma"})
		must(t, r.Accept(ctx, editor, county, open.ID, Pick{"o", 1}))

		facts := func(county house.County) string {
			sources, findings, err := r.Facts(ctx, county)
			must(t, err)
			return nameList(sources) + " / " + listed(findings)
		}
		if got := facts(county); got != "Sivu a, Sivu b / participation:työpaja accepted" {
			t.Errorf("before anything is public: %s", got)
		}
		all, findings, err := r.Everything(ctx, county)
		if err != nil || len(all) != 4 || len(findings) != 4 {
			t.Errorf("everything is %s / %s, %v", nameList(all), listed(findings), err)
		}
		x, _ := r.get(draft.ID)
		e, err := r.plan.Edition(ctx, county, x.EditionID)
		must(t, err)
		_, err = r.plan.SetFacts(ctx, admin, county, e.ID, plan.EditionFacts{Public: true, Version: e.Version})
		must(t, err)
		for _, c := range []house.County{county, house.AllCounties} {
			if got := facts(c); !strings.Contains(got, "lähde.txt") || !strings.Contains(got, "vision:Paras arki accepted") || strings.Contains(got, "Tapahtuma") {
				t.Errorf("with a public draft: %s", got)
			}
		}
		if got := facts("20"); got != " / " {
			t.Errorf("another county's facts: %s", got)
		}
		err = d.Do(ctx, func(tx *db.Tx) error { return r.CiteIn(ctx, tx, house.System, Source{ID: "a", County: county}) })
		wantFault(t, err, "intake.sourceTaken")
	})
}

func nameList(list []Source) string {
	var out []string
	for _, x := range list {
		out = append(out, x.Name)
	}
	return strings.Join(out, ", ")
}

func TestRename(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		x := r.made("Visio: Paras arki", Finding{ID: "v", Kind: "vision", Words: "Paras arki"})
		must(t, r.Accept(ctx, editor, county, x.ID, Pick{"v", 1}))
		wantFault(t, r.Rename(ctx, editor, county, x.ID, 1, "", ""), "intake.noName")
		wantFault(t, r.Rename(ctx, editor, county, x.ID, 1, "Sivu", "javascript:alert(1)"), "intake.badAddress")
		wantFault(t, r.Rename(ctx, reader, county, x.ID, 1, "Sivu", ""), "intake.denied")
		must(t, r.Rename(ctx, editor, county, x.ID, 1, "Alueen sivu", "https://example.org/s"))
		wantFault(t, r.Rename(ctx, editor, county, x.ID, 1, "Toinen", ""), "intake.stale")
		now, _ := r.get(x.ID)
		elements, err := r.plan.Elements(ctx, county, now.EditionID)
		if err != nil || now.Name != "Alueen sivu" || elements[0].ToldBy != "Alueen sivu" {
			t.Errorf("renamed to %q, told by %q, %v", now.Name, elements[0].ToldBy, err)
		}
		wantFault(t, r.Remove(ctx, editor, county, x.ID, now.Version), "intake.inUse")
	})
}

func TestNothingIsHalfSaved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := setUp(t, d)
		boom := errors.New("boom")
		err := d.Do(ctx, func(tx *db.Tx) error {
			if err := r.CiteIn(ctx, tx, house.System, Source{ID: "a", County: county, Name: "a"}); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		if list, _ := r.Sources(ctx, county); len(list) != 0 || len(r.acts()) != 0 {
			t.Errorf("an undone act left %v, %v", list, r.acts())
		}
		if _, _, err := r.Source(ctx, "20", "a"); !fault.Is(err, fault.NotFound) {
			t.Errorf("another county's source: %v", err)
		}
	})
}
