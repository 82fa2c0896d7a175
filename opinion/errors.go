package opinion

import (
	"errors"
	"fmt"
)

// Errors of the readers.
var (
	ErrTooLarge   = errors.New("opinion: the file is larger than the limits allow")
	ErrConvention = errors.New("opinion: cannot tell whether agree is 1 or -1")
	ErrNoFiles    = errors.New("opinion: neither votes.csv nor participants-votes.csv is there")
)

// FormatError says what is wrong with a file of votes and where.
type FormatError struct {
	File   string // as Polis names it: votes.csv, comments.csv, participants-votes.csv
	Line   int    // from 1
	Reason Reason
	Value  string // what was found, or the column that is missing
}

// Reason is what is wrong, for a caller that has texts of its own.
type Reason string

// The reasons.
const (
	ReasonCSV     Reason = "not CSV"
	ReasonColumn  Reason = "a column is missing"
	ReasonNumber  Reason = "not a whole number"
	ReasonChoice  Reason = "a vote is not -1, 0 or 1"
	ReasonTwice   Reason = "a column is there twice"
	ReasonNothing Reason = "no header"
)

func (e *FormatError) Error() string {
	return fmt.Sprintf("opinion: %s line %d: %s: %q", e.File, e.Line, e.Reason, e.Value)
}
