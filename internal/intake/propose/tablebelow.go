package propose

import "strings"

// tableBelow reads a table that a heading announces and that has no head of
// its own: boxes of values side by side, or names with explanations. It tells
// whether it read one.
func (d *doc) tableBelow(i int, k kind, cue string) bool {
	first := d.next(i)
	if first < 0 || d.pieces[first].role != cell {
		return false
	}
	rows := d.tableAt(first)
	for _, r := range rows[:1] {
		for _, c := range r.cells {
			if d.columnKind(c) != "" {
				return false // the table speaks for itself
			}
		}
	}
	names, others := nameCells(rows)
	if len(names) < 2 || len(names) > 12 {
		return false
	}
	for _, c := range names {
		if n := len(c.words()); n == 0 || n > 12 || k == value && n > 5 || sumCell.MatchString(c.s) {
			return false
		}
	}
	for _, c := range names {
		from := len(d.finds)
		d.listItem(k, c.stretch, cue, "cells under a heading", 0.75)
		if k == priority && len(d.finds) > from {
			d.cellsUnder(c, others, d.finds[from].text)
		}
	}
	return true
}

// tableAt is the table that begins at piece i, by rows.
func (d *doc) tableAt(i int) []cellRow {
	var out []cellRow
	for ; i < len(d.pieces) && d.pieces[i].role == cell; i++ {
		p := d.pieces[i]
		if n := len(out); n > 0 && out[n-1].table != p.table {
			break
		}
		if n := len(out); n == 0 || out[n-1].row != p.row {
			out = append(out, cellRow{table: p.table, row: p.row})
		}
		out[len(out)-1].cells = append(out[len(out)-1].cells, p)
	}
	return out
}

// nameCells are the cells that name things: the first row where the table is
// wide, else the first column. The others explain them.
func nameCells(rows []cellRow) (names, others []piece) {
	if len(rows) == 1 || len(rows[0].cells) >= 3 && rows[0].cells[0].col != rows[0].cells[1].col {
		for _, r := range rows[1:] {
			others = append(others, r.cells...)
		}
		return rows[0].cells, others
	}
	short := true
	for _, r := range rows {
		names = append(names, r.cells[0])
		for _, c := range r.cells {
			short = short && len(c.words()) <= 2
		}
	}
	if !short {
		return names, nil
	}
	names = nil
	for _, r := range rows {
		names = append(names, r.cells...)
	}
	return names, nil
}

// cellsUnder reads the short cells in a priority's column as its objectives.
func (d *doc) cellsUnder(head piece, others []piece, under string) {
	for _, c := range others {
		if c.col != head.col || len(c.words()) > 14 || strings.Count(c.s, ".") > 1 {
			continue
		}
		from := len(d.finds)
		d.listItem(objective, c.stretch, head.s, "cell under a priority", 0.65)
		if len(d.finds) > from {
			d.finds[from].under = under
		}
	}
}

// sideways reads tables whose rows are named: "Visio | …", "Arvot | a, b, c".
func (d *doc) sideways() {
	rows := d.rows()
	named := map[int]int{}
	for _, r := range rows {
		if k, _ := d.headingKind(r.cells[0]); k != "" {
			named[r.table]++
		}
	}
	for _, r := range rows {
		if len(r.cells) < 2 || named[r.table] < 2 {
			continue
		}
		k, cue := d.headingKind(r.cells[0])
		if k == "" || len(r.cells[0].words()) > 4 || d.columnKind(r.cells[1]) != "" {
			continue
		}
		for _, c := range r.cells[1:] {
			if c.col == r.cells[0].col {
				continue
			}
			if k.statement() {
				d.statement(k, wholeStatement(c.stretch), cue, "named row of a table", 0.88)
				continue
			}
			parts := cellItems(c.stretch)
			if len(parts) == 1 && isPlural(r.cells[0].words()[0].low, d.lang) {
				parts = splitList(c.stretch, k)
			}
			for _, s := range parts {
				d.listItem(k, s, cue, "named row of a table", 0.82)
			}
		}
	}
}
