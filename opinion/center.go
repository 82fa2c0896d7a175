package opinion

import "math"

// centered is the matrix seen as the mathematics sees it: a vote is its
// difference to the mean of its statement, and a missing vote is 0, because it
// is filled with that mean. So every sum over people runs over votes alone.
type centered struct {
	rows    [][]cell
	width   int       // statements
	mean    []float64 // 0 for statements left out
	dev     []float64 // dev[4j+code]: the vote minus the mean, 0 for statements left out
	workers int
}

// tally counts the votes of each statement by code.
func tally(rows [][]cell, width, workers int) []int32 {
	count := make([]int32, 4*width)
	sums := make([][]int32, (len(rows)+partSize-1)/partSize)
	parts(len(rows), workers, func(p, from, to int) {
		sums[p] = make([]int32, 4*width)
		for _, row := range rows[from:to] {
			for _, c := range row {
				sums[p][c]++
			}
		}
	})
	for _, part := range sums {
		for i, n := range part {
			count[i] += n
		}
	}
	return count
}

// center takes the mean of each statement over those who voted on it:
// μ_j = Σ x_ij / n_j.
func center(rows [][]cell, count []int32, out []bool, workers int) *centered {
	width := len(out)
	c := &centered{rows: rows, width: width, workers: workers}
	c.mean, c.dev = make([]float64, width), make([]float64, 4*width)
	for j := range width {
		no, pass, yes := count[4*j], count[4*j+1], count[4*j+2]
		if out[j] || no+pass+yes == 0 {
			continue
		}
		c.mean[j] = float64(yes-no) / float64(no+pass+yes)
		for code := range 3 {
			c.dev[4*j+code] = float64(code-1) - c.mean[j]
		}
	}
	return c
}

// apply sets dst to X'X src for each vector, where X is the centred matrix.
func (c *centered) apply(dst, src [][]float64) {
	for at := 0; at < len(src); at += lanes {
		end := min(at+lanes, len(src))
		c.applyFew(dst[at:end], src[at:end])
	}
}

// lanes is how many vectors one pass over the votes takes.
const lanes = 4

type lane [lanes]float64

// applyFew first multiplies every vote's value with the vectors, in a table, so
// that the passes only look up and add: y_i = Σ_j x_ij v_j, then Σ_i x_ij y_i.
func (c *centered) applyFew(dst, src [][]float64) {
	table := c.table(src)
	sums := make([][]lane, (len(c.rows)+partSize-1)/partSize)
	parts(len(c.rows), c.workers, func(p, from, to int) {
		acc := make([]lane, len(table))
		for _, row := range c.rows[from:to] {
			y := lookUp(table, row)
			for _, v := range row {
				a := &acc[v]
				a[0] += y[0]
				a[1] += y[1]
				a[2] += y[2]
				a[3] += y[3]
			}
		}
		sums[p] = acc
	})
	c.gather(dst, sums)
}

func (c *centered) table(src [][]float64) []lane {
	t := make([]lane, 4*c.width)
	for i, d := range c.dev {
		for k, v := range src {
			t[i][k] = d * v[i/4]
		}
	}
	return t
}

func lookUp(table []lane, row []cell) lane {
	var y0, y1, y2, y3 float64
	for _, v := range row {
		t := &table[v]
		y0 += t[0]
		y1 += t[1]
		y2 += t[2]
		y3 += t[3]
	}
	return lane{y0, y1, y2, y3}
}

func (c *centered) gather(dst [][]float64, sums [][]lane) {
	for k := range dst {
		clear(dst[k])
	}
	for _, acc := range sums {
		for i, a := range acc {
			for k := range dst {
				dst[k][i/4] += c.dev[i] * a[k]
			}
		}
	}
}

// project calls use for everyone with their place on the components:
// p_i = s_i·Σ_j (x_ij − μ_j)·c_j over the statements i has voted on, and the
// factor s_i = sqrt(m / max(1, n_i)), which makes up for statements not voted on:
// n_i is how many i has voted on of the m on the map. extra is added to both, for
// [Compat]. Several calls run at once.
func (c *centered) project(comps [][]float64, out []bool, extra int, use func(i int, p lane, scale float64)) {
	table, kept := c.table(comps), countFalse(out)
	scale := scales(kept, extra)
	parts(len(c.rows), c.workers, func(_, from, to int) {
		for i := from; i < to; i++ {
			n := len(c.rows[i])
			if kept < len(out) {
				n = countVoted(c.rows[i], out)
			}
			use(i, times(lookUp(table, c.rows[i]), scale[n]), scale[n])
		}
	})
}

func times(p lane, s float64) lane {
	for k := range p {
		p[k] *= s
	}
	return p
}

func scales(m, extra int) []float64 {
	s := make([]float64, m+1)
	for n := range s {
		s[n] = math.Sqrt(float64(m+extra) / float64(max(1, n+extra)))
	}
	return s
}

// countVoted counts the votes in a row on the statements not left out.
func countVoted(row []cell, out []bool) int {
	n := 0
	for _, v := range row {
		if !out[statementOf(v)] {
			n++
		}
	}
	return n
}

func countFalse(b []bool) int {
	n := 0
	for _, v := range b {
		if !v {
			n++
		}
	}
	return n
}
