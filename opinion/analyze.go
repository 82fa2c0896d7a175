package opinion

import "errors"

// ErrNoVotes means that there is nothing to analyze.
var ErrNoVotes = errors.New("opinion: no votes")

// Analyze makes the opinion map of the votes.
func Analyze(m *Matrix, o Options) (*Result, error) {
	if len(m.rows) == 0 {
		return nil, ErrNoVotes
	}
	o = o.filled()
	if o.Mode == Compat {
		return analyzeCompat(m, o), nil
	}
	l := newLive(m, o)
	l.sumIfCheaper()
	return l.result(), nil
}
