// Command bench measures the built program and prints each figure beside a
// peer or a limit measured in the same run: public pages against nginx that
// serves the same bytes from disk, the importer, the start, memory at rest
// and the weight of a page. Nothing here is asserted; `make bench` runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/katto-project/katto/internal/intake/extract"
)

func main() {
	extract.ChildMain() // this program reads files as katto does, in children of itself
	shared := flag.String("shared", "", "folder with seeds and gold, for their score")
	seconds := flag.Int("seconds", 6, "length of each round of load")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
	defer cancel()
	if err := run(ctx, *shared, *seconds); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, shared string, seconds int) error {
	dir, err := os.MkdirTemp("", "katto-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // temporary
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	if err := start(ctx, dir); err != nil {
		return err
	}
	server, err := serve(ctx, dir)
	if err != nil {
		return err
	}
	defer server.stop()
	memory(server)
	if err := weight(server); err != nil {
		return err
	}
	if err := load(ctx, dir, server, seconds); err != nil {
		return err
	}
	if err := importing(ctx, dir); err != nil {
		return err
	}
	return scores(ctx, dir, shared)
}

// katto is a running server.
type katto struct {
	url string
	cmd *exec.Cmd
}

func (k katto) stop() {
	_ = k.cmd.Process.Signal(os.Interrupt)
	_ = k.cmd.Wait()
}

const program = "bin/katto"

// launch starts the program and waits for path to answer.
func launch(ctx context.Context, path string, args ...string) (katto, time.Duration, error) {
	address, err := freeAddress()
	if err != nil {
		return katto{}, 0, err
	}
	c := exec.CommandContext(ctx, program, append(args, "--addr", address)...)
	c.Stdout, c.Stderr = io.Discard, io.Discard
	began := time.Now()
	if err := c.Start(); err != nil {
		return katto{}, 0, err
	}
	k := katto{url: "http://" + address, cmd: c}
	for time.Since(began) < time.Minute {
		r, err := http.Get(k.url + path)
		if err == nil {
			_, _ = io.Copy(io.Discard, r.Body)
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return k, time.Since(began), nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	k.stop()
	return katto{}, 0, fmt.Errorf("%s did not answer in a minute", strings.Join(c.Args, " "))
}

// start fills the example houses and measures a start on them.
func start(ctx context.Context, dir string) error {
	k, filled, err := launch(ctx, "/healthz", "demo", "--data", dir)
	if err != nil {
		return err
	}
	k.stop()
	fmt.Printf("filling five houses, to the first answer: %.2f s\n", filled.Seconds())
	best := time.Hour
	for range 5 {
		k, took, err := launch(ctx, "/fi/pohjois-pohjanmaa", "serve", "--db", database(dir))
		if err != nil {
			return err
		}
		k.stop()
		best = min(best, took)
	}
	fmt.Printf("cold start to the first page, best of 5: %.2f s; aim 1 s; ratio %.2f\n", best.Seconds(), best.Seconds())
	return nil
}

func serve(ctx context.Context, dir string) (katto, error) {
	k, _, err := launch(ctx, "/fi/pohjois-pohjanmaa", "serve", "--db", database(dir))
	return k, err
}

func database(dir string) string { return "sqlite:" + filepath.Join(dir, "katto-demo.db") }

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
