package forms

import (
	"slices"
	"strconv"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

const (
	scoreRow = 8 * block.MM // of an item, at least
	goesOn   = "（续）"
	tick     = "√"
)

// scoreTable is the table of a scoring form: a row an item, the groups beside them or, where there is no column for
// that, in rows of their own, and the closing rows.
func (d *Document) scoreTable() *block.Table {
	def := d.Definition
	t := &block.Table{Head: []block.Row{mergeHead(def.headRow())}, Again: goesOn, Outer: outerRule, Inner: innerRule}
	beside := -1
	for i := range def.Columns {
		c := &def.Columns[i]
		style := bodyStyle
		if c.Key != colContent && c.Key != colCriteria && c.Type == "" {
			style.Align = block.Center
		}
		switch {
		case c.Unit != "":
			style.Format = `General"` + c.Unit + `"`
		case c.Key == colWeight:
			style.Format = "0%"
		}
		t.Columns = append(t.Columns, c.column(style))
		if c.Key == colGroup {
			beside = i
		}
	}
	t.Body = make([]block.Row, 0, len(def.items)+len(def.Groups))
	at := make([]int, 0, len(def.items)) // of the items' rows
	n := 0
	var capped []block.Named
	for i := range def.Groups {
		g := &def.Groups[i]
		if beside < 0 && g.Label != "" {
			t.Body = append(t.Body, def.groupRow(g))
		}
		first := len(t.Body)
		for j := range g.Items {
			row := d.itemRow(&g.Items[j], &d.Items[n])
			if beside >= 0 {
				row.Cells[beside].Covered = j > 0
			}
			at = append(at, len(t.Body))
			t.Body = append(t.Body, row)
			n++
		}
		if beside >= 0 {
			label := textCell(g.printed("\n"))
			label.Rows = len(g.Items)
			t.Body[first].Cells[beside] = label
		}
		t.Named = nameRows(t.Named, g.Bonus, first, len(t.Body)-1)
		if g.Cap.Sign() > 0 {
			capped = append(capped, block.Named{Key: cappedRows(i), From: first, To: len(t.Body) - 1})
		}
	}
	t.Named = append(t.Named, capped...)
	for _, r := range def.weightRuns() {
		t.Named = append(t.Named, block.Named{Key: r.key, From: at[r.first], To: at[r.last]})
	}
	for i := range def.Closing {
		c := &def.Closing[i]
		row := len(t.Body) + len(t.Tail)
		t.Named = append(t.Named, block.Named{Key: string(c.Show), From: row, To: row})
		t.Tail = append(t.Tail, d.closingRow(c))
	}
	return t
}

// Names of rows in formulas, beside those of closing rows.
const (
	rowsItems = "items"
	rowsExtra = "extra" // of the bonus
)

// cappedRows names the rows of a group that has a cap.
func cappedRows(group int) string { return "capped" + strconv.Itoa(group+1) }

// nameRows makes the rows of a group part of the items, or of the bonus items, which come last.
func nameRows(named []block.Named, bonus bool, from, to int) []block.Named {
	key := rowsItems
	if bonus {
		key = rowsExtra
	}
	if n := len(named); n > 0 && named[n-1].Key == key {
		named[n-1].To = to
		return named
	}
	return append(named, block.Named{Key: key, From: from, To: to})
}

// mergeHead makes neighbours with the same label one cell.
func mergeHead(row block.Row) block.Row {
	for from := 0; from < len(row.Cells); {
		to := from + 1
		for to < len(row.Cells) && row.Cells[to].Content[0].Text == row.Cells[from].Content[0].Text {
			to++
		}
		if to > from+1 {
			span(row.Cells[from:to], row.Cells[from])
			for i := from + 1; i < to; i++ {
				row.Cells[i] = block.Cell{Covered: true}
			}
		}
		from = to
	}
	return row
}

// printed is the group's label with its points, as far as it has any.
func (g *Group) printed(between string) string {
	if g.Points.Sign() == 0 {
		return g.Label
	}
	return g.Label + between + "（" + g.Points.String() + "分）"
}

// groupRow names a group over the whole width.
func (d *Definition) groupRow(g *Group) block.Row {
	row := block.Row{Cells: make([]block.Cell, len(d.Columns)), Height: scoreRow, Group: true}
	span(row.Cells, block.Cell{Content: []block.Span{{Text: g.printed("")}}, Style: &headStyle})
	return row
}

func (d *Document) itemRow(item *Item, award *Award) block.Row {
	def := d.Definition
	row := block.Row{Cells: make([]block.Cell, len(def.Columns)), Height: scoreRow}
	inputs := 0
	for i := range def.Columns {
		c, cell := &def.Columns[i], &row.Cells[i]
		switch c.Key {
		case colNo:
			*cell = textCell(item.No)
		case colName:
			*cell = textCell(item.Name)
			if def.column(colPoints) < 0 && !def.Marks {
				*cell = textCell(item.Name + "\n（" + item.Points.String() + "分）")
			}
		case colContent:
			*cell = textCell(item.Content)
		case colCriteria:
			*cell = textCell(item.Criteria)
		case colPoints:
			*cell = c.number(&item.Points, "", false)
		case colWeight:
			if item.Weight.Sign() > 0 {
				weight := item.weigh(decimal.New(1, 0))
				*cell = numberCell(&weight, "", false)
				cell.Content[0].Text = item.Weight.String() + "%"
			}
		case colScore:
			*cell = c.number(award.Score, award.Pointer, true)
		case colWeighted:
			*cell = c.number(award.Weighted, "", true)
			cell.Formula = block.Formula(`IF({score}="","",{score}` + item.factor() + ")")
		case colMet, colUnmet:
			if award.Met != nil && *award.Met == (c.Key == colMet) {
				cell.Content = []block.Span{{Text: tick, Pointer: award.Pointer + "/met", Data: true}}
			}
		}
		if c.Type != "" {
			if len(award.Values) > inputs && award.Values[inputs].Set {
				v := &award.Values[inputs]
				cell.Content = []block.Span{{Text: v.Text, Pointer: v.Pointer, Data: true}}
			}
			inputs++
		}
	}
	if d.twin != nil {
		d.itemTakes(row.Cells, item, award)
	}
	return row
}

// column is the index of a column of a scoring table, or -1.
func (d *Definition) column(keys ...string) int {
	return slices.IndexFunc(d.Columns, func(c Column) bool { return slices.Contains(keys, c.Key) })
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

// number is a number in this column, or room for one.
func (c *Column) number(n *decimal.Decimal, pointer string, data bool) block.Cell {
	cell := numberCell(n, pointer, data)
	if n != nil {
		cell.Content[0].Text += c.Unit
	}
	return cell
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
