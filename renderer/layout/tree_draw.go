package layout

import (
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// How wide and high a box's text gets, in characters, before it goes on in another line or column.
const (
	boxWidth  = 10
	boxHeight = 10
	boxLeast  = 4 // of a box with text across
)

// nodeBox is a node's box with its text, across or upright.
type nodeBox struct {
	width, height page.Length
	texts         []text // lines from the top, or columns from the right, which may go on in further ones
	upright       bool
	column        page.Length // distance of two columns
	each          []int32     // of each upright text, how many of its characters stand in a column
}

// box measures the box of a node, once for a size and a direction.
func (t *tree) box(node int, size page.Length, upright bool) (*nodeBox, error) {
	key := look{size: size}
	if upright {
		key.vertical = 1
	}
	all := t.measured[key]
	if all == nil {
		all = make([]nodeBox, len(t.Nodes))
		t.measured[key] = all
	}
	b := &all[node]
	if b.width > 0 {
		return b, nil
	}
	st := newStyle(t.Style)
	st.em, st.pitch, st.align = size, size*pitch/100, block.Center
	b.upright, b.column = upright, st.pitch
	if upright {
		return b, t.stacked(b, st, t.Nodes[node].Lines)
	}
	b.width = boxLeast * size
	for _, content := range t.Nodes[node].Lines {
		x, err := t.text(content, st, min(boxWidth*size, t.setter.width-2*pad))
		if err != nil {
			return nil, err
		}
		b.texts = append(b.texts, x)
		b.width, b.height = max(b.width, t.longest(&x)), b.height+x.height()
	}
	for i := range b.texts {
		b.texts[i].box = b.width
	}
	b.width, b.height = b.width+2*pad, max(b.height, st.pitch)+2*pad
	return b, nil
}

// stacked measures a box with its text upright, each paragraph in as many columns as it needs.
func (t *tree) stacked(b *nodeBox, st style, lines [][]block.Span) error {
	columns := int32(0)
	for _, content := range lines {
		x, err := t.text(content, st, t.setter.width)
		if err != nil {
			return err
		}
		x.box = b.column
		t.stack(&x)
		n := max((x.lines+boxHeight-1)/boxHeight, 1)
		each := (x.lines + n - 1) / n
		b.texts, b.each = append(b.texts, x), append(b.each, each)
		b.height = max(b.height, page.Length(each)*x.style.pitch)
		columns += n
	}
	b.width, b.height = page.Length(max(columns, 1))*b.column+2*pad, max(b.height, st.pitch)+2*pad
	return nil
}

// show draws a branch on the page, or on a new one if another stands there.
func (t *tree) show(s *setting, err error) error {
	switch {
	case err != nil:
		return err
	case s == nil:
		return errTree
	}
	room := t.here()
	if t.begun {
		t.turn()
		if err := t.setLater(true); err != nil {
			return err
		}
		t.y = t.top + t.above
	}
	if err := t.seen(s.nodes[0]); err != nil {
		return err
	}
	t.begun = true
	gap := levelGap
	if n := page.Length(len(s.heights) - 1); n > 0 {
		gap = min(gap+(room-s.height)/n, levelMax)
	}
	left := t.left + (t.setter.width-s.width)/2
	tops := make([]page.Length, len(s.heights)+1)
	tops[0] = t.y
	for i, h := range s.heights {
		tops[i+1] = tops[i] + h + gap
	}
	for i := range s.nodes {
		t.drawBox(s, i, left+s.middles[i], tops[s.level[i]])
	}
	t.joins(s, left, tops)
	end := tops[len(s.heights)] - gap
	if s.cut {
		end += t.stub(s)
	}
	t.place(0, t.y, end-t.y)
	t.y = end
	return nil
}

// drawBox draws box i with its middle at x. It is as high as its level.
func (t *tree) drawBox(s *setting, i int, x, top page.Length) {
	b, height := s.boxes[i], s.heights[s.level[i]]
	left := x - b.width/2
	right, bottom := left+b.width, top+height
	w := um(t.Rule)
	t.stroke(left-w/2, top, right+w/2, top, w)
	t.stroke(left-w/2, bottom, right+w/2, bottom, w)
	t.stroke(left, top-w/2, left, bottom+w/2, w)
	t.stroke(right, top-w/2, right, bottom+w/2, w)
	if !b.upright {
		y := top + (height-b.height)/2 + pad
		for k := range b.texts {
			t.write(&b.texts[k], 0, b.texts[k].lines, left+pad, y)
			y += b.texts[k].height()
		}
		return
	}
	column := right - pad
	for k := range b.texts {
		x := &b.texts[k]
		for from := int32(0); from < x.lines; from += b.each[k] {
			column -= b.column
			t.write(x, from, min(from+b.each[k], x.lines), column, top+(height-b.height)/2+pad)
		}
	}
}

// joins draws the lines between the boxes: down from each to the middle of the gap, along there, and down to those
// below it; and a short one under each whose lower ones stand on another page.
func (t *tree) joins(s *setting, left page.Length, tops []page.Length) {
	w := um(t.Join)
	for i, below := range s.below {
		x, level := left+s.middles[i], s.level[i]
		bottom := tops[level] + s.heights[level]
		if len(below) == 0 {
			if s.cut && level > 0 && len(t.below[s.nodes[i]]) > 0 {
				t.stroke(x, bottom, x, bottom+cutStub, w)
				t.sights[s.nodes[i]] = sight{page: len(t.result.Pages) - 1, x: x, y: bottom + cutStub, upright: s.boxes[i].upright}
			}
			continue
		}
		middle := (bottom + tops[level+1]) / 2
		first, last := left+s.middles[below[0]], left+s.middles[below[len(below)-1]]
		t.stroke(x, bottom, x, middle, w)
		if len(below) > 1 {
			t.stroke(first-w/2, middle, last+w/2, middle, w)
		}
		for _, c := range below {
			t.stroke(left+s.middles[c], middle, left+s.middles[c], tops[level+1], w)
		}
	}
}

func (t *tree) stroke(x1, y1, x2, y2, w page.Length) {
	t.page.Lines = append(t.page.Lines, page.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: w})
}
