package opinion

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestLive: votes added one by one give what all of them give at once.
func TestLive(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 250, Statements: 30, Density: 0.5, Groups: 3, Noise: 0.2})
	votes := shuffled(votesOf(s.Matrix), 3)
	for i := range 200 { // and some that change their minds, and ids in between
		v := votes[i*7]
		v.Choice = -v.Choice
		votes = append(votes, v)
	}
	first := len(votes) / 2
	l := NewLive(matrixOf(t, votes[:first]...), Options{})
	for i, v := range votes[first:] {
		if err := l.Add(v); err != nil {
			t.Fatal(err)
		}
		if i%500 == 0 {
			sameResult(t, l, votes[:first+i+1])
		}
	}
	sameResult(t, l, votes)
	l.Moderate([]int{2, 5}, []int{7})
	got, _ := l.Result()
	want := analyze(t, matrixOf(t, votes...), Options{ModeratedOut: []int{2, 5}, Meta: []int{7}})
	compareResults(t, want, got)
}

func sameResult(t *testing.T, l *Live, votes []Vote) {
	t.Helper()
	got, err := l.Result()
	if err != nil {
		t.Fatal(err)
	}
	m := matrixOf(t, votes...)
	if diff := cmp.Diff(m.rows, l.m.rows); diff != "" {
		t.Fatalf("rows (-want +got):\n%s", diff)
	}
	want := sumPairs(m.rows, len(m.tids), 1)
	if diff := cmp.Diff(want, l.sums, cmp.AllowUnexported(pairSums{})); diff != "" {
		t.Fatalf("sums (-want +got):\n%s", diff)
	}
	compareResults(t, analyze(t, m, Options{}), got)
}

func compareResults(t *testing.T, want, got *Result) {
	t.Helper()
	about := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-7*(1+math.Abs(a)) })
	if diff := cmp.Diff(want, got, about, cmp.AllowUnexported(Result{}, Candidate{}, cluster{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestClone: votes added to one do not show in the other, and what the clone has
// found out is not lost.
func TestClone(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 150, Statements: 25, Density: 0.6, Groups: 2, Noise: 0.2})
	votes := votesOf(s.Matrix)
	l := NewLive(s.Matrix, Options{})
	if _, err := l.Result(); err != nil {
		t.Fatal(err)
	}
	c := l.Clone()
	done := make(chan *Result)
	go func() {
		r, _ := c.Result()
		done <- r
	}()
	more := []Vote{{3, 4, Pass}, {700, 4, Agree}, {3, 99, Agree}}
	for _, v := range more {
		if err := l.Add(v); err != nil {
			t.Error(err)
		}
	}
	compareResults(t, analyze(t, s.Matrix, Options{}), <-done)
	sameResult(t, l, append(votes, more...))
	if err := c.Add(more[1]); err != nil {
		t.Fatal(err)
	}
	sameResult(t, c, append(votes, more[1]))
}

// TestLiveFromNothing: any votes in any order, with statements and people that
// come between others.
func TestLiveFromNothing(t *testing.T) {
	empty := &Matrix{}
	if _, err := NewLive(empty, Options{}).Result(); !errors.Is(err, ErrNoVotes) {
		t.Errorf("no votes: %v", err)
	}
	if err := NewLive(empty, Options{}).Add(Vote{1, 1, 5}); !errors.Is(err, ErrChoice) {
		t.Errorf("a choice of 5: %v", err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		votes := drawVotes(80).Draw(rt, "votes")
		l := NewLive(empty, Options{})
		for i, v := range votes {
			if err := l.Add(v); err != nil {
				rt.Fatal(err)
			}
			if i%20 == 5 {
				if _, err := l.Result(); err != nil {
					rt.Fatal(err)
				}
			}
		}
		m, _ := NewMatrix(votes)
		want := sumPairs(m.rows, len(m.tids), 1)
		if diff := cmp.Diff(want, l.sums, cmp.AllowUnexported(pairSums{})); diff != "" {
			rt.Fatal(diff)
		}
		got, err := l.Result()
		if err != nil {
			rt.Fatal(err)
		}
		wanted, err := Analyze(m, Options{})
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(wanted.Groups, got.Groups, cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-7 })); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// TestLiveCompat: a growing map in compat is that of all votes.
func TestLiveCompat(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 60, Statements: 12, Density: 0.9, Groups: 2, Noise: 0.1})
	l := NewLive(s.Matrix, Options{Mode: Compat})
	v := Vote{5, 3, Pass}
	if err := l.Add(v); err != nil {
		t.Fatal(err)
	}
	got, err := l.Result()
	if err != nil {
		t.Fatal(err)
	}
	want := analyze(t, matrixOf(t, append(votesOf(s.Matrix), v)...), Options{Mode: Compat})
	compareResults(t, want, got)
}
