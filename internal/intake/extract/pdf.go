package extract

import (
	"context"
	"errors"
	"fmt"

	"github.com/katto-project/katto/internal/intake/extract/pdfobj"
)

// pdfDoc is one PDF on its way to text.
type pdfDoc struct {
	ctx      context.Context
	file     *pdfobj.File
	limits   limits
	fonts    map[pdfobj.Ref]*pdfFont
	forms    int
	pages    []pdfPage
	contents []pdfContent
	pieces   []pdfPiece
	letters  int
	lost     int
	seen     int
	pictures int // pages that are only pictures
	failed   int // pages that could not be read
	tables   int
	notices  []string
}

// pdfPage is a page with what it inherits.
type pdfPage struct {
	dict          pdfobj.Dict
	ref           pdfobj.Ref
	resources     pdfobj.Dict
	base          matrix // from the file's coordinates to the page as it is seen
	width, height float64
}

// readPDF reads the text layer of a PDF: in the order and with the headings,
// lists and tables that a tagged file states, else by where the text stands
// on its pages.
func readPDF(ctx context.Context, data []byte, l limits) (Text, error) {
	file, err := pdfobj.Open(data, pdfobj.Limits{Stream: l.Unzipped, Total: 4 * l.Unzipped})
	if err != nil {
		return Text{}, pdfFault(err)
	}
	d := &pdfDoc{ctx: ctx, file: file, limits: l, fonts: map[pdfobj.Ref]*pdfFont{}}
	if err := d.listPages(); err != nil {
		return Text{}, err
	}
	for i := range d.pages {
		if err := d.readPage(i); err != nil {
			return Text{}, err
		}
	}
	if err := d.hasText(); err != nil {
		return Text{}, err
	}
	if !d.tagged() {
		d.pieces = nil
		for i := range d.pages {
			if ctx.Err() != nil {
				return Text{}, ctx.Err()
			}
			d.layPage(i, d.contents[i].runs)
		}
	}
	return d.build()
}

func pdfFault(err error) error {
	switch {
	case errors.Is(err, pdfobj.ErrEncrypted):
		return refuse(encrypted).Because(err)
	case errors.Is(err, pdfobj.ErrBomb):
		return refuse(bomb).Because(err)
	}
	return refuse(broken).Because(err)
}

// tolerable lets a page do without a stream that does not unpack, but not
// with one that unpacks to too much.
func tolerable(err error) error {
	if errors.Is(err, pdfobj.ErrBomb) {
		return refuse(bomb).Because(err)
	}
	return nil
}

// listPages walks the tree of pages.
func (d *pdfDoc) listPages() error {
	root := d.file.Dict(d.file.Trailer["Root"])
	if n := d.file.Int(d.file.Dict(root["Pages"])["Count"]); n > d.limits.Pages {
		return refuse(tooManyPages, "Limit", d.limits.Pages)
	}
	seen := map[pdfobj.Ref]bool{}
	if err := d.walkPages(root["Pages"], pdfobj.Dict{}, seen, 0); err != nil {
		return err
	}
	if len(d.pages) == 0 {
		return refuse(broken).Because(errors.New("no pages"))
	}
	return nil
}

// inherited are the entries that a page takes from those above it.
var inherited = []pdfobj.Name{"Resources", "MediaBox", "CropBox", "Rotate"}

func (d *pdfDoc) walkPages(o pdfobj.Obj, above pdfobj.Dict, seen map[pdfobj.Ref]bool, depth int) error {
	ref, isRef := o.(pdfobj.Ref)
	if isRef && seen[ref] || depth > 64 {
		return nil
	}
	seen[ref] = true
	node := d.file.Dict(o)
	own := pdfobj.Dict{}
	for _, key := range inherited {
		if own[key] = node[key]; own[key] == nil {
			own[key] = above[key]
		}
	}
	kids := d.file.Array(node["Kids"])
	if kids == nil && node != nil && d.file.Name(node["Type"]) != "Pages" {
		if len(d.pages) >= d.limits.Pages {
			return refuse(tooManyPages, "Limit", d.limits.Pages)
		}
		d.pages = append(d.pages, d.page(node, ref, own))
	}
	for _, kid := range kids {
		if len(seen) > 4*d.limits.Pages {
			return refuse(tooManyPages, "Limit", d.limits.Pages)
		}
		if err := d.walkPages(kid, own, seen, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// page places a page's coordinates so that its seen corner is the origin.
func (d *pdfDoc) page(dict pdfobj.Dict, ref pdfobj.Ref, own pdfobj.Dict) pdfPage {
	box := d.file.Array(own["CropBox"])
	if len(box) != 4 {
		box = d.file.Array(own["MediaBox"])
	}
	corners := [4]float64{0, 0, 612, 792}
	for i := range box {
		if len(box) == 4 {
			corners[i] = d.file.Num(box[i])
		}
	}
	x0, x1 := min(corners[0], corners[2]), max(corners[0], corners[2])
	y0, y1 := min(corners[1], corners[3]), max(corners[1], corners[3])
	w, h := x1-x0, y1-y0
	p := pdfPage{dict: dict, ref: ref, resources: d.file.Dict(own["Resources"]), width: w, height: h}
	turn := upright
	switch ((d.file.Int(own["Rotate"])%360 + 360) % 360) / 90 {
	case 1:
		turn, p.width, p.height = matrix{0, -1, 1, 0, 0, w}, h, w
	case 2:
		turn = matrix{-1, 0, 0, -1, w, h}
	case 3:
		turn, p.width, p.height = matrix{0, 1, -1, 0, h, 0}, h, w
	}
	p.base = matrix{1, 0, 0, 1, -x0, -y0}.times(turn)
	return p
}

// readPage paints one page. A page that cannot be read is told, not fatal.
func (d *pdfDoc) readPage(i int) error {
	if d.ctx.Err() != nil {
		return d.ctx.Err()
	}
	page := d.pages[i]
	p := &painter{
		doc: d, resources: page.resources, width: page.width, height: page.height,
		state: pdfState{ctm: page.base, wide: 1}, tm: upright, tlm: upright,
	}
	defer func() {
		p.close()
		d.keepContent(p.out)
	}()
	var streams pdfobj.Array
	switch v := d.file.Resolve(page.dict["Contents"]).(type) {
	case pdfobj.Array:
		streams = v
	case *pdfobj.Stream:
		streams = pdfobj.Array{v}
	}
	var content []byte
	for _, o := range streams {
		s, ok := d.file.Resolve(o).(*pdfobj.Stream)
		if !ok {
			continue
		}
		data, err := d.file.Data(s)
		if err != nil {
			if err := tolerable(err); err != nil {
				return err
			}
			d.failed++
		}
		content = append(append(content, data...), '\n')
		if int64(len(content)) > d.limits.Unzipped {
			return refuse(bomb)
		}
	}
	return p.run(content)
}

func (d *pdfDoc) keepContent(c pdfContent) {
	letters := 0
	for _, r := range c.runs {
		letters += length(r.text)
	}
	if letters < 5 && c.images > 0 {
		d.pictures++
	}
	d.letters += letters
	d.lost += c.lost
	d.seen += c.seen
	d.contents = append(d.contents, c)
}

// hasText refuses a file without a text layer, and one with too much text.
func (d *pdfDoc) hasText() error {
	n := len(d.pages)
	switch {
	case d.letters > d.limits.Characters:
		return tooMuch(d.limits.Characters)
	case d.failed >= n && d.letters == 0, d.lost*2 > d.seen:
		return refuse(broken).Because(fmt.Errorf("%d of %d pages, %d of %d characters cannot be read", d.failed, n, d.lost, d.seen))
	case d.letters == 0, d.pictures > 0 && d.letters < 20*n:
		return refuse(scanned).Because(fmt.Errorf("%d characters on %d pages", d.letters, n))
	}
	return nil
}

// font gives a font by its name in the resources.
func (d *pdfDoc) font(resources pdfobj.Dict, name pdfobj.Name) *pdfFont {
	o := d.file.Dict(resources["Font"])[name]
	ref, isRef := o.(pdfobj.Ref)
	if f := d.fonts[ref]; f != nil && isRef {
		return f
	}
	f := readFont(d.file, d.file.Dict(o))
	if isRef {
		d.fonts[ref] = f
	}
	return f
}
