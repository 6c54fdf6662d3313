package layout

import (
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// mark is how long the scratch of a table is.
type mark struct {
	rows, cells, chars, lines, open int
	y                               page.Length
}

func (t *table) mark() mark {
	return mark{len(t.rows), len(t.cells), len(t.chars), len(t.lines), len(t.open), t.y}
}

// back forgets what was added since.
func (t *table) back(m mark) {
	t.rows, t.cells, t.open, t.y = t.rows[:m.rows], t.cells[:m.cells], t.open[:m.open], m.y
	t.chars, t.lines = t.chars[:m.chars], t.lines[:m.lines]
}

// feetHeight measures rows of a page's foot, each at its widest, in scratch.
func (t *table) feetHeight(feet []counted) (sum page.Length, heights []page.Length, err error) {
	m := t.mark()
	defer t.back(m)
	for _, f := range feet {
		widest, err := t.widest(f)
		if err != nil {
			return 0, nil, err
		}
		row := f.Filled(widest.Texts, widest.Digits)
		if err := t.add(&row, len(t.Head)+len(t.Body), foot); err != nil {
			return 0, nil, err
		}
		height, _ := t.heights(&row)
		heights = append(heights, height)
		sum += height
	}
	return sum, heights, nil
}

// single reports whether the rest of the page has room for the whole table and what stays with it, with feet of the
// height. It stops at the first row that has none.
func (t *table) single(feet page.Length) (bool, error) {
	kept, err := t.kept()
	if err != nil {
		return false, err
	}
	m := t.mark()
	defer t.back(m)
	end := t.bottom - feet - kept
	for _, p := range [...]struct {
		rows []block.Row
		part part
	}{{t.Body, body}, {t.Tail, tail}} {
		for i := range p.rows {
			if p.rows[i].Filler {
				continue
			}
			if err := t.add(&p.rows[i], len(t.Head)+i, p.part); err != nil {
				return false, err
			}
			r := &t.rows[len(t.rows)-1]
			r.height, r.closed = t.heights(&p.rows[i])
			if t.y+r.closed > end {
				return false, nil
			}
			t.y += r.height
		}
	}
	return true, nil
}

// closeOpen draws a page on which the table goes on with a row of the part. The cells of rows that stand on the next
// page wait while the foot's are drawn.
func (t *table) closeOpen(next part) {
	if t.sums == nil || next != body {
		t.close()
		return
	}
	const away = 1 << 30
	shown, cells, chars, lines := len(t.rows), len(t.cells), len(t.chars), len(t.lines)
	for i := t.headCells; i < cells; i++ {
		if c := &t.cells[i]; c.row >= shown {
			c.row += away
		}
	}
	t.foot()
	t.close()
	t.cells, t.chars, t.lines = t.cells[:cells], t.chars[:chars], t.lines[:lines]
	for i := t.headCells; i < cells; i++ {
		if c := &t.cells[i]; c.row >= away {
			c.row -= away
		}
	}
}

// endBody adds the last foot and gives its room free.
func (t *table) endBody() {
	if t.sums == nil {
		return
	}
	t.foot()
	t.bottom += t.sums.height
	t.room += t.sums.height
}

// foot counts the rows that begin on the page and adds the sum rows under them.
func (t *table) foot() {
	u := t.sums
	here := make([]tally, len(u.summed))
	for i := t.headRows; i < len(t.rows); i++ {
		if r := &t.rows[i]; r.part == body && !r.goesOn {
			t.fail(t.count(here, r.index-len(t.Head)))
		}
	}
	for k := range here {
		u.now[k].sum = u.now[k].sum.Add(here[k].sum)
		u.now[k].some = u.now[k].some || here[k].some
	}
	if n := len(t.rows) - 1; n >= 0 {
		t.y += t.rows[n].closed - t.rows[n].height
		t.rows[n].height = t.rows[n].closed
	}
	for i, f := range u.feet {
		of := here
		if f.Scope == block.RunningTotal {
			of = u.now
		}
		sum := t.come(f, of)
		row := f.Filled(sum.Texts, sum.Digits)
		index := len(t.Head) - 1
		if n := len(t.rows); n > 0 {
			index = t.rows[n-1].index
		}
		t.fail(t.add(&row, index, foot))
		r := &t.rows[len(t.rows)-1]
		r.sum, r.height, r.closed = sum, u.heights[i], u.heights[i]
		t.y += r.height
	}
}

func (t *table) fail(err error) {
	if t.failed == nil {
		t.failed = err
	}
}
