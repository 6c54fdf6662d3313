package layout

import (
	"errors"
	"strconv"
	"strings"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// The foot is 小五宋体 in the middle of the type area's width, its own middle 7 mm under the type area (GB/T 9704
// has the page number there), or in the middle of a margin of less than 14 mm.
const (
	footSize  = 9 * page.Pt
	footBelow = 7 * block.MM
)

// feet prints the feet of a section's pages, from and to as indexes into all pages.
func (s *setter) feet(section *block.Section, from, to int) error {
	if section.Foot == "" {
		return nil
	}
	st := newStyle(block.Style{Font: block.Song, Size: block.Size(footSize * 10 / page.Pt), Align: block.Center})
	total := strconv.Itoa(len(s.result.Pages))
	width := um(section.Width - section.Margin.Left - section.Margin.Right)
	middle := um(section.Height-section.Margin.Bottom) + min(um(footBelow), um(section.Margin.Bottom)/2)
	for i := from; i < to; i++ {
		s.chars, s.lines = s.chars[:0], s.lines[:0]
		words := strings.ReplaceAll(strings.ReplaceAll(section.Foot, "{page}", strconv.Itoa(i+1)), "{pages}", total)
		t, err := s.text([]block.Span{{Text: words}}, st, width)
		if err != nil {
			return err
		}
		if t.lines > 1 {
			return errors.New("it is wider than the page")
		}
		s.page = s.result.Pages[i]
		s.write(&t, 0, t.lines, um(section.Margin.Left), middle-st.pitch/2)
	}
	return nil
}
