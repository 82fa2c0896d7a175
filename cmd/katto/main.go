// Command katto is the whole program: the server, the importer and the tools
// of the one who looks after it. One file holds one command.
//
// What it says is in the terminal's language (LANG: Finnish, Swedish, else
// English); --help is in English. An error is two lines on standard error:
// what happened, and what to do.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // Finnish time also where the system has no zones

	"github.com/alecthomas/kong"

	"github.com/katto-project/katto/internal/intake/extract"
)

// version is set when the program is built.
var version = "dev"

// Exit codes.
const (
	done   = 0
	failed = 1
	misuse = 2
)

// cli is the command line: one struct is its documentation.
type cli struct {
	Demo    demoCmd    `cmd:"" help:"Fill a database with the example houses and serve them."`
	Serve   serveCmd   `cmd:"" help:"Serve a county's house, or all of them."`
	Import  importCmd  `cmd:"" help:"Read strategy texts (PDF, DOCX, HTML, text, StratML, Katto)."`
	Export  exportCmd  `cmd:"" help:"Write a county's house to standard output."`
	User    userCmd    `cmd:"" help:"Add people who sign in."`
	Migrate migrateCmd `cmd:"" help:"Bring the database's schema up to date, or show where it is."`
	Backup  backupCmd  `cmd:"" help:"Write a backup, also while the server runs."`
	Restore restoreCmd `cmd:"" help:"Read a backup into an empty database."`
	Doctor  doctorCmd  `cmd:"" help:"Say what is wrong with the installation and what to do."`
	Version versionCmd `cmd:"" help:"Show the version."`

	Config kong.ConfigFlag `help:"JSON file with values for the flags; the command line and the environment go before it." type:"existingfile" env:"KATTO_CONFIG" placeholder:"FILE"`
}

// Help is shown by --help.
func (cli) Help() string {
	return `Every command shows an example with katto COMMAND --help.

Example:
  katto demo`
}

// env is what every command works with.
type env struct {
	context.Context
	in       io.Reader
	out, err io.Writer
}

func main() {
	extract.ChildMain() // does not return in the process that reads a file
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(&env{Context: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// helped is how kong's own exit after --help leaves run.
type helped int

// run does one command line and gives its exit code.
func run(e *env, args []string) (code int) {
	parser, err := kong.New(&cli{},
		kong.Name("katto"),
		kong.Description("Katto (Finnish for roof): a county's strategy as a house that anyone can visit."),
		kong.Configuration(readConfig),
		kong.Writers(e.out, e.err),
		kong.Exit(func(code int) { panic(helped(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 90}),
	)
	if err != nil {
		panic(err) // the struct above is wrong
	}
	defer func() {
		if p := recover(); p != nil {
			h, ok := p.(helped)
			if !ok {
				panic(p)
			}
			code = int(h)
		}
	}()
	k, err := parser.Parse(args)
	if err != nil {
		return explain(e, misused(err))
	}
	return explain(e, k.Run(e))
}
