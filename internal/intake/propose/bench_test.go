package propose

import (
	"testing"

	"github.com/katto-project/katto/internal/intake/extract"
)

func BenchmarkRead(b *testing.B) {
	all := texts(b)
	for b.Loop() {
		for _, s := range all {
			Read(extract.Text{Plain: s})
		}
	}
}
