package extract

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// docxPara is a paragraph while its runs are read.
type docxPara struct {
	properties
	text    strings.Builder
	letters int
	bold    int // of them
	sizes   map[float64]int
	cell    *Block
	toc     bool
	boxes   []docxBlock // text boxes anchored in it
}

// paragraph reads one w:p.
func (d *docx) paragraph(x *xmlReader, cell *Block) error {
	p := &docxPara{sizes: map[float64]int{}, cell: cell, toc: d.inContents()}
	if err := d.runs(x, p); err != nil {
		return err
	}
	if err := d.keep(d.shape(p)); err != nil {
		return err
	}
	d.found = append(d.found, p.boxes...)
	return nil
}

// runs reads what is in a paragraph, however deep it is wrapped.
func (d *docx) runs(x *xmlReader, p *docxPara) error {
	return x.inside(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pPr":
			return d.gatherParagraph(x, &p.properties)
		case "r":
			if strings.Contains(e.Name.Space, "wordprocessingml") {
				return d.runText(x, p)
			}
		case "del", "moveFrom":
			d.notice(trackedChanges)
			return x.skip()
		case "ins", "moveTo":
			d.notice(trackedChanges)
		case "Fallback", "sdtPr":
			return x.skip()
		}
		return d.runs(x, p)
	})
}

// gatherParagraph is gather without the run properties of the paragraph's
// end mark.
func (d *docx) gatherParagraph(x *xmlReader, p *properties) error {
	return x.inside(func(e xml.StartElement) error {
		var one properties
		switch e.Name.Local {
		case "rPr", "pPrChange", "sectPr":
			return x.skip()
		case "pStyle":
			p.style = xmlAttr(e, "val")
		case "outlineLvl":
			if n, err := strconv.Atoi(xmlAttr(e, "val")); err == nil && n >= 0 && n < 9 {
				p.outline = n + 1
			}
		case "numPr":
			if err := d.gather(x, &one); err != nil {
				return err
			}
			p.list, p.level = one.list, one.level
		}
		return nil
	})
}

// docxRun is a run of one look.
type docxRun struct {
	properties
	text strings.Builder
}

// runText reads one w:r into the paragraph.
func (d *docx) runText(x *xmlReader, p *docxPara) error {
	var r docxRun
	if err := d.runParts(x, p, &r); err != nil || r.hidden == on {
		return err
	}
	s := r.text.String()
	if p.text.Len() < 8*d.parts.limit.Characters {
		p.text.WriteString(s)
	}
	n := length(strings.TrimSpace(s))
	p.letters += n
	if bold := d.resolve(p.style).bold; r.bold == on || r.bold == unsaid && bold {
		p.bold += n
	}
	p.sizes[r.size] += n
	if r.lang != "" {
		d.langs[r.lang] += n
	}
	return nil
}

func (d *docx) runParts(x *xmlReader, p *docxPara, r *docxRun) error {
	return x.inside(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rPr":
			return d.gather(x, &r.properties)
		case "t":
			return d.characters(x, &r.text)
		case "tab", "ptab":
			r.text.WriteByte(' ')
		case "br", "cr":
			r.text.WriteByte('\n')
		case "noBreakHyphen":
			r.text.WriteByte('-')
		case "sym":
			if n, err := strconv.ParseUint(xmlAttr(e, "char"), 16, 16); err == nil && strings.ContainsRune(symbolBullets, rune(n)) {
				r.text.WriteRune('•')
			}
		case "footnoteReference", "endnoteReference":
			d.notice(footnotes)
		case "fldChar":
			d.field(xmlAttr(e, "fldCharType"), p)
		case "instrText":
			return d.instruction(x)
		case "delText", "Fallback":
			return x.skip()
		case "txbxContent":
			return d.box(x, p)
		default:
			return d.runParts(x, p, r)
		}
		return nil
	})
}

// characters writes the text of the element just begun.
func (d *docx) characters(x *xmlReader, to *strings.Builder) error {
	for level := x.depth; x.depth >= level; {
		tok, err := x.next()
		if err != nil {
			return err
		}
		if c, ok := tok.(xml.CharData); ok && to.Len() < 8*d.parts.limit.Characters {
			to.WriteString(strings.NewReplacer("\n", " ", "\r", " ").Replace(string(c)))
		}
	}
	return nil
}

// box reads a text box; its blocks come after the paragraph it hangs on.
func (d *docx) box(x *xmlReader, p *docxPara) error {
	before := len(d.found)
	if err := d.flow(x, p.cell); err != nil {
		return err
	}
	p.boxes = append(p.boxes, d.found[before:]...)
	d.found = d.found[:before:before]
	return nil
}

// field follows fields (a table of contents is one) through paragraphs.
func (d *docx) field(kind string, p *docxPara) {
	switch kind {
	case "begin":
		if len(d.fields) < 100 {
			d.fields = append(d.fields, "")
		}
	case "separate":
		p.toc = p.toc || d.inContents()
	case "end":
		if n := len(d.fields); n > 0 {
			d.fields = d.fields[:n-1]
		}
	}
}

func (d *docx) instruction(x *xmlReader) error {
	var b strings.Builder
	if err := d.characters(x, &b); err != nil {
		return err
	}
	if n := len(d.fields); n > 0 && len(d.fields[n-1]) < 1000 {
		d.fields[n-1] += b.String()
	}
	return nil
}

// inContents tells whether a table of contents is open.
func (d *docx) inContents() bool {
	for _, f := range d.fields {
		if strings.HasPrefix(strings.TrimSpace(f), "TOC") {
			return true
		}
	}
	return false
}

// shape decides what block the paragraph is.
func (d *docx) shape(p *docxPara) docxBlock {
	s := d.resolve(p.style)
	b := docxBlock{text: p.text.String(), cell: p.cell, size: most(p.sizes)}
	if b.size == 0 {
		b.size = s.size
	}
	b.Bold = p.letters > 0 && p.bold*100 >= p.letters*95
	level := p.outline
	for _, other := range []int{s.outline, headingName(s.name)} {
		if level == 0 {
			level = other
		}
	}
	list, depth := p.list, p.level
	if list == "" {
		list, depth = s.list, s.level
	}
	named := listNames.FindStringSubmatch(s.name)
	switch {
	case p.toc, contentNames.MatchString(s.name):
		b.Kind, b.Bold = Navigation, false
	case level > 0:
		b.Kind, b.Level = Heading, min(level, 6)
		if d.title == "" && headingName(s.name) == 1 && !headingNames.MatchString(s.name) {
			d.title = oneLine(b.text)
		}
	case list != "" && list != "0" && strings.TrimSpace(b.text) != "":
		b.Kind, b.Level, b.Ordered = ListItem, depth+1, d.lists[list][depth]
		b.mark = d.number(list, depth, b.Ordered)
	case named != nil && p.list != "0":
		b.Kind, b.Level, b.mark = ListItem, 1, "•"
		if named[1] != "" {
			b.Level = int(named[1][0] - '0')
		}
	default:
		b.Kind = Paragraph
	}
	return b
}

// number counts the items of a numbered list.
func (d *docx) number(list string, level int, ordered bool) string {
	c := d.counters[list]
	if c == nil {
		c = new([10]int)
		d.counters[list] = c
	}
	c[level]++
	clear(c[level+1:])
	if !ordered {
		return "•"
	}
	return strconv.Itoa(c[level]) + "."
}
