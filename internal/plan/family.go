package plan

import (
	"maps"
	"sort"
	"strings"

	"github.com/katto-project/katto/internal/house"
)

func find(all []Element, id string) *Element {
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

// children lists what stands right under parent, in order.
func children(all []Element, parent string) []Element {
	var list []Element
	for _, e := range all {
		if e.ParentID == parent {
			list = append(list, e)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Position < list[j].Position })
	return list
}

// under tells whether id is ancestor, or stands anywhere under it.
func under(all []Element, id, ancestor string) bool {
	for steps := 0; id != "" && steps <= len(all); steps++ {
		if id == ancestor {
			return true
		}
		e := find(all, id)
		if e == nil {
			return false
		}
		id = e.ParentID
	}
	return false
}

// depthWith is the deepest level (from 0) once moved stands where it says.
func depthWith(all []Element, moved Element) int {
	changed := append([]Element(nil), all...)
	for i := range changed {
		if changed[i].ID == moved.ID {
			changed[i] = moved
		}
	}
	return deepest(changed)
}

// deepest is the level, from 0, of the element that stands deepest.
func deepest(all []Element) int {
	level := 0
	Walk(Tree(all), func(_ *Node, depth int) { level = max(level, depth) })
	return level
}

// join puts b's texts after a's, language by language: titles stay a's where
// it has one, and b's title becomes the first line of what b adds.
func join(a, b Element) Element {
	for _, lang := range []string{"fi", "sv", "en"} {
		title, added := b.Title[lang], b.Body[lang]
		if a.Title[lang] == "" {
			a.Title = with(a.Title, lang, title)
		} else {
			added = trim(title + "\n" + added)
		}
		a.Body = with(a.Body, lang, trim(a.Body[lang]+"\n\n"+added))
	}
	a.Deeds = append(append([]house.Texts(nil), a.Deeds...), b.Deeds...)
	return a
}

// with is t with one language set, or taken away when s is empty.
func with(t house.Texts, lang, s string) house.Texts {
	out := maps.Clone(t)
	if out == nil {
		out = house.Texts{}
	}
	if s == "" {
		delete(out, lang)
	} else {
		out[lang] = s
	}
	return out
}

func trim(s string) string { return strings.TrimSpace(s) }

// order sorts siblings, on every level, by position.
func order(nodes []*Node) {
	sort.SliceStable(nodes, func(i, j int) bool {
		a, b := nodes[i], nodes[j]
		if a.Position != b.Position {
			return a.Position < b.Position
		}
		return a.ID < b.ID
	})
	for _, n := range nodes {
		order(n.Children)
	}
}
