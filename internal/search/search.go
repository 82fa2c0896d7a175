// Package search finds texts by words, in Finnish, Swedish and English, with
// the same answers on both databases. The words are taken apart and stemmed
// in Go and kept in one column of stems: FTS5 on SQLite, a tsvector on
// PostgreSQL. The database only picks candidates; Go ranks them.
//
// It owns the tables search_doc, search_index and search_state, which Ensure
// makes after the migrations. They are a copy of what rooms hold, never the
// only place of a text: they can be emptied and filled again at any time
// (see Empty). Rooms put their texts in during their own acts.
package search

import (
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Doc is one text that can be found, in one language. Ref, County, Lang and
// Group together are its identity.
type Doc struct {
	Ref    house.Ref
	County house.County
	Lang   text.Lang // "" when not known: words are stemmed in every language
	Group  string    // what is replaced as a whole, such as an edition's id; may be ""
	Title  string    // one line
	Body   string    // the first MaxBody characters can be found
	Path   string    // address of the page that shows it
	Kind   string    // the caller's word for what it is, shown beside the hit
	Draft  bool      // not for the public: found only when Query.Drafts asks
}

// MaxBody is how many characters of a body are kept and searched. Longer
// texts should be given as several documents, a chapter each.
const MaxBody = 20_000

// Query is what a person asks. Text may be anything: there is no syntax.
type Query struct {
	Text   string       // the first 200 characters and 12 words count
	Lang   text.Lang    // "" finds every language
	County house.County // house.AllCounties finds every county
	Drafts bool         // finds drafts too
	Limit  int          // 0 means 20; at most MaxHits
	Offset int
}

// Bounds of a query.
const (
	maxText  = 200
	maxWords = 12
	MaxHits  = 500 // as many candidates are ranked; a total of MaxHits means "at least"
)

// Hit is one document found.
type Hit struct {
	Doc
	Heading []Piece // the title, with the words that matched marked
	Snippet []Piece // the best part of the body, about 200 characters, marked
}

// Piece is a part of a text; Marked parts are the words that matched.
type Piece struct {
	Text   string
	Marked bool
}
