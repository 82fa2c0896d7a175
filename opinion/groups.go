package opinion

import (
	"cmp"
	"slices"
)

// leastStability is the least mean adjusted Rand index of clear groups.
const leastStability = 0.75

// leastSeparation is the least separation of k clear groups. One cloud of a
// normal distribution cut in two along its length has 2.65, cut in five 2.96, as
// its pieces are more even; pieces of a quite even cloud have 3.46.
func leastSeparation(k int) float64 {
	if k == 2 {
		return 3
	}
	return 3.3
}

// grouping is what the search found.
type grouping struct {
	clear      bool
	dimensions int
	centers    []lane // largest group first
	stability  []float64
	candidates []Candidate
}

// search looks for the number of groups and their centres. Of the numbers whose
// groups are all large enough, stand apart and come back when the people are
// drawn anew, the one with the largest silhouette is taken. There are no clear
// groups if none is so, or if no component tells more than chance.
func (s *summary) search(dims, people int, o Options) grouping {
	g := grouping{dimensions: dims}
	points := s.points(dims)
	places, weights := s.views(dims)
	if dims == 0 || len(points) < 2*minPeople {
		return g
	}
	least := max(o.MinShare, float64(minPeople)/float64(people))
	fits := make([]fit, o.MaxGroups-1)
	each(len(fits), o.Workers, func(i int) {
		fits[i] = manyStarts(places, weights, i+2, o.Starts, least, source(i+2))
	})
	busy := s.busy()
	for i, sil := range silhouettes(points, fits, o.Workers) {
		g.candidates = append(g.candidates, Candidate{
			K: i + 2, Silhouette: sil, Separation: separation(fits[i], points, busy),
			Smallest: smallest(fits[i]),
		})
	}
	s.choose(&g, fits, least, o)
	return g
}

// choose tries the candidates by silhouette, the largest first, and takes the
// first that is stable.
func (s *summary) choose(g *grouping, fits []fit, least float64, o Options) {
	order := make([]int, len(fits))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(g.candidates[b].Silhouette, g.candidates[a].Silhouette)
	})
	for _, i := range order {
		c := &g.candidates[i]
		if c.Smallest < least || c.Separation < leastSeparation(c.K) {
			continue
		}
		var comeback []float64
		if c.Stability, comeback = s.stability(fits[i], g.dimensions, o); c.Stability >= leastStability {
			g.take(fits[i], comeback)
			return
		}
	}
}

// take puts the groups in order of size; of equals the one with the first
// person comes first.
func (g *grouping) take(f fit, comeback []float64) {
	sizes, first := make([]int, len(f.centers)), make([]int, len(f.centers))
	for i := len(f.group) - 1; i >= 0; i-- {
		sizes[f.group[i]]++
		first[f.group[i]] = i
	}
	order := make([]int, len(f.centers))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if sizes[a] != sizes[b] {
			return sizes[b] - sizes[a]
		}
		return first[a] - first[b]
	})
	g.clear = true
	for _, i := range order {
		g.centers = append(g.centers, f.centers[i])
		g.stability = append(g.stability, comeback[i])
	}
}
