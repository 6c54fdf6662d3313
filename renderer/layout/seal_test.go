package layout

import (
	"strconv"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// TestSealRoom wants the circle on its part, on the paper, its lower edge at the table, and nothing else in it:
// for a blank form, short and long names, with and without room above.
func TestSealRoom(t *testing.T) {
	for _, unit := range []string{"", "示例校", "示例区人力资源和社会保障局", strings.Repeat("示例职业培训学校", 7)} {
		for _, top := range []block.Length{5, 15, 25, 37} {
			for _, seal := range []block.Length{42, 45, 50} {
				t.Run(unit+strconv.Itoa(int(top))+"-"+strconv.Itoa(int(seal)), func(t *testing.T) {
					checkSeal(t, sealed(unit, top, seal))
				})
			}
		}
	}
}

func sealed(unit string, top, seal block.Length) block.Section {
	content := form("填报单位（盖章）：")
	if unit != "" {
		content = append(content, data(unit)...)
	}
	s := a4(
		&block.Paragraph{Content: form("附件1"), Style: block.Style{Font: block.Hei, Size: 160}},
		&block.Paragraph{Content: form("2013年度民办职业培训学校党建工作台账"), Style: block.Style{Font: block.Title, Size: 220, Align: block.Center}, After: 5 * block.MM},
		&block.Line{Style: block.Style{Size: 120}, Height: 9 * block.MM, Parts: []block.Part{
			{Content: content, Seal: seal * block.MM}, {Content: form("填报日期：2013年5月20日")},
		}},
		numbered(grid(30, 40, 100), 3),
	)
	s.Margin.Top = top * block.MM
	return s
}

func checkSeal(t *testing.T, s block.Section) {
	t.Helper()
	r := mustPages(t, s)
	p := r.Pages[0]
	if len(r.Pages) != 1 || len(p.Seals) != 1 {
		t.Fatalf("%d pages, %d seals", len(r.Pages), len(p.Seals))
	}
	seal := p.Seals[0]
	radius := seal.Diameter / 2
	if edge := um(5 * block.MM); seal.X-radius < edge || seal.Y-radius < edge || seal.X+radius > p.Width-edge {
		t.Errorf("seal %+v is too near the paper's edge", seal)
	}
	table := r.Rows[3].Top
	if gap := table - seal.Y - radius; gap < 0 || gap > um(block.MM) {
		t.Errorf("the seal ends %d above the table", gap)
	}
	touches := func(left, top, right, bottom page.Length) bool {
		dx, dy := max(left-seal.X, seal.X-right, 0), max(top-seal.Y, seal.Y-bottom, 0)
		return dx*dx+dy*dy < radius*radius
	}
	own := false
	for i := range p.Texts {
		x := &p.Texts[i]
		if !touches(x.X, x.Y-x.Size*ascent/1000, x.X+width(t, x), x.Y+x.Size*(1000-ascent)/1000) {
			continue
		}
		if part := x.Layer == page.Data || strings.HasPrefix(x.Str, "填报单位"); part && x.Size == 12000 {
			own = true
			continue
		}
		t.Errorf("the seal touches %q", x.Str)
	}
	if !own {
		t.Error("the seal does not stand on its part")
	}
	for _, l := range p.Lines {
		half := l.Width / 2
		if touches(min(l.X1, l.X2)-half, min(l.Y1, l.Y2)-half, max(l.X1, l.X2)+half, max(l.Y1, l.Y2)+half) {
			t.Errorf("the seal touches a rule at %d", l.Y1)
		}
	}
}

// TestSealTurnsThePage sets a sealed line where the page has room for the line, but not for the seal.
func TestSealTurnsThePage(t *testing.T) {
	wide := &block.Paragraph{Content: form(strings.Repeat("示例", 17)), Style: block.Style{Size: 140}}
	s := a4(
		&block.Paragraph{Content: form("前文"), Style: small, After: 230 * block.MM}, wide,
		&block.Line{Style: block.Style{Size: 120}, Height: 9 * block.MM, Parts: []block.Part{{Content: form("单位（盖章）："), Seal: 42 * block.MM}}},
	)
	r := mustPages(t, s)
	if len(r.Pages) != 2 || len(r.Pages[0].Seals) != 0 || len(r.Pages[1].Seals) != 1 {
		t.Fatalf("%d pages", len(r.Pages))
	}
	if got := counts(shownOn(r, "单位")); got[0] != 0 || got[1] != 1 {
		t.Errorf("labels %v", got)
	}
	if seal := r.Pages[1].Seals[0]; seal.Y-seal.Diameter/2 < um(5*block.MM) {
		t.Errorf("seal %+v is too near the paper's edge", seal)
	}
}
