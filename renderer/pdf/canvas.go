package pdf

import (
	"errors"
	"fmt"

	"codeberg.org/go-pdf/fpdf"

	"gongwen/renderer/page"
)

// canvas is the page.Painter: fills and lines are fpdf's, text is gathered as operators of our own and handed to
// fpdf when the page is done. It knows what the graphics state of the stream is and sets what differs, so that
// no operation depends on the one before it.
type canvas struct {
	doc   *fpdf.Fpdf
	faces *faces
	page  int // from 1, for errors
	err   error

	height page.Length // of the page, as its MediaBox has it
	stroke state[page.Color]
	width  state[page.Length]
	fill   state[page.Color]

	text  []byte // operators of the page's text
	face  state[int]
	size  page.Length
	track page.Length
	x, y  int64 // where the text line starts, in 1/100 pt
}

// state is a value of the graphics state that may not be known yet.
type state[T comparable] struct {
	value T
	known bool
}

// set notes the value and says whether it was another one.
func (s *state[T]) set(v T) bool {
	if s.known && s.value == v {
		return false
	}
	s.value, s.known = v, true
	return true
}

// maxSide and minSide bound a page's sides (ISO 19005-2, 6.1.13); maxPlace bounds every other length.
const (
	minSide  = 3 * page.Pt
	maxSide  = 14400 * page.Pt
	maxPlace = 2 * maxSide
)

// Page starts a page. Its size is rounded to 1/100 pt as fpdf writes it, and heights are counted from there.
func (c *canvas) Page(p *page.Page) {
	w, h := roundSide(p.Width), roundSide(p.Height)
	if w < minSide || h < minSide || w > maxSide || h > maxSide {
		c.fail(fmt.Errorf("a page of %g × %g pt", p.Width.Points(), p.Height.Points()))
		return
	}
	c.doc.AddPageFormat("P", fpdf.SizeType{Wd: w.Points(), Ht: h.Points()})
	c.height = h
	c.stroke.known, c.width.known, c.fill.known, c.face.known = false, false, false, false
	c.text, c.size, c.track, c.x, c.y = c.text[:0], 0, 0, 0, 0
}

// Fill paints a rectangle.
func (c *canvas) Fill(f *page.Fill) {
	if c.err != nil || !c.places(f.X, f.Y, f.W, f.H) {
		return
	}
	if c.fill.set(f.Color) {
		r, g, b := rgb(f.Color)
		c.doc.SetFillColor(r, g, b)
	}
	c.doc.Rect(f.X.Points(), f.Y.Points(), f.W.Points(), f.H.Points(), "F")
}

// Line paints a stroke. Its ends are butt, as fpdf's pages start. fpdf's way of writing lines takes a tenth of the
// time of painting 600 pages; operators of our own would save most of that and not a byte of the file.
func (c *canvas) Line(l *page.Line) {
	if c.err != nil || !c.places(l.X1, l.Y1, l.X2, l.Y2) || !c.places(l.Width, 0, 0, 0) {
		return
	}
	if l.Width <= 0 {
		c.fail(fmt.Errorf("a line %g pt wide", l.Width.Points()))
		return
	}
	if c.stroke.set(l.Color) {
		r, g, b := rgb(l.Color)
		c.doc.SetDrawColor(r, g, b)
	}
	if c.width.set(l.Width) {
		c.doc.SetLineWidth(l.Width.Points())
	}
	c.doc.Line(l.X1.Points(), l.Y1.Points(), l.X2.Points(), l.Y2.Points())
}

// places says whether the lengths are ones a page can have, which also keeps every sum far from overflow.
func (c *canvas) places(lengths ...page.Length) bool {
	for _, l := range lengths {
		if l > maxPlace || l < -maxPlace {
			c.fail(fmt.Errorf("a place or length of %g pt", l.Points()))
			return false
		}
	}
	return true
}

// fail keeps the first error, with the page where it happened.
func (c *canvas) fail(err error) {
	if c.err == nil {
		c.err = fmt.Errorf("pdf: page %d: %w", c.page, err)
	}
}

// draw paints the pages and returns fpdf's file.
func (e *encoder) draw(pages []*page.Page) error {
	if len(pages) == 0 {
		return errors.New("pdf: no pages")
	}
	c := &e.canvas
	for i, p := range pages {
		c.page = i + 1
		if p == nil {
			c.fail(errors.New("no page"))
			return c.err
		}
		if c.doc == nil {
			c.doc = newDoc(p)
		}
		p.Paint(c)
		c.flush()
		if c.err != nil {
			return c.err
		}
	}
	e.raw.Reset()
	if err := c.doc.Output(&e.raw); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// newDoc starts an fpdf document whose usual page is of the size of p.
func newDoc(p *page.Page) *fpdf.Fpdf {
	size := fpdf.SizeType{Wd: roundSide(p.Width).Points(), Ht: roundSide(p.Height).Points()}
	doc := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: size})
	doc.SetCompression(false)
	doc.SetCatalogSort(true)
	doc.SetAutoPageBreak(false, 0)
	return doc
}

// roundSide rounds a page's side to the 1/100 pt that fpdf writes.
func roundSide(l page.Length) page.Length { return (l + 5) / 10 * 10 }

func rgb(c page.Color) (r, g, b int) {
	return int(c >> 16 & 0xff), int(c >> 8 & 0xff), int(c & 0xff)
}
