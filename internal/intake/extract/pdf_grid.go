package extract

import (
	"math"
	"slices"
)

// pdfGrid is a drawn table: the places of its lines, from left to right and
// from top to bottom, and the lines themselves.
type pdfGrid struct {
	xs, ys    []float64
	upDown    []pdfRule
	leftRight []pdfRule
}

// joined is how near, in points, lines are one line.
const joined = 3.0

// findGrids finds the sets of drawn lines that make two or more rows of two
// or more cells.
func findGrids(rules []pdfRule, page pdfPage) []pdfGrid {
	rules = slices.DeleteFunc(slices.Clone(rules), func(r pdfRule) bool {
		w, h := r.x1-r.x0, r.y1-r.y0
		return w < 6 && h < 6 || w > 0.98*page.width && h < 1 || h > 0.98*page.height
	})
	if len(rules) > 4000 {
		return nil
	}
	var grids []pdfGrid
	for _, set := range connected(rules) {
		var g pdfGrid
		for _, r := range set {
			if r.x1-r.x0 < r.y1-r.y0 {
				g.upDown = append(g.upDown, r)
				g.xs = append(g.xs, r.x0)
			} else {
				g.leftRight = append(g.leftRight, r)
				g.ys = append(g.ys, r.y0)
			}
		}
		g.xs, g.ys = apart(g.xs), apart(g.ys)
		slices.Reverse(g.ys)
		if len(g.xs) >= 3 && len(g.ys) >= 3 && len(g.xs) <= 60 && len(g.ys) <= 400 {
			grids = append(grids, g)
		}
	}
	return grids
}

// apart sorts places and drops those that are the same but for a hair.
func apart(places []float64) []float64 {
	slices.Sort(places)
	return slices.CompactFunc(places, func(a, b float64) bool { return math.Abs(b-a) < joined })
}

// connected groups rules that touch.
func connected(rules []pdfRule) [][]pdfRule {
	group := make([]int, len(rules))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, a := range rules {
		for j := i + 1; j < len(rules); j++ {
			if touch(a, rules[j]) {
				group[root(j)] = root(i)
			}
		}
	}
	sets := map[int][]pdfRule{}
	var order []int
	for i, r := range rules {
		k := root(i)
		if sets[k] == nil {
			order = append(order, k)
		}
		sets[k] = append(sets[k], r)
	}
	out := make([][]pdfRule, 0, len(order))
	for _, k := range order {
		out = append(out, sets[k])
	}
	return out
}

func touch(a, b pdfRule) bool {
	return a.x0 <= b.x1+joined && b.x0 <= a.x1+joined && a.y0 <= b.y1+joined && b.y0 <= a.y1+joined
}

func (g pdfGrid) contains(r pdfRun) bool {
	x, y := (r.x0+r.x1)/2, r.y+0.3*r.size
	return r.angle == 0 && x > g.xs[0] && x < g.xs[len(g.xs)-1] && y < g.ys[0] && y > g.ys[len(g.ys)-1]
}

// cell gives the row and the column of a place: of the cell's upper left
// corner where cells are joined.
func (g pdfGrid) cell(x, y float64) (row, column int) {
	for row+2 < len(g.ys) && y < g.ys[row+1] {
		row++
	}
	for column+2 < len(g.xs) && x > g.xs[column+1] {
		column++
	}
	for column > 0 && !crossed(g.upDown, g.xs[column], y, true) {
		column--
	}
	for row > 0 && !crossed(g.leftRight, x, g.ys[row], false) {
		row--
	}
	return row, column
}

// crossed tells whether a line is drawn at the place.
func crossed(rules []pdfRule, x, y float64, upDown bool) bool {
	return slices.ContainsFunc(rules, func(r pdfRule) bool {
		if upDown {
			return math.Abs(r.x0-x) < joined && y > r.y0-joined && y < r.y1+joined
		}
		return math.Abs(r.y0-y) < joined && x > r.x0-joined && x < r.x1+joined
	})
}

// gridTable reads the runs inside a grid cell by cell. It gives nothing when
// they fill less than two rows and two columns: then the lines frame
// something else.
func (d *pdfDoc) gridTable(g pdfGrid, runs []pdfRun, page int) pdfUnit {
	type place struct{ row, column int }
	cells := map[place][]pdfRun{}
	rows, columns := map[int]bool{}, map[int]bool{}
	for _, r := range runs {
		row, column := g.cell((r.x0+r.x1)/2, r.y+0.3*r.size)
		cells[place{row, column}] = append(cells[place{row, column}], r)
		rows[row], columns[column] = true, true
	}
	if len(rows) < 2 || len(columns) < 2 {
		return pdfUnit{}
	}
	d.tables++
	u := pdfUnit{box: pdfBox{g.xs[0], g.ys[len(g.ys)-1], g.xs[len(g.xs)-1], g.ys[0]}}
	for row := range len(g.ys) {
		for column := range len(g.xs) {
			for _, p := range toParas(d.linesOf(page, cells[place{row, column}])) {
				u.pieces = append(u.pieces, d.cellPiece(p, page, row, column))
			}
		}
	}
	return u
}

func (d *pdfDoc) cellPiece(p *pdfPara, page, row, column int) pdfPiece {
	out := d.piece(p, page, false)
	b := Block{Kind: Cell, Table: d.tables, Row: row, Column: column, Page: page + 1, Bold: out.Bold}
	if out.Kind == ListItem {
		b.Level, b.Ordered = 1, out.Ordered
	}
	out.Block, out.place = b, 0.5
	return out
}
