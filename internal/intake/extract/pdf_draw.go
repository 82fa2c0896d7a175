package extract

import (
	"math"

	"github.com/katto-project/katto/internal/intake/extract/pdfobj"
)

// draw follows paths, to know the straight lines and boxes that are painted.
func (p *painter) draw(op pdfobj.Op, n func(int) float64) {
	x, y := p.state.ctm.at(n(0), n(1))
	switch op {
	case "m", "l", "re", "c":
		p.surround(x, y)
	case "v", "y", "h":
	default:
		p.dot(op)
	}
	switch op {
	case "m":
		p.from, p.start = [2]float64{x, y}, [2]float64{x, y}
	case "l":
		p.edge(p.from[0], p.from[1], x, y)
		p.from = [2]float64{x, y}
	case "h":
		p.edge(p.from[0], p.from[1], p.start[0], p.start[1])
	case "c":
		p.from[0], p.from[1] = p.state.ctm.at(n(4), n(5))
		p.surround(p.from[0], p.from[1])
	case "v", "y":
		p.from[0], p.from[1] = p.state.ctm.at(n(2), n(3))
	case "re":
		x1, y1 := p.state.ctm.at(n(0)+n(2), n(1)+n(3))
		p.surround(x1, y1)
		p.edge(x, y, x1, y)
		p.edge(x1, y, x1, y1)
		p.edge(x1, y1, x, y1)
		p.edge(x, y1, x, y)
	case "n":
		p.path = p.path[:0]
	default:
		if len(p.out.rules)+len(p.path) < maxRules {
			p.out.rules = append(p.out.rules, p.path...)
		}
		p.path = p.path[:0]
	}
}

func (p *painter) edge(x0, y0, x1, y1 float64) {
	if len(p.path) < 2000 && (math.Abs(x0-x1) < 0.5 || math.Abs(y0-y1) < 0.5) {
		p.path = append(p.path, pdfRule{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)})
	}
}

func (p *painter) surround(x, y float64) {
	if p.shape == (pdfBox{}) {
		p.shape = pdfBox{x, y, x, y}
	}
	p.shape = p.shape.union(pdfBox{x, y, x, y})
}

// dot ends a path: a small painted one, about as wide as high, may be a bullet.
func (p *painter) dot(op pdfobj.Op) {
	w, h := p.shape.x1-p.shape.x0, p.shape.top-p.shape.bottom
	if op != "n" && w > 1 && w < 8 && h > 1 && h < 8 && math.Abs(w-h) < 0.3*w && len(p.out.dots) < 2000 {
		p.out.dots = append(p.out.dots, [2]float64{(p.shape.x0 + p.shape.x1) / 2, (p.shape.bottom + p.shape.top) / 2})
	}
	p.shape = pdfBox{}
}
