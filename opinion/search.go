package opinion

import (
	"math"
	"slices"
)

// fit is one grouping of the people of a summary.
type fit struct {
	centers []lane
	group   []int   // of each point
	within  float64 // weighted sum of squares to the centres
}

// manyStarts looks for k groups from many fixed starts and returns the tightest
// of those whose groups all have at least the least share of the points; if
// there is none, the tightest of all. A start is drawn so that centres lie far apart (Arthur
// and Vassilvitskii, "k-means++", SODA 2007); then centres move to the middle of
// their points until no point changes group (Lloyd 1982).
func manyStarts(points []lane, weights []float64, k, starts int, least float64, seed source) fit {
	var best fit
	bestLarge := false
	for range starts {
		f := descend(points, weights, spread(points, weights, k, &seed))
		large := smallest(f) >= least
		if best.centers == nil || large && !bestLarge || large == bestLarge && f.within < best.within*(1-1e-9) {
			best, bestLarge = f, large
		}
	}
	return best
}

// smallest is the share of the smallest group.
func smallest(f fit) float64 {
	return slices.Min(groupSizes([]fit{f})[0]) / float64(len(f.group))
}

func square(a, b *lane) float64 {
	d0, d1, d2, d3 := a[0]-b[0], a[1]-b[1], a[2]-b[2], a[3]-b[3]
	return d0*d0 + d1*d1 + d2*d2 + d3*d3
}

// spread draws k points, each by weight and the square of its distance to the
// nearest drawn before.
func spread(points []lane, weights []float64, k int, seed *source) []lane {
	far := make([]float64, len(points))
	for i := range far {
		far[i] = math.Inf(1)
	}
	centers := []lane{points[draw(weights, seed)]}
	chance := make([]float64, len(points))
	for len(centers) < k {
		last := &centers[len(centers)-1]
		for i := range points {
			far[i] = min(far[i], square(&points[i], last))
			chance[i] = far[i] * weights[i]
		}
		centers = append(centers, points[draw(chance, seed)])
	}
	return centers
}

func draw(chance []float64, seed *source) int {
	var sum float64
	for _, c := range chance {
		sum += c
	}
	u := seed.float() * sum
	for i, c := range chance {
		if u < c {
			return i
		}
		u -= c
	}
	return len(chance) - 1
}

// descentRounds bounds the rounds of one start; most need far fewer.
const descentRounds = 60

func descend(points []lane, weights []float64, centers []lane) fit {
	f := fit{centers: centers, group: make([]int, len(points))}
	for n := range descentRounds {
		moved := assign(&f, points, weights)
		if moved == 0 && n > 0 {
			break
		}
		recenter(&f, points, weights)
	}
	return f
}

// assign sends each point to the nearest centre, the first of equals.
func assign(f *fit, points []lane, weights []float64) (moved int) {
	f.within = 0
	for i := range points {
		g, d := nearestLane(&points[i], f.centers)
		if g != f.group[i] {
			f.group[i], moved = g, moved+1
		}
		f.within += weights[i] * d
	}
	return moved
}

func nearestLane(p *lane, centers []lane) (int, float64) {
	best, least := 0, math.Inf(1)
	for g := range centers {
		if d := square(p, &centers[g]); d < least {
			best, least = g, d
		}
	}
	return best, least
}

func recenter(f *fit, points []lane, weights []float64) {
	sums, totals := make([]lane, len(f.centers)), make([]float64, len(f.centers))
	for i := range points {
		s, w, p := &sums[f.group[i]], weights[i], &points[i]
		s[0] += w * p[0]
		s[1] += w * p[1]
		s[2] += w * p[2]
		s[3] += w * p[3]
		totals[f.group[i]] += w
	}
	for g := range sums {
		if totals[g] > 0 {
			f.centers[g] = times(sums[g], 1/totals[g])
		}
	}
}

// separation returns the least distance of two groups along the line between
// their centres, in units of their spread: D = √2·|μ₁−μ₂|/√(σ₁²+σ₂²). Only the
// busy people are looked at: whoever has voted little is near the middle,
// whatever they think. Source: Ashman, Bird, Zepf, "Detecting bimodality in
// astronomical datasets", The Astronomical Journal 108, 1994.
func separation(f fit, all []lane, busy []bool) float64 {
	f.centers = slices.Clone(f.centers)
	var points []lane
	var group []int
	for i, b := range busy {
		if b {
			points, group = append(points, all[i]), append(group, f.group[i])
		}
	}
	f.group = group
	recenter(&f, points, ones(len(points)))
	least := math.Inf(1)
	for a := range f.centers {
		for b := range a {
			least = min(least, f.apart(points, a, b))
		}
	}
	return least
}

func (f fit) apart(points []lane, a, b int) float64 {
	d := math.Sqrt(square(&f.centers[a], &f.centers[b]))
	if d == 0 {
		return 0
	}
	va, vb := f.along(points, a, b), f.along(points, b, a)
	return d * math.Sqrt2 / math.Sqrt(max(va+vb, 1e-12*d*d))
}

// along is the variance of group a on the line from a to b.
func (f fit) along(points []lane, a, b int) float64 {
	var sum, n float64
	for i := range points {
		if f.group[i] != a {
			continue
		}
		var t float64
		for k := range points[i] {
			t += (points[i][k] - f.centers[a][k]) * (f.centers[b][k] - f.centers[a][k])
		}
		sum += t * t
		n++
	}
	return sum / max(1, n) / square(&f.centers[a], &f.centers[b])
}

// silhouettePeople is how many points the mean silhouette is taken over, evenly
// chosen; their distances are to all points.
const silhouettePeople = 512

// silhouettes returns the mean silhouette of each fit; the distances are
// computed once for all. See silhouette.
func silhouettes(points []lane, fits []fit, workers int) []float64 {
	const step = 128
	n := min(silhouettePeople, len(points))
	sums, sizes := make([][]float64, (n+step-1)/step), groupSizes(fits)
	each(len(sums), workers, func(p int) {
		sums[p] = make([]float64, len(fits))
		far := make([]float64, len(points))
		for at := p * step; at < min(n, (p+1)*step); at++ {
			i := at * len(points) / n
			for j := range points {
				far[j] = math.Sqrt(square(&points[i], &points[j]))
			}
			addSilhouettes(sums[p], far, i, fits, sizes)
		}
	})
	total := make([]float64, len(fits))
	for _, part := range sums {
		add(total, part, 1/float64(n))
	}
	return total
}

func groupSizes(fits []fit) [][]float64 {
	sizes := make([][]float64, len(fits))
	for n, f := range fits {
		sizes[n] = make([]float64, len(f.centers))
		for _, g := range f.group {
			sizes[n][g]++
		}
	}
	return sizes
}

func addSilhouettes(sum, far []float64, i int, fits []fit, sizes [][]float64) {
	for n, f := range fits {
		var reach [8]float64
		for j, g := range f.group {
			reach[g&7] += far[j]
		}
		sum[n] += silhouetteOf(f.group[i], reach[:len(f.centers)], sizes[n])
	}
}
