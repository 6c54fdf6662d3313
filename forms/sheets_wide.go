package forms

import (
	"strings"

	"gongwen/forms/block"
)

const (
	wideRows   = 20 // empty ones
	wideMargin = 10 * block.MM
	wideHeight = 297 * block.MM
	wideMost   = 5000 * block.MM             // as wide as paper may be
	wideChar   = 105 * block.MM * 254 / 7200 // 五号
)

// Wide is an empty table with a row for each document (一行一份), or of a ledger with a row for each of its rows: a column
// for each input, under a head that says what it belongs to. What is attached and what deductions there are it has no
// columns for. It is as wide as it needs, and only ever a worksheet.
func (d *Definition) Wide() []block.Section {
	doc := d.Blank()
	doc.twin = &twin{all: &slots{at: map[string]int{}}}
	doc.listInputs()
	doc.listArchive()
	s := block.Section{Name: doc.Title(), Height: wideHeight, Foot: foot}
	s.Margin = block.Margin{Top: wideMargin, Right: wideMargin, Bottom: wideMargin, Left: wideMargin}
	t := &block.Table{Outer: outerRule, Inner: innerRule, Head: []block.Row{{Height: asideRow}, {Height: asideRow}}}
	s.Width = 2 * wideMargin
	var inputs []*block.Input
	var heads []string
	for i := range doc.twin.all.list {
		one := &doc.twin.all.list[i]
		if strings.Contains(one.input.Path, pathRules) || strings.HasPrefix(one.input.Path, "free/") {
			continue
		}
		in := *one.input
		in.Repeated = true
		inputs, heads = append(inputs, &in), append(heads, one.head)
		c := Column{Field: *one.field, Width: block.Length(one.field.breadth()+2) * wideChar}
		if one.tick {
			c.Width = 12 * block.MM
		}
		column := c.ledgerColumn()
		column.Key = ""
		t.Columns = append(t.Columns, column)
		s.Width += c.Width
	}
	s.Width = squeezed(t.Columns, s.Width)
	t.Head[0].Cells, t.Head[1].Cells = make([]block.Cell, len(inputs)), make([]block.Cell, len(inputs))
	for from := 0; from < len(inputs); {
		to := from + 1
		for to < len(inputs) && heads[to] == heads[from] && heads[from] != "" {
			to++
		}
		wideHead(t, inputs, heads[from], from, to)
		from = to
	}
	slab := make([]block.Span, wideRows*len(inputs))
	for n := range wideRows {
		row := block.Row{Height: asideRow, Cells: make([]block.Cell, len(inputs))}
		for i, in := range inputs {
			at := n*len(inputs) + i
			slab[at] = block.Span{Data: true, Input: in}
			row.Cells[i].Content = slab[at : at+1 : at+1]
			row.Cells[i].Kind = doc.twin.all.find(in.Path).kind()
		}
		t.Body = append(t.Body, row)
	}
	s.Blocks = []block.Block{
		&block.Paragraph{Content: []block.Span{{Text: doc.Title()}}, Style: asideTitle, After: 3 * block.MM}, t,
	}
	return []block.Section{s}
}

// squeezed makes columns narrower that are together with the margins wider than paper may be, and gives its width.
func squeezed(columns []block.Column, width block.Length) block.Length {
	if width <= wideMost {
		return width
	}
	room, total := int64(wideMost-2*wideMargin), int64(width-2*wideMargin)
	width = 2 * wideMargin
	for i := range columns {
		columns[i].Width = block.Length(int64(columns[i].Width) * room / total)
		width += columns[i].Width
	}
	return width
}

// wideHead sets the heads of columns that belong together: what they belong to over the label of each, or the label of
// one alone.
func wideHead(t *block.Table, inputs []*block.Input, head string, from, to int) {
	for i := from; i < to; i++ {
		label := textCell(inputs[i].Label)
		label.Style = &headStyle
		if head == "" {
			label.Rows = 2
			t.Head[0].Cells[i], t.Head[1].Cells[i] = label, block.Cell{Covered: true}
			continue
		}
		t.Head[0].Cells[i], t.Head[1].Cells[i] = block.Cell{Covered: true}, label
	}
	if head != "" {
		t.Head[0].Cells[from] = block.Cell{Content: []block.Span{{Text: head}}, Style: &headStyle, Cols: to - from}
	}
}

// kind is what the input's cell holds.
func (s *slot) kind() block.Kind {
	if s.tick {
		return block.Text
	}
	return (&Column{Field: *s.field}).cellKind()
}
