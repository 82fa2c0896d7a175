package stratml

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzRead: no bytes make Read panic, and what it takes can be written as either
// part, is right by Check, and reads back the same.
func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(names) == 0 {
		f.Fatalf("no fixtures: %v", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		p, _, err := Read(bytes.NewReader(in), MaxBytes(1<<16))
		if (err == nil) != (p != nil) {
			t.Fatalf("a plan and an error, or neither: %v", err)
		}
		problems := Check(bytes.NewReader(in), MaxBytes(1<<16))
		if err != nil {
			if len(problems) != 1 || problems[0].Code != ProblemUnreadable {
				t.Fatalf("Read refuses (%v), Check finds %v", err, problems)
			}
			return
		}
		assertRoundTrip(t, p, Part1)
		assertRoundTrip(t, p, Part2)
	})
}
