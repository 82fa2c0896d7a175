package opinion

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func matrixOf(t testing.TB, votes ...Vote) *Matrix {
	t.Helper()
	m, err := NewMatrix(votes)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func analyze(t testing.TB, m *Matrix, o Options) *Result {
	t.Helper()
	r, err := Analyze(m, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMatrixKeepsTheLatestVote(t *testing.T) {
	m := matrixOf(t, Vote{7, 30, Agree}, Vote{2, 10, Pass}, Vote{7, 30, Disagree}, Vote{7, 10, Agree})
	var got []Vote
	m.Each(func(v Vote) { got = append(got, v) })
	want := []Vote{{2, 10, Pass}, {7, 10, Agree}, {7, 30, Disagree}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if m.Len() != 3 || !slices.Equal(m.Participants(), []int{2, 7}) || !slices.Equal(m.Statements(), []int{10, 30}) {
		t.Errorf("%d votes, %v, %v", m.Len(), m.Participants(), m.Statements())
	}
}

func TestMatrixRefuses(t *testing.T) {
	if _, err := NewMatrix([]Vote{{1, 1, 2}}); !errors.Is(err, ErrChoice) {
		t.Errorf("a choice of 2: %v", err)
	}
	many := make([]Vote, MaxStatements+1)
	for j := range many {
		many[j] = Vote{1, j, Agree}
	}
	if _, err := NewMatrix(many); !errors.Is(err, ErrTooManyStatements) {
		t.Errorf("too many statements: %v", err)
	}
	if _, err := NewMatrix(many[1:]); err != nil {
		t.Errorf("as many as there may be: %v", err)
	}
	if _, err := Analyze(matrixOf(t), Options{}); !errors.Is(err, ErrNoVotes) {
		t.Errorf("no votes: %v", err)
	}
}

// TestSmallest: the fewest votes there can be give a result in both modes.
func TestSmallest(t *testing.T) {
	for _, mode := range []Mode{Default, Compat} {
		for _, votes := range [][]Vote{
			{{1, 1, Agree}},
			{{1, 1, Agree}, {2, 1, Disagree}},
			{{1, 1, Pass}, {2, 2, Pass}},
		} {
			r := analyze(t, matrixOf(t, votes...), Options{Mode: mode})
			if len(r.Groups) < 1 || len(r.Points) != len(r.Participants) {
				t.Errorf("%v %v: %d groups", mode, votes, len(r.Groups))
			}
		}
	}
}

func TestEverythingModeratedOut(t *testing.T) {
	m := matrixOf(t, Vote{1, 1, Agree}, Vote{2, 1, Disagree}, Vote{3, 2, Agree})
	for _, mode := range []Mode{Default, Compat} {
		r := analyze(t, m, Options{Mode: mode, ModeratedOut: []int{1, 2, 99}})
		if !slices.Equal(r.ModeratedOut, []int{1, 2}) || len(r.AgreedByAll) > 0 {
			t.Errorf("%v: out %v, agreed by all %v", mode, r.ModeratedOut, r.AgreedByAll)
		}
		for _, p := range r.Points {
			if p != (point{}) {
				t.Errorf("%v: someone is at %v", mode, p)
			}
		}
	}
}
