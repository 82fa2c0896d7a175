package opinion

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
)

// The files of an export, as Polis names them.
const (
	VotesFile    = "votes.csv"
	CommentsFile = "comments.csv"
	MatrixFile   = "participants-votes.csv"
	SummaryFile  = "summary.csv"
	HistoryFile  = "stats-history.csv"
)

// ReadOptions say how to read an export.
type ReadOptions struct {
	Convention Convention
	// Strict refuses with ErrConvention when the convention cannot be told;
	// otherwise agree is taken to be 1.
	Strict bool
	Limits Limits
}

// ReadDir reads an export from a folder: votes.csv, or participants-votes.csv if
// there is no log; comments.csv and summary.csv if they are there.
func ReadDir(dir fs.FS, o ReadOptions) (*Conversation, error) {
	c := &Conversation{}
	_, err := readFile(dir, CommentsFile, func(r io.Reader) (err error) {
		c.Comments, err = ReadComments(r, o.Limits)
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, err := readFile(dir, SummaryFile, func(r io.Reader) error { return c.readSummary(r, o.Limits) }); err != nil {
		return nil, err
	}
	return c, c.readVotes(dir, o)
}

func (c *Conversation) readVotes(dir fs.FS, o ReadOptions) error {
	matrix := &Conversation{}
	there, err := readFile(dir, MatrixFile, func(r io.Reader) (err error) {
		matrix, err = ReadMatrix(r, o)
		return err
	})
	if err != nil {
		return err
	}
	c.Groups = matrix.Groups
	log, err := readFile(dir, VotesFile, func(r io.Reader) error { return c.readLog(r, o) })
	switch {
	case err != nil:
		return err
	case !log && !there:
		return ErrNoFiles
	case !log:
		c.Events, c.Convention, c.Assumed = matrix.Events, matrix.Convention, matrix.Assumed
	}
	return nil
}

func readFile(dir fs.FS, name string, read func(io.Reader) error) (bool, error) {
	f, err := dir.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("opinion: %w", err)
	}
	defer func() { _ = f.Close() }()
	return true, read(f)
}

// ReadVotes reads a log of votes (votes.csv) alone.
func ReadVotes(r io.Reader, o ReadOptions) (*Conversation, error) {
	c := &Conversation{}
	return c, c.readLog(r, o)
}

func (c *Conversation) readLog(r io.Reader, o ReadOptions) error {
	l := o.Limits.filled()
	t, err := openTable(VotesFile, r, l)
	if err != nil {
		return err
	}
	if err := t.need("comment-id", "voter-id", "vote"); err != nil {
		return err
	}
	var clock clock
	for {
		if err := t.next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		e, err := t.event(&clock)
		if err != nil {
			return err
		}
		if c.Events = append(c.Events, e); len(c.Events) > l.Votes {
			return ErrTooLarge
		}
	}
	for i := range c.Events {
		c.Events[i].At = clock.milliseconds(c.Events[i].At)
	}
	byTime(c.Events)
	return c.settle(o, clock)
}

func (t *table) event(k *clock) (e Event, err error) {
	if e.Statement, err = t.number("comment-id", false); err != nil {
		return e, err
	}
	if e.Participant, err = t.number("voter-id", false); err != nil {
		return e, err
	}
	if e.Choice, err = t.choice(t.text("vote")); err != nil {
		return e, err
	}
	e.At = k.read(t.text("timestamp"))
	return e, nil
}

// clock finds out what the times of a file are in.
type clock struct{ most int64 }

// secondsBelow tells seconds from milliseconds: as milliseconds it is 1973, as
// seconds the year 5138.
const secondsBelow = 100_000_000_000

// read returns the time as it stands in the file, 0 if it is none.
func (k *clock) read(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	k.most = max(k.most, n)
	return n
}

func (k *clock) seconds() bool { return k.most > 0 && k.most < secondsBelow }

// milliseconds returns a time of the file in milliseconds.
func (k *clock) milliseconds(n int64) int64 {
	if k.seconds() {
		return n * 1000
	}
	return n
}

// settle finds the convention of a log and makes agree +1. The sums of
// comments.csv decide; failing them the clock.
func (c *Conversation) settle(o ReadOptions, k clock) error {
	c.Convention = o.Convention
	if c.Convention == Detect {
		c.Convention = c.bySums()
	}
	if c.Convention == Detect && k.most > 0 {
		c.Convention, c.Assumed = AgreePlus, !k.seconds()
		if k.seconds() {
			c.Convention = AgreeMinus
		}
	}
	return c.conclude(o)
}

func (c *Conversation) conclude(o ReadOptions) error {
	if c.Convention == Detect {
		c.Convention, c.Assumed = AgreePlus, true
	}
	if c.Assumed && o.Strict {
		return ErrConvention
	}
	if c.Convention == AgreeMinus {
		flip(c.Events)
	}
	return nil
}

// bySums compares the agrees and disagrees of each statement with the votes
// counted as they stand and the other way round; the nearer is right.
func (c *Conversation) bySums() Convention {
	ones, minuses := map[int]int{}, map[int]int{}
	for _, e := range c.Events {
		switch e.Choice {
		case Agree:
			ones[e.Statement]++
		case Disagree:
			minuses[e.Statement]++
		}
	}
	var plus, minus int
	for _, s := range c.Comments {
		one, other := ones[s.ID], minuses[s.ID]
		plus += abs(s.Agrees-one) + abs(s.Disagrees-other)
		minus += abs(s.Agrees-other) + abs(s.Disagrees-one)
	}
	return nearer(plus, minus)
}

func nearer(plus, minus int) Convention {
	switch {
	case plus < minus:
		return AgreePlus
	case minus < plus:
		return AgreeMinus
	}
	return Detect
}

func abs(n int) int { return max(n, -n) }
