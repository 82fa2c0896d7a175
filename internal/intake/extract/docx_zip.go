package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/katto-project/katto/internal/fault"
)

// archive tells a Word document from other zip files, without unpacking.
func archive(data []byte) (string, error) {
	if bytes.Contains(data, []byte("[Content_Types].xml")) && bytes.Contains(data, []byte("word/")) {
		return docxType, nil
	}
	return "", refuse(unknownFormat)
}

// parts opens the parts of a package, within the limits.
type parts struct {
	ctx   context.Context
	zip   *zip.Reader
	limit limits
}

func openParts(ctx context.Context, data []byte, l limits) (*parts, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refuse(broken).Because(err)
	}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, refuse(encrypted)
		}
	}
	return &parts{ctx: ctx, zip: z, limit: l}, nil
}

// open gives a part for reading as XML, or nil when there is none.
func (p *parts) open(name string) (*xmlReader, error) {
	for _, f := range p.zip.File {
		if !strings.EqualFold(strings.TrimPrefix(f.Name, "/"), name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, refuse(broken).Because(err)
		}
		x := xml.NewDecoder(&unpacked{r: r, packed: int64(f.CompressedSize64), limit: p.limit})
		x.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("only UTF-8 is read") }
		return &xmlReader{Decoder: x, ctx: p.ctx, most: p.limit.Depth, close: r}, nil
	}
	return nil, nil
}

// document is the name of the package's main part, and the folder of the
// others beside it.
func (p *parts) document() (name, folder string, err error) {
	name = "word/document.xml"
	err = p.each("_rels/.rels", func(e xml.StartElement) {
		if e.Name.Local == "Relationship" && strings.HasSuffix(xmlAttr(e, "Type"), "/officeDocument") {
			name = strings.TrimPrefix(xmlAttr(e, "Target"), "/")
		}
	})
	return name, path.Dir(name), err
}

// each calls seen for every element of a part; a part that is not there has
// none.
func (p *parts) each(name string, seen func(xml.StartElement)) error {
	x, err := p.open(name)
	if x == nil || err != nil {
		return err
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
		if e, ok := tok.(xml.StartElement); ok {
			seen(e)
		}
	}
}

// unpacked ends a part that grows out of proportion.
type unpacked struct {
	r      io.Reader
	packed int64
	read   int64
	limit  limits
}

// Read is io.Reader.
func (u *unpacked) Read(b []byte) (int, error) {
	n, err := u.r.Read(b)
	u.read += int64(n)
	if u.read > u.limit.Unzipped || u.read > 1<<20 && u.read > u.packed*u.limit.Ratio {
		return 0, refuse(bomb)
	}
	return n, err
}

// xmlReader reads tokens within a depth, and refuses document types: they
// have no place in a document's parts but to define entities that grow.
type xmlReader struct {
	*xml.Decoder
	ctx   context.Context
	close io.Closer
	most  int
	depth int
	count int
}

// next is the next token; io.EOF ends a whole part.
func (x *xmlReader) next() (xml.Token, error) {
	if x.count++; x.count%4096 == 0 && x.ctx.Err() != nil {
		return nil, x.ctx.Err()
	}
	tok, err := x.Token()
	var refusal *fault.Error
	switch {
	case errors.Is(err, io.EOF), errors.As(err, &refusal):
		return nil, err
	case err != nil:
		return nil, refuse(broken).Because(err)
	}
	switch tok.(type) {
	case xml.Directive:
		return nil, refuse(bomb)
	case xml.StartElement:
		if x.depth++; x.depth > x.most {
			return nil, refuse(bomb)
		}
	case xml.EndElement:
		x.depth--
	}
	return tok, nil
}

// skip passes over the rest of the element just begun.
func (x *xmlReader) skip() error {
	for until := x.depth - 1; x.depth > until; {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// inside calls seen for every child of the element just begun; seen may read
// the child to its end, or leave that to inside.
func (x *xmlReader) inside(seen func(xml.StartElement) error) error {
	for level := x.depth; x.depth >= level; {
		tok, err := x.next()
		if err != nil {
			return err
		}
		if e, ok := tok.(xml.StartElement); ok && x.depth == level+1 {
			if err := seen(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// xmlAttr gives an attribute by its local name.
func xmlAttr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
