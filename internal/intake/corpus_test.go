package intake_test

import (
	"context"
	"testing"

	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/intake/score"
)

// corpusFloor is the least F1 of the labelled corpus, files read as strangers
// send them.
const corpusFloor = 0.935

func TestCorpus(t *testing.T) {
	total, each, err := score.Dir("testdata/corpus", func(name string, data []byte) (proposal.Proposal, error) {
		p, _, err := intake.ReadFile(context.Background(), name, data)
		return p, err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range score.Fields {
		c := total[f]
		t.Logf("%-16s found %3d wrong %3d missed %3d  F1 %.2f", f, c.Found, c.Wrong, c.Missed, c.F1())
	}
	if all := total.All(); all.F1() < corpusFloor || len(each) < 28 {
		t.Errorf("F1 %.3f of %d texts, at least %.2f of 28 is asked", all.F1(), len(each), corpusFloor)
	}
}
