package search

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/swedish"

	"github.com/katto-project/katto/internal/text"
)

// rule rewrites the end of what Snowball left, where that keeps forms of
// everyday words apart.
type rule struct {
	end *regexp.Regexp
	to  string
}

func rules(pairs ...string) []rule {
	var list []rule
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, rule{regexp.MustCompile(pairs[i]), pairs[i+1]})
	}
	return list
}

var endings = map[text.Lang][]rule{
	text.Fi: rules(
		`(..[aeiouyäö][uy])(s|d|t|ks)$`, "$1", // saatavuus, saatavuuden, saatavuutta
		`(...)as$`, "$1", // asiakas, asiakkaan
		`(..[aeiouyäö])(s|ks|st)$`, "$1", // päätös, päätöksen, päätösten
		`(...n)[uy]t?$`, "$1", // ikääntynyt, ikääntyneet
		`(..[aä]?m)i[ns]?$`, "$1", // osaaminen, osaamisen, osaamista
		`(...[aeiouyäö])j$`, "$1", // järjestö, järjestöjen
		`(....)i[ao]$`, "$1", // strategia, strategiat, strategioiden
		`(...)d([aeiouyäö]?)$`, "${1}t$2", // toimenpide, toimenpiteet; hoito, hoidon
	),
	text.Sv: rules(
		`(...)(et|en|ena)$`, "$1", // välfärdsområdet, välfärdsområdena
		`(....)(an|or)$`, "$1", // hälsan, indikatorer
		`(....i)n$`, "$1", // strategi, strategin
		`(..)mm$`, "${1}m", // program, programmet
	),
}

// irregular are short words of every strategy whose forms no rule joins.
var irregular = map[text.Lang]map[string]string{
	text.Fi: wordMap(
		"laps", "lapsi lasta lasten lapsien",
		"työ", "työn työtä työssä työstä työhön työllä työt töitä töiden töissä",
		"nuor", "nuori nuoren nuorta nuoret nuorten nuoria nuorille nuorilla nuorista nuorilta",
		"kumppan", "kumppani",
		"kunt", "kunta kunnan kunnat kunnassa kunnasta kunnalle kunnilla kunnille kunnissa",
	),
	text.En: wordMap("child", "child children childrens"),
}

func wordMap(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		for _, w := range strings.Fields(pairs[i+1]) {
			m[w] = pairs[i]
		}
	}
	return m
}

// heads are the last parts of many compounds, as stems: who asks for ohjelma
// also finds hyvinvointiohjelma.
var heads = map[text.Lang][]string{
	text.Fi: stems(text.Fi, "strategia ohjelma suunnitelma palvelu kertomus raportti selvitys sopimus päätös mittari tavoite "+
		"toimenpide painopiste järjestelmä valtuusto hallitus lautakunta talous turvallisuus hoito huolto terveys kuljetus keskus asema"),
	text.Sv: stems(text.Sv, "strategi program plan tjänst rapport utredning avtal beslut indikator mål åtgärd tyngdpunkt system "+
		"fullmäktige styrelse nämnd ekonomi säkerhet vård omsorg hälsa område central station"),
}

func stems(lang text.Lang, words string) []string {
	var list []string
	for _, w := range strings.Fields(words) {
		list = append(list, stem(w, lang))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// stem is the part that the forms of a folded word share, at best.
func stem(w string, lang text.Lang) string {
	if s := irregular[lang][w]; s != "" {
		return s
	}
	if !strings.ContainsFunc(w, unicode.IsLetter) {
		return w
	}
	env := snowballstem.NewEnv(w)
	switch lang {
	case text.Sv:
		swedish.Stem(env)
	case text.En:
		english.Stem(env)
	default:
		finnish.Stem(env)
	}
	s := env.Current()
	for _, r := range endings[lang] {
		s = r.end.ReplaceAllString(s, r.to)
	}
	return s
}

// stemsOf gives the word's stems in the language, or in every language for "".
func stemsOf(w string, lang text.Lang) []string {
	if lang != "" {
		return []string{stem(w, lang)}
	}
	var list []string
	for _, l := range text.Languages {
		list = append(list, stem(w, l))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// headsOf gives the heads a stem ends with, when something precedes them.
func headsOf(stem string, lang text.Lang) []string {
	var list []string
	for l, known := range heads {
		if lang != "" && lang != l {
			continue
		}
		for _, h := range known {
			before, ok := strings.CutSuffix(stem, h)
			if ok && utf8.RuneCountInString(before) >= 3 {
				list = append(list, h)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
