package forms

import (
	"slices"

	"gongwen/forms/block"
)

// slipGrid places the cells of a grid and checks that they fill it. The opinions in it become fields. What its words name is
// looked at when all names are known; see slipWords.
func (d *decoder) slipGrid(def *Definition, src *slipGridSource, known *names) SlipGrid {
	g := SlipGrid{Widths: make([]block.Length, len(src.Widths)), Head: src.Head}
	if g.Head < 0 || g.Head >= max(len(src.Rows), 1) {
		d.at(src.path+".head", faultRange, g.Head, 0, max(len(src.Rows)-1, 0))
	}
	var sum block.Length
	for i, w := range src.Widths {
		if g.Widths[i] = block.Length(w); w <= 0 {
			d.at(index(src.path+".widths", i), faultRange, millimetres(block.Length(w)), "0.001", 1000)
		}
		sum += g.Widths[i]
	}
	if area := def.Page.Width - def.Page.Margin.Left - def.Page.Margin.Right; area >= minArea && sum > area {
		d.at(src.path+".widths", faultWidths, millimetres(sum), millimetres(area), millimetres(sum-area))
	}
	under := make([]int, len(g.Widths)) // for each column, how many more rows are covered from above
	for i := range src.Rows {
		s := &src.Rows[i]
		row := SlipRow{Each: s.each, Height: block.Length(src.Height)}
		if row.Height == 0 {
			row.Height = slipRow
		}
		for j := range s.cells {
			c := &s.cells[j]
			row.Height = max(row.Height, block.Length(c.Height))
			row.Cells = append(row.Cells, d.slipCell(def, c, index(s.path, j), known))
			if c.Opinion != "" && c.Height == 0 {
				row.Height = max(row.Height, opinionRow)
			}
		}
		if row.Height > maxSlipRow {
			d.at(s.path, faultRange, millimetres(row.Height), 0, millimetres(maxSlipRow))
		}
		d.slipFill(&row, s.path, under)
		if i == g.Head-1 && slices.Max(append(under, 0)) > 0 {
			d.at(s.path, faultGridDown)
		}
		if i < g.Head && s.each {
			d.at(s.path, faultMisplaced, "each", "head")
		}
		g.Rows = append(g.Rows, row)
	}
	if n := len(src.Rows); n > 0 && slices.Max(append(under, 0)) > 0 {
		d.at(src.Rows[n-1].path, faultGridDown)
	}
	return g
}

// slipCell defines one cell, whose place is found by slipFill.
func (d *decoder) slipCell(def *Definition, src *slipCellSource, path string, known *names) SlipCell {
	c := SlipCell{Cols: max(src.Span, 1), Rows: max(src.Rows, 1), Align: d.align(path+".align", src.Align), Choice: src.Choice}
	if src.Span < 0 || src.Rows < 0 {
		d.at(path, faultShape, shapeWhole)
	}
	if src.Opinion == "" {
		t, err := ParseTemplate(string(src.Cell))
		if err != nil {
			d.at(path, faultTemplate, err)
		}
		c.Words = t
		return c
	}
	o := &Opinion{Key: src.Opinion, Sign: src.Sign, Seal: src.Seal}
	if o.Sign == "" {
		o.Sign = opinionSign
	}
	most := src.Max
	if most.Decimal == nil {
		most = atMost(maxOpinion)
	}
	for _, f := range []fieldSource{
		{Key: o.Key, Label: src.Label, Lines: true, Max: most},
		{Key: o.by(), Label: src.Label + "签字", Max: atMost(maxSigner)},
		{Key: o.date(), Label: src.Label + "日期", Type: string(TypeDate)},
	} {
		def.Fields = append(def.Fields, d.field(&f, path, known))
	}
	c.Opinion = o
	return c
}

// slipFill finds the columns of a row's cells and checks that they are as many as there are.
func (d *decoder) slipFill(row *SlipRow, path string, under []int) {
	at, covered := 0, 0
	for i := range row.Cells {
		for at < len(under) && under[at] > 0 {
			at, covered = at+1, covered+1
		}
		c := &row.Cells[i]
		c.Col = at
		at += c.Cols
		if row.Each && c.Rows > 1 {
			d.at(index(path, i), faultMisplaced, "rows", "each")
		}
	}
	for at < len(under) && under[at] > 0 {
		at, covered = at+1, covered+1
	}
	switch {
	case at < len(under):
		d.at(path, faultGridShort, len(under), at, len(under)-at)
	case at > len(under):
		d.at(path, faultGridLong, len(under), at, at-len(under))
	case row.Each && covered > 0:
		d.at(path, faultMisplaced, "rows", "each")
	}
	for i := range under {
		under[i] = max(under[i]-1, 0)
	}
	for i := range row.Cells {
		c := &row.Cells[i]
		for k := c.Col; k < min(c.Col+c.Cols, len(under)); k++ {
			if under[k] > 0 {
				d.at(index(path, i), faultGridOver)
				break
			}
			under[k] = c.Rows - 1
		}
	}
}

// slipWords checks what the cells of grid n name.
func (d *decoder) slipWords(def *Definition, n int, src *slipGridSource, known *names, look Lookup) {
	for i := range src.Rows {
		for j := range src.Rows[i].cells {
			c, path := &def.Grids[n].Rows[i].Cells[j], index(src.Rows[i].path, j)
			for _, key := range c.keys() {
				_, column, ok := look(key)
				switch {
				case !ok && key == serialKey && src.Rows[i].each:
				case !ok:
					d.at(path, faultNoSuch, key, known.near(key))
				case column && !src.Rows[i].each:
					d.at(path, faultNotEach, key)
				}
			}
			if f := def.slipField(c.Choice); c.Choice != "" && known.find(c.Choice) != nil && (f == nil || f.Type != TypeChoice) {
				d.at(path+".choice", faultWrongType, c.Choice, string(TypeChoice))
			}
		}
	}
}

// serialKey is the number of a row among those of the input.
const serialKey = "no"

// slipField is a field of the form or of its rows.
func (d *Definition) slipField(key string) *Field {
	for _, fields := range [][]Field{d.Fields, d.inputs} {
		if i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key }); i >= 0 {
			return &fields[i]
		}
	}
	return nil
}
