package layout

import (
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
	"gongwen/renderer/internal/practice"
)

func TestGoldenPractice(t *testing.T) { golden(t, "practice", mustPages(t, practice.Section(5)).Pages) }

// TestPractice wants a group's label on each page that it touches, a group total never first on a page, and the
// pages' sums to come to the total.
func TestPractice(t *testing.T) {
	for n := range 30 {
		s := practice.Section(n + 1)
		table := s.Blocks[1].(*block.Table)
		r := mustPages(t, s)
		touched := make([][2]bool, len(r.Pages)) // by the groups
		last := -1
		for _, p := range r.Rows {
			i := p.Row - len(table.Head)
			if p.Block != 1 || p.Sum != nil || i < 0 {
				continue
			}
			if touched[p.Page][i/(n+2)] = true; table.Body[i].Total && p.Page != last {
				t.Errorf("%d a group: a total opens page %d", n+1, p.Page)
			}
			last = p.Page
		}
		for i, p := range r.Pages {
			all := strings.Join(strs(p), "")
			for g, label := range []string{"城区(12)", "乡镇"} {
				if strings.Contains(all, label) != touched[i][g] {
					t.Errorf("%d a group: page %d has %q of %s: %v", n+1, i, all, label, touched[i][g])
				}
			}
		}
		var sum decimal.Decimal
		pages, _ := sumsOf(r, table, block.PageTotal)
		for _, d := range pages {
			sum = sum.Add(parse(t, d))
		}
		if grand, _ := sumsOf(r, table, block.GrandTotal); grand[0] != sum.String() {
			t.Errorf("%d a group: the pages come to %s, the total is %s", n+1, sum, grand[0])
		}
	}
}

// one sets a cell of 30 × 8 mm in the style and gives its texts.
func one(t *testing.T, style block.Style, texts ...string) (out []struct {
	str  string
	size int64
	x, y int64
}) {
	t.Helper()
	table := &block.Table{Columns: []block.Column{{Width: 30 * block.MM, Style: style}}}
	for _, s := range texts {
		table.Body = append(table.Body, block.Row{Height: 8 * block.MM, Cells: []block.Cell{{Content: data(s)}}})
	}
	section := a4(table)
	section.Foot = ""
	for _, x := range mustPages(t, section).Pages[0].Texts {
		out = append(out, struct {
			str  string
			size int64
			x, y int64
		}{x.Str, int64(x.Size), int64(x.X), int64(x.Y)})
	}
	return out
}

func TestShrink(t *testing.T) {
	style := block.Style{Size: 105, Shrink: 80}
	for text, want := range map[string]struct {
		size  int64
		lines int
	}{
		"短文":        {10500, 1},
		"一二三四五六七八":  {9500, 1},
		"一二三四五六七八九": {8500, 1},
		"一二三四五六七八九十一二三四五六七八九十": {8000, 3}, // not smaller than allowed: its row grows
	} {
		got := one(t, style, text)
		if len(got) != want.lines || got[0].size != want.size {
			t.Errorf("%s: %d lines of %d, want %v", text, len(got), got[0].size, want)
		}
	}
	style.Size, style.Shrink = 75, 60
	if got := one(t, style, "一二三四五六七八九十一二"); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

func TestVertical(t *testing.T) {
	style := block.Style{Size: 105, Vertical: true}
	var got []string
	y := int64(0)
	for _, x := range one(t, style, "组织 领导（12分）ABCD\n党") {
		if got = append(got, x.str); x.y <= y {
			t.Errorf("%q is not under the one before", x.str)
		}
		y = x.y
	}
	if want := []string{"组", "织", "领", "导", "（", "12", "分", "）", "A", "B", "C", "D", "党"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestSpread wants a name of two characters as wide as one of three, and others as they are.
func TestSpread(t *testing.T) {
	style := block.Style{Size: 100, Spread: 3, Align: block.Center}
	table := &block.Table{Columns: []block.Column{{Width: 30 * block.MM, Style: style}}}
	for _, s := range []string{"张三", "李四五", "欧阳示例", "A3", "单"} {
		table.Body = append(table.Body, block.Row{Cells: []block.Cell{{Content: data(s)}}})
	}
	section := a4(table)
	section.Foot = ""
	texts := mustPages(t, section).Pages[0].Texts
	if texts[0].Str != "张三" || width(t, &texts[0]) != width(t, &texts[1]) || texts[0].X != texts[1].X {
		t.Errorf("%+v is not as wide as %+v", texts[0], texts[1])
	}
	for _, x := range texts[2:] {
		if x.Track != 0 || x.Kerns != nil {
			t.Errorf("%s is spread", x.Str)
		}
	}
}

// TestPoint wants the decimal points of a column one under the other, and words as they are.
func TestPoint(t *testing.T) {
	got := one(t, block.Style{Size: 100, Align: block.Decimal}, "1.25", "1.5", "7", "1,000.5", "甲")
	x := func(i int) int64 { // of the point, or of where it would stand
		return got[i].x + int64(len(strings.SplitN(got[i].str, ".", 2)[0]))*5000
	}
	if x(0) != x(1) || x(0) != x(2) {
		t.Errorf("points at %d, %d, %d", x(0), x(1), x(2))
	}
	if end := got[4].x + 10000; end != int64(um(20*block.MM+170*block.MM/2+15*block.MM)-pad) {
		t.Errorf("a word ends at %d", end)
	}
	if plain := one(t, block.Style{Size: 100, Align: block.Right}, "1.25"); plain[0].x != got[0].x {
		t.Errorf("the longest stands at %d, want %d", got[0].x, plain[0].x)
	}
}
