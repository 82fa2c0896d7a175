package search

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// version changes when words are stemmed or kept in another way. An index of
// another version is dropped by Ensure and is to be filled again.
const version = 1

// Ensure makes the tables of the index where they are missing or of another
// version. Call it after the migrations; it is safe to call again, and from
// several processes at once.
func Ensure(ctx context.Context, d *db.DB) error {
	var err error
	for range 3 { // two processes may make the same table in the same moment
		err = d.Do(ctx, func(tx *db.Tx) error { return ensure(ctx, tx, d.Engine) })
		if err == nil {
			return nil
		}
	}
	return fmt.Errorf("search: %w", err)
}

func ensure(ctx context.Context, tx db.Queryer, engine db.Engine) error {
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS search_state (version BIGINT NOT NULL)`); err != nil {
		return err
	}
	var found int
	err := tx.QueryRowContext(ctx, `SELECT version FROM search_state`).Scan(&found)
	if err != nil && !db.NoRows(err) {
		return err
	}
	if found == version {
		return nil
	}
	for _, statement := range append(schema(engine), fmt.Sprintf(`INSERT INTO search_state (version) VALUES (%d)`, version)) {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// schema drops what another version left and makes the tables. Keys compare
// byte by byte on both engines, so that lists come in the same order.
func schema(engine db.Engine) []string {
	number, key, stems := "number INTEGER PRIMARY KEY, ", "TEXT NOT NULL", ""
	if engine == db.Postgres { // no number there: not every engine that speaks PostgreSQL has sequences
		number, key, stems = "", `TEXT COLLATE "C" NOT NULL`, ", stems TSVECTOR NOT NULL"
	}
	list := []string{
		`DROP TABLE IF EXISTS search_index`,
		`DROP TABLE IF EXISTS search_doc`,
		`DELETE FROM search_state`,
		fmt.Sprintf(`CREATE TABLE search_doc (%scounty %[2]s, grp %[2]s, ref_kind %[2]s, ref_id %[2]s, lang %[2]s,
 title TEXT NOT NULL, body TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, draft BOOLEAN NOT NULL%[3]s,
 UNIQUE (county, grp, ref_kind, ref_id, lang))`, number, key, stems),
		`CREATE INDEX search_doc_ref ON search_doc (ref_kind, ref_id)`,
	}
	if engine == db.Postgres {
		return append(list, `CREATE INDEX search_doc_stems ON search_doc USING gin (stems)`)
	}
	// The words were taken apart in Go: spaces alone part them here. The
	// index keeps neither places nor a copy of the text.
	return append(list, `CREATE VIRTUAL TABLE search_index USING fts5 (stems, tokenize = 'ascii', detail = 'none', content = '', contentless_delete = 1)`)
}

// Empty tells whether nothing can be found at all: a new, restored or changed
// index, which is to be filled from the rooms.
func Empty(ctx context.Context, d *db.DB) (bool, error) {
	var one int
	err := d.Read().QueryRowContext(ctx, `SELECT 1 FROM search_doc LIMIT 1`).Scan(&one)
	if db.NoRows(err) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("search: %w", err)
	}
	return false, nil
}

// Put adds documents in an act's transaction, each in the place of the one
// with the same identity.
func Put(ctx context.Context, tx db.Queryer, engine db.Engine, docs ...Doc) error {
	for _, doc := range docs {
		doc.Title, doc.Body = text.Plain(doc.Title, 1000), text.Lines(doc.Body, MaxBody)
		put := putSQLite
		if engine == db.Postgres {
			put = putPostgres
		}
		if err := put(ctx, tx, doc); err != nil {
			return fmt.Errorf("search: put %s %s: %w", doc.Ref.Kind, doc.Ref.ID, err)
		}
	}
	return nil
}

const upsert = `INSERT INTO search_doc (county, grp, ref_kind, ref_id, lang, title, body, path, kind, draft%s)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10%s)
ON CONFLICT (county, grp, ref_kind, ref_id, lang) DO UPDATE SET title = excluded.title, body = excluded.body,
 path = excluded.path, kind = excluded.kind, draft = excluded.draft%s`

func (d Doc) args() []any {
	return []any{string(d.County), d.Group, d.Ref.Kind, d.Ref.ID, string(d.Lang), d.Title, d.Body, d.Path, d.Kind, d.Draft}
}

func putSQLite(ctx context.Context, tx db.Queryer, doc Doc) error {
	var number int64
	if err := tx.QueryRowContext(ctx, fmt.Sprintf(upsert, "", "", " RETURNING number"), doc.args()...).Scan(&number); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO search_index (rowid, stems) VALUES ($1, $2)`,
		number, strings.Join(column(doc), " "))
	return err
}

func putPostgres(ctx context.Context, tx db.Queryer, doc Doc) error {
	// Quoted, the words reach the vector as they are: they hold no quote.
	vector := ""
	if words := column(doc); len(words) > 0 {
		vector = "'" + strings.Join(words, "' '") + "'"
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf(upsert, ", stems", ", CAST(CAST($11 AS TEXT) AS TSVECTOR)", ", stems = excluded.stems"),
		append(doc.args(), vector)...)
	return err
}

// Remove takes out every document about the thing, in every language and group.
func Remove(ctx context.Context, tx db.Queryer, engine db.Engine, ref house.Ref) error {
	return remove(ctx, tx, engine, `ref_kind = $1 AND ref_id = $2`, ref.Kind, ref.ID)
}

// RemoveGroup takes out every document of the county's group.
func RemoveGroup(ctx context.Context, tx db.Queryer, engine db.Engine, county house.County, group string) error {
	return remove(ctx, tx, engine, `county = $1 AND grp = $2`, string(county), group)
}

// ReplaceGroup makes docs all that the county's group holds. Their County and
// Group are set to it.
func ReplaceGroup(ctx context.Context, tx db.Queryer, engine db.Engine, county house.County, group string, docs ...Doc) error {
	if err := RemoveGroup(ctx, tx, engine, county, group); err != nil {
		return err
	}
	for _, doc := range docs {
		doc.County, doc.Group = county, group
		if err := Put(ctx, tx, engine, doc); err != nil {
			return err
		}
	}
	return nil
}

func remove(ctx context.Context, tx db.Queryer, engine db.Engine, where string, args ...any) error {
	if engine == db.SQLite {
		_, err := tx.ExecContext(ctx, `DELETE FROM search_index WHERE rowid IN (SELECT number FROM search_doc WHERE `+where+`)`, args...)
		if err != nil {
			return fmt.Errorf("search: remove: %w", err)
		}
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM search_doc WHERE `+where, args...); err != nil {
		return fmt.Errorf("search: remove: %w", err)
	}
	return nil
}

// scan reads a row of the columns that find selects.
func scan(rows *sql.Rows) (Doc, error) {
	var d Doc
	var county, lang string
	err := rows.Scan(&county, &d.Group, &d.Ref.Kind, &d.Ref.ID, &lang, &d.Title, &d.Body, &d.Path, &d.Kind, &d.Draft)
	d.County, d.Lang = house.County(county), text.Lang(lang)
	return d, err
}
