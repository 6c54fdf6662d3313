package forms

import (
	"strings"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// freeRows is how many empty rows there are for deductions that no rule makes.
const freeRows = 20

// deductSheet is where the deductions of a scoring table are filled in, from which its scores follow: all rules of all
// items, rows for what no rule says, and the veto.
func (d *Document) deductSheet() block.Section {
	name, title := sheetDeduct, d.Title()+" "+titleDeduct
	s := aside(name, strings.TrimSpace(title))
	says := []string{sayDeduct, sayNone}
	s.Blocks = append(s.Blocks, &block.Paragraph{
		Content: []block.Span{{Text: strings.Join(says, "")}}, Style: asideSays, After: 2 * block.MM,
	})
	if t := d.ruleTable(); len(t.Body) > 0 {
		s.Blocks = append(s.Blocks, t)
	}
	s.Blocks = append(s.Blocks, asideHeading(titleFree), d.freeTable())
	if len(d.Definition.Veto) > 0 {
		s.Blocks = append(s.Blocks, asideHeading(schemaVeto), d.vetoTable())
	}
	return *s
}

func asideHeading(text string) *block.Paragraph {
	return &block.Paragraph{Content: []block.Span{{Text: text}}, Style: asideHead, Before: 5 * block.MM, After: 2 * block.MM}
}

// centredText is what stands in the middle of a narrow column.
func centredText() block.Style {
	style := asideText
	style.Align = block.Center
	return style
}

// ruleTable has a row for each rule of each item.
func (d *Document) ruleTable() *block.Table {
	centred := centredText()
	t := asideTable([]string{"no", "item", "rule", "each", "count", "points"},
		[]string{headNo, headWhat, headRule, headEach, headCount, headOpen},
		[]block.Length{12 * block.MM, 36 * block.MM, 62 * block.MM, 22 * block.MM, 20 * block.MM, 18 * block.MM},
		centred, asideText, asideText, centred, centred, centred)
	for i := range d.Definition.items {
		it := &d.Definition.items[i]
		for k := range it.Rules {
			r := &it.Rules[k]
			row := block.Row{Height: asideRow, Cells: make([]block.Cell, len(t.Columns))}
			if k == 0 {
				row.Cells[0], row.Cells[1] = textCell(it.No), textCell(oneLine(shorten(it.label())))
				row.Cells[0].Rows, row.Cells[1].Rows = len(it.Rules), len(it.Rules)
			} else {
				row.Cells[0].Covered, row.Cells[1].Covered = true, true
			}
			row.Cells[2], row.Cells[3] = textCell(r.Label), textCell(r.describe(it.Bonus))
			at, path := 4, it.path()+pathRules+r.Key
			if r.To != nil {
				at, path = 5, path+pathOpen
			}
			row.Cells[at] = d.slotCell(path)
			t.Body = append(t.Body, row)
		}
	}
	t.Again = goesOn
	return t
}

// slotCell is the cell of an input in a column whose text stands in the middle.
func (d *Document) slotCell(path string) block.Cell {
	cell := d.twin.all.find(d.twin.prefix + path).cell()
	style := *cell.Style
	style.Align = block.Center
	cell.Style = &style
	return cell
}

// freeTable has the deductions for reasons of the user's own, and room for more.
func (d *Document) freeTable() *block.Table {
	centred := centredText()
	centred.Format = ""
	t := asideTable([]string{"item", "points", "reason"}, []string{labelFreeItem, labelFreePoints, labelFreeReason},
		[]block.Length{20 * block.MM, 20 * block.MM, 130 * block.MM}, centred, centred, asideText)
	add := func(sign string, points *decimal.Decimal, reason, pointer string) {
		row := block.Row{Height: asideRow, Cells: make([]block.Cell, 3)}
		for i, path := range []string{pathFreeItem, pathFreePoints, pathFreeReason} {
			cell := &row.Cells[i]
			switch {
			case i == 1:
				*cell = numberCell(points, pointer, true)
			case i == 0 && sign != "":
				cell.Content = []block.Span{{Text: sign, Pointer: pointer, Data: true}}
			case i == 2 && reason != "":
				cell.Content = []block.Span{{Text: reason, Pointer: pointer, Data: true}}
			}
			take(cell, d.takes(path))
		}
		t.Body = append(t.Body, row)
	}
	for i := range d.Items {
		it, a := &d.Definition.items[i], &d.Items[i]
		for k := range a.Reasons {
			if r := &a.Reasons[k]; r.rule == 0 {
				add(it.sign(d.Definition), &r.Points, r.Label, d.twin.pointer+a.Pointer)
			}
		}
	}
	for range freeRows {
		add("", nil, "", "")
	}
	return t
}

// vetoTable has a tick for each of the conditions that decide the grade.
func (d *Document) vetoTable() *block.Table {
	t := asideTable([]string{"case", "met"}, []string{headCase, headTick},
		[]block.Length{140 * block.MM, 30 * block.MM}, asideText, centredText())
	for i := range d.Definition.Veto {
		v := &d.Definition.Veto[i]
		t.Body = append(t.Body, block.Row{
			Height: asideRow, Cells: []block.Cell{textCell(v.Label), d.slotCell(pathVeto + v.Key)},
		})
	}
	return t
}
