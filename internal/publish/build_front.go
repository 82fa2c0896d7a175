package publish

import (
	"sort"
	"strings"
	"unicode"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// FrontView is the front page: the counties on a map and in a list.
type FrontView struct {
	Query  string
	Tiles  []Tile
	Rows   []CountyRow
	Found  int
	Houses int
}

// Tile is a county on the tile map.
type Tile struct {
	Name        string // with soft hyphens: a tile is narrow
	Href        string
	Row, Column int
	Roofed      bool
	State       State
	Dim         bool // not among those searched for
}

// CountyRow is a county in the list.
type CountyRow struct {
	Name, Official, Href string
	Facts                string // population and municipalities
	Matched              string // the municipality that was searched for
	Roofed, Invented     bool
	State                State
	Period               string
	Vision               Line
}

// glance is what the front page and the comparison know of a county.
type glance struct {
	county  registry.County
	plan    plan.Plan
	edition plan.Edition
	roofed  bool
	tree    []*plan.Node
}

// buildFront lists the counties that the query finds, all when it is empty:
// those with a house first, then in the order of the alphabet.
func buildFront(glances []glance, v *voice, query string) FrontView {
	view := FrontView{Query: query}
	for _, g := range glances {
		municipality, found := matches(g.county, query)
		if g.county.Tile.Row > 0 {
			view.Tiles = append(view.Tiles, v.tile(g, query != "" && !found))
		}
		if g.roofed && g.county.Kind != registry.Invented {
			view.Houses++
		}
		if found {
			view.Rows = append(view.Rows, v.countyRow(g, municipality))
		}
	}
	sort.SliceStable(view.Rows, func(i, j int) bool { return before(view.Rows[i], view.Rows[j]) })
	sort.SliceStable(view.Tiles, func(i, j int) bool { return text.Compare(plainName(view.Tiles[i]), plainName(view.Tiles[j])) < 0 })
	view.Found = len(view.Rows)
	return view
}

// plainName is the tile's name without its soft hyphens.
func plainName(t Tile) string { return strings.ReplaceAll(t.Name, "\u00ad", "") }

func before(a, b CountyRow) bool {
	if a.Invented != b.Invented {
		return b.Invented
	}
	if a.Roofed != b.Roofed {
		return a.Roofed
	}
	return text.Compare(a.Name, b.Name) < 0
}

func (v *voice) tile(g glance, dim bool) Tile {
	name, _ := g.county.Short.In(string(v.lang))
	t := Tile{
		Name: hyphenate(name), Href: countyPath(v.lang, g.county), Row: g.county.Tile.Row, Column: g.county.Tile.Column + 1,
		Roofed: g.roofed, Dim: dim,
	}
	if g.roofed {
		t.State = v.standing(g.edition)
	}
	return t
}

func (v *voice) countyRow(g glance, municipality string) CountyRow {
	official, _ := g.county.Name.In(string(v.lang))
	row := CountyRow{
		Name: g.county.Display(v.lang), Href: countyPath(v.lang, g.county), Matched: municipality, Roofed: g.roofed,
		Invented: g.county.Kind == registry.Invented,
		Facts: v.t("countyFacts", "Count", len(g.county.Municipalities), "Population", v.lang.Int(g.county.Population),
			"Year", g.county.Source.PopulationYear),
	}
	if official != row.Name {
		row.Official = official
	}
	if g.roofed {
		row.State, row.Period = v.standing(g.edition), period(g.edition)
		row.Vision = v.firstItem(g.tree, plan.Vision, "").Line
	}
	return row
}

// matches tells whether the query is in any of the county's names, or in a
// municipality's; the municipality is named then.
func matches(c registry.County, query string) (municipality string, found bool) {
	q := text.Fold(query)
	if q == "" {
		return "", true
	}
	for _, names := range []house.Texts{c.Name, c.Short, {"fi": c.Brand}} {
		for _, name := range names {
			if strings.Contains(text.Fold(name), q) {
				return "", true
			}
		}
	}
	for _, m := range c.Municipalities {
		for _, name := range []string{m.Fi, m.Sv} {
			if strings.Contains(text.Fold(name), q) {
				return name, true
			}
		}
	}
	return "", false
}

// countyPath is the county's address in the language.
func countyPath(l text.Lang, c registry.County) string { return "/" + string(l) + "/" + c.Slug }

// hyphenate puts a soft hyphen where a long word may break: before the last
// consonant that a vowel follows. That is the rule of Finnish, and close
// enough for Swedish and English names.
func hyphenate(name string) string {
	const vowels = "aeiouyåäöAEIOUYÅÄÖ"
	r := []rune(name)
	var b strings.Builder
	since := 0 // letters since the word or the last break began
	for i, c := range r {
		if !unicode.IsLetter(c) {
			since = -1
		}
		if since >= 3 && i+2 < len(r) && unicode.IsLetter(r[i+2]) && !strings.ContainsRune(vowels, c) && strings.ContainsRune(vowels, r[i+1]) {
			b.WriteRune('\u00ad')
			since = 0
		}
		b.WriteRune(c)
		since++
	}
	return b.String()
}
