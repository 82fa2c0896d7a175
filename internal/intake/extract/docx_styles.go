package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// style is what a paragraph style says of its paragraphs.
type style struct {
	name    string // Word's own English name, lower case, where it has one
	basedOn string
	outline int // heading level from 1, 0 none
	list    string
	level   int
	bold    bool
	size    float64
}

// readStyles reads the paragraph styles.
func (d *docx) readStyles() error {
	x, err := d.parts.open(d.folder + "/styles.xml")
	if x == nil || err != nil {
		return err
	}
	defer x.close.Close()
	for {
		tok, err := x.next()
		if err != nil {
			return onlyFaults(err)
		}
		e, ok := tok.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "docDefaults":
			p, err := d.properties(x)
			if err != nil {
				return err
			}
			d.styles[""] = style{size: p.size}
		case e.Name.Local == "style" && xmlAttr(e, "type") != "character":
			if err := d.style(x, e); err != nil {
				return err
			}
		}
	}
}

// onlyFaults lets io.EOF, the good end of a part, pass.
func onlyFaults(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func (d *docx) style(x *xmlReader, e xml.StartElement) error {
	p, err := d.properties(x)
	if err != nil {
		return err
	}
	s := style{
		name: strings.ToLower(p.name), basedOn: p.basedOn, outline: p.outline, list: p.list, level: p.level,
		bold: p.bold == on, size: p.size,
	}
	d.styles[xmlAttr(e, "styleId")] = s
	if p.lang != "" && (xmlAttr(e, "default") == "1" || xmlAttr(e, "default") == "true") {
		d.langs[p.lang]++
	}
	return nil
}

// properties are what pPr and rPr can say, gathered from wherever they are in
// the element just begun.
type properties struct {
	name, basedOn, style string
	outline              int
	list                 string
	level                int
	bold, hidden         toggle
	size                 float64
	lang                 string
}

// toggle is a property that may be on, off or not said.
type toggle int

const (
	unsaid toggle = iota
	on
	off
)

func toggled(e xml.StartElement) toggle {
	switch xmlAttr(e, "val") {
	case "0", "false", "off", "none":
		return off
	}
	return on
}

func (d *docx) properties(x *xmlReader) (p properties, err error) {
	return p, d.gather(x, &p)
}

func (d *docx) gather(x *xmlReader, p *properties) error {
	return x.inside(func(e xml.StartElement) error {
		val := xmlAttr(e, "val")
		switch e.Name.Local {
		case "name":
			p.name = val
		case "basedOn":
			p.basedOn = val
		case "pStyle":
			p.style = val
		case "outlineLvl":
			if n, err := strconv.Atoi(val); err == nil && n >= 0 && n < 9 {
				p.outline = n + 1
			}
		case "numId":
			p.list = val
		case "ilvl":
			p.level, _ = strconv.Atoi(val)
			p.level = min(max(p.level, 0), 8)
		case "b":
			p.bold = toggled(e)
		case "vanish":
			p.hidden = toggled(e)
		case "sz":
			n, _ := strconv.ParseFloat(val, 64)
			p.size = n / 2
		case "lang":
			p.lang = language(val)
		case "pPrChange", "rPrChange", "numPrChange": // what it was before a tracked change
			return x.skip()
		}
		return d.gather(x, p)
	})
}

// resolve follows a style to those it is based on.
func (d *docx) resolve(id string) style {
	s := d.styles[id]
	for range 20 {
		base, ok := d.styles[s.basedOn]
		if !ok || s.basedOn == "" {
			break
		}
		s.basedOn = base.basedOn
		s.bold = s.bold || base.bold
		if s.outline == 0 {
			s.outline = base.outline
		}
		if s.outline == 0 {
			s.outline = headingName(base.name)
		}
		if s.list == "" {
			s.list, s.level = base.list, base.level
		}
		if s.size == 0 {
			s.size = base.size
		}
	}
	if s.size == 0 {
		s.size = d.styles[""].size
	}
	return s
}

var (
	headingNames = regexp.MustCompile(`^(?:heading|otsikko|rubrik|overskrift|überschrift)\s*(\d)\b`)
	contentNames = regexp.MustCompile(`^(?:toc|sisluet|sisällysluettelo|innehåll)\b`)
	listNames    = regexp.MustCompile(`^(?:list bullet|list number|merkitty luettelo|numeroitu luettelo|punktlista|numrerad lista)\s*(\d)?`)
)

// headingName gives the level that a style's name means, 0 for no heading.
func headingName(name string) int {
	if m := headingNames.FindStringSubmatch(name); m != nil {
		return min(max(int(m[1][0]-'0'), 1), 6)
	}
	switch name {
	case "title", "otsikko", "pääotsikko", "rubrik":
		return 1
	case "subtitle", "alaotsikko", "underrubrik":
		return 2
	}
	return 0
}

// readLists reads which lists are numbered and which have bullets.
func (d *docx) readLists() error {
	x, err := d.parts.open(d.folder + "/numbering.xml")
	if x == nil || err != nil {
		return err
	}
	defer x.close.Close()
	abstract, level, num := "", 0, ""
	shapes := map[string]map[int]bool{}
	for {
		tok, err := x.next()
		if err != nil {
			return onlyFaults(err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "abstractNum":
			abstract = xmlAttr(e, "abstractNumId")
			shapes[abstract] = map[int]bool{}
		case "lvl":
			level, _ = strconv.Atoi(xmlAttr(e, "ilvl"))
		case "numFmt":
			if shapes[abstract] != nil {
				v := xmlAttr(e, "val")
				shapes[abstract][level] = v != "bullet" && v != "none"
			}
		case "num":
			num = xmlAttr(e, "numId")
		case "abstractNumId":
			d.lists[num] = shapes[xmlAttr(e, "val")]
		}
	}
}
