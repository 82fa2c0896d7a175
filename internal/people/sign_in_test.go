package people

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

func TestSignIn(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := newTestService(t, d)
		add(t, s, "lukija", grant(kainuu, house.Reader))
		gone := add(t, s, "lahtenyt", grant(kainuu, house.Reader))
		if err := s.Change(ctx, house.System, gone.ID, changeOf(gone, func(c *Change) { c.Active = false })); err != nil {
			t.Fatal(err)
		}
		u, err := s.SignIn(ctx, " LUKIJA@alue.example", goodKey)
		if err != nil || u.Name != "lukija" || u.RoleIn(kainuu) != house.Reader {
			t.Fatalf("%+v, %v", u, err)
		}
		tries := []struct{ email, password string }{
			{"lukija@alue.example", newKey},
			{"lukija@alue.example", ""},
			{"lukija@alue.example", strings.Repeat("a", 300)},
			{"lahtenyt@alue.example", goodKey},
			{"kukaan@alue.example", goodKey},
			{"kukaan", goodKey},
			{"", ""},
		}
		for _, try := range tries {
			_, err := s.SignIn(ctx, try.email, try.password)
			if got, want := err.Error(), signInFailed().Error(); got != want {
				t.Errorf("%q: %s; every refusal must read the same", try.email, got)
			}
		}
		got := acts(t, d, kainuu)
		want := []string{"user.sign_in_failed", "user.sign_in_failed", "user.sign_in_failed", "user.sign_in", "user.deactivate"}
		if !cmp.Equal(got[:5], want) {
			t.Errorf("audit: %v", got)
		}
	})
}

func TestSignInRenewsOldHashes(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := newTestService(t, d)
		u := add(t, s, "lukija", grant(kainuu, house.Reader))
		s.hasher.cost = cost{time: 1, kib: 128, lanes: 1}
		first, err := s.SignIn(ctx, u.Email, goodKey)
		if err != nil || first.password == u.password || !strings.Contains(first.password, "m=128,") {
			t.Fatalf("%q, %v; want a hash with the new cost", first.password, err)
		}
		second, err := s.SignIn(ctx, u.Email, goodKey)
		if err != nil || second.password != first.password {
			t.Errorf("%q, %v; want the same hash as before", second.password, err)
		}
	})
}

func TestSignInSlowsGuessing(t *testing.T) {
	ctx := context.Background()
	s, clock := newTestService(t, dbtest.SQLite(t))
	add(t, s, "lukija", grant(kainuu, house.Reader))
	for _, email := range []string{"lukija@alue.example", "kukaan@alue.example"} {
		for range freeTries + 1 {
			_, err := s.SignIn(ctx, email, newKey)
			wantFault(t, err, "people.signInFailed")
		}
		_, err := s.SignIn(ctx, email, goodKey)
		wantFault(t, err, "people.signInWait")
		if !fault.Is(err, fault.TooMany) || fault.Of(err).Args["Count"] != 1 {
			t.Errorf("%s: %v; want a wait of one second", email, err)
		}
	}
	clock.forward(time.Second)
	if _, err := s.SignIn(ctx, "lukija@alue.example", goodKey); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}

func TestWhoSeesChangesAtOnce(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := newTestService(t, d)
		u := add(t, s, "lukija", grant(kainuu, house.Reader))
		for _, session := range []string{u.Session(), u.ID} {
			actor, err := s.Who(ctx, session)
			if err != nil || !actor.Can(house.Reader, kainuu) || actor.Can(house.Editor, kainuu) || actor.UserID != u.ID {
				t.Errorf("%+v, %v", actor, err)
			}
		}
		raise := changeOf(u, func(c *Change) { c.Grants = []house.Grant{grant(kainuu, house.Editor)} })
		if err := s.Change(ctx, house.System, u.ID, raise); err != nil {
			t.Fatal(err)
		}
		if actor, err := s.Who(ctx, u.Session()); err != nil || !actor.Can(house.Editor, kainuu) {
			t.Errorf("after a new role: %+v, %v", actor, err)
		}
		raise.Version, raise.Active = 2, false
		if err := s.Change(ctx, house.System, u.ID, raise); err != nil {
			t.Fatal(err)
		}
		for _, session := range []string{u.Session(), u.ID, "ei-ole", "", "."} {
			actor, err := s.Who(ctx, session)
			if !fault.Is(err, fault.Denied) || actor.SignedIn() {
				t.Errorf("%q: %+v, %v; want nobody", session, actor, err)
			}
		}
	})
}

func TestNewPasswordEndsOtherSessions(t *testing.T) {
	ctx := context.Background()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := newTestService(t, d)
		u := add(t, s, "lukija", grant(kainuu, house.Reader))
		_, err := s.ChangePassword(ctx, u.Actor(), newKey, newKey)
		wantFault(t, err, "people.passwordOld")
		_, err = s.ChangePassword(ctx, u.Actor(), goodKey, "lyhyt")
		wantFault(t, err, "people.passwordShort")

		after, err := s.ChangePassword(ctx, u.Actor(), goodKey, newKey)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Who(ctx, after.Session()); err != nil {
			t.Errorf("the session that goes on: %v", err)
		}
		if _, err := s.Who(ctx, u.Session()); !fault.Is(err, fault.Denied) {
			t.Errorf("the session of before: %v", err)
		}
		if _, err := s.SignIn(ctx, u.Email, newKey); err != nil {
			t.Errorf("with the new password: %v", err)
		}
		wantFault(t, s.SetPassword(ctx, u.Actor(), u.ID, goodKey), "people.changeDenied")
		if err := s.SetPassword(ctx, house.System, u.ID, goodKey); err != nil {
			t.Error(err)
		}
		if _, err := s.SignIn(ctx, u.Email, goodKey); err != nil {
			t.Errorf("with the administrator's password: %v", err)
		}
		if _, err := s.Who(ctx, after.Session()); !fault.Is(err, fault.Denied) {
			t.Errorf("the session before the administrator's password: %v", err)
		}
	})
}
