package opinion

// Result is an opinion map. Lists by statement follow Statements, lists by
// person follow Participants. MarshalJSON tells how it looks as JSON.
type Result struct {
	Mode         Mode
	Participants []int // ids of everyone with a vote
	Statements   []int // ids of every statement with a vote, ascending
	ModeratedOut []int // those of Statements that were moderated out
	Votes        int   // how many latest votes there are

	// OnMap tells who has voted enough to be on the map and in a group.
	OnMap []bool

	// Mean is the mean of each statement's votes, 0 for those left out of the
	// map. Components are two vectors of length 1 over the statements.
	// Variances are their eigenvalues of X'X.
	Mean       []float64
	Components [2][]float64
	Variances  [2]float64

	// Points is where each person is on the map; StatementPoints where one who
	// had only agreed with that statement would be. Extremity is the distance
	// of the latter from the middle.
	Points          [][2]float64
	StatementPoints [][2]float64
	Extremity       []float64

	// Clear is false if there are no clear groups; then all on the map are one
	// group. Compat always finds groups and says nothing of clearness.
	Clear bool
	// Dimensions is how many components tell more than chance would, at most
	// four. Default mode.
	Dimensions int
	// Groups are largest first in the default mode, by number in compat.
	Groups []Group
	// GroupOf is the index in Groups of each person, -1 for those in none.
	GroupOf []int8
	// Candidates are the numbers of groups tried and what was found of each.
	Candidates []Candidate

	// Consensus is the product over groups of (A+1)/(S+2), Dissensus that of
	// (D+1)/(S+2), by statement: high where every group agrees, or disagrees.
	Consensus []float64
	Dissensus []float64
	// AgreedByAll and RejectedByAll are the statements most agreed with and
	// most disagreed with by everyone together, at most five each.
	AgreedByAll   []Majority
	RejectedByAll []Majority
	// Priorities are weights for choosing which statement to show; see [Next].
	Priorities []float64

	base       []baseCluster // compat
	baseRounds int
	out        []bool // statements left out of the map
}

// Group is people who vote alike.
type Group struct {
	ID   int // the number it is known by in the JSON form
	Size int
	// Agrees, Disagrees and Seen count its votes by statement, passes among
	// Seen.
	Agrees, Disagrees, Seen []int
	// Telling are the statements that tell most of the group, at most five.
	Telling []Telling
	// Stability is the mean share of the group that stayed together when the
	// people were drawn anew (the Jaccard index), 0 to 1. Default mode.
	Stability float64
}

// Telling is a statement that tells of a group: it votes so more than others do.
type Telling struct {
	Statement int    // id
	Choice    Choice // Agree or Disagree: which it does more than the others
	Successes int    // votes for that choice in the group
	Trials    int    // votes in the group, passes among them
	Share     float64
	ShareTest float64 // test value of the share against a half
	Ratio     float64 // share here to share in the other groups
	RatioTest float64 // test value of the difference
	Agrees    int     // agree votes in the group
	// Best marks the statement the group agrees with best, the first of the list.
	Best bool
}

// Majority is a statement a majority of all agrees or disagrees with.
type Majority struct {
	Statement int // id
	Successes int
	Trials    int
	Share     float64
	ShareTest float64
}

// Candidate is one number of groups that was tried.
type Candidate struct {
	K int
	// Silhouette is the mean silhouette, -1 to 1.
	Silhouette float64
	// Separation is how far apart the two closest groups are: Ashman's D along
	// the line between them. One even cloud cut in two has 2.7, two groups with
	// empty space between them more than 3. Default mode.
	Separation float64
	// Stability is the mean adjusted Rand index to groupings of people drawn
	// anew. Default mode; 0 if it was not needed.
	Stability float64
	// Smallest is the share of the smallest group. Default mode.
	Smallest float64

	clusters []cluster // compat
}

// K returns the number of groups; 1 if there are no clear groups.
func (r *Result) K() int { return len(r.Groups) }

// Sizes returns how many people each group has.
func (r *Result) Sizes() []int {
	sizes := make([]int, len(r.Groups))
	for g := range r.Groups {
		sizes[g] = r.Groups[g].Size
	}
	return sizes
}

// CountOnMap returns how many people are on the map.
func (r *Result) CountOnMap() int {
	n := 0
	for _, in := range r.OnMap {
		if in {
			n++
		}
	}
	return n
}

// newResult has what both modes know from the start.
func newResult(mode Mode, pids []int, cols columns) *Result {
	r := &Result{Mode: mode, Participants: pids, Statements: cols.tids, out: cols.out}
	for j, out := range cols.out {
		if out && !cols.meta[j] {
			r.ModeratedOut = append(r.ModeratedOut, cols.tids[j])
		}
	}
	return r
}
