package layout

import (
	"errors"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// pad is the room between a cell's edge and its text, on every side: 1 mm.
const pad = 360 * page.Pt / 127

// part is the part of a table that a row belongs to.
type part uint8

const (
	head part = iota
	body
	foot // what is counted at a page's foot
	tail
)

// table is a table being set: what stands on the current page and is not drawn yet.
type table struct {
	*setter
	*block.Table
	columns []style
	edges   []page.Length // of the columns, one more than columns
	rows    []row         // of this page, the head's first
	cells   []cell        // of those rows
	open    []int32       // the cells over several rows
	grid    []bool        // scratch of rules

	headRows, headCells, headChars, headLines int
	headHeight                                page.Length
	headPlaced                                bool

	group group

	y       page.Length // where the next row starts
	room    page.Length // for rows on a page of their own, under the head
	reserve page.Length // for what must stay with the last row

	later  later
	sums   *sums // nil for none
	points []int // for each column, the most decimals of its numbers; nil if no column is set on the point
	failed error // of a page's foot
}

// row is one row on the current page, or the part of one that goes on over pages.
type row struct {
	index  int // in head, body and tail together
	part   part
	y      page.Length
	height page.Length
	closed page.Length // its height if it is the page's last, so that merged cells end with it
	first  int32       // index of its first cell
	goesOn bool        // its start is on an earlier page
	sum    *page.Sum   // of a counted row
}

// cell is one cell with something to draw.
type cell struct {
	text
	col, cols int
	row       int   // index of its first row on this page
	rows      int   // how many it spans from there
	from      int32 // lines that earlier pages show
	flows     bool  // it is higher than a page: its lines go on instead of being shown again
	stays     bool  // it is shown again where its row goes on over pages
	above     bool  // no rule above it
	shaded    bool
	again     *text // what a later page shows instead; nil for the same
}

// last is the index of the cell's last row.
func (c *cell) last() int { return c.row + c.rows - 1 }

// need is the height of the cell for the lines that are not shown yet.
func (c *cell) need() page.Length {
	return page.Length(c.lines-c.from)*c.style.pitch + 2*pad
}

var errHead = errors.New("no room for a line beside the head")

// table sets a table.
func (s *setter) table(src *block.Table) error {
	if err := checkTable(src, s.section); err != nil {
		return err
	}
	t := table{setter: s, Table: src, columns: make([]style, len(src.Columns)), edges: make([]page.Length, len(src.Columns)+1)}
	var at block.Length
	for i, c := range src.Columns {
		t.columns[i] = newStyle(c.Style)
		at += c.Width
		t.edges[i+1] = um(at)
	}
	free := s.width - um(at)
	for i := range t.edges {
		t.edges[i] += s.left + free/2 // a table that is narrower than the type area stands in its middle
	}
	n := min(len(src.Head)+len(src.Body)+len(src.Tail), 32)
	t.rows, t.cells = make([]row, 0, n), make([]cell, 0, n*len(src.Columns))
	if err := t.setUp(); err != nil {
		return err
	}
	if err := t.setRows(); err != nil {
		return err
	}
	t.close()
	s.y, s.after = t.y, 0
	return t.failed
}

// setUp measures what all pages share.
func (t *table) setUp() error {
	if err := t.setLater(); err != nil {
		return err
	}
	if err := t.setHead(); err != nil {
		return err
	}
	if err := t.setSums(); err != nil {
		return err
	}
	t.setPoints()
	return nil
}

// setHead measures the head, once for all pages.
func (t *table) setHead() error {
	for i := range t.Head {
		if err := t.add(&t.Head[i], i, head); err != nil {
			return err
		}
		r := &t.rows[i]
		r.height, r.closed = t.heights(&t.Head[i])
		t.y += r.height
	}
	t.headHeight = t.y
	t.headRows, t.headCells, t.headChars, t.headLines = len(t.rows), len(t.cells), len(t.chars), len(t.lines)
	t.room = t.bottom - t.top - t.headHeight - t.later.height
	if err := t.hasRoom(); err != nil {
		return err
	}
	if t.setter.y+t.space(0)+t.headHeight > t.bottom {
		t.turn()
	}
	t.start(t.setter.y + t.space(0))
	return nil
}

// hasRoom checks that a page has room for a line of each column.
func (t *table) hasRoom() error {
	for i := range t.columns {
		if t.columns[i].pitch+2*pad > t.room {
			return errHead
		}
	}
	return nil
}

// start puts the head to y, and the next row under it.
func (t *table) start(y page.Length) {
	for i := range t.rows[:t.headRows] {
		t.rows[i].y = y
		y += t.rows[i].height
	}
	t.y = y
	t.open = t.open[:0]
	for i := t.headCells; i < len(t.cells); i++ {
		if t.cells[i].rows > 1 {
			t.open = append(t.open, int32(i))
		}
	}
}

// setRows sets body and tail.
func (t *table) setRows() error {
	kept, err := t.kept()
	if err != nil {
		return err
	}
	total, err := t.tailHeight()
	if err != nil {
		return err
	}
	last := len(t.Body) - 1
	for last >= 0 && t.Body[last].Filler {
		last--
	}
	for i := range t.Body {
		src := &t.Body[i]
		if src.Group || src.Filler {
			t.end()
		}
		if err := t.add(src, len(t.Head)+i, body); err != nil {
			return err
		}
		if i >= last {
			t.keep(src, total, kept)
		} else if err := t.keepNext(src, i, last, total+kept); err != nil {
			return err
		}
		if src.Filler && !t.fits(src) && !t.opens() {
			t.drop()
			continue
		}
		t.put(src)
		if src.Group {
			if err := t.begin(i); err != nil {
				return err
			}
		}
	}
	t.end()
	t.reserve = 0
	t.endBody()
	for i := range t.Tail {
		if err := t.addTail(i); err != nil {
			return err
		}
		t.put(&t.Tail[i])
	}
	return nil
}

// addTail adds a row of the tail. Those that sum up the whole table are the first.
func (t *table) addTail(i int) error {
	index := len(t.Head) + len(t.Body) + i
	if t.sums != nil {
		index -= min(len(t.sums.grand), i+1)
	}
	err := t.add(&t.Tail[i], index, tail)
	if t.sums != nil && i < len(t.sums.grand) {
		t.rows[len(t.rows)-1].sum = t.sums.grand[i]
	}
	return err
}

// tailHeight is the height of the tail, measured in scratch.
func (t *table) tailHeight() (height page.Length, err error) {
	y, open := t.y, len(t.open)
	for i := range t.Tail {
		if err := t.addTail(i); err != nil {
			return 0, err
		}
		h, _ := t.heights(&t.Tail[i])
		t.y += h
	}
	height = t.y - y
	t.y, t.open = y, t.open[:open]
	t.rows, t.cells = t.rows[:t.headRows], t.cells[:t.headCells]
	t.chars, t.lines = t.chars[:t.headChars], t.lines[:t.headLines]
	return height, nil
}
