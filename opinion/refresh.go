package opinion

import "slices"

// result makes the map of the default mode.
func (l *Live) result() *Result {
	r := newResult(Default, slices.Clone(l.m.pids), l.cols)
	r.Statements = slices.Clone(l.m.tids)
	count := l.tally()
	for _, n := range count {
		r.Votes += int(n)
	}
	c := center(l.m.rows, count, l.cols.out, l.o.Workers)
	r.Mean = c.mean
	r.OnMap = enoughVotes(l.m, l.o, min(l.o.MinVotes, len(l.m.tids)))
	dims := dimensions(c, l.summarize(r.OnMap, chancePeople).rows, l.o.Workers)
	comps := l.components(r, c, max(2, dims))
	s := l.summarize(r.OnMap, summarySize)
	s.place(c, comps)
	found := s.search(dims, r.CountOnMap(), l.o)
	l.assign(r, c, comps, found)
	r.placeStatements(countFalse(l.cols.out))
	l.countGroups(r)
	r.describe(count, l.cols)
	return r
}

func (l *Live) tally() []int32 {
	if l.sums != nil {
		return l.sums.count()
	}
	return tally(l.m.rows, len(l.m.tids), l.o.Workers)
}

// exactness is how near the components are to eigenvectors: ‖Cv−θv‖ ≤ 1e-10·θ₁.
const exactness = 1e-10

// Where variances are close to one another the iteration takes many rounds. If a
// few on the votes do not do, pair sums are made for the rest.
const (
	fewRounds  = 3
	mostRounds = 300
)

// components finds the first eight, of which so many exactly.
func (l *Live) components(r *Result, c *centered, exact int) [][]float64 {
	e := eigen{
		op: c, width: c.width, exact: exact, rough: 2*lanes - exact,
		tol: exactness, spare: 2, rounds: mostRounds, basis: 40, start: l.comps,
	}
	if l.sums == nil && c.width <= pairLimit {
		e.rounds = fewRounds
	}
	if l.sums != nil {
		e.op = l.sums.dense(c.mean, l.cols.out)
	}
	values, comps, done := e.solve()
	if l.comps = comps; !done && e.rounds == fewRounds {
		l.sum()
		return l.components(r, c, exact)
	}
	comps = cloneVectors(comps)
	for len(comps) < 2*lanes {
		comps, values = append(comps, make([]float64, c.width)), append(values, 0)
	}
	for _, v := range comps {
		for j, out := range l.cols.out {
			if out {
				v[j] = 0 // it is, but for rounding
			}
		}
	}
	faceForward(comps)
	r.Components, r.Variances = [2][]float64(comps[:2]), [2]float64(values[:2])
	return comps
}

func cloneVectors(v [][]float64) [][]float64 {
	out := make([][]float64, len(v))
	for i := range v {
		out[i] = slices.Clone(v[i])
	}
	return out
}

// assign is the one pass over all votes: it places everyone, and puts those on
// the map in the nearest group.
func (l *Live) assign(r *Result, c *centered, comps [][]float64, found grouping) {
	r.Clear, r.Dimensions, r.Candidates = found.clear, found.dimensions, found.candidates
	if !found.clear {
		found.centers, found.stability = []lane{{}}, []float64{0}
	}
	for g := range found.centers {
		r.Groups = append(r.Groups, Group{ID: g, Stability: found.stability[g]})
	}
	r.Points, r.GroupOf = make([][2]float64, len(c.rows)), make([]int8, len(c.rows))
	c.project(comps[:lanes], l.cols.out, 0, func(i int, p lane, scale float64) {
		r.Points[i], r.GroupOf[i] = point{p[0], p[1]}, -1
		if r.OnMap[i] {
			q := flat(times(p, scale), found.dimensions)
			g, _ := nearestLane(&q, found.centers)
			r.GroupOf[i] = int8(g)
		}
	})
}

// countGroups counts the votes of the groups. If there are as many groups as in
// the last result, only the people who changed group are counted anew.
func (l *Live) countGroups(r *Result) {
	k, width := len(r.Groups), 4*len(l.m.tids)
	if moved, ok := l.match(r); !ok || !l.recount(r, moved) {
		r.countGroups(l.m.rows, l.o.Workers)
		l.counts = make([][]int32, k)
		for g := range l.counts {
			l.counts[g] = r.Groups[g].cells(width)
		}
	}
	l.groups = slices.Clone(r.GroupOf)
}

func (g *Group) cells(width int) []int32 {
	out := make([]int32, width)
	for j := range g.Seen {
		no, yes := g.Disagrees[j], g.Agrees[j]
		out[4*j], out[4*j+1], out[4*j+2] = int32(no), int32(g.Seen[j]-no-yes), int32(yes)
	}
	return out
}

// match finds for each group the one of the last result it has most people in
// common with.
func (l *Live) match(r *Result) ([]int, bool) {
	k := len(r.Groups)
	if len(l.groups) != len(r.GroupOf) || len(l.counts) != k {
		return nil, false
	}
	common := make([][8]int, k)
	for i, g := range r.GroupOf {
		if g >= 0 && l.groups[i] >= 0 {
			common[g][l.groups[i]]++
		}
	}
	from, taken := make([]int, k), [8]bool{}
	for g := range common {
		for old, n := range common[g] {
			if n > common[g][from[g]] {
				from[g] = old
			}
		}
		if taken[from[g]] {
			return nil, false
		}
		taken[from[g]] = true
	}
	return from, true
}

// recount moves the votes of those who changed group; false if they are so many
// that counting all is as quick.
func (l *Live) recount(r *Result, from []int) bool {
	to, changed := make([]int8, len(from)), []int{}
	for g, old := range from {
		to[old] = int8(g)
	}
	for i, old := range l.groups {
		if old >= 0 {
			old = to[old]
		}
		if old != r.GroupOf[i] {
			changed = append(changed, i)
		}
		if len(changed) > len(l.groups)/4 {
			return false
		}
	}
	counts := make([][]int32, len(from))
	for g, old := range from {
		counts[g] = l.counts[old]
	}
	for _, i := range changed {
		if old := l.groups[i]; old >= 0 {
			tallyRow(counts[to[old]], l.m.rows[i], -1)
		}
		if g := r.GroupOf[i]; g >= 0 {
			tallyRow(counts[g], l.m.rows[i], 1)
		}
	}
	l.counts = counts
	r.takeCounts(slices.Concat(counts...))
	return true
}

func tallyRow(count []int32, row []cell, sign int32) {
	for _, v := range row {
		count[v] += sign
	}
}
