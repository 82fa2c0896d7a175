//go:build shared

package opinion

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The golden files are kept outside the repository. KATTO_SHARED is the folder
// that has data/opinion in it; its README.md gives the tolerances used here.

func sharedDir() string { return filepath.Join(os.Getenv("KATTO_SHARED"), "data", "opinion") }

func readGolden(t *testing.T, b []byte) golden {
	t.Helper()
	var g golden
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

func sharedConversation(t testing.TB, name string) *Conversation {
	t.Helper()
	c, err := ReadDir(os.DirFS(filepath.Join(sharedDir(), name)), ReadOptions{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSharedGolden(t *testing.T) {
	for _, name := range []string{
		"15-per-hour-seattle", "brexit-consensus", "brexit-consensus.nomod", "vtaiwan.uberx", "vtaiwan.uberx.nomod",
	} {
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join(sharedDir(), "golden_"+name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			dir, unmoderated := strings.CutSuffix(name, ".nomod")
			c := sharedConversation(t, dir)
			o := Options{Mode: Compat, ModeratedOut: c.Rejected()}
			if unmoderated {
				o.ModeratedOut = nil
			}
			m, err := c.Matrix()
			if err != nil {
				t.Fatal(err)
			}
			r, err := Analyze(m, o)
			if err != nil {
				t.Fatal(err)
			}
			out, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			want := readGolden(t, b)
			sameGolden(t, want, readGolden(t, out))
			sameDifferences(t, want, r)
			sameExact(t, want, m, o)
			sameMatrixOnly(t, c, dir)
		})
	}
}

func sameGolden(t *testing.T, want, got golden) {
	t.Helper()
	same := func(what string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	same("counts", []int{want.Participants, want.Statements, want.Votes}, []int{got.Participants, got.Statements, got.Votes})
	same("pids", want.PIDs, got.PIDs)
	same("tids", want.TIDs, got.TIDs)
	same("mod_out", want.ModOut, got.ModOut)
	same("in_conv", want.InConv, got.InConv)
	near(t, "center", want.PCA.Center, got.PCA.Center, 1e-12, 0)
	for k := range want.PCA.Comps {
		if c := math.Abs(dot(want.PCA.Exact[k], got.PCA.Comps[k])); c < want.PCA.AbsCos[k]-1e-9 {
			t.Errorf("component %d: |cos| %v", k, c)
		}
	}
	align(want, &got)
	for id, p := range want.Projection {
		q := got.Projection[id]
		near(t, "projection of "+id, p[:], q[:], 1e-6*(math.Hypot(p[0], p[1])+1e-6), 0)
	}
	near(t, "statements", slices.Concat(want.Points[0], want.Points[1]), slices.Concat(got.Points[0], got.Points[1]), 1e-6, 1e-6)
	near(t, "extremity", want.Extremity, got.Extremity, 1e-6, 1e-6)
	same("base_iterations", want.BaseRounds, got.BaseRounds)
	sameClusters(t, want, got)
	same("k", want.K, got.K)
	same("group_sizes", want.Sizes, got.Sizes)
	same("participant_group", want.GroupOf, got.GroupOf)
	same("group_votes", want.GroupVotes, got.GroupVotes)
	near(t, "group_aware_consensus", want.GAC, got.GAC, 1e-12, 0)
	near(t, "comment_priorities", want.Priorities, got.Priorities, 0, 1e-6)
	about := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*(1+math.Abs(a)) })
	if diff := cmp.Diff(want.Repness, got.Repness, about); diff != "" {
		t.Errorf("repness (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want.Consensus, got.Consensus, about); diff != "" {
		t.Errorf("consensus (-want +got):\n%s", diff)
	}
}

// align turns the axes to the sides of the golden file.
func align(want golden, got *golden) {
	for k := range want.PCA.Comps {
		if dot(want.PCA.Comps[k], got.PCA.Comps[k]) > 0 {
			continue
		}
		for id, p := range got.Projection {
			p[k] = -p[k]
			got.Projection[id] = p
		}
		turn(got.Points[k])
		for _, c := range got.Base {
			c.Center[k] = -c.Center[k]
		}
	}
}

func sameClusters(t *testing.T, want, got golden) {
	t.Helper()
	if len(want.Base) != len(got.Base) {
		t.Fatalf("%d base clusters, want %d", len(got.Base), len(want.Base))
	}
	for i := range want.Base {
		if want.Base[i].ID != got.Base[i].ID || !slices.Equal(want.Base[i].Members, got.Base[i].Members) {
			t.Errorf("base cluster %d: %v, want %v", i, got.Base[i], want.Base[i])
		}
	}
	for k, w := range want.Clusters {
		g := got.Clusters[k]
		near(t, "silhouette of "+k, []float64{w.Silhouette}, []float64{g.Silhouette}, 1e-6, 0)
		if len(w.Clusters) != len(g.Clusters) {
			t.Errorf("k=%s: %d clusters, want %d", k, len(g.Clusters), len(w.Clusters))
			continue
		}
		for i := range w.Clusters {
			if w.Clusters[i].ID != g.Clusters[i].ID || !slices.Equal(w.Clusters[i].BaseIDs, g.Clusters[i].BaseIDs) {
				t.Errorf("k=%s cluster %d: %v, want %v", k, i, g.Clusters[i].BaseIDs, w.Clusters[i].BaseIDs)
			}
		}
	}
}

func sameDifferences(t *testing.T, want golden, r *Result) {
	t.Helper()
	for g := range r.Groups {
		all := want.All[strconv.Itoa(r.Groups[g].ID)]
		for j := range all["pa"] { // the larger files do not have them
			d := r.Difference(g, j)
			if r.out[j] {
				continue
			}
			near(t, "differences", []float64{
				all["pa"][j], all["pd"][j], all["pat"][j], all["pdt"][j], all["ra"][j], all["rd"][j], all["rat"][j], all["rdt"][j],
			}, []float64{
				d.AgreeShare, d.DisagreeShare, d.AgreeTest, d.DisagreeTest, d.AgreeRatio, d.DisagreeRatio, d.AgreeVersus, d.DisagreeVersus,
			}, 1e-12, 1e-12)
		}
	}
}

// sameExact holds the components of the default mode against the exact ones.
func sameExact(t *testing.T, want golden, m *Matrix, o Options) {
	t.Helper()
	o.Mode = Default
	r, err := Analyze(m, o)
	if err != nil {
		t.Fatal(err)
	}
	for k, c := range r.Components {
		if cos := math.Abs(dot(want.PCA.Exact[k], c)); cos < 1-1e-9 {
			t.Errorf("exact component %d: |cos| %v", k, cos)
		}
		near(t, "variance", want.PCA.Values[k:k+1], r.Variances[k:k+1], 0, 1e-9)
	}
	t.Logf("default: clear %v, k %d, sizes %v, dimensions %d, candidates %+v", r.Clear, r.K(), r.Sizes(), r.Dimensions, r.Candidates)
}

// sameMatrixOnly reads the export without its log.
func sameMatrixOnly(t *testing.T, c *Conversation, dir string) {
	t.Helper()
	f, err := os.Open(filepath.Join(sharedDir(), dir, MatrixFile))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	only, err := ReadMatrix(f, ReadOptions{Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := c.Matrix()
	b, _ := only.Matrix()
	if diff := cmp.Diff(a.rows, b.rows); diff != "" {
		t.Errorf("matrix (-log +matrix):\n%s", diff)
	}
}

func near(t *testing.T, what string, want, got []float64, abs, rel float64) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("%s: %d values, want %d", what, len(got), len(want))
		return
	}
	for i := range want {
		if math.Abs(want[i]-got[i]) > abs+rel*math.Abs(want[i]) {
			t.Errorf("%s: [%d] is %v, want %v", what, i, got[i], want[i])
			return
		}
	}
}

// TestSharedUnits: the small values others have tested with.
func TestSharedUnits(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(sharedDir(), "golden_unit.json"))
	if err != nil {
		t.Fatal(err)
	}
	var u struct {
		Power struct {
			Data [][]float64
			Ours []float64
		} `json:"power_iteration"`
		TwoProportions struct {
			Args [4]int `json:"args_succIn_succOut_popIn_popOut"`
			Ours float64
		} `json:"two_prop_test"`
		Proportion struct {
			Args [2]int
			Ours float64
		} `json:"prop_test"`
		Priority []struct {
			Meta    bool `json:"is_meta"`
			A, P, S int
			E, Ours float64
		}
	}
	if err := json.Unmarshal(b, &u); err != nil {
		t.Fatal(err)
	}
	// The file gives the vector after three products.
	x, v := small(u.Power.Data), ones(3)
	for range 3 {
		w := make([]float64, 3)
		x.apply([][]float64{w}, [][]float64{v})
		for j := range v {
			v[j] = w[j] / norm(w)
		}
	}
	wantNear(t, "power iteration", 1, math.Abs(dot(v, u.Power.Ours)), 1e-12)
	two := u.TwoProportions
	wantNear(t, "two proportions", two.Ours, TwoProportions(two.Args[0], two.Args[1], two.Args[2], two.Args[3]), 1e-12)
	wantNear(t, "a proportion", u.Proportion.Ours, Proportion(u.Proportion.Args[0], u.Proportion.Args[1]), 1e-12)
	for _, p := range u.Priority {
		if !p.Meta {
			wantNear(t, "priority", p.Ours, Priority(p.A, p.P, p.S, p.E), 1e-12)
		}
	}
}

// TestSharedExport: each conversation, exported and read again, gives the same
// result, and shuffled votes give the same groups.
func TestSharedExport(t *testing.T) {
	for _, name := range []string{"15-per-hour-seattle", "brexit-consensus", "vtaiwan.uberx"} {
		t.Run(name, func(t *testing.T) {
			c := sharedConversation(t, name)
			back, err := ReadDir(written(t, c, nil), ReadOptions{Strict: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, mode := range []Mode{Default, Compat} {
				if resultOf(t, c, mode) != resultOf(t, back, mode) {
					t.Errorf("%v: another result", mode)
				}
			}
			m, err := c.Matrix()
			if err != nil {
				t.Fatal(err)
			}
			want := resultOf(t, c, Default)
			r := analyze(t, matrixOf(t, shuffled(votesOf(m), 9)...), Options{ModeratedOut: c.Rejected()})
			if b, err := json.Marshal(r); err != nil || string(b) != want {
				t.Errorf("shuffled: another result (%v)", err)
			}
		})
	}
}
