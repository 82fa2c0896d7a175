package web

import (
	_ "embed"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
)

//go:embed text.json
var texts []byte

var _ = text.Register(texts)

// FaultText is what a person reads about a fault: what happened, and what to
// do next. A key without its own ".next" falls back to the advice of its kind.
func FaultText(l text.Lang, f *fault.Error) (what, next string) {
	if f == nil {
		return "", ""
	}
	what = l.Map(f.Key, f.Args)
	if text.Has(f.Key + ".next") {
		return what, l.Map(f.Key+".next", f.Args)
	}
	return what, l.T(adviceOf(f.Kind))
}

func adviceOf(k fault.Kind) string {
	switch k {
	case fault.Invalid:
		return "web.badForm.next"
	case fault.NotFound:
		return "web.notFound.next"
	case fault.Denied:
		return "web.denied.next"
	case fault.Conflict:
		return "web.conflict.next"
	case fault.TooLarge:
		return "web.tooLarge.next"
	case fault.TooMany:
		return "web.unavailable.next"
	case fault.Unavailable:
		return "web.unavailable.next"
	default:
		return "web.internal.next"
	}
}
