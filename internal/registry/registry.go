// Package registry holds what is known of Finland's wellbeing services
// counties and of Helsinki: codes, names, municipalities, population. They
// are facts embedded with their year and source, not rows of the database.
// One county more is invented, for what no source gives; Kind says so.
package registry

import (
	"embed"
	"encoding/json"
	"sort"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Kind tells counties apart by the law that binds them.
type Kind string

// The kinds.
const (
	WellbeingCounty Kind = "county"   // Act 611/2021 binds it as a whole
	City            Kind = "city"     // Helsinki: its own law, 611/2021 in parts (615/2021 section 17)
	Invented        Kind = "invented" // no real county; every page says so
)

// County is one county's facts.
type County struct {
	Code           house.County   `json:"code"` // official two digits, or x1 for the invented one
	Slug           string         `json:"slug"` // in addresses; never changes
	Kind           Kind           `json:"kind"`
	Name           house.Texts    `json:"name"`
	Short          house.Texts    `json:"short"`
	Brand          string         `json:"brand"`     // "" where it uses its official name
	Languages      []text.Lang    `json:"languages"` // that its texts must have
	Bilingual      bool           `json:"bilingual"`
	SamiHomeland   bool           `json:"sami_homeland"`
	Population     int64          `json:"population"`
	Municipalities []Municipality `json:"municipalities"`
	Tile           Tile           `json:"tile"`
	Accent         string         `json:"accent"` // a theme of internal/web
	Source         Source         `json:"-"`
}

// Municipality of a county.
type Municipality struct {
	Code       string `json:"code"`
	Fi         string `json:"fi"`
	Sv         string `json:"sv"`
	Population int64  `json:"population"`
}

// Tile is the county's place on the tile map, from 1, north at the top; zero
// is outside the map.
type Tile struct{ Row, Column int }

// Source tells where the facts come from.
type Source struct {
	Names          string `json:"names_and_municipalities"`
	Population     string `json:"population"`
	PopulationYear int    `json:"population_year"`
	Brands         string `json:"brands"`
	Bilingual      string `json:"bilingual"`
}

//go:embed facts/*.json
var facts embed.FS

var (
	all    []County
	byCode = map[house.County]int{}
	bySlug = map[string]int{}
)

func init() {
	for _, file := range []string{"facts/counties.json", "facts/invented.json"} {
		load(file)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Code < all[j].Code })
	for i, c := range all {
		byCode[c.Code], bySlug[c.Slug] = i, i
	}
}

func load(file string) {
	raw, err := facts.ReadFile(file)
	if err != nil {
		panic(err) // embedded
	}
	var f struct {
		Source   Source   `json:"source"`
		Counties []County `json:"counties"`
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		panic("registry: " + file + ": " + err.Error())
	}
	for _, c := range f.Counties {
		c.Source = f.Source
		all = append(all, c)
	}
}

// All lists every county in order of code: the 21, Helsinki, the invented.
func All() []County { return append([]County(nil), all...) }

// Real lists the 21 and Helsinki.
func Real() []County {
	var list []County
	for _, c := range all {
		if c.Kind != Invented {
			list = append(list, c)
		}
	}
	return list
}

// ByCode finds a county; NotFound when there is none.
func ByCode(code house.County) (County, error) {
	if i, ok := byCode[code]; ok {
		return all[i], nil
	}
	return County{}, fault.New(fault.NotFound, "registry.noCounty", "Name", string(code))
}

// BySlug finds a county by its address; NotFound when there is none.
func BySlug(slug string) (County, error) {
	if i, ok := bySlug[slug]; ok {
		return all[i], nil
	}
	return County{}, fault.New(fault.NotFound, "registry.noCounty", "Name", text.Plain(slug, 60))
}

// Display is the name people use: the brand, else the official name.
func (c County) Display(l text.Lang) string {
	if c.Brand != "" {
		return c.Brand
	}
	name, _ := c.Name.In(string(l))
	return name
}
