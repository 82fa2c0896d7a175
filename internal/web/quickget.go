package web

import "bytes"

// plainGet is a request that asks for a page and nothing else.
type plainGet struct {
	path   string
	accept string // the first Accept-Encoding
	known  string // If-None-Match
}

// readPlainGet reads bytes that are exactly one whole GET of HTTP/1.1 with no
// body, written as every browser and proxy writes it. Anything unusual is
// false: bytes before or after it, other methods, a query or an escape in the
// path, lines without CR, folded lines, a strange name, a control character,
// and every header that could change how long the request is or what becomes
// of the connection.
func readPlainGet(b []byte) (g plainGet, ok bool) {
	line, rest, ok := cutLine(b)
	if !ok {
		return g, false
	}
	path, found := bytes.CutPrefix(line, []byte("GET "))
	path, http11 := bytes.CutSuffix(path, []byte(" HTTP/1.1"))
	if !found || !http11 || !plainPath(path) {
		return g, false
	}
	hosts := 0
	for {
		if line, rest, ok = cutLine(rest); !ok {
			return g, false
		}
		if len(line) == 0 {
			break
		}
		name, value, ok := cutHeader(line)
		if !ok || !g.take(name, value, &hosts) {
			return g, false
		}
	}
	if len(rest) > 0 || hosts != 1 {
		return g, false
	}
	g.path = string(path)
	return g, true
}

// take keeps what matters of a header; false for one that only net/http may
// read.
func (g *plainGet) take(name, value []byte, hosts *int) bool {
	switch {
	case is(name, "host"):
		*hosts++
		return plainHost(value)
	case is(name, "accept-encoding"):
		if g.accept == "" {
			g.accept = string(value)
		}
		return len(value) > 0
	case is(name, "if-none-match"):
		first := g.known == ""
		g.known = string(value)
		return first && len(value) > 0
	case is(name, "connection"):
		return is(value, "keep-alive")
	case is(name, "content-length"), is(name, "transfer-encoding"), is(name, "trailer"), is(name, "te"),
		is(name, "expect"), is(name, "upgrade"), is(name, "http2-settings"), is(name, "proxy-connection"):
		return false
	}
	return true
}

func is(name []byte, lower string) bool {
	return len(name) == len(lower) && bytes.EqualFold(name, []byte(lower))
}

// cutLine cuts at the first CR LF. A line with other control characters than
// a tab, or with one of the two alone, is none.
func cutLine(b []byte) (line, rest []byte, ok bool) {
	for i, c := range b {
		if c == '\r' {
			return b[:i], b[min(i+2, len(b)):], i+1 < len(b) && b[i+1] == '\n'
		}
		if c < ' ' && c != '\t' || c >= 0x7f {
			return nil, nil, false
		}
	}
	return nil, nil, false
}

func cutHeader(line []byte) (name, value []byte, ok bool) {
	colon := bytes.IndexByte(line, ':')
	if colon < 1 {
		return nil, nil, false
	}
	for _, c := range line[:colon] {
		if !letter(c) && c != '-' && c != '_' {
			return nil, nil, false
		}
	}
	return line[:colon], bytes.Trim(line[colon+1:], " \t"), true
}

func letter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func plainPath(b []byte) bool {
	if len(b) == 0 || b[0] != '/' || len(b) > keyLimit || bytes.HasPrefix(b, []byte("//")) {
		return false
	}
	for _, c := range b {
		if !letter(c) && c != '/' && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}

func plainHost(b []byte) bool {
	for _, c := range b {
		if !letter(c) && c != '-' && c != '.' && c != ':' && c != '[' && c != ']' {
			return false
		}
	}
	return len(b) > 0
}
