package people

import (
	"fmt"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/audit"
	"github.com/katto-project/katto/internal/db"
	"github.com/katto-project/katto/internal/db/dbtest"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

func TestAuditPage(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	x.visitor().signIn("kukaan", newKey)
	x.visitor().signIn("lukija", newKey)
	admin, boss := x.as("vastaava"), x.as("ylin")
	admin.get("/fi/staff/audit").want(200, "Kirjautui sisään", "Yritti kirjautua käyttäjänä lukija", "Kirjautumaton",
		"Antoi käyttäjälle jaettu roolin ”Lukija”", "!muualla", "!osoitteella, jota ei ole", "!audit.user", "!no value")
	admin.get("/sv/staff/audit?county=20").want(200, "Lade till användaren lukija", "Loggade in")
	admin.get("/fi/staff/audit?county=18").want(403, "Et voi lukea tätä tapahtumalokia")
	boss.get("/en/staff/audit").want(200, "Tried to sign in with an address that does not exist", "All counties", "Gave the user muualla the role “Editor”")
	boss.get("/en/staff/audit?county=21").want(200, "Nothing has happened")
	x.as("lukija").get("/fi/staff/audit").want(403)
}

func TestAuditPagesGoBackToTheFirstRow(t *testing.T) {
	x := newSite(t, dbtest.SQLite(t))
	const rows = 2*auditPageSize + 1
	err := x.d.Do(t.Context(), func(tx *db.Tx) error {
		for i := range rows {
			entry := audit.Entry{County: "21", Actor: house.System, Act: "user.add", Detail: map[string]string{"name": fmt.Sprintf("n%03d.", i)}}
			if err := audit.Write(t.Context(), tx, x.clock.now(), entry); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	boss, seen := x.as("ylin"), 0
	for target := "/fi/staff/audit?county=21"; target != ""; {
		body := boss.get(target).want(200).Body.String()
		seen += strings.Count(body, "Lisäsi käyttäjän n")
		target = ""
		if _, rest, more := strings.Cut(body, `data-variant="secondary" href="`); more {
			target, _, _ = strings.Cut(rest, `"`)
			target = strings.ReplaceAll(target, "&amp;", "&")
		}
	}
	if seen != rows {
		t.Errorf("%d rows on all pages, want %d", seen, rows)
	}
}

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		lang  text.Lang
		entry audit.Entry
		want  string
	}{
		{text.Fi, audit.Entry{Act: "user.add", Detail: map[string]string{"name": "A"}}, "Lisäsi käyttäjän A"},
		{text.Sv, audit.Entry{Act: "user.revoke", Detail: map[string]string{"name": "A", "role": "reader"}}, "Tog bort rollen ”Läsare” från användaren A"},
		{text.En, audit.Entry{Act: "user.add"}, "Added the user –"},
		{text.En, audit.Entry{Act: "nothing.known"}, "Made a change (nothing.known)"},
	} {
		if got := sentence(c.lang, c.entry); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestEveryActHasASentence(t *testing.T) {
	for _, act := range []string{"add", "change", "activate", "deactivate", "grant", "revoke", "password", "sign_in", "sign_in_failed", "sign_in_unknown"} {
		for _, l := range text.Languages {
			if key := "audit.user." + act; l.T(key) == key {
				t.Errorf("%s has no %s text", key, l)
			}
		}
	}
}
