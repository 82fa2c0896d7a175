package opinion

import (
	"cmp"
	"slices"
)

// Numbers of the Polis method.
const (
	baseClusters = 100
	baseRounds   = 100
	groupRounds  = 20
	fewestOnMap  = 15
)

// analyzeCompat follows Polis step by step from a cold start.
func analyzeCompat(m *Matrix, o Options) *Result {
	m = m.byFirstVote()
	cols := o.columns(m.tids)
	r := newResult(Compat, m.pids, cols)
	r.Votes, r.Clear = m.Len(), true
	count := tally(m.rows, len(m.tids), o.Workers)
	c := center(m.rows, count, cols.out, o.Workers)
	r.Mean = c.mean
	var found [][]float64
	for k := range r.Components {
		v, _ := powerIteration(c, c.width, found)
		r.Components[k], found = v, append(found, v)
		r.Variances[k] = variance(c, v)
	}
	r.placeCompat(c)
	r.OnMap = onMapCompat(m, o)
	r.groupCompat(o)
	r.countGroups(m.rows, o.Workers)
	r.describe(count, cols)
	return r
}

// byFirstVote orders the rows by the first statement voted on and then by id:
// the order in which Polis meets them when it loads a conversation.
func (m *Matrix) byFirstVote() *Matrix {
	order := make([]int, len(m.rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(statementOf(m.rows[a][0]), statementOf(m.rows[b][0]))
	})
	sorted := &Matrix{tids: m.tids}
	for _, i := range order {
		sorted.pids = append(sorted.pids, m.pids[i])
		sorted.rows = append(sorted.rows, m.rows[i])
	}
	return sorted
}

func variance(op operator, v []float64) float64 {
	w := make([]float64, len(v))
	op.apply([][]float64{w}, [][]float64{v})
	return dot(v, w)
}

// placeCompat counts a statement moderated out as voted on by all: Polis sets its
// column to 0, which is a vote.
func (r *Result) placeCompat(c *centered) {
	r.Points = make([]point, len(c.rows))
	c.project(r.Components[:], r.out, c.width-countFalse(r.out), func(i int, p lane, _ float64) {
		r.Points[i] = point{p[0], p[1]}
	})
	r.placeStatements(c.width)
}

// onMapCompat is who has enough votes; if they are fewer than 15, the most
// active are taken until there are 15.
func onMapCompat(m *Matrix, o Options) []bool {
	enough := min(o.MinVotes, len(m.tids))
	in, n := enoughVotes(m, o, enough), 0
	var rest []int
	for i := range in {
		if in[i] {
			n++
		} else {
			rest = append(rest, i)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return len(m.rows[b]) - len(m.rows[a]) })
	for _, i := range rest[:min(len(rest), max(0, fewestOnMap-n))] {
		in[i] = true
	}
	return in
}

func enoughVotes(m *Matrix, o Options, enough int) []bool {
	in, keep := make([]bool, len(m.rows)), indexOf(o.Keep)
	for i, row := range m.rows {
		_, kept := keep[m.pids[i]]
		in[i] = kept || len(row) >= enough
	}
	return in
}

// groupCompat makes base clusters of the people and groups of those, and takes
// the number of groups with the largest silhouette; of equals the larger.
func (r *Result) groupCompat(o Options) {
	var people []int
	var points []point
	for i, in := range r.OnMap {
		if in {
			people, points = append(people, i), append(points, r.Points[i])
		}
	}
	r.base, r.baseRounds = lloyd(points, ones(len(points)), baseClusters, baseRounds)
	centers, weights := make([]point, len(r.base)), make([]float64, len(r.base))
	for b := range r.base {
		centers[b], weights[b] = r.base[b].center, float64(len(r.base[b].members))
		for n, i := range r.base[b].members {
			r.base[b].members[n] = people[i]
		}
	}
	best := -1
	for k := 2; k <= min(o.MaxGroups, 2+len(r.base)/12); k++ {
		r.Candidates = append(r.Candidates, candidateCompat(centers, weights, k))
		last := len(r.Candidates) - 1
		if best < 0 || r.Candidates[last].Silhouette >= r.Candidates[best].Silhouette {
			best = last
		}
	}
	if o.Steady != nil {
		best = o.Steady.next(r.Candidates[best].K, len(r.Candidates)) - 2
	}
	r.assignCompat(best)
}

// Steady keeps the number of groups from jumping back and forth: a new number is
// taken when it has been the best four times running. The first is taken as it
// is.
type Steady struct {
	K           int // the number held on to; 0 before the first
	Last, Times int // the best of late, and how many times running
}

// steadyTimes is how often a new number must be the best.
const steadyTimes = 4

func (s *Steady) next(best, candidates int) int {
	if best != s.Last {
		s.Last, s.Times = best, 0
	}
	s.Times++
	if s.K == 0 || s.Times >= steadyTimes || s.K > candidates+1 {
		s.K = best
	}
	return s.K
}

func candidateCompat(centers []point, weights []float64, k int) Candidate {
	clusters, _ := lloyd(centers, weights, k, groupRounds)
	group := make([]int, len(centers))
	for g, c := range clusters {
		for _, b := range c.members {
			group[b] = g
		}
	}
	return Candidate{K: k, Silhouette: silhouette(centers, group, len(clusters)), clusters: clusters}
}

func (r *Result) assignCompat(best int) {
	r.GroupOf = make([]int8, len(r.OnMap))
	for i := range r.GroupOf {
		r.GroupOf[i] = -1
	}
	for g, c := range r.Candidates[best].clusters {
		r.Groups = append(r.Groups, Group{ID: c.id})
		for _, b := range c.members {
			for _, i := range r.base[b].members {
				r.GroupOf[i] = int8(g)
			}
		}
	}
}

// countGroups counts sizes and votes of the groups.
func (r *Result) countGroups(rows [][]cell, workers int) {
	width, k := 4*len(r.Statements), len(r.Groups)
	counts := make([][]int32, (len(rows)+partSize-1)/partSize)
	parts(len(rows), workers, func(p, from, to int) {
		sum := make([]int32, width*k)
		for i := from; i < to; i++ {
			g := r.GroupOf[i]
			if g < 0 {
				continue
			}
			own := sum[int(g)*width:][:width]
			for _, v := range rows[i] {
				own[v]++
			}
		}
		counts[p] = sum
	})
	total := make([]int32, width*k)
	for _, sum := range counts {
		for i, n := range sum {
			total[i] += n
		}
	}
	r.takeCounts(total)
}

func (r *Result) takeCounts(total []int32) {
	width := 4 * len(r.Statements)
	for g := range r.Groups {
		own, group := total[g*width:][:width], &r.Groups[g]
		group.Agrees, group.Disagrees, group.Seen = nil, nil, nil
		for j := 0; j < width; j += 4 {
			group.Disagrees = append(group.Disagrees, int(own[j]))
			group.Agrees = append(group.Agrees, int(own[j+2]))
			group.Seen = append(group.Seen, int(own[j]+own[j+1]+own[j+2]))
		}
		group.Size = 0
	}
	for _, g := range r.GroupOf {
		if g >= 0 {
			r.Groups[g].Size++
		}
	}
}
