package layout

import (
	"strings"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// shrinkStep is by how much text is made smaller until it fits: half a point.
const shrinkStep = 5

// shaped reports whether a cell's text needs more than being broken into lines.
func shaped(s *block.Style) bool {
	return s.Shrink > 0 || s.Spread > 0 || s.Vertical || s.Align == block.Decimal
}

// shape makes a cell's text, broken at its full size, what its style wants: smaller until it fits into height, or, if
// that is 0, on one line; from top to bottom; spread; on the column's point. The text is the last one measured.
func (t *table) shape(x *text, look *block.Style, column int, height page.Length) error {
	if look.Vertical {
		t.stack(x)
	}
	for size := look.Size - shrinkStep; look.Shrink > 0 && !t.suits(x, look, height); size -= shrinkStep {
		smaller := *look
		smaller.Size = max(size, look.Shrink)
		t.chars, t.lines = t.chars[:x.char], t.lines[:x.line]
		broken, err := t.text(x.content, newStyle(smaller), x.box)
		if err != nil {
			return err
		}
		if *x = broken; look.Vertical {
			t.stack(x)
		}
		if size <= look.Shrink {
			break
		}
	}
	switch {
	case look.Vertical:
	case look.Spread > 0:
		t.spread(x, int32(look.Spread))
	case look.Align == block.Decimal:
		t.point(x, column)
	}
	return nil
}

// suits reports whether a text fits into a cell of the height, or, if that is 0, on the lines that it asks for, and no
// number or word in it had to be cut in two.
func (t *breaker) suits(x *text, look *block.Style, height page.Length) bool {
	if x.lines > 1 && !look.Vertical {
		lines, chars := t.lines[x.line:x.line+x.lines], t.chars[x.char:]
		for i := 1; i < len(lines); i++ {
			if from := lines[i].from; from < x.count && inWord(chars[from-1].class, chars[from].class) {
				return false
			}
		}
	}
	if height > 0 {
		return x.height()+2*pad <= height
	}
	wants := int32(1)
	for i := range x.content {
		wants += int32(strings.Count(x.content[i].Text, "\n"))
	}
	return x.lines <= wants
}

// fixed is the height that its rows give a cell of row src; 0 if one of them gives none.
func (t *table) fixed(src *block.Row, index, rows int) (height page.Length) {
	if rows == 1 {
		return um(src.Height)
	}
	first := index - len(t.Head)
	for i := first; i < first+rows; i++ {
		if i < 0 || i >= len(t.Body) || t.Body[i].Height == 0 {
			return 0
		}
		height += um(t.Body[i].Height)
	}
	return height
}

// verticalPitch is the distance of two characters of vertical text in 1/100 of their size.
const verticalPitch = 110

// stack sets a text from top to bottom. A word or number of up to three characters stays in one piece.
func (t *breaker) stack(x *text) {
	t.lines = t.lines[:x.line]
	x.whole = false
	x.style.align = block.Center
	x.style.pitch = min(x.style.pitch, x.style.em*verticalPitch/100)
	chars := t.chars[x.char:]
	for from := 0; from < len(chars); {
		to := pieceEnd(chars, from)
		width := natural(chars, from, to)
		whole := to == from+1 || to <= from+3 && page.Length(width) <= x.box
		if whole || chars[from+1].class == accent {
			t.upright(chars, from, to, x.box)
			from = to
		}
		for ; from < to; from++ {
			t.upright(chars, from, from+1, x.box)
		}
	}
	x.lines = int32(len(t.lines)) - x.line
}

// pieceEnd is the end of what stands in one piece from from on: a word or number, a character with its accents.
func pieceEnd(chars []char, from int) int {
	to := from + 1
	for to < len(chars) && (chars[to].class == accent || words.has(chars[from].class) && words.has(chars[to].class)) {
		to++
	}
	return to
}

// upright adds a line of a stack. What vanishes at a line's end has none. A mark with a blank half stands with its ink
// in the middle, not with its box.
func (t *breaker) upright(chars []char, from, to int, box page.Length) {
	c := &chars[from]
	width := natural(chars, from, to)
	switch {
	case hangs.has(c.class):
		return
	case c.blank && c.class == opener:
		width = c.adv * 3 / 2
	case c.blank:
		width = c.adv / 2
	}
	t.lines = append(t.lines, newLine(from, to, min(width, int32(box)), true))
}

// spread sets a line of fewer Chinese characters than n as wide as n, if there is room.
func (t *table) spread(x *text, n int32) {
	chars := t.chars[x.char:]
	if x.lines != 1 || x.count < 2 || x.count >= n {
		return
	}
	for i := range chars {
		if chars[i].class != han {
			return
		}
	}
	em := int32(x.style.em)
	l := &t.lines[x.line]
	free := (n - x.count) * em
	if page.Length(l.width+free) > x.box {
		return
	}
	for i := range chars[1:] {
		chars[i+1].pre = free / (x.count - 1)
	}
	l.width += free / (x.count - 1) * (x.count - 1)
	x.whole = false
}

// setPoints finds the most decimals of each column that is set on the point.
func (t *table) setPoints() {
	for c := range t.Columns {
		if t.Columns[c].Style.Align != block.Decimal {
			continue
		}
		if t.points == nil {
			t.points = make([]int, len(t.Columns))
		}
		for _, rows := range [...][]block.Row{t.Body, t.Tail} {
			for i := range rows {
				t.points[c] = max(t.points[c], decimals(rows[i].Cells[c].Content))
			}
		}
	}
}

// decimals is how many digits stand after the point of a content that is one number; 0 for none.
func decimals(content []block.Span) int {
	if len(content) != 1 {
		return 0
	}
	s := content[0].Text
	at := strings.LastIndexByte(s, '.')
	if at < 0 || strings.Trim(s[at+1:], "0123456789") != "" {
		return 0
	}
	return len(s) - at - 1
}

// point moves a number in from the right by what it has fewer behind the point than its column.
func (t *table) point(x *text, column int) {
	if t.points == nil || x.lines != 1 {
		return
	}
	own, em := decimals(x.content), int64(x.style.em)
	lack := t.points[column] - own
	if lack <= 0 || len(x.content) != 1 || strings.Trim(x.content[0].Text, "-0123456789.,") != "" {
		return
	}
	wide := func(r rune) page.Length {
		return page.Length((int64(t.book.Glyph(x.style.role, r).Advance)*em + 500) / 1000)
	}
	free := page.Length(lack) * wide('0')
	if own == 0 {
		free += wide('.')
	}
	if page.Length(t.lines[x.line].width)+free <= x.box {
		x.box -= free
	}
}
