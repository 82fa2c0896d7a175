package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/katto-project/katto/internal/fault"
)

// renderTime is how long a public page may take. It goes on after the person
// who asked first has left, for the others who wait for it.
const renderTime = 20 * time.Second

var varyLanguage = []string{"Accept-Encoding, Accept-Language, Cookie"}

// public answers from the cache, or renders once for all who ask now.
func (rt *Router) public(out *response, r *Request, x *route) error {
	g := rt.cache.current(rt.options.Revision(), rt.now())
	query := allowedQuery(r.URL.RawQuery, x.query)
	store, key := shelfFor(g, r, x, query)
	if p := store.get(key); p != nil {
		rt.counts.hit(p.serve(out, r.Request))
		return nil
	}
	made, err, _ := g.flight.Do(key, func() (any, error) {
		if p := store.get(key); p != nil {
			return p, nil
		}
		return rt.make(r, x, query, store, key)
	})
	if err != nil {
		return err
	}
	switch answer := made.(type) {
	case *page:
		rt.counts.miss()
		answer.serve(out, r.Request)
	case *record:
		answer.copyTo(out)
	}
	return nil
}

// make renders the page. A 200 answer comes back as a *page, already on its
// shelf; any other as the *record of it.
func (rt *Router) make(r *Request, x *route, query string, store *shelf, key string) (any, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), renderTime)
	defer cancel()
	c := newRecord()
	if err := rt.guard(r, func() error { return x.handler(c, publicRequest(ctx, r, query)) }); err != nil {
		return nil, err
	}
	c.WriteHeader(http.StatusOK)
	if c.status != http.StatusOK {
		return c, nil
	}
	vary := varyEncoding
	if !x.lang {
		vary = varyLanguage
	}
	p := newPage(c, vary)
	if r.URL.RawPath == "" {
		store.put(key, p)
	}
	return p, nil
}

// shelfFor gives the page's place. The path alone is a key only of a page
// that is the same whatever else the request says.
func shelfFor(g *generation, r *Request, x *route, query string) (*shelf, string) {
	key := r.URL.EscapedPath()
	if r.URL.RawPath == "" {
		key = r.URL.Path
	}
	if !x.lang {
		key = string(r.Lang) + "\x00" + key
	}
	if query == "" {
		return &g.plain, key
	}
	return &g.queried, key + "?" + query
}

// publicRequest is the request as a public handler sees it: nothing in it can
// make the page differ from one visitor to the next.
func publicRequest(ctx context.Context, r *Request, query string) *Request {
	clean := r.WithContext(ctx)
	where := *r.URL
	where.RawQuery = query
	clean.URL, clean.RequestURI = &where, where.RequestURI()
	clean.Method, clean.Body, clean.ContentLength = http.MethodGet, http.NoBody, 0
	clean.Header, clean.Host, clean.RemoteAddr = http.Header{}, "", ""
	clean.Form, clean.PostForm, clean.MultipartForm = nil, nil, nil
	return &Request{Request: clean, Lang: r.Lang, router: r.router, id: r.id}
}

// allowedQuery is the part of the query the page reads, in a fixed order.
func allowedQuery(raw string, names []string) string {
	if raw == "" || len(names) == 0 {
		return ""
	}
	given, err := url.ParseQuery(raw)
	if err != nil {
		return ""
	}
	kept := url.Values{}
	for name, values := range given {
		if slices.Contains(names, name) && len(values) <= 16 && strings.Join(values, "") != "" {
			kept[name] = values
		}
	}
	return kept.Encode()
}

// errTooSlow is what a page that ran out of time becomes.
func errTooSlow(err error) error {
	return fault.New(fault.Unavailable, "web.timeout").Because(err)
}
