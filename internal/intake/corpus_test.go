package intake

import (
	"testing"

	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/intake/score"
)

// corpusFloor is the least F1 that the labelled texts in testdata/corpus must
// score together, read as files: PDF, DOCX, HTML, Markdown and plain text.
const corpusFloor = 0.85

func readForScore(name string, data []byte) (proposal.Proposal, error) {
	p, _, err := ReadFile(ctx, name, data)
	return p, err
}

func TestCorpus(t *testing.T) {
	total, each, err := score.Dir("testdata/corpus", readForScore)
	if err != nil {
		t.Fatal(err)
	}
	if f1 := total.All().F1(); f1 < corpusFloor || len(each) < 24 {
		t.Errorf("F1 %.3f of %d texts; at least %.2f of 24 is asked", f1, len(each), corpusFloor)
	}
	for field, c := range total {
		t.Logf("%-16s found %3d wrong %2d missed %2d F1 %.2f", field, c.Found, c.Wrong, c.Missed, c.F1())
	}
}
