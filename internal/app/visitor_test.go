package app_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// visitor is a browser of its own, as far as the server can tell.
type visitor struct {
	*world
	cookies map[string]string
}

func (w *world) visitor() *visitor { return &visitor{w, map[string]string{}} }

// as is the browser of a role that has signed in.
func (w *world) as(role string) *visitor { return &visitor{w, maps.Clone(w.sessions[role])} }

func (v *visitor) signIn(role string) *answer {
	v.t.Helper()
	return v.post("/fi/sign-in", "email", role+"@example.org", "password", password)
}

func (v *visitor) get(target string) *answer {
	v.t.Helper()
	return v.do(httptest.NewRequest(http.MethodGet, target, nil))
}

// post sends a form of name, value pairs.
func (v *visitor) post(target string, fields ...string) *answer {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(r)
}

var addresses atomic.Uint32

func (v *visitor) do(r *http.Request) *answer {
	v.t.Helper()
	n := addresses.Add(1) // the pace of posts from one address is limited
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:4000", n>>16&255, n>>8&255, n&255)
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	rec := httptest.NewRecorder()
	v.Router.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		v.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(v.cookies, c.Name)
		}
	}
	return &answer{ResponseRecorder: rec, t: v.t, what: r.Method + " " + r.URL.String()}
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	t    testing.TB
	what string
	at   string // the path a redirect led to
}

// want checks the status and the words of the page; one that begins with "!"
// must not be there.
func (a *answer) want(status int, words ...string) *answer {
	a.t.Helper()
	if a.Code != status {
		a.t.Errorf("%s: status %d, want %d\n%s", a.what, a.Code, status, a.Body)
	}
	for _, word := range words {
		unwanted, no := strings.CutPrefix(word, "!")
		if no == strings.Contains(a.Body.String(), unwanted) {
			a.t.Errorf("%s: has or lacks %q against expectation", a.what, unwanted)
		}
	}
	return a
}
