package db

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// IsUnique tells whether the error says that a unique key exists already.
func IsUnique(err error) bool {
	return hasCode(err, []string{"23505"}, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// IsForeignKey tells whether the error says that a referred row is not there,
// or is still referred to.
func IsForeignKey(err error) bool {
	return hasCode(err, []string{"23503"}, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY)
}

// IsSerialization tells whether the engine asks to try the act again.
func IsSerialization(err error) bool {
	return hasCode(err, []string{"40001", "40P01"}, sqlite3.SQLITE_BUSY)
}

func hasCode(err error, postgres []string, lite ...int) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		for _, code := range postgres {
			if pg.Code == code {
				return true
			}
		}
	}
	var s *sqlite.Error
	if errors.As(err, &s) {
		for _, code := range lite {
			if s.Code() == code {
				return true
			}
		}
	}
	return false
}
