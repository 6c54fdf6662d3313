package forms

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// printedColumn is a column as this document prints it.
type printedColumn struct {
	*Column
	at      int // its first input; -1: it counts rows
	kind    block.Kind
	shaded  bool // a Saturday or a Sunday
	formula block.Formula
	open    block.Formula // the same in an empty row; empty: none
}

// printed are the columns of this document: as many days as its month has.
func (d *Document) printed() []printedColumn {
	def := d.Definition
	columns := make([]printedColumn, 0, len(def.Columns))
	if d.twin != nil {
		columns = d.groupColumn(columns)
	}
	at := 0
	for i := range def.Columns {
		c := &def.Columns[i]
		p := printedColumn{Column: c, at: at, kind: c.cellKind()}
		switch {
		case c.Inputs != nil:
			at += len(c.Inputs)
		case c.Type == TypeSerial:
			p.at = -1
		default:
			at++
		}
		if c.Day > 0 {
			shaded, printed := d.day(p.at, c.Day)
			if !printed && d.twin == nil {
				continue
			}
			p.shaded = shaded || !printed
		}
		if d.twin != nil && c.Inputs != nil {
			columns = append(columns, p.apart()...)
			continue
		}
		columns = append(columns, p)
	}
	if len(def.derive) > 0 {
		w := &formulas{doc: d, columns: columns}
		for i := range columns {
			if columns[i].Value != nil {
				columns[i].formula, columns[i].open = w.both(&columns[i].Field)
			}
		}
	}
	return columns
}

// ledgerTable is the table of a ledger: its rows, and empty ones up to the form's count.
func (d *Document) ledgerTable() *block.Table {
	def := d.Definition
	columns := d.printed()
	t := &block.Table{Head: headRows(columns, def.Rows.Across), Outer: outerRule, Inner: innerRule}
	spans, across := 0, def.Rows.Across
	for k := range across {
		for i := range columns {
			c := columns[i].ledgerColumn()
			if k > 0 {
				c.Key = ""
			} else {
				spans += max(1, 2*len(columns[i].Inputs)-1) // a gap between two inputs
			}
			t.Columns = append(t.Columns, c)
		}
	}
	width, filled := len(columns), len(d.Rows)
	rows := max((filled+across-1)/across, def.Rows.PrintAtLeast)
	if d.twin != nil && rows == 0 {
		rows = sheetRows
	}
	s := ledgerSlabs{
		cells: make([]block.Cell, rows*width*across),
		spans: make([]block.Span, 0, filled*spans),
	}
	s.Grow(filled * 24)
	t.Body = make([]block.Row, rows)
	for i := range t.Body {
		cells := s.cells[i*width*across : (i+1)*width*across : (i+1)*width*across]
		t.Body[i] = block.Row{Cells: cells, Height: def.Rows.Height, Filler: i*across >= filled}
		for k := range across {
			part := cells[k*width : (k+1)*width]
			for j := range columns {
				part[j].Kind, part[j].Shaded, part[j].Formula = columns[j].kind, columns[j].shaded, columns[j].open
			}
			if n := i*across + k; n < filled {
				s.fill(columns, part, d.Rows[n], n)
			}
		}
	}
	d.later(t)
	d.below(t, columns, filled)
	d.merge(t, columns)
	if d.twin != nil {
		d.rowTakes(t, columns)
	}
	d.groupRows(t, columns)
	d.sumRows(t, columns)
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
func (s *ledgerSlabs) fill(columns []printedColumn, cells []block.Cell, values []Value, n int) {
	for j := range columns {
		c, cell := &columns[j], &cells[j]
		start := len(s.spans)
		switch {
		case c.Inputs != nil:
			for k := range c.Inputs {
				v := &values[c.at+k]
				if v.Text == "" {
					continue
				}
				if len(s.spans) > start {
					s.spans = append(s.spans, block.Span{Text: gap, Data: true})
				}
				s.spans = append(s.spans, s.span(&c.Inputs[k], v))
			}
		case c.Type == TypeSerial:
			cell.Raw = s.keep(strconv.AppendInt(s.scratch[:0], int64(n)+1, 10))
			s.spans = append(s.spans, block.Span{Text: cell.Raw, Data: true})
		default:
			v := &values[c.at]
			cell.Formula = c.formula
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
	return block.Span{Text: s.print(f, v.Text), Pointer: v.Pointer, Data: v.Pointer != "" || f.Value != nil}
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

// leastNumber is how small numbers are made before they are cut in two: 六号.
const leastNumber = 75

// ledgerColumn is the column as a block: numbers to the right, on the decimal point, short texts in the middle.
func (c *Column) ledgerColumn() block.Column {
	style := bodyStyle
	switch c.Type {
	case TypeInteger:
		style.Align, style.Format, style.Shrink = block.Right, "0", leastNumber
	case TypeNumber:
		style.Align, style.Format, style.Shrink = block.Right, "0", leastNumber
		if c.Places > 0 {
			style.Format += "." + strings.Repeat("0", c.Places)
		}
	case TypeYear, TypeSerial:
		style.Align, style.Format = block.Center, "0"
	case TypeDate, TypeMonth:
		style.Align, style.Format, style.Shrink = block.Center, c.Print.Format(), leastNumber
	case TypePhone, TypeID:
		style.Shrink = leastNumber
	case TypeChoice:
		style.Align = block.Center
	case TypeText:
		if c.Name {
			style.Align, style.Spread = block.Center, nameWidth
		}
		if c.Value != nil {
			style.Align = block.Center
		}
	}
	b := c.column(style)
	b.Serial = c.Type == TypeSerial
	if c.Inputs != nil {
		b.Key = c.Inputs[0].Key
	}
	return b
}
