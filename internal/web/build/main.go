// Command build bundles the front-end assets: styles, scripts, font and marks
// from internal/web/assets and the packages pinned in package.json, into
// internal/web/dist, where the server embeds them. Names carry a content hash,
// manifest.json tells which is which, and every text file is compressed once,
// here. Run it from the repository's root after `npm ci --ignore-scripts`.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
)

const (
	assets = "internal/web/assets"
	dist   = "internal/web/dist"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run() error {
	if _, err := os.Stat("node_modules/@digdir/designsystemet-css"); err != nil {
		return errors.New("the packages are not here: run `npm ci --ignore-scripts` in the repository's root")
	}
	files, err := bundle()
	if err != nil {
		return err
	}
	if err := clear(); err != nil {
		return err
	}
	return write(files)
}

// bundle makes every output in memory.
func bundle() ([]api.OutputFile, error) {
	scripts, err := staffScripts()
	if err != nil {
		return nil, err
	}
	options := api.BuildOptions{
		EntryPointsAdvanced: []api.EntryPoint{
			{InputPath: assets + "/katto.css", OutputPath: "katto"},
			{InputPath: assets + "/staff.css", OutputPath: "staff"},
			{InputPath: assets + "/katto.ts", OutputPath: "katto"},
			{InputPath: assets + "/mark.svg", OutputPath: "mark"},
		},
		Bundle: true, Outdir: dist, EntryNames: "[name].[hash]", AssetNames: "[name].[hash]", PublicPath: "/static/",
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsInline,
		Format: api.FormatIIFE, Target: api.ES2022, Charset: api.CharsetUTF8,
		Loader: map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderCopy},
	}
	public := api.Build(options)
	options.EntryPointsAdvanced = nil
	options.Stdin = &api.StdinOptions{Contents: scripts, ResolveDir: assets, Sourcefile: "signed-in.ts", Loader: api.LoaderTS}
	options.EntryNames = "staff.[hash]"
	staff := api.Build(options)
	for _, result := range []api.BuildResult{public, staff} {
		if len(result.Errors) > 0 {
			messages := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
			return nil, errors.New(strings.Join(messages, "\n"))
		}
	}
	return append(public.OutputFiles, staff.OutputFiles...), nil
}

// staffScripts is a script that imports staff.ts and every other script of
// the folder but the public site's.
func staffScripts() (string, error) {
	names, err := filepath.Glob(assets + "/*.ts")
	sort.Strings(names)
	contents := "import './staff.ts';\n"
	for _, name := range names {
		base := filepath.Base(name)
		if base != "katto.ts" && base != "staff.ts" && !strings.HasSuffix(base, ".d.ts") {
			contents += "import './" + base + "';\n"
		}
	}
	return contents, err
}

// clear removes the last build but not the README.
func clear() error {
	names, err := filepath.Glob(dist + "/*")
	for _, name := range names {
		if filepath.Base(name) != "README.md" {
			err = errors.Join(err, os.Remove(name))
		}
	}
	return err
}

func write(files []api.OutputFile) error {
	manifest := map[string]string{}
	for _, file := range files {
		name := filepath.Base(file.Path)
		manifest[plain(name)] = name
		if err := writeAll(filepath.Join(dist, name), file.Contents); err != nil {
			return err
		}
	}
	list, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, "manifest.json"), append(list, '\n'), 0o644)
}

// plain is the name without its hash: katto.3QZ4XK2A.css -> katto.css.
func plain(name string) string {
	parts := strings.Split(name, ".")
	if len(parts) < 3 {
		return name
	}
	return strings.Join(append(parts[:len(parts)-2:len(parts)-2], parts[len(parts)-1]), ".")
}

// writeAll writes the file and, when it is text, its compressed forms.
func writeAll(path string, contents []byte) error {
	if err := os.WriteFile(path, contents, 0o644); err != nil {
		return err
	}
	if strings.HasSuffix(path, ".woff2") {
		return nil
	}
	var gz, br bytes.Buffer
	g, _ := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	b := brotli.NewWriterLevel(&br, brotli.BestCompression)
	_, err1 := g.Write(contents)
	_, err2 := b.Write(contents)
	if err := errors.Join(err1, g.Close(), err2, b.Close()); err != nil {
		return err
	}
	fmt.Printf("%-44s %7d  gz %6d  br %6d\n", path, len(contents), gz.Len(), br.Len())
	return errors.Join(os.WriteFile(path+".gz", gz.Bytes(), 0o644), os.WriteFile(path+".br", br.Bytes(), 0o644))
}
