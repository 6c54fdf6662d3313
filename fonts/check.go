package fonts

import (
	"errors"
	"fmt"
)

// Bounds of a glyph that is made of glyphs. Rasterisers refuse deeper ones; without the second, a few dozen bytes
// would unfold into billions of points.
const (
	maxDepth  = 7
	maxPoints = 1 << 16
)

// check reads every outline of a face, so that whoever draws it later need not doubt its bytes.
func (s *sfnt) check() error {
	c := checker{sfnt: s, depth: make([]int8, s.glyphs), points: make([]int32, s.glyphs)}
	end := uint32(0)
	for id := range s.glyphs {
		if from := s.offset(id); from < end {
			return fmt.Errorf("glyph %d: its outline overlaps the one before", id)
		}
		end = s.offset(id + 1)
		if err := c.visit(uint16(id), 0); err != nil {
			return err
		}
	}
	return nil
}

// checker remembers what the glyphs seen so far are: how deep they nest and how many points they unfold to.
type checker struct {
	*sfnt
	depth  []int8 // 1 and more; 0 not seen; open while its components are looked at
	points []int32
}

const open = -1

func (c *checker) visit(id uint16, level int) error {
	if int(id) >= c.glyphs {
		return fmt.Errorf("glyph %d: the face has %d", id, c.glyphs)
	}
	if c.depth[id] == open {
		return fmt.Errorf("glyph %d: is made of itself", id)
	}
	if c.depth[id] != 0 {
		return nil
	}
	if level > maxDepth {
		return fmt.Errorf("glyph %d: nested too deep", id)
	}
	g, err := c.glyph(id)
	if err != nil {
		return err
	}
	c.depth[id] = 1
	switch {
	case len(g) == 0:
	case composite(g):
		c.depth[id] = open
		err = c.unfold(g, id, level)
	default:
		c.points[id], err = simple(g)
	}
	if err != nil {
		return fmt.Errorf("glyph %d: %w", id, err)
	}
	return nil
}

// unfold visits the components of a composite glyph.
func (c *checker) unfold(g []byte, id uint16, level int) error {
	if be.Uint16(g) != 0xFFFF {
		return errors.New("outline: fewer than −1 contours")
	}
	depth, points := int8(1), 0
	for at := glyphHeader; at != 0; {
		part, end, next, err := component(g, at)
		if err != nil {
			return err
		}
		if err := c.visit(part, level+1); err != nil {
			return err
		}
		if next == 0 && be.Uint16(g[at:])&instructions != 0 {
			if end+2 > len(g) || end+2+int(be.Uint16(g[end:])) > len(g) {
				return errCutGlyph
			}
		}
		depth = max(depth, c.depth[part]+1)
		points += int(c.points[part])
		if depth > maxDepth || points > maxPoints {
			return errors.New("unfolds into too much")
		}
		at = next
	}
	c.depth[id], c.points[id] = depth, int32(points)
	return nil
}

// repeat is the flag of a point that stands for several.
const repeat = 1 << 3

// simple checks that a simple glyph has all the points its contours speak of, and returns how many.
func simple(g []byte) (int32, error) {
	head, tail, err := unhinted(g)
	if err != nil || len(head) == 0 {
		return 0, err
	}
	points := 0
	for at := glyphHeader; at < len(head); at += 2 {
		end := int(be.Uint16(head[at:])) + 1
		if end <= points {
			return 0, errors.New("outline: contours out of order")
		}
		points = end
	}
	coordinates := 0
	at := 0
	for left := points; left > 0; {
		if at >= len(tail) {
			return 0, errCutGlyph
		}
		flag, times := tail[at], 1
		at++
		if flag&repeat != 0 {
			if at >= len(tail) {
				return 0, errCutGlyph
			}
			times += int(tail[at])
			at++
		}
		if times > left {
			return 0, errors.New("outline: more flags than points")
		}
		left -= times
		coordinates += times * (width(flag>>1, flag>>4) + width(flag>>2, flag>>5))
	}
	if at+coordinates > len(tail) {
		return 0, errCutGlyph
	}
	return int32(points), nil
}

// width is the number of bytes of one coordinate of a point: one for a short one, else none for one that is the
// same as before, else two. The flags are bit 0 of both; without branches, since flags are hard to foresee.
func width(short, same byte) int {
	short &= 1
	return int(2 - short - 2*(same&^short&1))
}
