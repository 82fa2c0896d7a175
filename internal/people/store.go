package people

import (
	"context"
	"fmt"
	"time"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/people/peoplesql"
	"github.com/katto-project/katto/internal/text"
)

// insertUser writes the user and the grants. Conflict if the e-mail is taken.
func insertUser(ctx context.Context, q db.Queryer, u User) error {
	err := peoplesql.New(q).InsertUser(ctx, peoplesql.InsertUserParams{
		ID: u.ID, Email: u.Email, EmailKey: text.Fold(u.Email), Name: u.Name, Language: string(u.Language),
		PasswordHash: u.password, CreatedAt: db.Stamp(u.Created),
	})
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "people.emailTaken").On("email").Because(err)
	}
	if err != nil {
		return fmt.Errorf("people: insert user: %w", err)
	}
	return putGrants(ctx, q, u.ID, u.Grants)
}

func putGrants(ctx context.Context, q db.Queryer, userID string, grants []house.Grant) error {
	for _, g := range grants {
		err := peoplesql.New(q).PutGrant(ctx, peoplesql.PutGrantParams{UserID: userID, County: string(g.County), Role: string(g.Role)})
		if err != nil {
			return fmt.Errorf("people: put grant: %w", err)
		}
	}
	return nil
}

// replaceGrants brings the stored grants from before to after.
func replaceGrants(ctx context.Context, q db.Queryer, userID string, before, after []house.Grant) error {
	given, taken := difference(before, after)
	for _, g := range taken {
		if roleIn(after, g.County) != "" {
			continue // put overwrites it
		}
		if err := peoplesql.New(q).DeleteGrant(ctx, peoplesql.DeleteGrantParams{UserID: userID, County: string(g.County)}); err != nil {
			return fmt.Errorf("people: delete grant: %w", err)
		}
	}
	return putGrants(ctx, q, userID, given)
}

// userByID finds a user; NotFound when there is none.
func userByID(ctx context.Context, q db.Queryer, id string) (User, error) {
	row, err := peoplesql.New(q).UserByID(ctx, id)
	return withGrants(ctx, q, row, err)
}

// userByEmail finds a user by the address in any case; NotFound when there is
// none.
func userByEmail(ctx context.Context, q db.Queryer, email string) (User, error) {
	row, err := peoplesql.New(q).UserByEmail(ctx, text.Fold(email))
	return withGrants(ctx, q, row, err)
}

func withGrants(ctx context.Context, q db.Queryer, row peoplesql.AppUser, err error) (User, error) {
	if err != nil && !db.NoRows(err) {
		return User{}, fmt.Errorf("people: read user: %w", err)
	}
	// Asked for nobody too, so that both answers take as long.
	grants, grantsErr := peoplesql.New(q).GrantsOf(ctx, row.ID)
	if grantsErr != nil {
		return User{}, fmt.Errorf("people: read grants: %w", grantsErr)
	}
	if err != nil {
		return User{}, fault.New(fault.NotFound, "people.noUser").Because(err)
	}
	return userOf(row, grants), nil
}

// usersOf lists the users with a role in the county, or everybody.
func usersOf(ctx context.Context, q db.Queryer, county house.County) ([]User, error) {
	rows, err := peoplesql.New(q).UsersOf(ctx, string(county))
	if err != nil {
		return nil, fmt.Errorf("people: list users: %w", err)
	}
	grants, err := peoplesql.New(q).GrantsOfUsersOf(ctx, string(county))
	if err != nil {
		return nil, fmt.Errorf("people: list grants: %w", err)
	}
	byUser := map[string][]peoplesql.RoleGrant{}
	for _, g := range grants {
		byUser[g.UserID] = append(byUser[g.UserID], g)
	}
	list := make([]User, 0, len(rows))
	for _, row := range rows {
		list = append(list, userOf(row, byUser[row.ID]))
	}
	return list, nil
}

func userOf(row peoplesql.AppUser, grants []peoplesql.RoleGrant) User {
	u := User{
		ID: row.ID, Email: row.Email, Name: row.Name, Language: text.Lang(row.Language), Active: row.Active,
		Created: db.Moment(row.CreatedAt), Version: row.Version, password: row.PasswordHash,
	}
	for _, g := range grants {
		u.Grants = append(u.Grants, house.Grant{County: house.County(g.County), Role: house.Role(g.Role)})
	}
	return u
}

// updateUser writes name, language and use. Conflict unless the stored
// version is still u.Version.
func updateUser(ctx context.Context, q db.Queryer, u User) error {
	n, err := peoplesql.New(q).UpdateUser(ctx, peoplesql.UpdateUserParams{
		Name: u.Name, Language: string(u.Language), Active: u.Active, ID: u.ID, Version: u.Version,
	})
	if err != nil {
		return fmt.Errorf("people: update user: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "people.changed")
	}
	return nil
}

// replacePassword writes a new hash in place of stale. Conflict if the
// password was changed meanwhile.
func replacePassword(ctx context.Context, q db.Queryer, userID, stale, fresh string) error {
	n, err := peoplesql.New(q).ReplacePassword(ctx, peoplesql.ReplacePasswordParams{Fresh: fresh, ID: userID, Stale: stale})
	if err != nil {
		return fmt.Errorf("people: replace password: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "people.changed")
	}
	return nil
}

// countAdministrators counts the administrators in use.
func countAdministrators(ctx context.Context, q db.Queryer) (int64, error) {
	n, err := peoplesql.New(q).CountAdministrators(ctx)
	if err != nil {
		return 0, fmt.Errorf("people: count administrators: %w", err)
	}
	return n, nil
}

// putSession writes a session's data under its token's hash.
func putSession(ctx context.Context, q db.Queryer, tokenHash, data string, expires time.Time) error {
	return peoplesql.New(q).PutSession(ctx, peoplesql.PutSessionParams{TokenHash: tokenHash, Data: data, ExpiresAt: db.Stamp(expires)})
}

// sessionData finds a session that has not expired.
func sessionData(ctx context.Context, q db.Queryer, tokenHash string, now time.Time) (data string, found bool, err error) {
	data, err = peoplesql.New(q).SessionData(ctx, peoplesql.SessionDataParams{TokenHash: tokenHash, ExpiresAt: db.Stamp(now)})
	if db.NoRows(err) {
		return "", false, nil
	}
	return data, err == nil, err
}

func deleteSession(ctx context.Context, q db.Queryer, tokenHash string) error {
	return peoplesql.New(q).DeleteSession(ctx, tokenHash)
}

// deleteSessionsBefore removes what has expired and tells how many.
func deleteSessionsBefore(ctx context.Context, q db.Queryer, now time.Time) (int64, error) {
	return peoplesql.New(q).DeleteSessionsBefore(ctx, db.Stamp(now))
}
