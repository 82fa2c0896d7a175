package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Find gives the documents that hold every word of the query in some form,
// best first: words in the title before words in the body, the very form
// before another form, and that before a part of a compound. total is how
// many there are, at most MaxHits. A query without words finds nothing.
func Find(ctx context.Context, d *db.DB, q Query) (hits []Hit, total int, err error) {
	words := parse(q)
	if len(words) == 0 {
		return nil, 0, nil
	}
	var docs []Doc
	err = d.View(ctx, func(view db.Queryer) error {
		docs, err = candidates(ctx, view, d.Engine, q, words)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("search: find: %w", err)
	}
	for _, r := range page(rank(docs, words), q) {
		hits = append(hits, Hit{Doc: r.doc, Heading: r.heading(), Snippet: r.snippet()})
	}
	return hits, len(docs), nil
}

func page(all []ranked, q Query) []ranked {
	limit := q.Limit
	if limit <= 0 {
		limit = 20
	}
	from := min(max(q.Offset, 0), len(all))
	return all[from:min(from+min(limit, MaxHits), len(all))]
}

// candidates gives at most MaxHits documents that hold every word, those with
// all of them in the title first, so that they are never the ones left out.
func candidates(ctx context.Context, view db.Queryer, engine db.Engine, q Query, words []asked) ([]Doc, error) {
	var docs []Doc
	seen := map[string]bool{}
	for _, mark := range []string{inTitle, ""} {
		found, err := matching(ctx, view, engine, q, match(engine, words, mark))
		if err != nil {
			return nil, err
		}
		for _, doc := range found {
			if key := doc.key(); !seen[key] && len(docs) < MaxHits {
				seen[key] = true
				docs = append(docs, doc)
			}
		}
		if len(docs) == MaxHits {
			break
		}
	}
	return docs, nil
}

// match writes the words as the engine asks for them: (a OR b) AND (c OR d).
// The words hold letters and digits only, so no one's query is syntax.
func match(engine db.Engine, words []asked, mark string) string {
	quote, or, and, prefix := `"`, " OR ", " AND ", "*"
	if engine == db.Postgres {
		quote, or, and, prefix = `'`, " | ", " & ", ":*"
	}
	var groups []string
	for _, w := range words {
		var list []string
		for _, a := range w.alternatives() {
			s := quote + mark + a.token + quote
			if a.prefix {
				s += prefix
			}
			list = append(list, s)
		}
		slices.Sort(list)
		groups = append(groups, "("+strings.Join(slices.Compact(list), or)+")")
	}
	return strings.Join(groups, and)
}

func matching(ctx context.Context, view db.Queryer, engine db.Engine, q Query, match string) ([]Doc, error) {
	where, args := `number IN (SELECT rowid FROM search_index WHERE search_index MATCH $1)`, []any{match}
	if engine == db.Postgres {
		where = `stems @@ CAST(CAST($1 AS TEXT) AS TSQUERY)`
	}
	narrow := func(column, value string) {
		args = append(args, value)
		where += fmt.Sprintf(" AND %s = $%d", column, len(args))
	}
	if q.County != house.AllCounties {
		narrow("county", string(q.County))
	}
	if q.Lang != "" {
		narrow("lang", string(q.Lang))
	}
	if !q.Drafts {
		where += " AND NOT draft"
	}
	rows, err := view.QueryContext(ctx, `SELECT county, grp, ref_kind, ref_id, lang, title, body, path, kind, draft FROM search_doc
WHERE `+where+fmt.Sprintf(` ORDER BY county, grp, ref_kind, ref_id, lang LIMIT %d`, MaxHits), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var docs []Doc
	for rows.Next() {
		doc, err := scan(rows)
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, rows.Err()
}

func (d Doc) key() string {
	return strings.Join([]string{string(d.County), d.Group, d.Ref.Kind, d.Ref.ID, string(d.Lang)}, "\x00")
}

// ranked is a candidate with what decides its place.
type ranked struct {
	doc         Doc
	title, body []mark
	inTitle     int // how many of the words the title holds
	titleLevels int // the sum of each word's best level in the title
	levels      int // and anywhere
	length      int // of the title, in characters
	folded      string
}

// mark is a word of a text that answers a word of the query.
type mark struct {
	start, end int // bytes
	asked      int // which word of the query
	level      level
}

func rank(docs []Doc, words []asked) []ranked {
	list := make([]ranked, len(docs))
	for i, doc := range docs {
		r := ranked{doc: doc, title: marks(doc.Title, doc.Lang, words), body: marks(doc.Body, doc.Lang, words)}
		for w := range words {
			inTitle, inBody := best(r.title, w), best(r.body, w)
			if inTitle > none {
				r.inTitle++
			}
			r.titleLevels += int(inTitle)
			r.levels += int(max(inTitle, inBody))
		}
		r.length, r.folded = utf8.RuneCountInString(doc.Title), text.Fold(doc.Title)
		list[i] = r
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(
			cmp.Compare(b.inTitle, a.inTitle),
			cmp.Compare(b.titleLevels, a.titleLevels),
			cmp.Compare(b.levels, a.levels),
			cmp.Compare(a.length, b.length),
			cmp.Compare(a.folded, b.folded),
			cmp.Compare(a.doc.key(), b.doc.key()),
		)
	})
	return list
}

func marks(s string, lang text.Lang, words []asked) []mark {
	var list []mark
	for _, w := range split(s) {
		f := formsOf(w.folded, lang)
		for i, a := range words {
			if l := a.level(f); l > none {
				list = append(list, mark{start: w.start, end: w.end, asked: i, level: l})
			}
		}
	}
	return list
}

func best(marks []mark, asked int) level {
	l := none
	for _, m := range marks {
		if m.asked == asked {
			l = max(l, m.level)
		}
	}
	return l
}
