package opinion

import (
	"errors"
	"fmt"
	"slices"
)

// Choice is what a person answered to a statement.
type Choice int8

// The three answers. Their numbers are the values the mathematics uses.
const (
	Disagree Choice = -1
	Pass     Choice = 0
	Agree    Choice = 1
)

// Vote is one answer of one person to one statement. Ids are any numbers of the
// caller's; they need not be dense.
type Vote struct {
	Participant int
	Statement   int
	Choice      Choice
}

// MaxStatements is how many statements one matrix can hold: a vote is packed in
// two bytes, 14 bits of statement and two of choice.
const MaxStatements = 1 << 14

// Errors of the votes given.
var (
	ErrTooManyStatements = fmt.Errorf("opinion: more than %d statements", MaxStatements)
	ErrChoice            = errors.New("opinion: a choice is -1, 0 or 1")
)

// cell is one vote in a row: statement index << 2 | code, where code is the
// choice plus one.
type cell = uint16

func pack(statement int, c Choice) cell { return cell(statement)<<2 | cell(c+1) }

func codeOf(c cell) int      { return int(c & 3) }
func statementOf(c cell) int { return int(c >> 2) }
func choiceOf(c cell) Choice { return Choice(c&3) - 1 }

// Matrix holds the latest vote of each person on each statement: a row for
// everyone with a vote, a column for every statement with a vote, both in the
// order of their ids. It takes two bytes a vote and about 32 a person.
type Matrix struct {
	pids []int
	tids []int
	rows [][]cell // by statement, ascending
}

// NewMatrix takes a log of votes, oldest first: of several votes by one person
// on one statement the last counts. Apart from that the order does not matter.
func NewMatrix(votes []Vote) (*Matrix, error) {
	return newMatrix(len(votes), func(i int) Vote { return votes[i] })
}

func newMatrix(n int, at func(i int) Vote) (*Matrix, error) {
	m := &Matrix{}
	for i := range n {
		if c := at(i).Choice; c < Disagree || c > Agree {
			return nil, fmt.Errorf("%w: %d", ErrChoice, c)
		}
	}
	m.pids = distinct(n, func(i int) int { return at(i).Participant })
	m.tids = distinct(n, func(i int) int { return at(i).Statement })
	if len(m.tids) > MaxStatements {
		return nil, ErrTooManyStatements
	}
	m.fill(n, at)
	return m, nil
}

func distinct(n int, id func(i int) int) []int {
	seen := map[int]struct{}{}
	for i := range n {
		seen[id(i)] = struct{}{}
	}
	ids := make([]int, 0, len(seen))
	for v := range seen {
		ids = append(ids, v)
	}
	slices.Sort(ids)
	return ids
}

func indexOf(ids []int) map[int]int32 {
	at := make(map[int]int32, len(ids))
	for i, id := range ids {
		at[id] = int32(i)
	}
	return at
}

// fill cuts one array into rows, so that a pass over the votes runs through
// memory in order.
func (m *Matrix) fill(n int, vote func(i int) Vote) {
	row, column := indexOf(m.pids), indexOf(m.tids)
	count := make([]int, len(m.pids))
	for i := range n {
		count[row[vote(i).Participant]]++
	}
	m.rows = make([][]cell, len(m.pids))
	all, at := make([]cell, n), 0
	for i, n := range count {
		m.rows[i] = all[at : at : at+n]
		at += n
	}
	for k := range n {
		v := vote(k)
		i := row[v.Participant]
		m.rows[i] = append(m.rows[i], pack(int(column[v.Statement]), v.Choice))
	}
	for i := range m.rows {
		m.rows[i] = latest(m.rows[i])
	}
}

// latest sorts a row by statement and keeps the last vote on each.
func latest(row []cell) []cell {
	slices.SortStableFunc(row, func(a, b cell) int { return int(a>>2) - int(b>>2) })
	kept := row[:0]
	for i, c := range row {
		if i+1 == len(row) || row[i+1]>>2 != c>>2 {
			kept = append(kept, c)
		}
	}
	return kept[:len(kept):len(kept)]
}

// Participants returns the ids of the rows, in order. Do not change it.
func (m *Matrix) Participants() []int { return m.pids }

// Statements returns the ids of the columns, in order. Do not change it.
func (m *Matrix) Statements() []int { return m.tids }

// Len returns the number of votes.
func (m *Matrix) Len() int {
	n := 0
	for _, row := range m.rows {
		n += len(row)
	}
	return n
}

// Each calls f for every vote, by person and then by statement.
func (m *Matrix) Each(f func(Vote)) {
	for i, row := range m.rows {
		for _, c := range row {
			f(Vote{m.pids[i], m.tids[statementOf(c)], choiceOf(c)})
		}
	}
}
