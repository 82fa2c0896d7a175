package db

import "time"

// layout is fixed in width, so that text sorts as time does on both engines.
const layout = "2006-01-02T15:04:05.000000Z"

// Stamp writes a moment as the columns hold it.
func Stamp(t time.Time) string { return t.UTC().Format(layout) }

// Moment reads a Stamp; the zero time for "".
func Moment(s string) time.Time {
	t, err := time.Parse(layout, s)
	if err != nil {
		return time.Time{}
	}
	return t
}
