package xlsx

import (
	"strings"

	"gongwen/forms/block"
)

// look is how a cell looks. Borders are added side by side.
func (t *table) look(o *owner, format string) look {
	l := look{style: *o.style, format: format, shaded: o.cell.Shaded}
	if l.style.Shrink > 0 {
		t.shrink(&l, o)
	}
	l.shrink = l.shrink || o.counted // a sum that grows too wide is not to be ####
	l.style.Spread = 0               // a sheet has no such thing, and the name stays one that can be found
	return l
}

// shrink makes a text smaller that its cell has no room for: by the sheet's own means where one line will do, at
// the least size and on several lines where it will not. Layout measures; here every character counts as wide as
// it is high, and ASCII half of that, with a twentieth to spare.
func (t *table) shrink(l *look, o *owner) {
	least, size := l.style.Shrink, l.style.Size
	l.style.Shrink = 0
	var halves, height int
	for _, r := range join(o.cell.Content) {
		if halves++; r > 0x7e {
			halves++
		}
	}
	for r := o.first; r <= o.last; r++ {
		height += t.plan.rows[r-1].height
	}
	// In 1/10 pt; a pixel is ¾ pt. 2 mm of the cell are its padding.
	room := int((t.plan.grid[o.right]-t.plan.grid[o.left]-2*block.MM)*720/25400) * 20 / 21
	width := func(s block.Size) int { return halves * int(s) / 2 }
	lines := (width(size) + max(room, 1) - 1) / max(room, 1)
	switch {
	case l.style.Vertical, lines <= 1, lines*int(size)*13/10 <= height*75/10:
	case width(least) <= room:
		l.shrink = true
	default:
		l.style.Size = least
	}
}

// setPoints finds the most decimals of each column that is set on the point.
func (t *table) setPoints() {
	for c := range t.block.Columns {
		if t.block.Columns[c].Style.Align != block.Decimal {
			continue
		}
		if t.points == nil {
			t.points = make([]int, len(t.block.Columns))
		}
		for _, rows := range [...][]block.Row{t.block.Body, t.block.Tail} {
			for i := range rows {
				if cells := rows[i].Cells; c < len(cells) {
					t.points[c] = max(t.points[c], decimals(join(cells[c].Content)))
				}
			}
		}
	}
}

// decimals is how many digits stand after a number's point.
func decimals(s string) int {
	_, fraction, _ := strings.Cut(s, ".")
	if strings.Trim(fraction, "0123456789") != "" {
		return 0
	}
	return len(fraction)
}

// pointed is the format of a number in a column that is set on the point: as wide behind it as the widest, with blanks
// for what the number lacks.
func (t *table) pointed(o *owner, v any, format string) string {
	if t.points == nil || o.style.Align != block.Decimal {
		return format
	}
	if _, number := v.(float64); !number {
		return format
	}
	column := 0
	for c := range t.owners {
		if t.edges[c] == o.left {
			column = c
		}
	}
	own := decimals(join(o.cell.Content))
	lack := t.points[column] - own
	if lack <= 0 || strings.Contains(format, ";") {
		return format
	}
	if format == "" {
		if format = "0"; own > 0 {
			format += "." + strings.Repeat("0", own)
		}
	}
	if own == 0 {
		format += "_."
	}
	return format + strings.Repeat("_0", lack)
}
