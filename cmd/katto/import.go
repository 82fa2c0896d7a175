package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"runtime"
	"time"

	"github.com/katto-project/katto/internal/app"
	"github.com/katto-project/katto/internal/exchange"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/registry"
)

type importCmd struct {
	storeFlags `embed:""`
	County     string   `help:"County's code; without it the text must name its county." placeholder:"CODE"`
	JSON       bool     `name:"json" help:"Write nothing; print what was read, one JSON object a file, one a line."`
	Format     string   `help:"text reads a strategy text; katto reads a house that katto export wrote." enum:"text,katto" default:"text"`
	Files      []string `arg:"" name:"file" help:"Files to read."`
}

// Help is shown by --help.
func (importCmd) Help() string {
	return `Reads strategy texts: PDF with a text layer, DOCX, HTML, Markdown, plain text and StratML.
Each makes a source and a draft edition, for a person to check on the staff pages.
A file that is refused does not stop the others; the command then ends with 1.

Example:
  katto import --json strategia.pdf
  katto import --db sqlite:katto.db --county 20 strategia.docx
  katto import --db sqlite:katto.db --format katto kainuu.json`
}

// Run reads the files.
func (c importCmd) Run(e *env) error {
	if c.JSON {
		if c.Format == "katto" {
			return usage("cli.jsonOrKatto")
		}
		return c.print(e)
	}
	if c.County != "" {
		if _, err := countyOf(c.County); err != nil {
			return err
		}
	}
	a, err := c.wire(e, app.Options{})
	if err != nil {
		return err
	}
	defer a.DB.Close() //nolint:errcheck // every act is committed
	work := c.keep
	if c.Format == "katto" {
		work = takeHouse
	}
	return c.each(e, func(_ int, path string) (func() error, error) { return work(e, a, path) })
}

// countyOf is the county a flag names.
func countyOf(code string) (registry.County, error) {
	county, err := registry.ByCode(house.County(code))
	if err != nil {
		return county, usage("cli.noCounty", "Code", code)
	}
	return county, nil
}

// each works file by file, with a bar. What work returns is called to tell
// about the file, while the bar stands aside; a fault is told at once.
func (c importCmd) each(e *env, work func(i int, path string) (tell func() error, err error)) (err error) {
	b := newBar(e, language().T("cli.reading"))
	defer b.end()
	refused := false
	for i, path := range c.Files {
		b.at(int64(i), int64(len(c.Files)))
		tell, problem := work(i, path)
		switch {
		case problem == nil:
			b.aside(func() { err = tell() })
		case e.Err() != nil:
			return e.Err()
		default:
			refused = true
			b.aside(func() { complain(e, path, problem) })
		}
		if err != nil {
			return err
		}
	}
	if refused {
		return errTold
	}
	return nil
}

// read is one file's reading.
type read struct {
	proposal proposal.Proposal
	err      error
}

// print prints what each file proposes, in the order given. As many are read
// at a time as there are processors.
func (c importCmd) print(e *env) error {
	ctx, stop := context.WithCancel(e)
	defer stop()
	ahead := readAhead(ctx, c.Files, runtime.GOMAXPROCS(0))
	encoder := json.NewEncoder(e.out)
	encoder.SetEscapeHTML(false)
	return c.each(e, func(i int, _ string) (func() error, error) {
		r := <-ahead[i]
		return func() error { return encoder.Encode(r.proposal) }, r.err
	})
}

func readAhead(ctx context.Context, files []string, workers int) []chan read {
	out := make([]chan read, len(files))
	for i := range out {
		out[i] = make(chan read, 1)
	}
	next := make(chan int, len(files))
	for i := range files {
		next <- i
	}
	close(next)
	for range workers {
		go func() {
			for i := range next {
				out[i] <- readOne(ctx, files[i])
			}
		}()
	}
	return out
}

func readOne(ctx context.Context, path string) read {
	data, err := readFile(path)
	if err != nil {
		return read{err: err}
	}
	p, _, err := intake.ReadFile(ctx, filepath.Base(path), data)
	return read{p, err}
}

// keep reads a file into the database.
func (c importCmd) keep(e *env, a *app.App, path string) (func() error, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	county, err := c.county(e, filepath.Base(path), data)
	if err != nil {
		return nil, err
	}
	_, edition, err := a.Intake.Import(e, house.System, county.Code, filepath.Base(path), data)
	return func() error {
		say(e, "cli.imported", "Path", path, "Number", edition.Number, "County", county.Display(language()))
		return nil
	}, err
}

// county is the one the flag names, else the one the text names.
func (c importCmd) county(e *env, name string, data []byte) (registry.County, error) {
	if c.County != "" {
		return countyOf(c.County)
	}
	p, _, err := intake.ReadFile(e, name, data)
	if err != nil {
		return registry.County{}, err
	}
	if p.County == nil || p.County.Code == "" {
		return registry.County{}, fault.New(fault.Invalid, "cli.whichCounty")
	}
	return registry.ByCode(house.County(p.County.Code))
}

// takeHouse reads a house that katto export wrote.
func takeHouse(e *env, a *app.App, path string) (func() error, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	h, err := exchange.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	added, err := exchange.Import(e, a.DB, a.Exchange(), house.System, h, time.Now())
	return func() error {
		key := "cli.housed"
		if added.Nothing() {
			key = "cli.nothingNew"
		}
		say(e, key, "Path", path)
		return nil
	}, err
}
