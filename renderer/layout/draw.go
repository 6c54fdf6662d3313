package layout

import (
	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// ascent is the part of the em above the baseline in 1/1000, the same in every face.
const ascent = 880

// drawer puts broken texts onto a page.
type drawer struct {
	*breaker
	page  *page.Page
	kerns []page.Kern // the rest of a slab
}

// write draws lines first to last (excluded) of t, the first one's top at y, aligned in a box that starts at x.
func (d *drawer) write(t *text, first, last int32, x, y page.Length) {
	y += (t.style.pitch-t.style.em)/2 + t.style.em*ascent/1000
	for n := first; n < last; n++ {
		l := &d.lines[t.line+n]
		in := page.Length(0)
		if n == 0 {
			in = t.style.first
		}
		if t.whole {
			span := &t.content[0]
			d.page.Texts = append(d.page.Texts, page.Text{
				X: x + in + indent(t, t.room(n), page.Length(l.width)), Y: y, Size: t.style.em,
				Face: d.book.At(t.face).Key(), Str: span.Text, Color: t.style.color, Layer: layer(span.Data),
			})
		} else if l.to > l.from {
			d.writeLine(t, l, t.room(n), x+in, y)
		}
		y += t.style.pitch
	}
}

// indent is how far from its box's left a line of the width starts.
func indent(t *text, box, width page.Length) page.Length {
	switch t.style.align {
	case block.Center:
		return (box - width) / 2
	case block.Right:
		return box - width
	}
	return 0
}

// writeLine draws one line, a text operation for each run of one face and span.
func (d *drawer) writeLine(t *text, l *line, box, x, y page.Length) {
	chars := d.chars[t.char+l.from : t.char+l.to]
	em, width := int32(t.style.em), page.Length(l.width)
	f := fit{none: true}
	switch {
	case width > box:
		f = squeeze(chars, int32(width-box), em)
		width = box
	case t.style.align == block.Justify && !l.end:
		f = stretch(chars, int32(box-width), em)
	}
	x += indent(t, box, width) - page.Length(f.lead)
	var wider page.Length // a cell than its character
	if t.style.cell > 0 {
		wider = t.style.cell - t.style.em
	}
	for from := 0; from < len(chars); {
		run := chars[from]
		d.reserve(len(chars) - from)
		kerns := d.kerns[:0]
		track, start := page.Length(f.track)+wider, x
		k := from + 1
		x += page.Length(run.adv)
		for ; k < len(chars); k++ {
			c := &chars[k]
			pre := page.Length(f.before(chars, k, em))
			x += pre + page.Length(c.adv)
			if c.face != run.face || c.span != run.span {
				x -= page.Length(c.adv)
				break
			}
			if chars[k-1].cell {
				pre += wider
			}
			if pre != track {
				kerns = append(kerns, page.Kern{At: c.at - run.at, By: pre - track})
			}
		}
		span := &t.content[run.span]
		end := chars[k-1].at + int32(chars[k-1].size)
		if k == from+1 {
			track = 0
		}
		d.page.Texts = append(d.page.Texts, page.Text{
			X: start, Y: y, Size: t.style.em, Face: d.book.At(run.face).Key(), Str: span.Text[run.at:end],
			Track: track, Kerns: d.take(kerns), Color: t.style.color, Layer: layer(span.Data),
		})
		from = k
	}
}

// reserve makes room for n kerns in the slab.
func (d *drawer) reserve(n int) {
	if cap(d.kerns) < n {
		d.kerns = make([]page.Kern, 0, max(256, n))
	}
}

// take keeps the kerns, which lie at the slab's start, and leaves the rest of it.
func (d *drawer) take(kerns []page.Kern) []page.Kern {
	n := len(kerns)
	if n == 0 {
		return nil
	}
	d.kerns = kerns[n:cap(kerns)][:0]
	return kerns[:n:n]
}

func layer(data bool) page.Layer {
	if data {
		return page.Data
	}
	return page.Form
}
