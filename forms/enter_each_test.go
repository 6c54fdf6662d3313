package forms

import (
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// tableOf are the entries of a table file.
func tableOf(t testing.TB, d *Definition, text string) []block.Entry {
	t.Helper()
	table, problems, err := ReadTable(strings.NewReader(text), "")
	if err != nil || table == nil {
		t.Fatal(err, problems)
	}
	entries, problems := d.EntriesOf(table)
	if len(problems) > 0 {
		t.Fatal(problems[0].Line(Chinese))
	}
	return entries
}

// eachOf are the inputs of a table, each on a line without the form, and what is wrong.
func eachOf(t *testing.T, d *Definition, entries []block.Entry, splitBy string) (inputs, problems []string) {
	t.Helper()
	all, said := d.EnterEach(entries, splitBy)
	for _, p := range said {
		problems = append(problems, p.Line(Chinese))
	}
	for _, e := range all {
		_, wrong := d.FillEntered(e, Limits{}, nil)
		for _, p := range wrong {
			if p.Severity == SeverityError {
				problems = append(problems, p.Line(Chinese))
			}
		}
		line := strings.Join(strings.Fields(string(e.JSON)), " ")
		inputs = append(inputs, strings.TrimPrefix(line, `{ "form": "`+d.ID+`", "version": `+itoa(d.Version)+", "))
	}
	return inputs, problems
}

func TestEnterEach(t *testing.T) {
	const units = "填报单位,填报日期,学校名称,党员人数\n" +
		"示例一局,2013-05-20,甲,1\n示例二局,2013-05-21,乙,2\n 示例一 局,2013-05-20,丙,1\n,,,\n示例二局,2013-05-22,丁,2\n,2013-05-20,戊,2\n"
	for _, c := range []struct {
		name, form, table, by string
		inputs, problems      []string
	}{
		{
			"scores", "luzhou-2013/score", "学校名称,考核日期,items/1/score,items/3/score\n甲,2013.11.20,18,１０\n,,,\n乙,2013.11.21,25,\n", "",
			[]string{
				`"fields": {"unit": "甲", "date": "2013-11-20"}, "items": { "1": {"score": 18}, "3": {"score": 10} } }`,
				`"fields": {"unit": "乙", "date": "2013-11-21"}, "items": { "1": {"score": 25} } }`,
			},
			[]string{"C4: 组织领导不能大于20，现为25 (max)"},
		},
		{
			"slips", "lanzhou/leave", "姓名,所在包片工作组,fields/from,请假止日,联系电话\n张示例,组,2018-05-07,2018-05-06,\n李样本,组,2018/5/7,2018年5月9日,0000-0000000\n", "",
			[]string{
				`"fields": {"name": "张示例", "group": "组", "from": "2018-05-07", "to": "2018-05-06"} }`,
				`"fields": {"name": "李样本", "phone": "0000-0000000", "group": "组", "from": "2018-05-07", "to": "2018-05-09"} }`,
			},
			[]string{"D2: 请假止日（2018-05-06）不能早于请假起日（2018-05-07） (since)"},
		},
		{
			"a ledger in one", "luzhou-2013/ledger", "填报单位,填报日期,学校名称,党员人数\n局,2013-05-20,甲,1\n局,2013-05-20,乙,2\n", "",
			[]string{`"fields": {"unit": "局", "date": "2013-05-20"}, "rows": [ {"school": "甲", "members": 1}, {"school": "乙", "members": 2} ] }`}, nil,
		},
		{
			"a ledger by unit", "luzhou-2013/ledger", units, "unit",
			[]string{
				`"fields": {"unit": "示例一局", "date": "2013-05-20"}, "rows": [ {"school": "甲", "members": 1}, {"school": "丙", "members": 1} ] }`,
				`"fields": {"unit": "示例二局", "date": "2013-05-21"}, "rows": [ {"school": "乙", "members": 2}, {"school": "丁", "members": 2} ] }`,
			},
			[]string{
				"A7: 填报单位（盖章）未填写，这一行分不到哪一份里 (no_group)",
				"A4: 填报单位（盖章）“示例一 局”与A2 处的“示例一局”不一致 (disagree)",
				"B6: 填报日期“2013-05-22”与B3 处的“2013-05-21”不一致 (disagree)",
			},
		},
		{
			"a ledger by a row's input", "luzhou-2013/ledger", "填报单位,填报日期,学校名称,rows/type,党员人数\n局,2013-05-20,甲,单独建,1\n局,2013-05-20,乙,联合建,1\n局,2013-05-20,丙,单独建,1\n", "type",
			[]string{
				`"fields": {"unit": "局", "date": "2013-05-20"}, "rows": [ {"school": "甲", "type": "单独建", "members": 1}, {"school": "丙", "type": "单独建", "members": 1} ] }`,
				`"fields": {"unit": "局", "date": "2013-05-20"}, "rows": [ {"school": "乙", "type": "联合建", "members": 1} ] }`,
			}, nil,
		},
		{
			"rows without a column for it", "luzhou-2013/ledger", "填报日期：,2013-05-20\n填报单位：,局\n学校名称,党员人数\n甲,1\n乙,2\n", "unit", nil,
			[]string{"B2: 填报单位（盖章）只在表头填了一次（“局”），各行没有分别填，分不开：请给各行加一栏“填报单位（盖章）”，或按其他栏拆分 (one_group)"},
		},
		{
			"a column, and a value above", "luzhou-2013/ledger", "填报日期：,2013-05-20,填报单位：,局\n学校名称,党员人数,填报单位\n甲,1,一局\n乙,2,局\n", "unit",
			[]string{
				`"fields": {"unit": "一局", "date": "2013-05-20"}, "rows": [ {"school": "甲", "members": 1} ] }`,
				`"fields": {"unit": "局", "date": "2013-05-20"}, "rows": [ {"school": "乙", "members": 2} ] }`,
			},
			[]string{"D1: 提示：填报单位（盖章）“局”填在表头，拆分后各份用各行自己填的 (replaced)"},
		},
		{"by what there is not", "luzhou-2013/ledger", units, "unti", nil, []string{"没有“unti”这一项，是不是“unit”？ (unknown)"}},
	} {
		d := get(t, c.form)
		inputs, problems := eachOf(t, d, tableOf(t, d, c.table), c.by)
		if !slices.Equal(inputs, c.inputs) {
			t.Errorf("%s:\n%s\nnot\n%s", c.name, strings.Join(inputs, "\n"), strings.Join(c.inputs, "\n"))
		}
		if !slices.Equal(problems, c.problems) {
			t.Errorf("%s:\n%s\nnot\n%s", c.name, strings.Join(problems, "\n"), strings.Join(c.problems, "\n"))
		}
	}
}

// TestSharedHead has a ledger's fields once, above its rows: each part of it gets them.
func TestSharedHead(t *testing.T) {
	d := get(t, "luzhou-2013/ledger")
	entries := cells(t, append(ledgerFields, "B4 rows/school@1 甲", "C4 rows/members@1 1", "B5 rows/school@2 乙", "C5 rows/members@2 2")...)
	inputs, problems := eachOf(t, d, entries, "school")
	if len(inputs) != 2 || len(problems) > 0 || !strings.Contains(inputs[1], `"unit": "示例局", "date": "2013-05-20"}, "rows": [ {"school": "乙"`) {
		t.Error(inputs, problems)
	}
}
