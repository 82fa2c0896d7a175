package opinion

import (
	"cmp"
	"slices"
	"time"
)

// Convention is which number means agree in a file. Exports of Polis have both.
type Convention int

// The conventions. Detect looks at the sums the export itself gives, and failing
// that at the clock: exports whose times are in seconds write agree as -1.
const (
	Detect Convention = iota
	AgreePlus
	AgreeMinus
)

// String names the convention by the number of an agree vote.
func (c Convention) String() string {
	switch c {
	case AgreePlus:
		return "agree=1"
	case AgreeMinus:
		return "agree=-1"
	}
	return "detect"
}

// Event is one vote as it was given, in a log.
type Event struct {
	Vote
	At int64 // Unix time in milliseconds, 0 if not known
}

// Comment is a statement as an export tells of it.
type Comment struct {
	ID     int
	Author int
	Time   time.Time // zero if not known
	// Agrees and Disagrees count every vote given, also those changed later.
	Agrees, Disagrees int
	Moderated         int // -1 rejected, 0 not moderated, 1 accepted
	Text              string
}

// Conversation is what an export holds.
type Conversation struct {
	Events   []Event // oldest first
	Comments []Comment
	// Convention is the one the votes had in the file; in Events agree is +1.
	Convention Convention
	// Assumed is true if nothing in the files told the convention.
	Assumed bool
	// Groups are the group numbers written in participants-votes.csv, by person.
	Groups map[int]int
	// Summary holds the lines of summary.csv: topic, url, and so on.
	Summary []Field
}

// Field is a name and a value of summary.csv.
type Field struct{ Name, Value string }

// Votes returns the events as votes, oldest first.
func (c *Conversation) Votes() []Vote {
	votes := make([]Vote, len(c.Events))
	for i, e := range c.Events {
		votes[i] = e.Vote
	}
	return votes
}

// Matrix returns the latest votes.
func (c *Conversation) Matrix() (*Matrix, error) {
	return newMatrix(len(c.Events), func(i int) Vote { return c.Events[i].Vote })
}

// Rejected returns the ids of the statements moderated out.
func (c *Conversation) Rejected() []int {
	var ids []int
	for _, s := range c.Comments {
		if s.Moderated < 0 {
			ids = append(ids, s.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// byTime sorts a log. Votes of the same moment stay in the order of the file.
func byTime(events []Event) {
	order := func(a, b Event) int { return cmp.Compare(a.At, b.At) }
	if !slices.IsSortedFunc(events, order) {
		slices.SortStableFunc(events, order)
	}
}

// flip turns agree into disagree and back.
func flip(events []Event) {
	for i := range events {
		events[i].Choice = -events[i].Choice
	}
}
