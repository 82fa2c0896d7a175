package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/text"
)

const (
	testPassword = "sinivuokko kukkii rannalla"
	mallila      = house.County("x1")
	draft        = "mallila-strategia-3" // the working draft of the example
)

// process is katto, running.
type process struct {
	*exec.Cmd
	address string
	log     *bytes.Buffer
	ended   chan error
}

// program is this test binary as katto, with the environment it needs.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...)
	c.Env = append(os.Environ(), runAsKatto+"=1", "LANG=C", "LC_ALL=")
	return c
}

// serving starts katto serve and waits until it is ready.
func serving(t testing.TB, database string, args ...string) *process {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	p := &process{address: l.Addr().String(), log: &bytes.Buffer{}, ended: make(chan error, 1)}
	p.Cmd = program(t, append([]string{"serve", "--db", database, "--addr", p.address}, args...)...)
	p.Stderr = p.log
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.ended <- p.Wait() }()
	t.Cleanup(func() { _ = p.Process.Kill() })
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		res, err := http.Get("http://" + p.address + "/readyz") //nolint:noctx // the test's own server
		if err != nil {
			continue
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return p
		}
	}
	_ = p.Process.Kill()
	<-p.ended
	t.Fatalf("katto serve is not ready:\n%s", p.log)
	return nil
}

// end sends the signal and gives how the process ended.
func (p *process) end(signal os.Signal) error {
	_ = p.Process.Signal(signal)
	return <-p.ended
}

// runKatto runs one command to its end.
func runKatto(t testing.TB, args ...string) {
	t.Helper()
	if out, err := program(t, args...).CombinedOutput(); err != nil {
		t.Fatalf("katto %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// furnish brings in the invented county and n editors of it.
func furnish(t testing.TB, database string, n int) {
	t.Helper()
	furnishWith(t, database, "mallila", mallila, n)
}

// furnishWith brings in an example house and n editors of its county.
func furnishWith(t testing.TB, database, example string, county house.County, n int) {
	t.Helper()
	runKatto(t, "import", "--db", database, "--format", "katto", filepath.Join("..", "..", "examples", example+".json"))
	s, err := people.New(dbtest.Open(t, database), time.Now, house.NewID)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if _, err := s.Add(context.Background(), house.System, people.NewUser{
			Email: editor(i), Name: fmt.Sprint("Muokkaaja ", i), Language: text.Fi, Password: testPassword,
			Grants: []house.Grant{{County: county, Role: house.Editor}},
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func editor(i int) string { return fmt.Sprintf("muokkaaja%d@example.org", i) }

// browser is a signed-in person at an address of their own, for the limits
// count by address.
type browser struct {
	http.Client
	t    testing.TB
	base string
}

func newBrowser(t testing.TB, i int) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	from := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 1, byte(i+1))}, Timeout: 5 * time.Second}
	return &browser{t: t, Client: http.Client{
		Jar: jar, Timeout: 20 * time.Second, Transport: &http.Transport{DialContext: from.DialContext},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// at sends the browser to a process. Cookies are the host's, so they stay.
func (b *browser) at(p *process) *browser {
	b.base = "http://" + p.address
	b.CloseIdleConnections()
	return b
}

// send posts a form, again while the limit of forms says so; the status is 0
// when no whole answer came.
func (b *browser) send(path string, form url.Values) (status int) {
	for status = b.post(path, form); status == http.StatusTooManyRequests; status = b.post(path, form) {
		time.Sleep(250 * time.Millisecond)
	}
	return status
}

func (b *browser) post(path string, form url.Values) (status int) {
	res, err := b.PostForm(b.base+path, form)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return 0
	}
	return res.StatusCode
}

// page gives a page that must be there.
func (b *browser) page(path string) string {
	b.t.Helper()
	res, err := b.Get(b.base + path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %s %v", path, res.Status, err)
	}
	return string(body)
}

func (b *browser) signIn(i int) {
	b.t.Helper()
	if status := b.send("/fi/sign-in", url.Values{"email": {editor(i)}, "password": {testPassword}}); status != http.StatusSeeOther {
		b.t.Fatalf("signing in: %d", status)
	}
}

// write is one form that was sent: a decision, or a comment on the draft.
type write struct {
	word    string // stands in what was written, and nowhere else
	comment bool
	status  int
	sent    time.Time
	ended   time.Time
}

// writer sends forms, a decision and a comment in turns, one after another.
type writer struct {
	*browser
	me     int
	pace   time.Duration // rest between two forms
	writes []write
}

// next sends the next form.
func (w *writer) next() write {
	n := len(w.writes)
	x := write{word: fmt.Sprintf("w%dn%d.", w.me, n), comment: n%2 == 1, sent: time.Now()}
	if x.comment {
		x.status = w.send("/fi/staff/mallila/editions/"+draft+"/comments", url.Values{"body": {x.word}})
	} else {
		x.status = w.send("/fi/staff/mallila/decisions/new", url.Values{
			"body": {"aluehallitus"}, "held_on": {fmt.Sprintf("1.3.%d", 2000+w.me)}, "section": {fmt.Sprint(n + 1)},
			"act": {"notes"}, "status": {"made"}, "what": {x.word},
		})
	}
	x.ended = time.Now()
	w.writes = append(w.writes, x)
	return x
}

// writers signs n people in.
func writers(t testing.TB, p *process, n int) []*writer {
	t.Helper()
	list := make([]*writer, n)
	for i := range list {
		list[i] = &writer{browser: newBrowser(t, i).at(p), me: i}
		list[i].signIn(i)
	}
	return list
}

// load has everybody write until their first refusal or until stop. answered
// counts what was acknowledged; wait returns when all have ended.
func load(list []*writer, stop <-chan struct{}) (answered *atomic.Int64, wait func()) {
	var all sync.WaitGroup
	answered = &atomic.Int64{}
	for _, w := range list {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					if w.next().status != http.StatusSeeOther {
						return
					}
					answered.Add(1)
					time.Sleep(w.pace)
				}
			}
		})
	}
	return answered, all.Wait
}

// until waits for so many more answers than there are now.
func until(t testing.TB, answered *atomic.Int64, more int64) {
	t.Helper()
	enough := answered.Load() + more
	for end := time.Now().Add(30 * time.Second); answered.Load() < enough; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("nobody gets an answer any more")
		}
	}
}

// sound looks the database over.
func sound(t testing.TB, d *db.DB) {
	t.Helper()
	if r := db.Health(context.Background(), d); !r.Good() && (d.Engine == db.SQLite || len(r.Problems) > 0) {
		t.Fatalf("the database is not sound: %+v", r)
	}
}
