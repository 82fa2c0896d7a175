package extract

import (
	"errors"
	"os/exec"
	"syscall"
)

// limitMemory bounds this process: data, processor time, written files. The
// address space is not bounded, for Go reserves more of it than it uses;
// RLIMIT_DATA counts what is really asked for.
func limitMemory(l limits) error {
	seconds := uint64(l.Time.Seconds()) + 1
	return errors.Join(
		lower(syscall.RLIMIT_DATA, l.Memory),
		lower(syscall.RLIMIT_CPU, seconds),
		lower(syscall.RLIMIT_FSIZE, 0),
		lower(syscall.RLIMIT_CORE, 0),
	)
}

// limitFiles lets the process open nothing more.
func limitFiles() error { return lower(syscall.RLIMIT_NOFILE, 0) }

func lower(what int, to uint64) error {
	var r syscall.Rlimit
	if err := syscall.Getrlimit(what, &r); err != nil {
		return err
	}
	r.Max = min(r.Max, to)
	r.Cur = r.Max
	return syscall.Setrlimit(what, &r)
}

// overTime tells a child that the system ended for its processor time.
func overTime(err error, l limits) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.UserTime()+exit.SystemTime() >= l.Time
}

// killed tells a child that something else than we ended.
func killed(err error) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}
