package extract

import (
	"encoding/xml"
	"strconv"
)

// table reads one w:tbl. A table that only lays the page out (one column, or
// another table or a heading with its text inside) is read as if it were not
// there, in the cell that it stands in, if any.
func (d *docx) table(x *xmlReader, outer *Block) error {
	before := len(d.found)
	d.tables++
	number, wide, row := d.tables, 0, 0
	err := d.rows(x, func() error {
		columns, err := d.row(x, number, row)
		wide = max(wide, columns)
		row++
		return err
	})
	if err != nil {
		return err
	}
	cells := d.found[before:]
	if wide < 2 || laysOut(cells, number) {
		for i := range cells {
			if cells[i].cell != nil && cells[i].cell.Table == number {
				cells[i].cell = outer
			}
		}
		return nil
	}
	for i := range cells {
		asCell(&cells[i])
	}
	return nil
}

// rows finds the table's rows, also inside content controls.
func (d *docx) rows(x *xmlReader, row func() error) error {
	return x.inside(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			return row()
		case "tblPr", "tblGrid", "del", "sdtPr":
			return x.skip()
		}
		return d.rows(x, row)
	})
}

// row reads the cells of one row and gives its width in columns.
func (d *docx) row(x *xmlReader, table, row int) (columns int, err error) {
	var cells func() error
	cells = func() error {
		return x.inside(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "tc":
				width, err := d.cell(x, &Block{Kind: Cell, Table: table, Row: row, Column: columns})
				columns += width
				return err
			case "trPr", "sdtPr":
				return x.skip()
			}
			return cells()
		})
	}
	return columns, cells()
}

// cell reads one cell: every paragraph in it is a block of its own, of the
// same row and column.
func (d *docx) cell(x *xmlReader, at *Block) (width int, err error) {
	width = 1
	err = x.inside(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tcPr":
			return x.inside(func(e xml.StartElement) error {
				if e.Name.Local == "gridSpan" {
					n, _ := strconv.Atoi(xmlAttr(e, "val"))
					width = min(max(n, 1), 100)
				}
				return nil
			})
		case "p":
			return d.paragraph(x, at)
		case "tbl":
			return d.table(x, at)
		}
		return d.flow(x, at)
	})
	return width, err
}

// laysOut tells a table that holds another, or a heading beside text in one
// cell.
func laysOut(cells []docxBlock, number int) bool {
	for i, c := range cells {
		if c.cell == nil || c.cell.Table != number {
			return true
		}
		beside := i+1 < len(cells) && cells[i+1].cell == c.cell || i > 0 && cells[i-1].cell == c.cell
		if c.Kind == Heading && beside {
			return true
		}
	}
	return false
}

// asCell makes a block a cell. The level of a list item stays.
func asCell(b *docxBlock) {
	if b.cell == nil || b.Kind == Navigation {
		return
	}
	at := *b.cell
	at.Bold = b.Bold || b.Kind == Heading
	if b.Kind == ListItem {
		at.Level, at.Ordered = b.Level, b.Ordered
	}
	b.Block, b.mark = at, ""
}
