package layout

import (
	"math"
	"strings"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// How near a seal may come to the paper's edge, and to what it does not stand on.
const (
	sealEdge = 5 * block.MM
	sealGap  = 180 * page.Pt / 127 // ½ mm
)

// box is a rectangle that a seal may not touch. Those of the seals' own line move down with it.
type box struct {
	left, top, right, bottom page.Length
	part                     int // of the line; -1: it stands above
}

// seals adds the room for the seals of a line drawn at y, whose part i ends with operation ends[i] of the page.
// A seal stands on its part, its lower edge on the line's. It starts over the value, or over the label's end if
// there is none, and slides from there along its part to where it touches nothing else. Where no such place is
// near enough the line goes down, text and all, by what is returned: as far as without what is filled in, at least.
func (s *setter) seals(l *block.Line, first int, ends []int, height page.Length) (down page.Length) {
	var most page.Length
	for _, p := range l.Parts {
		most = max(most, um(p.Seal))
	}
	if most == 0 {
		return 0
	}
	limit := min(most+2*sealGap, max(s.bottom-s.top-height, 0))
	var found []page.Seal
	for _, filled := range [...]bool{false, true} { // no higher than on paper that is to be filled in
		boxes := s.boxes(first, ends, most, filled)
		for {
			var ok bool
			if found, ok = s.sealsAt(l, boxes, ends, first, s.y+height, down, filled); ok || down >= limit {
				break
			}
			down = min(down+page.Pt, limit)
		}
	}
	s.page.Seals = append(s.page.Seals, found...)
	for i := first; i < len(s.page.Texts); i++ {
		s.page.Texts[i].Y += down
	}
	return down
}

// boxes are the texts, with those that are filled in or without them, rules and seals on the page that a seal of the
// diameter could touch.
func (s *setter) boxes(first int, ends []int, diameter page.Length, filled bool) (boxes []box) {
	part := 0
	for i := range s.page.Texts {
		t := &s.page.Texts[i]
		b := s.around(t)
		if i >= first {
			for i >= ends[part] {
				part++
			}
			b.part = part
		}
		if b.bottom > s.y-diameter && (t.Layer == page.Form || filled && strings.Trim(t.Str, " \u3000") != "") {
			boxes = append(boxes, b)
		}
	}
	for _, r := range s.page.Lines {
		half := r.Width / 2
		boxes = append(boxes, box{min(r.X1, r.X2) - half, min(r.Y1, r.Y2) - half, max(r.X1, r.X2) + half, max(r.Y1, r.Y2) + half, -1})
	}
	for _, c := range s.page.Seals {
		half := c.Diameter / 2
		boxes = append(boxes, box{c.X - half, c.Y - half, c.X + half, c.Y + half, -1})
	}
	return boxes
}

// around is the box of a text's characters.
func (s *setter) around(t *page.Text) box {
	wx, wy := t.Way() // up from the baseline is wy, -wx
	far, above, below := s.extent(t), t.Size*ascent/1000, t.Size-t.Size*ascent/1000
	x1, y1 := t.X+above*wy, t.Y-above*wx
	x2, y2 := t.X+far*wx-below*wy, t.Y+far*wy+below*wx
	return box{min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), -1}
}

// sealsAt looks for the places of all seals of a line that goes down so far and then ends at bottom + down. If
// there are none, it gives those where they touch least of what matters: on the paper and on their part.
func (s *setter) sealsAt(l *block.Line, boxes []box, ends []int, first int, bottom, down page.Length, filled bool) (found []page.Seal, ok bool) {
	ok = true
	edge := um(sealEdge)
	for i, p := range l.Parts {
		if p.Seal > 0 {
			r := um(p.Seal) / 2
			seal := page.Seal{Y: bottom + down - sealGap - r, Diameter: 2 * r}
			want, low, high := s.over(l, first, ends, i, r, filled)
			low, high = max(low, edge+r), min(high, s.page.Width-edge-r)
			seal.X = max(min(want, high), low)
			x, free := slide(seal, low, high, i, down, boxes, found)
			if free {
				seal.X = x
			}
			ok = ok && free && seal.Y-r >= edge
			found = append(found, seal)
		}
		first = ends[i]
	}
	return found, ok
}

// over says where a seal of the radius wants its centre over a part, and how far it may slide.
func (s *setter) over(l *block.Line, first int, ends []int, part int, radius page.Length, filled bool) (want, low, high page.Length) {
	low = s.left + um(l.Indent.Left) + s.share(l)*page.Length(part)
	high, want = low, -1
	for i := first; i < ends[part]; i++ {
		t := &s.page.Texts[i]
		if t.Layer == page.Data && !filled {
			continue
		}
		if i == first {
			low = t.X
		}
		high = max(high, t.X+s.extent(t))
		if t.Layer == page.Data && want < 0 {
			want = t.X + radius
		}
	}
	if want < 0 {
		want, high = high, high+radius // as far as it may stand over a value
	}
	return want, low, max(high, want)
}

// slide finds the place between low and high that is nearest to the seal's and touches no box and no other seal.
func slide(seal page.Seal, low, high page.Length, part int, down page.Length, boxes []box, others []page.Seal) (x page.Length, ok bool) {
	blocked := make([][2]page.Length, 0, 8)
	radius := seal.Diameter/2 + sealGap
	for _, b := range boxes {
		if b.part == part {
			continue
		}
		if b.part >= 0 {
			b.top, b.bottom = b.top+down, b.bottom+down
		}
		away := max(b.top-seal.Y, seal.Y-b.bottom, 0)
		if away < radius {
			half := page.Length(math.Sqrt(float64(radius*radius-away*away))) + 1
			blocked = append(blocked, [2]page.Length{b.left - half, b.right + half})
		}
	}
	for _, o := range others {
		half := radius + o.Diameter/2
		blocked = append(blocked, [2]page.Length{o.X - half, o.X + half})
	}
	free := func(at page.Length) bool {
		for _, b := range blocked {
			if at > b[0] && at < b[1] {
				return false
			}
		}
		return at >= low && at <= high
	}
	x, ok = seal.X, free(seal.X)
	for _, b := range blocked {
		for _, at := range b {
			if free(at) && (!ok || max(at-seal.X, seal.X-at) < max(x-seal.X, seal.X-x)) {
				x, ok = at, true
			}
		}
	}
	return x, ok
}

// extent is the width of a text.
func (s *setter) extent(t *page.Text) (width page.Length) {
	face := s.book.Face(t.Face)
	for _, r := range t.Str {
		_, advance, _ := face.Glyph(r)
		width += (page.Length(advance)*t.Size+500)/1000 + t.Track
	}
	for _, k := range t.Kerns {
		width += k.By
	}
	return width
}
