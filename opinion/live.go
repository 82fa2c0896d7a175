package opinion

import (
	"fmt"
	"slices"
)

// Live is an opinion map that votes are added to. Adding one costs as much as
// that person has votes; Result then costs one pass over all votes. A Live keeps
// whole-number sums for each pair of statements (see pairSums) if there are at
// most 2048 statements. It must not be used by several goroutines at once.
type Live struct {
	o    Options
	m    *Matrix
	cols columns
	sums *pairSums // nil if there are too many statements

	comps  [][]float64 // of the last result, to begin from
	groups []int8      // of the last result, by row; nil if there is none
	counts [][]int32   // votes of those groups by cell
}

// NewLive begins with the votes of a matrix, which it does not change.
func NewLive(m *Matrix, o Options) *Live {
	l := newLive(m, o.filled())
	l.sum()
	return l
}

func newLive(m *Matrix, o Options) *Live {
	own := &Matrix{slices.Clone(m.pids), slices.Clone(m.tids), slices.Clone(m.rows)}
	return &Live{o: o, m: own, cols: o.columns(own.tids)}
}

// sum makes the pair sums.
func (l *Live) sum() {
	l.sums = nil
	if n := len(l.m.tids); n <= pairLimit {
		l.sums = sumPairs(l.m.rows, n, l.o.Workers)
	}
}

// sumIfCheaper makes them if that is less work than going through the votes as
// often as block iteration needs to.
func (l *Live) sumIfCheaper() {
	const passes = 150
	var votes, pairs int
	for _, row := range l.m.rows {
		votes += len(row)
		pairs += len(row) * (len(row) + 1) / 2
	}
	if pairs <= passes*votes {
		l.sum()
	}
}

// Clone returns a Live with the same votes that shares nothing that changes. A
// result can be made of it in another goroutine while votes go on being added to
// this one.
func (l *Live) Clone() *Live {
	c := newLive(l.m, l.o)
	if l.sums != nil {
		c.sums = &pairSums{l.sums.width, slices.Clone(l.sums.n), slices.Clone(l.sums.a), slices.Clone(l.sums.p)}
	}
	c.comps, c.groups = l.comps, slices.Clone(l.groups)
	for _, count := range l.counts {
		c.counts = append(c.counts, slices.Clone(count))
	}
	return c
}

// Moderate changes which statements are left out of the map.
func (l *Live) Moderate(out, meta []int) {
	l.o.ModeratedOut, l.o.Meta = out, meta
	l.cols = l.o.columns(l.m.tids)
}

// Add takes one vote, in place of an earlier one by the same person on the same
// statement.
func (l *Live) Add(v Vote) error {
	if v.Choice < Disagree || v.Choice > Agree {
		return fmt.Errorf("%w: %d", ErrChoice, v.Choice)
	}
	j, known := slices.BinarySearch(l.m.tids, v.Statement)
	if !known {
		if len(l.m.tids) == MaxStatements {
			return ErrTooManyStatements
		}
		l.insertStatement(j, v.Statement)
	}
	i, known := slices.BinarySearch(l.m.pids, v.Participant)
	if !known {
		l.insertPerson(i, v.Participant)
	}
	l.set(i, pack(j, v.Choice))
	return nil
}

func (l *Live) insertPerson(i, pid int) {
	l.m.pids = slices.Insert(l.m.pids, i, pid)
	l.m.rows = slices.Insert(l.m.rows, i, nil)
	if l.groups != nil {
		l.groups = slices.Insert(l.groups, i, -1)
	}
}

// insertStatement is cheap for a statement newer than all others, which is the
// rule. One in between moves the others, and everything is counted again.
func (l *Live) insertStatement(j, tid int) {
	l.m.tids = slices.Insert(l.m.tids, j, tid)
	l.cols = l.o.columns(l.m.tids)
	l.comps, l.groups, l.counts = nil, nil, nil
	if j < len(l.m.tids)-1 {
		for i, row := range l.m.rows {
			l.m.rows[i] = shifted(row, j)
		}
		l.sum()
		return
	}
	if l.sums != nil && len(l.m.tids) <= pairLimit {
		l.sums.widen()
	} else {
		l.sums = nil
	}
}

// shifted moves the statements from j on by one.
func shifted(row []cell, j int) []cell {
	out := make([]cell, len(row))
	for i, c := range row {
		if statementOf(c) >= j {
			c += 4
		}
		out[i] = c
	}
	return out
}

// set puts a vote in its row. The row is written anew, as it may be shared.
func (l *Live) set(i int, v cell) {
	row := l.m.rows[i]
	at, _ := slices.BinarySearchFunc(row, v, func(a, b cell) int { return statementOf(a) - statementOf(b) })
	replaces := at < len(row) && statementOf(row[at]) == statementOf(v)
	if replaces {
		l.count(i, row[at], row, -1)
		row = slices.Clone(row)
		row[at] = v
	} else {
		row = slices.Concat(row[:at], []cell{v}, row[at:])
	}
	l.count(i, v, row, 1)
	l.m.rows[i] = row
}

func (l *Live) count(i int, v cell, row []cell, sign int32) {
	if l.sums != nil {
		l.sums.change(v, row, sign)
	}
	if l.groups != nil && l.groups[i] >= 0 {
		l.counts[l.groups[i]][v] += sign
	}
}

// Result makes the map of the votes so far. It is what Analyze makes of the same
// votes, to the last few digits.
func (l *Live) Result() (*Result, error) {
	if len(l.m.rows) == 0 {
		return nil, ErrNoVotes
	}
	if l.o.Mode == Compat {
		return analyzeCompat(l.m, l.o), nil
	}
	return l.result(), nil
}
