package xlsx

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// book is the workbook that is being written: what its sheets share.
type book struct {
	file   *excelize.File
	styles *styles
	sheets []*sheet
	homes  map[string]*home // of inputs, by their paths
	known  map[*block.Input]*home
	order  []*home // as they stand on the sheets
	lists  []list  // of choices that are too long for a check
	hidden string  // name of the sheet that lists stand on
	shades [2]int  // of cells that lack a value, and of those whose value is wrong
}

// home is the cells that take an input: one, or those of a table's column.
type home struct {
	in    *block.Input
	sheet *sheet
	block int    // of the section
	cells []spot // from top to bottom, in one column; one, if the input is not Repeated
	given bool   // it holds a value that nobody typed, or one that is computed
	// computed says that a formula gives the value until another one is typed.
	computed bool
}

// spot is a cell of a sheet, which may reach down to row last. All count from 1.
type spot struct{ column, row, last int }

// address is that of the cell, absolute.
func (p spot) address() string {
	return "$" + string(appendColumn(nil, p.column)) + "$" + itoa(p.row)
}

// reference is the first cell, as formulas of a sheet name it.
func (h *home) reference(from *sheet) string { return h.on(from) + h.cells[0].address() }

// on is the sheet's name in front of addresses that are used on another one.
func (h *home) on(from *sheet) string {
	if h.sheet == from {
		return ""
	}
	return quoteName(h.sheet.name) + "!"
}

// settle finds the homes, sheet by sheet.
func (b *book) settle() {
	b.homes, b.known = map[string]*home{}, map[*block.Input]*home{}
	for _, s := range b.sheets {
		items := s.plan.items
		for i := range items {
			it := &items[i]
			if it.sum != nil || it.goesOn {
				continue
			}
			switch l := s.section.Blocks[it.block].(type) {
			case *block.Line:
				for _, p := range s.plan.grid.strips(l) {
					if in := sole(p.content); in != nil {
						b.move(s, it.block, in.Input, spot{p.from + 1, it.first, it.last}, preset(in), in.Formula != "")
					}
				}
			case *block.Table:
				b.settleRow(s, l, it)
			}
		}
	}
}

// settleRow finds the homes in a table's row. Rows of its head have none.
func (b *book) settleRow(s *sheet, t *block.Table, it *item) {
	if it.row < len(t.Head) {
		return
	}
	body := it.row < len(t.Head)+len(t.Body)
	cells := rowOf(t, it.row).Cells
	for c := range cells {
		cell := &cells[c]
		in := sole(cell.Content)
		if in == nil || cell.Covered || in.Input.Repeated && !body {
			continue
		}
		at := spot{s.plan.edges(it.block, t)[c] + 1, it.first, it.last}
		b.move(s, it.block, in.Input, at, preset(in), in.Formula != "" || cell.Formula != "")
	}
}

// move gives an input its home, or a repeated one another cell of it.
func (b *book) move(s *sheet, block int, in *block.Input, at spot, given, computed bool) {
	h := b.home(in)
	switch {
	case h == nil:
		h = &home{in: in, sheet: s, block: block}
		b.homes[in.Path], b.known[in] = h, h
		b.order = append(b.order, h)
	case !in.Repeated || h.sheet != s || h.block != block || h.cells[0].column != at.column:
		return
	}
	h.computed = h.computed || computed
	h.given = h.given || given || computed
	h.cells = append(h.cells, at)
}

// home is that of an input; nil if it has none.
func (b *book) home(in *block.Input) *home {
	if h := b.known[in]; h != nil {
		return h
	}
	return b.homes[in.Path]
}

// preset says whether a span shows a value that did not come from the input: a default.
func preset(s *block.Span) bool { return s.Pointer == "" && !isRoom(s.Input, s.Text) }

// isHome says whether the input's cell in a block is one of its home.
func (b *book) isHome(s *sheet, block int, in *block.Input, column, row int) bool {
	h := b.home(in)
	if h == nil || h.sheet != s || h.block != block {
		return false
	}
	return h.cells[0].column == column && (in.Repeated || h.cells[0].row == row)
}

// sole is the span of the input that is all that a content shows; nil if there is none.
func sole(content []block.Span) (in *block.Span) {
	for i := range content {
		s := &content[i]
		switch {
		case s.Input != nil && in == nil:
			in = s
		case s.Input != nil || s.Text != "" || s.Formula != "":
			return nil
		}
	}
	return in
}

// ranges are the home's cells, those one under the other as one range. An address is made by write.
func (h *home) ranges(write func(first, last spot) string) (all []string) {
	first, last := h.cells[0], h.cells[0]
	for _, c := range h.cells[1:] {
		if c.row != last.last+1 {
			all = append(all, write(first, last))
			first = c
		}
		last = c
	}
	return append(all, write(first, last))
}

// inRow is the cell of a repeated input in a row of the sheet.
func (h *home) inRow(row int) (spot, bool) {
	i, found := slices.BinarySearchFunc(h.cells, row, func(c spot, row int) int { return c.row - row })
	if !found {
		return spot{}, false
	}
	return h.cells[i], true
}

// relative writes a range without $.
func relative(first, last spot) string {
	if first == last {
		return address(first.column, first.row)
	}
	return address(first.column, first.row) + ":" + address(last.column, last.row)
}

// absolute writes a range with $.
func absolute(first, last spot) string {
	if first == last {
		return first.address()
	}
	return first.address() + ":" + last.address()
}

// maxRefers is how long a defined name's formula is made: Excel takes 8,192 characters.
const maxRefers = 8000

// refers is what the home's name stands for: its cells, or where sum rows cut them into too many ranges, all from the
// first to the last.
func (h *home) refers() string {
	on := quoteName(h.sheet.name) + "!"
	all := strings.Join(h.ranges(func(first, last spot) string { return on + absolute(first, last) }), ",")
	if len(all) <= maxRefers {
		return all
	}
	return on + absolute(h.cells[0], h.cells[len(h.cells)-1])
}

// name gives the homes their defined names.
func (b *book) name() error {
	for _, h := range b.order {
		name := inputName(h.in.Path)
		if name == "" {
			continue
		}
		if err := b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: h.refers()}); err != nil {
			return err
		}
	}
	return nil
}
