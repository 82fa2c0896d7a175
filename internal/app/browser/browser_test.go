package browser

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The kit must see what is wrong, or the pages' tests prove nothing.
func TestTheKitSeesFaults(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		_, _ = w.Write([]byte(`<html><body><img src="x.png"><style>p{color:red}</style><a href="#"><i>a</i></a><a href="#"><i>b</i></a><table width="900"><tr><td>leveä</td></tr></table></body></html>`))
	}))
	defer s.Close()
	tab, err := Open(context.Background(), "../../..")
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	if err := tab.Width(320); err != nil {
		t.Fatal(err)
	}
	if err := tab.Go(s.URL); err != nil {
		t.Fatal(err)
	}
	list, err := tab.Axe()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, v := range list {
		found[v.ID] = true
	}
	if !found["image-alt"] || !found["html-has-lang"] || !found["target-size"] {
		t.Errorf("axe saw only %v", list)
	}
	if px, err := tab.Overflow(); err != nil || px < 500 {
		t.Errorf("overflow %d, %v", px, err)
	}
	if text, err := tab.Text(); err != nil || !strings.Contains(text, "leveä") {
		t.Errorf("text %q, %v", text, err)
	}
	said := strings.Join(tab.Complaints(), "\n")
	if !strings.Contains(said, "Content Security Policy") || !strings.Contains(said, "x.png") {
		t.Errorf("the page complained only of %q", said)
	}
}
