package layout

import (
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// put gives the row just added its place: here, on the next page, or, if it is higher than a page, from here on.
func (t *table) put(src *block.Row) {
	_, closed := t.heights(src)
	if !t.fits(src) && closed <= t.room && (t.opens() || len(t.rows)-1 > t.headRows) {
		t.next(len(t.rows) - 1)
	}
	for !t.fits(src) {
		n := len(t.rows) - 1
		if n == t.headRows && !t.opens() {
			t.reserve = min(t.reserve, t.room-t.least(src)) // a page of its own has room for no more
			if t.fits(src) {
				break
			}
		}
		piece := t.bottom - t.y
		if height, _ := t.heights(src); height <= piece {
			piece -= t.reserve // it would end here, but what must stay with it would not be here
		}
		if piece < t.smallest() {
			t.next(n)
			continue
		}
		for i := t.headCells; i < len(t.cells); i++ {
			c := &t.cells[i]
			c.flows = c.flows || c.last() == n && !c.stays
		}
		r := &t.rows[n]
		r.height, r.closed = piece, piece
		t.y += piece
		t.next(n)
		t.rows[t.headRows].goesOn = true
	}
	r := &t.rows[len(t.rows)-1]
	r.height, r.closed = t.heights(src)
	t.y += r.height
}

// least is how much room the row just added needs on a page: all of its height, or, if it is higher than a page,
// that of its smallest piece.
func (t *table) least(src *block.Row) page.Length {
	if _, closed := t.heights(src); closed <= t.room {
		return closed
	}
	return t.smallest()
}

// next closes the page and starts another with row n, which is carried over; if it has a height already, it
// has begun on the page that is closed.
func (t *table) next(n int) {
	shown := n
	if t.rows[n].height > 0 {
		shown++
	}
	if shown > t.headRows {
		held := t.rows[n]
		t.rows = t.rows[:shown]
		t.closeOpen(held.part)
		t.rows = append(t.rows[:n], held)
		t.later.begun = true
	}
	t.leave()
	t.carry(n)
	t.showGroup()
	t.turn()
	t.start(t.origin())
	t.drawLater()
	r := &t.rows[len(t.rows)-1]
	r.y, r.height = t.y, 0
}

// carry keeps the head's cells and those that reach into row n or lie behind it, and forgets the others.
func (t *table) carry(n int) {
	cells, chars, lines := t.headCells, int32(t.headChars), int32(t.headLines)
	keep := func(x *text) {
		copy(t.chars[chars:], t.chars[x.char:x.char+x.count])
		copy(t.lines[lines:], t.lines[x.line:x.line+x.lines])
		x.char, x.line = chars, lines
		chars, lines = chars+x.count, lines+x.lines
	}
	for i := t.headCells; i < len(t.cells); i++ {
		c := t.cells[i]
		if c.last() < n {
			continue
		}
		if c.again != nil && !c.flows && (c.row < n || t.rows[n].height > 0) {
			c.text, c.again = *c.again, nil
		}
		keep(&c.text)
		if c.again != nil {
			keep(c.again)
		}
		c.rows -= max(n-c.row, 0)
		c.row = t.headRows + max(c.row-n, 0)
		t.cells[cells] = c
		cells++
	}
	t.cells, t.chars, t.lines = t.cells[:cells], t.chars[:chars], t.lines[:lines]
	t.rows = append(t.rows[:t.headRows], t.rows[n])
	t.rows[t.headRows].first = int32(t.headCells)
}

// keep sets what is reserved under the row just added, the last of the body or a filler after it: tail and kept
// blocks, or less if even a page of its own has no room for the row and all of them.
func (t *table) keep(src *block.Row, total, kept page.Length) {
	least := t.least(src)
	switch {
	case least+total+kept <= t.room:
		t.reserve = total + kept
	case least+total <= t.room:
		t.reserve = total
	default:
		t.reserve = 0
	}
}

// keepNext reserves the height of the rows that stay with row i of the body, which was just added, and under the last of
// them what must stay with that. Rows that have no room for all of them on one page go on as others do.
func (t *table) keepNext(src *block.Row, i, last int, under page.Length) error {
	t.reserve = 0
	if src.Keep || !t.Body[i+1].Keep {
		return nil
	}
	y, chars, lines := t.y, len(t.chars), len(t.lines)
	next := i + 1
	for ; next < len(t.Body) && t.Body[next].Keep; next++ {
		if err := t.add(&t.Body[next], len(t.Head)+next, body); err != nil {
			return err
		}
		height, _ := t.heights(&t.Body[next])
		t.y += height
	}
	height := t.y - y
	for range next - i - 1 {
		t.drop()
	}
	t.y, t.chars, t.lines = y, t.chars[:chars], t.lines[:lines]
	if next <= last {
		under = 0
	}
	t.keep(src, height, under)
	return nil
}

// fits reports whether the row just added and what is reserved under it fit on the page.
func (t *table) fits(src *block.Row) bool {
	_, closed := t.heights(src)
	return t.y+closed+t.reserve <= t.bottom
}

// opens reports whether the row just added is the first under a head that could stand on a page of its own,
// but does not: turning the page then moves the head along.
func (t *table) opens() bool {
	first := len(t.rows) - 1
	if t.headRows > 0 {
		return first == t.headRows && t.rows[0].y != t.origin()
	}
	return first == 0 && t.y != t.origin()
}
