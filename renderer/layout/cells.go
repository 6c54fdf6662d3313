package layout

import (
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// add measures a row and puts it last on the page, without a height.
func (t *table) add(src *block.Row, index int, p part) error {
	n := len(t.rows)
	t.rows = append(t.rows, row{index: index, part: p, y: t.y, first: int32(len(t.cells))})
	for i := range src.Cells {
		x := &src.Cells[i]
		cols, rows := max(x.Cols, 1), max(x.Rows, 1)
		if x.Covered || len(x.Content) == 0 && cols == 1 && rows == 1 {
			continue
		}
		st := t.columns[i]
		if x.Style != nil {
			st = newStyle(*x.Style)
		}
		broken, err := t.text(x.Content, st, t.edges[i+cols]-t.edges[i]-2*pad)
		if err != nil {
			return cellError(index, i, err)
		}
		c := cell{text: broken, col: i, cols: cols, row: n, rows: rows}
		if st.pitch+2*pad > t.room && p != head {
			return cellError(index, i, errHead)
		}
		if rows > 1 {
			c.flows = p != head && c.need() > t.room
			t.open = append(t.open, int32(len(t.cells)))
		}
		t.cells = append(t.cells, c)
	}
	return nil
}

// drop takes the row just added back.
func (t *table) drop() {
	n := len(t.rows) - 1
	t.cells = t.cells[:t.rows[n].first]
	t.rows = t.rows[:n]
	for len(t.open) > 0 && int(t.open[len(t.open)-1]) >= len(t.cells) {
		t.open = t.open[:len(t.open)-1]
	}
}

// heights gives the height of the row just added: as one among others, where only the merged cells that end
// with it count, and as the last one of a page, where all of them end.
func (t *table) heights(src *block.Row) (height, closed page.Length) {
	n := len(t.rows) - 1
	r := &t.rows[n]
	switch {
	case r.goesOn:
	case src.Height > 0:
		height = um(src.Height)
		if r.part != head {
			height = min(height, t.room)
		}
	default:
		for i := range t.columns {
			height = max(height, t.columns[i].pitch+2*pad)
		}
	}
	for i := int(r.first); i < len(t.cells); i++ {
		if c := &t.cells[i]; c.row == n && c.rows == 1 {
			height = max(height, c.need())
		}
	}
	for _, i := range t.open {
		c := &t.cells[i]
		above := r.y - t.rows[c.row].y
		switch {
		case c.last() == n:
			height = max(height, c.need()-above)
		case c.last() > n && c.flows:
			closed = max(closed, c.style.pitch+2*pad-above)
		case c.last() > n:
			closed = max(closed, c.need()-above)
		}
	}
	return height, max(height, closed)
}

// smallest is the height of a piece of the row just added that shows a line of each of its cells, and the
// merged cells that reach beyond it whole.
func (t *table) smallest() (height page.Length) {
	n := len(t.rows) - 1
	for i := t.headCells; i < len(t.cells); i++ {
		c := &t.cells[i]
		need := c.style.pitch + 2*pad
		if c.last() > n && !c.flows {
			need = c.need()
		}
		if c.last() >= n {
			height = max(height, need-(t.y-t.rows[c.row].y))
		}
	}
	return max(height, 2*pad)
}

// put gives the row just added its place: here, on the next page, or on as many pages as it takes.
func (t *table) put(src *block.Row) error {
	if !t.fits(src) && (t.opens() || len(t.rows)-1 > t.headRows) {
		if _, closed := t.heights(src); closed <= t.room || t.y+t.smallest() > t.bottom {
			t.next(len(t.rows) - 1)
		}
	}
	for !t.fits(src) {
		n := len(t.rows) - 1
		height, closed := t.heights(src)
		if alone := n == t.headRows && !t.opens(); alone && closed <= t.room {
			t.reserve = t.room - closed // a page of its own has room for no more
			continue
		} else if alone && t.smallest() > t.room-t.reserve {
			if t.reserve == 0 {
				return errHead
			}
			t.reserve = 0
		}
		piece := t.bottom - t.y
		if height <= piece {
			piece -= t.reserve // it would end here, but what must stay with it would not be here
		}
		if piece < t.smallest() {
			t.next(n)
			continue
		}
		for i := t.headCells; i < len(t.cells); i++ {
			c := &t.cells[i]
			c.flows = c.flows || c.last() == n
		}
		r := &t.rows[n]
		r.height, r.closed = piece, piece
		t.y += piece
		t.next(n)
		t.rows[len(t.rows)-1].goesOn = true
	}
	r := &t.rows[len(t.rows)-1]
	r.height, r.closed = t.heights(src)
	t.y += r.height
	return nil
}

// next closes the page and starts another with row n, which is carried over; if it has a height already, it
// has begun on the page that is closed.
func (t *table) next(n int) {
	shown := n
	if t.rows[n].height > 0 {
		shown++
	}
	if shown > t.headRows {
		moved := t.rows[shown:]
		t.rows = t.rows[:shown]
		t.close()
		t.rows = t.rows[:shown+len(moved)]
	}
	t.carry(n)
	t.turn()
	t.start(t.top)
	r := &t.rows[len(t.rows)-1]
	r.y, r.height = t.y, 0
}

// carry keeps the head's cells and those that reach into row n or lie behind it, and forgets the others.
func (t *table) carry(n int) {
	cells, chars, lines := t.headCells, int32(t.headChars), int32(t.headLines)
	for i := t.headCells; i < len(t.cells); i++ {
		c := t.cells[i]
		if c.last() < n {
			continue
		}
		copy(t.chars[chars:], t.chars[c.char:c.char+c.count])
		copy(t.lines[lines:], t.lines[c.line:c.line+c.lines])
		c.char, c.line = chars, lines
		chars, lines = chars+c.count, lines+c.lines
		c.rows -= max(n-c.row, 0)
		c.row = t.headRows + max(c.row-n, 0)
		t.cells[cells] = c
		cells++
	}
	t.cells, t.chars, t.lines = t.cells[:cells], t.chars[:chars], t.lines[:lines]
	t.rows = append(t.rows[:t.headRows], t.rows[n])
	t.rows[t.headRows].first = int32(t.headCells)
}

// close draws what is on the page: the cells' texts and the rules.
func (t *table) close() {
	n := len(t.rows) - 1
	if n < 0 {
		return
	}
	t.y += t.rows[n].closed - t.rows[n].height
	t.rows[n].height = t.rows[n].closed
	for i := range t.rows {
		r := &t.rows[i]
		if r.part == head && t.headPlaced {
			continue
		}
		t.place(r.index, r.y, r.height)
	}
	t.headPlaced = true
	for i := range t.cells {
		if c := &t.cells[i]; c.row <= n {
			t.draw(c)
		}
	}
	t.rules()
}

// draw draws a cell in its rows on this page.
func (t *table) draw(c *cell) {
	end := t.lastRow(c)
	top, bottom := t.rows[c.row].y, t.rows[end].y+t.rows[end].height
	show := c.lines - c.from
	if c.flows {
		show = min(show, int32((bottom-top-2*pad)/c.style.pitch))
	}
	height := page.Length(show) * c.style.pitch
	y := top + (bottom-top-height)/2
	switch c.style.valign {
	case block.Top:
		y = top + pad
	case block.Bottom:
		y = bottom - pad - height
	}
	t.write(&c.text, c.from, c.from+show, t.edges[c.col]+pad, y)
	if c.flows {
		c.from += show
	}
}

// lastRow is the index of the last row on this page that the cell reaches: never into another part, if filler
// rows under it were dropped.
func (t *table) lastRow(c *cell) int {
	end := min(c.last(), len(t.rows)-1)
	for t.rows[end].part != t.rows[c.row].part {
		end--
	}
	return end
}
