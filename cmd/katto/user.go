package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/people"
	"github.com/katto-project/katto/internal/text"
)

type userCmd struct {
	Add userAddCmd `cmd:"" help:"Add a person who signs in."`
}

// Help is shown by --help.
func (userCmd) Help() string {
	return `Example:
  katto user add --name "Ylläpito" --role administrator yllapito@example.fi`
}

type userAddCmd struct {
	storeFlags `embed:""`
	Email      string `arg:"" help:"E-mail address the person signs in with."`
	Name       string `help:"Name shown to other staff." required:""`
	Role       string `help:"What the person may do." enum:"administrator,county_administrator,editor,reader" default:"reader"`
	County     string `help:"County's code, such as 20; an administrator has none." placeholder:"CODE"`
	Language   string `help:"Language of the person's pages." enum:"fi,sv,en" default:"fi"`
}

// Help is shown by --help.
func (userAddCmd) Help() string {
	return `The password is asked for, or read from standard input when that is no terminal.

Example:
  katto user add --db sqlite:katto.db --name "Strategiapäällikkö" --role editor --county 20 strategia@example.fi`
}

// Run adds the person.
func (c userAddCmd) Run(e *env) error {
	grant, err := c.grant()
	if err != nil {
		return err
	}
	password, err := askPassword(e)
	if err != nil {
		return err
	}
	d, err := c.open(e)
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // the act is committed
	s, err := people.New(d, time.Now, house.NewID)
	if err != nil {
		return err
	}
	u, err := s.Add(e, house.System, people.NewUser{
		Email: c.Email, Name: c.Name, Language: text.Lang(c.Language), Password: password, Grants: []house.Grant{grant},
	})
	if err != nil {
		return err
	}
	say(e, "cli.added", "Email", u.Email, "Role", c.Role)
	return nil
}

// grant is the role and where it holds.
func (c userAddCmd) grant() (house.Grant, error) {
	if (c.Role == string(house.Administrator)) != (c.County == "") {
		return house.Grant{}, usage("cli.roleAndCounty")
	}
	if c.County == "" {
		return house.Grant{County: house.AllCounties, Role: house.Administrator}, nil
	}
	county, err := countyOf(c.County)
	return house.Grant{County: county.Code, Role: house.Role(c.Role)}, err
}

func askPassword(e *env) (string, error) {
	if f, ok := e.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(e.err, language().T("cli.password"))
		raw, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(e.err)
		return string(raw), err
	}
	line, err := bufio.NewReader(io.LimitReader(e.in, 1024)).ReadString('\n')
	if err == io.EOF {
		err = nil
	}
	return strings.TrimRight(line, "\r\n"), err
}
