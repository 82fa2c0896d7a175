package dbtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"syscall"
	"time"
)

// Server is a PostgreSQL of the tests' own: on loopback, with temporary data
// that goes when it stops or when the process that started it dies.
type Server struct {
	URL   string // of the database "postgres"
	lease io.Closer
	done  *exec.Cmd
}

// StartPostgres starts the newest PostgreSQL installed. The error says what
// to install when there is none.
func StartPostgres(ctx context.Context) (*Server, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "katto-pg-")
	if err != nil {
		return nil, err
	}
	run, err := asOrdinaryUser(dir)
	if err != nil {
		return nil, err
	}
	init := run(exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"),
		"-U", "katto", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"))
	if out, err := init.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	return launch(ctx, run, bin, dir, port)
}

// launch runs the server under a shell that reads a pipe of ours: when this
// process ends, however it ends, the pipe closes and the server goes too.
func launch(ctx context.Context, run func(*exec.Cmd) *exec.Cmd, bin, dir string, port int) (*Server, error) {
	script := `"$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
 -c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB >"$2/log" 2>&1 &
pid=$!; read -r line; kill -INT $pid; wait $pid; cd / && rm -rf "$2"`
	shell := run(exec.Command("/bin/sh", "-c", script, "sh", bin, dir, strconv.Itoa(port)))
	shell.SysProcAttr.Setpgid = true
	pipe, err := shell.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := shell.Start(); err != nil {
		return nil, err
	}
	s := &Server{URL: fmt.Sprintf("postgres://katto@127.0.0.1:%d/postgres?sslmode=disable", port), lease: pipe, done: shell}
	if err := s.await(ctx, port); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "log"))
		s.Stop()
		return nil, fmt.Errorf("%w\n%s", err, bytes.TrimSpace(log))
	}
	return s, nil
}

func (s *Server) await(ctx context.Context, port int) error {
	for range 200 {
		c, err := net.DialTimeout("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), time.Second)
		if err == nil {
			c.Close()
			if try(ctx, s.URL) == nil {
				return nil
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("postgres did not start in 10 s")
}

// Stop ends the server and removes its data.
func (s *Server) Stop() {
	s.lease.Close()
	s.done.Wait() //nolint:errcheck // it was told to end
}

func postgresBin() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	sort.Strings(found)
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	if p, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(p), nil
	}
	return "", errors.New("no PostgreSQL server found: install it with `apt-get install postgresql` (make test does so as root)")
}

// asOrdinaryUser makes commands run as somebody else than root, because
// PostgreSQL refuses root. For an ordinary user it changes nothing.
func asOrdinaryUser(dir string) (func(*exec.Cmd) *exec.Cmd, error) {
	attr := syscall.SysProcAttr{}
	if os.Geteuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			return nil, err
		}
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return func(c *exec.Cmd) *exec.Cmd {
		own := attr
		c.SysProcAttr, c.Dir = &own, dir
		return c
	}, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
