package opinion

import (
	"cmp"
	"math"
	"slices"
)

// summarySize is how many people the search for groups looks at: everyone if
// there are no more, otherwise those drawn by a fixed hash of their id, so that
// the order in which people came does not matter and a new person seldom changes
// who is drawn. Everybody is then put in the nearest group. Centres found from
// 2048 people are off by a few hundredths of the spread of a group.
const summarySize = 2048

// summary is the people looked at.
type summary struct {
	people []int     // rows
	rows   [][]cell  // their votes
	scale  []float64 // sqrt(m / n_i), see project
	near   []lane    // their places on components 1 to 4, without the scale
	far    []lane    // on components 5 to 8
}

// drawPeople returns at most n of the rows that are in, in order.
func drawPeople(pids []int, in []bool, n int) []int {
	type drawn struct {
		row  int
		hash uint64
	}
	inside := 0
	for _, b := range in {
		inside += b2i(b)
	}
	var list []drawn
	for most := threshold(n, inside); ; most = max(most, most*2) {
		list = list[:0]
		for i, b := range in {
			if h := mix(uint64(pids[i]) ^ 0x6f70696e696f6e); b && h <= most {
				list = append(list, drawn{i, h})
			}
		}
		if len(list) >= min(n, inside) {
			break
		}
	}
	slices.SortFunc(list, func(a, b drawn) int { return cmp.Compare(a.hash, b.hash) })
	rows := make([]int, 0, n)
	for _, d := range list[:min(n, len(list))] {
		rows = append(rows, d.row)
	}
	slices.Sort(rows)
	return rows
}

// threshold is a hash that somewhat more than n of the people are below.
func threshold(n, people int) uint64 {
	share := 1.2 * float64(n) / float64(max(1, people))
	if share >= 0.5 {
		return math.MaxUint64
	}
	return uint64(share * math.MaxUint64)
}

func (l *Live) summarize(in []bool, size int) summary {
	s := summary{people: drawPeople(l.m.pids, in, size)}
	scale := scales(countFalse(l.cols.out), 0)
	for _, i := range s.people {
		s.rows = append(s.rows, l.m.rows[i])
		s.scale = append(s.scale, scale[countVoted(l.m.rows[i], l.cols.out)])
	}
	return s
}

// place puts the people on up to eight components.
func (s *summary) place(c *centered, comps [][]float64) {
	part := centered{rows: s.rows, width: c.width, mean: c.mean, dev: c.dev}
	s.near = part.scores(comps[:min(lanes, len(comps))])
	s.far = part.scores(comps[min(lanes, len(comps)):])
}

// scores is project without the scale.
func (c *centered) scores(comps [][]float64) []lane {
	table, out := c.table(comps), make([]lane, len(c.rows))
	for i, row := range c.rows {
		out[i] = lookUp(table, row)
	}
	return out
}

// points returns the places on the first components as on the map, where whoever
// has voted little is near the middle, and all are as uncertain.
func (s *summary) points(dimensions int) []lane {
	out := make([]lane, len(s.near))
	for i, p := range s.near {
		out[i] = flat(times(p, s.scale[i]), dimensions)
	}
	return out
}

// views returns the places where each would be with votes on all statements, as
// far as those given tell, and weights: an uncertain place weighs less. A person
// of a group with the centre c is expected at c/s_i on the map, all with the same
// spread, so the group of a person and the centre of a group are most likely
// those of k-means with the places s_i·p_i and the weights 1/s_i².
func (s *summary) views(dimensions int) (places []lane, weights []float64) {
	places, weights = make([]lane, len(s.near)), make([]float64, len(s.near))
	for i, p := range s.near {
		square := s.scale[i] * s.scale[i]
		places[i], weights[i] = flat(times(p, square), dimensions), 1/square
	}
	return places, weights
}

// flat sets what is beyond the dimensions to 0.
func flat(p lane, dimensions int) lane {
	for k := dimensions; k < lanes; k++ {
		p[k] = 0
	}
	return p
}

// busy marks the half with the most votes, and those with as many.
func (s *summary) busy() []bool {
	sorted := slices.Sorted(slices.Values(s.scale))
	out := make([]bool, len(s.scale))
	for i, v := range s.scale {
		out[i] = v <= sorted[len(sorted)/2]
	}
	return out
}
