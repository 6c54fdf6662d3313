package xlsx

import "gongwen/forms/block"

// table takes a table apart. Rows of its body that take the same inputs again and again are one.
func (s *sought) table(sec *soughtSection, b *block.Table) {
	t := &soughtTable{first: len(sec.rows), wants: make([]*want, len(b.Columns)), shows: make([][]piece, len(b.Columns))}
	sec.tables = append(sec.tables, t)
	for i := range b.Head {
		t.head = append(t.head, len(sec.rows))
		s.labels(sec.row(t), &b.Head[i])
	}
	t.labels = headLabels(b)
	for k, rows := range [...][]block.Row{b.Body, b.Tail} {
		within := t // a row of labels before rows that take inputs is their head, unless the table has one
		for i := range rows {
			if s.takesRows(&rows[i]) {
				if len(b.Head) == 0 && i > 0 && !s.takesRows(&rows[i-1]) {
					within = sec.inner(&rows[i-1], len(b.Columns))
				}
				s.repeated(sec, within, &rows[i])
			} else {
				s.tableRow(sec, t, &rows[i], k == 0)
			}
		}
	}
	for i := range b.Sums {
		r := sec.row(t)
		r.skip = true
		s.labels(r, &b.Sums[i].Row)
	}
}

// labels adds the words of a row.
func (s *sought) labels(r *soughtRow, row *block.Row) {
	for c := range row.Cells {
		if p := s.pieces(row.Cells[c].Content); len(p) == 1 && p[0].words != "" {
			r.label(p[0].words, c, false)
		}
	}
}

// headLabels are the words over each column, by rows of the head; what spans several stands in each.
func headLabels(b *block.Table) [][]string {
	all := make([][]string, len(b.Head))
	for i := range all {
		all[i] = make([]string, len(b.Columns))
	}
	for i := range b.Head {
		for c := range b.Head[i].Cells {
			cell := &b.Head[i].Cells[c]
			words := labelOf(normal(join(cell.Content)))
			if cell.Covered || words == "" {
				continue
			}
			for y := i; y < min(i+max(cell.Rows, 1), len(all)); y++ {
				for x := c; x < min(c+max(cell.Cols, 1), len(b.Columns)); x++ {
					all[y][x] = words
				}
			}
		}
	}
	return all
}

// takesRows says whether a row takes, or shows, inputs that others take again.
func (s *sought) takesRows(row *block.Row) bool {
	for c := range row.Cells {
		if row.Cells[c].Covered {
			continue
		}
		if in := sole(row.Cells[c].Content); in != nil && in.Input.Repeated || s.showsRows(row.Cells[c].Content) != nil {
			return true
		}
	}
	return false
}

// showsRows are the pieces of a text that shows inputs which others show again; nil if it shows none.
func (s *sought) showsRows(content []block.Span) []piece {
	pieces := s.pieces(content)
	for i := range pieces {
		for _, v := range pieces[i].room {
			if v.in != nil && v.in.Repeated && (len(pieces) > 1 || sole(content) == nil) {
				return pieces
			}
		}
	}
	return nil
}

// inner is the table within one whose head is the row that was added last.
func (sec *soughtSection) inner(head *block.Row, columns int) *soughtTable {
	last := len(sec.rows) - 1
	t := &soughtTable{first: last, head: []int{last}, wants: make([]*want, columns), shows: make([][]piece, columns)}
	t.labels = headLabels(&block.Table{Head: []block.Row{*head}, Columns: make([]block.Column, columns)})
	sec.tables = append(sec.tables, t)
	return t
}

// repeated notes which columns take or show an input in every row.
func (s *sought) repeated(sec *soughtSection, t *soughtTable, row *block.Row) {
	for c := range row.Cells {
		if row.Cells[c].Covered {
			continue
		}
		in := sole(row.Cells[c].Content)
		if in == nil || !in.Input.Repeated {
			if pieces := s.showsRows(row.Cells[c].Content); pieces != nil && t.shows[c] == nil {
				t.shows[c] = pieces
			}
			continue
		}
		w := s.by[in.Input.Path]
		if w.table == nil {
			w.table, w.column, w.section = t, c, sec
			t.wants[c] = w
		}
		w.formula = w.formula || in.Formula != "" || row.Cells[c].Formula != ""
	}
}

// tableRow adds a row with words and places of its own: of the body, or one behind it, whose sums people write, too.
func (s *sought) tableRow(sec *soughtSection, t *soughtTable, row *block.Row, body bool) {
	r := sec.row(t)
	last, nth := -1, 0   // label, and places since
	var mixed *mixedText // the label, if other values stand in it
	var spots []*soughtSpot
	at := func(c int) soughtSpot { // what a place stands behind or under
		spot := soughtSpot{table: t, column: c, nth: nth}
		if mixed != nil {
			spot.behind, spot.beside = mixed, r
		} else if last >= 0 {
			spot.label, spot.beside = r.texts[last].label, r
		} else if over := sec.above(t, c); over != nil {
			spot.label, spot.beside, spot.under, spot.nth = over.text(c), over, true, 0
		}
		nth++
		return spot
	}
	for c := range row.Cells {
		cell := &row.Cells[c]
		if cell.Covered {
			continue
		}
		pieces := s.pieces(cell.Content)
		switch in := sole(cell.Content); {
		case in != nil:
			spot := at(c)
			s.by[in.Input.Path].formula = s.by[in.Input.Path].formula || cell.Formula != ""
			s.place(in.Input, r, &spot)
			spots = append(spots, &spot)
		case len(pieces) == 1 && pieces[0].words != "" && cell.Formula == "":
			r.label(pieces[0].words, c, false)
			last, nth, mixed = len(r.texts)-1, 0, nil
		case len(pieces) > 0 && cell.Formula == "":
			s.mix(r, at(c), pieces)
			if wordsOf(pieces) > 1 {
				nth, mixed = 0, r.lastMixed()
			}
		case cell.Formula != "" && body:
			spot := at(c)
			spot.row = r
			s.computed = append(s.computed, &spot)
		default:
			nth++ // empty, or computed
		}
	}
	for _, spot := range spots {
		spot.grid = len(r.texts) > 0 && t.over(spot.column) != ""
	}
}

// lastMixed is the text with values that was added last.
func (r *soughtRow) lastMixed() *mixedText { return r.mixed[len(r.mixed)-1] }

// above is the nearest row of the table over the one that was added last that has a label in the column.
func (sec *soughtSection) above(t *soughtTable, column int) *soughtRow {
	for i := len(sec.rows) - 2; i >= t.first; i-- {
		if sec.rows[i].text(column) != "" {
			return sec.rows[i]
		}
	}
	return nil
}

// text is the label of a row in a column; empty for none.
func (r *soughtRow) text(column int) string {
	for _, t := range r.texts {
		if t.column == column {
			return t.label
		}
	}
	return ""
}

// over is the lowest label over a column.
func (t *soughtTable) over(column int) string {
	for i := len(t.labels) - 1; i >= 0; i-- {
		if t.labels[i][column] != "" {
			return t.labels[i][column]
		}
	}
	return ""
}
