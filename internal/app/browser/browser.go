// Package browser drives a real Chromium for tests: it opens pages at a
// width, checks them with axe, and clicks and types as a person does. It is
// used by tests and by the command that takes the README's picture.
package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// Tab is one tab of a headless Chromium with a profile of its own.
type Tab struct {
	ctx   context.Context
	close []func()
	axe   string
	said  complaints
}

// Open starts Chromium. root is the repository's root, where axe-core is in
// node_modules. The error says what to install when Chromium is missing.
func Open(ctx context.Context, root string) (*Tab, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, errors.New("no Chromium found: install it with `apt-get install chromium` (make test does so as root)")
	}
	axe, err := os.ReadFile(filepath.Join(root, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		return nil, fmt.Errorf("axe-core is not here, run `make assets`: %w", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "fi"), chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(ctx, options...)
	tab, shut := chromedp.NewContext(alloc)
	t := &Tab{ctx: tab, close: []func(){shut, stop}, axe: string(axe)}
	if err := chromedp.Do(tab); err != nil {
		t.Close()
		return nil, fmt.Errorf("chromium: %w", err)
	}
	t.watch()
	return t, nil
}

// Close ends the browser.
func (t *Tab) Close() {
	for _, f := range t.close {
		f()
	}
}

// Width makes the window as wide as a phone (320), a tablet (768) or a
// desktop (1280).
func (t *Tab) Width(pixels int64) error {
	return chromedp.Do(t.ctx, chromedp.EmulateViewport(pixels, 900))
}

// Go opens an address and waits until it is there.
func (t *Tab) Go(url string) error {
	return t.within(20*time.Second, chromedp.Navigate(url))
}

// Do runs steps, at most 20 s for all of them.
func (t *Tab) Do(steps ...chromedp.Action[chromedp.Void]) error {
	return t.within(20*time.Second, steps...)
}

func (t *Tab) within(limit time.Duration, steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(t.ctx, limit)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

// Eval gives what a JavaScript expression is worth.
func Eval[T any](t *Tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(t.ctx, 30*time.Second)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Click clicks what the CSS selector finds and waits for the page that may
// follow.
func (t *Tab) Click(selector string) error {
	if err := t.Do(chromedp.ScrollIntoView(selector), chromedp.Click(selector)); err != nil {
		return fmt.Errorf("click %s: %w", selector, err)
	}
	return t.Settle()
}

// Settle waits until the page is loaded and nothing moves it on.
func (t *Tab) Settle() error {
	time.Sleep(150 * time.Millisecond)
	for range 100 {
		ready, err := Eval[bool](t, `document.readyState === "complete" && !document.querySelector(".htmx-request")`)
		if err == nil && ready {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("the page did not settle in 5 s")
}

// Type replaces what a field holds.
func (t *Tab) Type(selector, text string) error {
	_, err := Eval[int](t, fmt.Sprintf(`document.querySelector(%q).select(), 0`, selector))
	if text == "" {
		text = "\b" // what was selected goes
	}
	if err == nil {
		err = t.Do(chromedp.SendKeys(selector, text))
	}
	if err != nil {
		return fmt.Errorf("type into %s: %w", selector, err)
	}
	return nil
}

// Text is what a person reads on the page.
func (t *Tab) Text() (string, error) { return Eval[string](t, `document.body.innerText`) }

// Where is the path of the page, with its query.
func (t *Tab) Where() (string, error) { return Eval[string](t, `location.pathname + location.search`) }

// Picture is the whole page as PNG.
func (t *Tab) Picture() ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, 30*time.Second)
	defer cancel()
	return chromedp.Run(ctx, chromedp.FullScreenshot(100))
}

// Overflow is by how many pixels the page is wider than the window.
func (t *Tab) Overflow() (int, error) {
	return Eval[int](t, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
}

// Violation is one rule of axe that the page breaks.
type Violation struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"`
}

// Axe checks the page against WCAG 2.2 A and AA and axe's best practices. The
// size of targets (2.5.8) is off in axe's own defaults, and on here.
func (t *Tab) Axe() ([]Violation, error) {
	if loaded, err := Eval[bool](t, `typeof axe === "object"`); err != nil || !loaded {
		if _, err := Eval[any](t, t.axe+";0"); err != nil {
			return nil, fmt.Errorf("axe: %w", err)
		}
	}
	raw, err := Eval[string](t, `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => JSON.stringify(
 r.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.map(n => n.html + " " + (n.failureSummary || ""))}))))`)
	if err != nil {
		return nil, fmt.Errorf("axe: %w", err)
	}
	var list []Violation
	return list, json.Unmarshal([]byte(raw), &list)
}

// String is for test output.
func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s\n    %s", v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n    "))
}
