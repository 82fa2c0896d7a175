package main

import (
	"fmt"
	"runtime"
)

type versionCmd struct{}

// Help is shown by --help.
func (versionCmd) Help() string { return "Example:\n  katto version" }

// Run prints the version and what it was built with.
func (versionCmd) Run(e *env) error {
	_, err := fmt.Fprintf(e.out, "katto %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
