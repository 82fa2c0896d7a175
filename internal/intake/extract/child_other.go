//go:build !linux

package extract

// Elsewhere than on Linux the child has the time limit and Go's own soft
// memory limit only.
func limitMemory(limits) error { return nil }

func limitFiles() error { return nil }

func overTime(error, limits) bool { return false }

func killed(error) bool { return false }
