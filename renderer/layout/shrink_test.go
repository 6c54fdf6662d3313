package layout

import (
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// TestShrinkBesideOthers: a text that may shrink does so until it is no higher than the row's other cells need, and only
// then the row grows.
func TestShrinkBesideOthers(t *testing.T) {
	for _, c := range []struct {
		name        string
		long, tall  int // characters of the cell that shrinks, lines of the one beside it
		size, least page.Length
	}{
		{"fits", 6, 1, 10_500, 0},
		{"has the room of the other cell", 40, 6, 10_500, 0},
		{"shrinks to that room", 40, 4, 7_500, 0},
		{"shrinks to the limit, and the row grows", 120, 3, 7_500, 40 * page.Pt},
	} {
		table := grid(40, 30)
		table.Columns[1].Style.Shrink = 75
		row := plain(strings.TrimSuffix(strings.Repeat("行\n", c.tall), "\n"), strings.Repeat("字", c.long))
		table.Body = []block.Row{row}
		r := mustPages(t, a4(table))
		size := page.Length(0)
		for _, x := range r.Pages[0].Texts {
			if strings.Contains(x.Str, "字") {
				size = x.Size
			}
		}
		height := r.Rows[len(r.Rows)-1].Height
		alone := page.Length(c.tall)*newStyle(small).pitch + 2*pad
		if c.least == 0 && (size < c.size || height > max(alone, um(8*block.MM))) || c.least > 0 && (size != c.size || height < alone+c.least) {
			t.Errorf("%s: %d, %d high beside %d", c.name, size, height, alone)
		}
	}
}
