package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/katto-project/katto/examples"
	"github.com/katto-project/katto/internal/app"
	"github.com/katto-project/katto/internal/exchange"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/text"
)

type demoCmd struct {
	Addr     string `help:"Address to listen on." default:"127.0.0.1:8080" env:"KATTO_ADDR"`
	Data     string `help:"Folder that keeps the demo's database; without it the demo forgets everything when it stops." placeholder:"DIR"`
	Password string `help:"Password of the example people; without it one is made and printed." env:"KATTO_DEMO_PASSWORD" placeholder:"WORD"`
}

// Help is shown by --help.
func (demoCmd) Help() string {
	return `Fills a database with the example houses (four counties as their public sources tell,
and one invented county) and serves them. Prints the address and how to sign in.

Example:
  katto demo
  katto demo --addr 127.0.0.1:9000 --data ./demo`
}

// Run fills and serves.
func (c demoCmd) Run(e *env) error {
	listener, err := listen(e, c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	folder, tidy, err := c.folder()
	if err != nil {
		return err
	}
	defer tidy()
	log := slog.New(slog.NewTextHandler(e.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	store := storeFlags{DB: "sqlite:" + filepath.Join(folder, "katto-demo.db")}
	a, err := store.wire(e, app.Options{Log: log})
	if err != nil {
		return err
	}
	defer a.DB.Close() //nolint:errcheck // nothing is under way any more
	if err := fillHouses(e, a); err != nil {
		return err
	}
	password, err := c.people(e, a)
	if err != nil {
		return err
	}
	welcome(e, listener.Addr(), password)
	return serve(e, a, listener, log, 5*time.Second)
}

// folder is where the database goes, and how to tidy up after it.
func (c demoCmd) folder() (string, func(), error) {
	if c.Data != "" {
		return c.Data, func() {}, os.MkdirAll(c.Data, 0o700)
	}
	folder, err := os.MkdirTemp("", "katto-demo-")
	return folder, func() { _ = os.RemoveAll(folder) }, err
}

// fillHouses reads the examples in; those that are there already stay.
func fillHouses(e *env, a *app.App) error {
	names := examples.Names
	b := newBar(e, language().T("cli.demo.filling"))
	defer b.end()
	for i, name := range names {
		b.at(int64(i), int64(len(names)))
		raw, err := examples.FS.ReadFile(name + ".json")
		if err != nil {
			return err
		}
		h, err := exchange.Decode(bytes.NewReader(raw))
		if err != nil {
			return fmt.Errorf("example %s: %w", name, err)
		}
		if _, err := exchange.Import(e, a.DB, a.Exchange(), house.System, h, time.Now()); err != nil {
			return fmt.Errorf("example %s: %w", name, err)
		}
	}
	return nil
}

// roles are the example people: roles, not persons.
var roles = []struct {
	email, name string
	role        house.Role
	county      house.County
}{
	{"yllapito@example.org", "Ylläpito", house.Administrator, house.AllCounties},
	{"paakayttaja@example.org", "Mallilan pääkäyttäjä", house.CountyAdministrator, "x1"},
	{"strategia@example.org", "Mallilan strategiapäällikkö", house.Editor, "x1"},
	{"tyoryhma@example.org", "Mallilan työryhmän jäsen", house.Reader, "x1"},
	{"soite@example.org", "Keski-Pohjanmaan strategiapäällikkö", house.Editor, "18"},
}

// people adds the example people. In a demo that is kept they stay as they
// are, and so does their password.
func (c demoCmd) people(e *env, a *app.App) (string, error) {
	password := c.Password
	if password == "" {
		password = "katto-" + strings.ToLower(rand.Text()[:12])
	}
	for _, r := range roles {
		_, err := a.People.Add(e, house.System, people.NewUser{
			Email: r.email, Name: r.name, Language: text.Fi, Password: password,
			Grants: []house.Grant{{County: r.county, Role: r.role}},
		})
		if fault.Is(err, fault.Conflict) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
	}
	return password, nil
}

// welcome tells where the demo is and who may sign in.
func welcome(e *env, at net.Addr, password string) {
	host, port, _ := net.SplitHostPort(at.String())
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	address := "http://" + net.JoinHostPort(host, port)
	fmt.Fprintln(e.out)
	say(e, "cli.demo.at", "Address", address)
	fmt.Fprintln(e.out)
	say(e, "cli.demo.signIn", "Address", address+"/"+string(language())+"/sign-in")
	for _, r := range roles {
		fmt.Fprintf(e.out, "  %-24s %s\n", r.email, r.name)
	}
	if password == "" {
		say(e, "cli.demo.oldPassword")
	} else {
		say(e, "cli.demo.password", "Password", password)
	}
	fmt.Fprintln(e.out)
	say(e, "cli.demo.stop")
}
