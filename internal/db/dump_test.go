package db_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
)

func exec(t testing.TB, d *db.DB, statement string, args ...any) {
	t.Helper()
	err := d.Do(context.Background(), func(tx *db.Tx) error {
		_, err := tx.ExecContext(context.Background(), statement, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

const (
	addDocument = `INSERT INTO document (id, county, kind, slug, title, created_at, version) VALUES ($1, '20', 'strategy', $1, $2, '', $3)`
	addEdition  = `INSERT INTO edition (id, county, document_id, number, state, based_on, start_year, end_year, created_at, proposed_on, returned_on,
 approved_on, in_force_from, superseded_on, hash, told_by, note, public, version) VALUES ($1, '20', $2, 1, 'draft', '', 2026, 2029, '', '', '', '', '', '', '', '', '', $3, 1)`
	addElement = `INSERT INTO element (edition_id, id, county, parent_id, kind, position, title, body, deeds, start_year, end_year, areas, source_id,
 source_start, source_end, told_by, version, updated_at, updated_by) VALUES ($1, $2, '20', '', 'objective', 1, '', '', '', 0, 0, '', '', 0, 0, '', 1, '', '')`
	addSource = `INSERT INTO source (id, county, name, address, media_type, sha256, language, content, plain, proposal, state, fault, edition_id,
 created_at, created_by, version) VALUES ($1, '20', '', '', '', '', 'fi', $2, '', '', '', '', '', '', '', 1)`
	addFinding = `INSERT INTO finding (id, county, source_id, position, kind, words, detail, span_start, span_end, confidence, under_id, state,
 element_id, version) VALUES ($1, '20', $2, 1, '', '', '', 0, 0, $3, '', '', '', 1)`
)

// fill writes values that are easy to lose on the way.
func fill(t testing.TB, d *db.DB) {
	t.Helper()
	for i, title := range []string{"Strategia", "åäö ÅÄÖ €", "kaksi\nriviä\t\"lainaus\" \\ ' <b>&", "\u2028 🏠 \u007f", "", " [1,2] {\"b64\":\"eA==\"}"} {
		id := fmt.Sprint("d", i)
		exec(t, d, addDocument, id, title, int64(math.MaxInt64)-int64(i))
		exec(t, d, addEdition, "e"+id, id, i%2 == 0)
		exec(t, d, addElement, "e"+id, "m")
	}
	exec(t, d, addDocument, "low", "x", int64(math.MinInt64))
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for i, content := range []any{all, []byte{}, nil, bytes.Repeat(all, 1000)} {
		exec(t, d, addSource, fmt.Sprint("s", i), content)
	}
	for i, x := range []float64{0.1, 1, -1.5e300, 5e-324, 0, 1.0 / 3} {
		exec(t, d, addFinding, fmt.Sprint("f", i), "s0", x)
	}
	exec(t, d, insert, "secret", "session", "z")
	for i := range 450 { // more than one batch
		exec(t, d, addDocument, fmt.Sprintf("many%03d", i), "", i)
	}
}

func backup(t testing.TB, d *db.DB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := db.Backup(context.Background(), d, &out, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func unzip(t testing.TB, b []byte) string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

func zip(plain string) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write([]byte(plain)) //nolint:errcheck // to memory
	w.Close()              //nolint:errcheck // to memory
	return out.Bytes()
}

// rows are a backup's lines between the header and the sum, in one order.
func rows(t testing.TB, b []byte) []string {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(unzip(t, b)), "\n")
	list := lines[1 : len(lines)-1]
	slices.Sort(list)
	return list
}

func empty(t testing.TB, d *db.DB) bool {
	t.Helper()
	for _, line := range rows(t, backup(t, d)) {
		if strings.HasPrefix(line, "[") {
			return false
		}
	}
	return true
}

func TestBackupMovesBetweenEngines(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, from *db.DB) {
		fill(t, from)
		b := backup(t, from)
		want := rows(t, b)
		if text := unzip(t, b); strings.Contains(text, "secret") || strings.Contains(text, "goose") {
			t.Error("sessions and migrations do not belong in a backup")
		}
		dbtest.Each(t, func(t *testing.T, to *db.DB) {
			var done, total int64
			err := db.Restore(context.Background(), to, bytes.NewReader(b), func(d, of int64) { done, total = d, of })
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, rows(t, backup(t, to))); diff != "" {
				t.Errorf("before (-) and after (+):\n%s", diff)
			}
			if done != total || done < 450 {
				t.Errorf("progress ended at %d of %d", done, total)
			}
			err = db.Restore(context.Background(), to, bytes.NewReader(b), nil)
			if f := fault.Of(err); f == nil || f.Key != "db.notEmpty" {
				t.Errorf("a second restore: %v", err)
			}
		})
	})
}

// While people write whole documents, a backup has each whole or not at all.
func TestBackupUnderWritesIsOneMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, stop := context.WithCancel(context.Background())
		var writers sync.WaitGroup
		written := make(chan struct{}) // one for each document that is there
		for w := range 3 {
			writers.Go(func() {
				for i := 0; ctx.Err() == nil; i++ {
					if err := wholeDocument(d, fmt.Sprintf("w%d-%d", w, i)); err != nil {
						t.Error(err)
						return
					}
					select {
					case written <- struct{}{}:
					default:
					}
				}
			})
		}
		var backups [][]byte
		for range 5 {
			<-written // so that each backup has more to hold than the one before
			backups = append(backups, backup(t, d))
		}
		stop()
		writers.Wait()
		for i, b := range backups {
			to := dbtest.SQLite(t)
			if err := db.Restore(context.Background(), to, bytes.NewReader(b), nil); err != nil {
				t.Fatalf("backup %d: %v", i, err)
			}
			var documents, elements int
			err := to.Read().QueryRowContext(context.Background(),
				`SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM element)`).Scan(&documents, &elements)
			if err != nil || elements != 2*documents {
				t.Errorf("backup %d: %d documents and %d elements, %v", i, documents, elements, err)
			}
		}
		if len(rows(t, backups[len(backups)-1])) <= len(rows(t, backups[0])) {
			t.Error("nothing was written between the backups")
		}
	})
}

func wholeDocument(d *db.DB, id string) error {
	ctx := context.Background()
	return d.Do(ctx, func(tx *db.Tx) error {
		_, err1 := tx.ExecContext(ctx, addDocument, id, "", 1)
		_, err2 := tx.ExecContext(ctx, addEdition, "e"+id, id, true)
		_, err3 := tx.ExecContext(ctx, addElement, "e"+id, "a")
		_, err4 := tx.ExecContext(ctx, addElement, "e"+id, "b")
		return cmpOr(err1, err2, err3, err4)
	})
}

func cmpOr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// sum writes the right sum under the lines, as one who forges would.
func sum(lines string) string {
	s := sha256.Sum256([]byte(lines))
	return lines + fmt.Sprintf("{\"sha256\":%q}\n", hex.EncodeToString(s[:]))
}

func TestBrokenBackupsAreRefusedWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		from := dbtest.SQLite(t)
		fill(t, from)
		whole := backup(t, from)
		plain := unzip(t, whole)
		lines := plain[:strings.LastIndex(plain, `{"sha256"`)]
		bad := map[string][]byte{
			"nothing":           {},
			"no backup":         []byte("tietoja"),
			"another gzip":      zip("{}\n"),
			"altered row":       zip(strings.Replace(plain, "Strategia", "strategia", 1)),
			"no sum":            zip(lines),
			"a line more":       zip(plain + "{}\n"),
			"bytes after":       append(slices.Clone(whole), 'x'),
			"a gzip after":      append(slices.Clone(whole), whole...),
			"row missing":       zip(sum(strings.Replace(lines, `["low",`, `["d0",`, 1))),
			"no such document":  zip(sum(strings.Replace(lines, `"d1",1,"draft"`, `"gone",1,"draft"`, 1))),
			"text for a number": zip(sum(strings.Replace(lines, `-9223372036854775808]`, `"x"]`, 1))),
			"too big a number":  zip(sum(strings.Replace(lines, `-9223372036854775808]`, `-9223372036854775809]`, 1))),
			"a value more":      zip(sum(strings.Replace(lines, `-9223372036854775808]`, `1,2]`, 1))),
			"another column":    zip(sum(strings.Replace(lines, `"columns":["id"`, `"columns":["identity"`, 1))),
			"a column twice":    zip(sum(strings.Replace(lines, `"columns":["id","at"`, `"columns":["id","id"`, 1))),
			"another table":     zip(sum(strings.Replace(lines, `{"name":"audit"`, `{"name":"session"`, 1))),
			"wrong count":       zip(sum(strings.Replace(lines, `"name":"document","rows":457`, `"name":"document","rows":456`, 1))),
		}
		for _, share := range []int{1, 10, 50, 90, 99} {
			bad[fmt.Sprintf("%d %% of it", share)] = whole[:len(whole)*share/100]
			flipped := slices.Clone(whole)
			flipped[len(flipped)*share/100] ^= 4
			bad[fmt.Sprintf("a bit changed at %d %%", share)] = flipped
		}
		bad["the last byte missing"] = whole[:len(whole)-1]
		for name, b := range bad {
			err := db.Restore(context.Background(), d, bytes.NewReader(b), nil)
			if f := fault.Of(err); f == nil || f.Key != "db.brokenBackup" {
				t.Errorf("%s: %v", name, err)
			}
			if !empty(t, d) {
				t.Fatalf("%s left something behind", name)
			}
		}
		for name, b := range map[string]string{
			"schema":  strings.Replace(plain, `"schema":"0`, `"schema":"9`, 1),
			"version": strings.Replace(plain, `"version":1`, `"version":2`, 1),
		} {
			err := db.Restore(context.Background(), d, bytes.NewReader(zip(b)), nil)
			if f := fault.Of(err); f == nil || f.Key != "db.otherSchema" {
				t.Errorf("another %s: %v", name, err)
			}
		}
		if err := db.Restore(context.Background(), d, bytes.NewReader(whole), nil); err != nil {
			t.Errorf("the whole one: %v", err)
		}
	})
}

func TestRestoreNeedsAMigratedDatabase(t *testing.T) {
	d := dbtest.Open(t, "sqlite:"+filepath.Join(t.TempDir(), "new.db"))
	err := db.Restore(context.Background(), d, bytes.NewReader(backup(t, dbtest.SQLite(t))), nil)
	if f := fault.Of(err); f == nil || f.Key != "db.otherSchema" {
		t.Errorf("%v", err)
	}
}

func TestBackupFile(t *testing.T) {
	d, dir := dbtest.SQLite(t), t.TempDir()
	path := filepath.Join(dir, "katto.backup")
	fill(t, d)
	for range 2 { // the second replaces the first
		if err := db.BackupFile(context.Background(), d, path, nil); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows(t, backup(t, d)), rows(t, b)); diff != "" {
		t.Error(diff)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := db.BackupFile(ctx, d, path+"2", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 {
		t.Errorf("%d files in the folder, %v; want the backup alone", len(names), err)
	}
}

func TestRestoreStopsWhenAsked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		from := dbtest.SQLite(t)
		fill(t, from)
		ctx, cancel := context.WithCancel(context.Background())
		r := &watched{Reader: bytes.NewReader(backup(t, from)), then: cancel}
		if err := db.Restore(ctx, d, r, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if !empty(t, d) {
			t.Error("something was restored")
		}
	})
}

// watched calls then at the first read.
type watched struct {
	io.Reader
	then func()
}

func (w *watched) Read(p []byte) (int, error) {
	w.then()
	return w.Reader.Read(p)
}

// FuzzRestore reads headers and lines that nobody's backup wrote: each is
// refused as broken or of another schema, and nothing stays.
func FuzzRestore(f *testing.F) {
	d := dbtest.SQLite(f)
	none := unzip(f, backup(f, d))
	for _, s := range []string{
		none, sum(none), "", "\n", "{}\n", "null\n", "[]\n", `{"format":"katto-backup"}` + "\n",
		`{"format":"katto-backup","version":1,"tables":[{"name":"audit","rows":9223372036854775807}]}` + "\n",
		strings.Replace(none, `"rows":0`, `"rows":1`, 1), strings.Replace(none, `"audit"`, `"audit\u0000"`, 1),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, plain string) {
		err := db.Restore(context.Background(), d, bytes.NewReader(zip(plain)), nil)
		if err != nil && !slices.Contains([]string{"db.brokenBackup", "db.otherSchema"}, fault.Of(err).Key) {
			t.Errorf("%v", err)
		}
		if !empty(t, d) {
			t.Fatal("something was restored")
		}
	})
}
