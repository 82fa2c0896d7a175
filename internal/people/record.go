package people

import (
	"context"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/house"
)

// county is where an act on the user as a person is filed: their county when
// they have one, else the whole installation.
func (u User) county() house.County {
	if len(u.Grants) == 1 {
		return u.Grants[0].County
	}
	return house.AllCounties
}

// record writes one audit row about the user. role is "" when the act is not
// about a role.
func (s *Service) record(ctx context.Context, tx *db.Tx, actor house.Actor, act string, u User, county house.County, role house.Role) error {
	detail := map[string]string{}
	if u.Name != "" {
		detail["name"] = u.Name
	}
	if role != "" {
		detail["role"] = string(role)
	}
	return audit.Write(ctx, tx, s.now(), audit.Entry{
		County: county, Actor: actor, Act: act, Ref: refOf(u), Detail: detail,
	})
}

func refOf(u User) house.Ref {
	if u.ID == "" {
		return house.Ref{}
	}
	return house.Ref{Kind: "user", ID: u.ID}
}

// recordChange writes a row for each thing that changed.
func (s *Service) recordChange(ctx context.Context, tx *db.Tx, actor house.Actor, before, after User) error {
	if before.Name != after.Name || before.Language != after.Language {
		if err := s.record(ctx, tx, actor, "user.change", after, before.county(), ""); err != nil {
			return err
		}
	}
	if before.Active != after.Active {
		act := "user.activate"
		if !after.Active {
			act = "user.deactivate"
		}
		if err := s.record(ctx, tx, actor, act, after, before.county(), ""); err != nil {
			return err
		}
	}
	return s.recordGrants(ctx, tx, actor, after, before.Grants, after.Grants)
}

// recordGrants files each given and taken role in the county it is for.
func (s *Service) recordGrants(ctx context.Context, tx *db.Tx, actor house.Actor, u User, before, after []house.Grant) error {
	given, taken := difference(before, after)
	for _, g := range taken {
		if roleIn(after, g.County) != "" {
			continue // the new role says it
		}
		if err := s.record(ctx, tx, actor, "user.revoke", u, g.County, g.Role); err != nil {
			return err
		}
	}
	for _, g := range given {
		if err := s.record(ctx, tx, actor, "user.grant", u, g.County, g.Role); err != nil {
			return err
		}
	}
	return nil
}
