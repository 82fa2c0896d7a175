package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/katto-project/katto/internal/house"
)

// Canonical is the content of an edition as bytes that depend on nothing but
// that content: UTF-8 JSON with fixed field order, languages in order of
// their code, elements in reading order. It holds what a reader reads, not
// versions, editors or sources' positions.
func Canonical(d Document, e Edition, elements []Element) []byte {
	doc := canonicalEdition{
		County: d.County, Document: d.Slug, Kind: d.Kind, Title: told(d.Title),
		StartYear: e.StartYear, EndYear: e.EndYear, Elements: []canonicalElement{},
	}
	Walk(Tree(elements), func(n *Node, _ int) {
		doc.Elements = append(doc.Elements, canonicalElement{
			ID: n.ID, Parent: n.ParentID, Kind: n.Kind, Title: told(n.Title), Body: told(n.Body), Deeds: toldAll(n.Deeds),
			StartYear: n.StartYear, EndYear: n.EndYear, Areas: append([]string{}, n.Areas...),
		})
	})
	raw, err := json.Marshal(doc)
	if err != nil {
		panic("plan: " + err.Error()) // strings and numbers always marshal
	}
	return raw
}

// told is t without languages that say nothing, so that a text that is missing
// is the same content however it is stored.
func told(t house.Texts) house.Texts {
	out := house.Texts{}
	for lang, s := range t {
		if s != "" {
			out[lang] = s
		}
	}
	return out
}

func toldAll(list []house.Texts) []house.Texts {
	out := make([]house.Texts, len(list))
	for i, t := range list {
		out[i] = told(t)
	}
	return out
}

// Hash is the SHA-256 of Canonical, in lower-case hex.
func Hash(d Document, e Edition, elements []Element) string {
	sum := sha256.Sum256(Canonical(d, e, elements))
	return hex.EncodeToString(sum[:])
}

type canonicalEdition struct {
	County    house.County       `json:"county"`
	Document  string             `json:"document"`
	Kind      DocumentKind       `json:"kind"`
	Title     house.Texts        `json:"title"`
	StartYear int64              `json:"start_year"`
	EndYear   int64              `json:"end_year"`
	Elements  []canonicalElement `json:"elements"`
}

type canonicalElement struct {
	ID        string        `json:"id"`
	Parent    string        `json:"parent"`
	Kind      Kind          `json:"kind"`
	Title     house.Texts   `json:"title"`
	Body      house.Texts   `json:"body"`
	Deeds     []house.Texts `json:"deeds"`
	StartYear int64         `json:"start_year"`
	EndYear   int64         `json:"end_year"`
	Areas     []string      `json:"areas"`
}
