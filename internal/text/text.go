// Package text is everything Katto says to people: messages in Finnish,
// Swedish and English, dates and numbers as each language writes them, and
// the folding that search and order use.
//
// A room keeps its own words in text.json, key -> {fi, sv, en} side by side,
// and hands them over with Register. A test in internal/app checks that every
// key has all three languages.
package text

import (
	"encoding/json"
	"fmt"
	"sort"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Lang is a language of the interface and of a county's texts.
type Lang string

// The languages, in the order they are offered.
const (
	Fi Lang = "fi"
	Sv Lang = "sv"
	En Lang = "en"
)

// Languages lists them.
var Languages = []Lang{Fi, Sv, En}

// Parse gives the language of a code, and whether there is one.
func Parse(code string) (Lang, bool) {
	for _, l := range Languages {
		if string(l) == code {
			return l, true
		}
	}
	return Fi, false
}

// Prefer chooses by an Accept-Language header; Finnish when nothing fits.
func Prefer(header string) Lang {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return Fi
	}
	_, i, confidence := preference.Match(tags...)
	if confidence == language.No {
		return Fi
	}
	return Languages[i]
}

var preference = language.NewMatcher([]language.Tag{language.Finnish, language.Swedish, language.English})

// catalogue is filled once, by package initialisation, and only read after.
var catalogue = struct {
	sync.Mutex
	bundle *i18n.Bundle
	keys   map[string]map[Lang]bool
	local  map[Lang]*i18n.Localizer
}{
	bundle: i18n.NewBundle(language.Finnish),
	keys:   map[string]map[Lang]bool{},
	local:  map[Lang]*i18n.Localizer{},
}

// Register adds a room's text.json. It panics on bad JSON or on a key that
// another room has already: both are mistakes in the build. Use it as
// `var _ = text.Register(texts)` beside the go:embed.
func Register(catalogueJSON []byte) struct{} {
	var entries map[string]map[Lang]json.RawMessage
	if err := json.Unmarshal(catalogueJSON, &entries); err != nil {
		panic("text: " + err.Error())
	}
	catalogue.Lock()
	defer catalogue.Unlock()
	for key, byLang := range entries {
		if catalogue.keys[key] != nil {
			panic("text: two rooms have the key " + key)
		}
		catalogue.keys[key] = map[Lang]bool{}
		for lang, raw := range byLang {
			m, err := message(key, raw)
			if err != nil {
				panic(err)
			}
			catalogue.bundle.MustAddMessages(language.MustParse(string(lang)), m)
			catalogue.keys[key][lang] = true
		}
	}
	return struct{}{}
}

func message(key string, raw json.RawMessage) (*i18n.Message, error) {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return &i18n.Message{ID: key, One: s, Other: s}, nil // a Count changes nothing
	}
	var forms struct{ One, Other string }
	if err := json.Unmarshal(raw, &forms); err != nil || forms.Other == "" {
		return nil, fmt.Errorf("text: %s is neither a text nor {one, other}", key)
	}
	return &i18n.Message{ID: key, One: forms.One, Other: forms.Other}, nil
}

// Keys lists every registered key with the languages it has, in order.
func Keys() []Coverage {
	catalogue.Lock()
	defer catalogue.Unlock()
	var list []Coverage
	for key, langs := range catalogue.keys {
		list = append(list, Coverage{Key: key, Fi: langs[Fi], Sv: langs[Sv], En: langs[En]})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Key < list[j].Key })
	return list
}

// Coverage tells which languages a key has.
type Coverage struct {
	Key        string
	Fi, Sv, En bool
}

// Has tells whether the key is registered.
func Has(key string) bool {
	catalogue.Lock()
	defer catalogue.Unlock()
	return catalogue.keys[key] != nil
}

// T is the text of key in the language. args are name, value pairs for the
// {{.Name}} places; a pair named "Count" also chooses the plural form. A key
// that does not exist comes back as itself, so that a page shows it and a
// test finds it.
func (l Lang) T(key string, args ...any) string {
	if len(args) == 0 {
		return l.Map(key, nil)
	}
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = args[i+1]
	}
	return l.Map(key, data)
}

// Map is T with its values in a map.
func (l Lang) Map(key string, data map[string]any) string {
	config := &i18n.LocalizeConfig{MessageID: key}
	if data != nil {
		config.TemplateData = data
		if n, ok := data["Count"]; ok {
			config.PluralCount = n
		}
	}
	s, err := l.localizer().Localize(config)
	if err != nil || s == "" {
		return key
	}
	return s
}

func (l Lang) localizer() *i18n.Localizer {
	catalogue.Lock()
	defer catalogue.Unlock()
	loc := catalogue.local[l]
	if loc == nil {
		loc = i18n.NewLocalizer(catalogue.bundle, string(l))
		catalogue.local[l] = loc
	}
	return loc
}
