package xlsx

import (
	"slices"
	"strings"
)

// columnUse is a column of a sheet and what of a table's it is: one input's, or several inputs' that an older copy has
// in one.
type columnUse struct {
	column int // of the sheet
	wants  []*want
	of     int // column of the table
}

// maxHead bounds how wide a head is read, in columns.
const maxHead = 1024

// heading is a table's head as it was found on a sheet.
type heading struct {
	leaf    *leaf
	rows    []int // its rows on the sheet
	last    int   // the last one of these; 0: it was not found
	uses    []columnUse
	of      map[int]int    // columns of the table, and where they are
	surplus map[int]string // columns with labels that the form does not have
	labels  map[string]bool
	columns map[int]bool // that have labels
}

// columnPath is the labels over a column, from top to bottom, each once.
type columnPath struct {
	column int // of the table or of the sheet
	path   []string
	taken  bool
}

func (p *columnPath) leaf() string { return p.path[len(p.path)-1] }
func (p *columnPath) key() string  { return strings.Join(p.path, "\n") }

// findHead reads which columns of a table are where, from the rows of its head that were found.
func (v *view) findHead(t *soughtTable) heading {
	h := heading{leaf: v.leaf, of: map[int]int{}, surplus: map[int]string{}, labels: map[string]bool{}, columns: map[int]bool{}}
	var rows []int
	for _, r := range t.head {
		if at, ok := v.found[r]; ok {
			rows = append(rows, at)
			h.last = v.leaf.bottom(at, h.last)
		}
	}
	if h.rows = rows; rows == nil {
		return h
	}
	mine := t.paths()
	theirs := v.leaf.paths(rows)
	for i := range theirs {
		h.labels[theirs[i].leaf()], h.columns[theirs[i].column] = true, true
	}
	match := func(same func(a, b *columnPath) bool, unique bool) {
		for i := range mine {
			a := &mine[i]
			if a.taken {
				continue
			}
			var fit []*columnPath
			for k := range theirs {
				if b := &theirs[k]; !b.taken && same(a, b) {
					fit = append(fit, b)
				}
			}
			if len(fit) == 0 || unique && (len(fit) > 1 || countOpen(mine, fit[0], same) > 1) {
				continue
			}
			if n := countOpen(mine, fit[0], same); n == 1 {
				h.take(t, a, fit...) // all columns of that label: if several have values, they disagree
			} else {
				h.take(t, a, fit[0])
			}
		}
	}
	match(func(a, b *columnPath) bool { return a.key() == b.key() }, false)
	match(func(a, b *columnPath) bool { return a.leaf() == b.leaf() }, true)
	match(func(a, b *columnPath) bool { return bare(a.leaf()) == bare(b.leaf()) }, true)
	h.takeShared(t, mine, theirs)
	for i := range theirs {
		if !theirs[i].taken {
			h.surplus[theirs[i].column] = theirs[i].leaf()
		}
	}
	return h
}

// countOpen is how many columns of the table a column of the sheet may be.
func countOpen(mine []columnPath, b *columnPath, same func(a, b *columnPath) bool) int {
	n := 0
	for i := range mine {
		if !mine[i].taken && same(&mine[i], b) {
			n++
		}
	}
	return n
}

// take notes that a column of the table is at those of the sheet.
func (h *heading) take(t *soughtTable, a *columnPath, at ...*columnPath) {
	a.taken = true
	for _, b := range at {
		b.taken = true
		if _, have := h.of[a.column]; !have {
			h.of[a.column] = b.column
		}
		if w := t.wants[a.column]; w != nil {
			h.uses = append(h.uses, columnUse{b.column, []*want{w}, a.column})
		}
	}
}

// takeShared finds columns of the sheet that have the label over several of the table's: what these hold stands there
// in one cell.
func (h *heading) takeShared(t *soughtTable, mine, theirs []columnPath) {
	for k := range theirs {
		b := &theirs[k]
		if b.taken || slices.ContainsFunc(theirs, func(o columnPath) bool { return o.column != b.column && o.key() == b.key() }) {
			continue
		}
		var wants []*want
		first := -1
		for i := range mine {
			a := &mine[i]
			if n := len(a.path); !a.taken && n > 1 && t.wants[a.column] != nil && slices.Equal(a.path[:n-1], b.path) {
				wants = append(wants, t.wants[a.column])
				if a.taken = true; first < 0 {
					first = a.column
				}
			}
		}
		if wants != nil {
			b.taken = true
			h.uses = append(h.uses, columnUse{b.column, wants, first})
		}
	}
}

// paths are the labels over the table's columns. Columns without any have none.
func (t *soughtTable) paths() (all []columnPath) {
	if len(t.labels) == 0 {
		return nil
	}
	for c := range t.labels[0] {
		p := columnPath{column: c}
		for _, labels := range t.labels {
			p.add(labels[c])
		}
		if p.path != nil {
			all = append(all, p)
		}
	}
	return all
}

// paths are the labels over a sheet's columns, in some of its rows.
func (l *leaf) paths(rows []int) (all []columnPath) {
	columns := map[int]bool{}
	for _, row := range rows {
		r := l.kept(row)
		for k := r.from; k < r.to; k++ {
			m := l.cover(row, int(l.data[k].column))
			for c := m.left; c <= m.right && len(columns) < maxHead; c++ {
				columns[c] = true
			}
		}
		for _, k := range l.joined[r.merged:r.merges] { // those that begin over the row
			m := l.merges[k]
			for c := m.left; c <= m.right && len(columns) < maxHead; c++ {
				columns[c] = true
			}
		}
	}
	for c := range columns {
		p, first := columnPath{column: c}, true
		for _, row := range rows {
			m := l.cover(row, c)
			if d := l.raw(m.top, m.left); d != nil {
				p.add(labelOf(normal(d.text)))
				first = m.left == c
			}
		}
		if p.path != nil && first { // a label over merged columns is that of the first
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b columnPath) int { return a.column - b.column })
	return all
}

func (p *columnPath) add(label string) {
	if label != "" && (len(p.path) == 0 || p.leaf() != label) {
		p.path = append(p.path, label)
	}
}

// bottom is the last row of the merged cells that begin in a row and hold something, or a later one.
func (l *leaf) bottom(row, last int) int {
	r := l.kept(row)
	last = max(last, row)
	for k := r.from; k < r.to; k++ {
		if m := l.cover(row, int(l.data[k].column)); m.top == row {
			last = max(last, m.bottom)
		}
	}
	return last
}
