package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// table writes the placed rows of a table, top to bottom.
type table struct {
	*sheet
	block *block.Table
	items []item
	edges []int          // first grid column of each column, and the end of the last
	keys  map[string]int // columns by their key
	outer edge
	inner edge
	// owners is, for each column, the cell that stands in it in the row being written.
	owners []owner
	body   [2]int  // first and last row of the sheet with a row of Body; 0 for none
	titled bool    // its head is what later pages repeat
	held   []owner // owners before the sum rows being written
	points []int   // for each column, the most decimals of its numbers; nil if none is set on the point
	split  bool    // a column's cells are too many ranges for a formula
	row    int     // of the table, that is being written
	number *numbering
}

// owner is a cell with all the room it takes on the sheet.
type owner struct {
	cell        *block.Cell
	style       *block.Style
	first, last int         // rows of the sheet, from 1
	left, right int         // grid columns: from left up to right
	until       int         // row of the table behind its last
	value       int         // row of the sheet that holds its value
	again       bool        // sum rows or a page end stand between it and its start
	counted     bool        // it is the sum of others
	in          *block.Span // of the input whose home it is; nil for none
	serial      bool        // it numbers the rows
}

func (s *sheet) table(items []item, b *block.Table) error {
	t := table{
		sheet: s, block: b, items: items, edges: s.plan.edges(items[0].block, b), keys: make(map[string]int, len(b.Columns)),
		outer: weight(b.Outer), inner: weight(b.Inner), owners: make([]owner, len(b.Columns)),
	}
	if from, _, ok := s.plan.titles(s.section); ok {
		t.titled = from == items[0].first
	}
	for i := range b.Columns {
		t.keys[b.Columns[i].Key] = i
	}
	t.setPoints()
	for _, it := range items {
		if it.sum == nil && t.inBody(it.row) {
			if t.body[0] == 0 {
				t.body[0] = it.first
			}
			t.body[1] = it.last
		}
	}
	t.setNumbers()
	for i := range items {
		if err := t.writeRow(i); err != nil {
			return err
		}
	}
	return nil
}

// writeRow writes the i-th placed row.
func (t *table) writeRow(i int) error {
	it := t.items[i]
	t.row = it.row
	cells := t.rowCells(i)
	if len(cells) != len(t.block.Columns) {
		return fmt.Errorf("row %d has %d cells for %d columns", it.row, len(cells), len(t.block.Columns))
	}
	t.resume(i)
	for c := range cells {
		if !cells[c].Covered && !it.goesOn {
			t.own(i, c, &cells[c])
		}
	}
	for r := it.first; r <= it.last; r++ {
		for c := 0; c < len(cells); {
			o := &t.owners[c]
			if err := t.draw(o, it, r); err != nil {
				return err
			}
			for c++; c < len(cells) && t.owners[c] == *o; c++ {
			}
		}
		if err := t.flush(r); err != nil {
			return err
		}
	}
	return nil
}

// inBody says whether a row of the table is one of its body.
func (t *table) inBody(row int) bool {
	return row >= len(t.block.Head) && row < len(t.block.Head)+len(t.block.Body)
}

// own makes a cell the owner of the columns it spans, down to the last placed row it spans.
func (t *table) own(i, c int, cell *block.Cell) {
	end := min(c+max(cell.Cols, 1), len(t.block.Columns))
	o := owner{cell: cell, style: cell.Style, first: t.items[i].first, left: t.edges[c], right: t.edges[end]}
	if o.style == nil {
		o.style = &t.block.Columns[c].Style
	}
	o.until, o.value = t.items[i].row+max(cell.Rows, 1), o.first
	o.counted = t.items[i].sum != nil && cell.Kind == block.Number
	o.last = t.reach(i, o.until)
	if t.items[i].sum == nil {
		o.serial = t.number != nil && t.block.Columns[c].Serial && t.inBody(t.items[i].row)
		if in := sole(cell.Content); in != nil && t.book.isHome(t.sheet, t.items[i].block, in.Input, o.left+1, o.first) {
			o.in = in
		}
	}
	for ; c < end; c++ {
		t.owners[c] = o
	}
}

// reach is the last row of the sheet of a cell that stands in placed row i and ends before a row of the table.
func (t *table) reach(i, until int) int {
	last := t.items[i].last
	for k := i + 1; k < len(t.items); k++ {
		it := &t.items[k]
		if it.row >= until || it.sum != nil || t.items[i].sum != nil || t.cut(k) {
			break
		}
		last = it.last
	}
	return last
}

// draw writes the part of a cell that lies in row r of the sheet: its value at its top left corner, and the
// borders of its edges, which a merged range needs on each of its cells.
func (t *table) draw(o *owner, it item, r int) error {
	if o.cell == nil || o.left == o.right {
		return fmt.Errorf("row %d of the table has a place that no cell fills", it.row)
	}
	var v any
	var formula, format string
	var err error
	if r == o.first {
		if v, format, formula, err = t.content(o, r); err != nil {
			return err
		}
		if err := t.merge(o.left, o.first, o.right, o.last); err != nil {
			return err
		}
	}
	l := t.look(o, format)
	for c := o.left; c < o.right; c++ {
		l.edges = t.around(o, c, r)
		id, err := t.styles.id(l)
		if err != nil {
			return err
		}
		t.set(c, excelize.Cell{StyleID: id, Value: v, Formula: formula})
		v, formula = nil, ""
	}
	return nil
}

// content is what the cell holds.
func (t *table) content(o *owner, r int) (v any, format, formula string, err error) {
	switch {
	case o.again:
		v, format = t.rest(o.cell), text
	case o.in != nil:
		v, format = entry(o.in, o.cell.Raw, o.style.Format)
		if format == text && o.cell.Formula != "" {
			format = ""
		}
		format = t.pointed(o, v, format)
	default:
		v, format = value(o.cell, o.style)
		format = t.pointed(o, v, format)
	}
	if s, ok := v.(string); ok {
		if err := check(s); err != nil {
			return nil, "", "", &CellError{Pointer: pointer(o.cell.Content), Cell: address(o.left+1, r), Err: err}
		}
	}
	switch {
	case o.again:
	case o.serial:
		formula = t.counting(o, r)
	case o.cell.Formula != "":
		formula, err = resolve(o.cell.Formula, t.addresses(r))
		if t.split || units(formula) >= maxFormula {
			t.split, formula, err = false, "", nil // the value alone
		}
	case live(o.cell.Content):
		if formula, err = t.joined(o.cell.Content, t.addresses(r)); formula != "" && format == text {
			format = ""
		}
	}
	return v, format, formula, err
}

// addresses are those of a formula in row r of the sheet.
func (t *table) addresses(r int) addresses {
	place := -1
	if t.inBody(t.row) {
		place = t.row - len(t.block.Head)
	}
	return addresses{
		cell: t.cell, column: t.column, parted: t.parted, homes: t.homeRanges,
		home: func(path string) (string, bool) { return t.homeAddress(path, r, place) },
	}
}

// around gives the edges of a cell in column c and row r. The table's outer rules also close it where a page
// ends, and open it on the next, unless its head stands there.
func (t *table) around(o *owner, c, r int) edges {
	rows := t.plan.rows
	first, last := t.items[0].first, t.items[len(t.items)-1].last
	var e edges
	if c == o.left {
		e.left = t.rule(c == t.edges[0])
	}
	if c == o.right-1 {
		e.right = t.rule(o.right == t.edges[len(t.edges)-1])
	}
	opens := r == first || !t.titled && rows[r-1].page != rows[r-2].page
	if opens || r == o.first && !o.cell.Above {
		e.top = t.rule(opens)
	}
	closes := r == last || rows[r-1].page != rows[r].page
	if closes || r == o.last && !o.cell.Below {
		e.bottom = t.rule(closes)
	}
	return e
}

// rule is the weight of an outer or inner rule.
func (t *table) rule(outer bool) edge {
	if outer {
		return t.outer
	}
	return t.inner
}

// cell addresses the cell of a column in the row being written.
func (t *table) cell(key string) (string, bool) {
	c, ok := t.keys[key]
	if !ok || key == "" {
		return "", false
	}
	o := t.owners[c]
	return address(o.left+1, o.value), true
}

// column addresses the cells of a column in the rows of a name, or in the body.
func (t *table) column(key, rows string) (string, bool) {
	c, ok := t.keys[key]
	return t.over(c, rows, ok && key != "", t.counted)
}

// parted is column without the sum rows, even where they count nothing in it.
func (t *table) parted(key, rows string) (string, bool) {
	c, ok := t.keys[key]
	return t.over(c, rows, ok && key != "", func(int) bool { return t.sumsAtFeet() })
}

// over addresses the cells of a column, where there is one, without those of sum rows if it is split.
func (t *table) over(c int, rows string, ok bool, split func(column int) bool) (string, bool) {
	if !ok {
		return "", false
	}
	from, to := t.body[0], t.body[1]
	if rows != "" {
		from, to = t.named(rows)
	}
	if from == 0 {
		return "", false
	}
	if split(c) && from < to {
		return t.ranges(c, from, to)
	}
	first, last := address(t.edges[c]+1, from), address(t.edges[c]+1, to)
	if rows != "" && from == to {
		return first, true
	}
	return first + ":" + last, true
}

// named gives the first and the last row of the sheet that rows of a name stand in; 0 for none. A single row is
// named by its first: where it takes several, they are merged.
func (t *table) named(key string) (first, last int) {
	for _, n := range t.block.Named {
		if n.Key != key {
			continue
		}
		for _, it := range t.items {
			switch at := it.row - len(t.block.Head); {
			case it.sum != nil || it.goesOn:
			case at == n.From:
				first, last = it.first, it.first
			case at > n.From && at <= n.To:
				last = it.last
			}
		}
	}
	return first, last
}
