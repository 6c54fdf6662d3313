package layout

import (
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// shownOn gives, page by page, the texts that start with prefix.
func shownOn(r Result, prefix string) (out [][]string) {
	for _, p := range r.Pages {
		var on []string
		for _, s := range strs(p) {
			if strings.HasPrefix(s, prefix) {
				on = append(on, s)
			}
		}
		out = append(out, on)
	}
	return out
}

func counts(pages [][]string) (out []int) {
	for _, p := range pages {
		out = append(out, len(p))
	}
	return out
}

// The type area of a4 is 257 mm high: a head of one line (19.3 pt) and 31 rows of 8 mm fill it.
const perPage = 31

func TestRowsPerPage(t *testing.T) {
	for _, c := range []struct {
		rows int
		want []int
	}{
		{1, []int{1}}, {12, []int{12}}, {perPage, []int{perPage}}, {perPage + 1, []int{perPage, 1}},
		{3 * perPage, []int{perPage, perPage, perPage}},
	} {
		r := mustPages(t, a4(numbered(grid(30, 40), c.rows)))
		if got := counts(shownOn(r, "行")); !slices.Equal(got, c.want) {
			t.Errorf("%d rows: %v a page, want %v", c.rows, got, c.want)
		}
		if got := counts(shownOn(r, "栏")); slices.ContainsFunc(got, func(n int) bool { return n != 2 }) {
			t.Errorf("%d rows: heads %v, want all on each page", c.rows, got)
		}
		if got := len(r.Rows); got != c.rows+1 {
			t.Errorf("%d rows: %d placements, want the head and each row once", c.rows, got)
		}
	}
}

func TestOneMoreRowNeverRemovesOne(t *testing.T) {
	note := &block.Paragraph{Content: form("注：示例"), Style: small, Keep: true}
	for n := range 3 * perPage {
		r := mustPages(t, a4(fillers(numbered(grid(30, 40), n), max(0, 12-n)), note))
		got := 0
		for _, c := range counts(shownOn(r, "行")) {
			got += c
		}
		if got != n {
			t.Fatalf("%d rows given, %d shown", n, got)
		}
	}
}

func TestFillersGiveWay(t *testing.T) {
	note := &block.Paragraph{Content: form("注：示例"), Style: small, Keep: true, Before: 2 * block.MM}
	for _, c := range []struct {
		name            string
		rows, fill      int
		blocks          []block.Block
		pages, placings int // of the table: head, rows, fillers
	}{
		{"all fit", 3, 9, nil, 1, 13},
		{"what does not fit is left out", perPage - 2, 5, nil, 1, perPage + 1},
		{"a note takes a filler's place", perPage - 2, 5, []block.Block{note}, 1, perPage},
		{"no filler opens a page", perPage, 5, nil, 1, perPage + 1},
		{"fillers go on where the last row is", perPage + 1, 5, nil, 2, perPage + 7},
		{"a blank form", 0, 12, []block.Block{note}, 1, 13},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := mustPages(t, a4(append([]block.Block{fillers(numbered(grid(30, 40), c.rows), c.fill)}, c.blocks...)...))
			if len(r.Pages) != c.pages {
				t.Errorf("%d pages, want %d", len(r.Pages), c.pages)
			}
			if got := len(r.Rows) - len(c.blocks); got != c.placings {
				t.Errorf("%d placements, want %d", got, c.placings)
			}
		})
	}
}

// TestKept wants the last row on the page of what must stay with it.
func TestKept(t *testing.T) {
	note := &block.Paragraph{Content: form("注：示例"), Style: small, Keep: true}
	sign := &block.Line{Parts: []block.Part{{Content: form("签字：")}}, Style: small, Height: 12 * block.MM, Keep: true}
	free := &block.Paragraph{Content: form("附：示例"), Style: small}
	huge := &block.Line{Parts: []block.Part{{Content: form("签字：")}}, Style: small, Height: 250 * block.MM, Keep: true}
	total := plain("合计", "")
	for _, c := range []struct {
		name   string
		tail   []block.Row
		blocks []block.Block
		want   []int
	}{
		{"note and signatures", nil, []block.Block{note, sign}, []int{perPage - 1, 1}},
		{"total", []block.Row{total}, nil, []int{perPage - 1, 1}},
		{"total, note and signatures", []block.Row{total}, []block.Block{note, sign}, []int{perPage - 1, 1}},
		{"what need not stay goes alone", nil, []block.Block{free}, []int{perPage, 0}},
		{"what has no room with a row goes alone", nil, []block.Block{huge}, []int{perPage, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := numbered(grid(30, 40), perPage)
			table.Tail = c.tail
			r := mustPages(t, a4(append([]block.Block{table}, c.blocks...)...))
			if got := counts(shownOn(r, "行")); !slices.Equal(got, c.want) {
				t.Errorf("rows %v, want %v", got, c.want)
			}
			if c.tail != nil {
				if got := counts(shownOn(r, "合计")); !slices.Equal(got, []int{0, 1}) {
					t.Errorf("totals %v", got)
				}
			}
		})
	}
}

// TestHeadNeverAlone sets a table where a page has room for its head, but for no row.
func TestHeadNeverAlone(t *testing.T) {
	title := &block.Paragraph{Content: form("标题"), Style: small, After: 225 * block.MM}
	for _, table := range []*block.Table{numbered(grid(30, 40), 2), fillers(grid(30, 40), 2)} {
		r := mustPages(t, a4(title, table))
		if got := counts(shownOn(r, "栏")); !slices.Equal(got, []int{2}) {
			t.Errorf("heads %v, want one page", got)
		}
		title := *title
		title.After = 243 * block.MM
		r = mustPages(t, a4(&title, table))
		if got := counts(shownOn(r, "栏")); !slices.Equal(got, []int{0, 2}) {
			t.Errorf("heads %v, want them on page 2", got)
		}
		if len(r.Pages[0].Lines) != 0 {
			t.Errorf("page 1 has %d rules", len(r.Pages[0].Lines))
		}
	}
}

// TestLongRow wants a row that is higher than a page to go on with all its lines, and others not to be cut.
func TestLongRow(t *testing.T) {
	table := numbered(grid(30, 40), 3)
	long := strings.Repeat("长文一二三四五六七八\n", 120)
	table.Body[1].Cells[1].Content = data(strings.TrimSuffix(long, "\n"))
	r := mustPages(t, a4(table))
	if got := counts(shownOn(r, "长文")); len(got) != 3 || got[0]+got[1]+got[2] != 120 || got[0] < 40 {
		t.Errorf("lines %v", got)
	}
	if got := counts(shownOn(r, "行3")); got[2] != 1 {
		t.Errorf("the next row is on %v", got)
	}
	placed := 0
	for _, p := range r.Rows {
		if p.Row == 2 {
			placed++
		}
	}
	if placed != 3 {
		t.Errorf("%d placements, want one a page", placed)
	}
	for n, p := range r.Pages {
		if !closed(p, um(table.Outer)) {
			t.Errorf("page %d: the border is not closed", n)
		}
	}
}

// closed reports whether rules of the width make a rectangle around all others.
func closed(p *page.Page, width page.Length) bool {
	var outer []page.Line
	for _, l := range p.Lines {
		if l.Width == width {
			outer = append(outer, l)
		}
	}
	if len(outer) != 4 {
		return false
	}
	top, bottom, left, right := outer[0], outer[1], outer[2], outer[3]
	half := width / 2
	for _, l := range p.Lines {
		if min(l.X1, l.X2) < left.X1-half || max(l.X1, l.X2) > right.X1+half || l.Y1 < top.Y1-half || l.Y2 > bottom.Y1+half {
			return false
		}
	}
	return top.X1 == left.X1-half && top.X2 == right.X1+half && bottom.X1 == top.X1 && bottom.X2 == top.X2 &&
		left.Y1 == top.Y1-half && left.Y2 == bottom.Y1+half && right.Y1 == left.Y1 && right.Y2 == left.Y2
}

// TestMergedOverPages wants a group's label on each of its pages, in the middle of its rows there.
func TestMergedOverPages(t *testing.T) {
	table := numbered(grid(30, 40), perPage+9)
	for i := range table.Body {
		table.Body[i].Cells[0] = block.Cell{Covered: i > 0}
		table.Body[i].Cells[1].Content = data("项")
	}
	table.Body[0].Cells[0] = block.Cell{Content: form("组织领导"), Rows: len(table.Body)}
	r := mustPages(t, a4(table))
	if got := counts(shownOn(r, "组织领导")); !slices.Equal(got, []int{1, 1}) {
		t.Fatalf("labels %v", got)
	}
	for n, p := range r.Pages {
		if !closed(p, um(table.Outer)) {
			t.Errorf("page %d: the border is not closed", n)
		}
		var rows []page.Placement
		for _, x := range r.Rows {
			if x.Page == n && x.Row > 0 {
				rows = append(rows, x)
			}
		}
		last := rows[len(rows)-1]
		middle := (rows[0].Top + last.Top + last.Height) / 2
		i := slices.IndexFunc(p.Texts, func(x page.Text) bool { return x.Str == "组织领导" })
		if y := p.Texts[i].Y - p.Texts[i].Size*38/100; max(y-middle, middle-y) > 100 {
			t.Errorf("page %d: label at %d, want the middle %d", n, y, middle)
		}
		for _, l := range p.Lines {
			if l.Y1 == l.Y2 && l.Y1 > rows[0].Top && l.Y1 < last.Top+last.Height && l.X1 < um(20*block.MM+30*block.MM)-1000 && l.Width == um(table.Inner) {
				t.Errorf("page %d: a rule at %d goes through the label", n, l.Y1)
			}
		}
	}
}

// TestMergedHeight wants the extra height of a merged cell in its last row.
func TestMergedHeight(t *testing.T) {
	table := numbered(grid(30, 40), 3)
	table.Body[0].Cells[0] = block.Cell{Content: form("一\n二\n三\n四\n五\n六\n七\n八"), Rows: 2}
	table.Body[1].Cells[0] = block.Cell{Covered: true}
	r := mustPages(t, a4(table))
	st := newStyle(small)
	if h := r.Rows[1].Height; h != um(8*block.MM) {
		t.Errorf("first row %d", h)
	}
	if h, want := r.Rows[2].Height, 8*st.pitch+2*pad-um(8*block.MM); h != want {
		t.Errorf("last row %d, want %d", h, want)
	}
	if h := r.Rows[3].Height; h != um(8*block.MM) {
		t.Errorf("next row %d", h)
	}
}

// TestRules counts strokes: one a boundary, in pieces only where cells are merged.
func TestRules(t *testing.T) {
	table := numbered(grid(30, 40, 20), 3)
	if got := len(mustPages(t, a4(table)).Pages[0].Lines); got != 4+3+2 {
		t.Errorf("%d strokes of a plain table, want 9", got)
	}
	table.Body[0].Cells[0].Cols, table.Body[0].Cells[0].Rows = 2, 2
	table.Body[0].Cells[1] = block.Cell{Covered: true}
	table.Body[1].Cells[0], table.Body[1].Cells[1] = block.Cell{Covered: true}, block.Cell{Covered: true}
	p := mustPages(t, a4(table)).Pages[0]
	if got := len(p.Lines); got != 4+3+3 {
		t.Errorf("%d strokes with a merged cell, want 10", got)
	}
	if !closed(p, um(table.Outer)) {
		t.Error("the border is not closed")
	}
}

func TestCellPlaces(t *testing.T) {
	for _, c := range []struct {
		style block.Style
		x, y  page.Length // of the baseline's start in a cell of 30 × 20 mm
	}{
		{block.Style{Size: 100, Align: block.Left, VAlign: block.Top}, pad, pad + 1500 + 8800},
		{block.Style{Size: 100, Align: block.Center}, (um(30*block.MM) - 20000) / 2, (um(20*block.MM)-13000)/2 + 1500 + 8800},
		{block.Style{Size: 100, Align: block.Right, VAlign: block.Bottom}, um(30*block.MM) - pad - 20000, um(20*block.MM) - pad - 13000 + 1500 + 8800},
	} {
		table := &block.Table{Columns: []block.Column{{Width: 30 * block.MM, Style: c.style}}}
		table.Body = []block.Row{{Cells: []block.Cell{{Content: form("示例")}}, Height: 20 * block.MM}}
		s := a4(table)
		x := mustPages(t, s).Pages[0].Texts[0]
		left, top := um((210-30)*block.MM)/2, um(20*block.MM)
		if near(x.X, left+c.x) && near(x.Y, top+c.y) {
			continue
		}
		t.Errorf("%+v: at %d, %d, want %d, %d", c.style, x.X-left, x.Y-top, c.x, c.y)
	}
}

func near(a, b page.Length) bool { return max(a-b, b-a) <= 4 }

// TestAgain wants a merged cell's text on every page that it touches, and marked on all but its first.
func TestAgain(t *testing.T) {
	table := numbered(grid(30, 40), 3*perPage)
	table.Again = "（续）"
	merge := func(from, rows int, label string) {
		cell := &table.Body[from].Cells[0]
		cell.Rows, cell.Content = rows, form(label)
		for i := 1; i < rows; i++ {
			table.Body[from+i].Cells[0] = block.Cell{Covered: true}
		}
	}
	merge(0, 5, "组一")
	merge(5, 2*perPage, "组二")
	merge(5+2*perPage, perPage-5, "组三")
	r := mustPages(t, a4(table))
	got := shownOn(r, "组")
	again := shownOn(r, "（续）")
	want := [][]string{{"组一", "组二"}, {"组二"}, {"组二", "组三"}}
	for i := range want {
		if !slices.Equal(got[i], want[i]) || (len(again[i]) > 0) != (i > 0) {
			t.Errorf("page %d: %q, marked %q, want %q", i+1, got[i], again[i], want[i])
		}
	}
}

// TestGroupAgain wants the row that names a group on every page that has rows of it, marked where it stands again, the
// rows after the last group and fillers without one, and no row lost.
func TestGroupAgain(t *testing.T) {
	table := grid(30, 40)
	table.Again = "（续）"
	group := func(name string, rows int) {
		r := plain(name, "")
		r.Group, r.Cells[0].Cols, r.Cells[1].Covered = true, 2, true
		table.Body = append(table.Body, r)
		numbered(table, rows)
	}
	group("组一", 5)
	group("组二", 2*perPage)
	group("组三", 3)
	fillers(table, 2*perPage)
	table.Tail = []block.Row{plain("共", "")}
	r := mustPages(t, a4(table))
	got, again := shownOn(r, "组"), shownOn(r, "（续）")
	want := [][]string{{"组一", "组二"}, {"组二"}, {"组二", "组三"}}
	if len(got) != len(want) {
		t.Fatalf("%d pages, want %d", len(got), len(want))
	}
	rows := 0
	for i := range want {
		if !slices.Equal(got[i], want[i]) || (len(again[i]) > 0) != (i > 0) {
			t.Errorf("page %d: %q, marked %q, want %q", i+1, got[i], again[i], want[i])
		}
		rows += len(shownOn(r, "行")[i])
	}
	if rows != 2*perPage+8 {
		t.Errorf("%d rows, want %d", rows, 2*perPage+8)
	}
}
