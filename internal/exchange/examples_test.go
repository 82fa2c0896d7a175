package exchange

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/katto-project/katto/examples"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
)

var update = flag.Bool("update", false, "lay the example houses out anew and renew their hashes")

// example reads one of the demonstration houses.
func example(t testing.TB, name string) (House, []byte) {
	t.Helper()
	raw, err := examples.FS.ReadFile(name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	h, err := Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return h, raw
}

func encoded(t testing.TB, h House) string {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, h); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestExamplesStandAsFiles checks that each example is laid out as Encode lays
// it out, in the order an export has, with the hash of every decided text.
func TestExamplesStandAsFiles(t *testing.T) {
	for _, name := range examples.Names {
		h, raw := example(t, name)
		renewHashes(h)
		h.arrange()
		want := encoded(t, h)
		if *update {
			path := filepath.Join("..", "..", "examples", name+".json")
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if string(raw) != want {
			t.Errorf("%s.json is not as an export would write it; go test ./internal/exchange -run Examples -update", name)
		}
	}
}

func renewHashes(h House) {
	for i := range h.Documents {
		d := &h.Documents[i]
		for j := range d.Editions {
			e := &d.Editions[j]
			if room := e.room(h.County, d.ID); room.Frozen() {
				e.Hash = plan.Hash(d.room(h.County), room, e.rooms(h.County))
			}
		}
	}
}

// TestExamplesNameTheirSources checks that nothing of a real county stands
// without the source that tells it.
func TestExamplesNameTheirSources(t *testing.T) {
	for _, name := range examples.Names {
		h, _ := example(t, name)
		county, err := registry.ByCode(h.County)
		if err != nil {
			t.Fatal(err)
		}
		if county.Slug != name {
			t.Errorf("%s.json is the house of %s", name, county.Slug)
		}
		if county.Kind == registry.Invented {
			continue
		}
		named := map[string]bool{}
		for _, s := range h.Sources {
			named[s.Name] = true
		}
		tell := func(what, by string) {
			if !named[by] {
				t.Errorf("%s: %s is told by %q, which is no source of the file", name, what, by)
			}
		}
		for _, a := range h.Areas {
			tell(a.ID, a.ToldBy)
		}
		for _, s := range h.Slots {
			tell(s.ID, s.ToldBy)
		}
		for _, d := range h.Decisions {
			tell(d.ID, d.ToldBy)
		}
		for _, d := range h.Documents {
			for _, e := range d.Editions {
				tell(e.ID, e.ToldBy)
				for _, x := range e.rooms(h.County) {
					tell(x.ID, x.ToldBy)
					if x.SourceID == "" {
						t.Errorf("%s: %s has no source", name, x.ID)
					}
				}
			}
		}
	}
}

// TestInventedHouseSpeaksEveryLanguage: the model county shows a house that
// lacks nothing.
func TestInventedHouseSpeaksEveryLanguage(t *testing.T) {
	h, _ := example(t, "mallila")
	kinds := map[plan.Kind]bool{}
	whole := func(id string, texts Texts) {
		if texts != (Texts{}) && (texts.Fi == "" || texts.Sv == "" || texts.En == "") {
			t.Errorf("%s lacks a language: %+v", id, texts)
		}
	}
	for _, d := range h.Documents {
		whole(d.ID, d.Title)
		for _, e := range d.Editions {
			whole(e.ID, e.Note)
			walk(e.Elements, func(x Element) {
				kinds[x.Kind] = true
				whole(x.ID, x.Title)
				whole(x.ID, x.Body)
				for _, deed := range x.Deeds {
					whole(x.ID, deed)
				}
			})
		}
	}
	for _, k := range plan.Kinds {
		if !kinds[k] {
			t.Errorf("no element of kind %s", k)
		}
	}
}

func walk(elements []Element, visit func(Element)) {
	for _, x := range elements {
		visit(x)
		walk(x.Children, visit)
	}
}
