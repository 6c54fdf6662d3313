package layout

import (
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// turned is a section of a sheet that lies across in a book by GB/T 9704-2012, whose type area is 156 × 225 mm with
// 28 mm at the binding edge, 26 mm at the cut edge, 37 mm above and 35 mm below.
func turned(blocks ...block.Block) block.Section {
	return block.Section{
		Name: "横排表格", Width: 297 * block.MM, Height: 210 * block.MM, Turned: true, Mirror: true, Outer: true, Foot: "— {page} —",
		Margin: block.Margin{Top: 28 * block.MM, Right: 37 * block.MM, Bottom: 26 * block.MM, Left: 35 * block.MM}, Blocks: blocks,
	}
}

// TestTurnedSheet: turned back to where it is bound, a sheet that lies across has its foot where an upright one has it,
// reading as it does there, and its head on the left: at the binding edge of odd pages, at the cut edge of even ones
// (GB/T 9704-2012, 7.5 and 8).
func TestTurnedSheet(t *testing.T) {
	across := turned(numbered(grid(60, 60, 60), 40))
	upright := across
	upright.Width, upright.Height, upright.Turned = across.Height, across.Width, false
	upright.Margin = block.Margin{Top: 37 * block.MM, Right: 26 * block.MM, Bottom: 35 * block.MM, Left: 28 * block.MM}
	upright.Blocks = []block.Block{numbered(grid(50, 50, 50), 60)}
	want := mustPages(t, upright)
	got := mustPages(t, across)
	if len(got.Pages) < 3 || len(want.Pages) < 3 {
		t.Fatalf("%d and %d pages, want 3 at least", len(got.Pages), len(want.Pages))
	}
	for i := range 3 {
		p := got.Pages[i]
		w, g := foots(want.Pages[i]), foots(p)
		if len(w) == 0 || len(w) != len(g) {
			t.Fatalf("page %d: %d and %d texts at the foot", i+1, len(g), len(w))
		}
		for k := range g {
			if g[k].Turn != 1 || g[k].Str != w[k].Str || g[k].Size != w[k].Size {
				t.Errorf("page %d: %+v, want %q in quarter turn 1", i+1, g[k], w[k].Str)
			}
			// The sheet's top lies on the left: what is down on it is right in the book, what is left on it is down there.
			if x, y := g[k].Y, p.Width-g[k].X; x != w[k].X || y != w[k].Y {
				t.Errorf("page %d: the foot stands at %d, %d of the bound sheet, want %d, %d", i+1, x, y, w[k].X, w[k].Y)
			}
		}
		head := um([]block.Length{28 * block.MM, 26 * block.MM}[i%2])
		top, low := p.Height, page.Length(0)
		for _, l := range p.Lines {
			top, low = min(top, l.Y1, l.Y2), max(low, l.Y1, l.Y2)
		}
		if top < head-page.Pt || top > head+page.Pt || low > p.Height-um(54*block.MM)+head+page.Pt {
			t.Errorf("page %d: the table stands from %d to %d, its head wants to be at %d", i+1, top, low, head)
		}
		for _, l := range p.Lines {
			if min(l.X1, l.X2) < um(35*block.MM)-page.Pt {
				t.Errorf("page %d: a rule at %d is where the page number stands", i+1, min(l.X1, l.X2))
			}
		}
	}
	for _, r := range got.Rows {
		if p := got.Pages[r.Page]; r.Top < um(26*block.MM)-1 || r.Page%2 == 0 && r.Top < um(28*block.MM)-1 || r.Top+r.Height > p.Height {
			t.Errorf("row %d of page %d is placed at %d", r.Row, r.Page+1, r.Top)
		}
	}
}

// foots are the texts of a page's foot.
func foots(p *page.Page) (all []page.Text) {
	for i := len(p.Texts) - 1; i >= 0 && strings.Trim(p.Texts[i].Str, "— 0123456789") == ""; i-- {
		all = append(all, p.Texts[i])
	}
	return all
}

// TestTurnedFootNeedsRoom: its foot stands in the left margin.
func TestTurnedFootNeedsRoom(t *testing.T) {
	s := turned(&block.Paragraph{Content: form("表"), Style: small})
	s.Margin.Left = block.MM
	if _, err := Pages(testBook(t), []block.Section{s}); err == nil || !strings.Contains(err.Error(), "foot") {
		t.Errorf("error %v", err)
	}
}

// TestAroundTurned: the box of a text turns with it about where it starts.
func TestAroundTurned(t *testing.T) {
	s := setter{drawer: drawer{breaker: &breaker{book: testBook(t)}}}
	x := page.Text{X: 100 * page.Pt, Y: 200 * page.Pt, Size: 10 * page.Pt, Face: "song", Str: "三个字"}
	const far, up, down = 30 * page.Pt, 8800, 1200
	for turn, want := range []box{
		{x.X, x.Y - up, x.X + far, x.Y + down, -1}, {x.X - down, x.Y, x.X + up, x.Y + far, -1},
		{x.X - far, x.Y - down, x.X, x.Y + up, -1}, {x.X - up, x.Y - far, x.X + down, x.Y, -1},
	} {
		x.Turn = uint8(turn)
		if got := s.around(&x); got != want {
			t.Errorf("by %d quarters: %+v, want %+v", turn, got, want)
		}
	}
}
