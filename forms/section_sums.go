package forms

import (
	"slices"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// sumRows are the rows that sum the table up: the label in front of the first sum, each sum under its column, and
// the capitals in a row of their own. A workbook, whose groups stand in no order, has their sub-totals there, too.
func (d *Document) sumRows(t *block.Table, columns []printedColumn) {
	at := d.bodyRows(t)
	for i := range d.Definition.Sums {
		sum := &d.Definition.Sums[i]
		scope := map[Every]block.Scope{
			EveryPage: block.PageTotal, Running: block.RunningTotal, EveryRow: block.GrandTotal, EachGroup: block.GrandTotal,
		}[sum.Each]
		row := d.sumRow(t, columns, sum, sum.Label)
		if row == nil {
			continue
		}
		row.Scope, row.Many = scope, scope != block.GrandTotal
		row.When, _ = d.criteria(sum, columns)
		switch {
		case sum.Each == EachGroup && d.groupApart():
			t.Sums = append(t.Sums, d.groupTotals(t, columns, sum, row.When)...)
		case sum.Each == EachGroup: // under each group
		default:
			if sum.When != nil {
				row.Only = spread(d.only(sum), at, len(t.Body))
			}
			t.Sums = append(t.Sums, *row)
			t.Sums = append(t.Sums, d.capitalsRow(t, columns, sum, row)...)
		}
	}
}

// bodyRows is the place in the table's body of every row of the document, headings and sub-totals among them.
func (d *Document) bodyRows(t *block.Table) []int {
	at := make([]int, 0, len(d.Rows))
	for i := range t.Body {
		if r := &t.Body[i]; len(at) < len(d.Rows) && !r.Total && r.Cells[0].Style != &groupStyle {
			at = append(at, i)
		}
	}
	return at
}

// spread is a choice of the document's rows as one of n rows of a table's body.
func spread(only []bool, at []int, n int) []bool {
	all := make([]bool, n)
	for i, k := range at {
		all[k] = only[i]
	}
	return all
}

// sumRow is a row with a label and room for sums; nil when none of what it sums up is printed.
func (d *Document) sumRow(t *block.Table, columns []printedColumn, sum *Sum, label string) *block.SumRow {
	row := &block.SumRow{Row: block.Row{Cells: make([]block.Cell, len(t.Columns)), Height: d.Definition.Rows.Height}}
	for j := range columns {
		s := d.seriesAt(columns[j].at)
		if slices.Contains(sum.Of, columns[j].Key) || s != nil && slices.Contains(sum.Of, s.Key) {
			row.Counts = append(row.Counts, block.Count{Cell: j, Column: j})
		}
	}
	if len(row.Counts) == 0 {
		return nil
	}
	labelCell(row.Row.Cells[:row.Counts[0].Cell], label)
	return row
}

// labelCell is a label over the cells, if there are any.
func labelCell(cells []block.Cell, label string) {
	if len(cells) > 0 {
		span(cells, block.Cell{Content: []block.Span{{Text: label}}, Style: &totalStyle})
	}
}

// capitalsRow says one of a row's sums in capitals.
func (d *Document) capitalsRow(t *block.Table, columns []printedColumn, sum *Sum, of *block.SumRow) []block.SumRow {
	words := slices.IndexFunc(columns, func(c printedColumn) bool { return c.Key == sum.Capitals })
	first := of.Counts[0].Cell
	if sum.Capitals == "" || words < 0 || first == 0 {
		return nil
	}
	row := block.SumRow{Scope: of.Scope, Many: of.Many, Counts: []block.Count{{Cell: first, Column: words, Capitals: true}}}
	row.Row = block.Row{Cells: make([]block.Cell, len(t.Columns)), Height: d.Definition.Rows.Height}
	labelCell(row.Row.Cells[:first], sum.Label+"（大写）")
	span(row.Row.Cells[first:], block.Cell{Style: &bodyStyle})
	return []block.SumRow{row}
}

// only is which of the document's rows a sum counts.
func (d *Document) only(sum *Sum) []bool {
	only := make([]bool, len(d.Rows))
	for n, row := range d.Rows {
		only[n] = sum.When == nil || (exprScope{doc: d, row: row}).eval(sum.When.root).truth
	}
	return only
}

// groupTexts are the groups, in the order of their choices or as they come. A workbook's empty table has all choices.
func (d *Document) groupTexts() (all []string) {
	group := d.Definition.input(d.Definition.Rows.Group)
	if d.twin != nil {
		all = slices.Clone(d.Definition.inputs[group].Of)
	}
	for _, row := range d.Rows {
		if text := row[group].Text; text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

// groupSums are the rows under a group, which has the document's rows from one to another.
func (d *Document) groupSums(t *block.Table, columns []printedColumn, from, to int) (rows []block.Row) {
	for i := range d.Definition.Sums {
		sum := &d.Definition.Sums[i]
		if sum.Each != EachGroup || from == to {
			continue
		}
		row := d.sumRow(t, columns, sum, d.groupLabel(from)+sum.Label)
		if row == nil {
			continue
		}
		only := d.only(sum)
		texts, digits := make([]string, len(row.Counts)), make([]string, len(row.Counts))
		for k, n := range row.Counts {
			var total decimal.Decimal
			for r := from; r < to; r++ {
				if raw := t.Body[r].Cells[n.Column].Raw; raw != "" && only[r] {
					amount, err := decimal.Parse(raw)
					if err != nil { // it is a number's
						continue
					}
					total = total.Add(amount)
					digits[k] = total.String()
				}
			}
			if f := &columns[n.Column].Field; digits[k] != "" {
				if texts[k] = digits[k]; f.Type == TypeNumber && (f.Round || f.Value == nil) {
					texts[k] = total.Fixed(f.Places)
				}
			}
		}
		filled := row.Filled(texts, digits)
		filled.Total, filled.Keep = true, true
		rows = append(rows, filled)
	}
	return rows
}

// groupLabel names the group of a row.
func (d *Document) groupLabel(row int) string {
	group := d.Definition.input(d.Definition.Rows.Group)
	var a arena
	return a.print(&d.Definition.inputs[group], d.Rows[row][group].Text)
}

// groupTotals are a workbook's sub-totals, one a group, under all rows.
func (d *Document) groupTotals(t *block.Table, columns []printedColumn, sum *Sum, when []block.Criterion) (rows []block.SumRow) {
	group := d.Definition.input(d.Definition.Rows.Group)
	f := &d.Definition.inputs[group]
	column := slices.IndexFunc(columns, func(c printedColumn) bool { return c.at == group })
	at := d.bodyRows(t)
	for _, text := range d.groupTexts() {
		var a arena
		shown := a.print(f, text)
		row := d.sumRow(t, columns, sum, shown+sum.Label)
		if row == nil {
			return nil
		}
		row.Scope = block.GrandTotal
		only := d.only(sum)
		for n := range only {
			only[n] = only[n] && d.Rows[n][group].Text == text
		}
		row.Only = spread(only, at, len(t.Body))
		if one, ok := textCriterion(column, shown); ok && (sum.When == nil || when != nil) {
			row.When = append(slices.Clone(when), one)
		}
		rows = append(rows, *row)
	}
	return rows
}

// seriesAt is the series that an input belongs to, if any.
func (d *Document) seriesAt(input int) *Series {
	all := d.Definition.Series
	i := slices.IndexFunc(all, func(s Series) bool { return input >= s.First && input < s.First+s.Count })
	if i < 0 {
		return nil
	}
	return &all[i]
}
