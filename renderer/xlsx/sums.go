package xlsx

import (
	"slices"
	"strings"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// rowCells are those of the i-th placed row. A counted row gets its counts and their formulas.
func (t *table) rowCells(i int) []block.Cell {
	it := t.items[i]
	if it.sum == nil {
		return rowOf(t.block, it.row).Cells
	}
	s := &t.block.Sums[it.sum.Index]
	cells := s.Filled(it.sum.Texts, it.sum.Digits).Cells
	from, to := t.counts(i, s.Scope)
	for _, n := range s.Counts {
		c := &cells[n.Cell]
		at := t.edges[n.Column] + 1
		area := address(at, from) + ":" + address(at, to)
		sum, count := "SUBTOTAL(9,"+area+")", "SUBTOTAL(2,"+area+")"
		if s.Scope != block.PageTotal && t.someAtFeet() { // whose sums of some rows SUBTOTAL would count
			all, ok := t.ranges(n.Column, from, to)
			if !ok {
				continue
			}
			sum, count = "SUM("+all+")", "COUNT("+all+")"
		}
		switch {
		case from == 0:
			continue
		case s.Only != nil:
			if c.Formula = t.someOf(s, n.Column, from, to); c.Raw == "" {
				c.Style = blankZero(c.Style, &t.block.Columns[n.Cell].Style)
			}
			continue
		case n.Capitals:
			c.Formula = block.Formula("IF(" + count + `=0,"",` + decimal.CapitalsFormula(t.sumCell(i, n.Column, sum)) + ")")
			continue
		case c.Kind != block.Number:
			continue
		}
		c.Formula = block.Formula(sum)
		if c.Raw == "" {
			c.Style = blankZero(c.Style, &t.block.Columns[n.Cell].Style)
		}
	}
	return cells
}

// someAtFeet says whether rows at the pages' feet sum up some rows only.
func (t *table) someAtFeet() bool {
	return slices.ContainsFunc(t.block.Sums, func(s block.SumRow) bool { return s.Only != nil && s.Scope != block.GrandTotal })
}

// someOf is the sum of a column's cells in the rows that a counted row chooses, or empty where SUMIFS cannot say which.
func (t *table) someOf(s *block.SumRow, column, from, to int) block.Formula {
	pieces := t.pieces(from, to)
	if len(s.When) == 0 || len(pieces) > maxPieces {
		return ""
	}
	var sums []string
	for _, p := range pieces {
		area := func(column int) string {
			at := t.edges[column] + 1
			return address(at, p[0]) + ":" + address(at, p[1])
		}
		sum := "SUMIFS(" + area(column)
		for _, c := range s.When {
			sum += "," + area(c.Column) + `,"` + strings.ReplaceAll(c.Is, `"`, `""`) + `"`
		}
		sums = append(sums, sum+")")
	}
	return block.Formula(strings.Join(sums, "+"))
}

// sumCell is the address of the same sum in the counted row above the i-th placed one, or else what it is.
func (t *table) sumCell(i, column int, sum string) string {
	if i == 0 || t.items[i-1].sum == nil {
		return sum
	}
	above := t.items[i-1]
	for _, n := range t.block.Sums[above.sum.Index].Counts {
		if n.Column == column && !n.Capitals && t.block.Sums[above.sum.Index].Scope == t.block.Sums[t.items[i].sum.Index].Scope {
			return address(t.edges[n.Cell]+1, above.first)
		}
	}
	return sum
}

// counts gives the first and the last row of the sheet that the i-th placed row, a counted one, counts; 0 for none.
// SUBTOTAL leaves out the sum rows between them.
func (t *table) counts(i int, scope block.Scope) (first, last int) {
	if scope == block.GrandTotal {
		return t.body[0], t.body[1]
	}
	page := t.plan.rows[t.items[i].first-1].page
	for k := i - 1; k >= 0 && t.items[k].row >= len(t.block.Head); k-- {
		it := t.items[k]
		if it.sum != nil && last == 0 {
			continue
		}
		if it.sum != nil || t.plan.rows[it.first-1].page != page {
			break
		}
		if first = it.first; last == 0 {
			last = it.last
		}
	}
	if scope == block.RunningTotal && last > 0 {
		first = t.body[0]
	}
	return first, last
}

// blankZero is a style whose format shows no 0: the sum of cells that nobody has filled in is blank.
func blankZero(own, column *block.Style) *block.Style {
	style := *column
	if own != nil {
		style = *own
	}
	format := style.Format
	if format == "" {
		format = "General"
	}
	style.Format = format + ";-" + format + ";"
	return &style
}

// resume gives the cells that reach over sum rows or a page's end their further place behind them. Sum rows cut merged
// cells, which no row can stand within.
func (t *table) resume(i int) {
	if t.items[i].sum != nil {
		if i > 0 && t.items[i-1].sum == nil {
			t.held = append(t.held[:0], t.owners...)
		}
		return
	}
	switch {
	case i > 0 && t.items[i-1].sum != nil:
	case t.cut(i):
		t.held = append(t.held[:0], t.owners...)
	default:
		return
	}
	row := t.items[i].row
	for c := range t.held {
		o := t.held[c]
		if o.until <= row || row >= len(t.block.Head)+len(t.block.Body) {
			continue
		}
		o.first, o.last, o.again = t.items[i].first, t.reach(i, o.until), true
		t.owners[c] = o
	}
}

// cut says whether the i-th placed row begins a page of a table that says on later pages what goes on: its merged
// cells end with the page before, and are shown again.
func (t *table) cut(i int) bool {
	rows := t.plan.rows
	return t.block.Again != "" && i > 0 && rows[t.items[i].first-1].page != rows[t.items[i-1].last-1].page
}

// rest is what a cell shows behind sum rows or a page's end: its text again, if it is one over several rows, but no number, which
// would be counted twice.
func (t *table) rest(c *block.Cell) any {
	s := join(c.Content)
	if max(c.Rows, 1) == 1 || s == "" {
		return nil
	}
	return s + t.block.Again
}

// sumsAtFeet says whether there are sum rows at the pages' feet.
func (t *table) sumsAtFeet() bool {
	return slices.ContainsFunc(t.block.Sums, func(s block.SumRow) bool { return s.Scope != block.GrandTotal })
}

// counted says whether sum rows count a column at the pages' feet.
func (t *table) counted(column int) bool {
	for i := range t.block.Sums {
		s := &t.block.Sums[i]
		for _, n := range s.Counts {
			if n.Column == column && s.Scope != block.GrandTotal {
				return true
			}
		}
	}
	return false
}

// maxRanges is how many ranges of one column a formula may name: a function takes 255 arguments. maxPieces is how many
// SUMIFS of some ranges each may be added up: a formula has 8,192 characters.
const (
	maxRanges = 200
	maxPieces = 60
)

// ranges addresses the cells of a column from one row of the sheet to another, without those of sum rows between.
func (t *table) ranges(column, from, to int) (string, bool) {
	at := t.edges[column] + 1
	var parts []string
	for _, p := range t.pieces(from, to) {
		parts = append(parts, address(at, p[0])+":"+address(at, p[1]))
	}
	t.split = len(parts) > maxRanges
	return strings.Join(parts, ","), len(parts) > 0 && !t.split
}

// pieces are the rows of the sheet from one to another, without sum rows.
func (t *table) pieces(from, to int) (all [][2]int) {
	start, end := 0, 0
	for _, it := range t.items {
		switch {
		case it.sum != nil && start > 0:
			all = append(all, [2]int{start, end})
			start = 0
		case it.sum == nil && it.first >= from && it.last <= to:
			if start == 0 {
				start = it.first
			}
			end = it.last
		}
	}
	if start > 0 {
		all = append(all, [2]int{start, end})
	}
	return all
}
