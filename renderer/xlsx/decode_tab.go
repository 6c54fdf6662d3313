package xlsx

import (
	"cmp"
	"slices"
)

// The size of a sheet.
const (
	lastRow    = 1048576
	lastColumn = 16384
)

// kind is what a cell holds.
type kind uint8

// The kinds.
const (
	kindText kind = iota
	kindNumber
	kindDay   // a number that is shown as a day or a time
	kindISO   // a day as 2013-05-20T00:00:00
	kindTruth // 1 or 0
	kindFault // #REF!
	kindUncounted
)

// datum is a cell that holds something that can be seen.
type datum struct {
	row     int32  // from 1
	column  uint16 // from 1
	kind    kind
	formula bool
	text    string // as it is stored; of a formula without a value, the formula
}

// area is a rectangle of cells: rows and columns from 1, with the last ones.
type area struct{ top, left, bottom, right int }

// has says whether a cell lies in the area.
func (a area) has(row, column int) bool {
	return row >= a.top && row <= a.bottom && column >= a.left && column <= a.right
}

// leaf is a sheet that was read. Empty cells and rows are not kept.
type leaf struct {
	name   string
	part   string // empty: it is no table of cells
	data   []datum
	rows   []rowData
	merges []area
	joined []int32 // merges, row by row
	mixed  bool    // the cells did not come in order
}

// rowData is a row that has something: where its cells and the merged cells that reach into it are.
type rowData struct {
	row            int
	from, to       int // of leaf.data
	merged, merges int // of leaf.joined
}

// index makes the cells findable once all are there.
func (t *leaf) index(part string) error {
	if t.mixed {
		slices.SortStableFunc(t.data, func(a, b datum) int {
			return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
		})
	}
	for i := range t.data {
		d := &t.data[i]
		if n := len(t.rows); n == 0 || t.rows[n-1].row != int(d.row) {
			t.rows = append(t.rows, rowData{row: int(d.row), from: i})
		} else if t.data[i-1].column == d.column {
			return &FileError{Code: FileDamaged, Part: part, Err: errTwice}
		}
		t.rows[len(t.rows)-1].to = i + 1
	}
	return t.indexMerges(part)
}

// indexMerges notes in each row which merged cells reach into it, from left to right.
func (t *leaf) indexMerges(part string) error {
	slices.SortFunc(t.merges, func(a, b area) int {
		return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.top, b.top), cmp.Compare(a.bottom, b.bottom), cmp.Compare(a.right, b.right))
	})
	total := 0
	for _, m := range t.merges {
		from, to := t.between(m.top, m.bottom)
		if total += to - from; total > maxJoined {
			return &FileError{Code: FileMany, Part: part}
		}
		for i := from; i < to; i++ {
			t.rows[i].merges++
		}
	}
	t.joined = make([]int32, total)
	at := 0
	for i := range t.rows {
		r := &t.rows[i]
		r.merged, at = at, at+r.merges
		r.merges = r.merged
	}
	for k, m := range t.merges {
		from, to := t.between(m.top, m.bottom)
		for i := from; i < to; i++ {
			t.joined[t.rows[i].merges] = int32(k)
			t.rows[i].merges++
		}
	}
	return nil
}

// between gives the kept rows from one to another row of the sheet.
func (t *leaf) between(top, bottom int) (from, to int) {
	from, _ = slices.BinarySearchFunc(t.rows, top, func(r rowData, row int) int { return cmp.Compare(r.row, row) })
	to, found := slices.BinarySearchFunc(t.rows[from:], bottom, func(r rowData, row int) int { return cmp.Compare(r.row, row) })
	if found {
		to++
	}
	return from, from + to
}

// kept gives a row of the sheet, nil if it has nothing.
func (t *leaf) kept(row int) *rowData {
	i, found := slices.BinarySearchFunc(t.rows, row, func(r rowData, row int) int { return cmp.Compare(r.row, row) })
	if !found {
		return nil
	}
	return &t.rows[i]
}

// cover gives the merged cell that a cell is part of; of one that is not, the cell itself.
func (t *leaf) cover(row, column int) area {
	if r := t.kept(row); r != nil {
		for _, k := range t.joined[r.merged:r.merges] {
			m := t.merges[k]
			if m.left > column {
				break
			}
			if m.has(row, column) {
				return m
			}
		}
	}
	return area{row, column, row, column}
}

// shown gives what is seen at a cell: of a merged one, what its first cell holds.
func (t *leaf) shown(row, column int) *datum {
	m := t.cover(row, column)
	return t.raw(m.top, m.left)
}

// raw gives what a cell holds, seen or not.
func (t *leaf) raw(row, column int) *datum {
	r := t.kept(row)
	if r == nil {
		return nil
	}
	return t.inRow(r, column)
}

func (t *leaf) inRow(r *rowData, column int) *datum {
	i, found := slices.BinarySearchFunc(t.data[r.from:r.to], column, func(d datum, c int) int { return cmp.Compare(int(d.column), c) })
	if !found {
		return nil
	}
	return &t.data[r.from+i]
}
