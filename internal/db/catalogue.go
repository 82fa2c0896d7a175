package db

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// class is what a column holds, whatever the engine calls it.
type class string

const (
	classText  class = "text"
	classInt   class = "int"
	classFloat class = "float"
	classBool  class = "bool"
	classBytes class = "bytes"
)

type column struct {
	name  string
	class class
}

// table is one table of the rooms, as the engine's catalogue tells.
type table struct {
	name    string
	columns []column
	refs    []string // the tables its foreign keys point at
}

// movable tells whether the table belongs in a backup. Left out are the
// migrations' own table, the search index (it is made again) and sessions
// (a copy of them would be a key to the house).
func movable(name string) bool {
	return name != "goose_db_version" && name != "session" &&
		!strings.HasPrefix(name, "search_") && !strings.HasPrefix(name, "sqlite_")
}

// statements of each engine's catalogue; tables of the current schema only.
var catalogueSQL = map[Engine]struct{ tables, columns, refs string }{
	SQLite: {
		tables:  `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`,
		columns: `SELECT name, type FROM pragma_table_info($1) ORDER BY cid`,
		refs:    `SELECT DISTINCT "table" FROM pragma_foreign_key_list($1) ORDER BY 1`,
	},
	Postgres: {
		tables: `SELECT table_name FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
		columns: `SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position`,
		refs: `SELECT DISTINCT other.relname FROM pg_constraint c
JOIN pg_class own ON own.oid = c.conrelid JOIN pg_class other ON other.oid = c.confrelid
WHERE c.contype = 'f' AND own.relname = $1 AND own.relnamespace = CAST(current_schema() AS regnamespace) ORDER BY 1`,
	},
}

// catalogue gives the movable tables, those pointed at before those that
// point at them.
func catalogue(ctx context.Context, q Queryer, engine Engine) ([]table, error) {
	statements := catalogueSQL[engine]
	names, err := pairs(ctx, q, statements.tables, 1)
	if err != nil {
		return nil, err
	}
	var tables []table
	for _, n := range names {
		if !movable(n[0]) {
			continue
		}
		t := table{name: n[0]}
		columns, err := pairs(ctx, q, statements.columns, 2, t.name)
		if err != nil {
			return nil, err
		}
		for _, c := range columns {
			class, err := classOf(c[1])
			if err != nil {
				return nil, fmt.Errorf("%s.%s: %w", t.name, c[0], err)
			}
			t.columns = append(t.columns, column{c[0], class})
		}
		refs, err := pairs(ctx, q, statements.refs, 1, t.name)
		if err != nil {
			return nil, err
		}
		for _, r := range refs {
			t.refs = append(t.refs, r[0])
		}
		tables = append(tables, t)
	}
	return inOrder(tables)
}

// pairs reads rows of one or two texts.
func pairs(ctx context.Context, q Queryer, statement string, width int, args ...any) ([][2]string, error) {
	rows, err := q.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list [][2]string
	for rows.Next() {
		var p [2]string
		if err := rows.Scan([]any{&p[0], &p[1]}[:width]...); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, rows.Err()
}

func classOf(declared string) (class, error) {
	switch d := strings.ToUpper(declared); d {
	case "TEXT", "CHARACTER VARYING":
		return classText, nil
	case "BIGINT", "INTEGER", "SMALLINT":
		return classInt, nil
	case "DOUBLE PRECISION", "REAL":
		return classFloat, nil
	case "BOOLEAN":
		return classBool, nil
	case "BYTEA", "BLOB":
		return classBytes, nil
	default:
		return "", fmt.Errorf("a backup cannot hold columns of type %q", declared)
	}
}

// inOrder sorts tables so that every foreign key points backwards.
func inOrder(tables []table) ([]table, error) {
	var sorted []table
	placed := map[string]bool{}
	for len(sorted) < len(tables) {
		before := len(sorted)
		for _, t := range tables {
			waits := slices.ContainsFunc(t.refs, func(ref string) bool { return !placed[ref] })
			if !placed[t.name] && !waits {
				placed[t.name] = true
				sorted = append(sorted, t)
			}
		}
		if len(sorted) == before {
			return nil, fmt.Errorf("foreign keys run in a circle: %d of %d tables can be put in order", before, len(tables))
		}
	}
	return sorted, nil
}

// schemaName is the newest migration applied, as its file is called without
// the ending; "" when none is.
func schemaName(ctx context.Context, q Queryer, engine Engine) (string, error) {
	names, err := pairs(ctx, q, catalogueSQL[engine].tables, 1)
	if err != nil {
		return "", err
	}
	if !slices.Contains(names, [2]string{"goose_db_version", ""}) {
		return "", nil
	}
	var version int64
	if err := q.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&version); err != nil {
		return "", err
	}
	if version == 0 {
		return "", nil
	}
	number := fmt.Sprintf("%05d", version)
	files, err := fs.Glob(migrationFiles, "migrations/"+number+"_*.sql")
	if err != nil || len(files) != 1 {
		return number, err // newer than this program
	}
	return strings.TrimSuffix(strings.TrimPrefix(files[0], "migrations/"), ".sql"), nil
}
