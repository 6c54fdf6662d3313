package layout

import (
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// sealUp is how far a seal's centre stands above the middle of the body and the date, which lie in the seal's middle
// and a little lower (居印章中心偏下位置).
const sealUp = 5 * block.MM / 2

// signed is a signature, broken into lines, and how far its seal reaches below the date.
type signed struct {
	body, date text
	below      page.Length
}

func (t *signed) height() page.Length { return t.body.height() + t.date.height() }

// signed breaks a signature. Body and date are set from the left of boxes as wide as they are.
func (s *setter) signed(b *block.Signature) (t signed, err error) {
	st := newStyle(b.Style)
	st.align = block.Left
	if t.body, err = s.text(b.Body, st, s.width); err != nil {
		return t, err
	}
	if t.date, err = s.text(b.Date, st, s.width); err != nil {
		return t, err
	}
	t.body.box, t.date.box = s.longest(&t.body), s.longest(&t.date)
	if b.Seal > 0 {
		t.below = max(um(b.Seal)/2-um(sealUp)-t.height()/2, 0)
	}
	return t, nil
}

// longest is the width of a text's longest line.
func (s *setter) longest(t *text) (width page.Length) {
	for _, l := range s.lines[t.line : t.line+t.lines] {
		width = max(width, page.Length(l.width))
	}
	return min(width, t.box)
}

// signature sets a signature and the room for its seal.
func (s *setter) signature(b *block.Signature) error {
	t, err := s.signed(b)
	if err != nil {
		return err
	}
	kept, err := s.kept()
	if err != nil {
		return err
	}
	above, height := s.space(b.Before), t.height()
	if s.turns(above, height+t.below, kept) {
		above = 0
	}
	s.y += above
	body, date := s.side(b, &t)
	s.write(&t.body, 0, t.body.lines, body, s.y)
	s.write(&t.date, 0, t.date.lines, date, s.y+t.body.height())
	s.place(0, s.y, height)
	if b.Seal > 0 {
		seal := page.Seal{X: date + t.date.box/2, Y: s.y + height/2 - um(sealUp), Diameter: um(b.Seal)}
		s.page.Seals = append(s.page.Seals, seal)
		s.low = seal.Y + seal.Diameter/2
	}
	s.y, s.after = s.y+height, 0
	return nil
}

// side is where body and date start. What would stand out of the type area moves in, and the other with it.
func (s *setter) side(b *block.Signature, t *signed) (body, date page.Length) {
	right := s.left + s.width
	edge := right - um(b.Right)
	switch {
	case b.Seal > 0:
		date = edge - t.date.box
		body = date + (t.date.box-t.body.box)/2
	case t.date.box > t.body.box:
		date = edge - t.date.box
		body = date - um(b.Shift)
	default:
		body = edge - t.body.box
		date = body + um(b.Shift)
	}
	out := max(body+t.body.box, date+t.date.box) - right
	out = min(max(out, 0), max(min(body, date)-s.left, 0))
	return max(body-out, s.left), max(date-out, s.left)
}
