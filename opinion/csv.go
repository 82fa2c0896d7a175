package opinion

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Limits bound what a reader takes in. A zero field means the default.
type Limits struct {
	Bytes        int64 // of one file: 4 GiB
	Votes        int   // 100 million
	Participants int   // 10 million
	Statements   int   // MaxStatements
}

func (l Limits) filled() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 4 << 30
	}
	setInt(&l.Votes, 100_000_000)
	setInt(&l.Participants, 10_000_000)
	setInt(&l.Statements, MaxStatements)
	return l
}

// table reads a CSV file with a header, line by line.
type table struct {
	file   string
	csv    *csv.Reader
	header map[string]int
	names  []string
	row    []string
}

// limited reports ErrTooLarge when there is more than the limit.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

func newTable(file string, r io.Reader, l Limits) *table {
	t := &table{file: file, csv: csv.NewReader(&limited{r, l.Bytes}), header: map[string]int{}}
	t.csv.FieldsPerRecord, t.csv.LazyQuotes, t.csv.ReuseRecord = -1, true, true
	return t
}

func openTable(file string, r io.Reader, l Limits) (*table, error) {
	t := newTable(file, r, l)
	if err := t.next(); errors.Is(err, io.EOF) {
		return nil, &FormatError{file, 1, ReasonNothing, ""}
	} else if err != nil {
		return nil, err
	}
	for i, name := range t.row {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		name = strings.ReplaceAll(name, "_", "-")
		if _, twice := t.header[name]; twice && name != "" {
			return nil, t.wrong(ReasonTwice, name)
		}
		t.header[strings.Clone(name)] = i
		t.names = append(t.names, strings.Clone(name))
	}
	return t, nil
}

// next reads a row; io.EOF is the end.
func (t *table) next() error {
	row, err := t.csv.Read()
	var bad *csv.ParseError
	switch {
	case errors.Is(err, ErrTooLarge):
		return ErrTooLarge
	case errors.As(err, &bad):
		return &FormatError{t.file, bad.Line, ReasonCSV, bad.Err.Error()}
	}
	t.row = row
	return err
}

func (t *table) line() int {
	if len(t.row) == 0 {
		return 1
	}
	line, _ := t.csv.FieldPos(0)
	return line
}

func (t *table) wrong(reason Reason, value string) error {
	if r := []rune(value); len(r) > 60 {
		value = string(r[:60]) + "…"
	}
	return &FormatError{t.file, t.line(), reason, value}
}

// need returns an error if a column is missing.
func (t *table) need(names ...string) error {
	for _, name := range names {
		if !t.has(name) {
			return &FormatError{t.file, 1, ReasonColumn, name}
		}
	}
	return nil
}

func (t *table) has(name string) bool {
	_, ok := t.header[name]
	return ok
}

// text returns a field, empty if the row or the file does not have it.
func (t *table) text(name string) string {
	if i, ok := t.header[name]; ok {
		return t.field(i)
	}
	return ""
}

func (t *table) field(i int) string {
	if i < len(t.row) {
		return strings.TrimSpace(t.row[i])
	}
	return ""
}

// number returns a whole number; a field that is not there is 0 if it may be
// missing.
func (t *table) number(name string, mayMiss bool) (int, error) {
	s := t.text(name)
	if s == "" && mayMiss {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, t.wrong(ReasonNumber, s)
	}
	return n, nil
}

func (t *table) choice(s string) (Choice, error) {
	switch s {
	case "1", "1.0":
		return Agree, nil
	case "0", "0.0", "-0.0":
		return Pass, nil
	case "-1", "-1.0":
		return Disagree, nil
	}
	return 0, t.wrong(ReasonChoice, s)
}
