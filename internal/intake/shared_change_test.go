//go:build shared

package intake_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// labelled is a text with the JSON of its labels.
type labelled struct{ text, labels string }

// changes are ways to write a text that says the same of another county, at
// another time, in another order. The labels change with it; how many there
// are, and of what kind, stays.
var changes = map[string]func(labelled, uint64) labelled{
	"names":   changeNames,
	"numbers": changeNumbers,
	"order":   changeOrder,
	"all": func(x labelled, way uint64) labelled {
		return changeOrder(changeNumbers(changeNames(x, way), way), way)
	},
}

func dice(way uint64) *rand.Rand { return rand.New(rand.NewPCG(way, 7)) }

// name is a county's name in the forms that texts use: base form, genitive,
// the place where, the stem of its people, and its brand with its genitive.
type name struct{ base, of, in, people, brand, brandOf string }

var (
	ownNames = []name{
		{"Kainuu", "Kainuun", "Kainuussa", "kainuulai", "", ""},
		{"Keski-Pohjanmaa", "Keski-Pohjanmaan", "Keski-Pohjanmaalla", "keskipohjalai", "Soite", "Soiten"},
		{"Pohjois-Pohjanmaa", "Pohjois-Pohjanmaan", "Pohjois-Pohjanmaalla", "pohjoispohjalai", "Pohde", "Pohteen"},
		{"Kymenlaakso", "Kymenlaakson", "Kymenlaaksossa", "kymenlaaksolai", "", ""},
	}
	otherNames = []name{
		{"Satakunta", "Satakunnan", "Satakunnassa", "satakuntalai", "Sata", "Satan"},
		{"Lappi", "Lapin", "Lapissa", "lappilai", "Lapha", "Laphan"},
		{"Pirkanmaa", "Pirkanmaan", "Pirkanmaalla", "pirkanmaalai", "Pirha", "Pirhan"},
		{"Etelä-Savo", "Etelä-Savon", "Etelä-Savossa", "eteläsavolai", "Eloisa", "Eloisan"},
		{"Pohjois-Savo", "Pohjois-Savon", "Pohjois-Savossa", "pohjoissavolai", "Pshva", "Pshvan"},
		{"Pohjois-Karjala", "Pohjois-Karjalan", "Pohjois-Karjalassa", "pohjoiskarjalai", "Karsote", "Karsoten"},
		{"Varsinais-Suomi", "Varsinais-Suomen", "Varsinais-Suomessa", "varsinaissuomalai", "Varha", "Varhan"},
		{"Keski-Suomi", "Keski-Suomen", "Keski-Suomessa", "keskisuomalai", "Hyvaks", "Hyvaksin"},
		{"Etelä-Karjala", "Etelä-Karjalan", "Etelä-Karjalassa", "eteläkarjalai", "Ekhva", "Ekhvan"},
		{"Kainuu", "Kainuun", "Kainuussa", "kainuulai", "Kaisote", "Kaisoten"},
		{"Kymenlaakso", "Kymenlaakson", "Kymenlaaksossa", "kymenlaaksolai", "Kymsote", "Kymsoten"},
		{"Pohjanmaa", "Pohjanmaan", "Pohjanmaalla", "pohjanmaalai", "Öhva", "Öhvan"},
	}
)

// changeNames writes another county's name everywhere.
func changeNames(x labelled, way uint64) labelled {
	for _, own := range ownNames {
		if !strings.Contains(x.text, own.of) {
			continue
		}
		other := otherNames[(int(way)+len(own.base))%len(otherNames)]
		if other.base == own.base {
			other = otherNames[(int(way)+len(own.base)+1)%len(otherNames)]
		}
		r := own.replacer(other)
		return labelled{r.Replace(x.text), r.Replace(x.labels)}
	}
	return x
}

// replacer puts longer forms first, so that none is cut by a shorter one.
func (n name) replacer(other name) *strings.Replacer {
	pairs := []string{n.in, other.in, n.of, other.of, n.base, other.base, n.people, other.people, upperFirst(n.people), upperFirst(other.people)}
	if n.brand != "" {
		pairs = append(pairs, n.brandOf, other.brandOf, n.brand, other.brand)
	}
	return strings.NewReplacer(pairs...)
}

func upperFirst(s string) string {
	r := []rune(s)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

func lowerFirst(s string) string {
	r := []rune(s)
	return string(unicode.ToLower(r[0])) + string(r[1:])
}

// shift is how one way moves the numbers of a text.
type shift struct {
	years, months, days int
	counts              map[int]int
	millions            int
}

func newShift(way uint64) shift {
	d := dice(way)
	words := []int{2, 3, 4, 5, 6, 7, 8}
	d.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	s := shift{years: []int{-2, -1, 1, 2, 3, 4}[d.IntN(6)], months: d.IntN(4) - 2, days: 1 + d.IntN(27), counts: map[int]int{}, millions: 2 + d.IntN(7)}
	for i, n := range []int{2, 3, 4} {
		s.counts[n] = words[i]
	}
	return s
}

func (s shift) year(y int) int  { return y + s.years }
func (s shift) month(m int) int { return (m-1+s.months+12)%12 + 1 }
func (s shift) day(d int) int   { return (d+s.days-1)%28 + 1 }
func (s shift) date(iso string) string {
	parts := strings.Split(iso, "-")
	moved := []func(int) int{s.year, s.month, s.day}
	for i := range parts {
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			return iso
		}
		parts[i] = fmt.Sprintf("%0*d", len(parts[i]), moved[i](n))
	}
	return strings.Join(parts, "-")
}

// count is what a counted number becomes: small ones by the map, larger ones
// two fifths more, as round as they were.
func (s shift) count(n int) int {
	if m, small := s.counts[n]; small {
		return m
	}
	step := 1
	for n%(step*10) == 0 {
		step *= 10
	}
	return n + max(step, n*2/5/step*step)
}

var (
	yearIn   = regexp.MustCompile(`\b20[0-4]\d\b`)
	dayMonth = regexp.MustCompile(`\b(\d{1,2})(\.\s*)(` + strings.Join(months, "|") + `)kuuta`)
	dayDots  = regexp.MustCompile(`\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b`)
	inMonth  = regexp.MustCompile(`(^|[^\p{L}])(` + strings.Join(months, "|") + `)kuu(ssa|sta|hun)`)
	million  = regexp.MustCompile(`kymmenen miljoonan`)
)

var months = []string{"tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"}

// Number words that count people and occasions: nominative before a partitive,
// and the case of those who gathered "neljään työpajaan".
var (
	baseWords = map[int]string{2: "kaksi", 3: "kolme", 4: "neljä", 5: "viisi", 6: "kuusi", 7: "seitsemän", 8: "kahdeksan"}
	intoWords = map[int]string{2: "kahteen", 3: "kolmeen", 4: "neljään", 5: "viiteen", 6: "kuuteen", 7: "seitsemään", 8: "kahdeksaan"}
	ofWords   = map[int]string{2: "kahden", 3: "kolmen", 4: "neljän", 5: "viiden", 6: "kuuden", 7: "seitsemän", 8: "kahdeksan"}
)

// changeNumbers moves years, dates, sums and counts, alike in text and labels.
func changeNumbers(x labelled, way uint64) labelled {
	s := newShift(way)
	var labels map[string]any
	if err := json.Unmarshal([]byte(x.labels), &labels); err != nil {
		panic(err) // the seeds' own labels
	}
	text := s.inText(x.text)
	for _, n := range counted(labels) {
		text = s.countIn(text, n)
	}
	text = strings.ReplaceAll(text, mark, "")
	s.inLabels(labels)
	raw, err := json.Marshal(s.inStrings(labels))
	if err != nil {
		panic(err)
	}
	return labelled{text, string(raw)}
}

func (s shift) inText(text string) string {
	number := func(t string) int {
		n, _ := strconv.Atoi(t)
		return n
	}
	text = dayDots.ReplaceAllStringFunc(text, func(m string) string {
		p := dayDots.FindStringSubmatch(m)
		return fmt.Sprintf("%d.%d.%s", s.day(number(p[1])), s.month(number(p[2])), p[3]) // the year is moved below
	})
	text = dayMonth.ReplaceAllStringFunc(text, func(m string) string {
		p := dayMonth.FindStringSubmatch(m)
		return fmt.Sprintf("%d%s%skuuta", s.day(number(p[1])), p[2], s.monthName(p[3]))
	})
	text = inMonth.ReplaceAllStringFunc(text, func(m string) string {
		p := inMonth.FindStringSubmatch(m)
		return p[1] + s.monthName(p[2]) + "kuu" + p[3]
	})
	text = million.ReplaceAllString(text, ofWords[s.millions]+" miljoonan")
	return s.yearsIn(text)
}

func (s shift) monthName(own string) string { return months[s.month(slices.Index(months, own)+1)-1] }

func (s shift) yearsIn(text string) string {
	return yearIn.ReplaceAllStringFunc(text, func(m string) string {
		y, _ := strconv.Atoi(m)
		return strconv.Itoa(s.year(y))
	})
}

// counted lists the counts of the labels, each once, larger ones first.
func counted(labels map[string]any) []int {
	seen := map[int]bool{}
	for _, x := range records(labels, "participation") {
		if n, is := x["count"].(float64); is {
			seen[int(n)] = true
		}
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b int) int { return b - a })
}

// mark keeps a number that was changed from being changed again.
const mark = "\x01"

// countIn changes a count in digits, grouped or not, or in words.
func (s shift) countIn(text string, n int) string {
	to := s.count(n)
	for _, gap := range []string{"", " ", "\u00a0"} {
		pattern := regexp.MustCompile(`(^|[^\d.,–` + mark + `-])` + regexp.QuoteMeta(grouped(n, gap)) + `($|[^\d.,–-])`)
		text = pattern.ReplaceAllString(text, "${1}"+mark+grouped(to, gap)+"${2}")
	}
	for _, words := range []map[int]string{baseWords, intoWords} {
		if words[n] != "" {
			text = regexp.MustCompile(`(^|[^\p{L}`+mark+`])`+words[n]+`([^\p{L}])`).ReplaceAllString(text, "${1}"+mark+words[to]+"${2}")
		}
	}
	return text
}

func grouped(n int, gap string) string {
	s := strconv.Itoa(n)
	if n < 1000 {
		return s
	}
	return s[:len(s)-3] + gap + s[len(s)-3:]
}

func records(labels map[string]any, field string) []map[string]any {
	var out []map[string]any
	list, _ := labels[field].([]any)
	for _, x := range list {
		if m, is := x.(map[string]any); is {
			out = append(out, m)
		}
	}
	return out
}

func (s shift) inLabels(labels map[string]any) {
	for _, x := range records(labels, "participation") {
		if n, is := x["count"].(float64); is {
			x["count"] = s.count(int(n))
		}
	}
	for _, x := range records(labels, "decisions") {
		if iso, is := x["date"].(string); is {
			x["date"] = " " + s.date(iso) // kept from inStrings by the space, which is taken away there
		}
	}
	for _, x := range records(labels, "euros") {
		if x["amount_eur"] == 10_000_000.0 {
			x["amount_eur"] = s.millions * 1_000_000
		}
	}
}

// inStrings moves the years that stand in the labels' texts.
func (s shift) inStrings(v any) any {
	switch v := v.(type) {
	case string:
		if done, was := strings.CutPrefix(v, " "); was {
			return done
		}
		return s.yearsIn(v)
	case []any:
		for i := range v {
			v[i] = s.inStrings(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = s.inStrings(v[k])
		}
	}
	return v
}

var (
	bullet   = regexp.MustCompile(`^(\s*(?:[•·*]|–|-)\s+)(\S.*)$`)
	numbered = regexp.MustCompile(`^(\s*\d{1,2}[.)]\s+)(\S.*)$`)
	letters  = regexp.MustCompile(`^(\s*)(\p{Lu} = \S.*)$`)
	inLine   = regexp.MustCompile(`((?:esim\.|:) )(\p{L}[^.:;()\n]*, [^.:;()\n]*)(\.)`)
)

// changeOrder puts the items of every list in another order: lists of lines,
// and lists of short items after a colon or "esim.".
func changeOrder(x labelled, way uint64) labelled {
	d := dice(way + 100)
	lines := strings.Split(x.text, "\n")
	for _, form := range []*regexp.Regexp{bullet, numbered, letters} {
		for i := 0; i < len(lines); {
			n := run(lines[i:], form)
			if n > 1 {
				shuffleLines(lines[i:i+n], form, d)
			}
			i += max(n, 1)
		}
	}
	text := inLine.ReplaceAllStringFunc(strings.Join(lines, "\n"), func(m string) string { return shuffleItems(m, d) })
	return labelled{text, x.labels}
}

// run counts the lines from the first on that are of the form.
func run(lines []string, form *regexp.Regexp) int {
	n := 0
	for n < len(lines) && form.MatchString(lines[n]) {
		n++
	}
	return n
}

// shuffleLines keeps what stands before each item, and a full stop at the end
// of the last.
func shuffleLines(lines []string, form *regexp.Regexp, d *rand.Rand) {
	var heads, items []string
	for _, l := range lines {
		m := form.FindStringSubmatch(l)
		heads, items = append(heads, m[1]), append(items, m[2])
	}
	last, stop := strings.CutSuffix(items[len(items)-1], ".")
	alone := stop && !slices.ContainsFunc(items[:len(items)-1], func(s string) bool { return strings.HasSuffix(s, ".") })
	if alone {
		items[len(items)-1] = last
	}
	d.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	for i := range lines {
		lines[i] = heads[i] + items[i]
	}
	if alone {
		lines[len(lines)-1] += "."
	}
}

// shuffleItems is for "Arvot: Rohkeus, avoimuus sekä luottamus." Lists of long
// items are sentences, and stay.
func shuffleItems(m string, d *rand.Rand) string {
	p := inLine.FindStringSubmatch(m)
	joint := ""
	body := p[2]
	if before, after, found := strings.Cut(body, " sekä "); found {
		joint, body = " sekä ", before+", "+after
	}
	items := strings.Split(body, ", ")
	if len(items) < 3 || slices.ContainsFunc(items, func(s string) bool { return len(strings.Fields(s)) > 4 }) {
		return m
	}
	capital := unicode.IsUpper([]rune(items[0])[0])
	items[0] = lowerFirst(items[0])
	d.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	if capital {
		items[0] = upperFirst(items[0])
	}
	if joint == "" {
		return p[1] + strings.Join(items, ", ") + p[3]
	}
	return p[1] + strings.Join(items[:len(items)-1], ", ") + joint + items[len(items)-1] + p[3]
}
