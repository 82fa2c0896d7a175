package people

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/house"
)

// people of the tables below
var cast = map[string]User{
	"visitor":       {},
	"administrator": {ID: "a", Active: true, Grants: []house.Grant{grant(house.AllCounties, house.Administrator)}},
	"kainuu admin":  {ID: "ka", Active: true, Grants: []house.Grant{grant(kainuu, house.CountyAdministrator)}},
	"two admin":     {ID: "ta", Active: true, Grants: []house.Grant{grant(soite, house.CountyAdministrator), grant(kainuu, house.CountyAdministrator)}},
	"kainuu editor": {ID: "ke", Active: true, Grants: []house.Grant{grant(kainuu, house.Editor)}},
	"soite reader":  {ID: "sr", Active: true, Grants: []house.Grant{grant(soite, house.Reader)}},
	"both editor":   {ID: "be", Active: true, Grants: []house.Grant{grant(soite, house.Editor), grant(kainuu, house.Editor)}},
	"boss in both":  {ID: "bb", Active: true, Grants: []house.Grant{grant(house.AllCounties, house.Administrator), grant(kainuu, house.Editor)}},
	"nothing":       {ID: "n", Active: true},
}

func TestMaySeeAndChange(t *testing.T) {
	for _, c := range []struct {
		actor, user string
		see, change bool
	}{
		{"visitor", "kainuu editor", false, false},
		{"visitor", "nothing", false, false},
		{"administrator", "kainuu editor", true, true},
		{"administrator", "nothing", true, true},
		{"administrator", "boss in both", true, true},
		{"kainuu admin", "kainuu editor", true, true},
		{"kainuu admin", "kainuu admin", true, true},
		{"kainuu admin", "soite reader", false, false},
		{"kainuu admin", "both editor", true, false},
		{"kainuu admin", "boss in both", true, false},
		{"kainuu admin", "administrator", false, false},
		{"kainuu admin", "nothing", false, false},
		{"two admin", "both editor", true, true},
		{"kainuu editor", "kainuu editor", false, false},
		{"kainuu editor", "both editor", false, false},
	} {
		actor, user := cast[c.actor].Actor(), cast[c.user]
		if see, change := maySee(actor, user), mayChange(actor, user); see != c.see || change != c.change {
			t.Errorf("%s on %s: sees %t, changes %t; want %t, %t", c.actor, c.user, see, change, c.see, c.change)
		}
	}
}

func TestMayGrant(t *testing.T) {
	all := grant(house.AllCounties, house.Administrator)
	for _, c := range []struct {
		actor string
		grant house.Grant
		want  bool
	}{
		{"visitor", grant(kainuu, house.Reader), false},
		{"administrator", all, true},
		{"administrator", grant(soite, house.CountyAdministrator), true},
		{"kainuu admin", all, false},
		{"kainuu admin", grant(house.AllCounties, house.Reader), false},
		{"kainuu admin", grant(kainuu, house.Administrator), false},
		{"kainuu admin", grant(kainuu, house.CountyAdministrator), true},
		{"kainuu admin", grant(kainuu, house.Reader), true},
		{"kainuu admin", grant(soite, house.Reader), false},
		{"kainuu editor", grant(kainuu, house.Reader), false},
	} {
		if got := mayGrant(cast[c.actor].Actor(), c.grant); got != c.want {
			t.Errorf("%s gives %v: %t, want %t", c.actor, c.grant, got, c.want)
		}
	}
}

func TestMayReadAudit(t *testing.T) {
	for _, c := range []struct {
		actor  string
		county house.County
		want   bool
	}{
		{"visitor", kainuu, false},
		{"administrator", house.AllCounties, true},
		{"administrator", kainuu, true},
		{"kainuu admin", kainuu, true},
		{"kainuu admin", soite, false},
		{"kainuu admin", house.AllCounties, false},
		{"kainuu editor", kainuu, false},
	} {
		if got := mayReadAudit(cast[c.actor].Actor(), c.county); got != c.want {
			t.Errorf("%s reads %s: %t, want %t", c.actor, c.county, got, c.want)
		}
	}
}

func TestKeepsOwn(t *testing.T) {
	all := grant(house.AllCounties, house.Administrator)
	for _, c := range []struct {
		actor, user string
		active      bool
		after       []house.Grant
		want        bool
	}{
		{"administrator", "administrator", true, []house.Grant{all}, true},
		{"administrator", "administrator", true, []house.Grant{grant(kainuu, house.CountyAdministrator)}, false},
		{"administrator", "administrator", false, []house.Grant{all}, false},
		{"administrator", "kainuu admin", false, nil, true},
		{"kainuu admin", "kainuu admin", true, []house.Grant{grant(kainuu, house.Editor)}, false},
		{"kainuu admin", "kainuu admin", false, []house.Grant{grant(kainuu, house.CountyAdministrator)}, false},
		{"two admin", "two admin", true, []house.Grant{grant(kainuu, house.CountyAdministrator)}, true},
		{"two admin", "two admin", true, []house.Grant{grant(kainuu, house.Editor)}, false},
	} {
		if got := keepsOwn(cast[c.actor].Actor(), cast[c.user], c.active, c.after); got != c.want {
			t.Errorf("%s makes %s active %t with %v: %t, want %t", c.actor, c.user, c.active, c.after, got, c.want)
		}
	}
}

func TestManaged(t *testing.T) {
	for name, want := range map[string]int{"visitor": 0, "administrator": 23, "kainuu admin": 1, "two admin": 2, "kainuu editor": 0} {
		if got := len(managed(cast[name].Actor())); got != want {
			t.Errorf("%s looks after %d counties, want %d", name, got, want)
		}
	}
}

func TestDifference(t *testing.T) {
	before := []house.Grant{grant("18", house.Reader), grant("19", house.Editor), grant("20", house.Editor)}
	after := []house.Grant{grant("20", house.Reader), grant("21", house.Editor), grant("18", house.Reader)}
	given, taken := difference(before, after)
	if want := after[:2]; !cmp.Equal(given, want) {
		t.Errorf("given %v, want %v", given, want)
	}
	if want := before[1:]; !cmp.Equal(taken, want) {
		t.Errorf("taken %v, want %v", taken, want)
	}
}
