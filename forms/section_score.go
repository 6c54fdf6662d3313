package forms

import (
	"slices"
	"strconv"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

const scoreRow = 8 * block.MM // of an item, at least

// scoreTable is the table of a scoring form: a row an item, one for each group that has a label, and the total.
func (d *Document) scoreTable() *block.Table {
	def := d.Definition
	t := &block.Table{Head: []block.Row{def.headRow()}, Outer: outerRule, Inner: innerRule}
	for i := range def.Columns {
		c := &def.Columns[i]
		style := bodyStyle
		if c.Key != colContent && c.Key != colCriteria {
			style.Align = block.Center
		}
		t.Columns = append(t.Columns, c.column(style))
	}
	t.Body = make([]block.Row, 0, len(def.items)+len(def.Groups))
	n := 0
	for i := range def.Groups {
		g := &def.Groups[i]
		if g.Label != "" {
			t.Body = append(t.Body, def.groupRow(g))
		}
		for j := range g.Items {
			t.Body = append(t.Body, def.itemRow(&g.Items[j], &d.Items[n]))
			n++
		}
	}
	if def.Total != "" {
		t.Tail = []block.Row{d.totalRow()}
	}
	return t
}

// groupRow names a group over the whole width.
func (d *Definition) groupRow(g *Group) block.Row {
	row := block.Row{Cells: make([]block.Cell, len(d.Columns)), Height: scoreRow}
	span(row.Cells, block.Cell{
		Content: []block.Span{{Text: g.Label + "（" + g.Points.String() + "分）"}}, Style: &headStyle,
	})
	return row
}

func (d *Definition) itemRow(item *Item, award *Award) block.Row {
	row := block.Row{Cells: make([]block.Cell, len(d.Columns)), Height: scoreRow}
	for i := range d.Columns {
		cell := &row.Cells[i]
		switch d.Columns[i].Key {
		case colNo:
			*cell = textCell(item.No)
		case colName:
			*cell = textCell(item.Name)
		case colContent:
			*cell = textCell(item.Content)
		case colCriteria:
			*cell = textCell(item.Criteria)
		case colPoints:
			*cell = numberCell(&item.Points, "", false)
		case colScore:
			*cell = numberCell(award.Score, award.Pointer, true)
		}
	}
	return row
}

// totalRow has its label over the columns in front of the first number.
func (d *Document) totalRow() block.Row {
	def := d.Definition
	row := block.Row{Cells: make([]block.Cell, len(def.Columns)), Height: scoreRow}
	first := slices.IndexFunc(def.Columns, func(c Column) bool { return c.Key == colPoints || c.Key == colScore })
	if first > 0 {
		label := textCell(def.Total)
		label.Style = &totalStyle
		span(row.Cells[:first], label)
	}
	for i := range def.Columns {
		switch def.Columns[i].Key {
		case colPoints:
			row.Cells[i] = numberCell(&def.Points, "", false)
		case colScore:
			row.Cells[i] = numberCell(d.Total, "", true)
			row.Cells[i].Formula = totalFormula(len(def.Items()))
		}
	}
	return row
}

// totalFormula is the total of so many items: open, as on paper, while one has no score.
func totalFormula(items int) block.Formula {
	scores := "{" + colScore + ":}"
	return block.Formula("IF(COUNT(" + scores + ")=" + strconv.Itoa(items) + ",SUM(" + scores + `),"")`)
}

// span sets a cell over all cells.
func span(cells []block.Cell, over block.Cell) {
	over.Cols = len(cells)
	cells[0] = over
	for i := 1; i < len(cells); i++ {
		cells[i].Covered = true
	}
}

func textCell(s string) block.Cell {
	if s == "" {
		return block.Cell{}
	}
	return block.Cell{Content: []block.Span{{Text: s}}}
}

// numberCell is a number, or room for one.
func numberCell(n *decimal.Decimal, pointer string, data bool) block.Cell {
	if n == nil {
		return block.Cell{Kind: block.Number}
	}
	digits := n.String()
	return block.Cell{
		Content: []block.Span{{Text: digits, Pointer: pointer, Data: data}}, Kind: block.Number, Raw: digits,
	}
}
