package layout

import (
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// TestMark checks that a mark, whatever its length and its faces, stands in the middle of its page and within it.
func TestMark(t *testing.T) {
	for _, size := range [][2]block.Length{{210, 297}, {297, 210}, {105, 148}, {420, 297}} {
		for _, text := range []string{"副本", "作废", "样张", "样", "仅供内部参考使用", "副本 No.2", "𬭎样𠮷张"} {
			s := a4(&block.Paragraph{Content: form("正文"), Style: small})
			s.Width, s.Height = size[0]*block.MM, size[1]*block.MM
			r := mustPages(t, s, s)
			Mark(testBook(t), r.Pages, text)
			for _, p := range r.Pages {
				got, end := "", [2]page.Length{}
				first := p.Marks[0]
				for i := range p.Marks {
					m := page.Text(p.Marks[i])
					if i > 0 && (max(m.X-end[0], end[0]-m.X) > 5 || max(m.Y-end[1], end[1]-m.Y) > 5) {
						t.Errorf("%q: run %d starts at %d, %d, the one before ends at %v", text, i, m.X, m.Y, end)
					}
					by := width(t, &m) * page.Rise >> 16
					got, end = got+m.Str, [2]page.Length{m.X + by, m.Y - by}
				}
				if got != text {
					t.Errorf("%q is marked as %q", text, got)
				}
				up := first.Size * 38 / 100 * page.Rise >> 16
				x, y := (first.X+end[0])/2-up, (first.Y+end[1])/2-up
				if max(x-p.Width/2, p.Width/2-x) > 50 || max(y-p.Height/2, p.Height/2-y) > 50 {
					t.Errorf("%q on %v: its middle is at %d, %d of %d, %d", text, size, x, y, p.Width, p.Height)
				}
				if room := first.Size * 88 / 100 * page.Rise >> 16; first.X-room < 0 || end[1]-room < 0 || first.Y > p.Height || end[0] > p.Width {
					t.Errorf("%q on %v: it stands out of the page", text, size)
				}
			}
		}
	}
}
