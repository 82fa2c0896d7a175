package opinion

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
)

func synth(t testing.TB, o SynthOptions) *Synth {
	t.Helper()
	s, err := Synthesize(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSynthesize(t *testing.T) {
	for _, o := range []SynthOptions{{}, {Participants: 5, Statements: 5}, {Participants: 5, Statements: 5, Density: 2}, {Participants: 5, Statements: 20000, Density: 1}} {
		if _, err := Synthesize(o); !errors.Is(err, ErrSynth) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	s := synth(t, SynthOptions{Participants: 2000, Statements: 50, Density: 0.3, Groups: 2, Noise: 0.2})
	if share := float64(s.Matrix.Len()) / 1e5; math.Abs(share-0.3) > 0.01 {
		t.Errorf("density %v", share)
	}
	if full := synth(t, SynthOptions{Participants: 20, Statements: 9, Density: 1}); full.Matrix.Len() != 180 {
		t.Errorf("full: %d votes", full.Matrix.Len())
	}
	sparse := synth(t, SynthOptions{Participants: 300, Statements: 9, Density: 0.01})
	for i, row := range sparse.Matrix.rows {
		if len(row) == 0 {
			t.Errorf("%d has no vote", i)
		}
	}
}

// planted are shapes of votes that have groups in them.
var planted = []SynthOptions{
	{Participants: 150, Statements: 40, Density: 0.9, Noise: 0.2},
	{Participants: 400, Statements: 40, Density: 0.6, Noise: 0.3},
	{Participants: 1150, Statements: 60, Density: 0.4, Noise: 0.3},
	{Participants: 5000, Statements: 100, Density: 0.2, Noise: 0.2},
}

func TestPlantedGroupsAreFound(t *testing.T) {
	for k := 2; k <= 5; k++ {
		for seed, o := range planted {
			o.Groups, o.Seed = k, seed+10*k
			t.Run(fmt.Sprintf("%d of %d", k, o.Participants), func(t *testing.T) {
				s := synth(t, o)
				r := analyze(t, s.Matrix, Options{})
				if index := r.against(s.Group); !r.Clear || r.K() != k || index < 0.95 {
					t.Errorf("clear %v, %d groups, index %v\n%+v", r.Clear, r.K(), index, r.Candidates)
				}
				for _, g := range r.Groups {
					if g.Stability < 0.9 {
						t.Errorf("stability %v", g.Stability)
					}
				}
			})
		}
	}
}

// against is the adjusted Rand index to the groups the people were made for.
func (r *Result) against(groups []int) float64 {
	own := make([]int, len(r.GroupOf))
	for i, g := range r.GroupOf {
		own[i] = int(g)
	}
	return Rand(own, groups)
}

func TestNoiseHasNoGroups(t *testing.T) {
	shapes := append(slices.Clone(planted),
		SynthOptions{Participants: 40, Statements: 10, Density: 0.8},
		SynthOptions{Participants: 100, Statements: 7, Density: 1},
		SynthOptions{Participants: 60, Statements: 200, Density: 0.5})
	for n, o := range shapes {
		for seed := range 5 {
			o.Groups, o.Seed = 1, 100*n+seed
			r := analyze(t, synth(t, o).Matrix, Options{})
			if r.Clear || r.K() != 1 || r.Groups[0].Size != r.CountOnMap() {
				t.Errorf("%+v: clear, %d groups %v\n%+v", o, r.K(), r.Sizes(), r.Candidates)
			}
			if len(r.Groups[0].Telling) > 0 {
				t.Errorf("%+v: one group of all has statements that tell it apart", o)
			}
		}
	}
}

// TestSlopeHasNoGroups: opinions spread evenly round a middle are no groups,
// although the first component is far above chance.
func TestSlopeHasNoGroups(t *testing.T) {
	seed := source(5)
	var votes []Vote
	for i := range 600 {
		place := 0.0 // the sum of twelve is nearly a normal distribution
		for range 12 {
			place += seed.float() - 0.5
		}
		for j := range 60 {
			c := Disagree
			if seed.float() < 0.5+0.14*place*float64(1-2*(j%2)) {
				c = Agree
			}
			votes = append(votes, Vote{i, j, c})
		}
	}
	r := analyze(t, matrixOf(t, votes...), Options{})
	if r.Clear || r.Dimensions < 1 {
		t.Errorf("clear %v, %d dimensions\n%+v", r.Clear, r.Dimensions, r.Candidates)
	}
}
