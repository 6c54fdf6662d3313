package layout

import (
	"strconv"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// How a stamp looks and where it may stand.
const (
	stampRule      = 250            // µm
	stampEdge      = 5 * block.MM   // from the paper's edge at least: printers reach no further
	stampAbove     = 2 * block.MM   // over the type area, where its margin has the room
	stampGap       = block.MM       // to everything else
	stampDown      = 10 * block.MM  // how far it may go down from where it wants to stand
	stampUnder     = 4 * block.MM   // the height of the line under it
	stampLabel     = block.Size(55) // 1/10 pt
	stampValue     = block.Size(90)
	stampLeast     = block.Size(45) // what a long value is made, before it is broken
	stampLabelLine = 5 * block.MM / 2
)

// stamped lays a section out so that the stamp has its place on the first page: where there is none, what stands there
// goes down.
func (s *setter) stamped(index int, section *block.Section) (err error) {
	first, rows := len(s.result.Pages), len(s.result.Rows)
	for s.lower = 0; ; {
		if err := s.lay(index, section); err != nil {
			return err
		}
		s.mirror(section, first)
		if section.Stamp == nil {
			return nil
		}
		x, y, ok := s.stampPlace(section, first)
		if ok || s.lower > 0 {
			s.lower = 0
			s.stamps = append(s.stamps, stampAt{section.Stamp, x, y, first, index + section.Stamp.Sections - 1})
			return nil
		}
		s.result.Pages, s.result.Rows, s.page = s.result.Pages[:first], s.result.Rows[:rows], nil
		s.lower = max(um(stampEdge+stampHeight(section.Stamp)+stampAbove)-um(section.Margin.Top), page.Pt)
	}
}

// stampAt is where a stamp stands, the page, and the last section of its file.
type stampAt struct {
	*block.Stamp
	x, y page.Length
	page int
	last int
}

func stampHeight(b *block.Stamp) block.Length {
	if b.Under != nil {
		return block.StampHeight + stampUnder
	}
	return block.StampHeight
}

// stampPlace is the place on a page where a stamp touches nothing: in the top margin with its right side on the type
// area's, or else as little further down, right or left as there is, in the left half of the page only where the right
// one has none.
func (s *setter) stampPlace(section *block.Section, at int) (x, y page.Length, ok bool) {
	p := s.result.Pages[at]
	s.page = p
	width, height := um(block.StampWidth), um(stampHeight(section.Stamp))
	edge, step := um(stampEdge), um(block.MM)
	top := um(max(section.Margin.Top-stampHeight(section.Stamp)-stampAbove, stampEdge))
	most := max(p.Width-edge-width, 0)
	right := min(max(s.leftOf(section, at)+s.width-width, 0), most)
	boxes := s.everything()
	for _, least := range [...]page.Length{max(p.Width/2, edge), edge} {
		for y = top; y <= top+um(stampDown); y += step {
			for off := page.Length(0); right+off <= most || right-off >= least; off += step {
				for _, x := range [...]page.Length{right - off, right + off} {
					if x >= least && x <= most && vacant(boxes, x, y, x+width, y+height) {
						return x, y, true
					}
				}
			}
		}
	}
	return right, top, false
}

// vacant reports whether no box comes near a rectangle.
func vacant(boxes []box, left, top, right, bottom page.Length) bool {
	gap := um(stampGap)
	for _, b := range boxes {
		if b.left < right+gap && b.right > left-gap && b.top < bottom+gap && b.bottom > top-gap {
			return false
		}
	}
	return true
}

// everything is what stands on the current page.
func (s *setter) everything() []box {
	boxes := s.boxes(len(s.page.Texts), nil, s.page.Height, true)
	for _, f := range s.page.Fills {
		boxes = append(boxes, box{f.X, f.Y, f.X + f.W, f.Y + f.H, -1})
	}
	return boxes
}

// stamp draws a stamp, whose file ends before page end.
func (s *setter) stamp(at stampAt, end int) error {
	s.page = s.result.Pages[at.page]
	width, height := um(block.StampWidth), um(block.StampHeight)
	rule := um(stampRule)
	for i := range page.Length(4) {
		x := at.x + width*i/3
		s.page.Lines = append(s.page.Lines, page.Line{X1: x, Y1: at.y - rule/2, X2: x, Y2: at.y + height + rule/2, Width: rule})
	}
	for i := range page.Length(3) {
		y := at.y + height*i/2
		s.page.Lines = append(s.page.Lines, page.Line{X1: at.x, Y1: y, X2: at.x + width, Y2: y, Width: rule})
	}
	for i := range at.Cells {
		c := &at.Cells[i]
		x, y := at.x+width*page.Length(i%3)/3, at.y+height*page.Length(i/3)/2
		if err := s.stampText([]block.Span{{Text: c.Label}}, stampLabel, x, y, width/3, um(stampLabelLine)); err != nil {
			return err
		}
		content := c.Content
		if c.Pages {
			content = []block.Span{{Text: strconv.Itoa(end - at.page), Data: true}}
		}
		if err := s.stampText(content, stampValue, x, y+um(stampLabelLine), width/3, height/2-um(stampLabelLine)); err != nil {
			return err
		}
	}
	return s.stampText(at.Under, stampValue, at.x, at.y+height, width, um(stampUnder))
}

// stampText sets a text in the middle of a box, smaller where it is too long for a line.
func (s *setter) stampText(content []block.Span, size block.Size, x, y, width, height page.Length) error {
	inner := width - um(block.MM)
	for ; ; size -= 5 {
		s.chars, s.lines = s.chars[:0], s.lines[:0]
		st := newStyle(block.Style{Font: block.Song, Size: size, Align: block.Center})
		st.pitch = st.em * 11 / 10
		t, err := s.text(content, st, inner)
		if err != nil {
			return err
		}
		if t.lines <= 1 || size <= stampLeast {
			s.write(&t, 0, t.lines, x+um(block.MM)/2, y+(height-t.height())/2)
			return nil
		}
	}
}
