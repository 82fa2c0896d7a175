package main

import (
	"fmt"

	"github.com/katto-project/katto/internal/db"
)

type migrateCmd struct {
	Up     migrateUpCmd     `cmd:"" help:"Apply the steps that wait."`
	Status migrateStatusCmd `cmd:"" help:"List the steps and whether each is applied."`
}

// Help is shown by --help.
func (migrateCmd) Help() string {
	return `Example:
  katto migrate status --db sqlite:katto.db
  katto migrate up --db sqlite:katto.db`
}

type migrateUpCmd struct {
	storeFlags `embed:""`
}

// Help is shown by --help.
func (migrateUpCmd) Help() string {
	return "Example:\n  katto migrate up --db sqlite:katto.db"
}

// Run applies every step that waits.
func (c migrateUpCmd) Run(e *env) error {
	d, err := db.Open(e, c.DB)
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // every step was committed
	b := newBar(e, language().T("cli.migrating"))
	defer b.end()
	n := 0
	err = db.Migrate(e, d, func(name string) {
		n++
		b.aside(func() { say(e, "cli.migrated", "Name", name) })
	})
	b.end()
	if err == nil && n == 0 {
		say(e, "cli.upToDate")
	}
	return err
}

type migrateStatusCmd struct {
	storeFlags `embed:""`
}

// Help is shown by --help.
func (migrateStatusCmd) Help() string {
	return "Example:\n  katto migrate status --db postgres://katto@db.example/katto"
}

// Run lists the steps.
func (c migrateStatusCmd) Run(e *env) error {
	d, err := c.existing(e)
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // only read
	list, err := db.Migrations(e, d)
	for _, m := range list {
		state := language().T("cli.waits")
		if m.Applied {
			state = language().T("cli.applied", "Time", m.At.UTC().Format("2006-01-02 15:04"))
		}
		fmt.Fprintf(e.out, "%-30s %s\n", m.Name, state)
	}
	return err
}
