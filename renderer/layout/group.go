package layout

import (
	"errors"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// group is the group that the rows being added belong to. While there is one, a page that they go on to has less room:
// the row that names it stands there again, under the head, and is a row of the head as far as that page knows.
type group struct {
	row    *block.Row  // with what is said where it stands again; nil: no group
	height page.Length // there

	shown               bool // the head of this page ends with a group's row
	headRows, headCells int  // of the head without that
}

// begin starts the group that row i of the body, which was just put, names; one that would leave no room for a line is
// not shown again.
func (t *table) begin(i int) error {
	row := again(&t.Body[i], t.Again)
	m := t.mark()
	if err := t.add(row, len(t.Head)+i, head); err != nil {
		return err
	}
	height, _ := t.heights(row)
	t.back(m)
	t.room -= height
	if err := t.hasRoom(); !errors.Is(err, errHead) {
		t.group.row, t.group.height = row, height
		return err
	}
	t.room += height
	return nil
}

// again is a row with words after the text of each of its cells.
func again(src *block.Row, words string) *block.Row {
	row := *src
	row.Cells = make([]block.Cell, len(src.Cells))
	for i, c := range src.Cells {
		if len(c.Content) > 0 && words != "" {
			c.Content = append(c.Content[:len(c.Content):len(c.Content)], block.Span{Text: words})
		}
		row.Cells[i] = c
	}
	return &row
}

// end ends the group, if there is one. On this page its row stays what it is.
func (t *table) end() {
	t.room += t.group.height
	t.group.row, t.group.height = nil, 0
}

// leave makes the head of the page that is closed that of the table again.
func (t *table) leave() {
	if g := &t.group; g.shown {
		t.headRows, t.headCells, g.shown = g.headRows, g.headCells, false
	}
}

// showGroup puts the row of the group over the one that was carried over.
func (t *table) showGroup() {
	g := &t.group
	if g.row == nil {
		return
	}
	g.headRows, g.headCells, g.shown = t.headRows, t.headCells, true
	carried := append([]cell(nil), t.cells[t.headCells:]...)
	held := t.rows[t.headRows]
	t.rows, t.cells, t.open = t.rows[:t.headRows], t.cells[:t.headCells], t.open[:0]
	t.fail(t.add(g.row, len(t.Head), head))
	t.rows[t.headRows].height, t.rows[t.headRows].closed = g.height, g.height
	t.headRows, t.headCells = len(t.rows), len(t.cells)
	held.first = int32(t.headCells)
	t.rows = append(t.rows, held)
	for _, c := range carried {
		c.row++
		t.cells = append(t.cells, c)
	}
}
