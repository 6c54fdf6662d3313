package layout

import (
	"errors"
	"fmt"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// widest is the longest side of paper that a PDF can have: 200 inches.
const widest = 5080 * block.MM

// checkSection checks the page set-up and the styles of what is not a table.
func checkSection(s *block.Section) error {
	m := s.Margin
	_, _, book := bound(s)
	switch {
	case s.Width <= 0 || s.Height <= 0 || s.Width > widest || s.Height > widest:
		return fmt.Errorf("paper of %d × %d µm", s.Width, s.Height)
	case min(m.Top, m.Right, m.Bottom, m.Left) < 0:
		return errors.New("a margin is negative")
	case m.Left >= s.Width-m.Right || m.Right > s.Width || m.Top >= s.Height-m.Bottom || m.Bottom > s.Height:
		return errors.New("the margins leave no room")
	case s.Foot != "" && um(book.Bottom) < footSize || s.Outer && um(book.Bottom) < outerSize:
		return errors.New("the margin there has no room for the foot")
	case s.Pinned < 0 || s.Pinned > len(s.Blocks):
		return fmt.Errorf("%d pinned blocks of %d", s.Pinned, len(s.Blocks))
	}
	for i, b := range s.Blocks[len(s.Blocks)-s.Pinned:] {
		switch b.(type) {
		case *block.Paragraph, *block.Line, *block.Rule:
		default:
			return fmt.Errorf("pinned block %d: a %T cannot be pinned", i, b)
		}
	}
	for i, b := range s.Blocks {
		if err := checkBlock(s, b); err != nil {
			return fmt.Errorf("block %d: %w", i, err)
		}
	}
	return nil
}

func checkBlock(s *block.Section, b block.Block) error {
	width, height := s.Width-s.Margin.Left-s.Margin.Right, s.Height-s.Margin.Top-s.Margin.Bottom
	switch b := b.(type) {
	case *block.Paragraph:
		if b.Before < 0 || b.After < 0 {
			return errors.New("the space beside it is negative")
		}
		if b.At < 0 || b.At > height {
			return errors.New("its place is not on the page")
		}
		free := width - b.Indent.Left - b.Indent.Right
		if in := b.Indent; in.Left < 0 || in.Right < 0 || in.First < -in.Left || free > width {
			return errors.New("it is indented out of the type area")
		}
		return checkStyle(b.Style, um(min(free, free-b.Indent.First)), um(height))
	case *block.Line:
		if b.Height < 0 || b.Before < 0 || b.Indent.Left < 0 || b.Indent.Right < 0 {
			return errors.New("the height or the space beside it is negative")
		}
		width -= b.Indent.Left + b.Indent.Right
		for _, p := range b.Parts {
			if most := min(s.Width, s.Height) - 2*sealEdge; p.Seal < 0 || p.Seal > most {
				return fmt.Errorf("no room for a seal of %d µm", p.Seal)
			}
		}
		return checkStyle(b.Style, um(width)/page.Length(max(len(b.Parts), 1)), um(height))
	case *block.Rule:
		if b.Width <= 0 || b.Width > height || b.Before < 0 || b.After < 0 {
			return fmt.Errorf("a rule %d µm wide, %d and %d from its neighbours", b.Width, b.Before, b.After)
		}
	case *block.Signature:
		if most := min(s.Width, s.Height) - 2*sealEdge; b.Seal < 0 || b.Seal > most || b.Before < 0 || b.Right < 0 || b.Shift < 0 || b.Right+b.Shift > width {
			return fmt.Errorf("no room for a signature with a seal of %d µm", b.Seal)
		}
		return checkStyle(b.Style, um(width-b.Right-b.Shift), um(height))
	}
	return nil
}

// checkStyle checks that a box has room for one character.
func checkStyle(s block.Style, width, height page.Length) error {
	switch {
	case s.Font > block.Title:
		return fmt.Errorf("unknown font %d", s.Font)
	case s.Size <= 0:
		return fmt.Errorf("text of size %d", s.Size)
	case s.Pitch < 0 || s.Cell < 0:
		return fmt.Errorf("a pitch of %d µm, a cell of %d", s.Pitch, s.Cell)
	case s.Shrink < 0 || s.Shrink > s.Size:
		return fmt.Errorf("text of size %d shrinks to %d", s.Size, s.Shrink)
	}
	if st := newStyle(s); max(st.em, st.cell) > width || st.pitch > height {
		return fmt.Errorf("no room for text of %g pt", st.em.Points())
	}
	return nil
}

// checkTable checks widths, styles and spans.
func checkTable(t *block.Table, s *block.Section) error {
	if len(t.Columns) == 0 {
		return errors.New("a table without columns")
	}
	if t.Outer < 0 || t.Inner < 0 {
		return errors.New("the width of a rule is negative")
	}
	var sum int64
	for i, c := range t.Columns {
		if c.Width <= 0 {
			return fmt.Errorf("column %d: width of %d µm", i, c.Width)
		}
		sum += int64(c.Width)
	}
	if width := s.Width - s.Margin.Left - s.Margin.Right; sum > int64(width) {
		return fmt.Errorf("columns of %d µm are wider than the page's %d", sum, width)
	}
	g := spans{columns: t.Columns, height: um(s.Height - s.Margin.Top - s.Margin.Bottom)}
	for i, c := range t.Columns {
		if err := checkStyle(c.Style, um(c.Width)-2*pad, g.height); err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
	}
	at := 0
	for _, rows := range [...][]block.Row{t.Head, t.Body, t.Tail} {
		if err := g.check(rows, at); err != nil {
			return err
		}
		at += len(rows)
	}
	for i := range t.Sums {
		if only := t.Sums[i].Only; only != nil && len(only) != len(t.Body) {
			return fmt.Errorf("sum row %d: it chooses among %d rows of %d", i, len(only), len(t.Body))
		}
		if err := g.sum(&t.Sums[i]); err != nil {
			return fmt.Errorf("sum row %d: %w", i, err)
		}
	}
	for i, p := range t.Later {
		if err := checkBlock(s, p); err != nil {
			return fmt.Errorf("paragraph %d above later pages: %w", i, err)
		}
	}
	return nil
}

// sum checks a counted row.
func (g *spans) sum(s *block.SumRow) error {
	if s.Scope > block.GrandTotal {
		return fmt.Errorf("unknown scope %d", s.Scope)
	}
	g.under = make([]int, len(g.columns))
	if err := g.row(&s.Row, 1); err != nil {
		return err
	}
	for _, n := range s.Counts {
		if min(n.Cell, n.Column) < 0 || max(n.Cell, n.Column) >= len(g.columns) || s.Row.Cells[n.Cell].Covered {
			return fmt.Errorf("it counts column %d in cell %d", n.Column, n.Cell)
		}
	}
	return nil
}

// spans checks that the cells of a part of a table cover it exactly.
type spans struct {
	columns []block.Column
	height  page.Length
	under   []int // for each column, how many more rows are covered from above
}

func (g *spans) check(rows []block.Row, at int) error {
	g.under = make([]int, len(g.columns))
	for i := range rows {
		if err := g.row(&rows[i], len(rows)-i); err != nil {
			return fmt.Errorf("row %d: %w", at+i, err)
		}
	}
	return nil
}

// row checks a row of which left rows are left in its part, itself included.
func (g *spans) row(r *block.Row, left int) error {
	if len(r.Cells) != len(g.columns) {
		return fmt.Errorf("%d cells for %d columns", len(r.Cells), len(g.columns))
	}
	if r.Height < 0 {
		return errors.New("the height is negative")
	}
	beside := 0 // how many more cells are covered from the left
	var down int
	for i := range r.Cells {
		c := &r.Cells[i]
		if beside > 0 || g.under[i] > 0 {
			if beside > 0 && g.under[i] > 0 {
				return fmt.Errorf("cell %d: two cells span over it", i)
			}
			if !c.Covered || len(c.Content) > 0 {
				return fmt.Errorf("cell %d: it is under another cell's span", i)
			}
			if beside > 0 {
				beside--
				g.under[i] = down
			} else {
				g.under[i]--
			}
			continue
		}
		cols, rows := max(c.Cols, 1), max(c.Rows, 1)
		if c.Covered || c.Cols < 0 || c.Rows < 0 || cols > len(r.Cells)-i || rows > left {
			return fmt.Errorf("cell %d: wrong span", i)
		}
		beside, down = cols-1, rows-1
		g.under[i] = down
		if c.Style != nil {
			var width block.Length
			for _, column := range g.columns[i : i+cols] {
				width += column.Width
			}
			if err := checkStyle(*c.Style, um(width)-2*pad, g.height); err != nil {
				return fmt.Errorf("cell %d: %w", i, err)
			}
		}
	}
	return nil
}

func cellError(row, cell int, err error) error {
	return fmt.Errorf("row %d: cell %d: %w", row, cell, err)
}
