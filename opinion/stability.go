package opinion

// drawStarts is how many starts the search makes in each redrawn set.
const drawStarts = 3

// stability draws as many people anew, with some twice and some not at all, finds
// components and groups for them, and compares the grouping of everyone in the
// summary with the one given. It returns the mean adjusted Rand index, and for
// each group the mean largest Jaccard index. The components are found within the
// first eight. Source: Hennig, "Cluster-wise assessment of cluster stability",
// Computational Statistics & Data Analysis 52, 2007.
func (s *summary) stability(f fit, dims int, o Options) (float64, []float64) {
	index, overlaps := make([]float64, o.Draws), make([][]float64, o.Draws)
	each(o.Draws, o.Workers, func(i int) {
		again := s.redrawn(len(f.centers), dims, source(1000+i))
		index[i], overlaps[i] = compare(f.group, again, len(f.centers))
	})
	var mean float64
	perGroup := make([]float64, len(f.centers))
	for i := range index {
		mean += index[i] / float64(o.Draws)
		add(perGroup, overlaps[i], 1/float64(o.Draws))
	}
	return mean, perGroup
}

func (s *summary) redrawn(k, dims int, seed source) []int {
	weights := make([]float64, len(s.people))
	for range s.people {
		weights[seed.below(len(weights))]++
	}
	points := s.turned(weights, dims)
	for i := range weights {
		weights[i] /= s.scale[i] * s.scale[i]
	}
	return manyStarts(points, weights, k, drawStarts, 0, seed).group
}

// turned returns the views on the components of the weighted people.
func (s *summary) turned(weights []float64, dims int) []lane {
	h := vectors(2*lanes, 2*lanes)
	for i, w := range weights {
		if w == 0 {
			continue
		}
		v := s.eight(i)
		for a := range v {
			for b := range a + 1 {
				h[a][b] += w * v[a] * v[b]
			}
		}
	}
	for a := range h {
		for b := range a {
			h[b][a] = h[a][b]
		}
	}
	_, axes := jacobi(h)
	points := make([]lane, len(weights))
	for i := range points {
		v := s.eight(i)
		for k := range dims {
			points[i][k] = s.scale[i] * s.scale[i] * dot(axes[k], v[:])
		}
	}
	return points
}

func (s *summary) eight(i int) (v [2 * lanes]float64) {
	copy(v[:], s.near[i][:])
	copy(v[lanes:], s.far[i][:])
	return v
}

// compare returns the adjusted Rand index of two groupings into k, and for each
// group of the first its largest Jaccard index with a group of the second.
func compare(a, b []int, k int) (float64, []float64) {
	table := vectors(k, k)
	rows, cols := make([]float64, k), make([]float64, k)
	for i := range a {
		table[a[i]][b[i]]++
		rows[a[i]]++
		cols[b[i]]++
	}
	var both float64
	jaccard := make([]float64, k)
	for x := range k {
		for y, n := range table[x] {
			both += n * (n - 1) / 2
			if n > 0 {
				jaccard[x] = max(jaccard[x], n/(rows[x]+cols[y]-n))
			}
		}
	}
	return randIndex(both, pairsOf(rows), pairsOf(cols), len(a)), jaccard
}

func pairsOf(counts []float64) (sum float64) {
	for _, n := range counts {
		sum += n * (n - 1) / 2
	}
	return sum
}
