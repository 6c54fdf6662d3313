package page

// Length is a length in 1/1000 pt (1 pt = 1/72 inch), so that sums are exact and the same on every machine.
type Length int64

// Pt is one point.
const Pt Length = 1000

// Microns converts micrometres to a Length, rounded to the nearest 1/1000 pt: 1 µm is 72/25.4 = 360/127 of it.
func Microns(um int64) Length {
	if um < 0 {
		return -Microns(-um)
	}
	return Length((um*360 + 63) / 127)
}

// Points returns the length in pt.
func (l Length) Points() float64 { return float64(l) / 1000 }

// Layer says whether an operation belongs to the printed form or to what was filled in; 套打 (printing onto
// pre-printed paper) paints the data alone.
type Layer uint8

// The layers.
const (
	Form Layer = iota
	Data
)

// Color is 0xRRGGBB.
type Color uint32

// Black is the colour of everything that does not say otherwise.
const Black Color = 0

// Page is one finished side of paper. Lengths count from the top left corner, right and down.
// Painters draw Fills, then Marks, Lines and Texts, each in order.
type Page struct {
	Width, Height Length
	Fills         []Fill
	Marks         []Mark
	Lines         []Line
	Texts         []Text
	Seals         []Seal
}

// Text is a run of characters in one face on one baseline, already measured. Each character advances by its
// advance in the face, plus Track, plus the Kern after it, if any. The face (a fonts.Face key) has every
// character of Str.
type Text struct {
	X, Y  Length // start of the baseline
	Size  Length // of the em
	Face  string
	Str   string
	Track Length
	Kerns []Kern // ordered by At
	Color Color
	Layer Layer
	Turn  uint8 // quarter turns clockwise about X and Y, 0 to 3: with 1 the baseline goes down the page
}

// Way is the direction of the text's baseline: one of its two is 0, the other 1 or -1. Y counts down.
func (t *Text) Way() (x, y Length) {
	switch t.Turn {
	case 1:
		return 0, 1
	case 2:
		return -1, 0
	case 3:
		return 0, -1
	}
	return 1, 0
}

// Kern adds By to the advance of the character that ends at byte offset At of Text.Str.
type Kern struct {
	At int32
	By Length
}

// Mark is a text across the page, under its lines and texts (水印: 副本, 作废, 样张). Its baseline rises from X and Y at 45°;
// everything else is as in Text, and Turn is not used. It is of neither layer.
type Mark Text

// Rise is the sine and the cosine of 45°, in 1/65,536: the direction of a Mark's baseline.
const Rise = 46341

// Line is a straight stroke of the given Width with butt ends.
type Line struct {
	X1, Y1, X2, Y2 Length
	Width          Length
	Color          Color
	Layer          Layer
}

// Fill is a filled rectangle.
type Fill struct {
	X, Y, W, H Length
	Color      Color
	Layer      Layer
}

// Seal is the room kept for a seal (用章处): a circle that nothing but its own line's text touches. It is never
// painted; a person or a signing system sets the seal.
type Seal struct {
	X, Y     Length // centre
	Diameter Length
}

// Painter draws pages. Calls come page by page in painting order.
type Painter interface {
	Page(*Page)
	Fill(*Fill)
	Mark(*Mark)
	Line(*Line)
	Text(*Text)
}

// Paint sends the page's operations to the painter in painting order.
func (p *Page) Paint(to Painter) {
	to.Page(p)
	for i := range p.Fills {
		to.Fill(&p.Fills[i])
	}
	for i := range p.Marks {
		to.Mark(&p.Marks[i])
	}
	for i := range p.Lines {
		to.Line(&p.Lines[i])
	}
	for i := range p.Texts {
		to.Text(&p.Texts[i])
	}
}

// Placement says where layout put one row of a block, for painters of sheets that want the same heights and
// page breaks. Block and Row count from 0 within their section; a block without rows has one, row 0. A row
// that goes on over a page's end has one placement a page.
type Placement struct {
	Section, Block, Row int
	Page                int // index into the pages
	Top, Height         Length
	// From and To are which bytes of a paragraph's text stand there, one that goes on over a page's end; else both are 0.
	From, To int
	// Sum is what a table's row counted after the pages were made holds; its Row is that of the row above it. It is
	// nil for all others.
	Sum *Sum
}

// Sum is one such row: its place among its table's sum rows, and its counts, as printed and in exact digits.
type Sum struct {
	Index         int
	Texts, Digits []string
}
