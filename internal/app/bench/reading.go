package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/intake/score"
)

const corpus = "internal/intake/testdata/corpus"

// memory waits until the server is at rest and tells what it holds.
func memory(k katto) {
	time.Sleep(3 * time.Second)
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", k.cmd.Process.Pid))
	if err != nil {
		fmt.Println("memory at rest: this system does not tell")
		return
	}
	for _, line := range strings.Split(string(raw), "\n") {
		if kb, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			var n float64
			_, _ = fmt.Sscan(kb, &n)
			fmt.Printf("memory at rest: %.0f MB; aim 80 MB; ratio %.2f\n", n/1024, n/1024/80)
		}
	}
}

// importing reads fifty texts with one command, as the corpus mixes them.
func importing(ctx context.Context, dir string) error {
	var files []string
	for len(files) < 50 {
		list, err := texts(corpus)
		if err != nil {
			return err
		}
		files = append(files, list...)
	}
	files = files[:50]
	var bytes int64
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			bytes += info.Size()
		}
	}
	began := time.Now()
	out, err := exec.CommandContext(ctx, program, append([]string{"import", "--json"}, files...)...).CombinedOutput()
	took := time.Since(began)
	if err != nil {
		return fmt.Errorf("import: %w\n%.500s", err, out)
	}
	began = time.Now()
	for _, f := range files {
		if _, err := os.ReadFile(f); err != nil {
			return err
		}
	}
	bare := time.Since(began)
	fmt.Printf("reading 50 texts (%d kB; PDF, DOCX, HTML, text): %.2f s; aim 2 s; ratio %.2f; reading the bytes alone %.4f s\n",
		bytes/1000, took.Seconds(), took.Seconds()/2, bare.Seconds())
	return nil
}

func texts(dir string) ([]string, error) {
	labels, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil || len(labels) == 0 {
		return nil, fmt.Errorf("no labelled texts in %s: %w", dir, err)
	}
	for i, l := range labels {
		labels[i] = strings.TrimSuffix(l, ".gold.json")
	}
	return labels, nil
}

// scores tells how well the importer reads: the labelled corpus, and the
// shared texts where they are at hand.
func scores(ctx context.Context, dir, shared string) error {
	read := func(name string, data []byte) (proposal.Proposal, error) {
		p, _, err := intake.ReadFile(ctx, name, data)
		return p, err
	}
	sets := map[string]string{"own corpus": corpus}
	if shared != "" {
		both := filepath.Join(dir, "shared")
		for _, part := range []string{"seeds", "gold"} {
			if err := os.CopyFS(filepath.Join(both, part), os.DirFS(filepath.Join(shared, part))); err != nil {
				return err
			}
		}
		if err := flatten(both); err != nil {
			return err
		}
		sets["shared texts"] = both
	}
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		total, each, err := score.Dir(sets[name], read)
		if err != nil {
			return err
		}
		fmt.Printf("reading, %d texts, %s: F1 %.3f\n", len(each), name, total.All().F1())
	}
	return nil
}

// flatten moves the files of the folders right under dir to dir itself.
func flatten(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.Rename(f, filepath.Join(dir, filepath.Base(f))); err != nil {
			return err
		}
	}
	return nil
}
