package db

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/katto-project/katto/internal/fault"
)

// Bounds of a backup's lines, so that no file fills the memory: a row holds
// one source document at most.
const (
	maxHeaderLine = 1 << 20
	maxRowLine    = 512 << 20
)

// Restore fills an empty, migrated database of the same schema from a backup
// of either engine, all or nothing: the sum at the end of the backup is
// checked before the data stands. progress is told rows and may be nil.
//
// Faults: db.notEmpty, db.otherSchema, db.brokenBackup. Afterwards the search
// index is empty and is to be made again.
func Restore(ctx context.Context, d *DB, r io.Reader, progress func(done, total int64)) error {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	begun := false
	return d.Do(ctx, func(tx *Tx) error {
		if begun { // somebody else wrote meanwhile, and r cannot be read again
			return unavailable(errors.New("another act wrote during the restore"), string(d.Engine))
		}
		begun = true
		in, err := openDump(ctx, r)
		if err != nil {
			return err
		}
		in.tx, in.engine, in.progress = tx, d.Engine, progress
		return in.restore()
	})
}

// dump is a backup being read.
type dump struct {
	ctx         context.Context // lives as long as the call
	in          *bufio.Reader
	sum         hash.Hash
	header      dumpHeader
	tx          Queryer
	engine      Engine
	progress    func(done, total int64)
	done, total int64
}

func openDump(ctx context.Context, r io.Reader) (*dump, error) {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return nil, broken(err)
	}
	in := &dump{ctx: ctx, in: bufio.NewReaderSize(zip, 1<<16), sum: sha256.New()}
	line, err := in.next(maxHeaderLine)
	if err != nil {
		return nil, err
	}
	if in.header, err = readHeader(line); err != nil {
		return nil, err
	}
	for _, t := range in.header.Tables {
		in.total += t.Rows
	}
	return in, nil
}

func readHeader(line []byte) (dumpHeader, error) {
	var h dumpHeader
	if err := json.Unmarshal(line, &h); err != nil {
		return h, broken(err)
	}
	if h.Format != dumpFormat {
		return h, broken(fmt.Errorf("format %q", h.Format))
	}
	if h.Version != dumpVersion {
		return h, fault.New(fault.Invalid, "db.otherSchema", "Theirs", fmt.Sprintf("%s, %d", h.Schema, h.Version), "Ours", strconv.Itoa(dumpVersion))
	}
	seen := map[string]bool{}
	for _, t := range h.Tables {
		if t.Rows < 0 || seen[t.Name] {
			return h, broken(fmt.Errorf("table %q in the header", t.Name))
		}
		seen[t.Name] = true
	}
	return h, nil
}

// next reads a line, without its end, and adds it to the sum.
func (in *dump) next(limit int) ([]byte, error) {
	line, err := in.raw(limit)
	if err != nil {
		return nil, err
	}
	in.sum.Write(line)
	return bytes.TrimSuffix(line, []byte("\n")), nil
}

func (in *dump) raw(limit int) ([]byte, error) {
	var line []byte
	for {
		part, err := in.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > limit:
			return nil, broken(fmt.Errorf("a line of over %d bytes", limit))
		case err == nil:
			return line, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, broken(err) // a whole backup ends with a whole line
		}
	}
}

func (in *dump) restore() error {
	tables, err := in.target()
	if err != nil {
		return err
	}
	for _, count := range in.header.Tables {
		i := slices.IndexFunc(tables, func(t table) bool { return t.name == count.Name })
		if i < 0 {
			return broken(fmt.Errorf("no table %q", count.Name))
		}
		if err := in.table(tables[i], count.Rows); err != nil {
			return err
		}
	}
	if len(in.header.Tables) != len(tables) {
		return broken(fmt.Errorf("%d tables of %d", len(in.header.Tables), len(tables)))
	}
	return in.trailer()
}

// target checks that the database is of the backup's schema, and empty.
func (in *dump) target() ([]table, error) {
	schema, err := schemaName(in.ctx, in.tx, in.engine)
	if err != nil {
		return nil, fmt.Errorf("db: restore: %w", err)
	}
	if schema == "" || schema != in.header.Schema {
		return nil, fault.New(fault.Invalid, "db.otherSchema", "Theirs", in.header.Schema, "Ours", schema)
	}
	tables, err := catalogue(in.ctx, in.tx, in.engine)
	if err != nil {
		return nil, fmt.Errorf("db: restore: %w", err)
	}
	for _, t := range tables {
		var one int
		err := in.tx.QueryRowContext(in.ctx, `SELECT 1 FROM `+quoted(t.name)+` LIMIT 1`).Scan(&one)
		if err == nil {
			return nil, fault.New(fault.Conflict, "db.notEmpty", "Table", t.name)
		}
		if !NoRows(err) {
			return nil, fmt.Errorf("db: restore: %w", err)
		}
	}
	return tables, nil
}

func (in *dump) table(t table, rows int64) error {
	line, err := in.next(maxHeaderLine)
	if err != nil {
		return err
	}
	columns, err := readColumns(line, t)
	if err != nil {
		return err
	}
	batch := newBatch(t.name, columns)
	for range rows {
		if err := in.ctx.Err(); err != nil {
			return err
		}
		line, err := in.next(maxRowLine)
		if err != nil {
			return err
		}
		if err := batch.add(line); err != nil {
			return broken(fmt.Errorf("table %s: %w", t.name, err))
		}
		if batch.full() {
			if err := batch.insert(in.ctx, in.tx); err != nil {
				return err
			}
		}
		if in.done++; in.done%progressRows == 0 {
			in.progress(in.done, in.total)
		}
	}
	return batch.insert(in.ctx, in.tx)
}

// readColumns reads a table's line; it must name every column once.
func readColumns(line []byte, t table) ([]column, error) {
	var head dumpTable
	if err := json.Unmarshal(line, &head); err != nil {
		return nil, broken(err)
	}
	var columns []column
	for _, name := range head.Columns {
		i := slices.IndexFunc(t.columns, func(c column) bool { return c.name == name })
		if i < 0 || slices.Contains(columns, t.columns[i]) {
			return nil, broken(fmt.Errorf("table %s: column %q", t.name, name))
		}
		columns = append(columns, t.columns[i])
	}
	if head.Table != t.name || len(columns) != len(t.columns) {
		return nil, broken(fmt.Errorf("table %s: the line of %q, %d columns", t.name, head.Table, len(columns)))
	}
	return columns, nil
}

// trailer checks the sum and that nothing follows.
func (in *dump) trailer() error {
	line, err := in.raw(maxHeaderLine)
	if err != nil {
		return err
	}
	var t dumpTrailer
	if err := json.Unmarshal(line, &t); err != nil {
		return broken(err)
	}
	if sum := hex.EncodeToString(in.sum.Sum(nil)); t.SHA256 != sum {
		return broken(fmt.Errorf("sha256 is %s, not %s", sum, t.SHA256))
	}
	if _, err := in.in.ReadByte(); !errors.Is(err, io.EOF) {
		return broken(fmt.Errorf("something follows the end: %w", err))
	}
	in.progress(in.done, in.total)
	return nil
}

// batch gathers rows for one INSERT.
type batch struct {
	table   string
	columns []column
	args    []any
	rows    int
	bytes   int
}

func newBatch(table string, columns []column) *batch { return &batch{table: table, columns: columns} }

// full keeps a statement below both engines' limits: 32766 arguments, and
// some megabytes.
func (b *batch) full() bool {
	return b.rows >= 200 || (b.rows+1)*len(b.columns) > 30_000 || b.bytes > 4<<20
}

func (b *batch) add(line []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var row []any
	if err := decoder.Decode(&row); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("two values in a line")
	}
	if len(row) != len(b.columns) {
		return fmt.Errorf("%d values for %d columns", len(row), len(b.columns))
	}
	for i, v := range row {
		value, err := readValue(v, b.columns[i].class)
		if err != nil {
			return fmt.Errorf("column %s: %w", b.columns[i].name, err)
		}
		b.args = append(b.args, value)
	}
	b.rows++
	b.bytes += len(line)
	return nil
}

func (b *batch) insert(ctx context.Context, tx Queryer) error {
	if b.rows == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, b.statement(), b.args...)
	b.args, b.rows, b.bytes = b.args[:0], 0, 0
	switch {
	case err == nil:
		return nil
	case refused(err):
		return broken(fmt.Errorf("table %s: %w", b.table, err))
	default:
		return fmt.Errorf("db: restore: table %s: %w", b.table, err)
	}
}

func (b *batch) statement() string {
	var s strings.Builder
	s.WriteString(`INSERT INTO ` + quoted(b.table) + ` (`)
	for i, c := range b.columns {
		if i > 0 {
			s.WriteString(", ")
		}
		s.WriteString(quoted(c.name))
	}
	s.WriteString(") VALUES ")
	for row := range b.rows {
		if row > 0 {
			s.WriteString(", ")
		}
		for i := range b.columns {
			s.WriteString([]string{"(", ", "}[min(i, 1)])
			s.WriteString("$" + strconv.Itoa(row*len(b.columns)+i+1))
		}
		s.WriteString(")")
	}
	return s.String()
}

// readValue gives what the column of the class takes.
func readValue(v any, c class) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case bool:
		if c == classBool {
			return v, nil
		}
	case string:
		if c == classText {
			return v, nil
		}
	case json.Number:
		switch c {
		case classInt:
			return v.Int64()
		case classFloat:
			return v.Float64()
		}
	case map[string]any:
		return readObject(v, c)
	}
	return nil, fmt.Errorf("a %T in a column of %s", v, c)
}

func readObject(m map[string]any, c class) (any, error) {
	for key, want := range map[string]class{"b64": classBytes, "text64": classText, "float": classFloat} {
		s, ok := m[key].(string)
		if !ok || c != want || len(m) != 1 {
			continue
		}
		if c == classFloat {
			return strconv.ParseFloat(s, 64)
		}
		raw, err := base64.StdEncoding.DecodeString(s)
		if c == classText {
			return string(raw), err
		}
		return raw, err
	}
	return nil, fmt.Errorf("an unknown object in a column of %s", c)
}

// refused tells whether the database said that a row does not hold, rather
// than that it could not do its work.
func refused(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return strings.HasPrefix(pg.Code, "22") || strings.HasPrefix(pg.Code, "23")
	}
	var s *sqlite.Error
	return errors.As(err, &s) && s.Code()&0xff == sqlite3.SQLITE_CONSTRAINT
}

func broken(cause error) error {
	return fault.New(fault.Invalid, "db.brokenBackup").Because(cause)
}
