package opinion

import (
	"sync/atomic"
	"time"
)

// Measure is what some work took.
type Measure struct {
	Wall   time.Duration
	CPU    time.Duration // of all goroutines together; 0 where the system does not tell
	Memory int64         // the most this process has held so far, in bytes
}

func measure(work func() error) (Measure, error) {
	before, _ := usage()
	start := time.Now()
	err := work()
	wall := time.Since(start)
	after, memory := usage()
	return Measure{wall, after - before, memory}, err
}

// MeasureAnalysis measures Analyze.
func MeasureAnalysis(m *Matrix, o Options) (r *Result, took Measure, err error) {
	took, err = measure(func() (err error) {
		r, err = Analyze(m, o)
		return err
	})
	return r, took, err
}

// MeasureRefresh makes a map that grows, adds so many votes by chance, and
// measures the adding and the new result together.
func MeasureRefresh(m *Matrix, o Options, votes int) (Measure, error) {
	l := NewLive(m, o)
	if _, err := l.Result(); err != nil {
		return Measure{}, err
	}
	seed := source(votes)
	return measure(func() error {
		for range votes {
			v := Vote{m.pids[seed.below(len(m.pids))], m.tids[seed.below(len(m.tids))], Choice(seed.below(3) - 1)}
			if err := l.Add(v); err != nil {
				return err
			}
		}
		_, err := l.Result()
		return err
	})
}

// Bytes is how much memory one pass over the votes must read: two bytes a vote
// and 24 a person.
func (m *Matrix) Bytes() int64 { return 2*int64(m.Len()) + 24*int64(len(m.rows)) }

// bandwidthSink keeps the sums of Bandwidth from being left out.
var bandwidthSink atomic.Uint64

// Bandwidth measures how many bytes a second so many goroutines can read from
// memory together: the best of five passes over 256 MB. The least time of one
// pass over the votes is [Matrix.Bytes] divided by it.
func Bandwidth(workers int) float64 {
	const size = 256 << 20
	words := make([]uint64, size/8)
	for i := range words {
		words[i] = uint64(i)
	}
	best := time.Duration(1 << 62)
	for range 5 {
		start := time.Now()
		each(workers, workers, func(w int) {
			bandwidthSink.Add(sumWords(words[w*len(words)/workers : (w+1)*len(words)/workers]))
		})
		best = min(best, time.Since(start))
	}
	return size / best.Seconds()
}

func sumWords(words []uint64) uint64 {
	var a, b, c, d, e, f, g, h uint64
	for len(words) >= 8 {
		w := words[:8]
		a, b, c, d = a+w[0], b+w[1], c+w[2], d+w[3]
		e, f, g, h = e+w[4], f+w[5], g+w[6], h+w[7]
		words = words[8:]
	}
	return a + b + c + d + e + f + g + h
}
