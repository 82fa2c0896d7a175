package propose

import (
	"math"
	"regexp"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

var (
	unitAfter = regexp.MustCompile(`^[\s\x{00a0}-]*(?:(miljardi\p{L}*|mrd\.?|miljard(?:er)?|billion)|(miljoon\p{L}*|miljon(?:er)?|million|milj\.?|mn|meur|m€)|(tuhatta|tuhannen|tuhat|tusen|t€|teur|thousand))?[\s\x{00a0}]*(euro\p{L}*|e(?:ur)?\b|€)?`)
	signAhead = regexp.MustCompile(`€\s?$|\beur\s?$`)
	scaleOf   = []float64{1e9, 1e6, 1e3}
)

// euros finds the sums of money: "kymmenen miljoonan euron", "8,5 milj. €",
// "1,2 mrd", "tio miljoner euro".
func (d *doc) euros() []proposal.Euro {
	var out []proposal.Euro
	seen := map[float64]bool{}
	for _, p := range d.pieces {
		if p.role == noise {
			continue
		}
		for _, s := range p.sentences() {
			for _, e := range d.eurosIn(s) {
				if seen[e.AmountEUR] {
					continue
				}
				seen[e.AmountEUR] = true
				d.step("euros", e.What, span{e.Start, e.End}, e.What, "sum of money", 0.85, "")
				out = append(out, e)
			}
		}
	}
	for _, e := range d.tableSums() {
		if !seen[e.AmountEUR] {
			seen[e.AmountEUR] = true
			d.step("euros", e.What, span{e.Start, e.End}, e.What, "sum in a table", 0.75, "")
			out = append(out, e)
		}
	}
	return out
}

func (d *doc) eurosIn(s stretch) []proposal.Euro {
	var out []proposal.Euro
	for _, n := range s.numbers() {
		rest := strings.ToLower(s.s[n.to:])
		m := unitAfter.FindStringSubmatch(rest)
		if m == nil {
			continue
		}
		scale, isScaled := scaled(m)
		if m[4] == "" && !signAhead.MatchString(strings.ToLower(s.s[:n.from])) && (!isScaled || m[3] != "" || !bareSum(m)) {
			continue
		}
		for _, v := range bounds(s, n) {
			at := s.span(n.from, min(n.to+len(m[0]), len(s.s)))
			out = append(out, proposal.Euro{AmountEUR: math.Round(v*scale*100) / 100, What: d.moneyWhat(s), Start: at.start, End: at.end})
		}
	}
	return out
}

// bareSum tells whether an amount without "euro" is money all the same:
// "1,2 mrd", "5 meur".
func bareSum(m []string) bool {
	u := strings.TrimSpace(m[1] + m[2])
	return strings.HasPrefix(u, "mrd") || u == "meur" || u == "m€"
}

func scaled(m []string) (float64, bool) {
	for i, by := range scaleOf {
		if m[i+1] != "" {
			return by, true
		}
	}
	return 1, false
}

// bounds are the amounts a number stands for: both ends of a range.
func bounds(s stretch, n number) []float64 {
	if !n.vague && n.value == 0 {
		return nil // "0 €" is a target, no sum
	}
	if !n.vague {
		return []float64{n.value}
	}
	var out []float64
	for _, part := range digits.FindAllString(s.s[n.from:n.to], -1) {
		if v, ok := parseDigits(part); ok {
			out = append(out, v)
		}
	}
	return out
}

// moneyWhat is the sentence the sum stands in, shortened.
func (d *doc) moneyWhat(s stretch) string {
	return shorten(clean(d.raw, s.span(0, len(s.s))), 160)
}

// shorten cuts a text at a word so that it has at most n characters.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n])
	if i := strings.LastIndex(cut, " "); i > n/2 {
		cut = cut[:i]
	}
	return cut + " …"
}
