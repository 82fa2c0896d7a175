package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestEveryAnswerHasTheSecurityHeaders(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Secure = true })
	w.Public("GET /{lang}/{county}", say("house"))
	for _, target := range []string{"/fi/soite", "/fi/soite", "/fi/a/b/c", "/fi/desk", "/healthz", "/static/none.css"} {
		h := w.get(target).Header()
		has(t, h.Get("Content-Security-Policy"), "default-src 'none'")
		hasNot(t, h.Get("Content-Security-Policy"), "unsafe")
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
		} {
			equal(t, h.Get(name), want)
		}
		has(t, h.Get("Permissions-Policy"), "camera=()")
	}
	equal(t, newWorld(t).get("/healthz").Header().Get("Strict-Transport-Security"), "")
}

func TestOtherSitesCannotPost(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.TrustedOrigins = []string{"https://intra.example"} })
	const form = "user=anna"
	for site, want := range map[string]int{"cross-site": 403, "same-site": 403, "same-origin": 303, "none": 303} {
		equal(t, w.do(http.MethodPost, "/fi/sign-in", form, "Sec-Fetch-Site", site).Code, want)
	}
	rec := w.do(http.MethodPost, "/fi/sign-in", form, "Origin", "https://evil.example")
	equal(t, rec.Code, http.StatusForbidden)
	has(t, rec.Body.String(), "Pyyntö tuli toiselta sivustolta")
	equal(t, w.do(http.MethodPost, "/fi/sign-in", form, "Sec-Fetch-Site", "cross-site", "Origin", "https://intra.example").Code, http.StatusSeeOther)
}

func TestTooLargeABody(t *testing.T) {
	w := newWorld(t)
	w.StaffUpload("POST /{lang}/upload", 4<<20, func(rw http.ResponseWriter, r *Request) error {
		text := r.Lines("text", 5<<20)
		if err := r.Fault(); err != nil {
			return err
		}
		return say(fmt.Sprint(len(text)))(rw, r)
	})
	w.Staff("POST /{lang}/small", func(rw http.ResponseWriter, r *Request) error {
		r.Text("text", 10)
		return r.Fault()
	})
	cookie := w.signIn(t, "anna")
	two := "text=" + strings.Repeat("a", 2<<20)
	equal(t, w.do(http.MethodPost, "/fi/upload", two, "Cookie", cookie).Body.String(), fmt.Sprint(2<<20))
	rec := w.do(http.MethodPost, "/fi/small", two, "Cookie", cookie)
	equal(t, rec.Code, http.StatusRequestEntityTooLarge)
	has(t, rec.Body.String(), "raja on 1 Mt")
}

func TestPaceOfPosts(t *testing.T) {
	w := newWorld(t)
	for range openBurst {
		equal(t, w.do(http.MethodPost, "/fi/sign-in", "user=nobody").Code, http.StatusSeeOther)
	}
	rec := w.do(http.MethodPost, "/fi/sign-in", "user=nobody")
	equal(t, rec.Code, http.StatusTooManyRequests)
	equal(t, rec.Header().Get("Retry-After"), "6")
	has(t, rec.Body.String(), "Odota 6 sekuntia")
	equal(t, w.get("/fi/desk").Code, http.StatusSeeOther) // reading goes on
	w.time = w.time.Add(openEvery)
	equal(t, w.do(http.MethodPost, "/fi/sign-in", "user=nobody").Code, http.StatusSeeOther)
}

func TestLimitsStayBounded(t *testing.T) {
	now := time.Unix(0, 0)
	l := newLimits(func() time.Time { return now })
	address := netip.MustParseAddr("10.0.0.1")
	for range limitEntries + 100 {
		address = address.Next()
		l.take(address, Open)
	}
	if len(l.entries) > limitEntries {
		t.Errorf("%d addresses remembered", len(l.entries))
	}
	now = now.Add(limitTTL + time.Minute)
	l.take(address, Open)
	equal(t, len(l.entries), 1)
}

func TestClientAddress(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, c := range []struct{ peer, forwarded, want string }{
		{"192.0.2.1:5", "", "192.0.2.1"},
		{"192.0.2.1:5", "203.0.113.9", "192.0.2.1"}, // not a proxy of ours: not believed
		{"10.1.1.1:5", "203.0.113.9", "203.0.113.9"},
		{"10.1.1.1:5", "198.51.100.7, 203.0.113.9, 10.2.2.2", "203.0.113.9"},
		{"10.1.1.1:5", "nonsense", "10.1.1.1"},
		{"[2001:db8:1:2:3::4]:5", "", "2001:db8:1:2::"},
		{"[::ffff:192.0.2.1]:5", "", "192.0.2.1"},
	} {
		r := request("/")
		r.RemoteAddr = c.peer
		r.Header.Set("X-Forwarded-For", c.forwarded)
		equal(t, clientAddress(r, proxies).String(), c.want)
	}
}
