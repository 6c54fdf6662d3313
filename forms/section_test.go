package forms

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gongwen/forms/block"
)

func filled(t testing.TB, id, input string) *Document {
	t.Helper()
	in, problems := ParseInput([]byte(input), Limits{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	doc, problems := builtinForm(t, id).Fill(in, nil)
	if doc == nil {
		t.Fatal(problems)
	}
	return doc
}

func text(spans []block.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// parts sorts a section's blocks: its only table, and the text of what stands before and after it, a line each.
func parts(t *testing.T, s block.Section) (before []string, table *block.Table, after []string) {
	t.Helper()
	lines := &before
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *block.Paragraph:
			*lines = append(*lines, text(b.Content))
		case *block.Line:
			var line []string
			for _, p := range b.Parts {
				line = append(line, text(p.Content))
			}
			*lines = append(*lines, strings.Join(line, " | "))
		case *block.Table:
			if table != nil {
				t.Fatal("two tables")
			}
			table, lines = b, &after
		}
	}
	if table == nil {
		t.Fatal("no table")
	}
	return before, table, after
}

func rowText(row block.Row) string {
	cells := make([]string, 0, len(row.Cells))
	for _, c := range row.Cells {
		cells = append(cells, text(c.Content))
	}
	return strings.Join(cells, "|")
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

const ledgerExample = `{"fields": {"year": 2013, "unit": "示例职业培训学校", "date": "2013-05-20"}, "rows": [
	{"school": "0123", "organisation": "示例支部", "type": "单独建", "members": 5, "founded": "2009-07", "secretary": "张示例", "phone": "0000-0000000"},
	{"school": "乙校", "secretary": "李样本"},
	{"school": "丙校", "phone": "000"}]}`

func TestLedgerSections(t *testing.T) {
	doc := filled(t, "luzhou-2013/ledger", ledgerExample)
	sections := doc.Sections()
	if len(sections) != 1 {
		t.Fatalf("%d sections", len(sections))
	}
	s := sections[0]
	before, table, after := parts(t, s)
	same(t, "before", strings.Join(before, "\n"),
		"附件1\n2013年度民办职业培训学校党建工作台账\n填报单位（盖章）：示例职业培训学校 | 填报日期：2013年5月20日")
	same(t, "after", strings.Join(after, "\n"),
		"注：党组织类型为单独建、挂靠建、联合建。\n分管领导签字： | 填表人签字：")
	same(t, "name", s.Name, "2013年度民办职业培训学校党建工作台账")
	same(t, "foot", s.Foot, "第 {page} 页 共 {pages} 页")
	same(t, "title", doc.Title(), s.Name)
	same(t, "unit", doc.Unit(), "示例职业培训学校")
	if s.Width != 297*block.MM || s.Height != 210*block.MM || s.Margin != (block.Margin{Top: 15000, Right: 15000, Bottom: 15000, Left: 15000}) {
		t.Errorf("page %v × %v, margins %v", s.Width, s.Height, s.Margin)
	}
	head := s.Blocks[2].(*block.Line)
	if seal := head.Parts[0].Seal; seal != 42*block.MM || head.Parts[1].Seal != 0 {
		t.Errorf("seals of %v and %v", seal, head.Parts[1].Seal)
	}
	if v := head.Parts[0].Content; v[0].Data || !v[1].Data || v[1].Pointer != "/fields/unit" {
		t.Errorf("label and value: %+v", v)
	}

	same(t, "head", rowText(table.Head[0]),
		"序号|学校名称|党组织名称|党组织类型|党员人数\n（此栏不能为零）|建立党组织的时间|党组织书记姓名及联系方式")
	for i, want := range []string{
		"1|0123|示例支部|单独建|5|2009年7月|张示例\u30000000-0000000",
		"2|乙校|||||李样本",
		"3|丙校|||||000",
		"||||||",
	} {
		same(t, fmt.Sprint("row ", i), rowText(table.Body[i]), want)
	}
	if len(table.Body) != 12 || table.Body[2].Filler || !table.Body[3].Filler || !table.Body[11].Filler {
		t.Errorf("%d rows, or fillers begin elsewhere", len(table.Body))
	}
	first := table.Body[0].Cells
	for i, want := range []struct {
		kind block.Kind
		raw  string
	}{
		{block.Number, "1"}, {block.Text, ""}, {block.Text, ""}, {block.Text, ""}, {block.Number, "5"}, {block.Date, "2009-07-01"}, {block.Text, ""},
	} {
		if first[i].Kind != want.kind || first[i].Raw != want.raw {
			t.Errorf("cell %d is %v %q, want %v %q", i, first[i].Kind, first[i].Raw, want.kind, want.raw)
		}
	}
	same(t, "month's format", table.Columns[5].Style.Format, `yyyy"年"m"月"`)
	if c := first[6].Content; c[0].Pointer != "/rows/0/secretary" || c[len(c)-1].Pointer != "/rows/0/phone" {
		t.Errorf("pointers of the last cell: %+v", c)
	}
}

// TestRowsOnlyGrow: the grid is 12 rows until there are more, and every input row is in it.
func TestRowsOnlyGrow(t *testing.T) {
	for _, n := range []int{0, 1, 12, 13, 1000} {
		doc := filled(t, "luzhou-2013/ledger", manyRows(n))
		_, table, _ := parts(t, doc.Sections()[0])
		if want := max(n, 12); len(table.Body) != want {
			t.Errorf("%d rows: the grid has %d, want %d", n, len(table.Body), want)
		}
		for i, row := range table.Body {
			if row.Filler != (i >= n) {
				t.Errorf("%d rows: row %d is a filler: %v", n, i, row.Filler)
			}
			if i < n && text(row.Cells[0].Content) != fmt.Sprint(i+1) {
				t.Errorf("row %d has number %s", i, text(row.Cells[0].Content))
			}
		}
	}
}

func manyRows(n int) string {
	var b strings.Builder
	b.WriteString(`{"fields": {"unit": "示例职业培训学校", "date": "2013-05-20"}, "rows": [`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"school": "示例职业培训学校%d", "organisation": "中共示例支部", "type": "单独建", "members": %d, `+
			`"founded": "2009-%02d", "secretary": "张示例", "phone": "0000-%07d"}`, i, i%50+1, i%12+1, i)
	}
	b.WriteString("]}")
	return b.String()
}

func TestScoreSections(t *testing.T) {
	doc := filled(t, "luzhou-2013/score", `{"fields": {"year": 2014, "unit": "示例职业培训学校", "date": "2014-11-20"}, "items": {
		"1": {"score": 15}, "2": {"deductions": [{"rule": "no-funds"}]}, "3": {"score": 10}, "4": {"score": 10},
		"5": {"deductions": [{"rule": "six-have", "count": 2}, {"points": 1.5, "reason": "台账不全"}]},
		"6": {"deductions": [{"rule": "not-joined"}]}, "7": {"score": 10}, "8": {"score": 9.5}, "9": {}}}`)
	s := doc.Sections()[0]
	before, table, after := parts(t, s)
	same(t, "before", strings.Join(before, "\n"), "附件2\n2014年度民办职业培训学校党建工作评分表\n学校名称：示例职业培训学校 | 考核日期：2014年11月20日")
	if len(after) != 0 || s.Width != 210*block.MM || s.Height != 297*block.MM {
		t.Errorf("after %q on %v × %v", after, s.Width, s.Height)
	}
	same(t, "head", rowText(table.Head[0]), "序号|项目|考核内容|分值|计（扣）分办法|得分")
	same(t, "row 2", rowText(table.Body[1]),
		"2|保障经费|民办职业培训学校落实党建工作经费，保证党建工作正常运行。|5|经费不落实的扣3分。|2")
	scores := make([]string, len(table.Body))
	for i, row := range table.Body {
		c := row.Cells[5]
		scores[i] = c.Raw
		if c.Kind != block.Number || c.Raw != text(c.Content) || !c.Content[0].Data || c.Content[0].Pointer != fmt.Sprintf("/items/%d", i+1) {
			t.Errorf("score cell %d: %+v", i, c)
		}
		if row.Cells[2].Content[0].Data || row.Cells[3].Kind != block.Number {
			t.Errorf("row %d: the form's words are data, or its points no number", i)
		}
	}
	same(t, "scores", strings.Join(scores, " "), "15 2 10 10 6.5 0 10 9.5 5")
	total := table.Tail[0]
	same(t, "total", rowText(total), "合计|||100||68")
	if c := total.Cells[5]; c.Formula != `IF(COUNT({score:})=9,SUM({score:}),"")` || c.Raw != "68" || c.Kind != block.Number {
		t.Errorf("total cell: %+v", c)
	}
	if total.Cells[0].Cols != 3 || !total.Cells[1].Covered || !total.Cells[2].Covered || total.Cells[3].Covered {
		t.Errorf("the label does not span three columns")
	}
	keys := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		keys[i] = c.Key
	}
	same(t, "keys", strings.Join(keys, " "), "no name content points criteria score")
}

func TestOpenScore(t *testing.T) {
	doc := filled(t, "luzhou-2013/score", `{"fields": {"unit": "示例", "date": "2013-11-20"}, "items": {"1": {"score": 15}}}`)
	_, table, _ := parts(t, doc.Sections()[0])
	if c := table.Body[1].Cells[5]; c.Content != nil || c.Raw != "" || c.Kind != block.Number {
		t.Errorf("an item without a score: %+v", c)
	}
	if c := table.Tail[0].Cells[5]; c.Content != nil || c.Formula == "" {
		t.Errorf("the total of an open table: %+v", c)
	}
}

func TestBlankSections(t *testing.T) {
	for id, want := range map[string]string{
		"luzhou-2013/ledger": "附件1\n2013年度民办职业培训学校党建工作台账\n填报单位（盖章）： | 填报日期：\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日",
		"luzhou-2013/score":  "附件2\n2013年度民办职业培训学校党建工作评分表\n学校名称： | 考核日期：\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日",
	} {
		doc := builtinForm(t, id).Blank()
		before, table, _ := parts(t, doc.Sections()[0])
		same(t, id, strings.Join(before, "\n"), want)
		last := len(table.Columns) - 1
		for i, row := range table.Body {
			if row.Cells[last].Content != nil {
				t.Errorf("%s: row %d is not empty", id, i)
			}
		}
	}
}

// TestBlankYear: a title whose year is not known has room for it.
func TestBlankYear(t *testing.T) {
	src := strings.Replace(string(readFile(t, "library/luzhou-2013/ledger@1.yaml")), ", default: 2013", "", 1)
	def, err := Parse("x.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := parts(t, def.Blank().Sections()[0])
	same(t, "title", before[1], "\u3000\u3000年度民办职业培训学校党建工作台账")
}

// TestGroups: a group with a label has a row of its own.
func TestGroups(t *testing.T) {
	def, err := Parse("x.yaml", []byte(`
form: test/groups
version: 1
kind: score
title: 评分表
points: 10
columns: [{key: content, label: 内容, width: 60}, {key: points, label: 分值, width: 20}, {key: score, label: 得分, width: 20}]
groups:
  - {label: 甲, points: 4, items: [{no: 1, content: 一, points: 1.5, criteria: 无}, {no: 2, content: 二, points: 2.5, criteria: 无}]}
  - {label: 乙, points: 6, items: [{no: 3, content: [三, 续], points: 6, criteria: 无}]}
sample: {items: {}}
`))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := parts(t, def.Blank().Sections()[0])
	var rows []string
	for _, row := range table.Body {
		rows = append(rows, rowText(row))
	}
	same(t, "rows", strings.Join(rows, "\n"), "甲（4分）||\n一|1.5|\n二|2.5|\n乙（6分）||\n三\n续|6|")
	if g := table.Body[0].Cells; g[0].Cols != 3 || !g[2].Covered {
		t.Errorf("the group does not span the table: %+v", g)
	}
}

// TestColumnTypes: every type is printed as its kind.
func TestColumnTypes(t *testing.T) {
	def, err := Parse("x.yaml", []byte(`
form: test/types
version: 1
kind: ledger
title: 名册
columns:
  - {key: sum, label: 金额, type: number, places: 2, width: 30}
  - {key: day, label: 日期, type: date, print: yyyy.mm.dd, width: 30}
  - {key: born, label: 年份, type: year, width: 20}
  - {key: id, label: 身份证号, type: id, width: 50}
  - {key: note, label: 备注, lines: true, width: 30, align: center}
sample: {rows: []}
`))
	if err != nil {
		t.Fatal(err)
	}
	in, _ := ParseInput([]byte(`{"rows": [{"sum": 12.5, "day": "2020-02-09", "born": 1990, "note": "甲\n乙"}]}`), Limits{})
	doc, problems := def.Fill(in, nil)
	if doc == nil {
		t.Fatal(problems)
	}
	_, table, _ := parts(t, doc.Sections()[0])
	same(t, "row", rowText(table.Body[0]), "12.50|2020.02.09|1990||甲\n乙")
	for i, want := range []block.Style{
		{Align: block.Right, Format: "0.00"}, {Align: block.Center, Format: `yyyy"."mm"."dd`}, {Align: block.Center, Format: "0"},
		{}, {Align: block.Center},
	} {
		if got := table.Columns[i].Style; got.Align != want.Align || got.Format != want.Format || got.Size == 0 {
			t.Errorf("column %d: %+v", i, got)
		}
	}
	if c := table.Body[0].Cells; c[0].Raw != "12.5" || c[1].Raw != "2020-02-09" || c[1].Kind != block.Date || c[3].Kind != block.Text {
		t.Errorf("cells: %+v", c)
	}
}

// TestSourceWording holds both forms against the words of the printed source.
func TestSourceWording(t *testing.T) {
	var b strings.Builder
	for _, id := range []string{"luzhou-2013/ledger", "luzhou-2013/score"} {
		before, table, after := parts(t, builtinForm(t, id).Blank().Sections()[0])
		rows := append(append([]block.Row{}, table.Head...), table.Body...)
		fmt.Fprintln(&b, strings.Join(before, "\n"))
		for _, row := range rows {
			if !row.Filler {
				fmt.Fprintln(&b, rowText(row))
			}
		}
		fmt.Fprintln(&b, strings.Join(after, "\n"))
	}
	golden(t, "testdata/luzhou-2013.wording.txt", b.String())
}

func BenchmarkSections(b *testing.B) {
	for _, n := range []int{12, 1000, 10000} {
		doc := filled(b, "luzhou-2013/ledger", manyRows(n))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				doc.Sections()
			}
		})
	}
}

// TestPageMirror checks that a form for both sides of the paper says so to layout.
func TestPageMirror(t *testing.T) {
	for _, mirror := range []string{"", ", mirror: true"} {
		src, err := builtin.ReadFile("library/luzhou-2013/ledger@1.yaml")
		if err != nil {
			t.Fatal(err)
		}
		d, err := Parse("ledger.yaml", bytes.Replace(src, []byte("turn: landscape}"), []byte("turn: landscape"+mirror+"}"), 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Blank().Sections() {
			if s.Mirror != (mirror != "") {
				t.Errorf("%q: mirror is %t", mirror, s.Mirror)
			}
		}
	}
}
