package xlsx

import (
	"math"
	"strings"

	"gongwen/forms/block"
)

// look is how a cell looks. Borders are added side by side.
func (t *table) look(o *owner, format string) look {
	l := look{style: *o.style, format: format, shaded: o.cell.Shaded, open: o.in != nil && !o.in.Input.Fixed}
	switch {
	case l.style.Shrink > 0:
		t.shrink(&l, o)
	case wraps(o.cell, o.style):
		l.style.Size = t.fitting(o, l.style.Size)
	}
	l.shrink = l.shrink || o.counted // a sum that grows too wide is not to be ####
	l.style.Spread = 0               // a sheet has no such thing, and the name stays one that can be found
	return l
}

// shrink makes a text smaller that its cell has no room for: by the sheet's own means where one line will do, at
// the least size and on several lines where it will not. Layout measures; here widths are guessed.
func (t *table) shrink(l *look, o *owner) {
	least, size := l.style.Shrink, l.style.Size
	l.style.Shrink = 0
	// 2 mm of the cell are its padding.
	room := max(t.plan.grid[o.right]-t.plan.grid[o.left]-2*block.MM, 1)
	switch {
	case l.style.Vertical:
	case o.cell.Kind != block.Text:
		l.shrink = true // a number, also one that is written in later, stands on one line or is ####
	case t.fitting(o, size) == size:
	case width(halfWidths(o.cell.Content), least) <= room:
		l.shrink = true
	default:
		l.style.Size = t.fitting(o, least)
	}
}

// fitting is the size, of one or smaller, at which a cell's text stands in its rows.
func (t *table) fitting(o *owner, size block.Size) block.Size {
	return t.plan.fitting(shown(o.cell, o.style), size, o.left, o.right, t.plan.height(o.first, o.last))
}

// halfWidths is how wide a text is, in halves of a character: every character counts as wide as it is high, and ASCII
// half of that.
func halfWidths(content []block.Span) (n int) {
	for _, r := range join(content) {
		if n++; r > 0x7e {
			n++
		}
	}
	return n
}

// width is how wide so many halves of a character are, with a twentieth to spare.
func width(halves int, size block.Size) block.Length {
	return block.Length(min(int64(halves)*int64(size)*25400/1440*21/20, math.MaxInt32/4))
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
