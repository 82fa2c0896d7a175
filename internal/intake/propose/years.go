package propose

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
)

var (
	bareYear = regexp.MustCompile(`\b20[0-4]\d\b`)
	stamp    = regexp.MustCompile(`(\d{1,2})\.(\d{1,2})\.(20[0-4]\d)\s+(?:klo\s+|kl\.?\s+)?\d{1,2}[:.]\d{2}`)
	stampOf  = regexp.MustCompile(`(?i)^(?:julkaistu|publicerad|tiedote|uutinen|nyhet|meddelande|pressmeddelande|päivitetty|uppdaterad)?\s*:?\s*(\d{1,2})\.(\d{1,2})\.(20[0-4]\d)\b`)
	eventual = regexp.MustCompile(`(?:alkuvuo|loppuvuo|kevä|syksy|kesä|talv|vuonna|vuoden|i början av|hösten|våren|sommaren|år)\p{L}*\s+(20[0-4]\d)\b`)
)

// published is the day the text itself was published, if its head tells.
func (d *doc) published() (date, bool) {
	if !d.pubKnown {
		d.pub, d.pubOK = d.findPublished()
		d.pubKnown = true
	}
	return d.pub, d.pubOK
}

func (d *doc) findPublished() (date, bool) {
	for i, p := range d.pieces {
		if i > 14 {
			break
		}
		if len(p.s) > 400 {
			continue
		}
		if m := stamp.FindStringSubmatchIndex(p.s); m != nil {
			return makeDate(group(p.s, m, 3), group(p.s, m, 2), group(p.s, m, 1), p.s, m)
		}
		if len(p.s) < 60 && i < 8 {
			if m := stampOf.FindStringSubmatchIndex(p.s); m != nil && !strings.Contains(p.low(), "kokous") {
				return makeDate(group(p.s, m, 3), group(p.s, m, 2), group(p.s, m, 1), p.s, m)
			}
		}
	}
	return date{}, false
}

// withYear gives a date the year its context tells: the publication day (a
// past event is not after it, a coming one not before), otherwise the nearest
// dated event before it in the text, otherwise the first after it.
func (d *doc) withYear(x date, at int, past bool) date {
	if x.year != 0 {
		return x
	}
	if pub, ok := d.published(); ok {
		x.year = pub.year
		if past && after(x, pub) && x.month-pub.month > 1 {
			x.year--
		}
		if !past && after(pub, x) && (pub.month-x.month > 3) {
			x.year++
		}
		return x
	}
	x.year = d.yearNear(at)
	return x
}

func after(a, b date) bool {
	if a.year != b.year {
		return a.year > b.year
	}
	if a.month != b.month {
		return a.month > b.month
	}
	return a.day > b.day && b.day > 0
}

// yearNear is the year told nearest before a character offset: by a full date
// or by words like "alkuvuodesta 2022", else the first one after.
func (d *doc) yearNear(at int) int {
	if d.years == nil {
		d.years = []yearAt{}
		for _, p := range d.pieces {
			d.years = append(d.years, yearsOf(p)...)
		}
		sort.SliceStable(d.years, func(i, j int) bool { return d.years[i].from < d.years[j].from })
	}
	i := sort.Search(len(d.years), func(i int) bool { return d.years[i].from > at })
	switch {
	case i > 0:
		return d.years[i-1].year
	case len(d.years) > 0:
		return d.years[0].year
	}
	return 0
}

type yearAt struct{ year, from int }

// yearsOf lists the years of events in a piece; periods of plans are none.
func yearsOf(p piece) []yearAt {
	var out []yearAt
	for _, s := range p.sentences() {
		for _, x := range dates(s.s) {
			if x.year != 0 && !limitAfter.MatchString(strings.ToLower(s.s[x.to:])) {
				out = append(out, yearAt{x.year, s.span(x.from, x.from).start})
			}
		}
	}
	low := strings.ToLower(p.s)
	if len(low) != len(p.s) {
		return out
	}
	for _, m := range eventual.FindAllStringSubmatchIndex(low, -1) {
		y, _ := strconv.Atoi(low[m[2]:m[3]])
		word := low[m[0]:m[2]]
		if strings.HasPrefix(word, "vuonna") || strings.HasPrefix(word, "år ") {
			continue // "vuonna 2030" is as often a goal as an event
		}
		out = append(out, yearAt{y, p.span(m[0], m[0]).start})
	}
	return out
}
