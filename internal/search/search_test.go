package search_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/text"
)

var ctx = context.Background()

// each runs the test on both engines, with an empty index.
func each(t *testing.T, test func(*testing.T, *db.DB)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ensure(t, d)
		test(t, d)
	})
}

func ensure(t testing.TB, d *db.DB) {
	t.Helper()
	if err := search.Ensure(ctx, d); err != nil {
		t.Fatal(err)
	}
}

func do(t testing.TB, d *db.DB, act func(tx *db.Tx) error) {
	t.Helper()
	if err := d.Do(ctx, act); err != nil {
		t.Fatal(err)
	}
}

func put(t testing.TB, d *db.DB, docs ...search.Doc) {
	t.Helper()
	do(t, d, func(tx *db.Tx) error { return search.Put(ctx, tx, d.Engine, docs...) })
}

// doc makes a document of county 20 with the id, in the group "g".
func doc(id string, lang text.Lang, title, body string) search.Doc {
	return search.Doc{
		Ref: house.Ref{Kind: "element", ID: id}, County: "20", Lang: lang, Group: "g",
		Title: title, Body: body, Path: "/20/" + id, Kind: "objective",
	}
}

// ids finds and gives the hits' ids in order.
func ids(t testing.TB, d *db.DB, q search.Query) string {
	t.Helper()
	if q.County == "" {
		q.County = "20"
	}
	hits, total, err := search.Find(ctx, d, q)
	if err != nil {
		t.Fatalf("find %q: %v", q.Text, err)
	}
	if total < len(hits) {
		t.Errorf("find %q: total %d of %d hits", q.Text, total, len(hits))
	}
	var list []string
	for _, h := range hits {
		list = append(list, h.Ref.ID)
	}
	return strings.Join(list, " ")
}

// house20 is a small county's texts.
func house20() []search.Doc {
	return []search.Doc{
		doc("strategy", text.Fi, "Palvelustrategia", "Valtuusto päättää, miten palvelut järjestetään."),
		doc("access", text.Fi, "Palveluiden saatavuus", "Hoitoon pääsee ajoissa. Saatavuuden mittari on jonotusaika."),
		doc("staff", text.Fi, "Henkilöstö voi hyvin", "Hyvinvoiva henkilöstö tekee palvelut."),
		doc("child", text.Fi, "Lasten ja nuorten hyvinvointiohjelma", "Perheitä tuetaan varhain."),
		doc("staff", text.Sv, "Personalen mår bra", "Välfärdsområdet stöder sin personal."),
		doc("area", text.Sv, "Välfärdsområdet", "Invånarna får vård i tid. Välfärdsområdena samarbetar."),
		doc("safe", text.En, "Safer services", "Residents feel safe with the services of the county."),
		doc("thl", text.Fi, "Seuranta", "Tiedot tulevat THL:n kyselyistä vuoteen 2026:een asti."),
	}
}

var questions = []struct{ ask, want string }{
	{"palvelu", "access strategy staff"},     // a form in the title, a compound in the title, the body
	{"PALVELUSTRATEGIA", "strategy"},         // case
	{"strategian", "strategy"},               // a form of a compound's last part
	{"ohjelma", "child"},                     // the last part
	{"saatavuutta", "access"},                // another form than any written
	{"lapsi", "child"},                       // irregular
	{"henkilostolle", "staff"},               // without dots, and inflected
	{"valfardsomradena", "area staff"},       // the same in Swedish; the title first
	{"välfärdsområdena", "area staff"},       // both have another form too
	{"välfärdsområdet", "area staff"},        //
	{"saatavuus henkilöstö", ""},             // every word must be there
	{"palvelut henk", "staff"},               // still typing
	{"lasten ja nuorten", "child"},           // small words do not decide
	{"ja", "child strategy"},                 // unless they are all there is
	{"thl", "thl"},                           //
	{"2026", "thl"},                          //
	{"services", "safe"},                     //
	{"residents' safety", ""},                // safety and safe are two words
	{"resident safe", "safe"},                //
	{"hoitö", ""},                            // a dot too many is another word
	{`"palvelu" AND (saatavuus* OR NOT`, ""}, // no syntax: these are words
	{`palvelu:saatavuus*`, "access"},         //
	{"'; DROP TABLE search_doc; --", ""},     //
	{"   ", ""},                              //
	{strings.Repeat("palvelu ", 100), "access strategy staff"},
	{"saatavuus " + strings.Repeat("x", 10_000), ""},
}

func TestFind(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		put(t, d, house20()...)
		for _, q := range questions {
			if got := ids(t, d, search.Query{Text: q.ask}); got != q.want {
				t.Errorf("%q finds %q, want %q", q.ask, got, q.want)
			}
		}
	})
}

// Both engines must give the same documents in the same order, marks and all.
func TestEnginesAgree(t *testing.T) {
	answers := map[db.Engine][]string{}
	each(t, func(t *testing.T, d *db.DB) {
		put(t, d, many()...)
		for _, ask := range []string{"palvelu", "henkilöstö", "valfard", "ö", "mittari palvelu", "saatavuuden", "å", "a", "2024"} {
			for _, offset := range []int{0, 7, 499, 900} {
				hits, total, err := search.Find(ctx, d, search.Query{Text: ask, County: house.AllCounties, Limit: 40, Offset: offset})
				if err != nil {
					t.Fatal(err)
				}
				answers[d.Engine] = append(answers[d.Engine], fmt.Sprintf("%s %d: %d %+v", ask, offset, total, hits))
			}
		}
	})
	if diff := cmp.Diff(answers[db.SQLite], answers[db.Postgres]); diff != "" {
		t.Errorf("SQLite (-) and PostgreSQL (+) differ:\n%s", diff)
	}
	if !strings.Contains(answers[db.SQLite][0], "500") {
		t.Errorf("the first answer should be cut at %d", search.MaxHits)
	}
}

// many are 700 documents over three counties that all speak of services.
func many() []search.Doc {
	titles := []string{"Palvelut", "Henkilöstön määrä", "Välfärd för alla", "Zürichin malli", "Åland", "Ähtäri", "Öja", "Mittari"}
	var docs []search.Doc
	for i := range 700 {
		docs = append(docs, search.Doc{
			Ref: house.Ref{Kind: "element", ID: fmt.Sprint(i)}, County: house.County(fmt.Sprint(18 + i%3)), Lang: text.Languages[i%3],
			Group: fmt.Sprint("g", i%5), Title: titles[i%len(titles)], Path: fmt.Sprint("/", i),
			Body: fmt.Sprintf("Palvelun %d saatavuus ja palvelumittari vuonna %d. Övriga frågor, ansvar.", i, 2000+i%40),
		})
	}
	return docs
}

func TestNarrowing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		other, draft, old := doc("other", text.Fi, "Palvelut", ""), doc("draft", text.Fi, "Palvelut ja luonnos", ""), doc("access", text.Fi, "Palvelut ennen", "")
		other.County, draft.Draft, old.Group = "18", true, "older"
		put(t, d, append(house20(), other, draft, old)...)
		for _, c := range []struct {
			q    search.Query
			want string
		}{
			{search.Query{Text: "palvelut"}, "access access strategy staff"},
			{search.Query{Text: "palvelut", County: "18"}, "other"},
			{search.Query{Text: "palvelut", County: house.AllCounties}, "other access access strategy staff"},
			{search.Query{Text: "palvelut", Drafts: true}, "access draft access strategy staff"},
			{search.Query{Text: "personal", Lang: text.Sv}, "staff"},
			{search.Query{Text: "personal", Lang: text.Fi}, ""},
			{search.Query{Text: "palvelut", Limit: 2}, "access access"},
			{search.Query{Text: "palvelut", Limit: 2, Offset: 2}, "strategy staff"},
			{search.Query{Text: "palvelut", Limit: -1, Offset: -5}, "access access strategy staff"},
			{search.Query{Text: "palvelut", Offset: 99}, ""},
		} {
			if got := ids(t, d, c.q); got != c.want {
				t.Errorf("%+v finds %q, want %q", c.q, got, c.want)
			}
		}
	})
}

func TestReplaceAndRemove(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		put(t, d, house20()...)
		put(t, d, doc("staff", text.Fi, "Työntekijät", "Uusi teksti."))
		if got := ids(t, d, search.Query{Text: "henkilöstö"}); got != "" {
			t.Errorf("the old text is still found: %q", got)
		}
		if got := ids(t, d, search.Query{Text: "työntekijä"}); got != "staff" {
			t.Errorf("the new text: %q", got)
		}
		do(t, d, func(tx *db.Tx) error {
			return search.Remove(ctx, tx, d.Engine, house.Ref{Kind: "element", ID: "staff"})
		})
		if got := ids(t, d, search.Query{Text: "personal"}) + ids(t, d, search.Query{Text: "työntekijä"}); got != "" {
			t.Errorf("removed, but found: %q", got)
		}
		kept := doc("kept", text.Fi, "Palvelut muualla", "")
		kept.Group = "h"
		put(t, d, kept)
		do(t, d, func(tx *db.Tx) error {
			return search.ReplaceGroup(ctx, tx, d.Engine, "20", "g", search.Doc{Ref: house.Ref{Kind: "element", ID: "new"}, Lang: text.Fi, Title: "Palvelut"})
		})
		if got := ids(t, d, search.Query{Text: "palvelut"}); got != "new kept" {
			t.Errorf("after replacing the group: %q", got)
		}
		do(t, d, func(tx *db.Tx) error { return search.RemoveGroup(ctx, tx, d.Engine, "20", "g") })
		if got := ids(t, d, search.Query{Text: "palvelut"}); got != "kept" {
			t.Errorf("after removing the group: %q", got)
		}
	})
}

func TestAnActUndoneIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		put(t, d, doc("a", text.Fi, "Talous", ""))
		refused := errors.New("refused")
		err := d.Do(ctx, func(tx *db.Tx) error {
			if err := search.Put(ctx, tx, d.Engine, doc("a", text.Fi, "Turvallisuus", ""), doc("b", text.Fi, "Turva", "")); err != nil {
				return err
			}
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatal(err)
		}
		if got := ids(t, d, search.Query{Text: "turva"}) + "|" + ids(t, d, search.Query{Text: "talous"}); got != "|a" {
			t.Errorf("found %q", got)
		}
	})
}

func TestEnsureKeepsAndEmptyTells(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		empty, err := search.Empty(ctx, d)
		if err != nil || !empty {
			t.Fatalf("empty: %v, %v", empty, err)
		}
		put(t, d, house20()...)
		ensure(t, d)
		if empty, err = search.Empty(ctx, d); err != nil || empty {
			t.Fatalf("empty: %v, %v", empty, err)
		}
		do(t, d, func(tx *db.Tx) error {
			_, err := tx.ExecContext(ctx, `UPDATE search_state SET version = 0`)
			return err
		})
		ensure(t, d)
		if empty, err = search.Empty(ctx, d); err != nil || !empty {
			t.Fatalf("an index of another version is dropped: empty %v, %v", empty, err)
		}
	})
}

func TestTwoProcessesEnsureAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		errs := make(chan error, 4)
		for range 4 {
			go func() { errs <- search.Ensure(ctx, d) }()
		}
		for range 4 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
	})
}

func show(pieces []search.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Marked {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("Alussa puhutaan muusta kuin siitä mitä etsitään. ", 20)
	each(t, func(t *testing.T, d *db.DB) {
		put(t, d, doc("a", text.Fi, "Palveluiden saatavuus", long+"Saatavuuden mittari\non jonotusaika THL:n mukaan. "+long), doc("b", text.Fi, "Jonot", "Lyhyt."))
		hits, _, err := search.Find(ctx, d, search.Query{Text: "saatavuus thl", County: "20"})
		if err != nil || len(hits) != 1 {
			t.Fatal(hits, err)
		}
		heading, snippet := show(hits[0].Heading), show(hits[0].Snippet)
		if heading != "Palveluiden [saatavuus]" {
			t.Errorf("heading %q", heading)
		}
		if !strings.Contains(snippet, "[Saatavuuden] mittari on jonotusaika [THL:n] mukaan.") || !strings.HasPrefix(snippet, "… ") || !strings.HasSuffix(snippet, " …") {
			t.Errorf("snippet %q", snippet)
		}
		if n := len([]rune(snippet)); n > 260 {
			t.Errorf("snippet of %d characters", n)
		}
		hits, _, err = search.Find(ctx, d, search.Query{Text: "jonot", County: "20"})
		if err != nil || len(hits) != 2 || show(hits[0].Snippet) != "Lyhyt." {
			t.Errorf("%+v, %v", hits, err)
		}
	})
}

// FuzzFind sends what strangers send: nothing may fail, whatever is found must
// be marked, and what is put in under the same words must be found.
func FuzzFind(f *testing.F) {
	for _, q := range questions {
		f.Add(q.ask)
	}
	for _, s := range []string{"\x00", "\xff\xfe", "̈", "K", "ﬁ", "a\u00adb", "İstanbul", "x:y", "'", "''", "°§", "\u1fef"} {
		f.Add(s)
	}
	engines := []*db.DB{dbtest.SQLite(f), dbtest.Open(f, dbtest.NewPostgres(f))}
	for _, d := range engines {
		ensure(f, d)
		put(f, d, house20()...)
	}
	f.Fuzz(func(t *testing.T, ask string) {
		var answers []string
		for _, d := range engines {
			put(t, d, doc("own", text.Fi, ask, ask))
			hits, total, err := search.Find(ctx, d, search.Query{Text: ask, County: "20"})
			if err != nil {
				t.Fatalf("%s: %v", d.Engine, err)
			}
			for _, h := range hits {
				if !slices.ContainsFunc(append(h.Heading, h.Snippet...), func(p search.Piece) bool { return p.Marked }) {
					t.Errorf("%s: %q found without a mark: %+v", d.Engine, ask, h)
				}
			}
			if total > 0 && !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.Ref.ID == "own" }) {
				t.Errorf("%s: %q does not find itself", d.Engine, ask)
			}
			answers = append(answers, fmt.Sprintf("%d %+v", total, hits))
		}
		if answers[0] != answers[1] {
			t.Errorf("%q: SQLite %s\nPostgreSQL %s", ask, answers[0], answers[1])
		}
	})
}
