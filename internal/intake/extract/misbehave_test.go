package extract

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// misbehave makes a child do what a hostile file could make it do; the name
// of the file says what.
func misbehave(o order) {
	switch o.Name {
	case "hang.pdf":
		time.Sleep(time.Hour)
	case "spin.pdf":
		for {
			spun++
		}
	case "eat.pdf":
		for {
			eaten = append(eaten, make([]byte, 1<<20))
			for i := range eaten[len(eaten)-1] {
				eaten[len(eaten)-1][i] = 1
			}
		}
	case "die.pdf":
		go func() { panic("as a parser might, in a goroutine") }()
		time.Sleep(time.Minute)
	case "talk.pdf":
		fmt.Print(strings.Repeat("x", o.Limits.Output+1))
	case "babble.pdf":
		fmt.Print("not an answer ")
	case "open.pdf":
		if f, err := os.Open(os.Args[0]); err == nil {
			fmt.Print("opened ", f.Name())
		}
	case "write.pdf":
		if err := os.WriteFile(os.TempDir()+"/katto-extract-test", []byte("x"), 0o600); err == nil {
			fmt.Print("wrote")
		}
	}
}

var (
	spun  int
	eaten [][]byte
)
