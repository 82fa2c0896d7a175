package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// The bar's measures: work that is quicker than patience shows nothing.
const (
	patience = time.Second
	redraw   = 100 * time.Millisecond
)

// bar shows progress on a terminal; elsewhere it says nothing. It appears
// when the work has taken a second, also when nothing was told of it since.
type bar struct {
	sync.Mutex
	out      io.Writer
	what     string
	n, total int64
	shown    *progressbar.ProgressBar
	ended    chan struct{}
	drawn    chan struct{}
}

// newBar begins to wait; what says, in the person's language, what goes on.
func newBar(e *env, what string) *bar {
	b := &bar{what: what, total: -1, ended: make(chan struct{}), drawn: make(chan struct{})}
	if f, ok := e.err.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		close(b.drawn)
		return b
	}
	b.out = e.err
	go b.run()
	return b
}

// at tells how far the work is; a total below 1 means that nobody knows.
func (b *bar) at(n, total int64) {
	b.Lock()
	defer b.Unlock()
	b.n, b.total = n, total
}

// aside clears the bar's line while fn writes.
func (b *bar) aside(fn func()) {
	b.Lock()
	defer b.Unlock()
	if b.shown != nil {
		_ = b.shown.Clear()
	}
	fn()
}

// end takes the bar away. It may be called again.
func (b *bar) end() {
	select {
	case <-b.ended:
	default:
		close(b.ended)
	}
	<-b.drawn
}

func (b *bar) run() {
	defer close(b.drawn)
	wait := time.NewTimer(patience)
	defer wait.Stop()
	for {
		select {
		case <-b.ended:
			if b.shown != nil {
				_ = b.shown.Clear()
			}
			return
		case <-wait.C:
			b.draw()
			wait.Reset(redraw)
		}
	}
}

func (b *bar) draw() {
	b.Lock()
	defer b.Unlock()
	total := b.total
	if total < 1 {
		total = -1 // a spinner
	}
	if b.shown == nil || (b.shown.GetMax64() < 1) != (total < 1) {
		b.shown = progressbar.NewOptions64(total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(b.what),
			progressbar.OptionSetWidth(30), progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(true),
			progressbar.OptionSetPredictTime(false), progressbar.OptionSpinnerType(14))
	}
	if total < 1 {
		_ = b.shown.Add(1)
		return
	}
	b.shown.ChangeMax64(total)
	_ = b.shown.Set64(min(b.n, total-1)) // full is for end to say, by going
	_ = b.shown.RenderBlank()
}
