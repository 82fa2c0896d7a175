// Command withpostgres starts a PostgreSQL for tests, runs the command it is
// given with KATTO_TEST_POSTGRES set, and stops the server again.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/katto-project/katto/internal/db/dbtest"
)

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
	}
	os.Exit(code)
}

func run(args []string) (int, error) {
	if len(args) == 0 {
		return 2, errors.New("no command to run")
	}
	server, err := dbtest.StartPostgres(context.Background())
	if err != nil {
		return 1, err
	}
	defer server.Stop()
	c := exec.Command(args[0], args[1:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.Env = append(os.Environ(), "KATTO_TEST_POSTGRES="+server.URL)
	err = c.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}
