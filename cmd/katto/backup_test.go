package main

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db/dbtest"
)

// A backup taken under a write load is one moment: of each person's writes it
// has all up to one, at least those answered before it began and none sent
// after it ended; and it restores to a house that stands.
func TestBackupUnderLoadRestoresToAWorkingHouse(t *testing.T) {
	for engine, made := range map[string]func(testing.TB) string{"sqlite": dbtest.NewSQLite, "postgres": dbtest.NewPostgres} {
		t.Run(engine, func(t *testing.T) {
			database := made(t)
			furnish(t, database, 4)
			p := serving(t, database)
			people := writers(t, p, 4)
			for _, w := range people {
				w.pace = 8 * time.Millisecond
			}
			stop := make(chan struct{})
			answered, wait := load(people, stop)
			until(t, answered, 60)
			file := filepath.Join(t.TempDir(), "under-load.katto")
			began := time.Now()
			runKatto(t, "backup", "--db", database, file)
			ended := time.Now()
			until(t, answered, 10)
			close(stop)
			wait()
			fresh := dbtest.NewSQLite(t)
			runKatto(t, "restore", "--db", fresh, file)
			d := dbtest.Open(t, fresh)
			sound(t, d)
			oneMoment(t, people, whatIsStored(t, d), began, ended)
			visit(t, fresh)
		})
	}
}

func oneMoment(t *testing.T, people []*writer, s stored, began, ended time.Time) {
	t.Helper()
	if s.loose > 0 {
		t.Errorf("%d things and audit rows do not match", s.loose)
	}
	there, missing := 0, 0
	for _, w := range people {
		gap := ""
		for _, x := range w.writes {
			if x.status != http.StatusSeeOther {
				t.Fatalf("%s was answered with %d", x.word, x.status)
			}
			times := s.words[x.comment][x.word]
			switch {
			case times == 1 && gap != "":
				t.Errorf("%s is there, and %s, which came before it, is not", x.word, gap)
			case times == 1 && x.sent.After(ended):
				t.Errorf("%s was sent after the backup ended and is in it", x.word)
			case times == 0 && x.ended.Before(began):
				t.Errorf("%s was answered before the backup began and is not in it", x.word)
			case times == 0:
				gap = x.word
			}
			there += times
			missing += 1 - times
		}
	}
	t.Logf("%d writes are in the backup, %d came later", there, missing)
	if there < 60 || missing < 1 {
		t.Errorf("the load was too light: %d before, %d after", there, missing)
	}
}

// visit opens the pages of a restored house, as a visitor and as an editor,
// and changes something.
func visit(t *testing.T, database string) {
	t.Helper()
	p := serving(t, database)
	w := writers(t, p, 1)[0]
	for _, path := range []string{
		"/fi/", "/sv/mallila", "/en/mallila/strategy", "/fi/mallila/made", "/fi/mallila/one-page", "/fi/mallila/rooms",
		"/fi/mallila/search?q=palvelu", "/fi/staff/mallila", "/fi/staff/mallila/decisions", "/fi/staff/mallila/editions/" + draft,
	} {
		w.page(path)
	}
	w.me = 9 // another year, so that no section is taken
	if x := w.next(); x.status != http.StatusSeeOther {
		t.Errorf("a decision in the restored house was answered with %d", x.status)
	}
}
