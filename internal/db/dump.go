package db

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A backup is gzip'ed text, the same for both engines, a line each:
//
//	{"format":"katto-backup","version":1,"schema":"00001_start","created_at":"...","tables":[{"name":"audit","rows":2},...]}
//	{"table":"audit","columns":["id","at",...]}
//	["0197...","2026-03-01T12:00:00.000000Z",...]        one line a row
//	...
//	{"sha256":"..."}                                     of every byte before this line
//
// Values are JSON's own, whole numbers exact. What JSON cannot hold is an
// object: {"b64": bytes}, {"text64": text that is not UTF-8}, {"float": "NaN"}.
const (
	dumpFormat  = "katto-backup"
	dumpVersion = 1
)

// dumpHeader is a backup's first line. Tables come in the order of the rows:
// those that foreign keys point at first.
type dumpHeader struct {
	Format    string      `json:"format"`
	Version   int         `json:"version"`
	Schema    string      `json:"schema"`
	CreatedAt string      `json:"created_at"`
	Tables    []dumpCount `json:"tables"`
}

type dumpCount struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"`
}

type dumpTable struct {
	Table   string   `json:"table"`
	Columns []string `json:"columns"`
}

type dumpTrailer struct {
	SHA256 string `json:"sha256"`
}

// progressRows is how often progress is told, in rows.
const progressRows = 500

// Backup writes the whole database to w while it is in use: everything as it
// was at one moment. progress is told rows and may be nil. The search index,
// sessions and the migrations' own table are not in it.
func Backup(ctx context.Context, d *DB, w io.Writer, progress func(done, total int64)) error {
	err := d.View(ctx, func(q Queryer) error {
		b := newBackup(ctx, q, w, progress)
		tables, err := b.header(d.Engine)
		if err != nil {
			return err
		}
		for _, t := range tables {
			if err := b.table(t); err != nil {
				return fmt.Errorf("table %s: %w", t.name, err)
			}
		}
		return b.finish()
	})
	if err != nil {
		return fmt.Errorf("db: backup: %w", err)
	}
	return nil
}

// BackupFile is Backup to a file. It is there whole or not at all; a file of
// the same name is replaced. Only its owner may read it.
func BackupFile(ctx context.Context, d *DB, path string, progress func(done, total int64)) (err error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".katto-backup-*")
	if err != nil {
		return fmt.Errorf("db: backup: %w", err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name()) //nolint:errcheck // the first error tells
		}
	}()
	if err := Backup(ctx, d, f, progress); err != nil {
		return err
	}
	for _, step := range []func() error{
		f.Sync, f.Close,
		func() error { return os.Rename(f.Name(), path) },
		func() error { return syncFolder(dir) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("db: backup: %w", err)
		}
	}
	return nil
}

// syncFolder makes a new name in the folder survive a power cut.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// backup is one being written.
type backup struct {
	ctx         context.Context // lives as long as the call
	q           Queryer
	zip         *gzip.Writer
	out         *bufio.Writer // to zip and to sum
	sum         hash.Hash
	line        []byte
	done, total int64
	progress    func(done, total int64)
}

func newBackup(ctx context.Context, q Queryer, w io.Writer, progress func(done, total int64)) *backup {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	b := &backup{ctx: ctx, q: q, zip: gzip.NewWriter(w), sum: sha256.New(), progress: progress}
	b.out = bufio.NewWriterSize(io.MultiWriter(b.zip, b.sum), 1<<16)
	return b
}

// header counts what will come, in the same picture of the data, and writes
// the first line.
func (b *backup) header(engine Engine) ([]table, error) {
	tables, err := catalogue(b.ctx, b.q, engine)
	if err != nil {
		return nil, err
	}
	h := dumpHeader{Format: dumpFormat, Version: dumpVersion, CreatedAt: Stamp(time.Now()), Tables: []dumpCount{}}
	if h.Schema, err = schemaName(b.ctx, b.q, engine); err != nil {
		return nil, err
	}
	for _, t := range tables {
		c := dumpCount{Name: t.name}
		if err := b.q.QueryRowContext(b.ctx, `SELECT count(*) FROM `+quoted(t.name)).Scan(&c.Rows); err != nil {
			return nil, err
		}
		h.Tables = append(h.Tables, c)
		b.total += c.Rows
	}
	return tables, b.object(h)
}

func (b *backup) object(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = b.out.Write(append(line, '\n'))
	return err
}

func (b *backup) table(t table) error {
	var names, list []string
	for _, c := range t.columns {
		names, list = append(names, c.name), append(list, quoted(c.name))
	}
	if err := b.object(dumpTable{Table: t.name, Columns: names}); err != nil {
		return err
	}
	rows, err := b.q.QueryContext(b.ctx, `SELECT `+strings.Join(list, ", ")+` FROM `+quoted(t.name))
	if err != nil {
		return err
	}
	defer rows.Close()
	values := make([]any, len(names))
	places := make([]any, len(names))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		if err := b.row(t, values); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (b *backup) row(t table, values []any) error {
	b.line = append(b.line[:0], '[')
	for i, v := range values {
		if i > 0 {
			b.line = append(b.line, ',')
		}
		var err error
		if b.line, err = appendValue(b.line, v, t.columns[i].class); err != nil {
			return fmt.Errorf("column %s: %w", t.columns[i].name, err)
		}
	}
	b.line = append(b.line, ']', '\n')
	if b.done++; b.done%progressRows == 0 {
		b.progress(b.done, b.total)
	}
	_, err := b.out.Write(b.line)
	return err
}

func (b *backup) finish() error {
	if err := b.out.Flush(); err != nil {
		return err
	}
	trailer, err := json.Marshal(dumpTrailer{SHA256: hex.EncodeToString(b.sum.Sum(nil))})
	if err != nil {
		return err
	}
	if _, err := b.zip.Write(append(trailer, '\n')); err != nil {
		return err
	}
	b.progress(b.done, b.total)
	return b.zip.Close()
}

// appendValue writes one value as the format has it. The class decides, not
// the engine: SQLite gives a boolean as a number when it likes.
func appendValue(line []byte, v any, c class) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(line, "null"...), nil
	case bool:
		return strconv.AppendBool(line, v), nil
	case int64:
		if c == classBool {
			return strconv.AppendBool(line, v != 0), nil
		}
		return strconv.AppendInt(line, v, 10), nil
	case float64:
		return appendFloat(line, v), nil
	case string:
		return appendText(line, v)
	case []byte:
		if c == classText {
			return appendText(line, string(v))
		}
		return appendObject(line, "b64", base64.StdEncoding.EncodeToString(v)), nil
	default:
		return nil, fmt.Errorf("a backup cannot hold a %T", v)
	}
}

func appendFloat(line []byte, x float64) []byte {
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return appendObject(line, "float", s)
	}
	return append(line, s...)
}

func appendText(line []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return appendObject(line, "text64", base64.StdEncoding.EncodeToString([]byte(s))), nil
	}
	out, err := json.Marshal(s)
	return append(line, out...), err
}

func appendObject(line []byte, key, value string) []byte {
	return fmt.Appendf(line, `{%q:%q}`, key, value)
}

// quoted writes a name from the catalogue into a statement.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
