package opinion

import (
	"slices"
	"testing"
)

func TestLloyd(t *testing.T) {
	points := []point{{0, 0}, {0, 0}, {10, 0}, {10, 0.001}, {5, 0}}
	clusters, _ := lloyd(points, ones(5), 2, 20)
	// The starts are the first two distinct places; the one in the middle is as
	// near to both and goes to the later.
	if len(clusters) != 2 || !slices.Equal(clusters[0].members, []int{0, 1}) || !slices.Equal(clusters[1].members, []int{2, 3, 4}) {
		t.Errorf("%+v", clusters)
	}
	heavy, _ := lloyd(points, []float64{1, 1, 1, 1, 100}, 2, 20)
	if c := heavy[1].center[0]; c > 5.2 {
		t.Errorf("weights do not count: %v", c)
	}
	if few, _ := lloyd(points[:2], ones(2), 3, 20); len(few) != 1 {
		t.Errorf("one place makes %d clusters", len(few))
	}
}

func TestLloydDropsEmptyClusters(t *testing.T) {
	// Centres 0 and 1 both move towards the left, and the second loses its points.
	points := []point{{0, 0}, {1, 0}, {2, 0}, {-1, 0}, {3, 0}}
	clusters := []cluster{{id: 0, center: point{1, 0}}, {id: 1, center: point{100, 0}}, {id: 2, center: point{3, 0}}}
	next := round(points, ones(5), clusters)
	if len(next) != 2 || next[1].id != 2 {
		t.Errorf("%+v", next)
	}
}

func TestRowsByFirstVote(t *testing.T) {
	m := matrixOf(t, Vote{1, 5, Agree}, Vote{2, 3, Agree}, Vote{3, 5, Agree}, Vote{3, 3, Agree}, Vote{9, 1, Pass})
	if got := m.byFirstVote().pids; !slices.Equal(got, []int{9, 2, 3, 1}) {
		t.Error(got)
	}
}

func TestCompatFillsTheMap(t *testing.T) {
	var votes []Vote
	for i := range 20 {
		for j := range 1 + i/4 {
			votes = append(votes, Vote{i, j, Agree})
		}
	}
	votes = append(votes, Vote{99, 50, Agree}, Vote{99, 51, Agree}, Vote{99, 52, Agree}, Vote{99, 53, Agree}, Vote{99, 54, Pass}, Vote{99, 55, Pass}, Vote{99, 56, Pass})
	r := analyze(t, matrixOf(t, votes...), Options{Mode: Compat})
	var in []int
	for i, on := range r.OnMap {
		if on {
			in = append(in, r.Participants[i])
		}
	}
	slices.Sort(in)
	if want := []int{4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 99}; !slices.Equal(in, want) {
		t.Errorf("%v, want %v", in, want)
	}
}

func TestCompatFindsPlantedGroups(t *testing.T) {
	for k := 2; k <= 3; k++ {
		s := synth(t, SynthOptions{Participants: 300, Statements: 40, Density: 0.9, Groups: k, Noise: 0.1, Seed: k})
		r := analyze(t, s.Matrix, Options{Mode: Compat})
		groups := make([]int, len(r.Participants))
		for i, id := range r.Participants {
			groups[i] = s.Group[id]
		}
		if index := r.against(groups); r.K() != k || index < 0.95 {
			t.Errorf("%d groups, want %d, index %v", r.K(), k, index)
		}
	}
}

func TestSteady(t *testing.T) {
	var s Steady
	var got []int
	for _, k := range []int{3, 2, 2, 3, 2, 2, 2, 2, 4} {
		got = append(got, s.next(k, 4))
	}
	if want := []int{3, 3, 3, 3, 3, 3, 3, 2, 2}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if k := s.next(3, 0); k != 3 {
		t.Errorf("a number that is no longer tried is held on to: %d", k)
	}
	steady := &Steady{K: 4, Last: 4, Times: 9}
	m := synth(t, SynthOptions{Participants: 200, Statements: 20, Density: 1, Groups: 2, Noise: 0.2}).Matrix
	if r := analyze(t, m, Options{Mode: Compat, Steady: steady}); r.K() != 4 {
		t.Errorf("%d groups", r.K())
	}
}
