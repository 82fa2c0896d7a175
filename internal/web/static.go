package web

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"sync"
)

var forGood = []string{"public, max-age=31536000, immutable"}

//go:embed dist
var built embed.FS

// asset is one built file, ready to be sent.
type asset struct {
	kind             []string
	identity, gz, br []byte
}

// assetSet is what internal/web/build made: by the name in a URL, and those
// names by their plain form.
type assetSet struct {
	names map[string]string
	files map[string]*asset
}

var assets = sync.OnceValue(func() assetSet { return loadAssets(built) })

// loadAssets reads dist. Without a manifest, before `make assets`, the set is
// empty.
func loadAssets(from fs.FS) assetSet {
	set := assetSet{names: map[string]string{}, files: map[string]*asset{}}
	manifest, err := fs.ReadFile(from, "dist/manifest.json")
	if err != nil || json.Unmarshal(manifest, &set.names) != nil {
		return set
	}
	for _, name := range set.names {
		if body, err := fs.ReadFile(from, "dist/"+name); err == nil {
			a := &asset{identity: body, kind: []string{kindOf(name)}}
			a.gz, _ = fs.ReadFile(from, "dist/"+name+".gz") // absent for what does not shrink
			a.br, _ = fs.ReadFile(from, "dist/"+name+".br")
			set.files[name] = a
		}
	}
	return set
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
	return assets().address(name)
}

func (s assetSet) address(name string) string {
	if hashed := s.names[name]; hashed != "" {
		return "/static/" + hashed
	}
	return "/static/" + name
}

// CheckAssets returns an error that names the cure if the program was
// compiled without its front-end assets. Serve refuses to start then.
func CheckAssets() error { return assets().check() }

func (s assetSet) check() error {
	for _, name := range []string{"katto.css", "katto.js", "staff.css", "staff.js", "mark.svg"} {
		if s.files[s.names[name]] == nil {
			return errors.New("web: built without its styles and scripts; run `make assets` and build again")
		}
	}
	return nil
}

// serve answers /static/NAME. Names carry their content's hash, so a
// browser keeps them for good.
func (s assetSet) serve(w http.ResponseWriter, r *http.Request, name string) bool {
	a := s.files[name]
	if a == nil {
		return false
	}
	h := w.Header()
	h["Content-Type"] = a.kind
	h["Cache-Control"] = forGood
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
