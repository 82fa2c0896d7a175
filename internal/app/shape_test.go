package app_test

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// void are the elements without an end.
var void = []atom.Atom{
	atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta,
	atom.Source, atom.Track, atom.Wbr,
}

// writtenShape is the page's elements as their tags are written.
func writtenShape(body []byte) string {
	var s strings.Builder
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return s.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			s.WriteString("<" + strings.ToLower(t.Data) + ">")
			if t.Type == html.SelfClosingTagToken && !slices.Contains(void, t.DataAtom) {
				s.WriteString("</" + strings.ToLower(t.Data) + ">")
			}
		case html.EndTagToken:
			s.WriteString("</" + z.Token().Data + ">")
		}
	}
}

// readShape is the page's elements as a browser understands them. Where the
// two are the same, no tag was forgotten and none stands where it may not.
func readShape(n *html.Node) string {
	var s strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		name := strings.ToLower(n.Data)
		if n.Type == html.ElementNode {
			s.WriteString("<" + name + ">")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode && !slices.Contains(void, n.DataAtom) {
			s.WriteString("</" + name + ">")
		}
	}
	walk(n)
	return s.String()
}
