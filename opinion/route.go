package opinion

import (
	"math"
	"slices"
)

// metaPriority is the weight of statements about the voters themselves.
const metaPriority = 49

// Priority returns the weight of a statement when the next one to show is drawn:
//
//	importance = (1 − p)·(E + 1)·a,   p = (P+1)/(S+2), a = (A+1)/(S+2)
//	priority   = (importance·(1 + 8·2^(−S/5)))²
//
// with A agrees, P passes and S votes in the groups, and E the extremity. It is
// high for statements that are new, agreed with, seldom passed and that tell the
// groups apart. Source: the comment routing of Polis.
func Priority(agrees, passes, seen int, extremity float64) float64 {
	importance := (1 - smoothed(passes, seen)) * (extremity + 1) * smoothed(agrees, seen)
	p := importance * (1 + 8*math.Exp2(-float64(seen)/5))
	return p * p
}

func (r *Result) priorities(meta []bool) []float64 {
	out := make([]float64, len(r.Statements))
	for j := range out {
		if meta[j] {
			out[j] = metaPriority
			continue
		}
		var agrees, disagrees, seen int
		for g := range r.Groups {
			agrees += r.Groups[g].Agrees[j]
			disagrees += r.Groups[g].Disagrees[j]
			seen += r.Groups[g].Seen[j]
		}
		out[j] = Priority(agrees, seen-agrees-disagrees, seen, r.Extremity[j])
	}
	return out
}

// Next draws one of the statements by weight: the lottery that decides what a
// person sees next. The candidates are the ids of the statements the person may
// be shown; u is a random number in [0, 1). A statement nobody has voted on yet
// has the weight Priority gives to no votes. It returns false if there are no
// candidates. A nil Result gives all the same weight.
func (r *Result) Next(candidates []int, u float64) (int, bool) {
	if len(candidates) == 0 {
		return 0, false
	}
	weights := r.weights(candidates)
	var sum float64
	for _, w := range weights {
		sum += w
	}
	u *= sum
	for i, w := range weights {
		if u < w {
			return candidates[i], true
		}
		u -= w
	}
	return candidates[len(candidates)-1], true
}

func (r *Result) weights(candidates []int) []float64 {
	weights := make([]float64, len(candidates))
	for i, id := range candidates {
		weights[i] = Priority(0, 0, 0, 0)
		if r == nil {
			continue
		}
		if j, ok := slices.BinarySearch(r.Statements, id); ok {
			weights[i] = r.Priorities[j]
		}
	}
	return weights
}
