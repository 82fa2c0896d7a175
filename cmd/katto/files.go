package main

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/intake"
)

// openFile opens a file to read, or says in the person's words why not.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.NotFound, "cli.noFile", "Path", path)
	case err == nil && info.IsDir():
		return nil, fault.New(fault.Invalid, "cli.folder", "Path", path)
	case err == nil && !info.Mode().IsRegular():
		return nil, fault.New(fault.Invalid, "cli.notAFile", "Path", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.Denied, "cli.unreadable", "Path", path).Because(err)
	}
	return f, nil
}

// readFile reads a whole strategy text. One that is too large is refused
// unread.
func readFile(path string) ([]byte, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, intake.MaxFile+1))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "cli.unreadable", "Path", path).Because(err)
	}
	if len(data) > intake.MaxFile {
		return nil, fault.New(fault.TooLarge, "intake.tooLarge", "Limit", intake.MaxFile>>20)
	}
	return data, nil
}
