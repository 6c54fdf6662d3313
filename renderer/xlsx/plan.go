package xlsx

import (
	"fmt"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// Limits of Excel (Excel specifications and limits).
const (
	maxBreaks = 1026 // manual page breaks of a sheet; the rest are left to the program that prints
	maxHeight = 545  // pixels of a row: 408.75 pt
)

// pixel is a pixel at 96 dpi: the unit of row heights.
const pixel = 750 * page.Pt / 1000

// plan is where everything of a section stands on its sheet.
type plan struct {
	grid  grid
	share int // how much of a cell's width its text is counted to have, in percent
	items []item
	rows  []row
	sides map[int][]int // of tables, by their block: the first grid column of each column, and the end of the last
}

// edges are where the columns of a table stand.
func (p *plan) edges(b int, t *block.Table) []int {
	if p.sides == nil {
		p.sides = map[int][]int{}
	}
	if _, ok := p.sides[b]; !ok {
		p.sides[b] = p.grid.edges(t)
	}
	return p.sides[b]
}

// item is one placed row of a block. It takes one row of the sheet, or more where it goes over a page's end or
// is higher than a sheet's row may be; first and last count from 1.
type item struct {
	block, row  int
	first, last int
	valign      block.VAlign // of a paragraph: away from the space in its row; Middle if there is none
	sum         *page.Sum    // of a counted row, which stands under row
	goesOn      bool         // the part of a row that stands behind a page's sum rows, or of a paragraph on a later page
	from, to    int          // which bytes of a paragraph's text; both 0: all
}

// row is one row of the sheet. Its height is in pixels.
type row struct {
	height int
	page   int
}

// planner builds a plan from the placements of a section, top to bottom.
type planner struct {
	*plan
	section *block.Section
	page    int         // of the row before
	origin  page.Length // top of the page's first row
	bottom  page.Length // of the row before
	used    int         // pixels of the page so far
	ends    map[int]int // pixels of each page that are used
}

func newPlan(s *block.Section, number int, placed []page.Placement) (*plan, error) {
	b := planner{plan: &plan{grid: newGrid(s), share: share}, section: s, page: -1, ends: map[int]int{}}
	if s.Aside {
		b.share = asideShare
	}
	for _, p := range placed {
		if p.Section != number {
			continue
		}
		if p.Block >= len(s.Blocks) || p.Row >= rowCount(s.Blocks[p.Block]) {
			return nil, fmt.Errorf("block %d row %d: placed, but not there", p.Block, p.Row)
		}
		b.place(p)
		b.ends[b.page] = max(b.used, toPixels(b.bottom)-pixels(s.Margin.Top))
	}
	if err := complete(s, b.items); err != nil {
		return nil, err
	}
	b.stretch(s, b.ends)
	return b.plan, nil
}

// place adds a placement. Heights are rounded where rows end, not row by row, so that a page of rows is never
// more than half a pixel longer than on the PDF.
func (b *planner) place(p page.Placement) {
	var last *item
	if n := len(b.items); n > 0 {
		last = &b.items[n-1]
	}
	if p.Page != b.page {
		b.page, b.origin, b.bottom, b.used = p.Page, p.Top, p.Top, 0
	}
	part := p.To > p.From && p.From > 0 // a cell of its own, for programs print no text over a page's end
	same := last != nil && !part && last.sum == nil && p.Sum == nil && last.block == p.Block && last.row == p.Row
	if last != nil && !same && p.Sum == nil && before(p, *last) {
		b.bottom = p.Top + p.Height // a head repeated on a later page: print titles do that
		b.used = toPixels(b.bottom - b.origin)
		return
	}
	valign := block.Middle
	if gap := p.Top - b.bottom; gap > 0 {
		valign = b.space(p, last)
	}
	top := len(b.rows) + 1
	b.fill(p.Top + p.Height)
	if same {
		last.last = len(b.rows)
		return
	}
	b.items = append(b.items, item{
		block: p.Block, row: p.Row, first: top, last: len(b.rows), valign: valign, sum: p.Sum, goesOn: part || b.goesOn(p),
		from: p.From, to: p.To,
	})
}

// goesOn says whether p is the rest of a row whose start stands over sum rows.
func (b *planner) goesOn(p page.Placement) bool {
	i := len(b.items) - 1
	if p.Sum != nil || i < 0 || b.items[i].sum == nil {
		return false
	}
	for i >= 0 && b.items[i].sum != nil {
		i--
	}
	return i >= 0 && b.items[i].block == p.Block && b.items[i].row == p.Row
}

// space deals with the space above p. It goes into the row of a paragraph beside it, whose text then stands
// away from it: of the one above if it has no space yet, of p, or of the one above all the same. Without one it
// is an empty row. It says how p's text stands.
func (b *planner) space(p page.Placement, last *item) block.VAlign {
	over := last != nil && b.paragraph(last.block) && b.rows[last.last-1].page == p.Page
	switch {
	case over && last.valign == block.Middle && b.grow(p.Top):
		last.valign = block.Top
	case b.paragraph(p.Block):
		return block.Bottom
	case over && b.grow(p.Top):
		last.valign = block.Middle
	default:
		b.fill(p.Top)
	}
	return block.Middle
}

// grow makes the last row reach down to a place on the page, unless it is then higher than a row may be.
func (b *planner) grow(to page.Length) bool {
	r, end := &b.rows[len(b.rows)-1], toPixels(to-b.origin)
	height := r.height + max(end-b.used, 0)
	if height > maxHeight {
		return false
	}
	r.height, b.used, b.bottom = height, max(end, b.used), to
	return true
}

// fill adds rows down to a place on the page.
func (b *planner) fill(to page.Length) {
	end := toPixels(to - b.origin)
	height := max(end-b.used, 1)
	for n := (height + maxHeight - 1) / maxHeight; n > 0; n-- {
		h := height / n
		b.rows = append(b.rows, row{height: h, page: b.page})
		height -= h
	}
	b.used, b.bottom = max(end, b.used+1), to
}

// paragraph says whether a block is one, whose height is that of its lines.
func (b *planner) paragraph(i int) bool {
	_, ok := b.section.Blocks[i].(*block.Paragraph)
	return ok
}

// before says whether a placement stands before an item in the document.
func before(p page.Placement, it item) bool {
	return p.Block < it.block || p.Block == it.block && p.Row < it.row
}

func toPixels(l page.Length) int { return int((l + pixel/2) / pixel) }

// rowCount is how many rows a block has for its placements.
func rowCount(b block.Block) int {
	if t, ok := b.(*block.Table); ok {
		return len(t.Head) + len(t.Body) + len(t.Tail)
	}
	return 1
}

// rowOf gives a table's row by its place: head, body and tail count through.
func rowOf(t *block.Table, i int) *block.Row {
	if i < len(t.Head) {
		return &t.Head[i]
	}
	if i -= len(t.Head); i < len(t.Body) {
		return &t.Body[i]
	}
	return &t.Tail[i-len(t.Body)]
}

// complete checks that no row but a filler is missing.
func complete(s *block.Section, items []item) error {
	for i, b := range s.Blocks {
		for r := range rowCount(b) {
			items = skipSums(items)
			if len(items) > 0 && items[0].block == i && items[0].row == r {
				items = items[1:]
				continue
			}
			if t, ok := b.(*block.Table); ok && rowOf(t, r).Filler {
				continue
			}
			return fmt.Errorf("block %d row %d: not placed", i, r)
		}
	}
	if items = skipSums(items); len(items) > 0 {
		return fmt.Errorf("block %d row %d: placed out of order", items[0].block, items[0].row)
	}
	return nil
}

// skipSums leaves out sum rows, and what stands behind them of a row that began before.
func skipSums(items []item) []item {
	for len(items) > 0 && (items[0].sum != nil || items[0].goesOn) {
		items = items[1:]
	}
	return items
}
