package forms

import (
	"strconv"

	"gongwen/forms/block"
)

// asidePage is A4 upright.
var asidePage = PageSetup{
	Width: 210 * block.MM, Height: 297 * block.MM,
	Margin: block.Margin{Top: 20 * block.MM, Right: 18 * block.MM, Bottom: 20 * block.MM, Left: 22 * block.MM},
}

const asideRow = 8 * block.MM

var (
	asideTitle = block.Style{Font: block.Title, Size: 180, Align: block.Center}
	asideHead  = block.Style{Font: block.Hei, Size: 120}
	asideText  = block.Style{Font: block.Song, Size: 105}
	asideSays  = block.Style{Font: block.Song, Size: 90}
	asideValue = block.Style{Font: block.Song, Size: 105, Align: block.Left}
)

// aside is a section that only a workbook has.
func aside(name, title string) *block.Section {
	return &block.Section{
		Name: name, Width: asidePage.Width, Height: asidePage.Height, Margin: asidePage.Margin, Foot: foot, Aside: true,
		Blocks: []block.Block{&block.Paragraph{
			Content: []block.Span{{Text: title}}, Style: asideTitle, After: 4 * block.MM,
		}},
	}
}

// asideTable is a table of such a section, with its head.
func asideTable(keys, labels []string, widths []block.Length, styles ...block.Style) *block.Table {
	t := &block.Table{Outer: outerRule, Inner: innerRule, Head: []block.Row{{Height: asideRow}}}
	for i := range widths {
		t.Columns = append(t.Columns, block.Column{Key: keys[i], Width: widths[i], Style: styles[i]})
		t.Head[0].Cells = append(t.Head[0].Cells, block.Cell{Content: []block.Span{{Text: labels[i]}}, Style: &headStyle})
	}
	return t
}

// cell is where an input stands by itself.
func (s *slot) cell() (cell block.Cell) {
	c := Column{Field: *s.field}
	style := asideValue
	style.Format = c.ledgerColumn().Style.Format
	cell.Style = &style
	pointer := s.value.Pointer
	if pointer != "" {
		pointer = s.within + pointer
	}
	if s.tick || s.input.Fixed {
		if s.tick {
			style.Align = block.Center
		}
		if s.value.Text != "" {
			cell.Content = []block.Span{{Text: s.value.Text, Pointer: pointer, Data: true}}
		}
		take(&cell, s.input)
		return cell
	}
	cell.Kind = c.cellKind()
	if s.value.Text != "" {
		var a arena
		cell.Raw = (&ledgerSlabs{}).raw(cell.Kind, s.value.Text)
		cell.Content = []block.Span{{Text: a.print(s.field, s.value.Text), Pointer: pointer, Data: true}}
	}
	take(&cell, s.input)
	return cell
}

// restSheet is where everything is filled in that has no cell of its own on the printed form; nil when there is nothing.
func (d *Document) restSheet() *block.Section {
	s := aside(sheetRest, titleRest)
	area := s.Width - s.Margin.Left - s.Margin.Right
	t := asideTable([]string{"what", "value", "says"}, []string{headWhat, headValue, headSays},
		[]block.Length{48 * block.MM, 78 * block.MM, area - 126*block.MM}, asideText, asideValue, asideSays)
	head := ""
	linked := d.links()
	for i := range d.twin.all.list {
		one := &d.twin.all.list[i]
		if one.found || one.input.Repeated {
			continue
		}
		if one.head != head {
			head = one.head
			row := block.Row{Cells: make([]block.Cell, len(t.Columns)), Height: asideRow}
			span(row.Cells, block.Cell{Content: []block.Span{{Text: head}}, Style: &groupStyle})
			t.Body = append(t.Body, row)
		}
		cell := one.cell()
		if f := linked[one.input.Path]; f != "" {
			cell.Formula = f
		}
		t.Body = append(t.Body, block.Row{Height: asideRow, Cells: []block.Cell{
			textCell(one.input.Label), cell, textCell(one.words()),
		}})
	}
	if len(t.Body) > 0 {
		s.Blocks = append(s.Blocks, t)
	}
	for _, doc := range d.every() {
		if rows := doc.restRows(); rows != nil {
			s.Blocks = append(s.Blocks, &block.Paragraph{
				Content: []block.Span{{Text: titleRows}}, Style: asideHead, Before: 4 * block.MM, After: 2 * block.MM,
			}, rows)
		}
	}
	if len(s.Blocks) == 1 {
		return nil
	}
	return s
}

// links are the formulas of fields that have another one's value, by path.
func (d *Document) links() map[string]block.Formula {
	all := map[string]block.Formula{}
	for _, doc := range d.every() {
		for key, f := range doc.twin.linked {
			all[doc.twin.prefix+"fields/"+key] = f
		}
	}
	return all
}

// restRows are the inputs of rows that have no column of their own; nil when there are none.
func (d *Document) restRows() *block.Table {
	var of []int
	for i := range d.Definition.inputs {
		if s := d.twin.all.find(d.twin.prefix + "rows/" + d.Definition.inputs[i].Key); s != nil && !s.found {
			of = append(of, i)
		}
	}
	if of == nil {
		return nil
	}
	area := asidePage.Width - asidePage.Margin.Left - asidePage.Margin.Right
	const no = 14 * block.MM
	keys, labels, widths, styles := []string{"no"}, []string{headNo}, []block.Length{no}, []block.Style{totalStyle}
	left := area - no
	for k, i := range of {
		f := &d.Definition.inputs[i]
		width := left / block.Length(len(of)-k)
		left -= width
		keys, labels, widths = append(keys, f.Key), append(labels, f.Label), append(widths, width)
		c := Column{Field: *f}
		styles = append(styles, c.ledgerColumn().Style)
	}
	t := asideTable(keys, labels, widths, styles...)
	rows := max(len(d.Rows), d.Definition.Rows.PrintAtLeast, 1)
	for n := range rows {
		row := block.Row{Height: asideRow, Cells: []block.Cell{textCell(strconv.Itoa(n + 1))}}
		for _, i := range of {
			one := *d.twin.all.find(d.twin.prefix + "rows/" + d.Definition.inputs[i].Key)
			if n < len(d.Rows) {
				one.value = d.Rows[n][i]
			}
			cell := one.cell()
			cell.Style = nil
			row.Cells = append(row.Cells, cell)
		}
		t.Body = append(t.Body, row)
	}
	for _, i := range of {
		d.twin.all.home(d.twin.prefix + "rows/" + d.Definition.inputs[i].Key)
	}
	return t
}
