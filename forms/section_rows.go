package forms

import (
	"slices"
	"time"

	"gongwen/forms/block"
)

const (
	nameWidth = 3     // characters: 张　三 stands as wide as three
	again     = "（续）" // after a merged text on later pages
)

var groupStyle = block.Style{Font: block.Hei, Size: 105}

// day tells whether the column of a day is printed in this document's month, and whether that is a weekend.
func (d *Document) day(input, day int) (weekend, printed bool) {
	i := slices.IndexFunc(d.Definition.Series, func(s Series) bool { return input >= s.First && input < s.First+s.Count })
	s := &d.Definition.Series[i]
	if day > d.monthDays(s) {
		return false, false
	}
	month := d.field(s.Month)
	first, err := time.Parse("2006-01", month)
	if err != nil {
		return false, true
	}
	on := first.AddDate(0, 0, day-1).Weekday()
	return on == time.Saturday || on == time.Sunday, true
}

// headRows are the labels of the columns, with those above them over as many as they share.
func headRows(columns []printedColumn, across int) []block.Row {
	levels := 1
	for i := range columns {
		levels = max(levels, len(columns[i].Under)+1)
	}
	rows := make([]block.Row, levels)
	for l := range rows {
		rows[l] = block.Row{Cells: make([]block.Cell, 0, len(columns)*across), Height: 9 * block.MM}
		for range across {
			for i := range columns {
				rows[l].Cells = append(rows[l].Cells, headCell(columns, i, l, levels))
			}
		}
	}
	return rows
}

// headCell is the head of column i at a level.
func headCell(columns []printedColumn, i, level, levels int) block.Cell {
	c := &columns[i]
	label, rows, cols := c.Label, levels-level, 1
	switch above := len(c.Under); {
	case level > above:
		return block.Cell{Covered: true}
	case level < above:
		shared := func(j int) bool {
			return j >= 0 && j < len(columns) && len(columns[j].Under) > level &&
				slices.Equal(columns[j].Under[:level+1], c.Under[:level+1])
		}
		if shared(i - 1) {
			return block.Cell{Covered: true}
		}
		for shared(i + cols) {
			cols++
		}
		label, rows = c.Under[level], 1
	}
	return block.Cell{
		Content: []block.Span{{Text: label}}, Style: &headStyle, Rows: rows, Cols: cols, Shaded: c.shaded && level == len(c.Under),
	}
}

// measure is the unit of measure over the table's right end.
func (d *Definition) measure() []*block.Paragraph {
	if d.Measure == "" {
		return nil
	}
	return []*block.Paragraph{{Content: []block.Span{{Text: d.Measure}}, Style: measureStyle, After: block.MM}}
}

// later says on the pages after the first what is going on there.
func (d *Document) later(t *block.Table) {
	if d.Definition.Later == "" {
		return
	}
	style := headStyle
	style.Size = lineStyle.Size
	title := append(joinLines(d.titleSpans()), block.Span{Text: d.Definition.Later})
	t.Later = append([]*block.Paragraph{{Content: title, Style: style, After: 2 * block.MM}}, d.Definition.measure()...)
}

// below writes that nothing follows into the first empty row.
func (d *Document) below(t *block.Table, columns []printedColumn, filled int) {
	row := (filled + d.Definition.Rows.Across - 1) / d.Definition.Rows.Across
	if d.Blank || d.Definition.Rows.Below == "" || row >= len(t.Body) {
		return
	}
	for j := range columns {
		if columns[j].at >= 0 && columns[j].Value == nil {
			style := t.Columns[j].Style
			style.Align, style.Format = block.Center, ""
			t.Body[row].Cells[j] = block.Cell{Content: []block.Span{{Text: d.Definition.Rows.Below}}, Style: &style}
			return
		}
	}
}

// merge makes one cell of equal texts that stand one under the other, in the same group and in the same cells of the
// merged columns to their left.
func (d *Document) merge(t *block.Table, columns []printedColumn) {
	group := d.Definition.input(d.Definition.Rows.Group)
	var inputs []int
	if group >= 0 {
		inputs = append(inputs, group)
	}
	for j := range columns {
		if !columns[j].Merge || columns[j].at < 0 || d.Definition.Rows.Across > 1 {
			continue
		}
		if d.twin != nil && columns[j].Taken() {
			continue // each row takes its own
		}
		inputs = append(inputs, columns[j].at)
		t.Again = again
		for from := 0; from < len(d.Rows); {
			to := from + 1
			for to < len(d.Rows) && d.Rows[from][columns[j].at].Text != "" && alike(d.Rows[from], d.Rows[to], inputs) {
				t.Body[to].Cells[j] = block.Cell{Covered: true}
				to++
			}
			t.Body[from].Cells[j].Rows = to - from
			from = to
		}
	}
}

// alike reports whether two rows have the same text in each of the inputs.
func alike(a, b []Value, inputs []int) bool {
	return !slices.ContainsFunc(inputs, func(i int) bool { return a[i].Text != b[i].Text })
}

// groupRows puts a row with the group's text above the rows that have it, and those that sum them up below.
func (d *Document) groupRows(t *block.Table, columns []printedColumn) {
	group := d.Definition.input(d.Definition.Rows.Group)
	if group < 0 || d.groupApart() {
		return
	}
	t.Again = again
	f := &d.Definition.inputs[group]
	body := make([]block.Row, 0, len(t.Body)+8)
	last := ""
	from := 0
	for i := range t.Body {
		if i == len(d.Rows) || i < len(d.Rows) && d.Rows[i][group].Text != last {
			body = append(body, d.groupSums(t, columns, from, i)...)
			from = i
		}
		if i < len(d.Rows) && d.Rows[i][group].Text != last {
			v := &d.Rows[i][group]
			last = v.Text
			row := block.Row{Cells: make([]block.Cell, len(t.Columns)), Height: d.Definition.Rows.Height, Group: true}
			var a arena
			content := block.Span{Text: a.print(f, v.Text), Pointer: v.Pointer, Data: v.Pointer != ""}
			span(row.Cells, block.Cell{Content: []block.Span{content}, Style: &groupStyle})
			body = append(body, row)
			t.Body[i].Keep = true
		}
		body = append(body, t.Body[i])
	}
	if len(d.Rows) == len(t.Body) {
		body = append(body, d.groupSums(t, columns, from, len(d.Rows))...)
	}
	t.Body = body
}
