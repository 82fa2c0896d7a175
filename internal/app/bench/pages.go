package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
)

// connections is how many clients ask at once.
const connections = 64

var pages = []struct{ name, path string }{
	{"house", "/fi/pohjois-pohjanmaa"},
	{"reading", "/fi/mallila/strategy"},
}

// load measures each page on Katto and on nginx in turns, three rounds each,
// and keeps the middle one.
func load(ctx context.Context, dir string, k katto, seconds int) error {
	for _, tool := range []string{"nginx", "wrk"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%s is not installed: apt-get install nginx-light wrk", tool)
		}
	}
	for _, p := range pages {
		if err := keep(filepath.Join(dir, "www"), p.path, k.url); err != nil {
			return err
		}
	}
	peer, stop, err := nginx(ctx, dir)
	if err != nil {
		return err
	}
	defer stop()
	fmt.Printf("public pages, gzip, %d connections, the middle of 3 rounds of %d s, load on the same machine:\n", connections, seconds)
	for _, p := range pages {
		if err := against(ctx, p.name, k.url+p.path, peer+p.path, seconds, false); err != nil {
			return err
		}
	}
	return against(ctx, "house, 304", k.url+pages[0].path, peer+pages[0].path, seconds, true)
}

// against measures a page on both sides. again asks as a browser does that
// has the page: by its ETag.
func against(ctx context.Context, name, ours, theirs string, seconds int, again bool) error {
	var x, y []result
	for range 3 {
		for _, side := range []struct {
			url  string
			into *[]result
		}{{ours, &x}, {theirs, &y}} {
			r, err := wrk(ctx, side.url, seconds, again)
			if err != nil {
				return err
			}
			*side.into = append(*side.into, r)
		}
	}
	a, b := middle(x), middle(y)
	fmt.Printf("  %-10s katto %7.0f/s p99 %6.2f ms   nginx %7.0f/s p99 %6.2f ms   ratio %.2f (aim 0.50, p99 20 ms)\n",
		name, a.rate, a.p99, b.rate, b.p99, a.rate/b.rate)
	return nil
}

type result struct{ rate, p99 float64 }

func middle(list []result) result {
	sort.Slice(list, func(i, j int) bool { return list[i].rate < list[j].rate })
	return list[len(list)/2]
}

var (
	rateLine = regexp.MustCompile(`Requests/sec:\s+([\d.]+)`)
	p99Line  = regexp.MustCompile(`99%\s+([\d.]+)(us|ms|s)`)
	badLine  = regexp.MustCompile(`(?m)^.*(Non-2xx|Socket errors).*$`)
)

func wrk(ctx context.Context, url string, seconds int, again bool) (result, error) {
	args := []string{
		"--latency", "-t", "2", "-c", strconv.Itoa(connections), "-d", strconv.Itoa(seconds) + "s", "-H", "Accept-Encoding: gzip",
	}
	if again {
		r, err := ask(url, "gzip", "")
		if err != nil {
			return result{}, err
		}
		tag := r.Header.Get("Etag")
		if same, err := ask(url, "gzip", tag); err != nil || same.StatusCode != http.StatusNotModified {
			return result{}, fmt.Errorf("%s does not know its own ETag %s (%w)", url, tag, err)
		}
		args = append(args, "-H", "If-None-Match: "+tag)
	}
	out, err := exec.CommandContext(ctx, "wrk", append(args, url)...).CombinedOutput()
	if err != nil {
		return result{}, fmt.Errorf("wrk: %w\n%s", err, out)
	}
	if bad := badLine.Find(out); bad != nil {
		return result{}, fmt.Errorf("wrk %s: %s", url, bad)
	}
	rate, p99 := rateLine.FindSubmatch(out), p99Line.FindSubmatch(out)
	if rate == nil || p99 == nil {
		return result{}, fmt.Errorf("wrk said:\n%s", out)
	}
	var r result
	r.rate, _ = strconv.ParseFloat(string(rate[1]), 64)
	r.p99, _ = strconv.ParseFloat(string(p99[1]), 64)
	r.p99 *= map[string]float64{"us": .001, "ms": 1, "s": 1000}[string(p99[2])]
	return r, nil
}

// keep stores a page's bytes where nginx finds them, plain and compressed.
func keep(root, path, url string) error {
	body, encoded, err := fetch(url + path)
	if err != nil {
		return err
	}
	file := filepath.Join(root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file, body, 0o644); err != nil {
		return err
	}
	return os.WriteFile(file+".gz", encoded, 0o644)
}

// answer is an answer, read.
type answer struct {
	*http.Response
	body []byte
}

// ask fetches a page in an encoding, or asks whether it is still the one with
// the tag.
func ask(url, encoding, tag string) (answer, error) {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return answer{}, err
	}
	request.Header.Set("Accept-Encoding", encoding)
	if tag != "" {
		request.Header.Set("If-None-Match", tag)
	}
	r, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return answer{}, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return answer{r, body}, err
}

// fetch gives a page as it is and as it is sent to a browser that takes gzip.
func fetch(url string) (body, encoded []byte, err error) {
	r, err := ask(url, "gzip", "")
	if err != nil {
		return nil, nil, err
	}
	encoded = r.body
	if r.Header.Get("Content-Encoding") != "gzip" {
		return encoded, encoded, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(encoded))
	if err != nil {
		return nil, nil, err
	}
	body, err = io.ReadAll(z)
	return body, encoded, err
}

// nginx serves the kept pages with as many workers as there are cores, its
// access log off, and compressed files ready on disk.
func nginx(ctx context.Context, dir string) (url string, stop func(), err error) {
	address, err := freeAddress()
	if err != nil {
		return "", nil, err
	}
	config := fmt.Sprintf(`daemon off; worker_processes auto; pid %[1]s/nginx.pid; error_log %[1]s/nginx.err;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type "text/html; charset=utf-8";
 open_file_cache max=100 inactive=60s; client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2;
 fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
 server { listen %[2]s; root %[1]s/www; gzip_static on; } }`, dir, address)
	path := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(path, []byte(config), 0o644); err != nil {
		return "", nil, err
	}
	c := exec.CommandContext(ctx, "nginx", "-c", path, "-p", dir)
	if err := c.Start(); err != nil {
		return "", nil, err
	}
	stop = func() { _ = c.Process.Signal(os.Interrupt); _ = c.Wait() }
	for range 100 {
		if r, err := http.Get("http://" + address + pages[0].path); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return "http://" + address, stop, nil
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	return "", nil, fmt.Errorf("nginx did not serve the kept pages; see its error log")
}

var assetLink = regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`)

// heaviest is the fullest house of the examples.
const heaviest = "/fi/mallila"

// weight adds up what a browser fetches for a house page.
func weight(k katto) error {
	body, encoded, err := fetch(k.url + heaviest)
	if err != nil {
		return err
	}
	small, err := ask(k.url+heaviest, "br", "")
	if err != nil {
		return err
	}
	fmt.Printf("fullest house page: %.1f kB plain, %.1f kB gzip, %.1f kB brotli\n",
		float64(len(body))/1000, float64(len(encoded))/1000, float64(len(small.body))/1000)
	total, parts := len(encoded), []string{fmt.Sprintf("page %.1f", float64(len(encoded))/1000)}
	seen := map[string]bool{}
	for _, m := range assetLink.FindAllStringSubmatch(string(body), -1) {
		if seen[m[1]] {
			continue
		}
		seen[m[1]] = true
		_, asset, err := fetch(k.url + m[1])
		if err != nil {
			return err
		}
		total += len(asset)
		parts = append(parts, fmt.Sprintf("%s %.1f", filepath.Base(m[1]), float64(len(asset))/1000))
	}
	fmt.Printf("fullest house page, all it fetches, gzip: %.1f kB; aim 100 kB; ratio %.2f (%s)\n",
		float64(total)/1000, float64(total)/100_000, strings.Join(parts, ", "))
	return nil
}
