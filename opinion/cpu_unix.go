//go:build unix

package opinion

import (
	"runtime"
	"syscall"
	"time"
)

// usage returns the processor time of this process so far and the most memory it
// has held, in bytes.
func usage() (cpu time.Duration, memory int64) {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0, 0
	}
	memory = int64(u.Maxrss) //nolint:unconvert // 32 bits on some systems
	if runtime.GOOS != "darwin" && runtime.GOOS != "ios" {
		memory *= 1024 // kilobytes, except on Apple's systems
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), memory
}
