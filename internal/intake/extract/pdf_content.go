package extract

import (
	"math"
	"strings"

	"github.com/katto-project/katto/internal/intake/extract/pdfobj"
)

// pdfRun is a piece of a line: characters that follow each other without a
// wide gap, in one look.
type pdfRun struct {
	text     string
	x0, x1   float64 // from the page's left edge, points
	y        float64 // of the baseline, from the bottom
	size     float64
	bold     bool
	angle    int  // degrees that the line is turned
	mark     int  // marked-content id, -1 none
	artifact bool // the file says it is decoration or a page's header
}

// pdfLine is a drawn straight line, or the edge of a drawn box.
type pdfRule struct{ x0, y0, x1, y1 float64 }

// pdfContent is what one page shows.
type pdfContent struct {
	runs   []pdfRun
	rules  []pdfRule
	dots   [][2]float64 // small painted shapes, which may be bullets
	images int
	lost   int // characters whose text the file does not say
	seen   int
}

// The most that is kept of one page.
const (
	maxRuns  = 100_000
	maxRules = 20_000
	maxForms = 12 // how deep forms may hold forms
)

type matrix [6]float64

var upright = matrix{1, 0, 0, 1, 0, 0}

// times applies m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// pdfState is the part of the graphics state that text needs.
type pdfState struct {
	ctm                      matrix
	font                     *pdfFont
	size, chars, words, wide float64 // wide is the horizontal scale
	leading, rise            float64
	mode                     int
}

// painter reads content streams.
type painter struct {
	doc       *pdfDoc
	out       pdfContent
	state     pdfState
	stack     []pdfState
	tm, tlm   matrix
	marks     []pdfMark
	path      []pdfRule
	shape     pdfBox // around the path; empty when left is not left of right
	from      [2]float64
	start     [2]float64
	resources pdfobj.Dict
	width     float64 // of the page
	height    float64
	depth     int
	open      *pdfRun
	pending   bool // a space came after the open run
	text      strings.Builder
}

// pdfMark is an open marked-content sequence.
type pdfMark struct {
	id       int
	artifact bool
	actual   *string // replaces the text inside
}

func (p *painter) run(data []byte) error {
	l := pdfobj.NewLexer(data)
	var args []pdfobj.Obj
	for count := 0; ; count++ {
		if count%4096 == 0 && p.doc.ctx.Err() != nil {
			return p.doc.ctx.Err()
		}
		o, ok := l.Next()
		if !ok {
			return nil
		}
		op, isOp := o.(pdfobj.Op)
		switch {
		case !isOp && len(args) < 64:
			args = append(args, o)
		case op == "ID":
			l.SkipImage()
			p.out.images++
			args = args[:0]
		case isOp:
			if err := p.operate(op, args); err != nil {
				return err
			}
			args = args[:0]
		}
	}
}

// operate does one operator. Operands that are missing are zero.
func (p *painter) operate(op pdfobj.Op, args []pdfobj.Obj) error {
	n := func(i int) float64 {
		v, _ := at(args, i).(float64)
		return v
	}
	switch op {
	case "q":
		if len(p.stack) < 500 {
			p.stack = append(p.stack, p.state)
		}
	case "Q":
		if k := len(p.stack); k > 0 {
			p.state, p.stack = p.stack[k-1], p.stack[:k-1]
		}
	case "cm":
		p.state.ctm = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}.times(p.state.ctm)
	case "Do":
		name, _ := at(args, 0).(pdfobj.Name)
		return p.object(name)
	case "BMC", "BDC":
		p.mark(args)
	case "EMC":
		if k := len(p.marks); k > 0 {
			p.marks = p.marks[:k-1]
		}
	case "re", "m", "l", "c", "v", "y", "h", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n":
		p.draw(op, n)
	default:
		p.textOperate(op, args, n)
	}
	return nil
}

func (p *painter) textOperate(op pdfobj.Op, args []pdfobj.Obj, n func(int) float64) {
	s := &p.state
	switch op {
	case "BT":
		p.tm, p.tlm = upright, upright
	case "Tf":
		name, _ := at(args, 0).(pdfobj.Name)
		s.font, s.size = p.doc.font(p.resources, name), n(1)
	case "Tc":
		s.chars = n(0)
	case "Tw":
		s.words = n(0)
	case "Tz":
		s.wide = n(0) / 100
	case "TL":
		s.leading = n(0)
	case "Ts":
		s.rise = n(0)
	case "Tr":
		s.mode = int(n(0))
	case "Td":
		p.move(n(0), n(1))
	case "TD":
		s.leading = -n(1)
		p.move(n(0), n(1))
	case "Tm":
		p.tm = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}
		p.tlm = p.tm
	case "T*":
		p.move(0, -s.leading)
	case "Tj":
		p.show(at(args, 0))
	case "'":
		p.move(0, -s.leading)
		p.show(at(args, 0))
	case "\"":
		s.words, s.chars = n(0), n(1)
		p.move(0, -s.leading)
		p.show(at(args, 2))
	case "TJ":
		list, _ := at(args, 0).(pdfobj.Array)
		for _, o := range list {
			if back, ok := o.(float64); ok {
				p.tm = matrix{1, 0, 0, 1, -back / 1000 * s.size * s.wide, 0}.times(p.tm)
				continue
			}
			p.show(o)
		}
	}
}

func (p *painter) move(x, y float64) {
	p.tlm = matrix{1, 0, 0, 1, x, y}.times(p.tlm)
	p.tm = p.tlm
}

// show draws a string, character by character.
func (p *painter) show(o pdfobj.Obj) {
	str, ok := o.(string)
	s := &p.state
	if !ok || s.font == nil {
		return
	}
	s.font.read(str, func(c pdfChar) {
		m := matrix{s.size * s.wide, 0, 0, s.size, 0, s.rise}.times(p.tm).times(s.ctm)
		p.put(c, m, s.chars*s.wide*scaleX(p.tm.times(s.ctm)))
		forth := (c.width*s.size + s.chars) * s.wide
		if c.space {
			forth += s.words * s.wide
		}
		p.tm = matrix{1, 0, 0, 1, forth, 0}.times(p.tm)
	})
}

func scaleX(m matrix) float64 { return math.Hypot(m[0], m[1]) }

// object draws a form, or counts a picture.
func (p *painter) object(name pdfobj.Name) error {
	f := p.doc.file
	s, ok := f.Resolve(f.Dict(p.resources["XObject"])[name]).(*pdfobj.Stream)
	if !ok {
		return nil
	}
	if f.Name(s.Dict["Subtype"]) != "Form" {
		p.out.images++
		return nil
	}
	if p.depth >= maxForms || p.doc.forms > 50_000 {
		return nil
	}
	data, err := f.Data(s)
	if err != nil {
		return tolerable(err)
	}
	p.doc.forms++
	state, stack, resources, marks := p.state, p.stack, p.resources, p.marks
	p.stack = nil
	p.depth++
	if m := f.Array(s.Dict["Matrix"]); len(m) == 6 {
		p.state.ctm = matrix{f.Num(m[0]), f.Num(m[1]), f.Num(m[2]), f.Num(m[3]), f.Num(m[4]), f.Num(m[5])}.times(p.state.ctm)
	}
	if own := f.Dict(s.Dict["Resources"]); own != nil {
		p.resources = own
	}
	err = p.run(data)
	p.depth--
	p.state, p.stack, p.resources, p.marks = state, stack, resources, marks
	return err
}

// mark opens a marked-content sequence.
func (p *painter) mark(args []pdfobj.Obj) {
	m := pdfMark{id: -1}
	if k := len(p.marks); k > 0 {
		m = p.marks[k-1]
	}
	if len(p.marks) >= 500 {
		return
	}
	tag, _ := at(args, 0).(pdfobj.Name)
	f := p.doc.file
	props, _ := at(args, 1).(pdfobj.Dict)
	if name, ok := at(args, 1).(pdfobj.Name); ok {
		props = f.Dict(f.Dict(p.resources["Properties"])[name])
	}
	m.artifact = m.artifact || tag == "Artifact"
	if id, ok := f.Resolve(props["MCID"]).(float64); ok {
		m.id = int(id)
	}
	if s, ok := f.Resolve(props["ActualText"]).(string); ok {
		text := pdfText(s)
		m.actual = &text
	}
	p.marks = append(p.marks, m)
}

// pdfText decodes a text string of a dictionary.
func pdfText(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		var b strings.Builder
		for s = s[2:]; s != ""; s = s[min(128, len(s)):] {
			b.WriteString(wideText(s[:min(128, len(s))]))
		}
		return b.String()
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return s[3:]
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteString(baseText("WinAnsiEncoding", s[i], false))
	}
	return b.String()
}
