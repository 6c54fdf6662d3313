package xlsx

import "gongwen/forms/block"

// shownReader reads what was typed into texts of a table's rows that show what the rows take elsewhere: boxes that are
// ticked, a value before its unit.
type shownReader struct {
	*finder
	view    *view
	numbers map[int]int  // of the rows that were read, by rows of the sheet
	used    map[int]bool // numbers
}

// readShown reads such texts of a table.
func (f *finder) readShown(sec *soughtSection, t *soughtTable) {
	v := f.viewOf(sec)
	if v == nil {
		return
	}
	h := f.headOf(v, t)
	if h.last == 0 {
		return
	}
	r := &shownReader{f, v, map[int]int{}, map[int]bool{}}
	for i := range f.entries {
		e := &f.entries[i]
		if w := f.sought.by[e.Path]; e.Row > 0 && w.table == t && e.Place.Sheet == v.leaf.name {
			_, row := Address(e.Place.Cell)
			r.numbers[row], r.used[e.Row] = e.Row, true
		}
	}
	for c, pieces := range t.shows {
		if column := h.of[c]; pieces != nil && column > 0 {
			r.column(&mixedText{pieces: pieces}, h.last, column)
		}
	}
}

// column reads the texts of a column under the head. What stands in rows that nothing else was read of counts on from
// those above.
func (r *shownReader) column(m *mixedText, head, column int) {
	all := m.spots(soughtSpot{})
	for _, s := range all {
		r.found[r.sought.by[s.in.Path]] = true
	}
	above, count := head, 0
	from, _ := r.view.leaf.between(head+1, lastRow)
	for _, d := range r.view.leaf.rows[from:] {
		number, known := r.numbers[d.row]
		switch {
		case known:
			above, count = d.row, number
		case d.row > above+maxGap || r.another(d.row):
			return
		default:
			number = count + d.row - above
		}
		if cell := r.view.leaf.raw(d.row, column); cell != nil && !cell.formula {
			r.read(m, all, cell, number, known)
		}
	}
}

// another says whether a row of the sheet is one of the form's with words of its own.
func (r *shownReader) another(row int) bool {
	for _, p := range r.view.rowsAt(row) {
		if p.score > 1 {
			return true
		}
	}
	return false
}

// read reads one text. Of a row that nothing else was read of, one with other words says nothing.
func (r *shownReader) read(m *mixedText, all []spotOf, d *datum, number int, known bool) {
	var values []string
	if d.kind == kindText {
		if found, ok := capture(d.text, m.pieces); ok {
			values = surely(d, m.pieces, found)
		}
	}
	if values == nil && !known {
		return
	}
	for _, s := range all {
		w := r.sought.by[s.in.Path]
		what := s.spot.valueIn(s.in, r.view.leaf, d, values)
		switch {
		case !what.said():
		case !known && r.used[number]:
			r.unread = append(r.unread, Unread{s.in.Label, block.Place{Sheet: r.view.leaf.name, Cell: address(int(d.column), int(d.row))}})
		default:
			r.add(w, number, what.leaf, what.cell, r.entry(&what, w))
		}
	}
}
