package opinion

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
)

// fuzzLimits keep the inputs that get through small.
var fuzzLimits = Limits{Bytes: 1 << 16, Votes: 2000, Participants: 500, Statements: 200}

// known fails the test unless the refusal is one a caller can tell a person.
func known(t *testing.T, err error) {
	t.Helper()
	var format *FormatError
	if !errors.As(err, &format) && !errors.Is(err, ErrTooLarge) {
		t.Fatalf("%T %v", err, err)
	}
}

// survives reads what was written and analyzes it: no crash, no numbers that are
// none.
func survives(t *testing.T, c *Conversation) {
	t.Helper()
	m, err := c.Matrix()
	if err != nil {
		t.Fatal(err)
	}
	for _, mode := range []Mode{Default, Compat} {
		r, err := Analyze(m, Options{Mode: mode, ModeratedOut: c.Rejected(), Draws: 2, Starts: 2})
		if errors.Is(err, ErrNoVotes) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if b, err := json.Marshal(r); err != nil || !json.Valid(b) {
			t.Fatalf("%v %s", err, b)
		}
	}
	var out bytes.Buffer
	if err := WriteVotes(&out, c.Events); err != nil {
		t.Fatal(err)
	}
	again, err := ReadVotes(&out, ReadOptions{Convention: AgreePlus})
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Events) != len(c.Events) {
		t.Fatalf("%d votes, and read again %d", len(c.Events), len(again.Events))
	}
}

func FuzzReadVotes(f *testing.F) {
	f.Add(export()[VotesFile].Data)
	f.Add([]byte("\ufeffComment_ID,voter-id,vote\r\n1,2,1.0\r\n-5,2,\"-1\"\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		c, err := ReadVotes(bytes.NewReader(in), ReadOptions{Limits: fuzzLimits})
		if err != nil {
			known(t, err)
			return
		}
		survives(t, c)
	})
}

func FuzzReadMatrix(f *testing.F) {
	f.Add(export()[MatrixFile].Data)
	f.Add([]byte("participant,3,1,n-agree,n-disagree\n1,-1,0,1,0\n1,1,,0,0\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		c, err := ReadMatrix(bytes.NewReader(in), ReadOptions{Limits: fuzzLimits})
		if err != nil {
			known(t, err)
			return
		}
		survives(t, c)
	})
}

func FuzzReadComments(f *testing.F) {
	f.Add(export()[CommentsFile].Data)
	f.Fuzz(func(t *testing.T, in []byte) {
		list, err := ReadComments(bytes.NewReader(in), fuzzLimits)
		if err != nil {
			known(t, err)
			return
		}
		var out bytes.Buffer
		if err := WriteComments(&out, list); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadComments(&out, Limits{}); err != nil || len(again) != len(list) {
			t.Fatalf("%d comments, and read again %d: %v", len(list), len(again), err)
		}
	})
}
