package opinion

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// export is a small conversation by its files; the votes agree with the sums.
func export() fstest.MapFS {
	return fstest.MapFS{
		VotesFile: file(
			"timestamp,datetime,comment-id,voter-id,vote",
			"1500000003000,x,2,1,-1",
			"1500000001000,x,1,1,1",
			"1500000002000,x,1,2,-1",
			"1500000004000,x,1,2,0",
			"1500000005000,x,2,3,1",
			"1500000005000,x,1,3,1"),
		CommentsFile: file(
			"timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body",
			`1500000000000,x,1,7,2,1,1,"First, with a comma"`,
			`1500000000500,x,2,8,1,1,-1,"Second ""quoted"" line`, `and another"`),
		MatrixFile: file(
			"participant,group-id,n-comments,n-votes,n-agree,n-disagree,1,2",
			"1,0,0,2,1,1,1,-1",
			"2,,0,1,0,0,0,",
			"3,1,0,2,2,0,1,1"),
		SummaryFile: file("topic,A topic", "url,"),
	}
}

func file(lines ...string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(strings.Join(lines, "\n") + "\n")}
}

func TestReadDir(t *testing.T) {
	c, err := ReadDir(export(), ReadOptions{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	if c.Convention != AgreePlus || c.Assumed {
		t.Errorf("%v, assumed %v", c.Convention, c.Assumed)
	}
	if first := c.Events[0]; first.Vote != (Vote{1, 1, Agree}) || first.At != 1500000001000 {
		t.Errorf("the first vote is %+v", first)
	}
	if diff := cmp.Diff([]int{2}, c.Rejected()); diff != "" {
		t.Error(diff)
	}
	if got := c.Comments[1]; got.Text != "Second \"quoted\" line\nand another" || got.Author != 8 || got.Agrees != 1 {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff(map[int]int{1: 0, 3: 1}, c.Groups); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Field{{"topic", "A topic"}, {"url", ""}}, c.Summary); diff != "" {
		t.Error(diff)
	}
	want := []Vote{{1, 1, Agree}, {1, 2, Disagree}, {2, 1, Pass}, {3, 1, Agree}, {3, 2, Agree}}
	sameVotes(t, want, c)
	only := export()
	delete(only, VotesFile)
	delete(only, CommentsFile)
	if c, err = ReadDir(only, ReadOptions{Strict: true}); err != nil {
		t.Fatal(err)
	}
	sameVotes(t, want, c)
}

func sameVotes(t *testing.T, want []Vote, c *Conversation) {
	t.Helper()
	m, err := c.Matrix()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, votesOf(m)); diff != "" {
		t.Error(diff)
	}
}

// turned writes every vote of the files with the other sign.
func turned(dir fstest.MapFS, seconds bool) fstest.MapFS {
	swap := strings.NewReplacer(",-1\n", ",1\n", ",1\n", ",-1\n")
	text := swap.Replace(string(dir[VotesFile].Data))
	if seconds {
		text = strings.ReplaceAll(text, "000,x", ",x")
	}
	dir[VotesFile] = &fstest.MapFile{Data: []byte(text)}
	return dir
}

func TestConventionIsFound(t *testing.T) {
	alone := func(dir fstest.MapFS) fstest.MapFS { return fstest.MapFS{VotesFile: dir[VotesFile]} }
	for _, c := range []struct {
		name    string
		dir     fstest.MapFS
		given   Convention
		want    Convention
		assumed bool
	}{
		{"by the sums", export(), Detect, AgreePlus, false},
		{"by the sums, turned", turned(export(), false), Detect, AgreeMinus, false},
		{"by the clock", alone(turned(export(), true)), Detect, AgreeMinus, false},
		{"given", alone(turned(export(), false)), AgreeMinus, AgreeMinus, false},
		{"assumed", alone(export()), Detect, AgreePlus, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ReadDir(c.dir, ReadOptions{Convention: c.given})
			if err != nil {
				t.Fatal(err)
			}
			if got.Convention != c.want || got.Assumed != c.assumed || got.Events[0].Vote != (Vote{1, 1, Agree}) {
				t.Errorf("%v, assumed %v, %+v", got.Convention, got.Assumed, got.Events[0])
			}
			if _, err = ReadDir(c.dir, ReadOptions{Convention: c.given, Strict: true}); errors.Is(err, ErrConvention) != c.assumed {
				t.Errorf("strict: %v", err)
			}
		})
	}
	matrix := string(export()[MatrixFile].Data)
	matrix = strings.NewReplacer("1,1,1,-1\n", "1,1,-1,1\n", "2,0,1,1\n", "2,0,-1,-1\n").Replace(matrix)
	if c, err := ReadMatrix(strings.NewReader(matrix), ReadOptions{Strict: true}); err != nil || c.Convention != AgreeMinus || c.Events[0].Choice != Agree {
		t.Errorf("a matrix turned: %+v %v", c, err)
	}
}

func TestReadersSayWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		reason           Reason
		line             int
		value            string
	}{
		{"empty", VotesFile, "", ReasonNothing, 1, ""},
		{"column", VotesFile, "comment-id,vote\n", ReasonColumn, 1, "voter-id"},
		{"twice", VotesFile, "comment-id,voter-id,vote,vote\n", ReasonTwice, 1, "vote"},
		{"number", VotesFile, "comment-id,voter-id,vote\n1,2,1\n1,x,1\n", ReasonNumber, 3, "x"},
		{"choice", VotesFile, "comment-id,voter-id,vote\n1,2,3\n", ReasonChoice, 2, "3"},
		{"missing vote", VotesFile, "comment-id,voter-id,vote\n1,2\n", ReasonChoice, 2, ""},
		{"person", MatrixFile, "participant,1\nq,1\n", ReasonNumber, 2, "q"},
		{"cell", MatrixFile, "participant,1\n4,5\n", ReasonChoice, 2, "5"},
		{"matrix", MatrixFile, "1,2\n", ReasonColumn, 1, "participant"},
		{"moderated", CommentsFile, "comment-id,moderated\n1,no\n", ReasonNumber, 2, "no"},
		{"long", VotesFile, "comment-id,voter-id,vote\n1,2," + strings.Repeat("ä", 900) + "\n", ReasonChoice, 2, strings.Repeat("ä", 60) + "…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := readOne(c.file, c.text, Limits{})
			want := &FormatError{c.file, c.line, c.reason, c.value}
			var got *FormatError
			if !errors.As(err, &got) {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(err.Error(), c.file) {
				t.Error(err)
			}
		})
	}
}

func readOne(name, text string, l Limits) (err error) {
	r, o := strings.NewReader(text), ReadOptions{Limits: l}
	switch name {
	case VotesFile:
		_, err = ReadVotes(r, o)
	case MatrixFile:
		_, err = ReadMatrix(r, o)
	default:
		_, err = ReadComments(r, l)
	}
	return err
}

func TestReadersHaveLimits(t *testing.T) {
	votes := "comment-id,voter-id,vote\n1,2,1\n1,3,1\n"
	matrix := "participant,1,2\n1,1,1\n2,1,\n"
	comments := "comment-id\n1\n2\n"
	for _, c := range []struct {
		name, file, text string
		l                Limits
	}{
		{"bytes", VotesFile, votes, Limits{Bytes: int64(len(votes)) - 1}},
		{"votes", VotesFile, votes, Limits{Votes: 1}},
		{"votes of a matrix", MatrixFile, matrix, Limits{Votes: 2}},
		{"people", MatrixFile, matrix, Limits{Participants: 1}},
		{"statements", MatrixFile, matrix, Limits{Statements: 1}},
		{"comments", CommentsFile, comments, Limits{Statements: 1}},
		{"one long field", CommentsFile, "comment-id,comment-body\n1,\"" + strings.Repeat("x", 5000), Limits{Bytes: 4000}},
	} {
		if err := readOne(c.file, c.text, c.l); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := readOne(VotesFile, votes, Limits{Bytes: int64(len(votes)), Votes: 2}); err != nil {
		t.Errorf("just within: %v", err)
	}
	if _, err := ReadDir(fstest.MapFS{CommentsFile: file("comment-id")}, ReadOptions{}); !errors.Is(err, ErrNoFiles) {
		t.Errorf("no votes: %v", err)
	}
}
