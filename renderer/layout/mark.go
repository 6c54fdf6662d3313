package layout

import (
	"gongwen/fonts"
	"gongwen/renderer/page"
)

// A mark is 黑体 in a grey that text stays readable on and a copier still takes. It is as large as fits into the middle
// of the paper with markEdge on each side, and no larger than markMost.
const (
	markColor page.Color = 0xDCDCDC
	markMost             = 160 * page.Pt
	markEdge             = 57 * page.Pt // 20 mm
)

// Mark puts text across every page, rising at 45° through the paper's middle. The book covers its characters.
func Mark(book *fonts.Book, pages []*page.Page, text string) {
	var ems page.Length // the text's width at an em of 1000
	for _, r := range text {
		ems += page.Length(book.Glyph(fonts.Hei, r).Advance)
	}
	for _, p := range pages {
		side := max(min(p.Width, p.Height)-2*markEdge, page.Pt)
		size := min(side*(1<<16)/page.Rise*1000/(ems+1000), markMost)
		// From the middle back along half of the text, and down by how far the middle of an em is above the baseline.
		along, up := ems*size/2000*page.Rise>>16, size*(ascent-500)/1000*page.Rise>>16
		p.Marks = appendMarks(p.Marks, book, text, page.Mark{
			X: p.Width/2 - along + up, Y: p.Height/2 + along + up, Size: size, Color: markColor,
		})
	}
}

// appendMarks appends a mark for each run of one face, from where first starts.
func appendMarks(marks []page.Mark, book *fonts.Book, text string, first page.Mark) []page.Mark {
	from, way := 0, page.Length(0)
	face := ""
	flush := func(to int) {
		if to > from {
			first.Face, first.Str = face, text[from:to]
			marks = append(marks, first)
		}
		by := way * first.Size / 1000 * page.Rise >> 16
		first.X, first.Y = first.X+by, first.Y-by
		from, way = to, 0
	}
	for i, r := range text {
		g := book.Glyph(fonts.Hei, r)
		if key := book.At(g.Face).Key(); key != face {
			flush(i)
			face = key
		}
		way += page.Length(g.Advance)
	}
	flush(len(text))
	return marks
}
