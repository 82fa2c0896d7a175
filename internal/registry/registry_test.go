package registry

import (
	"testing"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
)

func TestTheCounties(t *testing.T) {
	if n := len(Real()); n != 22 {
		t.Fatalf("%d real counties, want 21 and Helsinki", n)
	}
	municipalities, tiles := 0, map[Tile]string{}
	for _, c := range Real() {
		municipalities += len(c.Municipalities)
		var sum int64
		for _, m := range c.Municipalities {
			sum += m.Population
		}
		if sum != c.Population {
			t.Errorf("%s: the municipalities have %d people, the county %d", c.Slug, sum, c.Population)
		}
		for _, l := range text.Languages {
			if c.Name[string(l)] == "" || c.Short[string(l)] == "" {
				t.Errorf("%s has no name in %s", c.Slug, l)
			}
		}
		if other := tiles[c.Tile]; other != "" || c.Tile.Row == 0 {
			t.Errorf("%s and %q stand on the same tile, or on none", c.Slug, other)
		}
		tiles[c.Tile] = c.Slug
		if text.Slug(c.Slug) != c.Slug {
			t.Errorf("%s is no address", c.Slug)
		}
	}
	if municipalities != 292 {
		t.Errorf("%d municipalities on the mainland, want 292", municipalities)
	}
}

func TestLookups(t *testing.T) {
	c, err := BySlug("keski-pohjanmaa")
	if err != nil || c.Code != "18" || c.Display(text.Fi) != "Soite" || !c.Bilingual {
		t.Errorf("%+v, %v", c, err)
	}
	kainuu, err := ByCode("20")
	if err != nil || kainuu.Display(text.Sv) != "Kajanalands välfärdsområde" {
		t.Errorf("%+v, %v", kainuu, err)
	}
	if _, err := BySlug("ei-ole"); !fault.Is(err, fault.NotFound) {
		t.Errorf("got %v", err)
	}
}
