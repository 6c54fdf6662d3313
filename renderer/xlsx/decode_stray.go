package xlsx

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// Lost is what was typed into or around a table, looks like its values and was not read, so that something of the input
// may be missing.
type Lost struct {
	Kind  LostKind
	Text  string // of the cell, or of the label over its column
	Label string // of a column of the form that was not found, and may be this one; empty: there is none
	Count int    // of rows
	Place block.Place
}

// LostKind is why something was not read.
type LostKind uint8

// The kinds.
const (
	LostRows   LostKind = iota // rows behind the table's end
	LostColumn                 // a column without a label
	LostOther                  // a column with a label that is none of the form's, while one of those is missing
)

// longestTold is how much of a cell's text is told, in characters.
const longestTold = 40

// told is the beginning of a text.
func told(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > longestTold {
		return string(r[:longestTold]) + "…"
	}
	return text
}

// learn notes which columns are known: those that are read and those that have a label.
func (r *rowsReader) learn() {
	for c := range r.head.columns {
		if _, surplus := r.head.surplus[c]; !surplus {
			r.know(c)
		}
	}
	r.left, r.right = lastColumn, 0
	for _, u := range r.uses {
		r.know(u.column)
		r.left, r.right = min(r.left, u.column), max(r.right, u.column)
		for _, row := range r.head.rows {
			r.right = max(r.right, r.leaf.cover(row, u.column).right)
		}
	}
	for _, w := range r.table.wants {
		if w != nil && !r.found[w] && r.missing == "" {
			r.missing = w.in.Label
		}
	}
}

// know notes that nothing is to be said of a column.
func (r *rowsReader) know(column int) {
	for len(r.known) <= column {
		r.known = append(r.known, false)
	}
	r.known[column] = true
}

// noteOthers notes columns that the form does not have, where something stands in them first.
func (r *rowsReader) noteOthers(d *rowData) {
	for k := d.from; k < d.to; k++ {
		cell := &r.leaf.data[k]
		c := int(cell.column)
		if c < len(r.known) && r.known[c] || cell.formula || !r.typed(cell) {
			continue
		}
		label, labelled := r.head.surplus[c]
		inside := c > r.left && c <= r.right
		if c < r.left && !labelled && strings.Trim(normal(cell.text), "0123456789.、()") == "" {
			continue // a serial number
		}
		r.know(c)
		switch at := r.placeOf(cell); {
		case labelled && r.missing != "":
			r.lost = append(r.lost, Lost{Kind: LostOther, Text: told(label), Label: r.missing, Place: at})
		case labelled:
			r.unread = append(r.unread, Unread{label, at})
		case inside || r.missing != "":
			r.lost = append(r.lost, Lost{Kind: LostColumn, Text: told(cell.text), Label: r.missing, Place: at})
		default:
			r.unread = append(r.unread, Unread{told(cell.text), at})
		}
	}
}

func (r *rowsReader) placeOf(d *datum) block.Place {
	return block.Place{Sheet: r.leaf.name, Cell: address(int(d.column), int(d.row))}
}

// typed says whether somebody may have typed what a cell shows: it is no word of the form, and no field's value.
func (r *rowsReader) typed(d *datum) bool {
	row, column := int(d.row), int(d.column)
	m := r.leaf.cover(row, column)
	return m.top == row && m.left == column && normal(d.text) != "" && strings.TrimSpace(d.text) != blankBelow &&
		!(d.kind == kindText && r.isLabel(d.text)) && !r.fields(r.leaf)[[2]int{row, column}]
}

// fields are the cells of a sheet where inputs stand that the form has once.
func (f *finder) fields(l *leaf) map[[2]int]bool {
	if f.single == nil {
		f.single = map[string]map[[2]int]bool{}
		for i := range f.entries {
			e := &f.entries[i]
			if e.Row > 0 {
				continue
			}
			if f.single[e.Place.Sheet] == nil {
				f.single[e.Place.Sheet] = map[[2]int]bool{}
			}
			column, row := Address(e.Place.Cell)
			f.single[e.Place.Sheet][[2]int{row, column}] = true
		}
	}
	return f.single[l.name]
}

// noteStrays notes rows that stand under a table, behind where its end was seen, and that nobody has read.
func (f *finder) noteStrays() {
	seen := map[*leaf]map[int]bool{}
	for _, r := range f.readers {
		if seen[r.leaf] == nil {
			seen[r.leaf] = map[int]bool{}
		}
		from, _ := r.leaf.between(r.end, lastRow)
		if r.end == 0 {
			continue
		}
		lost, unread := Lost{Kind: LostRows}, Unread{}
		for i := from; i < len(r.leaf.rows); i++ {
			d := &r.leaf.rows[i]
			if seen[r.leaf][d.row] || f.isRead(r.leaf, d.row) || r.isForms(d) {
				continue
			}
			first, n := r.typedUnder(d)
			switch {
			case first == nil:
				continue
			case n > 1 || r.isMain(first):
				if lost.Count++; lost.Count == 1 {
					lost.Text, lost.Place = told(first.text), r.placeOf(first)
				}
			case unread.Label == "":
				unread = Unread{told(first.text), r.placeOf(first)}
			}
			seen[r.leaf][d.row] = true
		}
		if lost.Count > 0 {
			f.lost = append(f.lost, lost)
		}
		if unread.Label != "" {
			f.unread = append(f.unread, unread)
		}
	}
}

// isRead says whether a row is one of those that a table was read from.
func (f *finder) isRead(l *leaf, row int) bool {
	return slices.ContainsFunc(f.readers, func(r *rowsReader) bool { return r.leaf == l && row >= r.start && row <= r.last })
}

// isForms says whether a row is one of the form, or begins as the lines under a table do.
func (r *rowsReader) isForms(d *rowData) bool {
	if r.view != nil && slices.ContainsFunc(r.view.rowsAt(d.row), func(p pair) bool { return p.score > 1 || p.row.skip }) {
		return true
	}
	if first := normal(r.leaf.data[d.from].text); isNote(first) || isTotal(labelOf(first)) {
		return true
	}
	return slices.ContainsFunc(r.leaf.data[d.from:d.to], func(c datum) bool { // somebody else's line to sign
		return c.kind == kindText && strings.HasSuffix(normal(c.text), ":")
	})
}

// typedUnder is the first cell of a row that was typed under one of the table's columns, and how many there are.
func (r *rowsReader) typedUnder(d *rowData) (first *datum, n int) {
	for k := d.from; k < d.to; k++ {
		cell := &r.leaf.data[k]
		c := int(cell.column)
		if cell.formula || !slices.ContainsFunc(r.uses, func(u columnUse) bool { return u.column == c }) || !r.typed(cell) {
			continue
		}
		if d.merged < d.merges && r.spans(r.leaf.cover(d.row, c)) > 1 {
			continue
		}
		if n++; first == nil {
			first = cell
		}
	}
	return first, n
}

// isMain says whether a cell stands under the only column, or the first one that has to be filled in.
func (r *rowsReader) isMain(d *datum) bool {
	i := max(slices.IndexFunc(r.uses, func(u columnUse) bool { return u.wants[0].in.Required }), 0)
	return r.uses[i].column == int(d.column) && (len(r.uses) == 1 || r.uses[i].wants[0].in.Required)
}
