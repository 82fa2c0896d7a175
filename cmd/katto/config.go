package main

import (
	"encoding/json"
	"io"
	"os"
	"slices"
	"sort"
	"strings"

	"github.com/alecthomas/kong"
)

// config is the values of a --config file: {"db": "sqlite:katto.db", "addr":
// ":8080"}, by the names of the flags. A name that no command has is refused,
// so that a slip of the pen does not pass in silence.
type config map[string]any

func readConfig(r io.Reader) (kong.Resolver, error) {
	c := config{}
	decoder := json.NewDecoder(r)
	if err := decoder.Decode(&c); err != nil {
		return nil, usage("cli.badConfig", "Cause", err.Error())
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, usage("cli.badConfig", "Cause", "more than one object")
	}
	return c, nil
}

// Validate refuses names that are no flag's.
func (c config) Validate(app *kong.Application) error {
	known := flagNames(app.Node)
	var unknown []string
	for name := range c {
		if !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	sort.Strings(unknown)
	return usage("cli.unknownConfig", "Names", strings.Join(unknown, ", "))
}

func flagNames(n *kong.Node) []string {
	var names []string
	for _, f := range n.Flags {
		names = append(names, f.Name)
	}
	for _, child := range n.Children {
		names = append(names, flagNames(child)...)
	}
	return names
}

// Resolve gives a flag's value from the file, unless the environment has one.
func (c config) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	return c[flag.Name], nil
}
