package opinion

import "math"

// How the test against chance is made.
const (
	chancePeople = 512 // looked at
	chanceDraws  = 6
	chanceBasis  = 20
	chanceMargin = 0.05 // at least this much more than chance
	chanceSigma  = 2    // and this many standard deviations
)

// sparse is the centred votes of a few people, written out.
type sparse struct {
	width int
	end   []int
	at    []uint16
	value []float64
}

func (c *centered) sparse(rows [][]cell) *sparse {
	s := &sparse{width: c.width}
	for _, row := range rows {
		for _, v := range row {
			if d := c.dev[v]; d != 0 {
				s.at, s.value = append(s.at, v>>2), append(s.value, d)
			}
		}
		s.end = append(s.end, len(s.at))
	}
	return s
}

// flipped turns the sign of each value by chance. What two statements have in
// common is gone, and how much each varies is kept.
func (s *sparse) flipped(seed source) *sparse {
	f := &sparse{s.width, s.end, s.at, make([]float64, len(s.value))}
	for i, v := range s.value {
		f.value[i] = v * seed.sign()
	}
	return f
}

func (s *sparse) apply(dst, src [][]float64) {
	for at := 0; at < len(src); at += lanes {
		end := min(at+lanes, len(src))
		s.applyFew(dst[at:end], src[at:end])
	}
}

func (s *sparse) applyFew(dst, src [][]float64) {
	in, out := make([]lane, s.width), make([]lane, s.width)
	for k, v := range src {
		for j, x := range v {
			in[j][k] = x
		}
	}
	from := 0
	for _, end := range s.end {
		s.row(out, in, from, end)
		from = end
	}
	for k := range dst {
		for j := range dst[k] {
			dst[k][j] = out[j][k]
		}
	}
}

func (s *sparse) row(out, in []lane, from, end int) {
	var y lane
	for i := from; i < end; i++ {
		v, p := s.value[i], &in[s.at[i]]
		y[0] += v * p[0]
		y[1] += v * p[1]
		y[2] += v * p[2]
		y[3] += v * p[3]
	}
	for i := from; i < end; i++ {
		v, p := s.value[i], &out[s.at[i]]
		p[0] += v * y[0]
		p[1] += v * y[1]
		p[2] += v * y[2]
		p[3] += v * y[3]
	}
}

// largest is near enough after one round: chance is told from the rest by far more.
func (s *sparse) largest(n int) []float64 {
	values, _, _ := eigen{op: s, width: s.width, rough: n, basis: chanceBasis}.solve()
	return values
}

// dimensions is how many components, at most four, tell more than chance would:
// those whose eigenvalue is well above the one of the same place found when the
// signs of the votes are drawn anew, up to the first that is not. Source: Horn, "A rationale and test for the number of factors
// in factor analysis", Psychometrika 30, 1965, with signs flipped instead of
// votes drawn: Hong, Sheng, Dobriban, "Selecting the number of components in PCA
// via random signflips", 2020.
func dimensions(c *centered, rows [][]cell, workers int) int {
	s := c.sparse(rows)
	if len(s.at) == 0 {
		return 0
	}
	drawn := make([][]float64, chanceDraws)
	each(chanceDraws, workers, func(i int) {
		drawn[i] = s.flipped(source(i + 1)).largest(lanes)
	})
	for n, v := range s.largest(lanes) {
		if v <= bar(drawn, n) {
			return n
		}
	}
	return min(lanes, s.width)
}

// bar is what the n-th eigenvalue must be above.
func bar(drawn [][]float64, n int) float64 {
	values := make([]float64, len(drawn))
	for i := range drawn {
		values[i] = drawn[i][n]
	}
	mean, sd := meanAndDeviation(values)
	return mean + max(chanceSigma*sd, chanceMargin*mean)
}

func meanAndDeviation(values []float64) (mean, sd float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		sd += (v - mean) * (v - mean) / float64(len(values)-1)
	}
	return mean, math.Sqrt(sd)
}
