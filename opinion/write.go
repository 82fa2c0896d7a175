package opinion

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"time"
)

// Export writes a conversation in the five files of Polis, with agree as +1:
// summary.csv, comments.csv, votes.csv, participants-votes.csv and
// stats-history.csv. Read back it gives the same result. The groups in
// participants-votes.csv are those of r, which may be nil. create opens a file
// by its name.
//
// The files tell how each person has voted. They are for those who run the vote,
// not open data.
func Export(c *Conversation, r *Result, create func(name string) (io.WriteCloser, error)) error {
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{SummaryFile, func(w io.Writer) error { return writeSummary(w, c.Summary) }},
		{CommentsFile, func(w io.Writer) error { return WriteComments(w, c.Comments) }},
		{VotesFile, func(w io.Writer) error { return WriteVotes(w, c.Events) }},
		{MatrixFile, func(w io.Writer) error { return WriteMatrix(w, c, r) }},
		{HistoryFile, func(w io.Writer) error { return writeHistory(w, c) }},
	} {
		out, err := create(f.name)
		if err != nil {
			return err
		}
		if err := f.write(out); err != nil {
			out.Close()
			return err
		}
		if err := out.Close(); err != nil {
			return err
		}
	}
	return nil
}

// writeRows writes a header and rows; row returns false when there are no more.
func writeRows(w io.Writer, header []string, row func() ([]string, bool)) error {
	out := csv.NewWriter(w)
	if header != nil {
		if err := out.Write(header); err != nil {
			return err
		}
	}
	for {
		fields, more := row()
		if !more {
			out.Flush()
			return out.Error()
		}
		if err := out.Write(fields); err != nil {
			return err
		}
	}
}

// listed calls f for each of a list, as writeRows wants it.
func listed[T any](list []T, f func(T) []string) func() ([]string, bool) {
	return func() ([]string, bool) {
		if len(list) == 0 {
			return nil, false
		}
		fields := f(list[0])
		list = list[1:]
		return fields, true
	}
}

func stamp(at int64) (string, string) {
	if at == 0 {
		return "", ""
	}
	return strconv.FormatInt(at, 10), time.UnixMilli(at).UTC().Format("Mon Jan 02 15:04:05 MST 2006")
}

func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// WriteVotes writes votes.csv.
func WriteVotes(w io.Writer, events []Event) error {
	header := []string{"timestamp", "datetime", "comment-id", "voter-id", "vote"}
	fields := make([]string, 5)
	return writeRows(w, header, listed(events, func(e Event) []string {
		fields[0], fields[1] = stamp(e.At)
		fields[2], fields[3] = strconv.Itoa(e.Statement), strconv.Itoa(e.Participant)
		fields[4] = strconv.Itoa(int(e.Choice))
		return fields
	}))
}

// WriteComments writes comments.csv.
func WriteComments(w io.Writer, comments []Comment) error {
	header := []string{"timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"}
	return writeRows(w, header, listed(comments, func(c Comment) []string {
		at, clock := stamp(milliseconds(c.Time))
		return []string{
			at, clock, strconv.Itoa(c.ID), strconv.Itoa(c.Author),
			strconv.Itoa(c.Agrees), strconv.Itoa(c.Disagrees), strconv.Itoa(c.Moderated), c.Text,
		}
	}))
}

func writeSummary(w io.Writer, summary []Field) error {
	return writeRows(w, nil, listed(summary, func(f Field) []string { return []string{f.Name, f.Value} }))
}

// WriteMatrix writes participants-votes.csv: the latest votes, and the group of
// each person in r if it is not nil.
func WriteMatrix(w io.Writer, c *Conversation, r *Result) error {
	m, err := c.Matrix()
	if err != nil {
		return err
	}
	header := []string{"participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}
	for _, id := range m.tids {
		header = append(header, strconv.Itoa(id))
	}
	written, group := map[int]int{}, groupIDs(r)
	for _, s := range c.Comments {
		written[s.Author]++
	}
	i := -1
	fields := make([]string, len(header))
	return writeRows(w, header, func() ([]string, bool) {
		if i++; i == len(m.rows) {
			return nil, false
		}
		m.record(fields, i)
		fields[1], fields[2] = group[m.pids[i]], strconv.Itoa(written[m.pids[i]])
		return fields, true
	})
}

func groupIDs(r *Result) map[int]string {
	ids := map[int]string{}
	if r == nil {
		return ids
	}
	for i, g := range r.GroupOf {
		if g >= 0 {
			ids[r.Participants[i]] = strconv.Itoa(r.Groups[g].ID)
		}
	}
	return ids
}

func (m *Matrix) record(fields []string, i int) {
	clear(fields)
	var count [3]int
	for _, c := range m.rows[i] {
		count[codeOf(c)]++
		fields[6+statementOf(c)] = strconv.Itoa(int(choiceOf(c)))
	}
	fields[0], fields[3] = strconv.Itoa(m.pids[i]), strconv.Itoa(len(m.rows[i]))
	fields[4], fields[5] = strconv.Itoa(count[2]), strconv.Itoa(count[0])
}

// writeHistory writes stats-history.csv: how many votes, statements and people
// there were after each vote and each statement. Visitors who did nothing are
// not known.
func writeHistory(w io.Writer, c *Conversation) error {
	header := []string{"n-votes", "n-comments", "n-visitors", "n-voters", "n-commenters"}
	comments := slices.Clone(c.Comments)
	slices.SortStableFunc(comments, func(a, b Comment) int { return a.Time.Compare(b.Time) })
	seen := [3]map[int]bool{{}, {}, {}} // visitors, voters, commenters
	votes, written := 0, 0
	return writeRows(w, header, func() ([]string, bool) {
		switch {
		case written < len(comments) && (votes == len(c.Events) || milliseconds(comments[written].Time) <= c.Events[votes].At):
			author := comments[written].Author
			seen[0][author], seen[2][author] = true, true
			written++
		case votes < len(c.Events):
			voter := c.Events[votes].Participant
			seen[0][voter], seen[1][voter] = true, true
			votes++
		default:
			return nil, false
		}
		return numbers(votes, written, len(seen[0]), len(seen[1]), len(seen[2])), true
	})
}

func numbers(values ...int) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strconv.Itoa(v)
	}
	return out
}
