package house

import "github.com/google/uuid"

// IDs makes a new identifier; tests inject their own.
type IDs func() string

// NewID is a UUIDv7: unique without asking the database, in order of time.
func NewID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic("house: no randomness: " + err.Error()) // the machine cannot go on safely
	}
	return id.String()
}
