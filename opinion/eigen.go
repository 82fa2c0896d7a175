package opinion

import (
	"cmp"
	"math"
	"slices"
)

// eigen asks for leading eigenvectors of a symmetric matrix without negative
// eigenvalues.
type eigen struct {
	op     operator
	width  int
	exact  int         // how many are to be right to tol
	rough  int         // how many more to return, as near as they come
	tol    float64     // of ‖Av−θv‖ against the largest θ
	spare  int         // vectors a block has beyond those wanted
	rounds int         // at most, before the last
	basis  int         // how many vectors a round spans
	start  [][]float64 // vectors to begin with; others are made from a fixed seed
}

// solve returns eigenvalues, largest first, vectors of length 1, and whether those
// that are to be exact came to be so in the rounds there were. It is a block
// iteration on Krylov spaces: a round spans the space of X, AX, A²X, ..., takes
// the best vectors in it and begins anew with them. Where an eigenvalue is
// nothing the vector is zeros. Source: Saad, "Numerical Methods for Large
// Eigenvalue Problems", 2nd ed. 2011, chapters 5 and 6.
func (e eigen) solve() ([]float64, [][]float64, bool) {
	want := min(e.exact+e.rough, e.width)
	if want == 0 {
		return nil, nil, true
	}
	block := orthonormal(e.first(min(want+e.spare, e.width)), nil)
	for range e.rounds {
		basis, images := e.span(block)
		values, vectors := jacobi(inner(basis, images))
		top := min(want+e.spare, len(basis))
		block = combine(basis, vectors, top)
		if e.settled(values, block, combine(images, vectors, top)) {
			values, block = finish(values, block, want)
			return values, block, true
		}
		block = orthonormal(block, nil)
	}
	basis, images := e.span(block)
	values, vectors := jacobi(inner(basis, images))
	values, block = finish(values, combine(basis, vectors, min(want, len(basis))), want)
	return values, block, false
}

func (e eigen) first(n int) [][]float64 {
	s, block := source(1), make([][]float64, 0, n)
	for _, v := range e.start {
		if len(block) < n && len(v) == e.width && norm(v) > 0 {
			block = append(block, slices.Clone(v))
		}
	}
	for len(block) < n {
		v := make([]float64, e.width)
		for j := range v {
			v[j] = s.float() - 0.5
		}
		block = append(block, v)
	}
	return block
}

// span grows a basis from the block and returns it with its products.
func (e eigen) span(block [][]float64) (basis, images [][]float64) {
	for len(block) > 0 {
		out := vectors(len(block), e.width)
		e.op.apply(out, block)
		basis, images = append(basis, block...), append(images, out...)
		if len(basis)+len(block) > e.basis {
			break
		}
		next := make([][]float64, len(out))
		for i, v := range out {
			next[i] = slices.Clone(v)
		}
		block = orthonormal(next, basis)
	}
	return basis, images
}

// settled tells whether the first vectors are eigenvectors to the tolerance.
func (e eigen) settled(values []float64, block, images [][]float64) bool {
	for i := range min(e.exact, len(block)) {
		var off float64
		for j, v := range images[i] {
			d := v - values[i]*block[i][j]
			off += d * d
		}
		if math.Sqrt(off) > e.tol*max(values[0], 0) {
			return false
		}
	}
	return true
}

func finish(values []float64, block [][]float64, want int) ([]float64, [][]float64) {
	values, block = values[:len(block)], slices.Clone(block)
	for len(block) < want {
		block = append(block, make([]float64, len(block[0])))
		values = append(values, 0)
	}
	for i, v := range block {
		if values[i] <= 1e-12*values[0] || values[i] <= 0 {
			clear(v)
			values[i] = 0
		}
	}
	return values[:want], block[:want]
}

func vectors(n, width int) [][]float64 {
	all, out := make([]float64, n*width), make([][]float64, n)
	for i := range out {
		out[i] = all[i*width : (i+1)*width]
	}
	return out
}

// orthonormal makes the vectors orthogonal to the basis and to one another, of
// length 1, and drops those with nothing left. Each is taken through twice,
// which is enough (Giraud, Langou, Rozložník, "The loss of orthogonality in the
// Gram-Schmidt orthogonalization process", 2005).
func orthonormal(block, basis [][]float64) [][]float64 {
	kept := block[:0]
	for _, v := range block {
		before := norm(v)
		for range 2 {
			takeOut(v, basis)
			takeOut(v, kept)
		}
		if length := norm(v); length > 1e-12*before && before > 1e-300 {
			for j := range v {
				v[j] /= length
			}
			kept = append(kept, v)
		}
	}
	return kept
}

func inner(a, b [][]float64) [][]float64 {
	h := vectors(len(a), len(a))
	for i := range a {
		for j := range i + 1 {
			h[i][j] = (dot(a[i], b[j]) + dot(a[j], b[i])) / 2
			h[j][i] = h[i][j]
		}
	}
	return h
}

// combine returns the first n sums Σ_i basis_i·s_ik.
func combine(basis, s [][]float64, n int) [][]float64 {
	out := vectors(n, len(basis[0]))
	for k := range out {
		for i, b := range basis {
			add(out[k], b, s[k][i])
		}
	}
	return out
}

// jacobi returns all eigenvalues of a small symmetric matrix, largest first, and
// the vectors, one a row. It overwrites h. Source: Golub and Van Loan, "Matrix
// Computations", 4th ed. 2013, section 8.5.
func jacobi(h [][]float64) ([]float64, [][]float64) {
	n := len(h)
	v := vectors(n, n)
	for i := range v {
		v[i][i] = 1
	}
	for range 60 {
		if !sweep(h, v) {
			break
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(h[b][b], h[a][a]) })
	values, rows := make([]float64, n), make([][]float64, n)
	for k, i := range order {
		values[k], rows[k] = h[i][i], v[i]
	}
	return values, rows
}

func sweep(h, v [][]float64) bool {
	turned := false
	for p := range h {
		for q := p + 1; q < len(h); q++ {
			if math.Abs(h[p][q]) <= 1e-17*math.Sqrt(math.Abs(h[p][p]*h[q][q]))+1e-300 {
				continue
			}
			turned = true
			rotate(h, v, p, q)
		}
	}
	return turned
}

func rotate(h, v [][]float64, p, q int) {
	theta := (h[q][q] - h[p][p]) / (2 * h[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range h {
		h[k][p], h[k][q] = c*h[k][p]-s*h[k][q], s*h[k][p]+c*h[k][q]
	}
	hp, hq, vp, vq := h[p], h[q], v[p], v[q]
	for k := range hp {
		hp[k], hq[k] = c*hp[k]-s*hq[k], s*hp[k]+c*hq[k]
		vp[k], vq[k] = c*vp[k]-s*vq[k], s*vp[k]+c*vq[k]
	}
	h[p][q], h[q][p] = 0, 0
}

// faceForward gives each component the side where its largest loading is
// positive; of loadings as large as each other the first decides.
func faceForward(comps [][]float64) {
	for _, c := range comps {
		most := 0
		for j, v := range c {
			if math.Abs(v) > math.Abs(c[most])*(1+1e-9) {
				most = j
			}
		}
		if len(c) > 0 && c[most] < 0 {
			turn(c)
		}
	}
}

func turn(c []float64) {
	for j := range c {
		c[j] = -c[j]
	}
}
