package exchange

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
)

// file is a small house with one place to spoil.
const file = `{
  "format": "katto-house", "version": 1, "county": "20",
  "areas": [{"id": "a1"}],
  "sources": [{"id": "s1", "name": "Sivu", "language": "fi"}],
  "slots": [{"id": "r1", "kind": "programme", "slug": "ohjelma", "title": {"fi": "Ohjelma"}, "binding": "under", "state": "empty"}],
  "documents": [{"id": "d1", "kind": "strategy", "slug": "strategy", "title": {"fi": "S"}, "editions": [
    {"id": "e1", "number": 1, "state": "draft", "elements": [
      {"id": "x1", "kind": "value", "title": {"fi": "A"}, "areas": ["a1"], "source": "s1", "span": [1, 2],
        "children": [{"id": "x2", "kind": "section", "body": {"sv": "B"}}]}]}]}],
  "decisions": [{"id": "p1", "body": "aluevaltuusto", "act": "approves", "status": "made", "about": {"kind": "edition", "id": "e1"}}],
  "findings": [{"id": "f1", "source": "s1", "kind": "participation", "words": "kysely", "count": 3}]
}`

func TestDecodeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		old, with string
		key, path string
		line      int
	}{
		"unknown key":         {`"id": "x1", "kind"`, `"titel": {}, "kind"`, "exchange.unknownKey", "documents[0].editions[0].elements[0].titel", 8},
		"capital key":         {`"County"`, "", "", "", 0},
		"key twice":           {`"id": "x2",`, `"id": "x2", "id": "x2",`, "exchange.keyTwice", "documents[0].editions[0].elements[0].children[0].id", 9},
		"number for text":     {`"name": "Sivu"`, `"name": 5`, "exchange.badShape", "sources[0].name", 4},
		"text for list":       {`"areas": ["a1"]`, `"areas": "a1"`, "exchange.badShape", "documents[0].editions[0].elements[0].areas", 8},
		"null":                {`"title": {"fi": "A"}`, `"title": null`, "exchange.badShape", "documents[0].editions[0].elements[0].title", 8},
		"long span":           {`[1, 2]`, `[1, 2, 3]`, "exchange.badShape", "documents[0].editions[0].elements[0].span", 8},
		"backward span":       {`[1, 2]`, `[3, 2]`, "exchange.badSpan", "documents[0].editions[0].elements[0].span", 0},
		"huge number":         {`"number": 1,`, `"number": 1e400,`, "exchange.badShape", "", 7},
		"half a number":       {`"number": 1,`, `"number": 1.5,`, "exchange.badShape", "", 7},
		"number zero":         {`"number": 1,`, `"number": 0,`, "exchange.badNumber", "documents[0].editions[0].number", 0},
		"unknown language":    {`{"sv": "B"}`, `{"de": "B"}`, "exchange.unknownKey", "documents[0].editions[0].elements[0].children[0].body.de", 9},
		"unknown kind":        {`"kind": "value"`, `"kind": "goal"`, "exchange.badWord", "documents[0].editions[0].elements[0].kind", 0},
		"unknown state":       {`"draft"`, `"live"`, "exchange.badWord", "documents[0].editions[0].state", 0},
		"unknown body":        {`"aluevaltuusto"`, `"valtuusto"`, "exchange.badWord", "decisions[0].body", 0},
		"unknown binding":     {`"under"`, `"roof"`, "exchange.badWord", "slots[0].binding", 0},
		"empty element":       {`"title": {"fi": "A"}`, `"title": {}`, "exchange.empty", "documents[0].editions[0].elements[0].title", 0},
		"no title":            {`"title": {"fi": "Ohjelma"}`, `"title": {}`, "exchange.empty", "slots[0].title", 0},
		"long title":          {`{"fi": "A"}`, `{"fi": "` + strings.Repeat("ä", 501) + `"}`, "exchange.tooLong", "documents[0].editions[0].elements[0].title.fi", 0},
		"no id":               {`"id": "x2", `, ``, "exchange.badID", "documents[0].editions[0].elements[0].children[0].id", 0},
		"bad id":              {`"id": "s1"`, `"id": "../s"`, "exchange.badID", "sources[0].id", 0},
		"the law's id":        {`"id": "r1"`, `"id": "law-20-budget"`, "exchange.badID", "slots[0].id", 0},
		"id twice":            {`"x2"`, `"x1"`, "exchange.idTwice", "documents[0].editions[0].elements[0].children[0].id", 0},
		"bad address":         {`"slug": "ohjelma"`, `"slug": "Ohjelma"`, "exchange.badSlug", "slots[0].slug", 0},
		"unknown area":        {`["a1"]`, `["a2"]`, "exchange.noSuch", "documents[0].editions[0].elements[0].areas[0]", 0},
		"unknown source":      {`"source": "s1", "kind"`, `"source": "s2", "kind"`, "exchange.noSuch", "findings[0].source", 0},
		"unknown edition":     {`"id": "e1"}}`, `"id": "e9"}}`, "exchange.noSuch", "decisions[0].about.id", 0},
		"no source":           {`"source": "s1", "kind"`, `"kind"`, "exchange.empty", "findings[0]", 0},
		"negative count":      {`"count": 3`, `"count": -3`, "exchange.badFinding", "findings[0]", 0},
		"bad day":             {`"status": "made"`, `"status": "made", "held_on": "13.6.2022"`, "exchange.badDate", "decisions[0].held_on", 0},
		"no such month":       {`"status": "made"`, `"status": "made", "held_on": "2022-13"`, "exchange.badDate", "decisions[0].held_on", 0},
		"bad section":         {`"status": "made"`, `"status": "made", "section": "§ 5"`, "exchange.badNumber", "decisions[0].section", 0},
		"years backwards":     {`"state": "draft"`, `"state": "draft", "start_year": 2030, "end_year": 2026`, "exchange.badYears", "documents[0].editions[0].start_year", 0},
		"a draft with a hash": {`"state": "draft"`, `"state": "draft", "hash": "00"`, "exchange.hashDiffers", "documents[0].editions[0].hash", 0},
		"unknown county":      {`"county": "20"`, `"county": "99"`, "registry.noCounty", "", 0},
		"zero in a text":      {`"Sivu"`, `"Si\u0000vu"`, "exchange.badText", "sources[0].name", 0},
		"another format":      {`"katto-house"`, `"katto-home"`, "exchange.notKatto", "", 0},
		"another version":     {`"version": 1`, `"version": 2`, "exchange.badVersion", "", 0},
		"a comma too many":    {`"id": "a1"}]`, `"id": "a1"},]`, "exchange.notJSON", "", 3},
		"not UTF-8":           {`"Sivu"`, "\"\xff\"", "exchange.notText", "", 0},
		"two files":           {"}\n]\n}", "", "", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			spoiled := strings.Replace(file, c.old, c.with, 1)
			if c.key == "" {
				spoiled, c.key = file+file, "exchange.notJSON"
				if name == "capital key" {
					spoiled, c.key = strings.Replace(file, `"county"`, `"County"`, 1), "exchange.unknownKey"
				}
			} else if spoiled == file {
				t.Fatal("nothing was spoiled")
			}
			_, err := Decode(strings.NewReader(spoiled))
			if err == nil {
				t.Fatal("taken")
			}
			f := fault.Of(err)
			if f.Key != c.key || c.path != "" && f.Args["Path"] != c.path || c.line != 0 && f.Args["Line"] != c.line {
				t.Errorf("got %v", err)
			}
			speaks(t, err)
		})
	}
}

// speaks checks that a person can be told of the fault in every language.
func speaks(t *testing.T, err error) {
	t.Helper()
	f := fault.Of(err)
	for _, l := range text.Languages {
		for _, key := range []string{f.Key, f.Key + ".next"} {
			if s := l.Map(key, f.Args); s == key || strings.Contains(s, "<no value>") {
				t.Errorf("%s in %s: %s", key, l, s)
			}
		}
	}
}

func TestDecodeTakes(t *testing.T) {
	h, err := Decode(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if x := h.Documents[0].Editions[0].Elements[0]; x.Title.Fi != "A" || x.Span != (Span{1, 2}) || x.Children[0].Body.Sv != "B" {
		t.Errorf("%+v", x)
	}
	if *h.Findings[0].Count != 3 {
		t.Error("count")
	}
}

func TestDecodeLimits(t *testing.T) {
	head := `{"format": "katto-house", "version": 1, "county": "20", `
	nested := strings.Repeat(`{"id": "x", "kind": "value", "title": {"fi": "a"}, "children": [`, 50)
	for name, c := range map[string]struct {
		in  io.Reader
		key string
	}{
		"too large": {io.MultiReader(strings.NewReader(head), strings.NewReader(strings.Repeat(" ", MaxBytes))), "exchange.tooLarge"},
		"too many":  {strings.NewReader(head + `"areas": [` + strings.Repeat("{},", MaxObjects) + "{}]}"), "exchange.tooMany"},
		"too deep in the file": {strings.NewReader(head + `"documents": [{"editions": [{"elements": [` + nested +
			strings.Repeat("]}", 50) + "]}]}]}"), "exchange.tooDeep"},
		"deeper than JSON goes": {strings.NewReader(head + `"areas": ` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "}"), "exchange.notJSON"},
		"deeper than a house":   {strings.NewReader(deep(9)), "exchange.tooDeep"},
		"too many elements":     {strings.NewReader(wide(3001)), "exchange.tooMany"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Decode(c.in)
			if err == nil || fault.Of(err).Key != c.key {
				t.Errorf("got %.300v, want %s", err, c.key)
			}
			speaks(t, err)
		})
	}
	for _, in := range []string{deep(8), wide(3000)} {
		if _, err := Decode(strings.NewReader(in)); err != nil {
			t.Errorf("what fits the limit is refused: %v", err)
		}
	}
}

func around(elements string) string {
	return `{"format": "katto-house", "version": 1, "county": "20", "documents": [{"id": "d", "kind": "strategy", "slug": "s",
"title": {"fi": "S"}, "editions": [{"id": "e", "number": 1, "state": "draft", "elements": ` + elements + "}]}]}"
}

// deep is a house with so many levels.
func deep(levels int) string {
	s := ""
	for i := levels; i > 0; i-- {
		children := ""
		if s != "" {
			children = `, "children": ` + s
		}
		s = fmt.Sprintf(`[{"id": "x%d", "kind": "value", "title": {"fi": "a"}%s}]`, i, children)
	}
	return around(s)
}

// wide is a house with so many elements.
func wide(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`{"id": "x%d", "kind": "value", "title": {"fi": "a"}}`, i)
	}
	return around("[" + strings.Join(list, ",") + "]")
}
