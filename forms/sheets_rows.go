package forms

import (
	"slices"
	"strconv"

	"gongwen/forms/block"
)

const (
	sheetRows  = 10 // of a form that prints as many as there are
	groupWidth = 24 * block.MM
)

// groupApart tells whether a workbook has a column for the input that rows are grouped by: rows with headings between
// them can neither be added nor sorted.
func (d *Document) groupApart() bool {
	return d.twin != nil && d.Definition.Rows.Group != "" && d.Definition.Rows.Fixed == nil
}

// groupColumn is that column, in front of the others.
func (d *Document) groupColumn(columns []printedColumn) []printedColumn {
	at := d.Definition.input(d.Definition.Rows.Group)
	if at < 0 || !d.groupApart() {
		return columns
	}
	for i := range d.Definition.Columns {
		if d.Definition.Columns[i].Key == d.Definition.Rows.Group {
			return columns // it is printed beside
		}
	}
	c := &Column{Field: d.Definition.inputs[at], Width: groupWidth}
	return append(columns, printedColumn{Column: c, at: at, kind: c.cellKind()})
}

// narrowed makes the columns fit when there is one more than the form prints.
func (d *Document) narrowed(columns []block.Column) {
	page := d.Definition.Page
	room, total := page.Width-page.Margin.Left-page.Margin.Right, block.Length(0)
	for i := range columns {
		total += columns[i].Width
	}
	if total <= room {
		return
	}
	for i := range columns {
		columns[i].Width = block.Length(int64(columns[i].Width) * int64(room) / int64(total))
	}
}

// apart is a column for each of the inputs that the form prints in one, under its head.
func (p *printedColumn) apart() (columns []printedColumn) {
	var shares []int64
	total := int64(0)
	for i := range p.Inputs {
		share := p.Inputs[i].breadth()
		shares, total = append(shares, share), total+share
	}
	left := p.Width
	for i := range p.Inputs {
		c := &Column{Field: p.Inputs[i], Width: block.Length(int64(p.Width) * shares[i] / total)}
		if c.Label = p.Inputs[i].Label; i == len(p.Inputs)-1 {
			c.Width = left
		}
		left -= c.Width
		c.Under = append(slices.Clone(p.Under), p.Label)
		columns = append(columns, printedColumn{Column: c, at: p.at + i, kind: c.cellKind()})
	}
	return columns
}

// breadth is how many characters of a field's value stand on a line, more or less.
func (f *Field) breadth() int64 {
	switch f.Type {
	case TypePhone, TypeID:
		return 12
	case TypeDate:
		return 9
	case TypeText:
		if f.Max == nil {
			return 10
		}
		n, _ := f.Max.Int()
		return min(max(n/4, 6), 20)
	case TypeChoice:
		longest := 0
		for _, s := range f.Of {
			longest = max(longest, len([]rune(f.sign(s))))
		}
		return int64(min(max(longest+1, 4), 16))
	}
	return 7
}

// rowTakes makes the cells of rows those of inputs, row by row as they are counted.
func (d *Document) rowTakes(t *block.Table, columns []printedColumn) {
	d.narrowed(t.Columns)
	def, across, width := d.Definition, d.Definition.Rows.Across, len(columns)
	inputs := make([]*block.Input, len(t.Columns))
	for k := range across {
		for j := range columns {
			at := columns[j].at
			if at < 0 || !def.inputs[at].Taken() || def.Rows.Fixed != nil {
				continue
			}
			in := d.takes("rows/" + def.inputs[at].Key)
			if k > 0 {
				beside := *in
				beside.Path += "~" + strconv.Itoa(k+1)
				in = &beside
			}
			inputs[k*width+j] = in
		}
	}
	spans := make([]block.Span, 0, len(t.Body)*len(inputs))
	for i := range t.Body {
		for j, in := range inputs {
			c := &t.Body[i].Cells[j]
			if def.Rows.Fixed != nil && columns[j].at >= 0 && i < len(def.Rows.Fixed) {
				in = d.fixedTakes(c, i, columns[j].at)
			}
			if in == nil {
				continue
			}
			if len(c.Content) == 0 {
				spans = append(spans, block.Span{Data: true})
				c.Content = spans[len(spans)-1 : len(spans) : len(spans)]
			}
			take(c, in)
		}
	}
}

// fixedTakes is the input of a cell of a row that the form prints; nil for one with its own words, in which fields may
// have a part.
func (d *Document) fixedTakes(c *block.Cell, row, at int) *block.Input {
	fixed, f := &d.Definition.Rows.Fixed[row], &d.Definition.inputs[at]
	if v := &d.Rows[row][at]; f.Value == nil && v.Pointer == "" {
		c.Formula = d.givenFormula(f, fixed.Text[at])
	}
	if !f.Taken() {
		return nil
	}
	return d.takes(fixedPath(fixed.Item) + f.Key)
}
