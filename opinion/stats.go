package opinion

import "math"

// z90 is the one-sided 90 % point of the normal distribution.
const z90 = 1.2816

// Proportion returns the test value of s of n against a half, with one added to
// both: z = 2·sqrt(n+1)·((s+1)/(n+1) − 0.5).
func Proportion(s, n int) float64 {
	m := float64(n + 1)
	return 2 * math.Sqrt(m) * (float64(s+1)/m - 0.5)
}

// TwoProportions returns the test value of sIn of nIn against sOut of nOut, with
// one added to all four: z = (π₁−π₂)/sqrt(π(1−π)(1/nIn+1/nOut)), where π is the
// proportion of both together. It is 0 if all are successes.
func TwoProportions(sIn, sOut, nIn, nOut int) float64 {
	s1, s2 := float64(sIn+1), float64(sOut+1)
	n1, n2 := float64(nIn+1), float64(nOut+1)
	all := (s1 + s2) / (n1 + n2)
	if all >= 1 {
		return 0
	}
	return (s1/n1 - s2/n2) / math.Sqrt(all*(1-all)*(1/n1+1/n2))
}

// smoothed is the proportion of s in n with one success and one failure added.
func smoothed(s, n int) float64 { return float64(s+1) / float64(n+2) }

// Rand returns the adjusted Rand index of two groupings of the same things:
// 1 if they are the same, about 0 if they have nothing to do with each other.
// Things with a negative group in either are left out. Source: Hubert and
// Arabie, "Comparing partitions", Journal of Classification 2, 1985.
func Rand(a, b []int) float64 {
	table, rows, cols, n := map[[2]int]int{}, map[int]int{}, map[int]int{}, 0
	for i := range a {
		if a[i] < 0 || b[i] < 0 {
			continue
		}
		table[[2]int{a[i], b[i]}]++
		rows[a[i]]++
		cols[b[i]]++
		n++
	}
	return randIndex(pairsWithin(table), pairsWithin(rows), pairsWithin(cols), n)
}

func randIndex(both, rows, cols float64, n int) float64 {
	if n < 2 {
		return 1
	}
	expected := rows * cols / (float64(n) * float64(n-1) / 2)
	most := (rows + cols) / 2
	if most == expected {
		return 1
	}
	return (both - expected) / (most - expected)
}

// pairsWithin adds whole numbers, so the order of the map does not show.
func pairsWithin[K comparable](counts map[K]int) float64 {
	var sum int64
	for _, c := range counts {
		sum += int64(c) * int64(c-1) / 2
	}
	return float64(sum)
}
