package opinion

import (
	"errors"
	"io"
	"strconv"
	"strings"
)

// ReadMatrix reads participants-votes.csv: a row a person, a column a statement,
// an empty field where there is no vote. Its own sums of agrees and disagrees
// tell the convention.
func ReadMatrix(r io.Reader, o ReadOptions) (*Conversation, error) {
	l := o.Limits.filled()
	t, err := openTable(MatrixFile, r, l)
	if err != nil {
		return nil, err
	}
	if err := t.need("participant"); err != nil {
		return nil, err
	}
	m := &matrixFile{table: t, limits: l, c: &Conversation{Groups: map[int]int{}}}
	if err := m.columns(); err != nil {
		return nil, err
	}
	for {
		if err := t.next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if err := m.person(); err != nil {
			return nil, err
		}
	}
	m.c.Convention = o.Convention
	if m.c.Convention == Detect {
		m.c.Convention = nearer(m.plus, m.minus)
	}
	return m.c, m.c.conclude(o)
}

type matrixFile struct {
	*table
	limits Limits
	c      *Conversation
	at     []int // field of each statement
	ids    []int
	people int

	plus, minus int // how far the sums are off, by convention
}

func (m *matrixFile) columns() error {
	for i, name := range m.names {
		id, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		m.at, m.ids = append(m.at, i), append(m.ids, id)
	}
	if len(m.ids) > m.limits.Statements {
		return ErrTooLarge
	}
	return nil
}

func (m *matrixFile) person() error {
	pid, err := m.number("participant", false)
	if err != nil {
		return err
	}
	if m.people++; m.people > m.limits.Participants {
		return ErrTooLarge
	}
	if s := m.text("group-id"); s != "" {
		if m.c.Groups[pid], err = m.number("group-id", true); err != nil {
			return err
		}
	}
	var ones, minuses int
	for k, i := range m.at {
		s := m.field(i)
		if s == "" {
			continue
		}
		v, err := m.choice(s)
		if err != nil {
			return err
		}
		ones, minuses = ones+b2i(v == Agree), minuses+b2i(v == Disagree)
		m.c.Events = append(m.c.Events, Event{Vote: Vote{pid, m.ids[k], v}})
	}
	if len(m.c.Events) > m.limits.Votes {
		return ErrTooLarge
	}
	return m.compare(ones, minuses)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (m *matrixFile) compare(ones, minuses int) error {
	if !m.has("n-agree") || !m.has("n-disagree") {
		return nil
	}
	agrees, err := m.number("n-agree", true)
	if err != nil {
		return err
	}
	disagrees, err := m.number("n-disagree", true)
	if err != nil {
		return err
	}
	m.plus += abs(agrees-ones) + abs(disagrees-minuses)
	m.minus += abs(agrees-minuses) + abs(disagrees-ones)
	return nil
}

// readSummary reads summary.csv, which has no header: a name and a value a line.
func (c *Conversation) readSummary(r io.Reader, l Limits) error {
	t := newTable(SummaryFile, r, l.filled())
	for {
		if err := t.next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if len(c.Summary) < 1000 {
			c.Summary = append(c.Summary, Field{strings.Clone(t.field(0)), strings.Clone(t.field(1))})
		}
	}
}
