package forms

import (
	"slices"

	"gongwen/forms/block"
)

// sumRows are the rows that sum the table up: the label in front of the first sum, each sum under its column, and
// the capitals in a row of their own.
func (d *Document) sumRows(t *block.Table, columns []printedColumn) {
	for _, sum := range d.Definition.Sums {
		scope := map[Every]block.Scope{EveryPage: block.PageTotal, Running: block.RunningTotal, EveryRow: block.GrandTotal}[sum.Each]
		row := block.SumRow{Scope: scope, Many: scope != block.GrandTotal}
		row.Row = block.Row{Cells: make([]block.Cell, len(t.Columns)), Height: d.Definition.Rows.Height}
		words := -1
		for j := range columns {
			s := d.seriesAt(columns[j].at)
			if slices.Contains(sum.Of, columns[j].Key) || s != nil && slices.Contains(sum.Of, s.Key) {
				row.Counts = append(row.Counts, block.Count{Cell: j, Column: j})
			}
			if columns[j].Key == sum.Capitals {
				words = j
			}
		}
		if len(row.Counts) == 0 {
			continue
		}
		first := row.Counts[0].Cell
		label := func(cells []block.Cell, text string) {
			if first > 0 {
				span(cells[:first], block.Cell{Content: []block.Span{{Text: text}}, Style: &totalStyle})
			}
		}
		label(row.Row.Cells, sum.Label)
		t.Sums = append(t.Sums, row)
		if sum.Capitals == "" || words < 0 || first == 0 {
			continue
		}
		inWords := block.SumRow{Scope: scope, Many: row.Many, Counts: []block.Count{{Cell: first, Column: words, Capitals: true}}}
		inWords.Row = block.Row{Cells: make([]block.Cell, len(t.Columns)), Height: d.Definition.Rows.Height}
		label(inWords.Row.Cells, sum.Label+"（大写）")
		span(inWords.Row.Cells[first:], block.Cell{Style: &bodyStyle})
		t.Sums = append(t.Sums, inWords)
	}
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
