package opinion

import "sync"

// pairSums holds, for each two statements, whole-number sums over the people who
// voted on both: n_jk how many, a_jk the sum of x_j, p_jk the sum of x_j·x_k.
// From them X'X follows without touching a vote:
//
//	C_jk = p_jk − μ_k·a_jk − μ_j·a_kj + μ_j·μ_k·n_jk
//
// because the centred value of a missing vote is 0. Whole numbers add up the
// same in any order. They take 12 bytes a pair.
type pairSums struct {
	width   int
	n, a, p []int32
}

// pairLimit is the number of statements up to which pair sums are kept: 50 MB.
const pairLimit = 2048

func newPairSums(width int) *pairSums {
	size := width * width
	return &pairSums{width, make([]int32, size), make([]int32, size), make([]int32, size)}
}

// quad is four 16-bit counts in one word, added in one go. Values are moved to
// 0, 1, 2 (the code of a cell), so the largest product is 4.
type quad = uint64

const quadRows = 1<<14 - 1 // 4·quadRows still fits in 16 bits

func quadTable() (t [4][4]quad) {
	for x := range quad(3) {
		for y := range quad(3) {
			t[x][y] = 1 | x<<16 | y<<32 | x*y<<48
		}
	}
	return t
}

// sumPairs goes through the rows once: the work is a word added for each pair of
// votes of each person.
func sumPairs(rows [][]cell, width, workers int) *pairSums {
	s := newPairSums(width)
	var mu sync.Mutex
	pool := sync.Pool{New: func() any { return make([]quad, width*width) }}
	count := (len(rows) + quadRows - 1) / quadRows
	each(count, workers, func(p int) {
		acc := pool.Get().([]quad)
		addPairs(acc, rows[p*quadRows:min(len(rows), (p+1)*quadRows)], width)
		mu.Lock()
		s.flush(acc)
		mu.Unlock()
		pool.Put(acc) //nolint:staticcheck // a slice header is nothing beside what it holds
	})
	s.mirror()
	return s
}

func addPairs(acc []quad, rows [][]cell, width int) {
	table := quadTable()
	for _, row := range rows {
		for i, c := range row {
			base := acc[statementOf(c)*width:][:width]
			t := &table[c&3]
			for _, d := range row[i:] {
				base[d>>2] += t[d&3]
			}
		}
	}
}

// flush empties the words into the sums of the upper half, moving the values
// back: Σx = Σ(x+1) − n and Σxy = Σ(x+1)(y+1) − Σ(x+1) − Σ(y+1) + n.
func (s *pairSums) flush(acc []quad) {
	for j := range s.width {
		for k := j; k < s.width; k++ {
			at := j*s.width + k
			w := acc[at]
			if w == 0 {
				continue
			}
			acc[at] = 0
			n, x, y, xy := int32(w&0xffff), int32(w>>16&0xffff), int32(w>>32&0xffff), int32(w>>48)
			s.n[at] += n
			s.p[at] += xy - x - y + n
			s.a[at] += x - n
			if k != j {
				s.a[k*s.width+j] += y - n
			}
		}
	}
}

func (s *pairSums) mirror() {
	for j := range s.width {
		for k := range j {
			s.n[j*s.width+k] = s.n[k*s.width+j]
			s.p[j*s.width+k] = s.p[k*s.width+j]
		}
	}
}

// change adds (sign 1) or takes away (sign -1) one vote of a person whose other
// votes are the row; a vote on the same statement in the row is passed over.
func (s *pairSums) change(v cell, row []cell, sign int32) {
	j, x := statementOf(v), int32(choiceOf(v))
	s.add(j, j, x, x, sign)
	for _, c := range row {
		if k := statementOf(c); k != j {
			y := int32(choiceOf(c))
			s.add(j, k, x, y, sign)
			s.add(k, j, y, x, sign)
		}
	}
}

func (s *pairSums) add(j, k int, x, y, sign int32) {
	at := j*s.width + k
	s.n[at] += sign
	s.a[at] += sign * x
	s.p[at] += sign * x * y
}

// count returns the votes of each statement by code, as tally does.
func (s *pairSums) count() []int32 {
	out := make([]int32, 4*s.width)
	for j := range s.width {
		at := j*s.width + j
		n, sum, votes := s.n[at], s.a[at], s.p[at] // votes are those not passes
		out[4*j], out[4*j+1], out[4*j+2] = (votes-sum)/2, n-votes, (votes+sum)/2
	}
	return out
}

// widen makes room for one more statement after the others.
func (s *pairSums) widen() {
	w := newPairSums(s.width + 1)
	for j := range s.width {
		copy(w.n[j*w.width:], s.n[j*s.width:(j+1)*s.width])
		copy(w.a[j*w.width:], s.a[j*s.width:(j+1)*s.width])
		copy(w.p[j*w.width:], s.p[j*s.width:(j+1)*s.width])
	}
	*s = *w
}

// dense is X'X written out.
type dense struct {
	width int
	c     []float64
}

func (s *pairSums) dense(mean []float64, out []bool) *dense {
	d := &dense{s.width, make([]float64, s.width*s.width)}
	for j := range s.width {
		for k := range s.width {
			if out[j] || out[k] {
				continue
			}
			at := j*s.width + k
			d.c[at] = float64(s.p[at]) - mean[k]*float64(s.a[at]) -
				mean[j]*float64(s.a[k*s.width+j]) + mean[j]*mean[k]*float64(s.n[at])
		}
	}
	return d
}

func (d *dense) apply(dst, src [][]float64) {
	at := 0
	for ; at+lanes <= len(src); at += lanes {
		d.applyFour(dst[at:at+lanes], src[at:at+lanes])
	}
	for ; at < len(src); at++ {
		for j := range dst[at] {
			dst[at][j] = dot(d.c[j*d.width:(j+1)*d.width], src[at])
		}
	}
}

func (d *dense) applyFour(dst, src [][]float64) {
	a, b, c, e := src[0][:d.width], src[1][:d.width], src[2][:d.width], src[3][:d.width]
	for j := range d.width {
		var s0, s1, s2, s3 float64
		for k, v := range d.c[j*d.width:][:d.width] {
			s0 += v * a[k]
			s1 += v * b[k]
			s2 += v * c[k]
			s3 += v * e[k]
		}
		dst[0][j], dst[1][j], dst[2][j], dst[3][j] = s0, s1, s2, s3
	}
}
