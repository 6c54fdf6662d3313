package renderer_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/renderer"
)

// pairs is a slip whose cells have the same words again and again, and values that stand one behind the other.
const pairs = `form: example/pairs
version: 1
kind: slip
title: 双人登记表
page: {paper: A4, turn: portrait}
fields:
  - {key: name, label: 姓名, max: 20, required: true}
  - {key: h, label: 身高, type: number, places: 1}
  - {key: w, label: 体重, type: number, places: 1}
  - {key: from, label: 起, max: 20}
  - {key: to, label: 止, max: 20}
  - {key: one, label: 甲方, max: 20}
  - {key: two, label: 乙方, max: 20}
  - {key: ok, label: 是否, type: choice, of: [是, 否]}
  - {key: skills, label: 特长, type: choice, of: [绘画, 书法, 其他], several: true}
rows:
  inputs:
    - {key: item, label: 项目, max: 20}
    - {key: cost, label: 费用, type: number, places: 2}
    - {key: paid, label: 已付, type: choice, of: [是, 否]}
  print_at_least: 3
computed:
  - {key: total, label: 合计, value: sum(cost), places: 2}
grid:
  - widths: [28, 28, 27, 28, 28, 28]
    rows:
      - [姓名, "{name}", 身高, "{h}元", 体重, "{w}元"]
      - [起止, {cell: "{from}至{to}", span: 2}, 双方, {cell: "{one}{two}", span: 2}]
      - [是否, {cell: "", span: 2}, 特长, {choice: skills, span: 2}]
      - [{choice: ok, span: 6}]
  - widths: [56, 56, 55]
    head: 1
    rows:
      - [项目, 费用, 已付]
      - each: ["{item}", "{cost}元", {choice: paid}]
      - [合计, {cell: "{total}", span: 2}]
sample:
  fields: {name: 张示例, h: 170.5, w: 60, from: 甲地, to: 乙地, one: 张示例, ok: 是, skills: [绘画, 其他]}
  rows:
    - {item: 车费, cost: 12.5, paid: 是}
    - {item: 餐费, cost: 3, paid: 否}
`

// ownSlip is a slip that the library has not.
func ownSlip(t *testing.T, text string) *forms.Definition {
	t.Helper()
	id, _, _ := strings.Cut(strings.TrimPrefix(text, "form: "), "\n")
	all, err := forms.Builtin().With(fstest.MapFS{id + "@1.yaml": {Data: []byte(text)}}, "own")
	if err != nil {
		t.Fatal(err)
	}
	d, err := all.Get(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// typedIn is a workbook in which somebody has typed into cells of its first sheet: nil empties one.
func typedIn(t *testing.T, workbook []byte, cells map[string]any) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet := book.GetSheetList()[0]
	for at, v := range cells {
		if err := book.SetCellFormula(sheet, at, ""); err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellValue(sheet, at, v); err != nil {
			t.Fatal(err)
		}
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// readSlip gives the problems and the advice of a workbook, and its input.
func readSlip(t *testing.T, d *forms.Definition, workbook []byte) (lines []string, input string) {
	t.Helper()
	in := readBack(t, d, workbook)
	for _, p := range in.Problems {
		lines = append(lines, p.Line(forms.Chinese))
	}
	return lines, string(in.JSON)
}

// TestLikeCells reads a slip whose cells have the same words back from its sheet alone, as it was typed in there, and
// tells which cells say what nobody can tell apart.
func TestLikeCells(t *testing.T) {
	d := ownSlip(t, pairs)
	file := copied(t, render(t, fill(t, d, d.Sample()), renderer.Options{Format: renderer.XLSX}))
	const both = "双人登记表!E3: 甲方填的内容分不清：“张示例” (unclear)\n双人登记表!E3: 乙方填的内容分不清：“张示例” (unclear)"
	for _, c := range []struct {
		name     string
		cells    map[string]any
		problems string
		values   string // that are said, between commas, and nothing else
	}{
		{"as it was", nil, both, `"h": 170.5,"w": 60.0,"from": "甲地","to": "乙地","ok": "是"`},
		{"one line each", map[string]any{"E3": ""}, "", `"h": 170.5,"w": 60.0,"from": "甲地","to": "乙地","ok": "是"`},
		{"the first of two is empty", map[string]any{"D2": nil, "E3": ""}, "", `"w": 60.0,"from": "甲地"`},
		{"a number without its word", map[string]any{"D2": 171, "E3": ""}, "", `"h": 171,"w": 60.0`},
		{"other words", map[string]any{"D2": "一米七", "E3": ""}, "双人登记表!D2: 身高填的内容分不清：“一米七” (unclear)", `"w": 60.0`},
		{
			"a word of the form in a value", map[string]any{"B3": "至善堂至乙地", "E3": ""},
			"双人登记表!B3: 起填的内容分不清：“至善堂至乙地” (unclear)\n双人登记表!B3: 止填的内容分不清：“至善堂至乙地” (unclear)", `"w": 60.0,"ok": "是"`,
		},
		{"no box is ticked", map[string]any{"A5": "□是 □否", "E3": ""}, "", `"to": "乙地","skills": ["绘画", "其他"]`},
		{"both boxes are ticked", map[string]any{"A5": "√是 √否", "E3": ""}, "双人登记表!A5: 是否填的内容分不清：“√是 √否” (unclear)", `"skills": ["绘画", "其他"]`},
		{"another box", map[string]any{"A5": "□是 ☑否", "E3": ""}, "", `"ok": "否","skills": ["绘画", "其他"]`},
		{"boxes of a row", map[string]any{"G8": "☑是　☐否", "E3": ""}, "", `{"item": "餐费", "cost": 3.00, "paid": "是"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, input := readSlip(t, d, typedIn(t, file, c.cells))
			if got := strings.Join(lines, "\n"); got != c.problems {
				t.Errorf("problems:\n%s\nwant:\n%s", got, c.problems)
			}
			if !strings.Contains(strings.ReplaceAll(input, ",\n    ", ","), c.values) {
				t.Errorf("not %s:\n%s", c.values, input)
			}
		})
	}
}

// TestTypedOver types over texts and values of slips that follow from other cells: what these say otherwise disagrees,
// and what is computed is told.
func TestTypedOver(t *testing.T) {
	leave, err := forms.Builtin().Get("lanzhou/leave", 0)
	if err != nil {
		t.Fatal(err)
	}
	meeting, err := forms.Builtin().Get("branch/meeting", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		d     *forms.Definition
		cells map[string]any
		want  []string
	}{
		{"other days", leave, map[string]any{"B4": "2018年6月1日至2018年5月14日共8天"}, []string{
			"党建专干请销假审批单!B4: 提示：此处的“8”不是这张表要填的，没有读取 (unread)",
			"党建专干请销假审批单!B4: 请假起日“2018年6月1日”与填写!B3 处的“2018-05-07”不一致 (disagree)",
		}},
		{"the same days", leave, map[string]any{"B4": "2018年5月7日至2018年5月14日共9天"}, []string{
			"党建专干请销假审批单!B4: 提示：此处的“9”不是这张表要填的，没有读取 (unread)",
		}},
		{"another signature", leave, map[string]any{"B6": "请假人签字：李样本\n2018年5月4日"}, []string{
			"党建专干请销假审批单!B6: 请假事由签字“李样本”与填写!B6 处的“张示例”不一致 (disagree)",
		}},
		{"another box", meeting, map[string]any{"B3": "☐支委会　☐党小组会　☐支部党员大会　☑党课"}, []string{
			"“三会一课”记录!B3: 会议类别“党课”与填写!B3 处的“支部党员大会”不一致 (disagree)",
		}},
		{"a value in a row", ownSlip(t, pairs), map[string]any{"C8": "4.00元"}, []string{
			"填写!B24: 费用“3”与双人登记表!C8 处的“4.00”不一致 (disagree)",
		}},
		{"a total", ownSlip(t, pairs), map[string]any{"C10": 99}, []string{
			"双人登记表!C10: 提示：此处的“合计”不是这张表要填的，没有读取 (unread)",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := render(t, fill(t, c.d, c.d.Sample()), renderer.Options{Format: renderer.XLSX})
			lines, _ := readSlip(t, c.d, typedIn(t, file, c.cells))
			lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "填表说明!") })
			if !slices.Equal(lines, c.want) {
				t.Errorf("%s\nwant %s", strings.Join(lines, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}
