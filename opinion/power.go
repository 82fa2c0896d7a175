package opinion

import "math"

// operator is a symmetric matrix known by what it does: apply sets dst[i] to the
// product of the matrix and src[i].
type operator interface {
	apply(dst, src [][]float64)
}

// maxProducts is where the power iteration of [Compat] stops.
const maxProducts = 101

// powerIteration returns the leading eigenvector of X'X with the components
// already found taken out, as Polis does it: from the vector of ones,
// v ← X'(Xv)/‖X'(Xv)‖, until the length repeats exactly or 101 products are
// made. Taking a component out of the rows, x ← x − (x·c)c, is the same as
// taking it out of v before the product and out of the product after. A matrix
// of zeros gives a vector of zeros.
func powerIteration(op operator, width int, found [][]float64) ([]float64, int) {
	v, w, last := ones(width), make([]float64, width), -1.0
	for n := 1; ; n++ {
		takeOut(v, found)
		op.apply([][]float64{w}, [][]float64{v})
		takeOut(w, found)
		length := norm(w)
		if length == 0 {
			return make([]float64, width), n
		}
		for j := range v {
			v[j] = w[j] / length
		}
		if length == last || n >= maxProducts {
			return v, n
		}
		last = length
	}
}

func ones(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = 1
	}
	return v
}

func takeOut(v []float64, found [][]float64) {
	for _, c := range found {
		add(v, c, -dot(v, c))
	}
}

func dot(a, b []float64) float64 {
	var s float64
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

func norm(a []float64) float64 { return math.Sqrt(dot(a, a)) }

// add sets a to a + s·b.
func add(a, b []float64, s float64) {
	for i, x := range b {
		a[i] += s * x
	}
}
