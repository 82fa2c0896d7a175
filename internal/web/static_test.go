package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

func builtAssets() assetSet {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return loadAssets(fstest.MapFS{
		"dist/manifest.json": file(`{"katto.css":"katto.AAAA.css","katto.js":"katto.BBBB.js","staff.css":"staff.C.css",` +
			`"staff.js":"staff.D.js","mark.svg":"mark.E.svg","font.woff2":"font.F.woff2"}`),
		"dist/katto.AAAA.css": file("body{}"), "dist/katto.AAAA.css.gz": file("gz"), "dist/katto.AAAA.css.br": file("br"),
		"dist/katto.BBBB.js": file("js"), "dist/staff.C.css": file(""), "dist/staff.D.js": file(""),
		"dist/mark.E.svg": file("<svg/>"), "dist/font.F.woff2": file("font"),
	})
}

func TestAssetsAreServedForGood(t *testing.T) {
	set := builtAssets()
	equal(t, set.check() == nil, true)
	equal(t, set.address("katto.css"), "/static/katto.AAAA.css")
	equal(t, set.address("none.css"), "/static/none.css")
	for _, c := range []struct{ name, accept, kind, encoding, body string }{
		{"katto.AAAA.css", "", "text/css; charset=utf-8", "", "body{}"},
		{"katto.AAAA.css", "gzip", "text/css; charset=utf-8", "gzip", "gz"},
		{"katto.AAAA.css", "gzip, br", "text/css; charset=utf-8", "br", "br"},
		{"katto.BBBB.js", "br", "text/javascript; charset=utf-8", "", "js"},
		{"mark.E.svg", "", "image/svg+xml", "", "<svg/>"},
		{"font.F.woff2", "br", "font/woff2", "", "font"},
	} {
		r := request("/static/" + c.name)
		r.Header.Set("Accept-Encoding", c.accept)
		rec := httptest.NewRecorder()
		equal(t, set.serve(rec, r, c.name), true)
		equal(t, rec.Body.String(), c.body)
		equal(t, rec.Header().Get("Content-Type"), c.kind)
		equal(t, rec.Header().Get("Content-Encoding"), c.encoding)
		equal(t, rec.Header().Get("Cache-Control"), "public, max-age=31536000, immutable")
	}
	for _, name := range []string{"katto.css", "manifest.json", "README.md", "../web.go", ""} {
		equal(t, set.serve(httptest.NewRecorder(), request("/"), name), false)
		equal(t, newWorld(t).get("/static/"+name).Code/100 == 2, false)
	}
}

func TestWithoutAssetsNothingStarts(t *testing.T) {
	err := loadAssets(fstest.MapFS{}).check()
	has(t, err.Error(), "make assets")
	equal(t, loadAssets(fstest.MapFS{"dist/manifest.json": &fstest.MapFile{Data: []byte(`{"katto.css":"gone.css"}`)}}).check() != nil, true)
}

func TestAcceptedEncodings(t *testing.T) {
	for header, want := range map[string]encoding{
		"": identityEncoding, "*": gzipEncoding, "gzip;q=1.0, br;q=0.1": brotliEncoding, "br;q=0,gzip;q=0": identityEncoding,
		"deflate": identityEncoding, " br ": brotliEncoding, "gzip;q=0.001": gzipEncoding, ";;,,": identityEncoding,
	} {
		equal(t, accepted(header), want)
	}
}

func TestStaticTakesOnlyReads(t *testing.T) {
	equal(t, newWorld(t).do(http.MethodPost, "/static/katto.css", "").Code, http.StatusNotFound)
}
