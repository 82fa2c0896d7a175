package plan

import (
	"context"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/search"
	"github.com/katto-project/katto/internal/text"
)

// index keeps search in step with what is public: the elements of a public
// edition can be found, those of one that was replaced or closed cannot.
func (s *Service) index(ctx context.Context, tx *db.Tx, d Document, e Edition, elements []Element) error {
	var docs []search.Doc
	if e.Public && e.State != Superseded && e.State != Returned {
		county, err := registry.ByCode(e.County)
		if err != nil {
			return err
		}
		docs = searchDocs(county, d, e, elements)
	}
	return search.ReplaceGroup(ctx, tx, s.db.Engine, e.County, e.ID, docs...)
}

// searchDocs makes one document of each language an element has.
func searchDocs(county registry.County, d Document, e Edition, elements []Element) []search.Doc {
	var docs []search.Doc
	for _, x := range elements {
		for _, l := range text.Languages {
			lang := string(l)
			title, body := x.Title[lang], x.Body[lang]
			for _, deed := range x.Deeds {
				body = trim(body + "\n" + deed[lang])
			}
			if title == "" && body == "" {
				continue
			}
			docs = append(docs, search.Doc{
				Ref: house.Ref{Kind: "element", ID: x.ID}, County: e.County, Lang: l, Group: e.ID,
				Title: title, Body: body, Kind: string(x.Kind),
				Path: "/" + lang + "/" + county.Slug + "/elements/" + x.ID,
			})
		}
	}
	return docs
}

// Reindex fills search again from what is stored, county by county.
func (s *Service) Reindex(ctx context.Context) error {
	plans, err := s.Plans(ctx)
	if err != nil {
		return err
	}
	for _, p := range plans {
		for _, e := range p.Editions {
			err := s.db.Do(ctx, func(tx *db.Tx) error { return s.reindex(ctx, tx, e) })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) reindex(ctx context.Context, tx *db.Tx, e Edition) error {
	d, err := on(tx).document(ctx, e.County, e.DocumentID)
	if err != nil {
		return err
	}
	elements, err := on(tx).elements(ctx, e.County, e.ID)
	if err != nil {
		return err
	}
	return s.index(ctx, tx, d, e, elements)
}
