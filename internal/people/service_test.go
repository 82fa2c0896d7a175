package people

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

func TestAddAndRead(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, clock := newTestService(t, d)
		made, err := s.Add(ctx, house.System, NewUser{
			Email: " Suunnittelija@Alue.example ", Name: "Ensimmäinen  Suunnittelija", Language: text.Sv, Password: goodKey,
			Grants: []house.Grant{grant(kainuu, house.Editor), grant(soite, house.Reader)},
		})
		if err != nil {
			t.Fatal(err)
		}
		read, err := s.User(ctx, house.System, made.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := User{
			ID: made.ID, Email: "Suunnittelija@Alue.example", Name: "Ensimmäinen Suunnittelija", Language: text.Sv, Active: true,
			Grants:  []house.Grant{grant(soite, house.Reader), grant(kainuu, house.Editor)},
			Created: clock.now(), Version: 1,
		}
		if diff := cmp.Diff(want, read, cmpopts.IgnoreUnexported(User{})); diff != "" {
			t.Error(diff)
		}
		if got := acts(t, d, kainuu); !cmp.Equal(got, []string{"user.grant"}) {
			t.Errorf("the county's audit has %v", got)
		}
		_, err = s.Add(ctx, house.System, NewUser{
			Email: "SUUNNITTELIJA@alue.example", Name: "Toinen", Language: text.Fi, Password: goodKey,
			Grants: []house.Grant{grant(kainuu, house.Reader)},
		})
		wantFault(t, err, "people.emailTaken")
	})
}

func TestAddSaysAllThatIsWrong(t *testing.T) {
	s, _ := newTestService(t, dbtest.SQLite(t))
	_, err := s.Add(context.Background(), house.System, NewUser{Email: "ei osoite", Language: "de", Password: "lyhyt"})
	var fields []string
	for _, f := range Faults(err) {
		fields = append(fields, f.Field)
	}
	if want := []string{"name", "email", "language", "role", "password"}; !cmp.Equal(fields, want) {
		t.Errorf("faults about %v, want %v", fields, want)
	}
}

func TestCountyAdministratorStaysInTheCounty(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := newTestService(t, d)
		admin := add(t, s, "aluevastaava", grant(kainuu, house.CountyAdministrator)).Actor()
		mine := add(t, s, "oma", grant(kainuu, house.Reader))
		theirs := add(t, s, "muu", grant(soite, house.Reader))
		both := add(t, s, "molemmat", grant(soite, house.Editor), grant(kainuu, house.Editor))

		for _, role := range []house.Grant{grant(soite, house.Reader), grant(house.AllCounties, house.Administrator)} {
			_, err := s.Add(ctx, admin, NewUser{
				Email: "uusi@alue.example", Name: "Uusi", Language: text.Fi, Password: goodKey, Grants: []house.Grant{role},
			})
			wantFault(t, err, "people.grantDenied")
		}
		_, err := s.User(ctx, admin, theirs.ID)
		wantFault(t, err, "people.noUser")
		wantFault(t, s.SetPassword(ctx, admin, theirs.ID, newKey), "people.noUser")
		wantFault(t, s.SetPassword(ctx, admin, both.ID, newKey), "people.changeDenied")
		wantFault(t, s.Change(ctx, admin, both.ID, changeOf(both, func(c *Change) { c.Active = false })), "people.changeDenied")
		wantFault(t, s.Change(ctx, admin, both.ID, changeOf(both, func(c *Change) {
			c.Grants = []house.Grant{grant(kainuu, house.Editor)}
		})), "people.grantDenied")

		if err := s.SetPassword(ctx, admin, mine.ID, newKey); err != nil {
			t.Errorf("own county's user: %v", err)
		}
		err = s.Change(ctx, admin, both.ID, changeOf(both, func(c *Change) {
			c.Grants = []house.Grant{grant(kainuu, house.Reader), grant(soite, house.Editor)}
		}))
		if err != nil {
			t.Errorf("own county's role of a shared user: %v", err)
		}
		list, err := s.List(ctx, admin, kainuu)
		if err != nil || len(list) != 3 || list[0].Name != "aluevastaava" || list[2].Name != "oma" {
			t.Errorf("%v, %v; want the county's three users by name", list, err)
		}
		for _, county := range []house.County{soite, house.AllCounties} {
			_, err := s.List(ctx, admin, county)
			wantFault(t, err, "people.usersDenied")
			_, err = s.Audit(ctx, admin, county, "", 10)
			wantFault(t, err, "people.auditDenied")
		}
	})
}

// changeOf is the change that changes only what edit says.
func changeOf(u User, edit func(*Change)) Change {
	c := Change{Version: u.Version, Name: u.Name, Language: u.Language, Active: u.Active, Grants: u.Grants}
	edit(&c)
	return c
}

func TestChange(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := newTestService(t, d)
		u := add(t, s, "kirjoittaja", grant(kainuu, house.Editor), grant(soite, house.Reader))
		change := changeOf(u, func(c *Change) {
			c.Name, c.Language, c.Active = "Uusi Nimi", text.En, false
			c.Grants = []house.Grant{grant(kainuu, house.Reader), grant("19", house.Editor)}
		})
		if err := s.Change(ctx, house.System, u.ID, change); err != nil {
			t.Fatal(err)
		}
		now, err := s.User(ctx, house.System, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := []house.Grant{grant("19", house.Editor), grant(kainuu, house.Reader)}
		if now.Name != "Uusi Nimi" || now.Language != text.En || now.Active || now.Version != 2 || !cmp.Equal(now.Grants, want) {
			t.Errorf("%+v", now)
		}
		for county, want := range map[house.County][]string{
			soite:  {"user.revoke", "user.grant"},
			kainuu: {"user.grant", "user.grant"},
			"19":   {"user.grant"},
		} {
			if got := acts(t, d, county); !cmp.Equal(got, want) {
				t.Errorf("county %s: %v, want %v", county, got, want)
			}
		}
		wantFault(t, s.Change(ctx, house.System, u.ID, change), "people.changed")
		wantFault(t, s.Change(ctx, house.System, "ei-ole", change), "people.noUser")
	})
}

func TestNobodyLocksTheDoorBehindThem(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := newTestService(t, d)
		boss := add(t, s, "ylin", grant(house.AllCounties, house.Administrator))
		demote := func(c *Change) { c.Grants = []house.Grant{grant(kainuu, house.Editor)} }
		leave := func(c *Change) { c.Active = false }
		wantFault(t, s.Change(ctx, boss.Actor(), boss.ID, changeOf(boss, demote)), "people.ownAdministrator")
		wantFault(t, s.Change(ctx, boss.Actor(), boss.ID, changeOf(boss, leave)), "people.ownAdministrator")
		wantFault(t, s.Change(ctx, house.System, boss.ID, changeOf(boss, demote)), "people.lastAdministrator")
		wantFault(t, s.Change(ctx, house.System, boss.ID, changeOf(boss, leave)), "people.lastAdministrator")

		add(t, s, "toinen", grant(house.AllCounties, house.Administrator))
		if err := s.Change(ctx, house.System, boss.ID, changeOf(boss, leave)); err != nil {
			t.Errorf("with another administrator: %v", err)
		}
	})
}

func TestChangeOwn(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := newTestService(t, d)
		u := add(t, s, "lukija", grant(kainuu, house.Reader))
		if err := s.ChangeOwn(ctx, u.Actor(), u.Version, "Uusi", text.Sv); err != nil {
			t.Fatal(err)
		}
		now, err := s.User(ctx, u.Actor(), u.ID)
		if err != nil || now.Name != "Uusi" || now.Language != text.Sv || !cmp.Equal(now.Grants, u.Grants) {
			t.Errorf("%+v, %v", now, err)
		}
		wantFault(t, s.ChangeOwn(ctx, u.Actor(), u.Version, "Taas", text.Sv), "people.changed")
		wantFault(t, s.ChangeOwn(ctx, u.Actor(), 2, " ", text.Sv), "people.nameMissing")
		wantFault(t, s.ChangeOwn(ctx, house.Actor{}, 1, "Vieras", text.Sv), "people.noUser")
	})
}
