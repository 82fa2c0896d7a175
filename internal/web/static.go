package web

import (
	"embed"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"path"
	"strconv"
	"sync"
)

//go:embed dist
var built embed.FS

// asset is one built file, ready to be sent.
type asset struct {
	kind             []string
	identity, gz, br []byte
}

// assets is what internal/web/build made: by the name in a URL, and the names
// by their plain form.
var assets = sync.OnceValue(func() (set struct {
	names map[string]string
	files map[string]*asset
},
) {
	set.names, set.files = map[string]string{}, map[string]*asset{}
	raw, err := built.ReadFile("dist/manifest.json")
	if err != nil || json.Unmarshal(raw, &set.names) != nil {
		return set
	}
	for _, name := range set.names {
		if a := loadAsset(name); a != nil {
			set.files[name] = a
		}
	}
	return set
})

func loadAsset(name string) *asset {
	body, err := built.ReadFile("dist/" + name)
	if err != nil {
		return nil
	}
	a := &asset{identity: body, kind: []string{kindOf(name)}}
	a.gz, _ = built.ReadFile("dist/" + name + ".gz")
	a.br, _ = built.ReadFile("dist/" + name + ".br")
	return a
}

func kindOf(name string) string {
	switch ext := path.Ext(name); ext {
	case ".woff2":
		return "font/woff2"
	case ".js":
		return "text/javascript; charset=utf-8"
	default:
		return mime.TypeByExtension(ext)
	}
}

// Static is the URL of a built asset, with its content hash: "katto.css" ->
// "/static/katto.PQK7L6FD.css". A name that was not built keeps its plain
// form, which answers 404.
func Static(name string) string {
	if hashed := assets().names[name]; hashed != "" {
		return "/static/" + hashed
	}
	return "/static/" + name
}

// CheckAssets returns an error that names the cure if the program was
// compiled without its front-end assets. Serve refuses to start then.
func CheckAssets() error {
	for _, name := range []string{"katto.css", "katto.js", "staff.css", "staff.js", "mark.svg"} {
		if assets().files[assets().names[name]] == nil {
			return errors.New("web: built without its styles and scripts; run `make assets` and build again")
		}
	}
	return nil
}

// serveStatic answers /static/NAME. Names carry their content's hash, so a
// browser keeps them for good.
func serveStatic(w http.ResponseWriter, r *http.Request, name string) bool {
	a := assets().files[name]
	if a == nil {
		return false
	}
	h := w.Header()
	h["Content-Type"] = a.kind
	h["Cache-Control"] = []string{"public, max-age=31536000, immutable"}
	h["Vary"] = varyEncoding
	body := a.identity
	switch accepted(r.Header.Get("Accept-Encoding")) {
	case brotliEncoding:
		if a.br != nil {
			body = a.br
			h["Content-Encoding"] = brotliHeader
		}
	case gzipEncoding:
		if a.gz != nil {
			body = a.gz
			h["Content-Encoding"] = gzipHeader
		}
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
	return true
}
