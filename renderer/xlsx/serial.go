package xlsx

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// numbering counts the rows of a table (序号) by where they stand on the sheet, so that rows put in later are counted too.
type numbering struct {
	columns []int    // of the table, that have numbers: several where rows stand side by side
	filled  []string // for each, the inputs that its numbers wait for: ranges in which % is the row
	anchor  string   // the row above the table's body, as a formula finds it
	above   int      // its number
	last    int      // number given last
	scratch []byte   // what a formula is put together in
}

// end is the column behind those that belong to a column of numbers.
func (n *numbering) end(which, columns int) int {
	if which+1 < len(n.columns) {
		return n.columns[which+1]
	}
	return columns
}

// setNumbers finds the columns that number the rows. The number of a row is there as soon as anything stands in its
// inputs.
func (t *table) setNumbers() {
	var n numbering
	for c := range t.block.Columns {
		if t.block.Columns[c].Serial {
			n.columns = append(n.columns, c)
		}
	}
	if len(n.columns) == 0 || t.body[0] == 0 {
		return
	}
	t.number = &n
	n.above = t.body[0] - 1
	if n.above > 0 {
		n.anchor = "-ROW($A$" + itoa(n.above) + ")"
	}
	first := t.firstInputs()
	for i, c := range n.columns {
		n.filled = append(n.filled, t.rowRanges(first, c+1, n.end(i, len(t.block.Columns))))
	}
}

// firstInputs is the first row of the body that takes inputs; nil for none.
func (t *table) firstInputs() *block.Row {
	for i := range t.block.Body {
		for c := range t.block.Body[i].Cells {
			if sole(t.block.Body[i].Cells[c].Content) != nil {
				return &t.block.Body[i]
			}
		}
	}
	return nil
}

// rowRanges are the cells of a row's inputs in the columns from up to to that hold nothing until somebody writes.
func (t *table) rowRanges(row *block.Row, from, to int) string {
	if row == nil {
		return ""
	}
	var all []string
	add := func(first, last int) {
		s := string(appendColumn(nil, t.edges[first]+1)) + "%"
		if last > first {
			s += ":" + string(appendColumn(nil, t.edges[last]+1)) + "%"
		}
		all = append(all, s)
	}
	start := -1
	for c := from; c < to; c++ {
		cell := &row.Cells[c]
		in := sole(cell.Content)
		switch open := in != nil && cell.Formula == "" && in.Formula == ""; {
		case open && start < 0:
			start = c
		case !open && start >= 0:
			add(start, c-1)
			start = -1
		}
	}
	if start >= 0 {
		add(start, to-1)
	}
	return strings.Join(all, ",")
}

// counting is the formula of a row's number. Rows that take nothing keep the number they have.
func (t *table) counting(o *owner, r int) string {
	n := t.number
	which := 0
	for i, c := range n.columns {
		if t.edges[c] == o.left {
			which = i
		}
	}
	number, err := strconv.Atoi(o.cell.Raw)
	if err != nil {
		number = n.last + 1
	}
	n.last = number
	across := len(n.columns)
	filled := n.filled[which]
	if row := rowOf(t.block, t.row); row.Filler { // words in it are no entry
		filled = t.rowRanges(row, n.columns[which]+1, n.end(which, len(t.block.Columns)))
	}
	if filled == "" {
		return ""
	}
	b := n.scratch[:0]
	waits := o.cell.Raw == "" || t.anyFilled(which)
	if waits {
		b = append(b, "IF(COUNTA("...)
		for i := range len(filled) {
			if filled[i] == '%' {
				b = strconv.AppendInt(b, int64(r), 10)
			} else {
				b = append(b, filled[i])
			}
		}
		b = append(b, `)=0,"",`...)
	}
	if across > 1 {
		b = append(b, '(')
	}
	b = append(append(b, "ROW()"...), n.anchor...)
	if across > 1 {
		b = strconv.AppendInt(append(b, ")*"...), int64(across), 10)
	}
	if d := number - (r-n.above)*across; d != 0 {
		if d > 0 {
			b = append(b, '+')
		}
		b = strconv.AppendInt(b, int64(d), 10)
	}
	if waits {
		b = append(b, ')')
	}
	n.scratch = b
	return string(b)
}

// anyFilled says whether a row that is written has anything in the inputs that its number waits for.
func (t *table) anyFilled(which int) bool {
	n := t.number
	cells := rowOf(t.block, t.row).Cells
	for c := n.columns[which] + 1; c < n.end(which, len(cells)); c++ {
		in := sole(cells[c].Content)
		if in != nil && cells[c].Formula == "" && in.Formula == "" && !isRoom(in.Input, in.Text) {
			return true
		}
	}
	return false
}
