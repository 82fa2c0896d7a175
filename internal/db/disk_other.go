//go:build !linux && !darwin && !freebsd

package db

// freeDisk is not known here.
func freeDisk(string) (int64, error) { return -1, nil }
