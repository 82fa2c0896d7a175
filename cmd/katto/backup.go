package main

import (
	"os"
	"path/filepath"

	"github.com/katto-project/katto/internal/db"
)

type backupCmd struct {
	storeFlags `embed:""`
	File       string `arg:"" help:"File to write."`
}

// Help is shown by --help.
func (backupCmd) Help() string {
	return `Writes one consistent picture of the whole database, also while katto serve runs. The
file fits both engines: a backup of SQLite can be restored into PostgreSQL.

Example:
  katto backup --db sqlite:katto.db katto-2026-11-21.katto`
}

// Run writes the backup.
func (c backupCmd) Run(e *env) error {
	d, err := c.existing(e)
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // only read
	b := newBar(e, language().T("cli.backingUp"))
	defer b.end()
	if err := db.BackupFile(e, d, c.File, b.at); err != nil {
		return err
	}
	b.end()
	info, err := os.Stat(c.File)
	if err != nil {
		return err
	}
	say(e, "cli.backedUp", "Path", c.File, "Size", language().Decimal(float64(info.Size())/1e6, 1))
	return nil
}

type restoreCmd struct {
	storeFlags `embed:""`
	File       string `arg:"" help:"Backup to read."`
}

// Help is shown by --help.
func (restoreCmd) Help() string {
	return `Reads a backup into an empty database: all of it, or nothing when the file is broken.

Example:
  katto restore --db sqlite:new.db katto-2026-11-21.katto`
}

// Run reads the backup.
func (c restoreCmd) Run(e *env) error {
	f, err := openFile(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	d, err := c.open(e)
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // committed, or failed
	b := newBar(e, language().T("cli.restoring"))
	defer b.end()
	if err := db.Restore(e, d, f, b.at); err != nil {
		return err
	}
	b.end()
	say(e, "cli.restored", "Path", filepath.Clean(c.File))
	return nil
}
