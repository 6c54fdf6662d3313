package fonts_test

import (
	"flag"
	"image"
	"testing"

	"github.com/golang/freetype/raster"
	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"gongwen/fonts"
)

var all = flag.Bool("all", false, "look at every glyph and character, not at a sample")

// sampled says how many glyphs or characters go to one that is looked at.
func sampled(usual, short int) int {
	switch {
	case *all:
		return 1
	case testing.Short():
		return short
	}
	return usual
}

// TestFill draws glyphs by both rules of filling. Where contours overlap, the rules differ and the rasteriser of
// the PNG painter, which fills even-odd, leaves holes that a PDF viewer does not.
func TestFill(t *testing.T) {
	step := sampled(61, 499)
	for _, f := range shared(t).Faces() {
		t.Run(f.Key(), func(t *testing.T) {
			t.Parallel()
			font, err := truetype.Parse(f.TrueType())
			if err != nil {
				t.Fatal(err)
			}
			glyphs := fonts.Glyphs(f)
			c := newCanvas()
			for id := 0; id < glyphs; id += step {
				if err := c.load(font, id); err != nil {
					t.Fatalf("glyph %d: %v", id, err)
				}
				bearable := 0.05
				if f.Key() == "rare-gh" && (id == 1063 || id == 3078) {
					bearable = 1 // a speck where two strokes touch, of 21 units: 𰙔 and U+31361
				}
				if d := c.differ(); d > bearable {
					t.Errorf("glyph %d: by the two rules of filling it differs by %.2f pixels", id, d)
				}
			}
		})
	}
}

// Two squares that overlap: what TestFill is for.
func TestFillSeesOverlaps(t *testing.T) {
	const on = 1
	c := newCanvas()
	for _, from := range []fixed.Int26_6{fixed.I(5), fixed.I(15)} {
		to := from + fixed.I(20)
		c.glyph.Points = append(c.glyph.Points, truetype.Point{X: from, Y: from, Flags: on}, truetype.Point{X: from, Y: to, Flags: on},
			truetype.Point{X: to, Y: to, Flags: on}, truetype.Point{X: to, Y: from, Flags: on})
		c.glyph.Ends = append(c.glyph.Ends, len(c.glyph.Points))
		if d, want := c.differ(), float64(100*(len(c.glyph.Ends)-1)); d != want {
			t.Errorf("%d squares differ by %v pixels, want %v", len(c.glyph.Ends), d, want)
		}
	}
}

// canvas draws a glyph in 96 × 96 pixels, of which the em takes the middle 48.
type canvas struct {
	glyph            truetype.GlyphBuf
	fill             *raster.Rasterizer
	evenOdd, nonZero *image.Alpha
}

const side, em = 96, 48

func newCanvas() *canvas {
	box := image.Rect(0, 0, side, side)
	return &canvas{fill: raster.NewRasterizer(side, side), evenOdd: image.NewAlpha(box), nonZero: image.NewAlpha(box)}
}

func (c *canvas) load(f *truetype.Font, id int) error {
	return c.glyph.Load(f, fixed.I(em), truetype.Index(id), 0)
}

// differ draws the glyph twice and returns how much ink differs, in whole pixels.
func (c *canvas) differ() float64 {
	c.draw(c.evenOdd, false)
	c.draw(c.nonZero, true)
	sum := 0
	for i, a := range c.evenOdd.Pix {
		d := int(a) - int(c.nonZero.Pix[i])
		sum += max(d, -d)
	}
	return float64(sum) / 255
}

func (c *canvas) draw(to *image.Alpha, nonZero bool) {
	clear(to.Pix)
	c.fill.Clear()
	c.fill.UseNonZeroWinding = nonZero
	first := 0
	for _, end := range c.glyph.Ends {
		c.contour(c.glyph.Points[first:end])
		first = end
	}
	c.fill.Rasterize(raster.NewAlphaSrcPainter(to))
}

// contour adds a closed run of quadratic curves: between two points off the curve lies one on it.
func (c *canvas) contour(points []truetype.Point) {
	if len(points) == 0 {
		return
	}
	place := func(p truetype.Point) fixed.Point26_6 {
		return fixed.Point26_6{X: p.X + fixed.I(side-em)/2, Y: fixed.I((side+em)/2) - p.Y}
	}
	on := func(p truetype.Point) bool { return p.Flags&1 != 0 }
	middle := func(a, b fixed.Point26_6) fixed.Point26_6 {
		return fixed.Point26_6{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
	}
	last := points[len(points)-1]
	start := place(points[0])
	switch {
	case on(points[0]):
		points = append(points[1:len(points):len(points)], points[0])
	case on(last):
		start = place(last)
	default:
		start = middle(start, place(last))
		points = append(points[:len(points):len(points)], truetype.Point{
			X: start.X - fixed.I(side-em)/2, Y: fixed.I((side+em)/2) - start.Y, Flags: 1})
	}
	c.fill.Start(start)
	for i := 0; i < len(points); i++ {
		here := place(points[i])
		if on(points[i]) {
			c.fill.Add1(here)
			continue
		}
		next := points[(i+1)%len(points)]
		if on(next) {
			c.fill.Add2(here, place(next))
			i++
			continue
		}
		c.fill.Add2(here, middle(here, place(next)))
	}
}

// TestCharmapsAgree asks our reader and two others for the glyph of every character: the PNG painter's own reading
// of a face must find what layout measured.
func TestCharmapsAgree(t *testing.T) {
	step := rune(sampled(1, 23))
	for _, f := range shared(t).Faces() {
		t.Run(f.Key(), func(t *testing.T) {
			t.Parallel()
			theirs, err := sfnt.Parse(f.TrueType())
			if err != nil {
				t.Fatal(err)
			}
			free, err := truetype.Parse(f.TrueType())
			if err != nil {
				t.Fatal(err)
			}
			var buf sfnt.Buffer
			chars := 0
			for r := rune(0); r < 0x33000; r += step {
				id, advance, ok := f.Glyph(r)
				if ok {
					chars++
				}
				if got, err := theirs.GlyphIndex(&buf, r); err != nil || uint16(got) != id {
					t.Fatalf("%U: glyph %d, sfnt says %d, error %v", r, id, got, err)
				}
				if got := free.Index(r); uint16(got) != id {
					t.Fatalf("%U: glyph %d, freetype says %d", r, id, got)
				}
				if got := free.HMetric(1000, truetype.Index(id)).AdvanceWidth; ok && got != fixed.Int26_6(advance) {
					t.Fatalf("%U: %d wide, freetype says %d", r, advance, got)
				}
			}
			if chars < 1400/int(step) {
				t.Errorf("only %d characters at every %d-th", chars, step)
			}
		})
	}
}
