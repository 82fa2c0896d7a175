package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/katto-project/katto/internal/app"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
)

// storeFlags say which database a command works on.
type storeFlags struct {
	DB string `name:"db" help:"Database: sqlite:PATH or postgres://USER@HOST/NAME." default:"sqlite:katto.db" env:"KATTO_DB" placeholder:"ADDRESS"`
}

// open opens the database, a new one too, and brings its schema up to date.
func (f storeFlags) open(e *env) (*db.DB, error) {
	b := newBar(e, language().T("cli.opening"))
	defer b.end()
	d, err := db.Open(e, f.DB)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(e, d, nil); err != nil {
		_ = d.Close()
		return nil, err
	}
	return d, nil
}

// existing opens a database that must be there, and changes nothing in it.
func (f storeFlags) existing(e *env) (*db.DB, error) {
	if path, lite := strings.CutPrefix(f.DB, "sqlite:"); lite && path != "" {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, fault.New(fault.NotFound, "cli.noDatabase", "Path", path)
		}
	}
	return db.Open(e, f.DB)
}

// wire opens the database as open does, and the rooms on it.
func (f storeFlags) wire(e *env, o app.Options) (*app.App, error) {
	d, err := f.open(e)
	if err != nil {
		return nil, err
	}
	b := newBar(e, language().T("cli.opening"))
	defer b.end()
	o.DB = d
	a, err := app.New(e, o)
	if err != nil {
		_ = d.Close()
		return nil, err
	}
	return a, nil
}

// wireExisting is wire for a database that must be there and up to date.
func (f storeFlags) wireExisting(e *env) (*app.App, error) {
	d, err := f.existing(e)
	if err != nil {
		return nil, err
	}
	a := &app.App{DB: d}
	if err = a.Ready(e); err == nil {
		a, err = app.New(e, app.Options{DB: d})
	}
	if err != nil {
		_ = d.Close()
		return nil, err
	}
	return a, nil
}
