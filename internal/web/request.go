package web

import (
	"net/http"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Request is one request with what every handler asks first: in which
// language, and who. Lang comes from the path value {lang}, else from the
// cookie, else from Accept-Language.
type Request struct {
	*http.Request
	Lang  text.Lang
	Actor house.Actor

	router *Router
	parsed bool
	fault  error
}
