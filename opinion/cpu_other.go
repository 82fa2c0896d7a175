//go:build !unix

package opinion

import (
	"runtime"
	"time"
)

// usage knows no processor time here, and the memory taken from the system.
func usage() (cpu time.Duration, memory int64) {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return 0, int64(s.Sys)
}
