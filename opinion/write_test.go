package opinion

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

type memory struct {
	bytes.Buffer
	close func([]byte)
}

func (m *memory) Close() error {
	m.close(m.Bytes())
	return nil
}

func written(t testing.TB, c *Conversation, r *Result) fstest.MapFS {
	t.Helper()
	dir := fstest.MapFS{}
	err := Export(c, r, func(name string) (io.WriteCloser, error) {
		return &memory{close: func(b []byte) { dir[name] = &fstest.MapFile{Data: b} }}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestExportAndBack: what is exported and read again gives the same result to
// the last bit, in both modes, from the log and from the matrix alone.
func TestExportAndBack(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 120, Statements: 20, Density: 0.7, Groups: 3, Noise: 0.1})
	c := s.Conversation()
	c.Events = append(c.Events, Event{Vote{3, 4, Pass}, c.Events[len(c.Events)-1].At + 5})
	c.Comments[2].Moderated = -1
	c.Comments[0].Text = "Åäö, \"quoted\"\nand a line"
	for _, mode := range []Mode{Default, Compat} {
		want := resultOf(t, c, mode)
		dir := written(t, c, nil)
		if len(dir) != 5 {
			t.Fatalf("%d files", len(dir))
		}
		back, err := ReadDir(dir, ReadOptions{Strict: true})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.Comments, back.Comments); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want, resultOf(t, back, mode)); diff != "" {
			t.Error(diff)
		}
		delete(dir, VotesFile)
		if back, err = ReadDir(dir, ReadOptions{Strict: true}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, resultOf(t, back, mode)); diff != "" {
			t.Error(diff)
		}
	}
}

func resultOf(t *testing.T, c *Conversation, mode Mode) string {
	t.Helper()
	m, err := c.Matrix()
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(analyze(t, m, Options{Mode: mode, ModeratedOut: c.Rejected()}))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestExportGroupsAndHistory(t *testing.T) {
	c, err := ReadDir(export(), ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	r := &Result{Participants: []int{1, 2, 3}, GroupOf: []int8{1, -1, 0}, Groups: []Group{{ID: 0}, {ID: 1}}}
	dir := written(t, c, r)
	want := "participant,group-id,n-comments,n-votes,n-agree,n-disagree,1,2\n" +
		"1,1,0,2,1,1,1,-1\n2,,0,1,0,0,0,\n3,0,0,2,2,0,1,1\n"
	if diff := cmp.Diff(want, string(dir[MatrixFile].Data)); diff != "" {
		t.Error(diff)
	}
	lines := strings.Split(strings.TrimSpace(string(dir[HistoryFile].Data)), "\n")
	if len(lines) != 1+2+6 || lines[1] != "0,1,1,0,1" || lines[8] != "6,2,5,3,2" {
		t.Errorf("%q", lines)
	}
}

func TestExportFailsWithItsFile(t *testing.T) {
	broken := errors.New("no room")
	n := 0
	err := Export(&Conversation{}, nil, func(string) (io.WriteCloser, error) {
		if n++; n == 3 {
			return nil, broken
		}
		return &memory{close: func([]byte) {}}, nil
	})
	if !errors.Is(err, broken) || n != 3 {
		t.Errorf("%v after %d files", err, n)
	}
}

// TestJSON: the keys and shapes others read.
func TestJSON(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 60, Statements: 10, Density: 1, Groups: 2, Noise: 0.1})
	for _, mode := range []Mode{Default, Compat} {
		b, err := json.Marshal(analyze(t, s.Matrix, Options{Mode: mode, ModeratedOut: []int{4}}))
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			PIDs   []int `json:"pids"`
			TIDs   []int `json:"tids"`
			ModOut []int `json:"mod_out"`
			InConv []int `json:"in_conv"`
			K      int   `json:"k"`
			PCA    struct {
				Center []float64
				Comps  [2][]float64
			}
			Projection map[string][2]float64
			Extremity  []float64                            `json:"comment_extremity"`
			Sizes      map[string]int                       `json:"group_sizes"`
			Person     map[string]int                       `json:"participant_group"`
			Votes      map[string]map[string][]int          `json:"group_votes"`
			Aware      []float64                            `json:"group_aware_consensus"`
			Against    []float64                            `json:"group_aware_disagreement"`
			Priorities []float64                            `json:"comment_priorities"`
			Repness    map[string][]map[string]any          `json:"repness"`
			Consensus  struct{ Agree, Disagree []struct{} } `json:"consensus"`
		}
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		lengths := []int{
			len(got.PIDs), len(got.TIDs), len(got.ModOut), len(got.InConv), got.K, len(got.PCA.Center), len(got.PCA.Comps[1]),
			len(got.Projection), len(got.Extremity), len(got.Sizes), len(got.Person), len(got.Votes["1"]["A"]), len(got.Votes["0"]["S"]),
			len(got.Aware), len(got.Against), len(got.Priorities), len(got.Repness),
		}
		if diff := cmp.Diff([]int{60, 10, 1, 60, 2, 10, 10, 60, 10, 2, 60, 10, 10, 10, 10, 10, 2}, lengths); diff != "" {
			t.Errorf("%v: %s", mode, diff)
		}
		first := got.Repness["0"][0]
		if first["repful-for"] != "agree" || first["best-agree"] != true || first["tid"] == nil {
			t.Errorf("%v: %v", mode, first)
		}
		if strings.Contains(string(b), "base_clusters") != (mode == Compat) {
			t.Errorf("%v: base clusters", mode)
		}
	}
}

func TestNext(t *testing.T) {
	s := synth(t, SynthOptions{Participants: 300, Statements: 20, Density: 0.6, Groups: 2, Noise: 0.3})
	r := analyze(t, s.Matrix, Options{})
	distinct := map[float64]bool{}
	for _, p := range r.Priorities {
		distinct[p] = true
	}
	if len(distinct) < 15 {
		t.Errorf("only %d different priorities: the lottery would be uniform", len(distinct))
	}
	candidates := []int{2, 9, 500}
	weights := []float64{r.Priorities[2], r.Priorities[9], Priority(0, 0, 0, 0)}
	var sum float64
	for _, w := range weights {
		sum += w
	}
	count, seed := map[int]int{}, source(1)
	const draws = 20000
	for range draws {
		id, ok := r.Next(candidates, seed.float())
		if !ok {
			t.Fatal("none drawn")
		}
		count[id]++
	}
	for i, id := range candidates {
		p := weights[i] / sum
		if off := math.Abs(float64(count[id])/draws - p); off > 5*math.Sqrt(p*(1-p)/draws) {
			t.Errorf("%d drawn %d times, want a share of %v", id, count[id], p)
		}
	}
	if _, ok := r.Next(nil, 0.5); ok {
		t.Error("drawn from none")
	}
	var none *Result
	if id, ok := none.Next([]int{4, 5}, 0.9999999); !ok || id != 5 {
		t.Errorf("without a result: %d", id)
	}
}

func TestMeasures(t *testing.T) {
	m := synth(t, SynthOptions{Participants: 80, Statements: 10, Density: 0.9, Groups: 2, Noise: 0.1}).Matrix
	r, took, err := MeasureAnalysis(m, Options{})
	if err != nil || r.K() != 2 || took.Wall <= 0 || took.Memory <= 0 {
		t.Errorf("%+v %v", took, err)
	}
	if took, err = MeasureRefresh(m, Options{}, 20); err != nil || took.Wall <= 0 {
		t.Errorf("%+v %v", took, err)
	}
	if got := m.Bytes(); got != int64(2*m.Len()+24*80) {
		t.Errorf("%d bytes", got)
	}
	if _, _, err = MeasureAnalysis(&Matrix{}, Options{}); !errors.Is(err, ErrNoVotes) {
		t.Error(err)
	}
	if Bandwidth(2) <= 0 {
		t.Error("no bandwidth")
	}
}
