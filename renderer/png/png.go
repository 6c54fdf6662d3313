package png

import (
	"errors"
	"fmt"
	"io"

	"gongwen/fonts"
	"gongwen/renderer/page"
)

// The resolutions that Encode takes, in dots per inch.
const (
	MinDPI     = 50
	MaxDPI     = 300
	DefaultDPI = 150
)

// maxPixels bounds the memory of one picture: an A1 sheet at MaxDPI has 70 million.
const maxPixels = 80_000_000

// Errors that say what was asked for cannot be painted.
var (
	ErrDPI  = errors.New("resolution out of range")
	ErrSize = errors.New("picture too large")
)

// Options of Encode.
type Options struct {
	DPI int // dots per inch, MinDPI to MaxDPI; 0 is DefaultDPI
}

// Encode writes the page as a PNG picture. Each side has the page's length in pixels, rounded up. The same page
// and options give the same bytes. ErrDPI and ErrSize are the caller's; any other error means that the page was
// not made for this book, or comes from w.
func Encode(w io.Writer, book *fonts.Book, p *page.Page, o Options) error {
	if o.DPI == 0 {
		o.DPI = DefaultDPI
	}
	if o.DPI < MinDPI || o.DPI > MaxDPI {
		return fmt.Errorf("png: %d dpi: %w (%d to %d)", o.DPI, ErrDPI, MinDPI, MaxDPI)
	}
	s := scale(o.DPI)
	width, height := s.ceil(p.Width), s.ceil(p.Height)
	if width < 1 || height < 1 || width > maxPixels/height {
		return fmt.Errorf("png: %d × %d pixels: %w", width, height, ErrSize)
	}
	paint := painter{
		scale:  s,
		canvas: newCanvas(width, height, channels(p)),
		pen:    pen{book: book, faces: make(map[string]*face)},
	}
	p.Paint(&paint)
	if paint.err != nil {
		return fmt.Errorf("png: %w", paint.err)
	}
	return paint.canvas.encode(w, o.DPI)
}

// channels is 1 when every colour of the page is a grey, else 3 (red, green, blue).
func channels(p *page.Page) int {
	grey := true
	for i := range p.Fills {
		grey = grey && isGrey(p.Fills[i].Color)
	}
	for i := range p.Marks {
		grey = grey && isGrey(p.Marks[i].Color)
	}
	for i := range p.Lines {
		grey = grey && isGrey(p.Lines[i].Color)
	}
	for i := range p.Texts {
		grey = grey && isGrey(p.Texts[i].Color)
	}
	if grey {
		return 1
	}
	return 3
}

func isGrey(c page.Color) bool { return c>>16&0xff == c&0xff && c>>8&0xff == c&0xff }
