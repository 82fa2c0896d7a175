package browser

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

// complaints are what pages wrote to the console: errors, warnings,
// exceptions nobody caught, what the content security policy refused and what
// could not be loaded.
type complaints struct {
	sync.Mutex
	list []string
}

// watch collects what the tab's pages complain of, until the tab is closed.
func (t *Tab) watch() {
	go func() {
		for m, err := range chromedp.Console(t.ctx) {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning || m.Type == chromedp.ConsoleException {
				t.said.Lock()
				t.said.list = append(t.said.list, fmt.Sprintf("%s %s: %s %s", m.Source, m.Type, m.Text, m.URL))
				t.said.Unlock()
			}
		}
	}()
}

// Complaints gives what the pages complained of since it was last asked.
func (t *Tab) Complaints() []string {
	t.said.Lock()
	defer t.said.Unlock()
	list := t.said.list
	t.said.list = nil
	return list
}

// Another opens a tab in the same Chromium, with cookies of its own and
// without movement on its pages.
func (t *Tab) Another() (*Tab, error) {
	ctx, shut := chromedp.NewContext(t.ctx, chromedp.WithNewBrowserContext())
	other := &Tab{ctx: ctx, close: []func(){shut}, axe: t.axe}
	if err := chromedp.Do(ctx); err != nil {
		other.Close()
		return nil, fmt.Errorf("chromium: a tab: %w", err)
	}
	other.watch()
	return other, other.still()
}

// call sends a command of the DevTools protocol.
func (t *Tab) call(method string, params map[string]any) error {
	return t.within(10*time.Second, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		var res map[string]any
		return target.Call(ctx, method, params, &res)
	}))
}

// Cookie sets a cookie for the site at url, as its server would.
func (t *Tab) Cookie(url, name, value string) error {
	return t.call("Network.setCookie", map[string]any{"url": url, "name": name, "value": value, "httpOnly": true})
}

// Scripts turns the pages' own scripts on or off. Eval works in both cases.
func (t *Tab) Scripts(on bool) error {
	return t.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": !on})
}

// Unfold opens every <details> of the page.
func (t *Tab) Unfold() error {
	_, err := Eval[int](t, `document.querySelectorAll("details").forEach(d => d.open = true), 0`)
	return err
}

// still asks pages to move nothing, as a person may ask in their system.
func (t *Tab) still() error {
	feature := map[string]any{"name": "prefers-reduced-motion", "value": "reduce"}
	return t.call("Emulation.setEmulatedMedia", map[string]any{"features": []any{feature}})
}

// Press presses keys as a person does: "\t" is the tabulator, "\r" enter.
func (t *Tab) Press(keys string) error { return t.Do(chromedp.KeyEvent(keys)) }

// Choose puts files into a file field.
func (t *Tab) Choose(selector string, files ...string) error {
	if err := t.Do(chromedp.SetUploadFiles(selector, files)); err != nil {
		return fmt.Errorf("choose files for %s: %w", selector, err)
	}
	return nil
}

// Print prints the page as its style sheet asks, on A4 when it does not say.
func (t *Tab) Print() ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, 30*time.Second)
	defer cancel()
	return chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
}
