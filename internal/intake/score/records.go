package score

import (
	"fmt"
	"math"
	"regexp"

	"github.com/katto-project/katto/internal/intake/proposal"
)

// keys compares records by their keys, each label found once.
func keys(found, labels []string) *Count {
	c := &Count{}
	left := append([]string{}, labels...)
next:
	for _, f := range found {
		for i, label := range left {
			if f == label {
				left = append(left[:i], left[i+1:]...)
				c.Found++
				continue next
			}
		}
		c.Wrong++
		c.WrongTexts = append(c.WrongTexts, f)
	}
	c.Missed, c.MissedTexts = len(left), left
	return c
}

func foundDecisions(p proposal.Proposal) []string {
	var out []string
	for _, d := range p.Decisions {
		if d.Date != nil {
			out = append(out, fold(d.Body)+" "+*d.Date)
		}
	}
	return out
}

func labelDecisions(l Labels) []string {
	var out []string
	for _, d := range l.Decisions {
		if d.Date != nil && *d.Date != "" {
			out = append(out, fold(d.Body)+" "+*d.Date)
		}
	}
	return out
}

func foundCounts(p proposal.Proposal) []string {
	var out []string
	for _, x := range p.Participation {
		if x.Count != nil {
			out = append(out, fmt.Sprint(*x.Count))
		}
	}
	return out
}

func labelCounts(l Labels) []string {
	var out []string
	for _, x := range l.Participation {
		if x.Count != nil {
			out = append(out, fmt.Sprint(*x.Count))
		}
	}
	return out
}

func foundEuros(p proposal.Proposal) []string {
	var out []string
	for _, x := range p.Euros {
		out = append(out, fmt.Sprintf("%.0f", math.Round(x.AmountEUR)))
	}
	return out
}

func labelEuros(l Labels) []string {
	var out []string
	for _, x := range l.Euros {
		if x.AmountEUR != nil {
			out = append(out, fmt.Sprintf("%.0f", math.Round(*x.AmountEUR)))
		}
	}
	return out
}

var statuteNumber = regexp.MustCompile(`(?:^|[^\p{L}\p{N}_])(\d{1,4}/(?:19|20)\d\d)(?:$|[^\p{L}\p{N}_])`)

func statutes(items []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range items {
		for _, m := range statuteNumber.FindAllStringSubmatch(s, -1) {
			if !seen[m[1]] {
				seen[m[1]] = true
				out = append(out, m[1])
			}
		}
	}
	return out
}
