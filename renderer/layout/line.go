package layout

import (
	"slices"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// parts breaks the parts of a line, each in its share of the width, and gives the line's height.
func (s *setter) parts(l *block.Line) (texts []text, height page.Length, err error) {
	height = min(um(l.Height), s.bottom-s.top)
	st := newStyle(l.Style)
	texts = make([]text, len(l.Parts))
	if l.Loose && len(l.Parts) == 2 {
		return s.loose(l, st, height)
	}
	for i := range l.Parts {
		st.align = block.Left
		if i > 0 && i == len(l.Parts)-1 && !l.Spread {
			st.align = block.Right
		}
		if texts[i], err = s.text(l.Parts[i].Content, st, s.share(l)); err != nil {
			return nil, 0, err
		}
	}
	if slices.ContainsFunc(texts, func(t text) bool { return t.lines > 1 }) && !l.Spread && len(texts) > 1 {
		if err := s.uneven(l, texts); err != nil {
			return nil, 0, err
		}
	}
	for i := range texts {
		height = max(height, texts[i].height())
	}
	return texts, height, nil
}

// uneven breaks parts anew of which one is longer than its share. There is a character between two of them. If there is
// room for all, the long ones get what they need and the others share the rest, for they may be written into; else the
// long ones share what the others do not need.
func (s *setter) uneven(l *block.Line, texts []text) error {
	whole := s.share(l) * page.Length(len(texts))
	free := whole - texts[0].style.em*page.Length(len(texts)-1)
	long, wide := make([]bool, len(texts)), page.Length(0) // of the long ones
	few, many, most := page.Length(0), page.Length(0), page.Length(0)
	for i := range texts {
		t := &texts[i]
		if long[i] = t.lines > 1; long[i] {
			one, err := s.text(t.content, t.style, whole)
			if err != nil {
				return err
			}
			*t, many = one, many+1
			wide += s.longest(t)
		} else {
			few, most = few+1, max(most, s.longest(t))
		}
		t.box = s.longest(t)
		free -= t.box
	}
	alike := page.Length(0) // what each of the others gets, however much it says; 0: one of them needs more
	if few > 0 {
		if each := (whole - texts[0].style.em*page.Length(len(texts)-1) - wide) / few; each >= most {
			alike = each
		}
	}
	for i := range texts {
		t := &texts[i]
		switch {
		case long[i] && (free < 0 || t.lines > 1):
			broken, err := s.text(t.content, t.style, max((free+wide)/many, min(s.share(l), t.style.em)))
			if err != nil {
				return err
			}
			*t = broken
		case !long[i] && alike > 0:
			t.box = alike
		case !long[i]:
			t.box += max(free, 0) / few
		}
	}
	return nil
}

// gutter is what stands between two parts of a line.
func (s *setter) gutter(l *block.Line, texts []text) page.Length {
	free := s.share(l) * page.Length(len(texts))
	for i := range texts {
		free -= texts[i].box
	}
	return free / page.Length(max(len(texts)-1, 1))
}

// share is the width of each part.
func (s *setter) share(l *block.Line) page.Length {
	return (s.width - um(l.Indent.Left) - um(l.Indent.Right)) / page.Length(max(len(l.Parts), 1))
}

// loose breaks two parts: the last one in half of the width, the first in what that leaves.
func (s *setter) loose(l *block.Line, st style, height page.Length) (texts []text, _ page.Length, err error) {
	texts = make([]text, 2)
	st.align = block.Right
	if texts[1], err = s.text(l.Parts[1].Content, st, s.share(l)); err != nil {
		return nil, 0, err
	}
	texts[1].box = s.longest(&texts[1])
	st.align = block.Left
	if texts[0], err = s.text(l.Parts[0].Content, st, 2*s.share(l)-texts[1].box); err != nil {
		return nil, 0, err
	}
	return texts, max(height, texts[0].height(), texts[1].height()), nil
}

// line sets a line of parts, on the next page if it and what must stay with it do not fit here. One that is
// higher than a page goes on, and has no room for seals then.
func (s *setter) line(l *block.Line) error {
	kept, err := s.kept()
	if err != nil {
		return err
	}
	texts, height, err := s.parts(l)
	if err != nil {
		return err
	}
	above := s.space(l.Before)
	if s.turns(above, height, kept) {
		above = 0
	}
	s.y += above
	if height > s.bottom-s.top {
		s.longLine(l, texts)
		return nil
	}
	first, seals := len(s.page.Texts), len(s.page.Seals)
	down := s.writeParts(l, texts, height)
	if s.turns(down, height, kept) {
		last := s.result.Pages[len(s.result.Pages)-2]
		last.Texts, last.Seals = last.Texts[:first], last.Seals[:seals]
		down = s.writeParts(l, texts, height)
	}
	s.y += down
	s.place(0, s.y, height)
	s.y, s.after = s.y+height, 0
	return nil
}

// writeParts draws a line of the height at y and says how far down it had to go to have room for its seals.
func (s *setter) writeParts(l *block.Line, texts []text, height page.Length) (down page.Length) {
	first := len(s.page.Texts)
	ends := make([]int, len(texts)) // of the operations of each part
	x, gutter := s.left+um(l.Indent.Left), s.gutter(l, texts)
	for i := range texts {
		t := &texts[i]
		y := s.y + (height-t.height())/2
		switch t.style.valign {
		case block.Top:
			y = s.y
		case block.Bottom:
			y = s.y + height - t.height()
		}
		s.write(t, 0, t.lines, x, y)
		ends[i] = len(s.page.Texts)
		x += t.box + gutter
	}
	return s.seals(l, first, ends, height)
}

// longLine draws a line that is higher than a page, page by page.
func (s *setter) longLine(l *block.Line, texts []text) {
	pitch, gutter := newStyle(l.Style).pitch, s.gutter(l, texts)
	for from := int32(0); ; {
		n := int32((s.bottom - s.y) / pitch)
		more := false
		x := s.left + um(l.Indent.Left)
		for i := range texts {
			t := &texts[i]
			s.write(t, min(from, t.lines), min(from+n, t.lines), x, s.y)
			more = more || from+n < t.lines
			x += t.box + gutter
		}
		if n > 0 {
			s.place(0, s.y, page.Length(n)*pitch)
		}
		s.y += page.Length(n) * pitch
		if from += n; !more {
			break
		}
		s.turn()
	}
	s.after = 0
}
