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
		if x.Covered || len(x.Content) == 0 && cols == 1 && rows == 1 && !x.Above && !x.Shaded {
			continue
		}
		st, look := t.columns[i], &t.Columns[i].Style
		if x.Style != nil {
			st, look = newStyle(*x.Style), x.Style
		}
		broken, err := t.text(x.Content, st, t.edges[i+cols]-t.edges[i]-2*pad)
		if err == nil && shaped(look) {
			height := t.fixed(src, index, rows)
			if height > 0 && rows == 1 && look.Shrink > 0 && !t.suits(&broken, look, height) {
				var others page.Length
				others, err = t.others(src)
				height = max(height, others)
			}
			if err == nil {
				err = t.shape(&broken, look, i, height)
			}
		}
		if err != nil {
			return cellError(index, i, err)
		}
		c := cell{text: broken, col: i, cols: cols, row: n, rows: rows, above: x.Above, shaded: x.Shaded}
		c.stays = x.Repeat && p != head && c.need() <= t.room
		if st.pitch+2*pad > t.room && p != head {
			return cellError(index, i, errHead)
		}
		if rows > 1 {
			if p == body && t.Again != "" && len(x.Content) > 0 {
				if err := t.shownAgain(&c, x.Content, look, t.fixed(src, index, rows)); err != nil {
					return cellError(index, i, err)
				}
			}
			c.flows = p != head && c.need() > t.room
			t.open = append(t.open, int32(len(t.cells)))
		}
		t.cells = append(t.cells, c)
	}
	return nil
}

// others is how high a row's cells are that do not shrink: what those that do have room for.
func (t *table) others(src *block.Row) (height page.Length, err error) {
	chars, lines := len(t.chars), len(t.lines)
	for i := range src.Cells {
		x := &src.Cells[i]
		cols := max(x.Cols, 1)
		st, look := t.columns[i], &t.Columns[i].Style
		if x.Style != nil {
			st, look = newStyle(*x.Style), x.Style
		}
		if x.Covered || len(x.Content) == 0 || x.Rows > 1 || look.Shrink > 0 || look.Vertical {
			continue
		}
		broken, err := t.text(x.Content, st, t.edges[i+cols]-t.edges[i]-2*pad)
		if err != nil {
			return 0, err
		}
		height = max(height, broken.height()+2*pad)
		t.chars, t.lines = t.chars[:chars], t.lines[:lines]
	}
	return min(height, t.room), nil
}

// shownAgain breaks the text that later pages show of a cell over several rows. It stands behind the cell's own.
func (t *table) shownAgain(c *cell, content []block.Span, look *block.Style, height page.Length) error {
	marked := append(content[:len(content):len(content)], block.Span{Text: t.Again})
	broken, err := t.text(marked, newStyle(*look), t.edges[c.col+c.cols]-t.edges[c.col]-2*pad)
	if err == nil && shaped(look) {
		err = t.shape(&broken, look, c.col, height)
	}
	if err == nil && broken.height()+2*pad <= t.room {
		c.again = &broken
	}
	return err
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
		if c.last() > n && !c.flows || c.stays {
			need = c.need()
		}
		if c.last() >= n {
			height = max(height, need-(t.y-t.rows[c.row].y))
		}
	}
	return max(height, 2*pad)
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
		if r.sum != nil {
			t.result.Rows[len(t.result.Rows)-1].Sum = r.sum
		}
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
	if c.shaded {
		t.shade(t.edges[c.col], top, t.edges[c.col+c.cols], bottom)
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
