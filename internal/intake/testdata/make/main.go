// Command make turns the readable sources beside it into the PDF and DOCX
// files of the test corpus. NAME.pdf.html is printed by a headless Chromium,
// NAME.docx.txt is written as a small Word document (see docx.go).
//
//	go run . ../corpus [NAME...]
//
// Without names every source is made anew. A PDF carries its time of making,
// so it is made again only when its source changes.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: make CORPUS_DIR [NAME...]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string, names []string) error {
	sources, err := filepath.Glob("sources/*")
	if err != nil {
		return err
	}
	for _, src := range sources {
		name := strings.TrimSuffix(filepath.Base(src), filepath.Ext(src))
		if len(names) > 0 && !slices.Contains(names, name) {
			continue
		}
		if err := produce(src, filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func produce(src, out string) error {
	if filepath.Ext(out) == ".pdf" {
		return printPDF(src, out)
	}
	text, err := os.ReadFile(src)
	if err != nil {
		return err
	}
	return writeDOCX(out, string(text))
}

// printPDF prints an HTML file with a real text layer.
func printPDF(src, out string) error {
	page, err := filepath.Abs(src)
	if err != nil {
		return err
	}
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu",
		"--no-pdf-header-footer", "--print-to-pdf="+out, "file://"+page)
	if msg, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, msg)
	}
	return nil
}
