package opinion

import "runtime"

// Mode says how the map is made; see the package comment.
type Mode int

// The two modes.
const (
	Default Mode = iota
	Compat
)

// String returns "default" or "compat".
func (m Mode) String() string {
	if m == Compat {
		return "compat"
	}
	return "default"
}

// Options are the choices of an analysis. The zero value is the default mode
// with nothing moderated out.
type Options struct {
	Mode Mode

	// ModeratedOut are ids of statements that do not shape the map and are
	// never shown as telling of a group. Their votes are still counted.
	ModeratedOut []int
	// Meta are ids of statements about the voters themselves. They are left
	// out of the map like the moderated ones, and are routed often.
	Meta []int
	// Keep are ids of people who have been on the map before: once in, always
	// in, however few votes they have.
	Keep []int

	// MinVotes is how many votes put a person on the map: 7 if zero, and never
	// more than there are statements.
	MinVotes int
	// MaxGroups is the largest number of groups looked for: 5 if zero, at most 8.
	MaxGroups int
	// MinShare is the smallest share of the people on the map a group may have,
	// 0.05 if zero; a group has at least 5 people in any case. Default mode.
	MinShare float64
	// Starts is how many starts the search for groups makes, 10 if zero.
	// Default mode.
	Starts int
	// Draws is how many times the people are drawn anew to see whether the
	// groups come back, 20 if zero. Default mode.
	Draws int
	// Steady holds on to the number of groups from one analysis to the next; nil
	// takes each as it comes. Compat mode.
	Steady *Steady
	// Workers is how many goroutines may work at once: as many as there are
	// processors if zero. The result does not depend on it.
	Workers int
}

// minPeople is the smallest group of the default mode: what is said of fewer
// may tell of a person.
const minPeople = 5

func (o Options) filled() Options {
	setInt(&o.MinVotes, 7)
	setInt(&o.MaxGroups, 5)
	setInt(&o.Starts, 10)
	setInt(&o.Draws, 20)
	setInt(&o.Workers, runtime.GOMAXPROCS(0))
	o.MaxGroups = min(o.MaxGroups, 8)
	if o.MinShare <= 0 {
		o.MinShare = 0.05
	}
	return o
}

func setInt(v *int, to int) {
	if *v <= 0 {
		*v = to
	}
}

// columns is the statements of an analysis: their ids, and which are left out of
// the map.
type columns struct {
	tids []int
	out  []bool // moderated out or meta
	meta []bool
}

func (o Options) columns(tids []int) columns {
	c := columns{tids, make([]bool, len(tids)), make([]bool, len(tids))}
	at := indexOf(tids)
	for _, id := range o.ModeratedOut {
		if j, ok := at[id]; ok {
			c.out[j] = true
		}
	}
	for _, id := range o.Meta {
		if j, ok := at[id]; ok {
			c.out[j], c.meta[j] = true, true
		}
	}
	return c
}
