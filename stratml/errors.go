package stratml

import (
	"errors"
	"fmt"
)

// Why a file is refused. Ask with [errors.Is]; the returned errors say more.
var (
	ErrDoctype    = errors.New("stratml: the file has a DTD or entities of its own, which are not read")
	ErrNotStratML = errors.New("stratml: the file is not StratML: no StrategicPlan or PerformancePlanOrReport root")
	ErrTooLarge   = errors.New("stratml: the file is too large")
	ErrTooDeep    = errors.New("stratml: the file's elements are nested too deep")
	ErrEncoding   = errors.New("stratml: the file is in a character encoding that is not known")
)

// ErrPart is what [Write] returns for a part that does not exist.
var ErrPart = errors.New("stratml: there is no such part")

// SyntaxError says that a file is not well-formed XML. Ask with [errors.As].
type SyntaxError struct {
	Line int    // 1 is the first
	Msg  string // in English, for a log
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("stratml: not well-formed XML, line %d: %s", e.Line, e.Msg)
}

// ValueError says that [Write] was given a value StratML does not allow. Ask with
// [errors.As]. Read never makes such a plan.
type ValueError struct {
	Element string // element or attribute
	Value   string
}

func (e *ValueError) Error() string {
	return fmt.Sprintf("stratml: %q is no value for %s", e.Value, e.Element)
}
