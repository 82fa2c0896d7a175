// Command picture takes a PNG of a page, for the README and for looking at
// pages while they are made.
//
//	go run ./internal/app/browser/picture -width 1280 -out docs/pohde.png http://127.0.0.1:8080/fi/pohjois-pohjanmaa
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"

	"github.com/katto-project/katto/internal/app/browser"
)

func main() {
	width := flag.Int64("width", 1280, "width of the window in pixels")
	out := flag.String("out", "page.png", "file to write")
	axe := flag.Bool("axe", false, "print what axe finds")
	user := flag.String("user", "", "e-mail to sign in with first")
	password := flag.String("password", "", "the user's password")
	flag.Parse()
	if err := take(flag.Arg(0), *out, *width, *axe, *user, *password); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func take(page, out string, width int64, axe bool, user, password string) error {
	if page == "" {
		return errors.New("give the page's address")
	}
	tab, err := browser.Open(context.Background(), ".")
	if err != nil {
		return err
	}
	defer tab.Close()
	if err := tab.Width(width); err != nil {
		return err
	}
	if user != "" {
		if err := signIn(tab, page, user, password); err != nil {
			return err
		}
	}
	if err := tab.Go(page); err != nil {
		return err
	}
	if axe {
		list, err := tab.Axe()
		if err != nil {
			return err
		}
		fmt.Printf("%d violations\n", len(list))
		for _, v := range list {
			fmt.Println(v)
		}
	}
	png, err := tab.Picture()
	if err != nil {
		return err
	}
	return os.WriteFile(out, png, 0o644)
}

func signIn(tab *browser.Tab, page, user, password string) error {
	u, err := url.Parse(page)
	if err != nil {
		return err
	}
	u.Path, u.RawQuery, u.Fragment = "/fi/sign-in", "", ""
	if err := tab.Go(u.String()); err != nil {
		return err
	}
	if err := tab.Type("#email", user); err != nil {
		return err
	}
	if err := tab.Type("#password", password); err != nil {
		return err
	}
	return tab.Click("main form button[type=submit]")
}
