package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
)

func TestSessionCookie(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Secure = true })
	set := w.do(http.MethodPost, "/fi/sign-in", "user=anna").Header().Values("Set-Cookie")
	all := strings.Join(set, "\n")
	for _, part := range []string{"__Host-katto=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"} {
		has(t, all, part)
	}
}

func TestSignInMakesANewToken(t *testing.T) {
	w := newWorld(t)
	planted := w.signIn(t, "anna")
	rec := w.do(http.MethodPost, "/fi/sign-in", "user=anna", "Cookie", planted)
	hasNot(t, strings.Join(rec.Header().Values("Set-Cookie"), "\n"), planted+";")
	equal(t, w.get("/fi/desk", "Cookie", planted).Code, http.StatusSeeOther)
}

func TestSessionEndsWhenIdleAndAfterADay(t *testing.T) {
	w := newWorld(t)
	idle := w.signIn(t, "anna")
	w.time = w.time.Add(sessionIdle + time.Minute)
	equal(t, w.get("/fi/desk", "Cookie", idle).Code, http.StatusSeeOther)

	busy := w.signIn(t, "anna")
	for range 5 {
		equal(t, w.get("/fi/desk", "Cookie", busy).Code, http.StatusOK)
		w.time = w.time.Add(5 * time.Hour)
	}
	equal(t, w.get("/fi/desk", "Cookie", busy).Code, http.StatusSeeOther)
}

func TestSignOut(t *testing.T) {
	w := newWorld(t)
	w.Open("POST /{lang}/sign-out", func(rw http.ResponseWriter, r *Request) error {
		if err := r.SignOut(); err != nil {
			return err
		}
		return Redirect(rw, r, "/fi")
	})
	cookie := w.signIn(t, "anna")
	set := w.do(http.MethodPost, "/fi/sign-out", "", "Cookie", cookie).Header().Values("Set-Cookie")
	has(t, strings.Join(set, "\n"), "katto=;")
	equal(t, w.get("/fi/desk", "Cookie", cookie).Code, http.StatusSeeOther)
}

func TestPersonWhoIsNoMoreIsAVisitor(t *testing.T) {
	w := newWorld(t)
	cookie := w.signIn(t, "anna")
	delete(w.people, "anna")
	equal(t, w.get("/fi/desk", "Cookie", cookie).Code, http.StatusSeeOther)
	w.people["anna"] = house.Actor{UserID: "anna"}
	equal(t, w.get("/fi/desk", "Cookie", cookie).Code, http.StatusSeeOther) // the session is gone for good
}

func TestFlashIsShownOnce(t *testing.T) {
	w := newWorld(t)
	w.Staff("POST /{lang}/desk", func(rw http.ResponseWriter, r *Request) error {
		r.Flash("web.form.limit", "Count", 3)
		return Redirect(rw, r, "/fi/desk")
	})
	cookie := w.signIn(t, "anna")
	equal(t, w.do(http.MethodPost, "/fi/desk", "", "Cookie", cookie).Code, http.StatusSeeOther)
	has(t, w.get("/fi/desk", "Cookie", cookie).Body.String(), "Enintään 3 merkkiä.")
	hasNot(t, w.get("/fi/desk", "Cookie", cookie).Body.String(), "Enintään 3 merkkiä.")
}

// brokenStore is a database that is away.
type brokenStore struct{}

var errAway = errors.New("store away")

func (brokenStore) Delete(string) error                    { return errAway }
func (brokenStore) Find(string) ([]byte, bool, error)      { return nil, false, errAway }
func (brokenStore) Commit(string, []byte, time.Time) error { return errAway }

func TestStoreAwayIsToldAndSignsNobodyIn(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Sessions = brokenStore{} })
	w.Public("GET /{lang}/{county}", say("house"))
	rec := w.do(http.MethodPost, "/fi/sign-in", "user=anna")
	equal(t, rec.Code, http.StatusServiceUnavailable)
	equal(t, w.get("/fi/desk", "Cookie", "katto=abc").Code, http.StatusServiceUnavailable)
	equal(t, w.get("/fi/soite", "Cookie", "katto=abc").Code, http.StatusOK) // the public site stands
}

func TestSignInAtAPublicDoorIsRefused(t *testing.T) {
	w := newWorld(t)
	var err error
	w.Public("GET /{lang}/odd", func(rw http.ResponseWriter, r *Request) error {
		r.Flash("web.skip")
		err = r.SignIn("anna")
		return errors.Join(r.SignOut(), say("x")(rw, r))
	})
	equal(t, w.get("/fi/odd").Header().Get("Set-Cookie"), "")
	equal(t, fault.Is(err, fault.Internal), true)
}
