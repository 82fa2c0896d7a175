package opinion_test

import (
	"fmt"
	"strings"

	"github.com/katto-project/katto/opinion"
)

func Example() {
	made, err := opinion.Synthesize(opinion.SynthOptions{
		Participants: 200, Statements: 30, Density: 0.7, Groups: 3, Noise: 0.2,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := opinion.Analyze(made.Matrix, opinion.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("clear:", r.Clear, "groups:", r.K())
	for _, g := range r.Groups {
		fmt.Printf("%d people, %d statements tell of them\n", g.Size, len(g.Telling))
	}
	// Output:
	// clear: true groups: 3
	// 68 people, 5 statements tell of them
	// 68 people, 5 statements tell of them
	// 64 people, 5 statements tell of them
}

func ExampleReadVotes() {
	// In this file agree is -1, as its times, in seconds, tell.
	file := "timestamp,comment-id,voter-id,vote\n" +
		"1500000000,1,7,-1\n" +
		"1500000009,1,7,1\n" // and then changed
	c, err := opinion.ReadVotes(strings.NewReader(file), opinion.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Convention)
	for _, v := range c.Votes() {
		fmt.Printf("person %d, statement %d: %+d\n", v.Participant, v.Statement, v.Choice)
	}
	// Output:
	// agree=-1
	// person 7, statement 1: +1
	// person 7, statement 1: -1
}

func ExampleLive() {
	m, err := opinion.NewMatrix([]opinion.Vote{
		{Participant: 1, Statement: 1, Choice: opinion.Agree},
		{Participant: 2, Statement: 1, Choice: opinion.Disagree},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	live := opinion.NewLive(m, opinion.Options{})
	if err := live.Add(opinion.Vote{Participant: 3, Statement: 1, Choice: opinion.Agree}); err != nil {
		fmt.Println(err)
		return
	}
	r, err := live.Result()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(r.Participants), "people,", r.Votes, "votes, clear groups:", r.Clear)
	// Output: 3 people, 3 votes, clear groups: false
}

func ExampleResult_Next() {
	made, err := opinion.Synthesize(opinion.SynthOptions{Participants: 50, Statements: 10, Density: 0.5, Groups: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := opinion.Analyze(made.Matrix, opinion.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	unseen := []int{3, 7}         // what this person has not voted on
	_, ok := r.Next(unseen, 0.25) // a random number, by the priorities
	_, none := r.Next(nil, 0.25)  // all seen
	fmt.Println("more to see:", ok, none)
	// Output: more to see: true false
}
