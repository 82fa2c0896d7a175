package extract

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func (d *pdfDoc) noticed(key string) {
	if !slices.Contains(d.notices, key) {
		d.notices = append(d.notices, key)
	}
}

// build decides by the whole document what is a heading, what repeats on
// every page, and which hyphens only part words, and makes the text.
func (d *pdfDoc) build() (Text, error) {
	d.unspread()
	usual := d.usualSize()
	d.markMargins(usual)
	d.markContents()
	d.markHeadings(usual)
	nest(d.pieces)
	d.joinPages()
	words := d.words()
	out := newBuilder(d.limits)
	for _, p := range d.pieces {
		if usual > 0 {
			p.Size = round(p.size / usual)
		}
		text := joinLines(p.lines, p.hard, words)
		if p.mark != "" && p.Kind == ListItem {
			out.add(p.Block, text, p.mark)
			continue
		}
		out.flow(p.Block, text)
	}
	d.about(out)
	return out.done()
}

// about reads the title and the language, and tells what was not read.
func (d *pdfDoc) about(out *builder) {
	root := d.file.Dict(d.file.Trailer["Root"])
	if s, ok := d.file.Resolve(d.file.Dict(d.file.Trailer["Info"])["Title"]).(string); ok {
		if title := oneLine(pdfText(cut(s, 2000))); !emptyTitle.MatchString(title) {
			out.text.Title = title
		}
	}
	if s, ok := d.file.Resolve(root["Lang"]).(string); ok {
		out.text.Language = language(pdfText(cut(s, 100)))
	}
	if d.pictures > 0 {
		d.noticed(picturePages)
	}
	if d.failed > 0 {
		d.noticed(unreadablePages)
	}
	out.text.Notices = append(out.text.Notices, d.notices...)
}

// usualSize is the font size of most of the text.
func (d *pdfDoc) usualSize() float64 {
	sizes := map[float64]int{}
	for _, p := range d.pieces {
		sizes[p.size] += pieceLength(p)
	}
	return most(sizes)
}

func pieceLength(p pdfPiece) (n int) {
	for _, l := range p.lines {
		n += length(l)
	}
	return n
}

// markHeadings takes as headings, where the file states none, the short
// pieces that stand out by size or weight. The largest are of level one.
func (d *pdfDoc) markHeadings(usual float64) {
	bold, all := 0, 0
	for _, p := range d.pieces {
		if p.Kind == Heading {
			return
		}
		n := pieceLength(p)
		all += n
		if p.Bold {
			bold += n
		}
	}
	plain := bold*2 < all // bold stands out only where most is not
	var sizes []float64
	for i, p := range d.pieces {
		if d.standsOut(i, usual, plain) && p.size >= 1.12*usual {
			sizes = append(sizes, p.size)
		}
	}
	slices.Sort(sizes)
	sizes = slices.CompactFunc(sizes, func(a, b float64) bool { return math.Abs(b-a) < 0.6 })
	slices.Reverse(sizes)
	for i := range d.pieces {
		if p := &d.pieces[i]; d.standsOut(i, usual, plain) {
			level := 1
			for level <= len(sizes) && sizes[level-1] > p.size+0.6 {
				level++
			}
			if p.size < 1.12*usual {
				level = len(sizes) + 1
			}
			if p.Kind == ListItem {
				p.lines[0], p.mark, p.Ordered = p.mark+" "+p.lines[0], "", false
			}
			p.Kind, p.Level = Heading, min(level, 6)
		}
	}
}

// standsOut tells a piece that looks like a heading: short, not a sentence,
// larger or bolder than the text.
func (d *pdfDoc) standsOut(i int, usual float64, plain bool) bool {
	p := d.pieces[i]
	n := pieceLength(p)
	numbered := p.Kind == ListItem && p.Ordered && p.size >= 1.12*usual
	if p.Kind != Paragraph && p.Kind != Heading && !numbered || n < 2 || n > 160 || len(p.lines) > 4 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(p.lines[len(p.lines)-1])
	if strings.ContainsRune(".,;", last) || !strings.ContainsFunc(p.lines[0], unicode.IsLetter) {
		return false
	}
	return p.size >= 1.12*usual || plain && p.Bold && p.size >= 0.97*usual && n <= 120 && len(p.lines) <= 2
}

// joinPages joins a paragraph that goes on on the next page or column.
func (d *pdfDoc) joinPages() {
	out := d.pieces[:0]
	last := -1 // the last piece that is no navigation
	for _, p := range d.pieces {
		if last >= 0 && continues(out[last], p) {
			out[last].hard[len(out[last].hard)-1] = false
			out[last].lines = append(out[last].lines, p.lines...)
			out[last].hard = append(out[last].hard, p.hard...)
			continue
		}
		out = append(out, p)
		if p.Kind != Navigation {
			last = len(out) - 1
		}
	}
	d.pieces = out
}

// continues tells a paragraph that begins in the middle of a sentence which
// the piece before left open.
func continues(a, b pdfPiece) bool {
	if a.Kind != Paragraph && a.Kind != ListItem || b.Kind != Paragraph || b.mark != "" || a.size != b.size || len(a.lines) == 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.lines[0])
	end := a.lines[len(a.lines)-1]
	lastRune, _ := utf8.DecodeLastRuneInString(end)
	long := length(end) > 25
	return long && unicode.IsLower(first) && (unicode.IsLower(lastRune) || lastRune == ',' || hyphenEnd(end)) && (a.Page != b.Page || hyphenEnd(end) || b.x0 > a.x0+60)
}

// unspread joins letters that were spaced out for looks: "A R V O T".
func (d *pdfDoc) unspread() {
	for i := range d.pieces {
		for k, l := range d.pieces[i].lines {
			parts := strings.Fields(l)
			single := !slices.ContainsFunc(parts, func(s string) bool {
				r, n := utf8.DecodeRuneInString(s)
				return n != len(s) || !unicode.IsLetter(r)
			})
			if len(parts) >= 4 && single {
				d.pieces[i].lines[k] = strings.Join(parts, "")
			}
		}
	}
}
