package xlsx

import (
	"maps"
	"slices"
	"strings"

	"gongwen/forms/block"
)

// maxGap is how many empty rows may lie between a table and a row under it that still belongs to it.
const maxGap = 200

// rowsReader reads the rows of one table.
type rowsReader struct {
	*finder
	table       *soughtTable
	leaf        *leaf
	view        *view // nil: none of the section's labels is there
	head        heading
	uses        []columnUse
	top, bottom int          // the rows that names give; 0: there are no names
	covered     map[int]bool // rows that only go on with merged cells from above

	start, last int    // the rows that were read, or may have been
	end         int    // where the table ends, and rows are looked for that were not read; 0: nowhere
	known       []bool // columns of which nothing is to be said
	left, right int    // the outer columns that are read
	missing     string // label of a column that was not found
}

// readRows reads what the rows of a table take.
func (f *finder) readRows(sec *soughtSection, t *soughtTable) {
	r := &rowsReader{finder: f, table: t}
	if !r.locate(sec) {
		return
	}
	f.readers = append(f.readers, r)
	start := r.top
	if start == 0 || r.head.last > 0 && r.head.last < start {
		start = r.head.last + 1
	}
	r.learn()
	r.findCovered()
	over := slices.Sorted(maps.Keys(r.covered))
	skipped := 0
	r.start, r.last = start, max(start-1, r.bottom)
	i, _ := r.leaf.between(start, lastRow)
	for ; i < len(r.leaf.rows); i++ {
		d := &r.leaf.rows[i]
		for len(over) > 0 && over[0] < d.row {
			if over[0] >= start {
				skipped++
			}
			over = over[1:]
		}
		what := r.what(d)
		if what == rowStop || what == rowTaken && d.row > r.last+maxGap {
			r.end = d.row
			return
		}
		if what == rowSkip {
			if !r.covered[d.row] {
				skipped++
			}
			continue
		}
		if r.readRow(d, d.row-start+1-skipped) {
			r.last = max(r.last, d.row)
		}
	}
}

// locate finds the columns: by the labels over them, which people see, and where those are gone, by names.
func (r *rowsReader) locate(sec *soughtSection) bool {
	for _, w := range r.table.wants {
		n, ok := r.names[w]
		if !ok || r.leaf != nil && n.leaf != r.leaf {
			continue
		}
		r.leaf = n.leaf
		for _, a := range n.areas {
			if r.top == 0 || a.top < r.top {
				r.top = a.top
			}
			r.bottom = max(r.bottom, a.bottom)
		}
	}
	if r.leaf == nil {
		r.leaf = r.leaves[sec]
	}
	if r.leaf == nil {
		return false
	}
	if r.view = r.views[r.leaf][sec]; r.view != nil {
		r.head = r.headOf(r.view, r.table)
	}
	if r.top > 0 && r.head.last >= r.top {
		r.head = heading{}
	}
	if r.top == 0 && r.head.last == 0 {
		return false
	}
	used := map[int]bool{}
	for _, u := range r.head.uses {
		r.uses = append(r.uses, u)
		used[u.column] = true
		for _, w := range u.wants {
			r.found[w] = true
		}
	}
	for c, w := range r.table.wants {
		n, ok := r.names[w]
		if !ok || r.found[w] || n.leaf != r.leaf || used[n.areas[0].left] {
			continue
		}
		at := n.areas[0].left
		used[at], r.found[w] = true, true
		r.uses = append(r.uses, columnUse{at, []*want{w}, c})
		delete(r.head.surplus, at)
	}
	slices.SortStableFunc(r.uses, func(a, b columnUse) int { return a.of - b.of })
	return len(r.uses) > 0
}

// rowUse is what a row of a sheet is to a table.
type rowUse uint8

const (
	rowTaken rowUse = iota
	rowSkip         // it stands between the table's rows
	rowStop         // it stands under them
)

// what says what a row is.
func (r *rowsReader) what(d *rowData) rowUse {
	if r.covered[d.row] {
		return rowSkip
	}
	under := d.row > r.bottom
	if r.view != nil {
		for _, p := range r.view.rowsAt(d.row) {
			switch {
			case p.row.skip, slices.Contains(r.table.head, p.row.at):
				return rowSkip
			case p.score < 2:
			case d.row < r.top:
				return rowSkip
			case under:
				return rowStop
			}
		}
	}
	if first := &r.leaf.data[d.from]; first.kind == kindText {
		switch words := normal(first.text); {
		case isTotal(labelOf(words)):
			return rowSkip
		case under && isNote(words):
			return rowStop
		}
	}
	if under && d.merged < d.merges {
		for k := d.from; k < d.to; k++ {
			if r.spans(r.leaf.cover(d.row, int(r.leaf.data[k].column))) > 1 {
				return rowStop
			}
		}
	}
	return rowTaken
}

// spans is how many of the table's columns a merged cell lies over.
func (r *rowsReader) spans(m area) (n int) {
	for _, u := range r.uses {
		if u.column >= m.left && u.column <= m.right {
			n++
		}
	}
	return n
}

// maxCovered bounds the rows that are looked at because of merged cells.
const maxCovered = 1 << 20

// findCovered finds the rows in which each of the table's columns only goes on with a merged cell from above: they are
// no rows of their own.
func (r *rowsReader) findCovered() {
	r.covered = map[int]bool{}
	count, total := map[int]int{}, 0
	for _, m := range r.leaf.merges {
		n := r.spans(m)
		if n == 0 || m.bottom == m.top {
			continue
		}
		for row := m.top + 1; row <= m.bottom && total < maxCovered; row++ {
			total++
			if count[row] += n; count[row] == len(r.uses) {
				r.covered[row] = true
			}
		}
	}
}

// blankBelow stands under a table's last row. It is the form's word, and no value.
const blankBelow = "以下空白"

// readRow reads one row, and says whether anything was filled in.
func (r *rowsReader) readRow(d *rowData, number int) bool {
	from := len(r.entries)
	given := false
	for i := range r.uses {
		u := &r.uses[i]
		m := area{d.row, u.column, d.row, u.column}
		if d.merged < d.merges {
			m = r.leaf.cover(d.row, u.column)
		}
		cell := r.leaf.inRow(d, u.column)
		if m.top != d.row || m.left != u.column {
			cell = r.leaf.raw(m.top, m.left)
		}
		if cell == nil || cell.formula && u.wants[0].formula || strings.TrimSpace(cell.text) == blankBelow {
			if len(u.wants) == 1 && u.wants[0].in.Required {
				r.add(u.wants[0], number, r.leaf, m, block.Entry{})
			}
			continue
		}
		switch {
		case m.left < m.right && r.spans(m) > 1:
			if m.left != u.column && r.earlier(i, m) {
				continue
			}
			r.add(u.wants[0], number, r.leaf, m, unclear(cell))
		case m.top < d.row && (cell.kind == kindNumber || len(u.wants) > 1):
			r.add(u.wants[0], number, r.leaf, m, unclear(cell))
		case len(u.wants) > 1:
			r.addShared(u, number, m, cell)
		default:
			r.add(u.wants[0], number, r.leaf, m, r.entryOf(cell))
		}
		given = given || m.top == d.row
	}
	if !given {
		r.entries = r.entries[:from]
	}
	r.noteOthers(d)
	return given
}

// earlier says whether a merged cell was already read for a column before the i-th.
func (r *rowsReader) earlier(i int, m area) bool {
	return slices.ContainsFunc(r.uses[:i], func(u columnUse) bool { return u.column >= m.left && u.column <= m.right })
}

// unclear is what may be meant in several ways.
func unclear(d *datum) block.Entry { return block.Entry{Kind: block.EntryUnclear, Text: d.text} }

// addShared reads a cell that holds several values.
func (r *rowsReader) addShared(u *columnUse, number int, m area, cell *datum) {
	e := r.entryOf(cell)
	values, ok := parted(e.Text, u.wants)
	switch {
	case e.Kind != block.EntryText && e.Kind != block.EntryNumber:
		r.add(u.wants[0], number, r.leaf, m, e)
	case !ok:
		r.add(u.wants[0], number, r.leaf, m, unclear(cell))
	default:
		for i, w := range u.wants {
			if values[i] != "" || w.in.Required {
				r.add(w, number, r.leaf, m, block.Entry{Text: values[i]})
			}
		}
	}
}
