//go:build shared

package intake_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/intake/score"
)

// The checks against texts kept outside the repository. KATTO_SHARED names
// their folder: seeds, gold (labels of the seeds) and data.

// sharedFloor is the least F1 of the seeds, and sharedLoss the most that a
// change of names, numbers and order may cost.
const (
	sharedFloor = 0.90
	sharedLoss  = 0.05
)

// sharedFile reads one file of the shared folder.
func sharedFile(t *testing.T, parts ...string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(append([]string{os.Getenv("KATTO_SHARED")}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// seeds gives each text with its labels.
func seeds(t *testing.T) map[string]labelled {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(os.Getenv("KATTO_SHARED"), "seeds", "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no seeds in KATTO_SHARED: %v", err)
	}
	all := map[string]labelled{}
	for _, path := range paths {
		name := filepath.Base(path)
		all[name] = labelled{sharedFile(t, "seeds", name), sharedFile(t, "gold", name+".gold.json")}
	}
	return all
}

// scored writes texts with their labels into a folder and scores them.
func scored(t *testing.T, all map[string]labelled) score.Result {
	t.Helper()
	dir := t.TempDir()
	for name, x := range all {
		for file, content := range map[string]string{name: x.text, name + ".gold.json": x.labels} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	total, _, err := score.Dir(dir, func(name string, data []byte) (proposal.Proposal, error) {
		p, _, err := intake.ReadFile(context.Background(), name, data)
		return p, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return total
}

func TestSharedScore(t *testing.T) {
	if f1 := scored(t, seeds(t)).All().F1(); f1 < sharedFloor {
		t.Errorf("F1 %.3f, at least %.2f is asked", f1, sharedFloor)
	} else {
		t.Logf("F1 %.3f", f1)
	}
}

// Each kind of change is made alone and then all of them together, in many
// ways; none may cost much.
func TestSharedChangesCostLittle(t *testing.T) {
	const ways = 12
	texts := seeds(t)
	base := scored(t, texts).All().F1()
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		sum, worst := 0.0, 1.0
		for way := range ways {
			changed, differ := map[string]labelled{}, 0
			for file, x := range texts {
				changed[file] = changes[name](x, uint64(way+1))
				if changed[file] != x {
					differ++
				}
			}
			if differ < 2 {
				t.Fatalf("%s, way %d: only %d texts are changed", name, way, differ)
			}
			r := scored(t, changed)
			f1 := r.All().F1()
			sum, worst = sum+f1, min(worst, f1)
			if f1 < base-sharedLoss/2 {
				tellWrong(t, name, way, r)
			}
		}
		t.Logf("%-8s F1 %.3f on average, %.3f at worst; unchanged %.3f", name, sum/ways, worst, base)
		if sum/ways < base-sharedLoss {
			t.Errorf("%s cost %.3f, at most %.2f may", name, base-sum/ways, sharedLoss)
		}
	}
}

func tellWrong(t *testing.T, name string, way int, r score.Result) {
	t.Helper()
	for field, c := range r {
		if c.Wrong+c.Missed > 0 {
			t.Logf("%s, way %d, %s: wrong %q, missed %q", name, way, field, c.WrongTexts, c.MissedTexts)
		}
	}
}

var quirkRow = regexp.MustCompile(`(?m)^\| ([0-9][^|]*?) \|[^|]*\| (reads|refuses)([^|]*)\|$`)

// What the table of StratML files says of each is what the importer does.
func TestSharedStratML(t *testing.T) {
	rows := quirkRow.FindAllStringSubmatch(sharedFile(t, "data", "stratml", "README.md"), -1)
	seen := 0
	for _, row := range rows {
		for _, name := range strings.Split(row[1], ", ") {
			seen++
			data := sharedFile(t, "data", "stratml", name+".xml")
			p, read, err := intake.ReadFile(context.Background(), name+".xml", []byte(data))
			switch f := fault.Of(err); {
			case row[2] == "reads" && err != nil:
				t.Errorf("%s is refused: %v", name, err)
			case row[2] == "reads" && (p.Vision == nil || len(p.Priorities) == 0 || p.County == nil):
				t.Errorf("%s is read as %+v", name, p)
			case row[2] == "reads" && strings.Contains(row[3], "notice") && len(read.Notices) == 0:
				t.Errorf("%s is read without a notice", name)
			case row[2] == "refuses" && (err == nil || f.Kind != fault.Invalid):
				t.Errorf("%s is not refused (%v)", name, err)
			case row[2] == "refuses" && strings.Contains(row[3], "line") && f.Args["Line"] == nil:
				t.Errorf("%s is refused without the line", name)
			}
		}
	}
	if files, _ := filepath.Glob(filepath.Join(os.Getenv("KATTO_SHARED"), "data", "stratml", "*.xml")); seen != len(files) || seen == 0 {
		t.Errorf("the table has %d files, the folder %d", seen, len(files))
	}
}
