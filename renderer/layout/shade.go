package layout

import "gongwen/renderer/page"

// shadeColor is the ground of shaded cells: light enough that a copy of a copy can be read.
const shadeColor page.Color = 0xE0E0E0

// shade fills a rectangle. One under another of the same columns makes it longer, so that a column of days is one.
func (t *table) shade(left, top, right, bottom page.Length) {
	fills := t.page.Fills
	for i := len(fills) - 1; i >= max(0, len(fills)-len(t.columns)); i-- {
		if f := &fills[i]; f.X == left && f.W == right-left && f.Y+f.H == top {
			f.H = bottom - f.Y
			return
		}
	}
	t.page.Fills = append(fills, page.Fill{X: left, Y: top, W: right - left, H: bottom - top, Color: shadeColor})
}
