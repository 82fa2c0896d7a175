package opinion

import (
	"cmp"
	"math"
	"slices"
)

// Difference is how one group votes on one statement beside the other groups.
// Votes of people in no group are in neither.
type Difference struct {
	Agrees, Disagrees, Seen     int
	AgreeShare, DisagreeShare   float64 // (n+1)/(S+2)
	AgreeTest, DisagreeTest     float64 // the share against a half, see Proportion
	AgreeRatio, DisagreeRatio   float64 // the share to that of the others
	AgreeVersus, DisagreeVersus float64 // this group against the others, see TwoProportions
}

// Difference returns the figures of a group and a statement, by their indexes.
// Source: the representativeness of Polis. A pass counts among the votes and for
// neither side.
func (r *Result) Difference(group, statement int) Difference {
	g := &r.Groups[group]
	d := Difference{Agrees: g.Agrees[statement], Disagrees: g.Disagrees[statement], Seen: g.Seen[statement]}
	var agrees, disagrees, seen int
	for i := range r.Groups {
		if i != group {
			agrees += r.Groups[i].Agrees[statement]
			disagrees += r.Groups[i].Disagrees[statement]
			seen += r.Groups[i].Seen[statement]
		}
	}
	d.AgreeShare, d.DisagreeShare = smoothed(d.Agrees, d.Seen), smoothed(d.Disagrees, d.Seen)
	d.AgreeTest, d.DisagreeTest = Proportion(d.Agrees, d.Seen), Proportion(d.Disagrees, d.Seen)
	d.AgreeRatio = d.AgreeShare / smoothed(agrees, seen)
	d.DisagreeRatio = d.DisagreeShare / smoothed(disagrees, seen)
	d.AgreeVersus = TwoProportions(d.Agrees, agrees, d.Seen, seen)
	d.DisagreeVersus = TwoProportions(d.Disagrees, disagrees, d.Seen, seen)
	return d
}

func (d Difference) agreePasses() bool    { return d.AgreeVersus > z90 && d.AgreeTest > z90 }
func (d Difference) disagreePasses() bool { return d.DisagreeVersus > z90 && d.DisagreeTest > z90 }

// side is the choice the statement tells of. Compat takes the side that differs
// more, even if only the other passed the tests; the default the one that passed.
func (d Difference) side(mode Mode) Choice {
	agree := d.AgreeVersus > d.DisagreeVersus
	if mode == Default && d.agreePasses() != d.disagreePasses() {
		agree = d.agreePasses()
	}
	if agree {
		return Agree
	}
	return Disagree
}

func (d Difference) telling(id int, side Choice) Telling {
	t := Telling{Statement: id, Choice: side, Trials: d.Seen, Agrees: d.Agrees}
	if side == Agree {
		t.Successes, t.Share, t.ShareTest = d.Agrees, d.AgreeShare, d.AgreeTest
		t.Ratio, t.RatioTest = d.AgreeRatio, d.AgreeVersus
		return t
	}
	t.Successes, t.Share, t.ShareTest = d.Disagrees, d.DisagreeShare, d.DisagreeTest
	t.Ratio, t.RatioTest = d.DisagreeRatio, d.DisagreeVersus
	return t
}

func (t Telling) weight() float64 { return t.Ratio * t.RatioTest * t.Share * t.ShareTest }

// mostTelling is how many statements are told of a group.
const mostTelling = 5

// telling chooses the statements of a group: the one it agrees with best, then
// those that pass the tests, by weight, agreed ones before disagreed ones. If
// none passes, the best agreed one or the one that differs most.
func (r *Result) telling(group int) []Telling {
	var passed []Telling
	best, most := -1, -1
	var bestD, mostD Difference
	for j, id := range r.Statements {
		if r.out[j] {
			continue
		}
		d := r.Difference(group, j)
		if d.agreePasses() || d.disagreePasses() {
			passed = append(passed, d.telling(id, d.side(r.Mode)))
		}
		if betterAgreed(d, bestD, best < 0) {
			best, bestD = j, d
		}
		if most < 0 || versus(d) > versus(mostD) {
			most, mostD = j, d
		}
	}
	if len(passed) == 0 && best < 0 && most >= 0 {
		return []Telling{mostD.telling(r.Statements[most], mostD.side(r.Mode))}
	}
	return r.order(passed, best, bestD)
}

func versus(d Difference) float64 { return max(d.AgreeVersus, d.DisagreeVersus) }

// betterAgreed is the rule for the best agreed statement, over statements in
// order: the first must pass a test, a later one beat the best so far.
func betterAgreed(d, best Difference, first bool) bool {
	switch {
	case d.Agrees == 0 && d.Disagrees == 0:
		return false
	case first:
		return d.AgreeTest > z90 || d.AgreeRatio > 1 && d.AgreeShare > 0.5
	case best.AgreeRatio > 1:
		return agreeWeight(d) > agreeWeight(best)
	}
	return d.AgreeShare*d.AgreeTest > best.AgreeShare*best.AgreeTest
}

func agreeWeight(d Difference) float64 {
	return d.AgreeRatio * d.AgreeVersus * d.AgreeShare * d.AgreeTest
}

func (r *Result) order(passed []Telling, best int, bestD Difference) []Telling {
	slices.SortStableFunc(passed, func(a, b Telling) int { return cmp.Compare(b.weight(), a.weight()) })
	var list []Telling
	if best >= 0 {
		side := Agree
		if r.Mode == Compat {
			side = bestD.side(Compat)
		}
		t := bestD.telling(r.Statements[best], side)
		t.Best = true
		list = append(list, t)
	}
	for _, t := range passed {
		if len(list) < mostTelling && (best < 0 || t.Statement != r.Statements[best]) {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b Telling) int { return cmp.Compare(b.Choice, a.Choice) })
	return list
}

// majorities returns the statements everyone together agrees or disagrees with:
// share over a half, test value over z₉₀, the largest share·test first.
func majorities(r *Result, count []int32, side Choice) []Majority {
	var list []Majority
	for j, id := range r.Statements {
		n := int(count[4*j] + count[4*j+1] + count[4*j+2])
		s := int(count[4*j+int(side)+1])
		m := Majority{id, s, n, smoothed(s, n), Proportion(s, n)}
		if !r.out[j] && m.Share > 0.5 && m.ShareTest > z90 {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b Majority) int {
		return cmp.Compare(b.Share*b.ShareTest, a.Share*a.ShareTest)
	})
	return list[:min(len(list), mostTelling)]
}

// aware is the group-aware consensus: Π_g (n_g+1)/(S_g+2). A group that passes
// pulls it down as one that disagrees does.
func (r *Result) aware(votes func(*Group) []int) []float64 {
	out := ones(len(r.Statements))
	for g := range r.Groups {
		n := votes(&r.Groups[g])
		for j, seen := range r.Groups[g].Seen {
			out[j] *= smoothed(n[j], seen)
		}
	}
	return out
}

// describe fills in what follows from the groups and their votes.
func (r *Result) describe(count []int32, cols columns) {
	for g := range r.Groups {
		if len(r.Groups) > 1 {
			r.Groups[g].Telling = r.telling(g)
		}
	}
	r.Consensus = r.aware(func(g *Group) []int { return g.Agrees })
	r.Dissensus = r.aware(func(g *Group) []int { return g.Disagrees })
	r.AgreedByAll = majorities(r, count, Agree)
	r.RejectedByAll = majorities(r, count, Disagree)
	r.Priorities = r.priorities(cols.meta)
}

// placeStatements puts each statement where someone who only agreed with it
// would be: sqrt(m)·(1 − μ_j)·(c₁_j, c₂_j).
func (r *Result) placeStatements(m int) {
	r.StatementPoints = make([][2]float64, len(r.Statements))
	r.Extremity = make([]float64, len(r.Statements))
	for j := range r.Statements {
		if r.out[j] {
			continue
		}
		s := math.Sqrt(float64(m)) * (1 - r.Mean[j])
		p := [2]float64{s * r.Components[0][j], s * r.Components[1][j]}
		r.StatementPoints[j], r.Extremity[j] = p, math.Hypot(p[0], p[1])
	}
}
