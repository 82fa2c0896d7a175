package opinion

import (
	"math"
	"testing"
)

func wantNear(t *testing.T, what string, want, got, within float64) {
	t.Helper()
	if math.Abs(want-got) > within || math.IsNaN(got) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestProportions(t *testing.T) {
	wantNear(t, "30 of 50", 2*math.Sqrt(51)*(31./51-0.5), Proportion(30, 50), 1e-15)
	wantNear(t, "none of none", 1, Proportion(0, 0), 1e-15)
	wantNear(t, "15 of 24 against 56 of 71", -1.514067, TwoProportions(15, 56, 24, 71), 1e-6)
	wantNear(t, "all of all", 0, TwoProportions(10, 20, 10, 20), 0)
	if in, out := TwoProportions(9, 1, 10, 10), TwoProportions(1, 9, 10, 10); in != -out || in <= z90 {
		t.Errorf("the two sides: %v and %v", in, out)
	}
	// Against very many others it is the test against their proportion.
	wantNear(t, "against half of very many", Proportion(30, 50), TwoProportions(30, 1e6, 50, 2e6), 1e-4)
}

func TestRand(t *testing.T) {
	a := []int{0, 0, 1, 1, 2, 2}
	wantNear(t, "the same under other numbers", 1, Rand(a, []int{5, 5, 3, 3, 9, 9}), 0)
	wantNear(t, "all in one", 0, Rand(a, []int{0, 0, 0, 0, 0, 0}), 1e-15)
	wantNear(t, "those in no group left out", 1, Rand([]int{0, 0, 1, -1}, []int{1, 1, 0, 0}), 0)
	// Hubert and Arabie's formula by hand: n_ij 2 1 / 0 3, 15 pairs.
	wantNear(t, "by hand", (4-6*7/15.)/(6.5-6*7/15.), Rand([]int{0, 0, 0, 1, 1, 1}, []int{0, 0, 1, 1, 1, 1}), 1e-12)
}

func TestSilhouette(t *testing.T) {
	points := []point{{0, 0}, {0, 1}, {4, 0}}
	a := 1.0
	s0 := (4 - a) / 4
	s1 := (math.Sqrt(17) - a) / math.Sqrt(17)
	wantNear(t, "two and one alone", (s0+s1)/3, silhouette(points, []int{0, 0, 1}, 2), 1e-15)
	wantNear(t, "one group", 0, silhouette(points, []int{0, 0, 0}, 1), 0)
	wantNear(t, "all at one place", 0, silhouette(make([]point, 4), []int{0, 0, 1, 1}, 2), 0)
	var lanes []lane
	for _, p := range points {
		lanes = append(lanes, lane{p[0], p[1]})
	}
	f := fit{centers: make([]lane, 2), group: []int{0, 0, 1}}
	wantNear(t, "the other way", (s0+s1)/3, silhouettes(lanes, []fit{f}, 2)[0], 1e-15)
}

func TestPriority(t *testing.T) {
	for _, c := range []struct {
		a, p, s int
		e, want float64
	}{
		{1, 0, 1, 0, 12.529726250088045},
		{18, 3, 20, 1, 4.493699200874257},
		{0, 0, 0, 0, 5.0625},
	} {
		wantNear(t, "priority", c.want, Priority(c.a, c.p, c.s, c.e), 1e-12)
	}
}
