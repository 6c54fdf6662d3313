package forms

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gongwen/forms/block"
)

func TestComputedColumns(t *testing.T) {
	d := parseRows(t, `
  - {key: total, label: 合, value: a * 0.4 + b * 0.6, width: 10}
  - {key: half, label: 半, value: total / 2, places: 1, width: 10}
  - {key: place, label: 位次, value: rank(total), width: 10}
  - {key: share, label: 占比, value: total / sum(total), places: 3, width: 10}
  - {key: there, label: 到, value: count(day == "到"), width: 10}
  - {key: word, label: 说, value: 'if(total >= 10, "高", "低")', width: 10}
sums: [{label: 合计, of: [b, total], capitals: total}]`)
	doc, problems := fillRows(t, d, `{"fields": {"month": "2024-02"}, "rows": [
		{"name": "张示例", "a": 0.2, "b": 3, "day_1": "到", "day_29": "到", "day_2": "缺"},
		{"name": "李样", "a": 10.5, "b": 12},
		{"name": "王范例", "a": 0.2, "b": 3},
		{"name": "赵样本", "a": 1}]}`)
	if problems != nil {
		t.Fatal(problems)
	}
	got, err := json.Marshal(doc.Computed())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"rows":[` +
		`{"total":1.88,"half":0.9,"place":2,"share":0.124,"there":2,"word":"低"},` +
		`{"total":11.4,"half":5.7,"place":1,"share":0.752,"there":0,"word":"高"},` +
		`{"total":1.88,"half":0.9,"place":2,"share":0.124,"there":0,"word":"低"},` +
		`{"total":null,"half":null,"place":null,"share":null,"there":0,"word":null}],` +
		`"sums":[{"label":"合计","values":{"b":18,"total":15.16},"capitals":"壹拾伍元壹角陆分"}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	table := doc.Sections()[0].Blocks[1].(*block.Table)
	if n := len(table.Columns); n != 4+29+6 {
		t.Errorf("%d columns in a February of 29 days", n)
	}
	if c := table.Body[0].Cells[33]; c.Raw != "1.88" || c.Formula == "" || c.Content[0].Pointer != "" || !c.Content[0].Data {
		t.Errorf("the total is %+v", c)
	}
	if !table.Body[0].Cells[4+2].Shaded || table.Body[0].Cells[4].Shaded { // 3 February 2024 was a Saturday
		t.Error("weekends are not shaded")
	}
}

func TestRowsRefused(t *testing.T) {
	plain := parseRows(t, "  - {key: total, label: 合, value: a + b, width: 10}")
	fixed := parseRows(t, "rows: {fixed: [{item: 一, name: 张示例}, {item: 二, name: 李样}]}")
	for _, c := range []struct {
		def                  *Definition
		input, pointer, code string
	}{
		{plain, `{"rows": [{"name": "张", "total": 3}]}`, "/rows/0/total", CodeOwn},
		{plain, `{"fields": {"month": "2023-02"}, "rows": [{"name": "张", "day_29": "到"}]}`, "/rows/0/day_29", CodeNoDay},
		{plain, `{"fields": {"month": "2023-13"}, "rows": []}`, "/fields/month", CodeMonth},
		{plain, `{"fields": {"month": "2023-02"}, "rows": [{"name": "张", "day_32": "到"}]}`, "/rows/0/day_32", CodeUnknown},
		{fixed, `{"rows": [{"item": "一", "name": "张", "a": 1}, {"item": "一", "name": "张"}]}`, "/rows/1", CodeItemTaken},
		{fixed, `{"rows": [{"item": "三", "name": "张"}]}`, "/rows/0/item", CodeChoice},
		{fixed, `{"rows": [{"name": "张"}]}`, "/rows/0/item", CodeRequired},
	} {
		doc, problems := fillRows(t, c.def, c.input)
		var first *Problem
		for i := range problems {
			if first == nil && problems[i].Severity == SeverityError {
				first = &problems[i]
			}
		}
		if doc != nil || first == nil || first.Pointer != c.pointer || first.Code != c.code {
			t.Errorf("%s: %v", c.input, problems)
		}
	}
}

func TestQuota(t *testing.T) {
	def := get(t, "lanzhou/assessment")
	list := func(scores ...string) string {
		var rows []string
		for i, s := range scores {
			rows = append(rows, fmt.Sprintf(`{"name": "示例%d", "regular": %s, "annual": %s}`, i+1, s, s))
		}
		return `{"fields": {"year": 2018, "unit": "示例", "date": "2018-12-28"}, "rows": [` + strings.Join(rows, ",") + `]}`
	}
	for _, c := range []struct {
		scores []string
		want   string
	}{
		{[]string{"95", "80", "80", "80", "80"}, ""},
		{[]string{"90", "80", "80", "80"}, "“优秀”最多 0 名（20%，不足一名的不计），现有 1 名；按名次超出的有：示例1 90"},
		{[]string{"91.5", "80", "96", "80", "80", "93"}, "“优秀”最多 1 名（20%，不足一名的不计），现有 3 名；按名次超出的有：示例6 93、示例1 91.5"},
		{
			[]string{"93", "80", "93", "80", "80", "92"},
			"“优秀”最多 1 名（20%，不足一名的不计），现有 3 名；按名次超出的有：示例1 93、示例3 93、示例6 92。其中示例1、示例3并列，不能只取一部分",
		},
		{[]string{"93", "95", "93", "80", "80", "80", "80", "80", "80"}, "“优秀”最多 1 名（20%，不足一名的不计），现有 3 名；按名次超出的有：示例1 93、示例3 93"},
	} {
		doc, problems := fillRows(t, def, list(c.scores...))
		if c.want == "" {
			if doc == nil {
				t.Errorf("%v: %v", c.scores, problems)
			}
			continue
		}
		if doc != nil || len(problems) != 1 || problems[0].Code != CodeQuota || problems[0].Pointer != "/rows" ||
			problems[0].Text(Chinese) != c.want || problems[0].Text(English) == "" {
			t.Errorf("%v: %v", c.scores, problems)
		}
	}
}

func TestOutcome(t *testing.T) {
	def := get(t, "lanzhou/assessment")
	for _, c := range []struct{ score, last, want string }{
		{"90", "优秀", "表彰，奖励7200元"}, {"90", "称职", "奖励4800元"}, {"90", "", ""}, {"89.9", "优秀", "奖励4800元"},
		{"80", "称职", "奖励4800元"}, {"80", "基本称职", ""}, {"79.9", "优秀", "约谈"}, {"60", "", "约谈"}, {"59.9", "优秀", "解除聘用关系"},
	} {
		rows := `{"name": "示例", "regular": ` + c.score + `, "annual": ` + c.score + `, "last": "` + c.last + `"}` +
			strings.Repeat(`, {"name": "示例", "regular": 70, "annual": 70}`, 4)
		doc, problems := fillRows(t, def, `{"fields": {"year": 2018, "unit": "示例", "date": "2018-12-28"}, "rows": [`+rows+`]}`)
		if doc == nil {
			t.Fatal(problems)
		}
		if got := doc.Rows[0][def.input("outcome")].Text; got != c.want {
			t.Errorf("%s after %q: %q, want %q", c.score, c.last, got, c.want)
		}
	}
}

func TestFixedRows(t *testing.T) {
	def := get(t, "luzhou-2013/submission")
	doc, problems := fillRows(t, def, `{"fields": {"year": 2014, "unit": "示例", "date": "2014-12-01"},
		"rows": [{"item": "工作总结", "handed": "2014-11-30", "paper": "有", "digital": "有"}, {"item": "工作意见", "handed": "2014-05-01", "paper": "有", "digital": "有"}]}`)
	if doc == nil || len(doc.Rows) != 7 {
		t.Fatal(problems)
	}
	state, due := def.input("state"), def.input("due")
	if doc.Rows[0][state].Text != "逾期" || doc.Rows[2][state].Text != "按时" || doc.Rows[1][state].Set || doc.Rows[0][due].Text != "2014-04-30" {
		t.Errorf("got %v", doc.Rows)
	}
	if len(problems) != 1 || problems[0].Pointer != "/rows/1" {
		t.Errorf("got %v, want one piece of advice on the late row", problems)
	}
	if blank := def.Blank(); len(blank.Rows) != 7 || blank.Rows[0][due].Text != "2013-04-30" {
		t.Error("the empty form lacks its rows")
	}
}

func TestGroupRows(t *testing.T) {
	d := parseRows(t, "  - {key: team, label: 组, merge: true, width: 10}\nrows: {group: kind, order: choice, below: 以下空白, print_at_least: 5}")
	if d.Columns[3].Key != "kind" {
		t.Fatal("the group's column has a width, and is printed")
	}
	doc, problems := fillRows(t, d, `{"rows": [{"name": "一", "kind": "低", "team": "甲"}, {"name": "二", "kind": "高", "team": "甲"},
		{"name": "三", "kind": "低", "team": "甲"}, {"name": "四", "kind": "低", "team": "乙"}]}`)
	if doc == nil {
		t.Fatal(problems)
	}
	table := doc.Sections()[0].Blocks[1].(*block.Table)
	var got []string
	for _, row := range table.Body {
		first, last := row.Cells[0], row.Cells[len(row.Cells)-1]
		text := ""
		if len(first.Content) > 0 {
			text = first.Content[0].Text
		}
		got = append(got, fmt.Sprint(text, first.Cols > 1, last.Rows, last.Covered, row.Keep))
	}
	want := "↑true0truefalse 二false1falsetrue ↓true0truefalse 一false2falsetrue 三false0truefalse 四false1falsefalse 以下空白false0falsefalse"
	if s := strings.ReplaceAll(strings.Join(got, ","), " ", ""); s != strings.ReplaceAll(want, " ", ",") {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
