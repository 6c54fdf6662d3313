package xlsx

import (
	"strings"
	"unicode"

	"gongwen/forms/block"
)

// Programs measure texts otherwise than layout: their 宋体 has digits and letters of half an em, they squeeze no
// punctuation, and they do not grow a row whose height is written. What that makes higher than its rows is given more
// height as far as its page has room, and is set smaller where it has not.

// Measures of a text in a cell. Not all of its width is counted on: programs print letters wider than they show them, and
// not every machine has 宋体. A sheet that has no page to look like has more to spare.
const (
	share      = 96 // percent of the width
	asideShare = 87

	cellSides  = 6   // pixels beside it
	lineHeight = 115 // of a line, in percent of the size
	leastSize  = 50  // to which a text is made smaller, in tenths of a point
)

// room is how many halves of a character of a size stand side by side from one grid column up to another.
func (p *plan) room(from, to int, size block.Size) int {
	wide := (pixels(p.grid[to]) - pixels(p.grid[from]) - cellSides) * p.share / 100
	return max(wide*15/max(int(size), 1), 1)
}

// lines is how many lines a text takes that are so many halves of a character wide. A word or a number is broken only if
// it is wider than a line; no line begins with a closing sign or ends with an opening one.
func lines(text string, wide int) (n int) {
	for _, p := range strings.Split(text, "\n") {
		n++
		used, held := 0, 0 // halves on the line; those at its end that go on the next one with what follows
		var before rune
		for _, r := range p {
			w := 1
			if r > 0x7e {
				w = 2
			}
			if breaks(before, r) {
				held = 0
			}
			if held += w; used+w > wide && used > 0 {
				n++
				if used = held; held > wide {
					used, held = w, w
				}
			} else {
				used += w
			}
			before = r
		}
	}
	return n
}

// The signs that stand at no line's beginning, and at no line's end.
const (
	closing = "，。、；：？！）》〉」』】〕”’…—％%,.;:?!)]}"
	opening = "（《〈「『【〔“‘([{"
)

// breaks says whether a line may end between two characters.
func breaks(a, b rune) bool {
	switch {
	case a == 0 || strings.ContainsRune(closing, b) || strings.ContainsRune(opening, a):
		return false
	case a == ' ' || b == ' ':
		return a == ' '
	}
	return a > 0x7e || b > 0x7e || !wordly(a) && !wordly(b)
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '/' }

// high is how many pixels so many lines take.
func high(lines int, size block.Size) int { return (lines*int(size)*lineHeight + 749) / 750 }

// needs is how many pixels a text takes from one grid column up to another.
func (p *plan) needs(text string, size block.Size, from, to int) int {
	wide := p.room(from, to, size)
	if len(text) <= wide && !strings.Contains(text, "\n") { // no character has more halves than bytes
		return high(1, size)
	}
	return high(lines(text, wide), size)
}

// fitting is the size at which a text stands in so many pixels: its own, or as little smaller as will do.
func (p *plan) fitting(text string, size block.Size, from, to, height int) block.Size {
	for s := size; s > leastSize; s -= 5 {
		if p.needs(text, s, from, to) <= height {
			return s
		}
	}
	return min(size, leastSize)
}

// height is that of the rows of the sheet from first to last, in pixels.
func (p *plan) height(first, last int) (sum int) {
	for _, r := range p.rows[first-1 : last] {
		sum += r.height
	}
	return sum
}

// stretch gives items the height that their texts need, as far as their page has room. ends is how far down each page is
// used, in pixels.
func (p *plan) stretch(s *block.Section, ends map[int]int) {
	full := pixels(s.Height - s.Margin.Top - s.Margin.Bottom)
	for i := range p.items {
		it := &p.items[i]
		if it.sum != nil {
			continue
		}
		last := &p.rows[it.last-1]
		lack := min(p.tall(s, it)-p.height(it.first, it.last), maxHeight-last.height)
		pages := p.pages(s, it)
		for _, on := range pages {
			lack = min(lack, full-ends[on])
		}
		if lack <= 0 {
			continue
		}
		last.height += lack
		for _, on := range pages {
			ends[on] += lack
		}
	}
}

// pages are those on which an item stands: its own, and for a table's head the later ones of the table.
func (p *plan) pages(s *block.Section, it *item) []int {
	all := []int{p.rows[it.last-1].page}
	if t, ok := s.Blocks[it.block].(*block.Table); !ok || it.row >= len(t.Head) {
		return all
	}
	for i := range p.items {
		if on := p.rows[p.items[i].last-1].page; p.items[i].block == it.block && on > all[len(all)-1] {
			all = append(all, on)
		}
	}
	return all
}

// tall is how high the texts of an item are.
func (p *plan) tall(s *block.Section, it *item) (most int) {
	end := p.grid.columns()
	switch b := s.Blocks[it.block].(type) {
	case *block.Paragraph:
		if b.Style.Shrink == 0 {
			most = p.needs(join(inset(b, it)), b.Style.Size, 0, end)
		}
	case *block.Line:
		for _, piece := range p.grid.strips(b) {
			if text := expected(piece.content); text != "" && b.Style.Shrink == 0 {
				size := b.Style.Size * 3 / 4 / 5 * 5
				most = max(most, p.needs(text, size, piece.from, piece.to))
			}
		}
	case *block.Signature:
		most = p.needs(join(b.Body)+"\n"+join(b.Date), b.Style.Size, 0, end)
	case *block.Table:
		cells, edges := rowOf(b, it.row).Cells, p.edges(it.block, b)
		for c := range cells {
			cell, style := &cells[c], cells[c].Style
			if style == nil {
				style = &b.Columns[c].Style
			}
			if cell.Covered || cell.Rows > 1 || !wraps(cell, style) {
				continue
			}
			to := edges[min(c+max(cell.Cols, 1), len(b.Columns))]
			most = max(most, p.needs(shown(cell, style), style.Size, edges[c], to))
		}
	}
	return most
}

// inset is an item's part of a paragraph; the first line stands in by as many ideographic spaces as it does on paper.
func inset(p *block.Paragraph, it *item) []block.Span {
	content, em := it.of(p.Content), max(block.Length(p.Style.Size)*25400/720, 1)
	n := int((p.Indent.Left + p.Indent.First + em/2) / em)
	if p.Indent.First <= 0 || n == 0 || it.from > 0 || len(content) == 0 {
		return content
	}
	spaces := strings.Repeat("\u3000", n)
	if first := content[0]; first.Formula == "" {
		first.Text = spaces + first.Text
		return append([]block.Span{first}, content[1:]...)
	}
	return append([]block.Span{{Text: spaces}}, content...)
}

// shown is a cell's text as its format shows it.
func shown(c *block.Cell, style *block.Style) string {
	if in := sole(c.Content); in != nil {
		return strings.Repeat("\u3000", strings.Count(textFormat(in.Input, in.Text, style.Format), "\u3000")) + in.Text
	}
	return join(c.Content)
}

// wraps says whether a cell holds a text that goes on on further lines.
func wraps(c *block.Cell, style *block.Style) bool {
	return c.Kind == block.Text && style.Shrink == 0 && !style.Vertical
}

// expected is the text of a piece of a line, or one as long as what is likely to be typed in its stead. It is empty where
// a number stands, which is made smaller by the program.
func expected(content []block.Span) string {
	text := join(content)
	in := sole(content)
	switch {
	case in == nil:
		return text
	case isNumber(in.Input):
		return ""
	}
	return text + strings.Repeat("\u3000", max(valueHalves(content)-halfWidths(content), 0)/2)
}
