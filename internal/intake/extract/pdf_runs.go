package extract

import (
	"math"
	"strings"
)

// put places one character. It joins the open run, or begins another.
func (p *painter) put(c pdfChar, m matrix, spacing float64) {
	p.out.seen++
	mark := pdfMark{id: -1}
	if k := len(p.marks); k > 0 {
		mark = p.marks[k-1]
	}
	s := c.text
	if s == "" && mark.actual == nil {
		p.out.lost++
		s = " "
	}
	if mark.actual != nil { // once for the whole sequence
		s = *mark.actual
		*p.marks[len(p.marks)-1].actual = ""
	}
	if m[4] < -1 || m[4] > p.width+1 || m[5] < -1 || m[5] > p.height+1 {
		return // outside of the page
	}
	angle := math.Round(math.Atan2(m[1], m[0]) * 180 / math.Pi)
	sin, cos := math.Sincos(angle * math.Pi / 180)
	x0, y := m[4]*cos+m[5]*sin, m[5]*cos-m[4]*sin // along the line, and across it
	r := pdfRun{
		x0: x0, x1: x0 + c.width*scaleX(m) + spacing, y: y, size: round(math.Hypot(m[2], m[3])),
		bold: p.state.font.bold || p.state.mode == 2, mark: mark.id, artifact: mark.artifact, angle: int(angle),
	}
	switch {
	case strings.TrimSpace(s) == "" && s != "":
		p.pending = p.pending || p.open != nil
	case s == "": // the rest of replaced text: only its width counts
		if p.open != nil && p.follows(r) {
			p.open.x1 = r.x1
		}
	case p.open != nil && p.follows(r):
		p.extend(r, s)
	default:
		p.close()
		p.open = &r
		p.text.WriteString(s)
	}
}

// wordGap and runGap are, in font sizes, where a gap is a space and where it
// parts two runs (columns, cells).
const (
	wordGap = 0.15
	runGap  = 1.0
)

// follows tells whether r goes on from the open run.
func (p *painter) follows(r pdfRun) bool {
	o := p.open
	gap := r.x0 - o.x1
	same := o.mark == r.mark && o.artifact == r.artifact && o.bold == r.bold && o.angle == r.angle
	return same && math.Abs(o.size-r.size) < 0.05*o.size+0.1 && math.Abs(o.y-r.y) < 0.1*o.size &&
		gap > -0.3*o.size && gap < runGap*o.size
}

func (p *painter) extend(r pdfRun, s string) {
	if p.pending || r.x0-p.open.x1 > wordGap*p.open.size {
		p.text.WriteByte(' ')
	}
	p.pending = false
	p.text.WriteString(s)
	p.open.x1 = max(p.open.x1, r.x1)
}

// close ends the open run.
func (p *painter) close() {
	if p.open != nil {
		p.open.text = p.text.String()
		if len(p.out.runs) < maxRuns {
			p.out.runs = append(p.out.runs, *p.open)
		}
	}
	p.open, p.pending = nil, false
	p.text.Reset()
}
