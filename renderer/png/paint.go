package png

import (
	"fmt"

	"github.com/golang/freetype/raster"
	"golang.org/x/image/math/fixed"

	"gongwen/renderer/page"
)

// scale is a resolution in dots per inch. It turns lengths into 1/64 pixels in integers, so that the picture is
// the same on every machine.
type scale int64

const (
	subpixels = 64
	inch      = 72 * page.Pt
	farthest  = 1 << 24 // in 1/64 pixel: 40 times the longest side that is painted, and safe in all sums
)

// fixed returns l in 1/64 pixel, where the length counts parts to the 1/1000 pt.
func (s scale) fixed(l page.Length, parts int64) int {
	const most = 1 << 44
	l = max(min(l, most), -most)
	unit := int64(inch) * parts
	px := floorDiv(int64(l)*int64(s)*subpixels+unit/2, unit)
	return int(max(min(px, farthest), -farthest))
}

// at returns l in 1/64 pixel.
func (s scale) at(l page.Length) int { return s.fixed(l, 1) }

// ceil returns the whole pixels that l needs.
func (s scale) ceil(l page.Length) int {
	return int((int64(min(l, 1<<40))*int64(s) + int64(inch) - 1) / int64(inch))
}

// round returns the whole pixel boundary nearest to 1/64 pixels.
func round(px int) int { return (px + subpixels/2) >> 6 }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// painter draws a page's operations onto its canvas; the first error stays.
type painter struct {
	scale  scale
	canvas *canvas
	pen    pen
	err    error
}

// Page has nothing to do: the canvas is the page.
func (p *painter) Page(*page.Page) {}

// Fill paints a rectangle on whole pixels, at least one wide and one high.
func (p *painter) Fill(f *page.Fill) {
	p.canvas.color(f.Color)
	x0, y0 := round(p.scale.at(f.X)), round(p.scale.at(f.Y))
	x1, y1 := round(p.scale.at(f.X+f.W)), round(p.scale.at(f.Y+f.H))
	p.canvas.rect(x0, y0, max(x1, x0+1), max(y1, y0+1))
}

// Line paints an upright line on whole pixels, as wide as its width rounds to and at least one, so that lines of
// one width look the same wherever they fall. A slanting line is painted by coverage.
func (p *painter) Line(l *page.Line) {
	p.canvas.color(l.Color)
	x1, y1, x2, y2 := p.scale.at(l.X1), p.scale.at(l.Y1), p.scale.at(l.X2), p.scale.at(l.Y2)
	width := p.scale.at(l.Width)
	whole := max(round(width), 1)
	switch {
	case l.Y1 == l.Y2:
		top := round(y1 - whole*subpixels/2)
		p.canvas.rect(round(min(x1, x2)), top, round(max(x1, x2)), top+whole)
	case l.X1 == l.X2:
		left := round(x1 - whole*subpixels/2)
		p.canvas.rect(left, round(min(y1, y2)), left+whole, round(max(y1, y2)))
	default:
		var path raster.Path
		path.Start(point(x1, y1))
		path.Add1(point(x2, y2))
		r := raster.NewRasterizer(p.canvas.width, p.canvas.height)
		r.UseNonZeroWinding = true
		r.AddStroke(path, fixed.Int26_6(max(width, subpixels/2)), raster.ButtCapper, raster.BevelJoiner)
		r.Rasterize(p.canvas)
	}
}

func point(x, y int) fixed.Point26_6 {
	return fixed.Point26_6{X: fixed.Int26_6(x), Y: fixed.Int26_6(y)}
}

// Mark paints a run of glyphs that rises.
func (p *painter) Mark(m *page.Mark) { p.write((*page.Text)(m), direction{page.Rise, page.Rise}) }

// Text paints a run of glyphs.
func (p *painter) Text(t *page.Text) {
	if t.Turn > 3 && p.err == nil {
		p.err = fmt.Errorf("text turned by %d quarters", t.Turn)
	}
	x, y := t.Way()
	p.write(t, direction{int64(x) << 16, int64(-y) << 16})
}

func (p *painter) write(t *page.Text, way direction) {
	if p.err != nil {
		return
	}
	p.canvas.color(t.Color)
	p.pen.way = way
	p.err = p.pen.write(p.canvas, p.scale, t)
}
