package png

import (
	"fmt"

	"github.com/golang/freetype/raster"
	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"

	"gongwen/fonts"
	"gongwen/renderer/page"
)

// pen writes glyphs. What it keeps between glyphs is buffers.
type pen struct {
	book    *fonts.Book
	faces   map[string]*face
	outline truetype.GlyphBuf
	raster  raster.Rasterizer
	room    int // pixels of the rasterizer's sides
	em      int // the size that room was chosen for, in 1/64 pixel
	way     direction
}

// direction is the cosine and the sine of a baseline's angle to the page's upper edge, in 1/65,536; it is positive where
// the baseline rises.
type direction struct{ cos, sin int64 }

// level is the direction of text that is not turned.
var level = direction{1 << 16, 0}

// largest is the greatest em in pixels, more than an A4 sheet has at MaxDPI. Freetype's sums are safe up to it.
const largest = 4096

// face is a face of the book with its outlines.
type face struct {
	*fonts.Face
	outlines *truetype.Font
}

// face returns the face with that key, parsed when first used: some 0.05 ms, too little to keep it between calls.
func (p *pen) face(key string) (*face, error) {
	if f := p.faces[key]; f != nil {
		return f, nil
	}
	of := p.book.Face(key)
	if of == nil {
		return nil, fmt.Errorf("no face %q", key)
	}
	outlines, err := truetype.Parse(of.TrueType())
	if err != nil {
		return nil, fmt.Errorf("face %q: %w", key, err)
	}
	f := &face{of, outlines}
	p.faces[key] = f
	return f, nil
}

// write paints the run. The pen's way along the baseline is counted in 1/1000 of a Length, so that no rounding
// adds up; each glyph is then set to the nearest 1/64 pixel.
func (p *pen) write(c *canvas, s scale, t *page.Text) error {
	f, err := p.face(t.Face)
	if err != nil {
		return err
	}
	em, base := s.at(t.Size), s.at(t.Y)
	if em > largest*subpixels || em < 0 {
		return fmt.Errorf("%.1f pt: no size for text", t.Size.Points())
	}
	way, kerns := t.X*1000, t.Kerns
	for i, r := range t.Str {
		for ; len(kerns) > 0 && int(kerns[0].At) <= i; kerns = kerns[1:] {
			way += kerns[0].By * 1000
		}
		id, advance, ok := f.Glyph(r)
		if !ok {
			return fmt.Errorf("face %q has no %U", t.Face, r)
		}
		x, y := s.fixed(way, 1000), base
		if p.way != level {
			along := int64(way - t.X*1000)
			right, up := page.Length(along*p.way.cos>>16), page.Length(along*p.way.sin>>16)
			x, y = s.fixed(t.X*1000+right, 1000), s.fixed(t.Y*1000-up, 1000)
		}
		if err := p.glyph(c, f.outlines, id, em, x, y); err != nil {
			return fmt.Errorf("face %q, %U: %w", t.Face, r, err)
		}
		way += page.Length(advance)*t.Size + t.Track*1000
	}
	return nil
}

// glyph paints one glyph with its origin at x, y; all in 1/64 pixel.
func (p *pen) glyph(c *canvas, from *truetype.Font, id uint16, em, x, y int) error {
	g := &p.outline
	if err := g.Load(from, fixed.Int26_6(em), truetype.Index(id), font.HintingNone); err != nil {
		return err
	}
	if p.way != level {
		turn(g, p.way)
	}
	left, top := (x+int(g.Bounds.Min.X))>>6, (y-int(g.Bounds.Max.Y))>>6
	right, bottom := (x+int(g.Bounds.Max.X))>>6+1, (y-int(g.Bounds.Min.Y))>>6+1
	if right <= 0 || left >= c.width || bottom <= 0 || top >= c.height {
		return nil
	}
	p.reset(em, max(right-left, bottom-top))
	// The rasterizer rounds towards zero, so it works in a box of its own where nothing is negative.
	at := point(x-left*subpixels, y-top*subpixels)
	first := 0
	for _, end := range g.Ends {
		p.contour(g.Points[first:end], at)
		first = end
	}
	p.raster.Dx, p.raster.Dy = left, top
	p.raster.Rasterize(c)
	return nil
}

// turn turns an outline about its origin to where it stands on a baseline of that direction, and bounds it anew.
func turn(g *truetype.GlyphBuf, way direction) {
	g.Bounds = fixed.Rectangle26_6{}
	for i := range g.Points {
		q := &g.Points[i]
		x, y := int64(q.X), int64(q.Y)
		q.X, q.Y = fixed.Int26_6((x*way.cos-y*way.sin)>>16), fixed.Int26_6((x*way.sin+y*way.cos)>>16)
		b := fixed.Rectangle26_6{Min: fixed.Point26_6{X: q.X, Y: q.Y}, Max: fixed.Point26_6{X: q.X + 1, Y: q.Y + 1}}
		g.Bounds = g.Bounds.Union(b)
	}
}

// reset empties the rasterizer and sees that it has room for a square of so many pixels. Setting its bounds
// throws its buffers away, so that is done by size and not by glyph.
func (p *pen) reset(em, side int) {
	if em == p.em && side <= p.room {
		p.raster.Clear()
		return
	}
	p.em, p.room = em, max(side, em/subpixels*5/4)
	p.raster.UseNonZeroWinding = true // as PDF fills glyphs
	p.raster.SetBounds(p.room, p.room)
}

// contour adds one closed contour of quadratic curves. Between two control points that follow each other, TrueType
// implies an end point half way.
func (p *pen) contour(points []truetype.Point, at fixed.Point26_6) {
	if len(points) == 0 {
		return
	}
	place := func(i int) (fixed.Point26_6, bool) {
		q := points[i%len(points)]
		return fixed.Point26_6{X: at.X + q.X, Y: at.Y - q.Y}, q.Flags&1 != 0
	}
	start, on := place(0)
	next := 1
	if !on {
		last, lastOn := place(len(points) - 1)
		next = 0
		if lastOn {
			start = last
		} else {
			start = half(start, last)
		}
	}
	p.raster.Start(start)
	var control fixed.Point26_6
	bent := false
	for i := next; i < len(points); i++ {
		q, on := place(i)
		switch {
		case on && bent:
			p.raster.Add2(control, q)
		case on:
			p.raster.Add1(q)
		case bent:
			p.raster.Add2(control, half(control, q))
		}
		control, bent = q, !on
	}
	if bent {
		p.raster.Add2(control, start)
	} else {
		p.raster.Add1(start)
	}
}

func half(a, b fixed.Point26_6) fixed.Point26_6 {
	return fixed.Point26_6{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
}
