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
	width := um(section.Width - section.Margin.Left - section.Margin.Right)
	middle := um(section.Height-section.Margin.Bottom) + min(um(footBelow), um(section.Margin.Bottom)/2)
	for i := from; i < to; i++ {
		s.chars, s.lines = s.chars[:0], s.lines[:0]
		left, box := s.leftOf(section, i), width
		y := middle - st.pitch/2
		if section.Outer {
			y -= dashDrop
			box -= 2 * um(block.FootInset)
			left += um(block.FootInset)
			st.align = [...]block.Align{block.Right, block.Left}[(s.skip+i)%2]
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
		s.write(&t, 0, t.lines, left, y)
	}
	return nil
}

// leftOf is the left margin of page i, counted from 0 over the sections.
func (s *setter) leftOf(section *block.Section, i int) page.Length {
	if section.Mirror && (s.skip+i)%2 == 1 {
		return um(section.Margin.Right)
	}
	return um(section.Margin.Left)
}

// mirror moves what stands on the even ones of the section's pages, which end the document so far, to where the
// margins are when left and right are exchanged.
func (s *setter) mirror(section *block.Section, from int) {
	if !section.Mirror {
		return
	}
	for i := from; i < len(s.result.Pages); i++ {
		p, by := s.result.Pages[i], s.leftOf(section, i)-um(section.Margin.Left)
		for k := range p.Texts {
			p.Texts[k].X += by
		}
		for k := range p.Lines {
			p.Lines[k].X1 += by
			p.Lines[k].X2 += by
		}
		for k := range p.Fills {
			p.Fills[k].X += by
		}
		for k := range p.Seals {
			p.Seals[k].X += by
		}
	}
}
