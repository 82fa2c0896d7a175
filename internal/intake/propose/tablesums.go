package propose

import (
	"regexp"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

var (
	sumCell   = regexp.MustCompile(`^[+–−-]?\s?\d{1,3}(?:[ \x{00a0}\x{202f}.]?\d{3})*(?:,\d+)?$`)
	unitEuro  = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(miljardia?\p{L}*\s+euroa?|mrd\.?\s*€?|miljarder\s+euro)|(miljoon\p{L}*\s+euro\p{L}*|milj\.?\s*(?:€|eur\p{L}*)|m€|meur|mn\s+euro|miljoner\s+euro)|(tuhat\p{L}*\s+euro\p{L}*|1\s?000\s*(?:€|eur\p{L}*)|t€|teur|tusen\s+euro|tusental\s+euro)|(euroa?|euroina|€|eur)(?:$|[^\p{L}])`)
	yearLike  = regexp.MustCompile(`^20[0-4]\d$`)
	countHead = regexp.MustCompile(`(?i)(?:luku)?määrä|lukumäärä|kpl|antal|osallistuj|vastaaj|vastauks|deltagare|svar`)
)

// cellRow is one row of a table: its cells by column.
type cellRow struct {
	table, row int
	cells      []piece
}

// rows groups the cells of the text's tables.
func (d *doc) rows() []cellRow {
	var out []cellRow
	for _, p := range d.pieces {
		if p.role != cell {
			continue
		}
		if n := len(out); n == 0 || out[n-1].table != p.table || out[n-1].row != p.row {
			out = append(out, cellRow{table: p.table, row: p.row})
		}
		out[len(out)-1].cells = append(out[len(out)-1].cells, p)
	}
	return out
}

// tableSums finds sums in cells that are bare numbers: their unit stands at
// the head of the column, in the row's name or right above the table.
func (d *doc) tableSums() []proposal.Euro {
	var out []proposal.Euro
	heads, scales := map[int]map[int]string{}, map[int]float64{}
	for _, r := range d.rows() {
		if heads[r.table] == nil {
			heads[r.table] = map[int]string{}
			scales[r.table] = euroScale(d.above(r.cells[0]))
			for _, c := range r.cells {
				heads[r.table][c.col] = c.s
			}
			if !d.allNumbers(r.cells) {
				continue
			}
		}
		out = append(out, d.rowSums(r, heads[r.table], scales[r.table])...)
	}
	return out
}

func (d *doc) allNumbers(cells []piece) bool {
	for _, c := range cells[1:] {
		if !sumCell.MatchString(c.s) || yearLike.MatchString(c.s) {
			return false
		}
	}
	return len(cells) > 1
}

func (d *doc) rowSums(r cellRow, heads map[int]string, caption float64) []proposal.Euro {
	var out []proposal.Euro
	name := r.cells[0].s
	for _, c := range r.cells[1:] {
		s := strings.TrimLeft(c.s, "+–−- ")
		if !sumCell.MatchString(c.s) || yearLike.MatchString(s) && caption == 0 {
			continue
		}
		scale := euroScale(heads[c.col])
		if scale == 0 {
			scale = euroScale(name)
		}
		if scale == 0 && !strings.Contains(heads[c.col], "%") && !countHead.MatchString(heads[c.col]+" "+name) {
			scale = caption
		}
		v, ok := parseDigits(s)
		if scale == 0 || !ok || v == 0 {
			continue
		}
		at := c.span(0, len(c.s))
		out = append(out, proposal.Euro{AmountEUR: v * scale, What: shorten(clean(d.raw, r.cells[0].span(0, len(name))), 160), Start: at.start, End: at.end})
	}
	return out
}

// euroScale is what one stands for where a text names a unit of money, 0 if it
// names none.
func euroScale(s string) float64 {
	m := unitEuro.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	for i, by := range scaleOf {
		if m[i+1] != "" {
			return by
		}
	}
	return 1
}

// above is the short text right before a table: its caption.
func (d *doc) above(first piece) string {
	for i := range d.pieces {
		if d.pieces[i].base != first.base || d.pieces[i].role != cell {
			continue
		}
		if i > 0 && d.pieces[i-1].role != cell && d.pieces[i-1].role != noise && len(d.pieces[i-1].s) < 140 {
			return d.pieces[i-1].s
		}
		break
	}
	return ""
}

// tableCounts finds counts of people, answers and events in tables: the number
// stands in a cell and what it counts at the head of its row or column.
func (d *doc) tableCounts() []proposal.Participation {
	var out []proposal.Participation
	heads := map[int]map[int]string{}
	for _, r := range d.rows() {
		if heads[r.table] == nil {
			heads[r.table] = map[int]string{}
			for _, c := range r.cells {
				heads[r.table][c.col] = c.s
			}
			continue
		}
		for _, c := range r.cells[1:] {
			v, ok := parseDigits(c.s)
			if !ok || !sumCell.MatchString(c.s) || v < 2 || v != float64(int(v)) || yearLike.MatchString(c.s) {
				continue
			}
			if what := heads[r.table][c.col]; takesPart(what) || countHead.MatchString(what) && takesPart(r.cells[0].s) {
				at := c.span(0, len(c.s))
				n := int(v)
				text := shorten(clean(d.raw, r.cells[0].span(0, len(r.cells[0].s)))+", "+what, 160)
				d.step("participation", text, at, what, "count in a table", 0.7, "")
				out = append(out, proposal.Participation{What: text, Count: &n, Start: at.start, End: at.end})
			}
		}
	}
	return out
}

// takesPart tells whether a head names answers, events or people taking part.
func takesPart(s string) bool {
	ws := stretch{s: s}.words()
	return hasAnswer(ws) || hasEvent(ws)
}
