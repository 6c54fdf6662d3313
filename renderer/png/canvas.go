package png

import (
	"github.com/golang/freetype/raster"

	"gongwen/renderer/page"
)

// canvas holds the picture as a PNG file wants it: rows of samples from the top, each behind a filter byte of 0.
type canvas struct {
	width, height int
	channels      int // samples a pixel: 1 grey, 3 red, green, blue
	stride        int
	pix           []byte
	ink           [3]byte // what blend paints with
}

// newCanvas returns a white canvas.
func newCanvas(width, height, channels int) *canvas {
	c := &canvas{width: width, height: height, channels: channels, stride: 1 + width*channels}
	c.pix = make([]byte, c.stride*height)
	row := c.pix[1:c.stride]
	for i := range row {
		row[i] = 0xff
	}
	for y := 1; y < height; y++ {
		copy(c.pix[y*c.stride+1:(y+1)*c.stride], row)
	}
	return c
}

// color sets the ink of what is painted next. A grey canvas only ever sees greys, whose samples are equal.
func (c *canvas) color(rgb page.Color) {
	c.ink = [3]byte{byte(rgb >> 16), byte(rgb >> 8), byte(rgb)}
}

// rect paints the pixels [x0,x1) × [y0,y1) that lie on the canvas.
func (c *canvas) rect(x0, y0, x1, y1 int) {
	for y := max(y0, 0); y < min(y1, c.height); y++ {
		c.blend(y, x0, x1, opaque)
	}
}

const opaque = 0xffff

// blend mixes the ink into the pixels [x0,x1) of row y that lie on the canvas, by alpha of opaque.
func (c *canvas) blend(y, x0, x1 int, alpha uint32) {
	x0, x1 = max(x0, 0), min(x1, c.width)
	if y < 0 || y >= c.height || x0 >= x1 {
		return
	}
	row := c.pix[y*c.stride+1+x0*c.channels : y*c.stride+1+x1*c.channels]
	if c.channels == 1 {
		mix(row, 1, c.ink[0], alpha)
		return
	}
	for i, ink := range c.ink {
		mix(row[i:], 3, ink, alpha)
	}
}

// mix moves every step-th sample towards ink.
func mix(samples []byte, step int, ink byte, alpha uint32) {
	add, keep := uint32(ink)*alpha+opaque/2, opaque-alpha
	for i := 0; i < len(samples); i += step {
		samples[i] = byte((uint32(samples[i])*keep + add) / opaque)
	}
}

// Paint takes the coverage of a shape from the rasterizer; it is the raster.Painter of the canvas.
func (c *canvas) Paint(spans []raster.Span, _ bool) {
	for _, s := range spans {
		c.blend(s.Y, s.X0, s.X1, s.Alpha)
	}
}
