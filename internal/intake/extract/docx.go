package extract

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/katto-project/katto/internal/fault"
)

// docx is one Word document on its way to text.
type docx struct {
	parts    *parts
	folder   string
	styles   map[string]style
	lists    map[string]map[int]bool // numId, level: ordered
	counters map[string]*[10]int
	found    []docxBlock
	letters  int
	langs    map[string]int
	tables   int
	fields   []string // instructions of the open fields
	title    string
	notices  []string
}

// docxBlock is a block with its text, before it is known whether the table
// around it is a table.
type docxBlock struct {
	Block
	text string
	mark string
	cell *Block  // where in a table it is
	size float64 // points
}

// readDocx reads a Word document: its body with tables and text boxes, as it
// stands with every tracked change accepted. Headers, footers, notes and
// comments are left out, and nothing in it is run.
func readDocx(ctx context.Context, data []byte, l limits) (Text, error) {
	p, err := openParts(ctx, data, l)
	if err != nil {
		return Text{}, err
	}
	name, folder, err := p.document()
	if err != nil {
		return Text{}, err
	}
	d := &docx{
		parts: p, folder: folder, styles: map[string]style{}, lists: map[string]map[int]bool{},
		counters: map[string]*[10]int{}, langs: map[string]int{},
	}
	for _, step := range []func() error{d.readStyles, d.readLists, d.readTitle, func() error { return d.readBody(name) }} {
		if err := step(); err != nil {
			return Text{}, err
		}
	}
	return d.build()
}

func (d *docx) readBody(name string) error {
	x, err := d.parts.open(name)
	if err != nil {
		return err
	}
	if x == nil {
		return refuse(broken).Because(errors.New("no main part"))
	}
	defer x.close.Close()
	for {
		tok, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, ok := tok.(xml.StartElement); ok {
			if err := d.flow(x, nil); err != nil {
				return err
			}
		}
	}
}

// flow reads the paragraphs and tables of the element just begun, however
// deep they are wrapped. A cell says which cell of a table this is.
func (d *docx) flow(x *xmlReader, cell *Block) error {
	return x.inside(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "p":
			return d.paragraph(x, cell)
		case "tbl":
			return d.table(x, cell)
		case "del", "moveFrom":
			d.notice(trackedChanges)
			return x.skip()
		case "ins", "moveTo":
			d.notice(trackedChanges)
		case "Fallback", "sectPr", "sdtPr", "tblPr", "trPr", "tcPr", "altChunk":
			return x.skip()
		}
		return d.flow(x, cell)
	})
}

// keep adds a block, within the limit of characters.
func (d *docx) keep(b docxBlock) error {
	if strings.TrimSpace(b.text) == "" {
		return nil
	}
	if d.letters += length(b.text); d.letters > d.parts.limit.Characters || len(d.found) >= d.parts.limit.Blocks {
		return tooMuch(d.parts.limit.Characters)
	}
	d.found = append(d.found, b)
	return nil
}

func (d *docx) notice(key string) {
	for _, n := range d.notices {
		if n == key {
			return
		}
	}
	d.notices = append(d.notices, key)
}

// build makes the text of what was found.
func (d *docx) build() (Text, error) {
	out := newBuilder(d.parts.limit)
	usual := d.usualSize()
	for _, b := range d.found {
		if b.size > 0 && usual > 0 {
			b.Size = round(b.size / usual)
		}
		if b.mark != "" {
			out.add(b.Block, b.text, b.mark)
			continue
		}
		out.flow(b.Block, b.text)
	}
	out.text.Title, out.text.Notices = d.title, d.notices
	for lang, n := range d.langs {
		if best := out.text.Language; best == "" || n > d.langs[best] || n == d.langs[best] && lang < best {
			out.text.Language = lang
		}
	}
	return out.done()
}

// usualSize is the font size that most of the text has.
func (d *docx) usualSize() float64 {
	sizes := map[float64]int{}
	for _, b := range d.found {
		sizes[b.size] += length(b.text)
	}
	return most(sizes)
}

// most is the key with the largest count, the smallest of equals.
func most(counts map[float64]int) float64 {
	best, n := 0.0, 0
	for k, c := range counts {
		if c > n || c == n && k < best {
			best, n = k, c
		}
	}
	return best
}

func round(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

var emptyTitle = regexp.MustCompile(`(?i)^(microsoft word|powerpoint|untitled|document ?\d*|asiakirja ?\d*|dokument ?\d*|word)\b`)

// readTitle reads the document's title from its properties, unless it is one
// that a program gave.
func (d *docx) readTitle() error {
	x, err := d.parts.open("docProps/core.xml")
	if x == nil || err != nil {
		return err
	}
	defer x.close.Close()
	inTitle := false
	for {
		tok, err := x.next()
		var f *fault.Error
		switch {
		case errors.As(err, &f) && f.Key == bomb:
			return err
		case err != nil:
			return nil // the properties are not worth a refusal
		}
		switch e := tok.(type) {
		case xml.StartElement:
			inTitle = e.Name.Local == "title"
		case xml.CharData:
			if s := oneLine(cut(string(e), 1000)); inTitle && !emptyTitle.MatchString(s) {
				d.title = s
			}
		case xml.EndElement:
			inTitle = false
		}
	}
}
