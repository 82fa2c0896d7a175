package propose

import "strings"

// numberTables gives the cells of plain-text tables their table and row.
func numberTables(ps []piece) []piece {
	table, row := 1000, 0
	for i := range ps {
		if ps[i].role != cell || ps[i].table != -1 {
			continue
		}
		if i == 0 || ps[i-1].role != cell || ps[i].gap && ps[i].col == 0 {
			table++
			row = -1
		}
		if ps[i].col == 0 || i > 0 && ps[i-1].role == cell && ps[i].col <= ps[i-1].col {
			row++
		}
		ps[i].table, ps[i].row = table, row
	}
	return ps
}

// tables reads tables whose first row names what its columns hold:
// "Painopiste | Tavoite | Mittari".
func (d *doc) tables() {
	columns := map[int]map[int]kind{}
	cues := map[int]map[int]string{}
	under := map[int]string{}
	for _, p := range d.pieces {
		if p.role != cell {
			continue
		}
		if p.row == 0 {
			if columns[p.table] == nil {
				columns[p.table], cues[p.table] = map[int]kind{}, map[int]string{}
			}
			if k := d.columnKind(p); k != "" {
				columns[p.table][p.col], cues[p.table][p.col] = k, p.s
			}
			continue
		}
		if k := columns[p.table][p.col]; k != "" && len(columns[p.table]) > 0 {
			d.cell(p, k, cues[p.table][p.col], under)
		}
	}
}

// columnKind is what a header cell announces.
func (d *doc) columnKind(p piece) kind {
	ws := p.words()
	if k := d.cues.titleKind(p.s); k != "" {
		return k
	}
	hs := d.cues.find(ws)
	if len(hs) == 0 || len(ws) > 5 {
		return ""
	}
	return hs[0].kind
}

// cell adds what stands in one cell, item by item.
func (d *doc) cell(p piece, k kind, cue string, under map[int]string) {
	if k.statement() {
		return
	}
	for _, s := range cellItems(p.stretch) {
		from := len(d.finds)
		d.listItem(k, s, cue, "table column", 0.85)
		if len(d.finds) == from {
			continue
		}
		if k == priority {
			under[p.table] = d.finds[from].text
		} else {
			d.finds[from].under = under[p.table]
		}
	}
}

// cellItems splits a cell at its bullets and semicolons.
func cellItems(s stretch) []stretch {
	for _, sep := range []string{"•", "▪", ";"} {
		if !strings.Contains(s.s, sep) {
			continue
		}
		var out []stretch
		at := 0
		for _, part := range strings.Split(s.s, sep) {
			if c := s.sub(at, at+len(part)).trim(); c.s != "" {
				out = append(out, c)
			}
			at += len(part) + len(sep)
		}
		return out
	}
	return []stretch{s}
}
