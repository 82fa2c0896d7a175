package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/katto-project/katto/internal/fault"
)

func posted(contentType, body string) *Request {
	r := httptest.NewRequest(http.MethodPost, "/fi/x?name=from-query", strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	return &Request{Request: r}
}

const urlencoded = "application/x-www-form-urlencoded"

func TestFieldsAreCleaned(t *testing.T) {
	r := posted(urlencoded, "name=++Lapsi+%00ja%0Anuori++&text=a%0D%0A%0D%0A%0D%0Ab&tag=x&tag=y&bad=%FF")
	equal(t, r.Text("name", 20), "Lapsi ja nuori")
	equal(t, r.Lines("text", 20), "a\n\nb")
	equal(t, r.Text("none", 20), "")
	equal(t, utf8.ValidString(r.Text("bad", 20)), true)
	if diff := cmp.Diff([]string{"x", "y"}, r.Values("tag", 5)); diff != "" {
		t.Error(diff)
	}
	equal(t, r.Fault() == nil, true)
	get := &Request{Request: request("/fi/x?name=koti")}
	equal(t, get.Text("name", 9), "koti")
}

func TestTooLongAFieldIsKeptWholeAndRefused(t *testing.T) {
	r := posted(urlencoded, url.Values{"name": {"väestö"}, "more": {"123456"}}.Encode())
	equal(t, r.Text("name", 6), "väestö") // characters are counted, not bytes
	equal(t, r.Fault() == nil, true)
	equal(t, r.Lines("more", 3), "123456")
	f := fault.Of(r.Fault())
	equal(t, f.Key, "web.fieldTooLong")
	equal(t, f.Field, "more")
	what, next := FaultText("fi", f)
	equal(t, what, "Teksti on liian pitkä: 6 merkkiä, enintään 3")
	equal(t, next, "Lyhennä tekstiä.")
}

func TestUnreadableForms(t *testing.T) {
	for _, c := range []struct{ contentType, body string }{
		{urlencoded, "name=%zz"}, {"multipart/form-data; boundary=x", "--x\r\nbroken"}, {"multipart/form-data", ""},
	} {
		r := posted(c.contentType, c.body)
		r.Text("name", 10)
		equal(t, fault.Of(r.Fault()).Key, "web.badForm")
	}
}

func TestMultipartFields(t *testing.T) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("name", "Koti")
	part, _ := m.CreateFormFile("file", "strategia.txt")
	_, _ = part.Write([]byte("visio"))
	_ = m.Close()
	r := posted(m.FormDataContentType(), b.String())
	equal(t, r.Text("name", 10), "Koti")
	name, data, err := r.File("file")
	equal(t, err == nil, true)
	equal(t, name, "strategia.txt")
	equal(t, string(data), "visio")
	_, _, err = r.File("none")
	equal(t, fault.Of(err).Field, "none")
}

func TestUploadLeavesNoTemporaryFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	left := func() int {
		files, err := os.ReadDir(os.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return len(files)
	}
	w := newWorld(t)
	w.StaffUpload("POST /{lang}/sources", 30<<20, func(rw http.ResponseWriter, r *Request) error {
		_, data, err := r.File("file")
		if err != nil || len(data) != 15<<20 || left() == 0 {
			t.Errorf("%d bytes, %v, %d files", len(data), err, left())
		}
		return nil
	})
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, _ := m.CreateFormFile("file", "strategia.pdf")
	_, _ = part.Write(make([]byte, 15<<20))
	_ = m.Close()
	rec := w.do(http.MethodPost, "/fi/sources", b.String(), "Content-Type", m.FormDataContentType(), "Cookie", w.signIn(t, "anna"))
	equal(t, rec.Code, http.StatusOK)
	equal(t, left(), 0)
}

func FuzzText(f *testing.F) {
	f.Add("name=Koti&name=b", 3)
	f.Add("name=%FF%00%E2%80%AE", 1)
	f.Fuzz(func(t *testing.T, body string, max int) {
		r := posted(urlencoded, body)
		line := r.Text("name", max)
		if !utf8.ValidString(line) || strings.ContainsAny(line, "\n\r\x00") {
			t.Errorf("not a clean line: %q", line)
		}
		if utf8.RuneCountInString(line) > max && r.Fault() == nil {
			t.Errorf("%q is over %d and nobody says so", line, max)
		}
		if text := r.Lines("name", max); !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			t.Errorf("not clean lines: %q", text)
		}
	})
}
