package forms

import (
	"slices"

	"gongwen/forms/block"
)

// A chart's text is 小四 and never smaller than 六号, 7.5 pt.
var chartStyle = block.Style{Font: block.Song, Size: 120, Shrink: 75}

const (
	boxRule  = 260 // µm
	joinRule = 180
	nextPart = "（续）"
	seePage  = "见第{page}页"
	fromPage = "上接第{page}页：{above}"
	boxRoom  = "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0" // for a name in the empty form
)

// blankNodes are the nodes of the empty form: their rows, without values, and for each the one above it.
func (d *Definition) blankNodes() (rows [][]Value, above []int) {
	rows, above = [][]Value{make([]Value, len(d.inputs))}, []int{-1}
	first := 0
	for _, below := range d.Nodes.Blank {
		next := len(rows)
		for i := first; i < next; i++ {
			for range below {
				rows, above = append(rows, make([]Value, len(d.inputs))), append(above, i)
			}
		}
		first = next
	}
	return rows, above
}

// inOrder are the rows of a chart from the top node down, each before those below it, and their levels.
func (d *Document) inOrder() (rows, levels []int) {
	below := make([][]int, len(d.Above))
	var visit func(i, level int)
	visit = func(i, level int) {
		rows, levels = append(rows, i), append(levels, level)
		for _, k := range below[i] {
			visit(k, level+1)
		}
	}
	for i, above := range d.Above {
		if above >= 0 {
			below[above] = append(below[above], i)
		}
	}
	visit(slices.Index(d.Above, -1), 0)
	return rows, levels
}

// chartTree is the tree of a chart.
func (d *Document) chartTree() *block.Tree {
	rows, levels := d.inOrder()
	later := append(d.titleSpans(), block.Span{Text: nextPart})
	t := &block.Tree{
		Style: chartStyle, Rule: boxRule, Join: joinRule, Before: block.MM, After: 2 * block.MM,
		Later: []*block.Paragraph{{Content: later, Style: titleStyle, After: 5 * block.MM}},
		See:   seePage, From: fromPage,
		Sheet: d.chartSheet(rows, levels),
	}
	place := make([]int, len(rows)) // in the tree, by row
	var a arena
	for i, row := range rows {
		place[row] = i
		n := block.Node{Above: -1}
		if i > 0 {
			n.Above = place[d.Above[row]]
		}
		for k := range d.Definition.Nodes.Box {
			line := d.boxLine(&d.Definition.Nodes.Box[k], d.Rows[row], &a)
			if k == 0 {
				hei := block.Hei
				for j := range line {
					line[j].Font = &hei
				}
			}
			if line != nil {
				n.Lines = append(n.Lines, line)
			}
		}
		t.Nodes = append(t.Nodes, n)
	}
	return t
}

// boxLine is a line of a box, or nil when all values in it are empty. The empty form has room for them.
func (d *Document) boxLine(t *Template, row []Value, a *arena) (line []block.Span) {
	shown := len(t.Parts()) == 1 && t.Parts()[0].Key == ""
	for _, p := range t.Parts() {
		if p.Key == "" {
			line = append(line, block.Span{Text: p.Text})
			continue
		}
		at := d.Definition.input(p.Key)
		f, v := &d.Definition.inputs[at], row[at]
		switch {
		case v.Text != "":
			shown = true
			line = append(line, block.Span{Text: a.print(f, v.Text), Pointer: v.Pointer, Data: true})
		case d.Blank:
			shown = true
			space := boxRoom
			if f.Type != TypeText {
				space = room(f)
			}
			line = append(line, block.Span{Text: space, Data: true})
		}
	}
	if !shown {
		return nil
	}
	return line
}

// chartSheet is the nodes as a table with a row for each, the names further in the lower they stand.
func (d *Document) chartSheet(rows, levels []int) *block.Table {
	def := d.Definition
	t := &block.Table{Outer: outerRule, Inner: innerRule}
	head := block.Row{Height: ledgerRow}
	widths := def.chartWidths()
	for i := range def.inputs {
		f := &def.inputs[i]
		c := Column{Field: *f, Width: widths[i]}
		t.Columns = append(t.Columns, c.ledgerColumn())
		head.Cells = append(head.Cells, block.Cell{Content: []block.Span{{Text: f.Label}}, Style: &headStyle})
	}
	left := t.Columns[def.Nodes.Name].Style
	left.Align = block.Left
	t.Columns[def.Nodes.Name].Style = left
	t.Head = []block.Row{head}
	var s ledgerSlabs
	for i, row := range rows {
		r := block.Row{Height: ledgerRow, Cells: make([]block.Cell, len(def.inputs))}
		for k, v := range d.Rows[row] {
			f := &def.inputs[k]
			c := Column{Field: *f}
			cell := &r.Cells[k]
			if d.twin != nil {
				cell.Kind = c.cellKind()
				take(cell, d.takes("rows/"+f.Key))
			}
			if v.Text == "" {
				continue
			}
			cell.Kind = c.cellKind()
			cell.Raw = s.raw(cell.Kind, v.Text)
			if d.twin != nil {
				cell.Content[0].Text, cell.Content[0].Pointer = s.print(f, v.Text), v.Pointer
				continue
			}
			if k == def.Nodes.Name {
				for range levels[i] {
					cell.Content = append(cell.Content, block.Span{Text: blankSpace})
				}
			}
			cell.Content = append(cell.Content, block.Span{Text: s.print(f, v.Text), Pointer: v.Pointer, Data: true})
		}
		t.Body = append(t.Body, r)
	}
	return t
}

// chartWidths share the page out to the columns of the worksheet: as much as the longest text of each is, from 8 to 30
// characters.
func (d *Definition) chartWidths() []block.Length {
	area := d.Page.Width - d.Page.Margin.Left - d.Page.Margin.Right
	shares, total := make([]int64, len(d.inputs)), int64(0)
	for i := range d.inputs {
		shares[i] = 8
		if f := &d.inputs[i]; f.Type == TypeText && f.Max != nil {
			if n, ok := f.Max.Int(); ok {
				shares[i] = min(max(n, 8), 30)
			}
		}
		total += shares[i]
	}
	widths := make([]block.Length, len(d.inputs))
	for i := range widths {
		widths[i] = block.Length(int64(area) * shares[i] / total)
	}
	return widths
}
