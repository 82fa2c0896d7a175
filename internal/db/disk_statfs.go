//go:build linux || darwin || freebsd

package db

import "golang.org/x/sys/unix"

// freeDisk is how many bytes an ordinary process may still write in the
// folder.
func freeDisk(folder string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return -1, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil //nolint:unconvert // the types differ between systems
}
