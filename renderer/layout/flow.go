package layout

import (
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// paragraph sets a paragraph, on the next page if it and what must stay with it do not fit here. One that is
// higher than a page goes on line by line.
func (s *setter) paragraph(p *block.Paragraph) error {
	st := newStyle(p.Style)
	t, err := s.text(p.Content, st, s.width)
	if err != nil {
		return err
	}
	kept, err := s.kept()
	if err != nil {
		return err
	}
	above := s.space(p.Before)
	height := t.height()
	if s.turns(above, height, kept) {
		above = 0
	}
	s.y += above
	for from := int32(0); ; {
		n := min(t.lines-from, int32((s.bottom-s.y)/st.pitch))
		if n == 0 && t.lines > 0 {
			s.turn()
			continue
		}
		s.write(&t, from, from+n, s.left, s.y)
		s.place(0, s.y, page.Length(n)*st.pitch)
		s.y += page.Length(n) * st.pitch
		if from += n; from == t.lines {
			break
		}
		s.turn()
	}
	s.after = um(p.After)
	return nil
}

// turns turns the page if what is height high does not fit under above with what is kept, but would on a page
// of its own.
func (s *setter) turns(above, height, kept page.Length) bool {
	room, end := s.bottom-s.top, s.y+above+height
	if s.fresh() || end+kept <= s.bottom || height > room || height+kept > room && end <= s.bottom {
		return false
	}
	s.turn()
	return true
}

// kept is the height of the blocks after the current one that must stay on its page.
func (s *setter) kept() (height page.Length, err error) {
	after := page.Length(0)
	if p, ok := s.section.Blocks[s.at.Block].(*block.Paragraph); ok {
		after = um(p.After)
	}
	char, line := len(s.chars), len(s.lines)
	defer func() { s.chars, s.lines = s.chars[:char], s.lines[:line] }()
	for _, b := range s.section.Blocks[s.at.Block+1:] {
		switch b := b.(type) {
		case *block.Paragraph:
			if !b.Keep {
				return height, nil
			}
			t, err := s.text(b.Content, newStyle(b.Style), s.width)
			if err != nil {
				return 0, err
			}
			height += after + um(b.Before) + t.height()
			after = um(b.After)
		case *block.Line:
			if !b.Keep {
				return height, nil
			}
			_, h, err := s.parts(b)
			if err != nil {
				return 0, err
			}
			for _, p := range b.Parts {
				h = max(h, um(p.Seal)+sealGap) // at most: there may be room above
			}
			height += after + h
			after = 0
		default:
			return height, nil
		}
	}
	return height, nil
}
