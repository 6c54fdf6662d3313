package renderer_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
)

// ranked is a ledger whose columns ask for all rows, which sum rows part at the pages' feet.
const ranked = `
form: example/ranked
version: 1
kind: ledger
title: 评分排名表
page: {paper: A4, turn: portrait}
fields:
  - {key: unit, label: 单位, max: 40}
head: [unit]
columns:
  - {key: "no", label: 序号, type: serial, width: 11}
  - {key: name, label: 名称, max: 30, width: 25}
  - {key: mark, label: 分数, type: number, places: 2, width: 18}
  - {key: passed, label: 合格, type: choice, of: [是, 否], width: 14}
  - {key: place, label: 名次, value: rank(mark), width: 14}
  - {key: among, label: 合格名次, value: 'rank(if(passed == "", mark, null))', width: 14}
  - {key: share, label: 占比, value: mark / sum(mark) * 100, places: 2, width: 18}
  - {key: some, label: 高分, value: count(mark > 5.5), width: 14}
  - {key: good, label: 合格数, value: 'count(passed == "是")', width: 14}
  - {key: most, label: 最高, value: max(mark), width: 16}
  - {key: given, label: 人数, value: 'count(name != "")', width: 14}
sums:
  - {label: 本页小计, of: [mark], each: page}
  - {label: 合计, of: [mark]}
sample:
  fields: {unit: 示例学校}
  rows: [{name: 示例甲, mark: 1.5, passed: 是}]
`

// rankedRows is an input of n rows: with ties, and with rows that are not filled in.
func rankedRows(t *testing.T, n int) []byte {
	t.Helper()
	var rows []map[string]any
	for i := range n {
		row := map[string]any{"name": fmt.Sprintf("示例%03d", i+1)}
		if i%7 != 3 {
			row["mark"] = json.Number(fmt.Sprintf("%d.%d", i*5%11, i%4))
		}
		if i%3 > 0 {
			row["passed"] = []string{"是", "否"}[i%2]
		}
		rows = append(rows, row)
	}
	b, err := json.Marshal(map[string]any{"fields": map[string]any{"unit": "示例学校"}, "rows": rows})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestFormulasOverPages has LibreOffice work out what asks for all rows of a ledger with a sum on each of its pages.
func TestFormulasOverPages(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	d, err := forms.Parse("ranked.yaml", []byte(ranked))
	if err != nil {
		t.Fatal(err)
	}
	books, want := map[string][]byte{}, map[string][]string{}
	for _, n := range []int{3, 100, 400} {
		doc := fill(t, d, rankedRows(t, n))
		name := fmt.Sprint(n)
		books[name], want[name] = render(t, doc, renderer.Options{Format: renderer.XLSX}), computedRows(doc)
		if len(want[name]) != n {
			t.Fatalf("%d of %d rows have formulas", len(want[name]), n)
		}
	}
	recalculated := recalculate(t, books)
	for name, rows := range want {
		hold(t, name, recalculated[name], rows)
	}
}
