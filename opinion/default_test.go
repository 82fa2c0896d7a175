package opinion

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// shuffled returns the votes in another order, the votes of one person on one
// statement in the same.
func shuffled(votes []Vote, seed source) []Vote {
	out := append([]Vote{}, votes...)
	for i := len(out) - 1; i > 0; i-- {
		j := seed.below(i + 1)
		out[i], out[j] = out[j], out[i]
	}
	return out
}

func votesOf(m *Matrix) []Vote {
	var votes []Vote
	m.Each(func(v Vote) { votes = append(votes, v) })
	return votes
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := SynthOptions{
			Participants: rapid.IntRange(1, 300).Draw(t, "people"), Statements: rapid.IntRange(1, 40).Draw(t, "statements"),
			Density: rapid.Float64Range(0.05, 1).Draw(t, "density"), Groups: rapid.IntRange(1, 5).Draw(t, "groups"),
			Noise: rapid.Float64Range(0, 0.6).Draw(t, "noise"), Seed: rapid.IntRange(0, 1000).Draw(t, "seed"),
		}
		s, err := Synthesize(o)
		if err != nil {
			t.Fatal(err)
		}
		votes := votesOf(s.Matrix)
		var results [2][]byte
		for i, workers := range []int{1, 3} {
			m, _ := NewMatrix(votes)
			r, err := Analyze(m, Options{Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			results[i], _ = json.Marshal(r)
			votes = shuffled(votes, source(o.Seed))
		}
		if diff := cmp.Diff(string(results[0]), string(results[1])); diff != "" {
			t.Error(diff)
		}
	})
}

// TestBlockIterationAgrees: components from the votes are those from the pair
// sums.
func TestBlockIterationAgrees(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 500, Statements: 70, Density: 0.5, Groups: 3, Noise: 0.4})
	o := Options{}.filled()
	with, without := newLive(s.Matrix, o), newLive(s.Matrix, o)
	with.sum()
	a, b := with.result(), without.result()
	for k := range a.Components {
		wantNear(t, "component", 1, dot(a.Components[k], b.Components[k]), 1e-12)
		wantNear(t, "variance", a.Variances[k], b.Variances[k], 1e-8)
	}
	if diff := cmp.Diff(a.GroupOf, b.GroupOf); diff != "" {
		t.Error(diff)
	}
}

// TestSmallGroups: a handful of people of their own mind are not a group.
func TestSmallGroups(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 300, Statements: 40, Density: 0.9, Groups: 2, Noise: 0.2})
	votes := votesOf(s.Matrix)
	for i := range 4 {
		for j := range 40 {
			votes = append(votes, Vote{1000 + i, j, Choice(j%3 - 1)})
		}
	}
	r := analyze(t, matrixOf(t, votes...), Options{})
	if !r.Clear || r.K() != 2 {
		t.Errorf("%d groups %v", r.K(), r.Sizes())
	}
}

func TestModerationAndMeta(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 200, Statements: 30, Density: 0.8, Groups: 2, Noise: 0.2})
	r := analyze(t, s.Matrix, Options{ModeratedOut: []int{3, 4}, Meta: []int{5}})
	for _, j := range []int{3, 4, 5} {
		if r.Components[0][j] != 0 || r.Mean[j] != 0 || r.Extremity[j] != 0 {
			t.Errorf("statement %d shapes the map", j)
		}
		for _, g := range r.Groups {
			if g.Seen[j] == 0 {
				t.Errorf("the votes on %d are not counted", j)
			}
			for _, tell := range g.Telling {
				if tell.Statement == j {
					t.Errorf("statement %d tells of a group", j)
				}
			}
		}
	}
	if diff := cmp.Diff([]int{3, 4}, r.ModeratedOut); diff != "" {
		t.Error(diff)
	}
	if r.Priorities[5] != metaPriority || r.Priorities[3] == metaPriority {
		t.Errorf("priorities %v", r.Priorities)
	}
}

// TestWhoIsOnTheMap: seven votes, or as many as there are statements; once in,
// always in.
func TestWhoIsOnTheMap(t *testing.T) {
	var votes []Vote
	for i := range 12 {
		for j := range i + 1 {
			votes = append(votes, Vote{i, j, Agree})
		}
	}
	r := analyze(t, matrixOf(t, votes...), Options{Keep: []int{0}})
	for i, in := range r.OnMap {
		if in != (i == 0 || i >= 6) || in != (r.GroupOf[i] >= 0) {
			t.Errorf("person with %d votes: %v, group %d", i+1, in, r.GroupOf[i])
		}
	}
}
