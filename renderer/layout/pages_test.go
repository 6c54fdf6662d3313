package layout

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

var update = flag.Bool("update", false, "rewrite golden files")

// golden compares the dump of pages with a file.
func golden(t *testing.T, name string, pages []*page.Page) {
	t.Helper()
	var got bytes.Buffer
	if err := page.Dump(&got, pages); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "golden", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs; run with -update and look at what moved\n%s", file, got.Bytes())
	}
}

func TestGolden(t *testing.T) {
	t.Run("ledger", func(t *testing.T) { golden(t, "ledger", mustPages(t, ledger(3)...).Pages) })
	t.Run("score", func(t *testing.T) { golden(t, "score", mustPages(t, score()).Pages) })
}

// score is a scoring table with merged groups, justified text and a total.
func score() block.Section {
	t := grid(30, 80, 60)
	for i := range t.Columns {
		t.Columns[i].Style.Align = block.Justify
	}
	t.Columns[0].Style.Align = block.Center
	row := func(label string, rows int, cells ...string) block.Row {
		r := block.Row{Cells: []block.Cell{{Content: form(label), Rows: rows, Covered: rows == 0}}}
		if rows == 0 {
			r.Cells[0] = block.Cell{Covered: true}
		}
		for _, s := range cells {
			r.Cells = append(r.Cells, block.Cell{Content: form(s)})
		}
		return r
	}
	t.Body = []block.Row{
		row("活动阵地\n（10分）", 2, "按照“六有”要求（有标准的党建活动场所、有规范的党建工作制度、有坚强的领导班子），加强党组织规范化建设。", "“六有”要求不落实的不得分，每项内容落实不到位、不规范的各扣1分。"),
		row("", 0, "资料报送：2013年4月8日以前，联系电话0000-0000000——党建工作意见、工作总结……等资料。", "未按要求上报各种资料、信息的一次扣1分。"),
	}
	total := row("合计", 1, "", "")
	total.Cells[1] = block.Cell{Content: data("95.5"), Cols: 2, Kind: block.Number, Raw: "95.5"}
	total.Cells[2] = block.Cell{Covered: true}
	t.Tail = []block.Row{total}
	return a4(&block.Paragraph{Content: form("党建工作评分表"), Style: block.Style{Font: block.Title, Size: 220, Align: block.Center}, After: 4 * block.MM}, t)
}

func TestFeetRunOnOverSections(t *testing.T) {
	first, second := a4(numbered(grid(30, 40), perPage+1)), a4(numbered(grid(30), 1))
	none := a4()
	none.Foot = ""
	r := mustPages(t, first, none, second)
	var got []string
	for _, p := range r.Pages {
		foot := ""
		if n := len(p.Texts); n > 0 && strings.HasPrefix(p.Texts[n-1].Str, "第") {
			x := p.Texts[n-1]
			foot = x.Str
			if x.Y < um((297-20)*block.MM) || x.Y > p.Height || !near(2*x.X+width(t, &x), p.Width) {
				t.Errorf("foot at %d, %d", x.X, x.Y)
			}
		}
		got = append(got, foot)
	}
	if want := []string{"第 1 页 共 4 页", "第 2 页 共 4 页", "", "第 4 页 共 4 页"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if p := r.Rows[len(r.Rows)-1]; p.Section != 2 || p.Page != 3 {
		t.Errorf("last placement %+v", p)
	}
}

func TestLayersAndFaces(t *testing.T) {
	p := &block.Paragraph{Style: block.Style{Font: block.FangSong, Size: 160}, Content: []block.Span{{Text: "姓名："}, {Text: "堃𠮷", Data: true}, {Text: "（签字）"}}}
	s := a4(p)
	s.Foot = ""
	var got []string
	x := page.Length(0)
	for i, op := range mustPages(t, s).Pages[0].Texts {
		got = append(got, op.Str)
		if op.X < x {
			t.Errorf("%q starts inside the text before it", op.Str)
		}
		x = op.X + width(t, &op)
		if want := i > 0 && i < 3; (op.Layer == page.Data) != want {
			t.Errorf("%q: layer %d", op.Str, op.Layer)
		}
		if _, _, ok := testBook(t).Face(op.Face).Glyph([]rune(op.Str)[0]); !ok {
			t.Errorf("face %s lacks %q", op.Face, op.Str)
		}
	}
	if want := []string{"姓名：", "堃", "𠮷", "（签字）"}; !slices.Equal(got, want) {
		t.Errorf("runs %q, want %q", got, want)
	}
}

func TestLineParts(t *testing.T) {
	part := func(s string) block.Part { return block.Part{Content: form(s)} }
	for _, c := range []struct {
		spread bool
		parts  []block.Part
		x      []page.Length // from the type area's left
	}{
		{false, []block.Part{part("左边")}, []page.Length{0}},
		{false, []block.Part{part("左边"), part("右边")}, []page.Length{0, um(170*block.MM) - 20000}},
		{true, []block.Part{part("左边"), part("右边")}, []page.Length{0, um(85 * block.MM)}},
	} {
		s := a4(&block.Line{Parts: c.parts, Style: block.Style{Size: 100}, Height: 10 * block.MM, Spread: c.spread})
		s.Foot = ""
		for i, x := range mustPages(t, s).Pages[0].Texts {
			if !near(x.X-um(20*block.MM), c.x[i]) {
				t.Errorf("part %d of %d at %d, want %d", i, len(c.parts), x.X-um(20*block.MM), c.x[i])
			}
		}
	}
}

func TestLongParagraph(t *testing.T) {
	p := &block.Paragraph{Content: form(strings.TrimSuffix(strings.Repeat("长文\n", 100), "\n")), Style: small}
	r := mustPages(t, a4(&block.Paragraph{Content: form("前文"), Style: small}, p))
	if got := counts(shownOn(r, "长文")); len(got) != 2 || got[0]+got[1] != 100 {
		t.Errorf("lines %v", got)
	}
	p.Content = form(strings.TrimSuffix(strings.Repeat("长文\n", 30), "\n"))
	r = mustPages(t, a4(&block.Paragraph{Content: form("前文"), Style: small, After: 120 * block.MM}, p))
	if got := counts(shownOn(r, "长文")); !slices.Equal(got, []int{0, 30}) {
		t.Errorf("a paragraph that fits a page is cut: %v", got)
	}
}

func TestErrors(t *testing.T) {
	with := func(change func(*block.Table)) block.Section {
		table := numbered(grid(30, 40), 2)
		change(table)
		return a4(table)
	}
	for _, c := range []struct {
		want    string
		section block.Section
	}{
		{"1 cells for 2 columns", with(func(t *block.Table) { t.Body[0].Cells = t.Body[0].Cells[:1] })},
		{"width of 0", with(func(t *block.Table) { t.Columns[0].Width = 0 })},
		{"wider than the page", with(func(t *block.Table) { t.Columns[0].Width = 140 * block.MM })},
		{"no room for text", with(func(t *block.Table) { t.Columns[0].Width = 5 * block.MM })},
		{"size 0", with(func(t *block.Table) { t.Columns[0].Style.Size = 0 })},
		{"unknown font", with(func(t *block.Table) { t.Columns[0].Style.Font = 9 })},
		{"size 0", with(func(t *block.Table) { t.Body[0].Cells[0].Style = &block.Style{} })},
		{"wrong span", with(func(t *block.Table) { t.Body[0].Cells[0].Cols = 3 })},
		{"wrong span", with(func(t *block.Table) { t.Body[1].Cells[0].Rows = 2 })},
		{"wrong span", with(func(t *block.Table) { t.Body[1].Cells[0].Covered = true })},
		{"under another cell's span", with(func(t *block.Table) { t.Body[0].Cells[0].Cols = 2 })},
		{"two cells span over it", with(func(t *block.Table) {
			t.Body[0].Cells[1] = block.Cell{Rows: 2}
			t.Body[1].Cells[0] = block.Cell{Cols: 2}
			t.Body[1].Cells[1] = block.Cell{Covered: true}
		})},
		{"no room for a line beside the head", with(func(t *block.Table) { t.Head[0].Height = 252 * block.MM })},
		{"height is negative", with(func(t *block.Table) { t.Body[0].Height = -1 })},
		{"width of a rule", with(func(t *block.Table) { t.Outer = -1 })},
		{"no face has U+E000", with(func(t *block.Table) { t.Body[0].Cells[0].Content = form("\ue000") })},
		{"no face has U+FFFD", with(func(t *block.Table) { t.Body[0].Cells[0].Content = form("\xff") })},
		{"without columns", a4(&block.Table{})},
		{"unknown sort", a4(nil)},
		{"paper of 0", block.Section{}},
		{"no room for the foot", func() block.Section { s := a4(); s.Margin.Bottom = block.MM; return s }()},
		{"wider than the page", func() block.Section { s := a4(); s.Foot = strings.Repeat("页", 60); return s }()},
		{"margins leave no room", func() block.Section { s := a4(); s.Margin.Left = 190 * block.MM; return s }()},
		{"a seal of 220000", a4(&block.Line{Style: small, Parts: []block.Part{{Seal: 220 * block.MM}}})},
		{"space beside it is negative", a4(&block.Paragraph{Style: small, Before: -1})},
	} {
		if _, err := Pages(testBook(t), []block.Section{c.section}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want …%s…", err, c.want)
		}
	}
}
