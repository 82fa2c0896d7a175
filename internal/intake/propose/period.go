package propose

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

var yearRange = regexp.MustCompile(`(20[1-4]\d)\s?[–—-]\s?(20[1-4]\d)`)

// othersPeriod are plans with periods of their own, and phases.
var othersPeriod = regexp.MustCompile(`talousarvio|taloussuunnitel|investoin|kertomu|budget|ekonomiplan|hallituskau|regering|rahoituskau|hanke|ohjelma|suunnitelma|päätös|päätökse|program|plan\b|planen|tavoittei?lle|alijäämä|underskott|tilinpäätö|raportoin`)

// period finds the strategy's own period: the years nearest to the word
// strategy, best in a heading. A phase inside it ("vuosina 2023–2025
// varmistamme") has no such word by it.
func (d *doc) period() *proposal.Period {
	type candidate struct {
		score int
		at    span
		a, b  int
		cue   string
	}
	var best candidate
	total := map[[2]int]int{}
	for i, p := range d.pieces {
		for _, m := range yearRange.FindAllStringSubmatchIndex(p.s, -1) {
			a, _ := strconv.Atoi(p.s[m[2]:m[3]])
			b, _ := strconv.Atoi(p.s[m[4]:m[5]])
			if b <= a || b-a > 20 || insideDate(p.s, m) {
				continue
			}
			score := periodScore(p, d.textBefore(i), m, i)
			total[[2]int{a, b}] += score
			if s := total[[2]int{a, b}]; score > 0 && s > best.score {
				best = candidate{s, p.span(m[0], m[1]), a, b, p.s[max(0, m[0]-0):m[1]]}
			}
		}
	}
	if best.score <= 0 {
		return nil
	}
	text := fmt.Sprintf("%d–%d", best.a, best.b)
	d.step("period", text, best.at, best.cue, "years by the word strategy", 0.85, "")
	return &proposal.Period{Text: text, StartYear: best.a, EndYear: best.b}
}

var (
	covers        = regexp.MustCompile(`(?:^|[^\p{L}])(?:gäller|omfattar|täcker|sträcker sig|görs upp|kattaa|koskee|ulottuu|laaditaan|laadittiin|tehdään|on laadittu|on voimassa|voimassa)(?:$|[^\p{L}])`)
	aboutStrategy = regexp.MustCompile(`strategi`)
	formerly      = regexp.MustCompile(`alkuperäi|edelli|aiem|aikaisem|nykyi|voimassa olev|vanha|päättyv|väisty|tidigare|föregående|förra|gällande|nuvarande|ursprunglig|gamla`)
)

// textBefore is the text of the two pieces before one: what "it" may mean.
func (d *doc) textBefore(i int) string {
	out := ""
	for j := max(0, i-2); j < i; j++ {
		if s := d.pieces[j].s; len(s) < 2000 {
			out += s + " "
		}
	}
	return out
}

// insideDate tells "1.1.2025–30.6.2025" and "2020–2021/3" from years alone.
func insideDate(s string, m []int) bool {
	return m[0] > 0 && strings.ContainsRune("./0123456789", rune(s[m[0]-1])) || m[1] < len(s) && s[m[1]] >= '0' && s[m[1]] <= '9'
}

// periodScore weighs a range of years: what stands in its sentence before it
// counts most.
func periodScore(p piece, lead string, m []int, index int) int {
	lead += p.s[:m[0]]
	before := strings.ToLower(p.s[max(0, m[0]-400):m[0]])
	before = before[lastIndexAny(before, []string{". ", "! ", "? "}):]
	after := strings.ToLower(p.s[m[1]:min(len(p.s), m[1]+400)])
	if end := strings.Index(after, ". "); end >= 0 {
		after = after[:end]
	}
	near := before
	if len(near) > 110 {
		near = near[len(near)-110:]
	}
	s := nearestPlan(near, after)
	if s == 0 && covers.MatchString(near) && aboutStrategy.MatchString(strings.ToLower(lead)) {
		s = 3
	}
	if s <= 0 {
		return s
	}
	if formerly.MatchString(near) {
		return 1
	}
	if p.role == heading {
		s += 3
	}
	if index < 4 {
		s += 2
	}
	return s
}

// nearestPlan tells whether the nearest document word by the years is the
// strategy or another plan.
func nearestPlan(before, after string) int {
	before = strings.NewReplacer("strategian toimeenpanosuunnitelma", "strategia", "strategian toimeenpano-ohjelma", "strategia").Replace(before)
	strategy := strings.LastIndex(before, "strategi")
	other := -1
	for _, m := range othersPeriod.FindAllStringIndex(before, -1) {
		other = m[0]
	}
	head := after
	if len(head) > 60 {
		head = head[:60]
	}
	next := strings.Index(head, "strategi")
	if m := othersPeriod.FindStringIndex(head); m != nil && m[0] < 25 && (next < 0 || m[0] < next) {
		return -2
	}
	switch {
	case strategy >= 0 && strategy > other:
		if strings.Contains(before, "tavoit") || strings.Contains(before, "mål") {
			return 3
		}
		return 4
	case next >= 0 && next < 40 && other < 0:
		return 4
	case strings.Contains(before, "valtuustokau") || strings.Contains(before, "fullmäktigeperiod"):
		return 1
	}
	return 0
}

func lastIndexAny(s string, seps []string) int {
	best := 0
	for _, sep := range seps {
		if i := strings.LastIndex(s, sep); i >= 0 && i+len(sep) > best {
			best = i + len(sep)
		}
	}
	return best
}
