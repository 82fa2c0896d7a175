package propose

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// date is a day or a month in a text; year is 0 where the text leaves it out.
type date struct {
	year, month, day int
	from, to         int  // bytes
	span             bool // part of a range of days, or a limit ("mennessä")
}

// iso is the date as 2022-06-13, or 2022-06 for a month, "" without a year.
func (d date) iso() string {
	switch {
	case d.year == 0:
		return ""
	case d.day == 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

const (
	monthsFi = `tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu`
	monthsSv = `januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december`
)

var (
	dotted     = regexp.MustCompile(`(\d{1,2})\.\s?(\d{1,2})\.\s?(20[0-4]\d)`)
	shortDate  = regexp.MustCompile(`(\d{1,2})\.(\d{1,2})(?:\.|\b)`)
	isoDate    = regexp.MustCompile(`(20[0-4]\d)-(\d{2})-(\d{2})`)
	namedFi    = regexp.MustCompile(`(\d{1,2})\.?\s*(?:päivänä\s+|päivä\s+)?(` + monthsFi + `)kuu(?:ta|n)(?:\s+(20[0-4]\d))?`)
	monthOnly  = regexp.MustCompile(`(` + monthsFi + `)kuu(?:ssa|n|hun|sta|lle)(?:\s+(?:vuonna\s+)?(20[0-4]\d))?`)
	yearMonth  = regexp.MustCompile(`vuoden\s+(20[0-4]\d)\s+(` + monthsFi + `)kuu(?:ssa|n|hun|sta)`)
	namedSv    = regexp.MustCompile(`(\d{1,2})(?:\s?:?[ea])?\.?\s+(` + monthsSv + `)(?:\s+(20[0-4]\d))?`)
	monthSv    = regexp.MustCompile(`(?:i|under|till)\s+(` + monthsSv + `)(?:\s+(?:år\s+)?(20[0-4]\d))?`)
	limitAfter = regexp.MustCompile(`^\s*(?:mennessä|asti|saakka|alkaen|lukien|lähtien|klo\s+\d+\s+mennessä)`)
	limitFi    = regexp.MustCompile(`(?:viimeistään|ennen|saakka)\s+$`)
	limitSv    = regexp.MustCompile(`(?:senast|fram till|från och med|från|sedan|till och med|före)\s+(?:den\s+)?(?:\p{L}+\s+den\s+)?$`)
	daySpan    = regexp.MustCompile(`^\s?[–—-]\s?\d`)
	daySpanEnd = regexp.MustCompile(`\d\.?\s?[–—-]\s?$`)
)

// dates finds the dates in a text in order, each once.
func dates(s string) []date {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return nil
	}
	var out []date
	add := func(y, m, d string, at []int) {
		if free(out, at) {
			if x, ok := makeDate(y, m, d, low, at); ok {
				out = append(out, x)
			}
		}
	}
	for _, m := range isoDate.FindAllStringSubmatchIndex(low, -1) {
		add(group(low, m, 1), group(low, m, 2), group(low, m, 3), m)
	}
	for _, m := range dotted.FindAllStringSubmatchIndex(low, -1) {
		add(group(low, m, 3), group(low, m, 2), group(low, m, 1), m)
	}
	for _, m := range namedFi.FindAllStringSubmatchIndex(low, -1) {
		add(group(low, m, 3), group(low, m, 2), group(low, m, 1), m)
	}
	for _, m := range namedSv.FindAllStringSubmatchIndex(low, -1) {
		add(group(low, m, 3), group(low, m, 2), group(low, m, 1), m)
	}
	for _, m := range shortDate.FindAllStringSubmatchIndex(low, -1) {
		if shortOK(low, m) {
			add("", group(low, m, 2), group(low, m, 1), m)
		}
	}
	for _, m := range yearMonth.FindAllStringSubmatchIndex(low, -1) {
		add(group(low, m, 1), group(low, m, 2), "", m)
	}
	for _, m := range monthOnly.FindAllStringSubmatchIndex(low, -1) {
		add(group(low, m, 2), group(low, m, 1), "", m)
	}
	for _, m := range monthSv.FindAllStringSubmatchIndex(low, -1) {
		add(group(low, m, 2), group(low, m, 1), "", m)
	}
	sortDates(out)
	return out
}

func sortDates(ds []date) {
	for i := 1; i < len(ds); i++ {
		for j := i; j > 0 && ds[j-1].from > ds[j].from; j-- {
			ds[j-1], ds[j] = ds[j], ds[j-1]
		}
	}
}

// shortOK tells "13.6." and "22.9 kokouksessaan" from a version or a sum.
func shortOK(s string, m []int) bool {
	if m[0] > 0 && (s[m[0]-1] >= '0' && s[m[0]-1] <= '9' || strings.ContainsRune(".,/§", rune(s[m[0]-1]))) {
		return false
	}
	if m[1] < len(s) && s[m[1]] >= '0' && s[m[1]] <= '9' {
		return false
	}
	if s[m[1]-1] == '.' {
		return true
	}
	rest := strings.TrimLeft(s[m[1]:], " ")
	return strings.HasPrefix(rest, "kokou") || strings.HasPrefix(rest, "pide")
}

func free(out []date, at []int) bool {
	for _, d := range out {
		if at[0] < d.to && d.from < at[1] {
			return false
		}
	}
	return true
}

func group(s string, m []int, n int) string {
	if m[2*n] < 0 {
		return ""
	}
	return s[m[2*n]:m[2*n+1]]
}

func makeDate(y, m, d, s string, at []int) (date, bool) {
	out := date{from: at[0], to: at[1]}
	out.year, _ = strconv.Atoi(y)
	out.day, _ = strconv.Atoi(d)
	out.month = monthNumber(m)
	if out.month < 1 || out.month > 12 || out.day > 31 || d != "" && out.day == 0 {
		return out, false
	}
	before, after := s[max(0, at[0]-60):at[0]], s[at[1]:min(len(s), at[1]+40)]
	out.span = daySpan.MatchString(after) || daySpanEnd.MatchString(before) || limitAfter.MatchString(after) || limitSv.MatchString(before) || limitFi.MatchString(before)
	return out, true
}

func monthNumber(m string) int {
	if n, err := strconv.Atoi(m); err == nil {
		return n
	}
	for _, list := range []string{monthsFi, monthsSv} {
		for i, name := range strings.Split(list, "|") {
			if name == m {
				return i + 1
			}
		}
	}
	return 0
}

// dateSpans are the byte ranges that dates and years take, so that counts are
// not looked for there.
func dateSpans(s string) [][]int {
	var out [][]int
	for _, d := range dates(s) {
		out = append(out, []int{d.from, d.to})
	}
	out = append(out, yearRange.FindAllStringIndex(s, -1)...)
	return append(out, bareYear.FindAllStringIndex(s, -1)...)
}
