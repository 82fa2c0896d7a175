package opinion

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// small is a matrix given as numbers.
type small [][]float64

func (x small) apply(dst, src [][]float64) {
	for k, v := range src {
		clear(dst[k])
		for _, row := range x {
			add(dst[k], row, dot(row, v))
		}
	}
}

func (x small) square() [][]float64 {
	h := vectors(len(x[0]), len(x[0]))
	for _, row := range x {
		for a := range row {
			add(h[a], row, row[a])
		}
	}
	return h
}

func TestPowerIteration(t *testing.T) {
	x := small{{1, 0, 0}, {-1, 1, 0.1}, {0, 1, 0.1}, {0, 1, -0.1}}
	values, vectors := jacobi(x.square())
	var found [][]float64
	for k := range 2 {
		v, _ := powerIteration(x, 3, found)
		found = append(found, v)
		wantNear(t, "the same direction", 1, math.Abs(dot(v, vectors[k])), 1e-9)
		wantNear(t, "its variance", values[k], variance(x, v), 1e-9)
	}
	zero := small{{0, 0}, {0, 0}}
	if v, _ := powerIteration(zero, 2, nil); norm(v) != 0 {
		t.Errorf("nothing has the component %v", v)
	}
}

// TestSolve: the block iteration finds what Jacobi's method finds.
func TestSolve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, width := rapid.IntRange(1, 30).Draw(t, "rows"), rapid.IntRange(1, 60).Draw(t, "width")
		x := make(small, rows)
		for i := range x {
			x[i] = rapid.SliceOfN(rapid.Float64Range(-1, 1), width, width).Draw(t, "row")
		}
		want, _ := jacobi(x.square())
		exact := rapid.IntRange(1, 4).Draw(t, "exact")
		values, vecs, _ := eigen{op: x, width: width, exact: exact, rough: 2, spare: 2, tol: 1e-10, rounds: 300, basis: 24}.solve()
		image := vectors(len(vecs), width)
		x.apply(image, vecs)
		for k := range min(exact, len(vecs)) {
			if math.Abs(values[k]-want[k]) > 1e-8*want[0] {
				t.Fatalf("eigenvalue %d is %v, want %v", k, values[k], want[k])
			}
			add(image[k], vecs[k], -values[k])
			if off := norm(image[k]); off > 1e-9*want[0] {
				t.Fatalf("vector %d is off by %v of %v", k, off, want[0])
			}
		}
	})
}

func TestSolveNothing(t *testing.T) {
	values, vecs, _ := eigen{op: small{{0, 0, 0}}, width: 3, exact: 2, spare: 2, tol: 1e-10, rounds: 5, basis: 10}.solve()
	if len(vecs) != 2 || values[0] != 0 || norm(vecs[0]) != 0 {
		t.Errorf("%v %v", values, vecs)
	}
}

func TestFaceForward(t *testing.T) {
	comps := [][]float64{{0.1, -0.9, 0.2}, {0.5, -0.5}, {-0.5, 0.5}, {0, 0}, {}}
	faceForward(comps)
	if comps[0][1] != 0.9 || comps[1][0] != 0.5 || comps[2][0] != 0.5 {
		t.Error(comps)
	}
}
