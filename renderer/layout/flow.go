package layout

import (
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// company is how many lines of a text that flows over pages stand beside what is kept with it (GB/T 9704-2012 wants
// no signature on a page without text).
const company = 2

// paragraph sets a paragraph, on the next page if it and what must stay with it do not fit here. One that flows, or
// is higher than a page, goes on line by line.
func (s *setter) paragraph(p *block.Paragraph) error {
	t, err := s.broken(p)
	if err != nil {
		return err
	}
	kept, err := s.kept()
	if err != nil {
		return err
	}
	above := s.space(p.Before)
	if p.At > 0 {
		above = max(above, s.top+um(p.At)-s.y)
	}
	switch {
	case p.Flow:
		s.y += above
	case s.turns(above, t.height(), kept):
	default:
		s.y += above
	}
	pitch := t.style.pitch
	for from := int32(0); ; {
		n := min(t.lines-from, int32((s.bottom-s.y)/pitch))
		if p.Flow {
			whole := n
			if n = s.together(t.lines-from, n, pitch, kept); n <= 0 && from == 0 && s.begins() {
				n = min(whole, 1)
			}
		}
		if n <= 0 && t.lines > 0 {
			s.turn()
			continue
		}
		s.write(&t, from, from+n, s.left+um(p.Indent.Left), s.y)
		s.place(0, s.y, page.Length(n)*pitch)
		if p := &s.result.Rows[len(s.result.Rows)-1]; n < t.lines {
			p.From, p.To = s.offset(&t, from), s.offset(&t, from+n)
		}
		s.y += page.Length(n) * pitch
		if from += n; from == t.lines {
			break
		}
		s.turn()
	}
	s.after = um(p.After)
	return nil
}

// offset is how many bytes of a text stand before one of its lines, or in all of them.
func (s *setter) offset(t *text, line int32) (bytes int) {
	if line == 0 {
		return 0
	}
	at := char{span: int32(len(t.content))}
	if line < t.lines {
		at = s.chars[t.char+s.lines[t.line+line].from]
	}
	for i := range t.content[:at.span] {
		bytes += len(t.content[i].Text)
	}
	return bytes + int(at.at)
}

// begins reports whether the current block is the first text of its section and what stands above it is on this page,
// which then has to show some of it (GB/T 9704-2012, 7.3.3).
func (s *setter) begins() bool {
	i := s.at.Block
	return !s.fresh() && (i == 0 || !flows(s.section.Blocks[i-1]))
}

// together is how many of the lines that are left stand here, where n have room, so that what is kept has its
// company. A page of its own takes what it has room for.
func (s *setter) together(left, n int32, pitch, kept page.Length) int32 {
	least := page.Length(min(left, company)) * pitch
	if kept == 0 || least+kept > s.bottom-s.top || n == left && s.y+page.Length(left)*pitch+kept <= s.bottom {
		return n
	}
	return min(n, left-company)
}

// broken breaks a paragraph into lines.
func (s *setter) broken(p *block.Paragraph) (text, error) {
	st := newStyle(p.Style)
	st.first = um(p.Indent.First)
	box := s.width - um(p.Indent.Left) - um(p.Indent.Right)
	if p.Style.Shrink == 0 {
		return s.text(p.Content, st, box)
	}
	char, line := len(s.chars), len(s.lines)
	least := page.Length(p.Style.Shrink) * page.Pt / 10
	for st.pitch = st.em; ; st.pitch = st.em {
		t, err := s.text(p.Content, st, box)
		if err != nil || t.lines <= 1 || st.em <= least {
			return t, err
		}
		s.chars, s.lines = s.chars[:char], s.lines[:line]
		st.em = max(st.em*49/50, least)
	}
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

// taken is how much of the page a block takes, the space around it and whether it is kept with what stands above.
type taken struct {
	before, height, after page.Length
	pitch                 page.Length // of a text that flows
	keep                  bool
}

// takes measures a block that has no rows.
func (s *setter) takes(b block.Block) (e taken, err error) {
	char, line := len(s.chars), len(s.lines)
	defer func() { s.chars, s.lines = s.chars[:char], s.lines[:line] }()
	switch b := b.(type) {
	case *block.Paragraph:
		e = taken{before: um(b.Before), after: um(b.After), keep: b.Keep}
		var t text
		if t, err = s.broken(b); b.Flow {
			e.pitch = t.style.pitch
		}
		e.height = t.height()
	case *block.Line:
		e = taken{before: um(b.Before), keep: b.Keep}
		_, e.height, err = s.parts(b)
		for _, p := range b.Parts {
			if p.Seal > 0 {
				e.height = max(e.height, um(p.Seal)+sealGap) // at most: there may be room above
			}
		}
	case *block.Rule:
		e = taken{before: um(b.Before), height: um(b.Width), after: um(b.After), keep: b.Keep}
	case *block.Signature:
		var t signed
		t, err = s.signed(b)
		e = taken{before: um(b.Before), height: t.height() + t.below, keep: true}
	}
	return e, err
}

// kept is the height of the blocks after the current one that must stay on its page.
func (s *setter) kept() (height page.Length, err error) {
	var after page.Length
	switch b := s.section.Blocks[s.at.Block].(type) {
	case *block.Paragraph:
		after = um(b.After)
	case *block.Rule:
		after = um(b.After)
	case *block.Tree:
		after = um(b.After)
	}
	for i := s.at.Block + 1; i < s.pinned(); i++ {
		b := s.section.Blocks[i]
		if !keeps(b) && (!flows(b) || !flows(s.section.Blocks[i-1])) {
			return height, nil
		}
		e, err := s.takes(b)
		if err != nil {
			return 0, err
		}
		if e.pitch > 0 { // of a text that flows only the first line is kept, unless what follows needs the company of all
			lone := page.Length(1)
			if e.keep {
				lone = company
			}
			if e.height > lone*e.pitch || i+1 == s.pinned() || !keeps(s.section.Blocks[i+1]) || flows(s.section.Blocks[i+1]) {
				if e.keep {
					height += after + e.before + min(e.height, e.pitch)
				}
				return height, nil
			}
		}
		height += after + e.before + e.height
		after = e.after
	}
	return height, nil
}

// keeps reports whether a block stays with what stands above it.
func keeps(b block.Block) bool {
	switch b := b.(type) {
	case *block.Paragraph:
		return b.Keep
	case *block.Line:
		return b.Keep
	case *block.Rule:
		return b.Keep
	case *block.Signature:
		return true
	}
	return false
}

// flows reports whether a block is text that flows over pages.
func flows(b block.Block) bool {
	p, ok := b.(*block.Paragraph)
	return ok && p.Flow
}

// pinned is the index of the first block that stands on the bottom of the last page.
func (s *setter) pinned() int { return len(s.section.Blocks) - s.section.Pinned }

// pin moves down to where the pinned blocks end with the type area, on the next page if they do not fit here.
func (s *setter) pin() error {
	var height, after page.Length
	for _, b := range s.section.Blocks[s.pinned():] {
		e, err := s.takes(b)
		if err != nil {
			return err
		}
		height += after + e.before + e.height
		after = e.after
	}
	if !s.fresh() && max(s.y+s.after, s.low)+height > s.bottom {
		s.turn()
	}
	s.y, s.after = max(s.bottom-height, s.y), 0
	return nil
}

// rule sets a stroke over the width of the type area.
func (s *setter) rule(r *block.Rule) error {
	kept, err := s.kept()
	if err != nil {
		return err
	}
	above, width := s.space(r.Before), um(r.Width)
	if s.turns(above, width, kept) {
		above = 0
	}
	s.y += above
	y := s.y + width/2
	s.page.Lines = append(s.page.Lines, page.Line{X1: s.left, Y1: y, X2: s.left + s.width, Y2: y, Width: width, Color: page.Color(r.Color)})
	s.place(0, s.y, width)
	s.y, s.after = s.y+width, um(r.After)
	return nil
}
