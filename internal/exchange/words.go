package exchange

import (
	_ "embed"

	"github.com/katto-project/katto/internal/text"
)

//go:embed text.json
var words []byte

var _ = text.Register(words)
