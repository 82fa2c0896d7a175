// Package fault is Katto's one error type: what kind of refusal it is, the key
// of the text a person reads, and the cause that goes to the log only.
//
// Every key has two texts in the rooms' text.json: KEY says what happened,
// KEY.next says what the person can do. An error that is not a fault is
// Internal, and its words never reach a person.
package fault

import (
	"errors"
	"fmt"
	"net/http"
)

// Kind groups faults by what the caller can do about them.
type Kind string

// The kinds, with the HTTP status each answers with.
const (
	Invalid     Kind = "invalid"     // 422: what was sent does not hold; the form is shown again
	NotFound    Kind = "not_found"   // 404
	Denied      Kind = "denied"      // 403, or the sign-in page for a visitor
	Conflict    Kind = "conflict"    // 409: somebody else was there first; both texts are shown
	TooLarge    Kind = "too_large"   // 413
	TooMany     Kind = "too_many"    // 429
	Unavailable Kind = "unavailable" // 503: try again later
	Internal    Kind = "internal"    // 500
)

// Status is the HTTP status of the kind.
func (k Kind) Status() int {
	switch k {
	case Invalid:
		return http.StatusUnprocessableEntity
	case NotFound:
		return http.StatusNotFound
	case Denied:
		return http.StatusForbidden
	case Conflict:
		return http.StatusConflict
	case TooLarge:
		return http.StatusRequestEntityTooLarge
	case TooMany:
		return http.StatusTooManyRequests
	case Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// Error is a refusal a person can be told about.
type Error struct {
	Kind  Kind
	Key   string         // text key, "room.name"
	Field string         // the form field it is about, "" for the whole
	Args  map[string]any // values for the text
	Cause error          // for the log
}

// Error is for logs and tests; pages use the text of Key.
func (e *Error) Error() string {
	s := string(e.Kind) + ": " + e.Key
	if e.Field != "" {
		s += " (" + e.Field + ")"
	}
	if len(e.Args) > 0 {
		s += fmt.Sprintf(" %v", e.Args)
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes a fault; args are name, value pairs for its text.
func New(kind Kind, key string, args ...any) *Error {
	e := &Error{Kind: kind, Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	return e
}

// On says which form field the fault is about.
func (e *Error) On(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

// Because keeps the cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

// Of finds the fault in err's chain. An error without one is Internal with
// the key "web.internal"; nil gives nil.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return &Error{Kind: Internal, Key: "web.internal", Cause: err}
}

// Is tells whether err carries a fault of the kind.
func Is(err error, kind Kind) bool { return err != nil && Of(err).Kind == kind }
