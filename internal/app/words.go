package app

import (
	_ "embed"

	"github.com/katto-project/katto/internal/text"
)

//go:embed text.json
var texts []byte

var _ = text.Register(texts)
