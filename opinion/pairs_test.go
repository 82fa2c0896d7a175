package opinion

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func drawVotes(most int) *rapid.Generator[[]Vote] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Vote {
		return Vote{
			rapid.IntRange(0, 12).Draw(t, "person"),
			rapid.IntRange(0, 9).Draw(t, "statement"),
			Choice(rapid.IntRange(-1, 1).Draw(t, "choice")),
		}
	}), 1, most)
}

// TestPairSums: the sums give the same products as the votes.
func TestPairSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, _ := NewMatrix(drawVotes(150).Draw(t, "votes"))
		out := make([]bool, len(m.tids))
		for j := range out {
			out[j] = rapid.IntRange(0, 4).Draw(t, "out") == 0
		}
		count := tally(m.rows, len(out), 1)
		c := center(m.rows, count, out, 2)
		s := sumPairs(m.rows, len(out), 2)
		if diff := cmp.Diff(count, s.count()); diff != "" {
			t.Fatalf("counts:\n%s", diff)
		}
		in := vectors(5, len(out))
		for k := range in {
			copy(in[k], rapid.SliceOfN(rapid.Float64Range(-1, 1), len(out), len(out)).Draw(t, "v"))
		}
		want, got, third := vectors(5, len(out)), vectors(5, len(out)), vectors(5, len(out))
		c.apply(want, in)
		s.dense(c.mean, out).apply(got, in)
		c.sparse(m.rows).apply(third, in)
		for k := range want {
			for j := range out {
				if math.Abs(want[k][j]-got[k][j])+math.Abs(want[k][j]-third[k][j]) > 1e-10 {
					t.Fatalf("%v %v %v", want[k], got[k], third[k])
				}
			}
		}
	})
}

// TestManyPairs: more people than the words can count before they are emptied.
func TestManyPairs(t *testing.T) {
	rows := make([][]cell, 2*quadRows+5)
	for i := range rows {
		rows[i] = []cell{pack(0, Agree), pack(1, Agree)}
	}
	s, n := sumPairs(rows, 2, 2), int32(len(rows))
	want := &pairSums{2, []int32{n, n, n, n}, []int32{n, n, n, n}, []int32{n, n, n, n}}
	if diff := cmp.Diff(want, s, cmp.AllowUnexported(pairSums{})); diff != "" {
		t.Error(diff)
	}
}
