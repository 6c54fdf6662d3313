package layout

import (
	"strconv"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

func stampOf(under string) *block.Stamp {
	s := &block.Stamp{Sections: 1}
	for i, c := range [...][2]string{{"全宗号", "0012"}, {"年度", "2013"}, {"件号", "7"}, {"机构（问题）", "综合协调和督查办公室信息中心处"}, {"保管期限", "30年"}, {"页数", ""}} {
		s.Cells[i].Label = c[0]
		if c[1] != "" {
			s.Cells[i].Content = data(c[1])
		}
	}
	s.Cells[5].Pages = true
	if under != "" {
		s.Under = data(under)
	}
	return s
}

// stampLines are the lines and the texts that a stamp adds to a page: the last ones on it.
const stampLines = 7

// TestStamp checks that a stamp stands on its first page, in the paper and apart from everything else, whatever stands
// there, and counts the pages of its file.
func TestStamp(t *testing.T) {
	wide := block.Style{Font: block.Title, Size: 220, Align: block.Center}
	title := func(n int) block.Block {
		return &block.Paragraph{Content: form(strings.Repeat("台账标题", n)), Style: wide, After: 2 * block.MM}
	}
	for name, c := range map[string]struct {
		top    block.Length
		title  int
		rows   int
		under  string
		mirror bool
		lowers bool
	}{
		"notice's margin":   {top: 37, title: 2, rows: 3},
		"with a number":     {top: 37, title: 2, rows: 3, under: "0012-WS·2013-D30-BGS-0007"},
		"small margin":      {top: 15, title: 2, rows: 3},
		"full lines":        {top: 15, title: 12, rows: 60, lowers: true},
		"full, no margin":   {top: 3, title: 30, rows: 3, under: "0012-WS·2013-D30-BGS-0007", lowers: true},
		"mirrored, 3 pages": {top: 20, title: 2, rows: 90, mirror: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := a4(title(c.title), numbered(grid(40, 60), c.rows))
			s.Margin.Top, s.Mirror = c.top*block.MM, c.mirror
			s.Margin.Right = 30 * block.MM
			first := a4(&block.Paragraph{Content: form("上一份"), Style: small})
			plain := mustPages(t, first, s)
			s.Stamp = stampOf(c.under)
			r := mustPages(t, first, s)
			p := r.Pages[1]
			if lowered := p.Texts[0].Y > plain.Pages[1].Texts[0].Y; lowered != c.lowers {
				t.Errorf("the title is lowered: %v", lowered)
			}
			lines := p.Lines[len(p.Lines)-stampLines:]
			left, top := lines[0].X1, lines[4].Y1
			right, bottom := left+um(block.StampWidth), top+um(stampHeight(s.Stamp))
			if left < um(4*block.MM) || top < um(4*block.MM) || right > p.Width-um(4*block.MM) {
				t.Errorf("it stands at %v, %v", left.Points(), top.Points())
			}
			rest := &page.Page{Width: p.Width, Height: p.Height, Lines: p.Lines[:len(p.Lines)-stampLines]}
			words := ""
			for _, x := range p.Texts {
				if x.X >= left && x.X < right && x.Y > top && x.Y < bottom {
					words += x.Str
				} else {
					rest.Texts = append(rest.Texts, x)
				}
			}
			d := setter{drawer: drawer{breaker: &breaker{book: testBook(t)}, page: rest}}
			if !vacant(d.everything(), left, top, right, bottom) {
				t.Error("it touches something")
			}
			for _, want := range []string{"全宗号0012", "件号7", "综合协调和督查办公室信息中心处", "页数" + strconv.Itoa(len(r.Pages)-1), c.under} {
				if !strings.Contains(words, want) {
					t.Errorf("no %q in %q", want, words)
				}
			}
			for _, x := range r.Pages[0].Texts {
				if x.Str == "全宗号" {
					t.Error("another file's page has it")
				}
			}
		})
	}
}

// TestRulers checks that the marks stand where their numbers say, and the crosses where they are said to be.
func TestRulers(t *testing.T) {
	s := a4(&block.Paragraph{Content: form("校准"), Style: small})
	s.Rulers = true
	p := mustPages(t, s).Pages[0]
	has := func(x1, y1, x2, y2 block.Length) bool {
		for _, l := range p.Lines {
			if l.X1 == um(x1*block.MM) && l.Y1 == um(y1*block.MM) && l.X2 == um(x2*block.MM) && l.Y2 == um(y2*block.MM) {
				return true
			}
		}
		return false
	}
	for _, l := range [][4]block.Length{
		{100, 7, 100, 11}, {7, 200, 11, 200}, {203 - 4, 200, 203, 200}, {100, 286, 100, 290},
		{15, 20, 25, 20}, {20, 15, 20, 25}, {185, 277, 195, 277}, {190, 272, 190, 282},
	} {
		if !has(l[0], l[1], l[2], l[3]) {
			t.Errorf("no line %v", l)
		}
	}
	numbers := map[string]int{}
	for _, x := range p.Texts {
		n, err := strconv.Atoi(x.Str)
		if err != nil {
			continue
		}
		numbers[x.Str]++
		middle := [2]page.Length{x.X + width(t, &x)/2, x.Y - x.Size*38/100}
		want := um(block.Length(n) * block.MM)
		near := func(a page.Length) bool { return max(a-want, want-a) < um(block.MM/2) }
		if !near(middle[0]) && !near(middle[1]) {
			t.Errorf("%s stands at %.1f, %.1f pt", x.Str, middle[0].Points(), middle[1].Points())
		}
	}
	if numbers["30"] != 4 || numbers["180"] != 4 || numbers["260"] != 2 || numbers["210"] != 2 {
		t.Errorf("numbers %v", numbers)
	}
}
