package db

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Migration is one numbered step of the schema.
type Migration struct {
	Name    string
	Applied bool
	At      time.Time
}

// Migrate brings the schema up to date and tells each step as it is done.
// Steps that were applied before are left alone.
func Migrate(ctx context.Context, d *DB, each func(name string)) error {
	p, err := provider(d)
	if err != nil {
		return err
	}
	for {
		result, err := p.UpByOne(ctx)
		if err != nil {
			if pending, _ := p.HasPending(ctx); !pending {
				return nil
			}
			return fmt.Errorf("db: migrate: %w", err)
		}
		if each != nil {
			each(result.Source.Path)
		}
	}
}

// Migrations lists the steps and whether each is applied.
func Migrations(ctx context.Context, d *DB) ([]Migration, error) {
	p, err := provider(d)
	if err != nil {
		return nil, err
	}
	states, err := p.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("db: migrations: %w", err)
	}
	var list []Migration
	for _, s := range states {
		list = append(list, Migration{Name: s.Source.Path, Applied: s.State == goose.StateApplied, At: s.AppliedAt})
	}
	return list, nil
}

func provider(d *DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectSQLite3
	if d.Engine == Postgres {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, d.write, files)
}
