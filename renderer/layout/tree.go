package layout

import (
	"errors"
	"fmt"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// The room between a tree's boxes.
const (
	levelGap = 5 * 360 * page.Pt / 127 // between two levels, at least: 5 mm
	levelMax = 12 * 360 * page.Pt / 127
	cutStub  = 2 * 360 * page.Pt / 127 // of the line under a node whose lower ones stand on another page
)

var errTree = errors.New("no room for a box and one below it")

// tree is a tree being set.
type tree struct {
	*setter
	*block.Tree
	below    [][]int // of each node, those right below it
	measured map[look][]nodeBox
	reserve  page.Length // for what must stay with the tree
	above    page.Length // height of what stands above it on later pages
	begun    bool        // a page of it is finished
	sights   map[int]sight
}

// look is how a branch is set: in which size, and from which level on upright.
type look struct {
	size     page.Length
	vertical int
}

// setting is a branch in a look that fits: the boxes and where their middles are.
type setting struct {
	*branch
	look
	boxes   []*nodeBox
	middles []page.Length
	width   page.Length
	heights []page.Length // of the levels
	height  page.Length   // of it all, with the least gaps
}

// tree sets a tree on one page, or on several.
func (s *setter) tree(src *block.Tree) (err error) {
	t := tree{setter: s, Tree: src, below: make([][]int, len(src.Nodes)), measured: map[look][]nodeBox{}, sights: map[int]sight{}}
	if err := t.check(); err != nil {
		return err
	}
	for i := 1; i < len(src.Nodes); i++ {
		t.below[src.Nodes[i].Above] = append(t.below[src.Nodes[i].Above], i)
	}
	if t.reserve, err = s.kept(); err != nil {
		return err
	}
	if err := t.setLater(false); err != nil {
		return err
	}
	s.y += s.space(src.Before)
	s.after = 0
	if err := t.branch(0); err != nil {
		return err
	}
	s.after = um(src.After)
	return nil
}

// check checks that the nodes are one tree and have room for a character.
func (t *tree) check() error {
	if len(t.Nodes) == 0 {
		return errors.New("a tree without nodes")
	}
	for i, n := range t.Nodes {
		if n.Above >= i || (n.Above < 0) != (i == 0) {
			return fmt.Errorf("node %d stands under node %d", i, n.Above)
		}
	}
	if t.Rule <= 0 || t.Join <= 0 || t.Before < 0 || t.After < 0 {
		return errors.New("a tree with rules of no width, or space beside it that is negative")
	}
	for i, p := range t.Later {
		if err := checkBlock(t.section, p); err != nil {
			return fmt.Errorf("paragraph %d above later pages: %w", i, err)
		}
	}
	return checkStyle(t.Style, t.setter.width-2*pad, t.bottom-t.top-2*pad)
}

// branch sets a node and all below it: on one page, or else down to where it forks, and from there on their own.
func (t *tree) branch(root int) error {
	s, err := t.best(t.cutting(root, len(t.Nodes), t.below[root]), t.here())
	if err != nil || s != nil {
		return t.show(s, err)
	}
	if s, err = t.trunk(root); err != nil {
		return err
	}
	if s == nil {
		return t.crowd(root)
	}
	if err := t.show(s, nil); err != nil {
		return err
	}
	last := s.levels() - 1
	for i, n := range s.nodes {
		if s.level[i] == last && len(t.below[n]) > 0 {
			if err := t.branch(n); err != nil {
				return err
			}
		}
	}
	return nil
}

// trunk is a node and those right below it or, if that is one only, those below that one, and so on as far as there is
// room. It is nil if there is none.
func (t *tree) trunk(root int) (found *setting, err error) {
	for deep := 1; ; deep++ {
		b := t.cutting(root, deep, t.below[root])
		s, err := t.best(b, t.here())
		if err != nil || s == nil {
			return found, err
		}
		found = s
		if n := len(b.nodes); !b.cut || b.level[n-1] == b.level[n-2] {
			return found, nil
		}
	}
}

// crowd sets a node with those right below it over as many pages as they need, and then each of those.
func (t *tree) crowd(root int) error {
	for rest := t.below[root]; len(rest) > 0; {
		n, err := t.most(root, rest)
		if err != nil {
			return err
		}
		if err := t.show(t.best(t.cutting(root, 1, rest[:n]), t.here())); err != nil {
			return err
		}
		rest = rest[n:]
	}
	for _, n := range t.below[root] {
		if len(t.below[n]) > 0 {
			if err := t.branch(n); err != nil {
				return err
			}
		}
	}
	return nil
}

// most is how many of a node's lower ones fit on a page with it: at least one.
func (t *tree) most(root int, rest []int) (int, error) {
	fits := func(n int) (bool, error) {
		b := t.cutting(root, 1, rest[:n])
		for v := range 3 {
			s, err := t.fit(b, look{t.least(), 2 - v}, t.here())
			if err != nil || s != nil {
				return s != nil, err
			}
		}
		return false, nil
	}
	low, high := 0, len(rest)+1
	for high-low > 1 {
		middle := (low + high) / 2
		ok, err := fits(middle)
		if err != nil {
			return 0, err
		}
		if ok {
			low = middle
		} else {
			high = middle
		}
	}
	switch {
	case low > 0:
		return low, nil
	case t.fresh() || t.begun:
		return 0, errTree
	}
	t.begun = true // there is more room on the next page
	return t.most(root, rest)
}

// cutting is the branch of a node with these right below it, down to so many levels under it.
func (t *tree) cutting(root, deep int, children []int) *branch {
	b := &branch{nodes: []int{root}, above: []int{-1}, level: []int{0}}
	for i := 0; i < len(b.nodes); i++ {
		lower := t.below[b.nodes[i]]
		if i == 0 {
			lower = children
		}
		b.below = append(b.below, nil)
		if b.level[i] == deep {
			b.cut = b.cut || len(lower) > 0
			continue
		}
		for _, n := range lower {
			b.below[i] = append(b.below[i], len(b.nodes))
			b.nodes, b.above, b.level = append(b.nodes, n), append(b.above, i), append(b.level, b.level[i]+1)
		}
	}
	return b
}

// here is the height that the tree has on the page where its next branch goes.
func (t *tree) here() page.Length {
	if t.begun {
		return t.bottom - t.top - t.above - t.fromHeight() - t.reserve
	}
	return t.bottom - t.y - t.reserve
}

// setLater measures what stands above the tree on later pages, or sets it on this one.
func (t *tree) setLater(draw bool) error {
	y, after := t.top, page.Length(0)
	for i, p := range t.Later {
		x, err := t.broken(p)
		if err != nil {
			return err
		}
		if i > 0 {
			y += after + um(p.Before)
		}
		if draw {
			t.write(&x, 0, x.lines, t.left+um(p.Indent.Left), y)
		}
		y += x.height()
		after = um(p.After)
	}
	t.above = y + after - t.top
	return nil
}

// least is the smallest size of the text.
func (t *tree) least() page.Length {
	if t.Style.Shrink > 0 {
		return newStyle(block.Style{Size: t.Style.Shrink}).em
	}
	return newStyle(t.Style).em
}

// best finds the first look in which a branch fits into a height: in the largest size with all text across, then, from
// the lowest level on, with more and more of it upright. It is nil if there is none.
func (t *tree) best(b *branch, room page.Length) (*setting, error) {
	full, least := newStyle(t.Style).em, t.least()
	if n := page.Length(b.levels()); n*(least+2*pad+levelGap)-levelGap > room {
		return nil, nil // too many levels for any look
	}
	for v := b.levels(); v >= 0; v-- {
		for size := full; ; size = max(size-page.Pt/2, least) {
			s, err := t.fit(b, look{size, v}, room)
			if err != nil || s != nil {
				return s, err
			}
			if size == least {
				break
			}
		}
	}
	return nil, nil
}

// fit sets a branch in a look; nil if it is too wide or too high.
func (t *tree) fit(b *branch, l look, room page.Length) (*setting, error) {
	s := &setting{branch: b, look: l, heights: make([]page.Length, b.levels())}
	widths := make([]page.Length, len(b.nodes))
	for i, n := range b.nodes {
		box, err := t.box(n, l.size, b.level[i] >= l.vertical)
		if err != nil {
			return nil, err
		}
		s.boxes = append(s.boxes, box)
		widths[i] = box.width
		s.heights[b.level[i]] = max(s.heights[b.level[i]], box.height)
	}
	s.height = page.Length(len(s.heights)-1) * levelGap
	for _, h := range s.heights {
		s.height += h
	}
	if b.cut {
		s.height += t.stub(s)
	}
	if s.height > room {
		return nil, nil
	}
	for _, gap := range [...]page.Length{2 * l.size, l.size, l.size / 2} { // as far apart as there is room
		if s.middles, s.width = b.tidy(widths, gap); s.width <= t.setter.width {
			return s, nil
		}
	}
	return nil, nil
}
