package search

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/text"
)

// Marks before a word in the column of stems. No word can hold them, and both
// engines take them as a part of the word.
const (
	inTitle = "§" // the word is in the title
	dotless = "°" // the word without its dots: °valfard
)

// forms are the ways one word of a document can be found.
type forms struct {
	exact string
	stems []string
	heads []string
	bare  []string // without dots, when there were any
}

// vocabulary remembers the forms of words seen lately: texts repeat their
// words, and stemming is most of the work of a search.
var vocabulary = struct {
	sync.Mutex
	forms map[vocable]forms
}{forms: map[vocable]forms{}}

type vocable struct {
	folded string
	lang   text.Lang
}

// maxVocabulary bounds the memory: about 10 MB.
const maxVocabulary = 50_000

// formsOf gives the forms of a folded word; they are not to be changed.
func formsOf(w string, lang text.Lang) forms {
	vocabulary.Lock()
	defer vocabulary.Unlock()
	key := vocable{w, lang}
	f, known := vocabulary.forms[key]
	if !known {
		if len(vocabulary.forms) >= maxVocabulary {
			clear(vocabulary.forms)
		}
		f = makeForms(w, lang)
		vocabulary.forms[key] = f
	}
	return f
}

func makeForms(w string, lang text.Lang) forms {
	f := forms{exact: w, stems: stemsOf(w, lang)}
	for _, s := range f.stems {
		f.heads = append(f.heads, headsOf(s, lang)...)
	}
	for _, s := range append([]string{w}, f.stems...) {
		if b := bare(s); b != s && !slices.Contains(f.bare, b) {
			f.bare = append(f.bare, b)
		}
	}
	return f
}

// column gives the words of the column of stems, in order and once each.
func column(doc Doc) []string {
	seen := map[string]bool{}
	add := func(s string, mark bool) {
		for _, w := range split(s) {
			f := formsOf(w.folded, doc.Lang)
			list := slices.Concat([]string{f.exact}, f.stems, f.heads)
			for _, b := range f.bare {
				list = append(list, dotless+b)
			}
			for _, t := range list {
				seen[t] = true
				if mark {
					seen[inTitle+t] = true
				}
			}
		}
	}
	add(doc.Title, true)
	add(doc.Body, false)
	list := make([]string, 0, len(seen))
	for t := range seen {
		list = append(list, t)
	}
	slices.Sort(list)
	return list
}

// level is how well a word matches; more is better.
type level int

const (
	none     level = iota
	noDots         // valfard for välfärd
	part           // palvelu for palvelustrategia
	sameStem       // palvelu for palveluiden
	same           // the very form
)

// asked is one word of the query.
type asked struct {
	exact  string
	prefix bool     // the word may go on: the person may still be typing
	stems  []string // in the languages searched
}

// shortest is how many letters a stem needs to be searched as a beginning.
const shortest = 4

// parse takes the query's words. The commonest small words are left out when
// others remain, as few documents hold them all.
func parse(q Query) []asked {
	var all, telling []string
	for _, w := range split(text.Plain(q.Text, maxText)) {
		if slices.Contains(all, w.folded) || len(all) == maxWords {
			continue
		}
		all = append(all, w.folded)
		if !small[w.folded] {
			telling = append(telling, w.folded)
		}
	}
	if len(telling) == 0 {
		telling = all
	}
	var list []asked
	for i, w := range telling {
		last := i == len(telling)-1
		list = append(list, asked{exact: w, prefix: last && utf8.RuneCountInString(w) >= 2, stems: stemsOf(w, q.Lang)})
	}
	return list
}

var small = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`ja tai sekä on ovat ei että joka jotka kun mutta myös
		och eller att i på av för som en ett är den det de till med om
		and or the a an of to in for is are on with`) {
		m[w] = true
	}
	return m
}()

// alternative is one word to look for in the column of stems.
type alternative struct {
	token  string
	prefix bool
}

// alternatives gives every way the word can be found. They and level must
// agree: what an alternative finds has a level above none.
func (a asked) alternatives() []alternative {
	list := []alternative{{a.exact, a.prefix}}
	for _, s := range a.stems {
		list = append(list, alternative{s, long(s)})
	}
	if bare(a.exact) != a.exact {
		return list
	}
	list = append(list, alternative{dotless + a.exact, a.prefix})
	for _, s := range a.stems {
		list = append(list, alternative{dotless + s, long(s)})
	}
	return list
}

func long(stem string) bool { return utf8.RuneCountInString(stem) >= shortest }

// level tells how well a document's word answers the word asked.
func (a asked) level(f forms) level {
	if f.exact == a.exact {
		return same
	}
	plain := append([]string{f.exact}, f.stems...)
	for _, s := range append([]string{a.exact}, a.stems...) {
		if slices.Contains(plain, s) {
			return sameStem
		}
	}
	if a.begins(append(plain, f.heads...)) {
		return part
	}
	if bare(a.exact) == a.exact && a.begins(f.bare) {
		return noDots
	}
	return none
}

// begins tells whether one of the words is, or where allowed begins with, the
// word asked or one of its stems.
func (a asked) begins(words []string) bool {
	for _, w := range words {
		if w == a.exact || (a.prefix && strings.HasPrefix(w, a.exact)) {
			return true
		}
		for _, s := range a.stems {
			if w == s || (long(s) && strings.HasPrefix(w, s)) {
				return true
			}
		}
	}
	return false
}
