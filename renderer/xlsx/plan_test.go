package xlsx

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

func TestSheetNames(t *testing.T) {
	long := strings.Repeat("很", 40)
	var sections []block.Section
	for _, s := range []string{"台账", "台账", "", "a/b:c*[d]?\\", "'引号'", "History", long, long, strings.Repeat("𠮷", 20), "TAI", "tai", "\x01\uffff", "Sheet1"} {
		sections = append(sections, block.Section{Name: s})
	}
	want := []string{
		"台账", "台账 (2)", "Sheet", "abcd", "引号", "History (2)", long[:31*3], long[:27*3] + " (2)", strings.Repeat("𠮷", 15), "TAI", "tai (2)", "Sheet (2)", "Sheet1",
	}
	got := sheetNames(sections)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, s := range got {
		if n := len(utf16.Encode([]rune(s))); n > maxName {
			t.Errorf("%s has %d units", s, n)
		}
	}
}

func TestGrid(t *testing.T) {
	columns := func(widths ...block.Length) *block.Table {
		var t block.Table
		for _, w := range widths {
			t.Columns = append(t.Columns, block.Column{Width: w * block.MM})
		}
		return &t
	}
	section := func(blocks ...block.Block) *block.Section {
		return &block.Section{Width: 200 * block.MM, Margin: block.Margin{Left: 10 * block.MM, Right: 10 * block.MM}, Blocks: blocks}
	}
	line := func(n int) *block.Line { return &block.Line{Parts: make([]block.Part, n)} }
	for name, test := range map[string]struct {
		section *block.Section
		want    []int // boundaries in mm
		shares  []int // of two parts
	}{
		"text alone":          {section(&block.Paragraph{}), []int{0, 180}, nil},
		"line alone":          {section(line(3)), []int{0, 60, 120, 180}, []int{0, 1, 3}},
		"one table":           {section(columns(30, 60, 90), line(2)), []int{0, 30, 90, 180}, []int{0, 2, 3}},
		"nearest to half":     {section(columns(70, 50, 60), line(2)), []int{0, 70, 120, 180}, []int{0, 1, 3}},
		"union":               {section(columns(30, 60, 90), columns(90, 40, 50)), []int{0, 30, 90, 130, 180}, []int{0, 2, 4}},
		"same pixel":          {section(columns(90, 90), &block.Table{Columns: []block.Column{{Width: 90050}, {Width: 89950}}}), []int{0, 90, 180}, []int{0, 1, 2}},
		"narrow":              {section(columns(50, 50)), []int{0, 40, 90, 140, 180}, []int{0, 2, 4}},
		"more parts":          {section(columns(180), line(2)), []int{0, 90, 180}, []int{0, 1, 2}},
		"half at the far end": {section(columns(178, 2), line(2)), []int{0, 178, 180}, []int{0, 1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGrid(test.section)
			var got []int
			sum := 0.0
			for i := range g {
				got = append(got, int(g[i]/block.MM))
				if i < g.columns() {
					sum += g.width(i)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
			if mm := sum * digit * 25.4 / 96; mm < 179.8 || mm > 180.2 {
				t.Errorf("columns are %g mm wide", mm)
			}
			if test.shares != nil && !slices.Equal(g.shares(2), test.shares) {
				t.Errorf("shares %v, want %v", g.shares(2), test.shares)
			}
		})
	}
}

// placed makes placements of pt: block, row, page, top, height.
func placed(of ...[5]int) []page.Placement {
	var out []page.Placement
	for _, p := range of {
		out = append(out, page.Placement{Block: p[0], Row: p[1], Page: p[2], Top: page.Length(p[3]) * page.Pt, Height: page.Length(p[4]) * page.Pt})
	}
	return out
}

func TestPlan(t *testing.T) {
	rows := func(n int) []block.Row { return make([]block.Row, n) }
	text, table := &block.Paragraph{}, &block.Table{Head: rows(1), Body: rows(3)}
	filled := &block.Table{Body: []block.Row{{}, {Filler: true}, {Filler: true}}}
	for name, test := range map[string]struct {
		blocks []block.Block
		placed []page.Placement
		want   string // block.row first-last valign, then height@page of each row of the sheet
	}{
		"one under the other": {
			[]block.Block{text, table},
			placed([5]int{0, 0, 0, 60, 30}, [5]int{1, 0, 0, 90, 15}, [5]int{1, 1, 0, 105, 30}, [5]int{1, 2, 0, 135, 30}, [5]int{1, 3, 0, 165, 30}),
			"0.0 1-1 m, 1.0 2-2 m, 1.1 3-3 m, 1.2 4-4 m, 1.3 5-5 m | 40@0 20@0 40@0 40@0 40@0",
		},
		"heights add up": { // 10 pt are 13⅓ pixels
			[]block.Block{table},
			placed([5]int{0, 0, 0, 60, 10}, [5]int{0, 1, 0, 70, 10}, [5]int{0, 2, 0, 80, 10}, [5]int{0, 3, 0, 90, 10}),
			"0.0 1-1 m, 0.1 2-2 m, 0.2 3-3 m, 0.3 4-4 m | 13@0 14@0 13@0 13@0",
		},
		"space is a paragraph's": {
			[]block.Block{text, text, table, text},
			placed([5]int{0, 0, 0, 60, 30}, [5]int{1, 0, 0, 96, 30}, [5]int{2, 0, 0, 132, 15}, [5]int{2, 1, 0, 147, 15}, [5]int{2, 2, 0, 162, 15}, [5]int{2, 3, 0, 177, 15}, [5]int{3, 0, 0, 204, 30}),
			"0.0 1-1 t, 1.0 2-2 t, 2.0 3-3 m, 2.1 4-4 m, 2.2 5-5 m, 2.3 6-6 m, 3.0 7-7 b | 48@0 48@0 20@0 20@0 20@0 20@0 56@0",
		},
		"space below": {
			[]block.Block{text, filled},
			placed([5]int{0, 0, 0, 60, 30}, [5]int{1, 0, 0, 96, 15}),
			"0.0 1-1 t, 1.0 2-2 m | 48@0 20@0",
		},
		"space on both sides": {
			[]block.Block{filled, text, filled},
			placed([5]int{0, 0, 0, 60, 30}, [5]int{1, 0, 0, 96, 30}, [5]int{2, 0, 0, 132, 15}),
			"0.0 1-1 m, 1.0 2-2 m, 2.0 3-3 m | 40@0 56@0 20@0",
		},
		"no room for space": {
			[]block.Block{text, filled},
			placed([5]int{0, 0, 0, 60, 405}, [5]int{1, 0, 0, 471, 15}),
			"0.0 1-1 m, 1.0 3-3 m | 540@0 8@0 20@0",
		},
		"space between tables": {
			[]block.Block{filled, filled},
			placed([5]int{0, 0, 0, 60, 30}, [5]int{1, 0, 0, 96, 15}),
			"0.0 1-1 m, 1.0 3-3 m | 40@0 8@0 20@0",
		},
		"a new page begins at its top": {
			[]block.Block{text, filled},
			placed([5]int{0, 0, 0, 60, 30}, [5]int{1, 0, 1, 96, 15}),
			"0.0 1-1 m, 1.0 2-2 m | 40@0 20@1",
		},
		"repeated head": {
			[]block.Block{table},
			placed([5]int{0, 0, 0, 60, 15}, [5]int{0, 1, 0, 75, 30}, [5]int{0, 0, 1, 60, 15}, [5]int{0, 2, 1, 75, 30}, [5]int{0, 3, 1, 105, 30}),
			"0.0 1-1 m, 0.1 2-2 m, 0.2 3-3 m, 0.3 4-4 m | 20@0 40@0 40@1 40@1",
		},
		"a row over two pages": {
			[]block.Block{filled},
			placed([5]int{0, 0, 0, 60, 300}, [5]int{0, 0, 1, 60, 30}),
			"0.0 1-2 m | 400@0 40@1",
		},
		"higher than a sheet's row": {
			[]block.Block{filled, text},
			placed([5]int{0, 0, 0, 60, 600}, [5]int{1, 0, 0, 660, 30}),
			"0.0 1-2 m, 1.0 3-3 m | 400@0 400@0 40@0",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := newPlan(&block.Section{Width: 100 * block.MM, Blocks: test.blocks}, 0, test.placed)
			if err != nil {
				t.Fatal(err)
			}
			var items, heights []string
			for _, it := range p.items {
				items = append(items, fmt.Sprintf("%d.%d %d-%d %c", it.block, it.row, it.first, it.last, "mtb"[it.valign]))
			}
			for _, r := range p.rows {
				heights = append(heights, fmt.Sprintf("%d@%d", r.height, r.page))
			}
			if got := strings.Join(items, ", ") + " | " + strings.Join(heights, " "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
	for name, bad := range map[string][]page.Placement{
		"missing":      placed([5]int{0, 0, 0, 60, 30}, [5]int{1, 0, 0, 90, 30}),
		"no such row":  placed([5]int{0, 1, 0, 60, 30}),
		"no such":      placed([5]int{2, 0, 0, 60, 30}),
		"nothing":      nil,
		"out of order": placed([5]int{1, 0, 0, 60, 30}, [5]int{0, 0, 0, 90, 30}),
	} {
		if _, err := newPlan(&block.Section{Blocks: []block.Block{text, table}}, 0, bad); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTitles(t *testing.T) {
	table := func(n int) *block.Table {
		return &block.Table{Head: make([]block.Row, 2), Body: make([]block.Row, n), Columns: []block.Column{{Width: 50 * block.MM}}}
	}
	tall := func(t *block.Table) *block.Table {
		for i := range t.Body {
			t.Body[i].Height = 30 * block.MM
		}
		return t
	}
	for name, test := range map[string]struct {
		blocks []block.Block
		want   string
	}{
		"one table":       {[]block.Block{&block.Paragraph{Style: block.Style{Size: 105}}, table(3)}, "2-3 true"},
		"no head":         {[]block.Block{&block.Table{Body: make([]block.Row, 2)}}, "0-0 false"},
		"two on a page":   {[]block.Block{table(3), table(3)}, "1-2 false"},
		"the second goes": {[]block.Block{table(1), tall(table(20))}, "4-5 true"},
		"the first goes":  {[]block.Block{tall(table(20)), table(1)}, "1-2 true"},
	} {
		s := block.Section{Width: 210 * block.MM, Height: 297 * block.MM, Blocks: test.blocks}
		p, err := newPlan(&s, 0, stack(s))
		if err != nil {
			t.Fatal(err)
		}
		from, to, ok := p.titles(&s)
		if got := fmt.Sprintf("%d-%d %v", from, to, ok); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestPaper(t *testing.T) {
	for _, test := range []struct {
		width, height block.Length
		code          int
		turn          string
	}{{210, 297, 9, "portrait"}, {297, 210, 9, "landscape"}, {420, 297, 8, "landscape"}, {297, 420, 8, "portrait"}, {148, 210, 11, "portrait"}, {211, 296, 9, "portrait"}} {
		code, turn := paper(&block.Section{Width: test.width * block.MM, Height: test.height * block.MM})
		if code != test.code || turn != test.turn {
			t.Errorf("%d × %d: got %d %s", test.width, test.height, code, turn)
		}
	}
}

func TestFoot(t *testing.T) {
	const face = `&"宋体,常规"`
	for foot, want := range map[string]string{
		"第 {page} 页 共 {pages} 页": "&9" + face + "第 &P 页 共 &N 页",
		"— {page} —":             "&9" + face + "— &P —",
		"{page}-{pages}":         "&9" + face + "&P" + face + "-&N",
		"{page}1":                "&9" + face + "&P" + face + "1",
		"A&B 2013":               "&9" + face + "A&&B 2013",
		"2013":                   "&9" + face + "2013",
	} {
		if got := footText(foot, "宋体", footSize); got != want {
			t.Errorf("%s: got %s, want %s", foot, got, want)
		}
	}
	s := one(block.Cell{})
	s.Foot = strings.Repeat("长", 256)
	if err := Encode(&strings.Builder{}, []block.Section{s}, stack(s), Options{}); err == nil {
		t.Error("a foot of 256 characters: no error")
	}
}

func TestPageBreaks(t *testing.T) {
	s := ledger(1200)
	b := encode(t, Options{}, s)
	all := stack(s)
	breaks := breaksOf(t, parts(t, b)["xl/worksheets/sheet1.xml"])
	var want []int
	for i := 1; i < len(all); i++ {
		if all[i].Page != all[i-1].Page {
			want = append(want, i)
		}
	}
	if !slices.Equal(breaks, want) {
		t.Errorf("got %v, want %v", breaks, want)
	}
	tall := one(make([]block.Cell, 1100)...)
	for i := range tall.Blocks[0].(*block.Table).Body {
		tall.Blocks[0].(*block.Table).Body[i].Height = 200 * block.MM
	}
	if n := len(breaksOf(t, parts(t, encode(t, Options{}, tall))["xl/worksheets/sheet1.xml"])); n != maxBreaks {
		t.Errorf("%d page breaks for 1,100 pages", n)
	}
}
