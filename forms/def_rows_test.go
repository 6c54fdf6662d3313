package forms

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// rowsForm is a ledger with one of everything that its rows can have; %s stands for more of its columns.
const rowsForm = `
form: test/rows
version: 1
kind: ledger
title: 各种行
fields:
  - {key: month, label: 月份, type: month}
columns:
  - {key: name, label: 姓名, type: name, required: true, width: 20}
  - {key: a, label: 甲, type: number, places: 1, width: 10}
  - {key: b, label: 乙, type: integer, width: 10}
  - {key: kind, label: 类别, type: choice, of: [高, 低], signs: [↑, ↓], width: 10}
  - {key: day, label: "{n}", each: days, in: month, type: choice, of: [到, 缺], width: 5}
%s
sample:
  fields: {}
  rows: []
`

func rows(columns string) string { return strings.Replace(rowsForm, "%s", columns, 1) }

func TestComputedColumnsAreChecked(t *testing.T) {
	for _, c := range []struct{ columns, path, want string }{
		{`  - {key: x, label: 丙, value: x + 1, width: 10}`, "columns[5].value", "x → x"},
		{"  - {key: x, label: 丙, value: y + 1, width: 10}\n  - {key: y, label: 丁, value: z * 2, width: 10}\n" +
			"  - {key: z, label: 戊, value: x - 1, width: 10}", "columns[5].value", "x → y → z → x"},
		{`  - {key: x, label: 丙, value: a / 0, width: 10}`, "columns[5].value", "除数为零"},
		{`  - {key: x, label: 丙, value: a > 1, width: 10}`, "columns[5].value", "不能是条件"},
		{`  - {key: x, label: 丙, value: a + name, width: 10}`, "columns[5].value", "应为数字"},
		{`  - {key: x, label: 丙, value: a + nobody, width: 10}`, "columns[5].value", "没有“nobody”"},
		{`  - {key: x, label: 丙, value: a + day, width: 10}`, "columns[5].value", "“day”"},
		{`  - {key: x, label: 丙, value: sum(rank(a)), width: 10}`, "columns[5].value", "rank"},
		{`  - {key: x, label: 丙, value: "a +", width: 10}`, "columns[5].value", "不合语法"},
		{`  - {key: x, label: 丙, value: a, type: number, width: 10}`, "columns[5].type", "computed"},
		{`  - {key: x, label: 丙}`, "columns[5]", "width"},
		{`  - {key: x, label: "{n}", each: weeks, width: 1}`, "columns[5].each", "days, months"},
		{`  - {key: x, label: "{n}", each: days, in: kind, width: 1}`, "columns[5].in", "month"},
		{`sums: [{label: 合计, of: [name]}]`, "sums[0].of[0]", "number"},
		{`sums: [{label: 合计, of: [a, c]}]`, "sums[0].of[1]", "“c”"},
		{`sums: [{label: 合计, of: [a], each: week}]`, "sums[0].each", "page"},
		{`sums: [{label: 合计, of: [a], capitals: b}]`, "sums[0].capitals", "a"},
		{`quota: [{of: kind, value: 高, at_most: 20, by: a, name: name}]`, "quota[0].at_most", "百分数"},
		{`quota: [{of: kind, value: 高, at_most: 20%, by: name, name: name}]`, "quota[0].by", "number"},
		{`rows: {group: nobody}`, "rows.group", "nobody"},
		{`rows: {group: name, order: choice}`, "rows.order", "choice"},
		{`rows: {across: 7}`, "rows.across", "7"},
		{`rows: {across: 2}`, "columns", "毫米"},
		{`rows: {across: 1, fixed: [{item: "1", a: 甲}]}`, "rows.fixed[0].a", "数字"},
		{`rows: {fixed: [{item: "1", kind: 中}]}`, "rows.fixed[0].kind", "高, 低"},
		{`rows: {fixed: [{name: 张}]}`, "rows.fixed[0]", "item"},
		{`rows: {fixed: [{item: "1", nobody: 张}]}`, "rows.fixed[0].nobody", "nobody"},
		{`rows: {fixed: [{item: "1"}, {item: "1"}]}`, "rows.fixed[1].item", "rows.fixed[0]"},
		{`rows: {fixed: [{item: "1", name: "{"}]}`, "rows.fixed[0].name", "花括号"},
	} {
		_, err := Parse("rows.yaml", []byte(rows(c.columns)))
		var d *DefinitionError
		if !errors.As(err, &d) || len(d.Faults) != 1 || d.Faults[0].Path != c.path || d.Faults[0].Line == 0 ||
			!strings.Contains(d.Faults[0].Text(Chinese), c.want) {
			t.Errorf("%s:\n%v", c.columns, err)
		}
	}
}

func parseRows(t testing.TB, columns string) *Definition {
	t.Helper()
	d, err := Parse("rows.yaml", []byte(rows(columns)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func fillRows(t testing.TB, d *Definition, input string) (*Document, []Problem) {
	t.Helper()
	in, problems := ParseInput([]byte(input), Limits{})
	if problems != nil {
		t.Fatal(problems)
	}
	return d.Fill(in, nil)
}

// FuzzRows: whatever is written for columns and rows, and whatever is filled in, is refused or can be printed.
func FuzzRows(f *testing.F) {
	for _, columns := range []string{
		`  - {key: x, label: 丙, value: rank(a) + sum(b), places: 1, width: 10}`,
		"  - {key: x, label: 丙, value: 'if(kind == \"高\", a, b / a)', width: 10}\nrows: {group: kind, below: 以下空白, print_at_least: 3}",
		"  - {key: x, label: 丙, merge: true, under: [上, 中], width: 10}\n  - {key: g, label: 组, value: x}\nrows: {group: g}",
		"  - {key: m, label: '{n}', each: months, type: number, width: 1}\nsums: [{label: 合计, of: [m, a], each: page}]",
		`rows: {fixed: [{name: 甲, rows: [{item: "1"}, {item: "2", b: 3}]}]}`,
		`quota: [{of: kind, value: 高, at_most: 20%, by: a, name: name}]`,
		`rows: {across: 3}`,
	} {
		f.Add(columns, `{"fields": {"month": "2024-02"}, "rows": [{"name": "张", "a": 1.5, "b": 2, "kind": "高", "day_3": "到", "m_1": 2, "item": "1"}, {"name": "李"}]}`)
	}
	f.Fuzz(func(t *testing.T, columns, input string) {
		d, err := Parse("rows.yaml", []byte(rows(columns)))
		if err != nil {
			return
		}
		d.Blank().Sections()
		in, problems := ParseInput([]byte(input), Limits{})
		if problems != nil {
			return
		}
		if doc, _ := d.Fill(in, nil); doc != nil {
			for _, b := range doc.Sections()[0].Blocks {
				if table, ok := b.(*block.Table); ok {
					wellFormed(t, table)
				}
			}
			if _, err := json.Marshal(doc.Computed()); err != nil {
				t.Fatal(err)
			}
		}
		d.Schema()
	})
}

// wellFormed checks that every place of a table is one cell's.
func wellFormed(t *testing.T, table *block.Table) {
	t.Helper()
	for _, part := range [][]block.Row{table.Head, table.Body} {
		for i, row := range part {
			if len(row.Cells) != len(table.Columns) {
				t.Fatalf("row %d has %d cells for %d columns", i, len(row.Cells), len(table.Columns))
			}
			for j, c := range row.Cells {
				if !c.Covered && (j+max(c.Cols, 1) > len(row.Cells) || i+max(c.Rows, 1) > len(part)) {
					t.Fatalf("cell %d of row %d spans more than there is", j, i)
				}
			}
		}
	}
}
