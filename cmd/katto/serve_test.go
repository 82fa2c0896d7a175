package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/app"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
)

// What the program opens is durable: an act that was answered is on the disk.
func TestRunningProgramIsDurable(t *testing.T) {
	for engine, database := range map[db.Engine]string{db.SQLite: dbtest.NewSQLite(t), db.Postgres: dbtest.NewPostgres(t)} {
		ctx, stop := context.WithCancel(t.Context())
		e := &env{Context: ctx, out: io.Discard, err: io.Discard}
		a, err := storeFlags{DB: database}.wire(e, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx) }()
		name, want := "synchronous", "2" // FULL
		if engine == db.Postgres {
			name, want = "synchronous_commit", "on"
		}
		for range 5 {
			if got, err := a.DB.Setting(ctx, name); err != nil || got != want {
				t.Errorf("%s: %s is %q, want %q (%v)", engine, name, got, want, err)
			}
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		a.DB.Close()
	}
}

// Two processes on one PostgreSQL: what is changed through one is on the
// other's public page within a second. The page was kept in memory before, so
// that seeing the change means that the keeper noticed it.
func TestTwoServersOnOnePostgres(t *testing.T) {
	database := dbtest.NewPostgres(t)
	furnish(t, database, 1)
	one, two := serving(t, database), serving(t, database)
	writes := &writer{browser: newBrowser(t, 0).at(one)}
	writes.signIn(0)
	reads := newBrowser(t, 1).at(two)
	var took []time.Duration
	for range 7 {
		reads.page("/fi/mallila/made")
		x := write{comment: true}
		for x.comment { // only decisions are public
			x = writes.next()
		}
		if x.status != http.StatusSeeOther {
			t.Fatalf("a decision was answered with %d", x.status)
		}
		for !strings.Contains(reads.page("/fi/mallila/made"), x.word) {
			if time.Since(x.ended) > 10*time.Second {
				t.Fatalf("%s is not on the other's page", x.word)
			}
			time.Sleep(10 * time.Millisecond)
		}
		took = append(took, time.Since(x.ended))
	}
	slices.Sort(took)
	t.Logf("seen after %v", took)
	if took[len(took)/2] > time.Second {
		t.Errorf("the change is seen after %v", took)
	}
}

// A stop lets the request that has begun end, takes no new one, and ends well.
func TestStopFinishesWhatItBegan(t *testing.T) {
	database := dbtest.NewSQLite(t)
	furnish(t, database, 1)
	p := serving(t, database)
	w := writers(t, p, 1)[0]
	form := url.Values{
		"body": {"aluehallitus"}, "held_on": {"2.3.2026"}, "section": {"7"}, "act": {"notes"}, "status": {"made"}, "what": {"hidas"},
	}.Encode()
	slow, err := net.Dial("tcp", p.address)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	home, err := url.Parse(w.base)
	if err != nil {
		t.Fatal(err)
	}
	var head bytes.Buffer
	fmt.Fprintf(&head, "POST /fi/staff/mallila/decisions/new HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n", p.address, len(form))
	for _, c := range w.Jar.Cookies(home) {
		fmt.Fprintf(&head, "Cookie: %s\r\n", c)
	}
	fmt.Fprintf(&head, "\r\n%s", form[:20])
	if _, err := slow.Write(head.Bytes()); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		c, err := net.Dial("tcp", p.address)
		if err != nil {
			break
		}
		c.Close()
		if time.Now().After(end) {
			t.Fatal("new connections are still taken")
		}
	}
	if _, err := io.WriteString(slow, form[20:]); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(slow), nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		t.Errorf("the request that had begun was answered with %s", res.Status)
	}
	if err := <-p.ended; err != nil {
		t.Errorf("the server ended with %v\n%s", err, p.log)
	}
	if s := whatIsStored(t, dbtest.Open(t, database)); s.words[false]["hidas"] != 1 {
		t.Error("what was answered is not stored")
	}
}
