package main

import (
	"bufio"

	"github.com/katto-project/katto/internal/exchange"
	"github.com/katto-project/katto/internal/text"
)

type exportCmd struct {
	storeFlags `embed:""`
	County     string `help:"County's code, such as 20." required:"" placeholder:"CODE"`
	Edition    int64  `help:"Number of the strategy's edition; without it the whole house (katto) or the current edition." placeholder:"N"`
	Format     string `help:"katto, stratml1, stratml2 or md." enum:"katto,stratml1,stratml2,md" default:"katto"`
	Language   string `help:"Language of stratml and md files." enum:"fi,sv,en" default:"fi"`
}

// Help is shown by --help.
func (exportCmd) Help() string {
	return `Writes to standard output. What katto export --format katto writes, katto import
--format katto reads back without a difference.

Example:
  katto export --db sqlite:katto.db --county 20 --format katto > kainuu.json
  katto export --db sqlite:katto.db --county 20 --edition 1 --format stratml1 > kainuu.xml`
}

// Run writes the file.
func (c exportCmd) Run(e *env) error {
	county, err := countyOf(c.County)
	if err != nil {
		return err
	}
	b := newBar(e, language().T("cli.exporting"))
	defer b.end()
	a, err := c.wireExisting(e)
	if err != nil {
		return err
	}
	defer a.DB.Close() //nolint:errcheck // only read
	h, err := exchange.Export(e, a.Exchange(), county.Code, exchange.Options{Edition: c.Edition})
	if err != nil {
		return err
	}
	b.end()
	out := bufio.NewWriter(e.out)
	if err := exchange.WriteAs(out, h, exchange.Format(c.Format), text.Lang(c.Language)); err != nil {
		return err
	}
	return out.Flush()
}
