package layout

import (
	"errors"
	"strconv"
	"strings"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// The foot is 小五宋体 in the middle of the type area's width, or 四号 at its outer edge (GB/T 9704-2012, 7.5), its own
// middle 7 mm under the type area (where GB/T 9704 has the page number's dashes), or in the middle of a margin of less
// than 14 mm.
const (
	footSize  = 9 * page.Pt
	outerSize = 14 * page.Pt
	footBelow = 7 * block.MM
	dashDrop  = outerSize / 10 // how far the dashes of the 宋体 stand under the middle
)

// bound is the paper and the margins of a section as they stand in the book that it is bound into: a Turned sheet lies
// there with its top on the left.
func bound(section *block.Section) (width, height block.Length, m block.Margin) {
	m = section.Margin
	if !section.Turned {
		return section.Width, section.Height, m
	}
	return section.Height, section.Width, block.Margin{Top: m.Right, Right: m.Bottom, Bottom: m.Left, Left: m.Top}
}

// feet prints the feet of a section's pages, from and to as indexes into all pages.
func (s *setter) feet(section *block.Section, from, to int) error {
	for i := from; i < to; i++ {
		if err := s.rulers(section, s.result.Pages[i]); err != nil {
			return err
		}
	}
	if section.Foot == "" {
		return nil
	}
	size := footSize
	if section.Outer {
		size = outerSize
	}
	st := newStyle(block.Style{Font: block.Song, Size: block.Size(size * 10 / page.Pt), Align: block.Center})
	total := strconv.Itoa(s.total)
	width, height, m := bound(section)
	middle := um(height-m.Bottom) + min(um(footBelow), um(m.Bottom)/2)
	for i := from; i < to; i++ {
		s.chars, s.lines = s.chars[:0], s.lines[:0]
		left, box := um(m.Left), um(width-m.Left-m.Right)
		if section.Mirror && s.even(i) {
			left = um(m.Right)
		}
		y := middle - st.pitch/2
		if section.Outer {
			y -= dashDrop
			box -= 2 * um(block.FootInset)
			left += um(block.FootInset)
			st.align = block.Right
			if s.even(i) {
				st.align = block.Left
			}
		}
		words := strings.ReplaceAll(strings.ReplaceAll(section.Foot, "{page}", strconv.Itoa(s.skip+i+1)), "{pages}", total)
		t, err := s.text([]block.Span{{Text: words}}, st, box)
		if err != nil {
			return err
		}
		if t.lines > 1 {
			return errors.New("it is wider than the page")
		}
		s.page = s.result.Pages[i]
		first := len(s.page.Texts)
		s.write(&t, 0, t.lines, left, y)
		if section.Turned {
			for k := range s.page.Texts[first:] {
				op := &s.page.Texts[first+k]
				op.X, op.Y, op.Turn = um(height)-op.Y, op.X, 1
			}
		}
	}
	return nil
}

// even reports whether page i, counted from 0 over the sections, has an even number in its file.
func (s *setter) even(i int) bool { return (s.skip+i)%2 == 1 }

// leftOf is the left margin of page i, counted from 0 over the sections.
func (s *setter) leftOf(section *block.Section, i int) page.Length {
	if section.Mirror && !section.Turned && s.even(i) {
		return um(section.Margin.Right)
	}
	return um(section.Margin.Left)
}

// mirror moves what stands on the even ones of the section's pages, which end the document so far, to where the
// margins are when left and right, or top and bottom of a Turned sheet, are exchanged.
func (s *setter) mirror(section *block.Section, from int) {
	if !section.Mirror {
		return
	}
	down := page.Length(0)
	if section.Turned {
		down = um(section.Margin.Bottom) - um(section.Margin.Top)
	}
	for i := from; i < len(s.result.Pages); i++ {
		if s.even(i) {
			s.result.Pages[i].Move(s.leftOf(section, i)-um(section.Margin.Left), down)
		}
	}
	for k := len(s.result.Rows) - 1; down != 0 && k >= 0 && s.result.Rows[k].Page >= from; k-- {
		if p := &s.result.Rows[k]; s.even(p.Page) {
			p.Top += down
		}
	}
}
