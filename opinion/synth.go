package opinion

import (
	"errors"
	"math"
	"time"
)

// SynthOptions say what kind of votes to make up.
type SynthOptions struct {
	Participants int
	Statements   int
	Density      float64 // share of all votes that are given, above 0 and at most 1
	Groups       int     // of people who think alike; 1 makes votes by chance alone
	Noise        float64 // share of the votes that are by chance, 0 to 1
	Seed         int
}

// Synth is votes made up, with the group each person was made for.
type Synth struct {
	Matrix *Matrix
	Group  []int // by row
}

// ErrSynth means that the options make no sense.
var ErrSynth = errors.New("opinion: synthetic votes need participants, 1 to 16384 statements, a density above 0 and at most 1")

// Synthesize makes up votes: each group has an answer to each statement, each
// person votes on each statement with the chance Density and answers as the
// group does, but by chance with the chance Noise. Everyone has at least a vote.
// The same options make the same votes.
func Synthesize(o SynthOptions) (*Synth, error) {
	if o.Participants < 1 || o.Statements < 1 || o.Statements > MaxStatements ||
		!(o.Density > 0 && o.Density <= 1) || !(o.Noise >= 0 && o.Noise <= 1) {
		return nil, ErrSynth
	}
	o.Groups = max(1, o.Groups)
	s := &Synth{&Matrix{}, make([]int, o.Participants)}
	for j := range o.Statements {
		s.Matrix.tids = append(s.Matrix.tids, j)
	}
	answers := o.answers()
	votes := make([]cell, 0, int(1.01*o.Density*float64(o.Participants)*float64(o.Statements))+1024)
	ends := make([]int, o.Participants)
	for i := range o.Participants {
		s.Matrix.pids = append(s.Matrix.pids, i)
		s.Group[i] = i % o.Groups
		votes = o.person(votes, answers[s.Group[i]], i)
		ends[i] = len(votes)
	}
	s.Matrix.rows = cut(votes, ends)
	return s, nil
}

func cut(votes []cell, ends []int) [][]cell {
	rows, from := make([][]cell, len(ends)), 0
	for i, end := range ends {
		rows[i] = votes[from:end:end]
		from = end
	}
	return rows
}

func (o SynthOptions) answers() [][]Choice {
	all, seed := make([][]Choice, o.Groups), source(o.Seed)
	for g := range all {
		for range o.Statements {
			all[g] = append(all[g], Choice(seed.sign()))
		}
	}
	return all
}

// person draws how many statements lie between two votes instead of drawing for
// each statement: log(u)/log(1−density) is how many come before the next.
func (o SynthOptions) person(votes []cell, answers []Choice, i int) []cell {
	seed := source(mix(uint64(o.Seed)<<32 ^ uint64(i) ^ 0x73796e7468))
	before, per := len(votes), 1/math.Log1p(-min(o.Density, 1-1e-15))
	for j := -1; ; {
		gap := 0.0
		if o.Density < 1 {
			gap = math.Log(1-seed.float()) * per
		}
		if gap >= float64(o.Statements-j-1) {
			break
		}
		j += 1 + int(gap)
		votes = append(votes, pack(j, o.answer(answers[j], &seed)))
	}
	if len(votes) == before {
		j := seed.below(o.Statements)
		votes = append(votes, pack(j, o.answer(answers[j], &seed)))
	}
	return votes
}

func (o SynthOptions) answer(c Choice, seed *source) Choice {
	if o.Groups == 1 || seed.float() < o.Noise {
		return Choice(seed.below(3) - 1)
	}
	return c
}

// Conversation returns the votes as an export would have them, a millisecond
// apart, with texts that say they are made up.
func (s *Synth) Conversation() *Conversation {
	c := &Conversation{Convention: AgreePlus, Groups: map[int]int{}}
	start := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	agrees, disagrees := map[int]int{}, map[int]int{}
	s.Matrix.Each(func(v Vote) {
		c.Events = append(c.Events, Event{v, start.UnixMilli() + int64(len(c.Events))})
		agrees[v.Statement] += b2i(v.Choice == Agree)
		disagrees[v.Statement] += b2i(v.Choice == Disagree)
	})
	for _, id := range s.Matrix.tids {
		c.Comments = append(c.Comments, Comment{
			ID: id, Time: start, Agrees: agrees[id], Disagrees: disagrees[id], Moderated: 1, Text: "Synthetic statement",
		})
	}
	c.Summary = []Field{{"topic", "Synthetic votes"}}
	return c
}
