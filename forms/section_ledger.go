package forms

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// ledgerTable is the table of a ledger: its rows, and empty ones up to the form's count.
func (d *Document) ledgerTable() *block.Table {
	def := d.Definition
	t := &block.Table{Head: []block.Row{def.headRow()}, Outer: outerRule, Inner: innerRule}
	kinds, spans := make([]block.Kind, len(def.Columns)), 0
	for i := range def.Columns {
		c := &def.Columns[i]
		t.Columns = append(t.Columns, c.ledgerColumn())
		kinds[i] = c.cellKind()
		spans += max(1, 2*len(c.Inputs)-1) // a gap between two inputs
	}
	width, filled := len(def.Columns), len(d.Rows)
	rows := max(filled, def.Rows.PrintAtLeast)
	s := ledgerSlabs{
		cells: make([]block.Cell, rows*width),
		spans: make([]block.Span, 0, filled*spans),
	}
	s.Grow(filled * 24)
	t.Body = make([]block.Row, rows)
	for i := range t.Body {
		cells := s.cells[i*width : (i+1)*width : (i+1)*width]
		for j, kind := range kinds {
			cells[j].Kind = kind
		}
		t.Body[i] = block.Row{Cells: cells, Height: def.Rows.Height, Filler: i >= filled}
		if i < filled {
			s.fill(def, cells, d.Rows[i], i)
		}
	}
	return t
}

// ledgerSlabs are the memory of a ledger's rows in three pieces, whatever their number.
type ledgerSlabs struct {
	cells []block.Cell
	spans []block.Span
	arena
}

// gap stands between the inputs of one cell.
const gap = "\u3000"

// fill puts the values of row n, one for each input, into its cells.
func (s *ledgerSlabs) fill(def *Definition, cells []block.Cell, values []Value, n int) {
	for j := range def.Columns {
		c, cell := &def.Columns[j], &cells[j]
		start := len(s.spans)
		switch {
		case c.Inputs != nil:
			for k := range c.Inputs {
				v := &values[k]
				if v.Text == "" {
					continue
				}
				if len(s.spans) > start {
					s.spans = append(s.spans, block.Span{Text: gap, Data: true})
				}
				s.spans = append(s.spans, s.span(&c.Inputs[k], v))
			}
			values = values[len(c.Inputs):]
		case c.Type == TypeSerial:
			cell.Raw = s.keep(strconv.AppendInt(s.scratch[:0], int64(n)+1, 10))
			s.spans = append(s.spans, block.Span{Text: cell.Raw, Data: true})
		default:
			v := &values[0]
			values = values[1:]
			if v.Text == "" {
				continue
			}
			s.spans = append(s.spans, s.span(&c.Field, v))
			cell.Raw = s.raw(cell.Kind, v.Text)
		}
		cell.Content = s.spans[start:len(s.spans):len(s.spans)]
	}
}

func (s *ledgerSlabs) span(f *Field, v *Value) block.Span {
	return block.Span{Text: s.print(f, v.Text), Pointer: v.Pointer, Data: true}
}

// raw is the value for a spreadsheet; a month is its first day.
func (s *ledgerSlabs) raw(k block.Kind, text string) string {
	switch {
	case k == block.Text:
		return ""
	case k == block.Date && len(text) == len("2006-01"):
		return s.keep(append(append(s.scratch[:0], text...), "-01"...))
	}
	return text
}

// cellKind is what the column's cells hold.
func (c *Column) cellKind() block.Kind {
	switch c.Type {
	case TypeInteger, TypeNumber, TypeYear, TypeSerial:
		return block.Number
	case TypeDate, TypeMonth:
		return block.Date
	}
	return block.Text
}

// ledgerColumn is the column as a block: numbers to the right, on the decimal point, short texts in the middle.
func (c *Column) ledgerColumn() block.Column {
	style := bodyStyle
	switch c.Type {
	case TypeInteger:
		style.Align, style.Format = block.Right, "0"
	case TypeNumber:
		style.Align, style.Format = block.Right, "0"
		if c.Places > 0 {
			style.Format += "." + strings.Repeat("0", c.Places)
		}
	case TypeYear, TypeSerial:
		style.Align, style.Format = block.Center, "0"
	case TypeDate, TypeMonth:
		style.Align, style.Format = block.Center, c.Print.Format()
	case TypeChoice:
		style.Align = block.Center
	}
	b := c.column(style)
	if c.Inputs != nil {
		b.Key = c.Inputs[0].Key
	}
	return b
}
