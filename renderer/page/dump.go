package page

import (
	"bufio"
	"io"
	"strconv"
)

// Dump writes the pages as text, one operation a line in painting order, then the seals; lengths are in pt with
// three decimals. It is what golden files hold. An error is the writer's.
//
//	page 1 595.276 841.890
//	line 79.370 120.000 521.575 120.000 width 1.000 form
//	text 85.000 100.000 size 10.500 song data "示例" track 0.250 kern 3:-5.250 turn 1
func Dump(w io.Writer, pages []*Page) error {
	d := dumper{w: bufio.NewWriter(w)}
	for _, p := range pages {
		p.Paint(&d)
		for _, s := range p.Seals {
			d.op("seal", s.X, s.Y, s.Diameter)
			d.end()
		}
	}
	return d.w.Flush()
}

// dumper is the painter that writes text. A write's error is kept by the writer until Flush.
type dumper struct {
	w     *bufio.Writer
	pages int
	line  []byte
}

func (d *dumper) op(name string, lengths ...Length) {
	d.line = append(d.line[:0], name...)
	d.add(lengths...)
}

func (d *dumper) add(lengths ...Length) {
	for _, l := range lengths {
		d.line = appendPt(append(d.line, ' '), l)
	}
}

func (d *dumper) word(s string) { d.line = append(append(d.line, ' '), s...) }

func (d *dumper) look(c Color, l Layer) {
	if c != Black {
		d.word("#" + strconv.FormatUint(uint64(c)|1<<24, 16)[1:])
	}
	if l == Data {
		d.word("data")
	} else {
		d.word("form")
	}
}

func (d *dumper) end() {
	d.line = append(d.line, '\n')
	_, _ = d.w.Write(d.line) // bufio keeps the error for Flush
}

// Page starts a page.
func (d *dumper) Page(p *Page) {
	d.pages++
	d.op("page")
	d.word(strconv.Itoa(d.pages))
	d.add(p.Width, p.Height)
	d.end()
}

// Fill writes a filled rectangle.
func (d *dumper) Fill(f *Fill) {
	d.op("fill", f.X, f.Y, f.W, f.H)
	d.look(f.Color, f.Layer)
	d.end()
}

// Line writes a stroke.
func (d *dumper) Line(l *Line) {
	d.op("line", l.X1, l.Y1, l.X2, l.Y2)
	d.word("width")
	d.add(l.Width)
	d.look(l.Color, l.Layer)
	d.end()
}

// Mark writes a text across the page.
func (d *dumper) Mark(m *Mark) { d.text("mark", (*Text)(m)) }

// Text writes a run of characters.
func (d *dumper) Text(t *Text) { d.text("text", t) }

func (d *dumper) text(name string, t *Text) {
	d.op(name, t.X, t.Y)
	d.word("size")
	d.add(t.Size)
	d.word(t.Face)
	d.look(t.Color, t.Layer)
	d.line = strconv.AppendQuote(append(d.line, ' '), t.Str)
	if t.Track != 0 {
		d.word("track")
		d.add(t.Track)
	}
	for i, k := range t.Kerns {
		if i == 0 {
			d.word("kern")
		}
		d.line = strconv.AppendInt(append(d.line, ' '), int64(k.At), 10)
		d.line = appendPt(append(d.line, ':'), k.By)
	}
	if t.Turn != 0 {
		d.word("turn " + strconv.Itoa(int(t.Turn)))
	}
	d.end()
}

// appendPt appends l in pt with three decimals, without going through floating point.
func appendPt(b []byte, l Length) []byte {
	if l < 0 {
		b, l = append(b, '-'), -l
	}
	b = strconv.AppendInt(b, int64(l/Pt), 10)
	b = append(b, '.')
	return append(b, strconv.Itoa(int(l%Pt) + 1000)[1:]...)
}
