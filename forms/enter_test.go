package forms

import (
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// cell is an entry of a text, as "cell path[#row] text".
func cells(t testing.TB, lines ...string) (all []block.Entry) {
	t.Helper()
	for _, line := range lines {
		cell, rest, _ := strings.Cut(line, " ")
		path, text, ok := strings.Cut(rest, " ")
		e := block.Entry{Path: path, Text: text, Place: block.Place{Sheet: "表", Cell: cell}}
		if !ok {
			e.Text = ""
		}
		if at := strings.LastIndexByte(path, '@'); at > 0 {
			e.Path = path[:at]
			e.Row, _ = digits(path[at+1:])
		}
		all = append(all, e)
	}
	return all
}

// entered is an input on one line, and the problems of it and of its entries.
func entered(t testing.TB, d *Definition, entries []block.Entry) (string, []string) {
	t.Helper()
	e := d.Enter(entries)
	_, problems := d.FillEntered(e, Limits{}, nil)
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Line(Chinese))
	}
	line := strings.Join(strings.Fields(string(e.JSON)), " ")
	return strings.TrimPrefix(line, `{ "form": "`+d.ID+`", "version": `+itoa(d.Version)+", "), lines
}

var ledgerFields = []string{"B2 fields/unit 示例局", "F2 fields/date 2013-05-20"}

func TestEnter(t *testing.T) {
	const head = `"fields": {"unit": "示例局", "date": "2013-05-20"}, `
	for _, c := range []struct {
		name, form string
		cells      []string
		want       string
		problems   []string
	}{
		{
			"rows with empty ones between", "luzhou-2013/ledger",
			[]string{
				"B9 rows/school@7 乙校", "E9 rows/members@7 ２", "B4 rows/school@2 甲校", "E4 rows/members@2 12",
				"B5 rows/school@3", "E5 rows/members@3  ", "B6 rows/school@4",
			},
			head + `"rows": [ {"school": "甲校", "members": 12}, {"school": "乙校", "members": 2} ] }`,
			[]string{"表!B4: 提示：有3名以上党员，应及早建立党组织 (advise)"},
		},
		{
			"wrong values have their cell", "luzhou-2013/ledger",
			[]string{
				"B4 rows/school@1 甲校", "E4 rows/members@1 0", "F4 rows/founded@1 09.7", "D4 rows/type@1 别的",
				"B5 rows/school@2", "E5 rows/members@2 3人", "H5 rows/phone@2 电话 ",
			},
			head + `"rows": [ {"school": "甲校", "type": "别的", "members": 0, "founded": "09.7"}, {"members": "3人", "phone": "电话 "} ] }`,
			[]string{
				"表!D4: 党组织类型应为单独建、挂靠建、联合建之一，不能是“别的” (choice)",
				"表!E4: 此栏不能为零 (min)",
				"表!F4: 建立党组织的时间“09.7”可能是 2009-07，也可能是 1909-07，请写明确 (ambiguous)",
				"表!E5: 党员人数（此栏不能为零）应为整数，不能是“3人” (type)",
				"表!H5: 联系方式不是电话号码：“电话” (phone)",
				"表!B5: 学校名称未填写 (required)",
				"表!H5: 提示：联系方式前后的空白已去掉 (trimmed)",
			},
		},
		{
			"two cells for one value", "luzhou-2013/ledger",
			[]string{"B20 fields/unit 别的局", "B21 fields/unit  示例局", "B4 rows/school@1 甲", "B4 rows/members@1 1", "C4 rows/school@1 乙"},
			head + `"rows": [ {"school": "甲", "members": 1} ] }`,
			[]string{
				"表!B20: 填报单位（盖章）“别的局”与表!B2 处的“示例局”不一致 (disagree)",
				"表!B21: 填报单位（盖章）“示例局”与表!B2 处的“示例局”不一致 (disagree)",
				"表!C4: 学校名称“乙”与表!B4 处的“甲”不一致 (disagree)",
			},
		},
		{
			"what the form does not take", "luzhou-2013/ledger",
			[]string{"B4 rows/school@1 甲", "C4 rows/members@1 1", "X1 rows/member@1 3", "X2 fields/uni 局", "X3 fields/other", "X4 items/1/score 3"},
			head + `"rows": [ {"school": "甲", "members": 1} ] }`,
			[]string{
				"表!X1: 没有“rows/member”这一项，是不是“rows/members”？ (unknown)",
				"表!X2: 没有“fields/uni”这一项，是不是“fields/unit”？ (unknown)",
				"表!X4: 没有“items/1/score”这一项 (unknown)",
			},
		},
		{
			"nothing but empty rows", "luzhou-2013/ledger", []string{"B4 rows/school@1", "C4 rows/members@1"},
			head + `"rows": [] }`, []string{"表!B4: 提示：没有填写任何一行，将打印空表 (no_rows)"},
		},
		{
			"rows side by side", "branch/sign-in",
			[]string{"E5 rows/name~3@2 己", "B4 rows/name@1 甲", "C4 rows/name~2@1 乙", "D4 rows/name~3@1", "B5 rows/name@2 丁", "X1 rows/name~x@1 子"},
			`"fields": {"date": "2013-05-20"}, "rows": [ {"name": "甲"}, {"name": "乙"}, {"name": "丁"}, {"name": "己"} ] }`,
			[]string{
				"表!B2: 没有“fields/unit”这一项 (unknown)",
				"表!X1: 没有“rows/name~x”这一项，是不是“rows/name”？ (unknown)",
				"表!F2: 会议（活动）名称未填写 (required)",
			},
		},
		{
			"rows of the form", "branch/catalogue",
			[]string{"D4 rows/#1-1/have 有", "E4 rows/#1-1/pages 1-3", "D5 rows/#1-2/have", "E9 rows/#7/pages 3"},
			head + `"rows": [ {"item": "1-1", "have": "有", "pages": "1-3"}, {"item": "7", "pages": "3"} ] }`,
			nil,
		},
	} {
		got, problems := entered(t, get(t, c.form), append(cells(t, ledgerFields...), cells(t, c.cells...)...))
		if got != c.want {
			t.Errorf("%s:\n%s, not\n%s", c.name, got, c.want)
		}
		if !slices.Equal(problems, c.problems) {
			t.Errorf("%s:\n%s\nnot\n%s", c.name, strings.Join(problems, "\n"), strings.Join(c.problems, "\n"))
		}
	}
}

func TestEnterScores(t *testing.T) {
	for _, c := range []struct {
		name, form string
		cells      []string
		want       string   // the items and what follows
		problems   []string // how those begin that are errors
	}{
		{
			"scores, rules and reasons", "luzhou-2013/score",
			[]string{
				"F4 items/1/score 18", "E5 items/2/rules/no-funds √", "E9 items/5/rules/six-have ２", "E8 items/5/rules/no-six-have ",
				"A30 free/item@2 5", "B30 free/points@2 1", "C30 free/reason@2 台账不全", "A31 free/item@3", "E12 items/8/rules/missed-report 1",
				"F6 items/3/score 0", "F7 items/4/score",
			},
			`"items": { "1": {"score": 18}, "2": { "deductions": [ {"rule": "no-funds"} ] }, "3": {"score": 0}, "5": { "deductions": [ ` +
				`{"rule": "six-have", "count": 2}, {"points": 1, "reason": "台账不全"} ] }, "8": { "deductions": [ {"rule": "missed-report"} ] } } }`,
			nil,
		},
		{
			"both, a count that is none, a tick that is none", "luzhou-2013/score",
			[]string{
				"F5 items/2/score 5", "E5 items/2/rules/no-funds V", "E9 items/5/rules/six-have 两次", "E8 items/4/rules/not-established 也许",
				"E7 items/3/rules/late 2", "F4 items/1/score 25", "E4 items/9/rules/not-done 否",
			},
			`"items": { "1": {"score": 25}, "2": { "score": 5, "deductions": [ {"rule": "no-funds"} ] }, "3": { "deductions": [ {"rule": "late", "count": 2} ] }, ` +
				`"5": { "deductions": [ {"rule": "six-have", "count": "两次"} ] } } }`,
			[]string{
				"表!F4: 组织领导不能大于20，现为25 (max)",
				"表!E5: 得分与扣分只能填一样 (both)",
				"表!E7: “未及时上报台帐”只扣一次，不能填次数 (count)",
				"表!E8: 对应建而未建党组织应打√或空着，不能是“也许” (tick)",
				"表!E9: 每项内容落实不到位、不规范应为整数，不能是“两次” (type)",
			},
		},
		{
			"reasons without an item", "luzhou-2013/score",
			[]string{"A30 free/item@1 99", "B30 free/points@1 1", "C30 free/reason@1 因", "A31 free/item@2", "B31 free/points@2 2", "A32 free/item@3 组织领导", "B32 free/points@3 2"},
			`"items": { "1": { "deductions": [ {"points": 2} ] } } }`,
			[]string{
				"表!A30: 没有“99”这一项，可用的有：1、2、3、4、5、6、7、8、9 (unknown)",
				"表!A31: 项目未填写 (required)",
				"表!A32: 组织领导未填写 (required)",
			},
		},
		{
			"points of an open rule, a veto", "anji-2012/grade",
			[]string{"E4 items/1/rules/recruit/points 1.5", "F5 items/2/score 9.5", "B40 veto/no-activity ☑", "B41 veto/violation 否"},
			`"items": { "1": { "deductions": [ {"rule": "recruit", "points": 1.5} ] }, "2": {"score": 9.5} }, "veto": ["no-activity"] }`, nil,
		},
		{
			"met and not", "branch/standard-school",
			[]string{
				"D4 items/1/met √", "E4 items/1/unmet", "D5 items/2/met", "E5 items/2/unmet 1", "D6 items/3/met ×", "E7 items/4/unmet 否",
				"D8 items/5/met √", "E8 items/5/unmet √", "E9 items/6/unmet ×", "D10 items/7/met 大概", "F11 items/8/evidence 盒", "D11 items/8/met",
			},
			`"items": { "1": {"met": true}, "2": {"met": false}, "3": {"met": false}, "4": {"met": true}, "8": {"evidence": "盒"} } }`,
			[]string{"表!E8: ", "表!E9: ", "表!D10: "},
		},
		{
			"a remark alone leaves the score open", "lanzhou/assessment-personal",
			[]string{"E4 items/regular/remarks 待评", "D4 items/regular/score", "D5 items/annual/score 88.3"},
			`"items": { "regular": {"score": null, "remarks": "待评"}, "annual": {"score": 88.3} } }`,
			nil,
		},
	} {
		d := get(t, c.form)
		all := cells(t, c.cells...)
		for _, f := range cells(t, "B2 fields/unit 示例校", "F2 fields/date 2013-11-20") {
			if d.fieldOf(strings.TrimPrefix(f.Path, "fields/")) != nil {
				all = append(all, f)
			}
		}
		if d.fieldOf("name") != nil {
			all = append(all, cells(t, "B3 fields/name 张示例", "B1 fields/year 2018")...)
		}
		got, problems := entered(t, d, all)
		if got = got[strings.Index(got, `"items"`):]; got != c.want {
			t.Errorf("%s:\n%s, not\n%s", c.name, got, c.want)
		}
		problems = slices.DeleteFunc(problems, func(p string) bool { return strings.Contains(p, "提示") })
		if !slices.EqualFunc(problems, c.problems, strings.HasPrefix) {
			t.Errorf("%s:\n%s\nnot\n%s", c.name, strings.Join(problems, "\n"), strings.Join(c.problems, "\n"))
		}
	}
}
