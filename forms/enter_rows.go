package forms

import (
	"cmp"
	"slices"
)

// rows are the rows that something was filled in for, in their order.
func (e *enterer) rows(values []Value) outValue {
	v := outArray("rows")
	if e.def.Rows.Fixed != nil {
		e.fixed(&v, values)
	}
	slices.SortStableFunc(e.cells, byRow)
	slab := make([]outValue, 0, len(e.cells))
	for start := 0; start < len(e.cells); {
		end := start + 1
		for end < len(e.cells) && e.cells[end].row == e.cells[start].row {
			end++
		}
		row := outObject("")
		slab, row.in = e.row(slab, e.cells[start:end])
		switch {
		case row.in != nil:
			v.in = append(v.in, row)
		case len(v.in) == 0:
			v.add(outHome("", e.cells[start].at))
		}
		start = end
	}
	e.filled = e.filled || v.shown() > 0
	v.hidden = v.shown() == 0 && e.def.Kind == Slip && !e.def.Rows.Required
	return v
}

func byRow(a, b rowEntry) int {
	if n := cmp.Compare(a.row, b.row); n != 0 {
		return n
	}
	return cmp.Compare(a.col, b.col)
}

// row is the members of one row, which are taken from slab; nil when nothing was filled in.
func (e *enterer) row(slab []outValue, cells []rowEntry) (rest, members []outValue) {
	given, start := false, len(slab)
	for k := 0; k < len(cells); k++ {
		f := &e.def.inputs[cells[k].col]
		if k+1 < len(cells) && cells[k+1].col == cells[k].col {
			var list []int32
			for list = append(list, cells[k].at); k+1 < len(cells) && cells[k+1].col == cells[k].col; k++ {
				list = append(list, cells[k+1].at)
			}
			v := e.pick(list, f)
			v.key = f.Key
			slab = append(slab, v)
			given = given || !v.hidden || v.wrong
			continue
		}
		i := cells[k].at
		m := f.means(&e.entries[i])
		v := m.out(i)
		v.key = f.Key
		if m.code != "" {
			e.fail(i, m.code, *m.args)
		}
		slab = append(slab, v)
		given = given || !m.none
	}
	if !given {
		return slab[:start], nil
	}
	return slab, slab[start:len(slab):len(slab)]
}

// fixed adds the rows that the form prints, as far as something was filled in that it does not say itself.
func (e *enterer) fixed(rows *outValue, values []Value) {
	doc := &Document{Definition: e.def, Fields: values}
	own := doc.fixedRows()
	for i, fixed := range e.def.Rows.Fixed {
		row := outObject("")
		row.add(outText(itemKey, fixed.Item))
		given := false
		for j := range e.def.inputs {
			f := &e.def.inputs[j]
			if f.Key == itemKey || !f.Taken() {
				continue
			}
			v, ok := e.scalar("rows/#"+fixed.Item+"/"+f.Key, f)
			if !ok {
				continue
			}
			v.key = f.Key
			if own[i][j].Set && v.value() == own[i][j].Text {
				v.hidden = true
			}
			row.add(v)
			given = given || !v.hidden || v.wrong
		}
		row.hidden = !given
		rows.add(row)
	}
}
