package forms

import "gongwen/forms/block"

// bindInto sets a section up as a page of the book that an attachment is bound into: in the book's type area, since
// an attachment has the format of the text (附件格式要求同正文; GB/T 9704-2012, 5.2.1 and 7.3.7), with tables that are
// wider made narrower. A sheet that lies across is bound with its top on the left (8): its left margin is the book's
// lower one, where the page number stands. Paper of another size keeps its own margins. A table's text is no
// larger than size, if that is not 0.
func bindInto(s *block.Section, book PageSetup, size block.Size) {
	m := book.Margin
	switch {
	case s.Width == book.Width && s.Height == book.Height:
		s.Margin, s.Mirror = m, true
	case s.Width == book.Height && s.Height == book.Width:
		s.Margin = block.Margin{Top: m.Left, Right: m.Top, Bottom: m.Right, Left: m.Bottom}
		s.Turned, s.Mirror = true, true
	}
	area := s.Width - s.Margin.Left - s.Margin.Right
	for _, b := range s.Blocks {
		if t, ok := b.(*block.Table); ok {
			reduce(t, area, size)
		}
	}
}

// reduce makes a table that is wider than the area narrower, and its text and rows by as much smaller, as a copier
// would: what stands on a line of a cell still does.
func reduce(t *block.Table, area block.Length, size block.Size) {
	r := reduction{to: int64(area), most: size, styles: map[*block.Style]*block.Style{}}
	for i := range t.Columns {
		r.from += int64(t.Columns[i].Width)
	}
	if r.to = min(r.to, r.from); r.to == r.from && size == 0 {
		return
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		c.Width, c.Style = r.length(c.Width), r.style(c.Style)
	}
	for _, rows := range [...][]block.Row{t.Head, t.Body, t.Tail} {
		for i := range rows {
			r.row(&rows[i])
		}
	}
	for i := range t.Sums {
		r.row(&t.Sums[i].Row)
	}
}

// reduction makes everything smaller in the proportion of two lengths.
type reduction struct {
	from, to int64
	most     block.Size // of text; 0: any
	styles   map[*block.Style]*block.Style
}

func (r *reduction) length(l block.Length) block.Length {
	return block.Length(int64(l) * r.to / r.from)
}

func (r *reduction) style(s block.Style) block.Style {
	if s.Size = block.Size(int64(s.Size) * r.to / r.from); r.most > 0 {
		s.Size = min(s.Size, r.most)
	}
	s.Pitch, s.Cell, s.Shrink = r.length(s.Pitch), r.length(s.Cell), min(s.Shrink, s.Size)
	return s
}

// row makes a row's own heights and styles smaller; a style that rows share they share again.
func (r *reduction) row(row *block.Row) {
	row.Height = r.length(row.Height)
	for i := range row.Cells {
		c := &row.Cells[i]
		if c.Style == nil {
			continue
		}
		if r.styles[c.Style] == nil {
			s := r.style(*c.Style)
			r.styles[c.Style] = &s
		}
		c.Style = r.styles[c.Style]
	}
}
