package opinion

import (
	"cmp"
	"math"
	"slices"
)

// The clustering of compat: Lloyd's k-means as Polis runs it. The start is the
// first k distinct rows, so the order of rows decides what comes out.

type point = [2]float64

// cluster is a centre and the indexes of the points nearest to it.
type cluster struct {
	id      int
	center  point
	members []int
}

// baseCluster is a cluster of people; members are indexes of people.
type baseCluster = cluster

// nearEnough is how little every centre must move for the rounds to end.
const nearEnough = 0.01

func distance(a, b point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// lloyd clusters points with weights. A point as near to two centres goes to the
// later one, a cluster without points is dropped, and the rounds end when no
// sorted centre has moved 0.01 or more.
func lloyd(points []point, weights []float64, k, rounds int) ([]cluster, int) {
	clusters := firstDistinct(points, k)
	for n := 1; ; n++ {
		next := round(points, weights, clusters)
		if n >= rounds || settled(clusters, next) {
			return next, n
		}
		clusters = next
	}
}

func firstDistinct(points []point, k int) []cluster {
	seen := map[point]bool{}
	var clusters []cluster
	for _, p := range points {
		if len(clusters) < k && !seen[p] {
			seen[p] = true
			clusters = append(clusters, cluster{id: len(clusters), center: p})
		}
	}
	return clusters
}

func round(points []point, weights []float64, clusters []cluster) []cluster {
	next := slices.Clone(clusters)
	for c := range next {
		next[c].members = nil
	}
	for i, p := range points {
		c := nearest(p, clusters)
		next[c].members = append(next[c].members, i)
	}
	next = slices.DeleteFunc(next, func(c cluster) bool { return len(c.members) == 0 })
	for c := range next {
		next[c].center = middle(points, weights, next[c].members)
	}
	return next
}

func nearest(p point, clusters []cluster) int {
	best, least := 0, math.Inf(1)
	for c := range clusters {
		if d := distance(p, clusters[c].center); d <= least {
			best, least = c, d
		}
	}
	return best
}

func middle(points []point, weights []float64, members []int) point {
	var sum point
	var total float64
	for _, i := range members {
		sum[0] += weights[i] * points[i][0]
		sum[1] += weights[i] * points[i][1]
		total += weights[i]
	}
	return point{sum[0] / total, sum[1] / total}
}

func settled(before, after []cluster) bool {
	if len(before) != len(after) {
		return false
	}
	a, b := sortedCenters(before), sortedCenters(after)
	for i := range a {
		if distance(a[i], b[i]) >= nearEnough {
			return false
		}
	}
	return true
}

func sortedCenters(clusters []cluster) []point {
	centers := make([]point, len(clusters))
	for i, c := range clusters {
		centers[i] = c.center
	}
	slices.SortFunc(centers, func(a, b point) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	return centers
}

// silhouette returns the mean over the points of (b−a)/max(a,b), where a is the
// mean distance to the others of its own group and b the least mean distance to
// another group; a point alone counts 0. Source: Rousseeuw, "Silhouettes",
// Journal of Computational and Applied Mathematics 20, 1987.
func silhouette(points []point, group []int, k int) float64 {
	sizes := make([]float64, k)
	for _, g := range group {
		sizes[g]++
	}
	sums, total := make([]float64, k), 0.0
	for i, p := range points {
		clear(sums)
		for j, q := range points {
			sums[group[j]] += distance(p, q)
		}
		total += silhouetteOf(group[i], sums, sizes)
	}
	return total / float64(max(1, len(points)))
}

func silhouetteOf(own int, sums, sizes []float64) float64 {
	if sizes[own] <= 1 {
		return 0
	}
	a, b := sums[own]/(sizes[own]-1), math.Inf(1)
	for g := range sums {
		if g != own && sizes[g] > 0 {
			b = min(b, sums[g]/sizes[g])
		}
	}
	if most := max(a, b); most > 0 && !math.IsInf(b, 1) {
		return (b - a) / most
	}
	return 0
}
