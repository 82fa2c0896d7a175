package people

import (
	"errors"
	"strings"
	"testing"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

func TestValidateEmail(t *testing.T) {
	for email, want := range map[string]bool{
		"etunimi.sukunimi@kainuu.example": true,
		"a@b.fi":                          true,
		"o'connor+strategia@xn--vlfrd-gra2n.example": true,
		strings.Repeat("a", 64) + "@alue.example":    true,
		"":                               false,
		"@alue.example":                  false,
		"alue.example":                   false,
		"a@alue":                         false,
		"a@alue..example":                false,
		"a@-alue.example":                false,
		"a@b@alue.example":               false,
		".a@alue.example":                false,
		"a..b@alue.example":              false,
		"a b@alue.example":               false,
		"ä@alue.example":                 false,
		"\"a\"@alue.example":             false,
		"a@alue.example\n":               false,
		"a@alue.example, b@alue.example": false,
		strings.Repeat("a", 65) + "@alue.example":              false,
		"a@" + strings.Repeat(strings.Repeat("b", 60)+".", 5):  false,
		"a@" + strings.Repeat(strings.Repeat("b", 60)+".c", 5): false,
	} {
		if got := ValidateEmail(email) == nil; got != want {
			t.Errorf("%q: %t, want %t", email, got, want)
		}
	}
}

func FuzzValidateEmail(f *testing.F) {
	for _, seed := range []string{"a@b.fi", "A.B+c@x-y.example", "a@b", " a@b.fi", "a@b.fi\x00", "İ@b.fi", "a@[127.0.0.1]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, email string) {
		if ValidateEmail(email) != nil {
			return
		}
		if len(email) > emailMax || strings.Count(email, "@") != 1 || strings.ContainsAny(email, " \t\r\n<>\",;:\\()[]\x00") {
			t.Errorf("%q is accepted", email)
		}
		key := text.Fold(email)
		if key != strings.ToLower(email) || ValidateEmail(key) != nil {
			t.Errorf("%q has the key %q", email, key)
		}
	})
}

func TestValidatePassword(t *testing.T) {
	const email = "suunnittelija@alue.example"
	for password, want := range map[string]string{
		"sinivuokko kukkii rannalla":    "",
		"kolme pitkää sanaa":            "",
		"Aa1!Bb2?Cc3%":                  "",
		strings.Repeat("äö vuokko", 22): "",
		"":                              "people.passwordShort",
		"yksitoista1":                   "people.passwordShort",
		strings.Repeat("pitkä", 41):     "people.passwordLong",
		"kelvoton\xff\xff\xff\xff\xff":  "people.passwordLong",
		"suunnittelija@alue.example":    "people.passwordIsEmail",
		"SUUNNITTELIJA@alue.example":    "people.passwordIsEmail",
		"suunnittelija":                 "people.passwordIsEmail",
		"Suunnittelija2026!":            "people.passwordIsEmail",
		"123456789012":                  "people.passwordCommon",
		"Salasana2026!":                 "people.passwordCommon",
		"hyvinvointialue":               "people.passwordCommon",
		"Hyvinvointi-1234":              "people.passwordCommon",
		"Lösenord12345":                 "people.passwordCommon",
		"passwordpassword":              "people.passwordCommon",
		"qwertyqwerty":                  "people.passwordCommon",
		"aaaaaaaaaaaaaaaa":              "people.passwordCommon",
		"abababababab":                  "people.passwordCommon",
		"1q2w3e4r5t6y":                  "people.passwordCommon",
		"correct horse battery staple":  "people.passwordCommon",
	} {
		got := ""
		if err := ValidatePassword(password, email); err != nil {
			got = fault.Of(err).Key
		}
		if got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
	if err := ValidatePassword("918273645546", "1@2.example"); err != nil {
		t.Errorf("digits that are not the e-mail: %v", err)
	}
}

func TestValidateGrants(t *testing.T) {
	for _, c := range []struct {
		grants []house.Grant
		want   bool
	}{
		{[]house.Grant{grant(kainuu, house.Reader)}, true},
		{[]house.Grant{grant(kainuu, house.Reader), grant(soite, house.CountyAdministrator)}, true},
		{[]house.Grant{grant(house.AllCounties, house.Administrator)}, true},
		{nil, false},
		{[]house.Grant{grant(house.AllCounties, house.Editor)}, false},
		{[]house.Grant{grant(kainuu, house.Administrator)}, false},
		{[]house.Grant{grant("99", house.Reader)}, false},
		{[]house.Grant{grant(kainuu, "owner")}, false},
		{[]house.Grant{grant(kainuu, "")}, false},
		{[]house.Grant{grant(kainuu, house.Reader), grant(kainuu, house.Editor)}, false},
	} {
		if got := validateGrants(c.grants) == nil; got != c.want {
			t.Errorf("%v: %t, want %t", c.grants, got, c.want)
		}
	}
}

func TestFaults(t *testing.T) {
	one, two := fault.New(fault.Invalid, "people.one"), fault.New(fault.Invalid, "people.two")
	list := Faults(errors.Join(one, nil, errors.Join(two, errors.New("other"))))
	if len(list) != 3 || list[0] != one || list[1] != two || list[2].Key != "web.internal" || Faults(nil) != nil {
		t.Errorf("%v", list)
	}
}
