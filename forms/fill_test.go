package forms

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// get is a form of the library.
func get(t testing.TB, id string) *Definition {
	t.Helper()
	d, err := Builtin().Get(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// typesForm is a form with every type that the library's ledger has no column of.
const typesForm = `
form: test/types
version: 3
kind: ledger
title: 各种栏目
fields:
  - {key: from, label: 起, type: date}
  - {key: to, label: 止, type: date, since: from}
  - {key: note, label: 说明, lines: true, max: 12}
  - {key: year, label: 年度, type: year, required: true}
columns:
  - {key: amount, label: 金额, type: number, places: 2, min: 0, max: 1000.5, width: 30}
  - {key: whole, label: 数量, type: integer, width: 30}
  - {key: citizen, label: 身份证号, type: id, width: 50}
  - {key: phone, label: 电话, type: phone, width: 40}
advise:
  - {when: year < 2000, say: 年度较早}
  - {when: amount > 100 and phone == null, say: 金额较大，应留电话}
sample:
  fields: {year: 2013}
  rows: [{amount: 1.5}]
`

func types(t testing.TB) *Definition {
	t.Helper()
	d, err := Parse("types.yaml", []byte(typesForm))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// fill is the document and what was said, as "pointer code" in order; advice has a ~ in front of its code.
func fill(t testing.TB, d *Definition, cover Coverage, data string) (*Document, []string) {
	t.Helper()
	in, problems := ParseInput([]byte(data), Limits{})
	var doc *Document
	if in != nil {
		doc, problems = d.Fill(in, cover)
	}
	var said []string
	for _, p := range problems {
		mark := ""
		if p.Severity == SeverityAdvice {
			mark = "~"
		}
		said = append(said, p.Pointer+" "+mark+p.Code)
	}
	return doc, said
}

const (
	ledgerHead = `"fields": {"year": 2013, "unit": "示例职业培训学校", "date": "2013-05-20"}`
	soundRow   = `"school": "示例学校", "organisation": "示例支部"`
)

func TestFillNamesEveryProblem(t *testing.T) {
	row := func(members string) string {
		return `{` + ledgerHead + `, "rows": [{` + soundRow + `, ` + members + `}]}`
	}
	tests := []struct {
		name, data string
		want       []string
	}{
		{"members 0", row(`"members": 0`), []string{"/rows/0/members min"}},
		{"members -1", row(`"members": -1`), []string{"/rows/0/members min"}},
		{"members 2.5", row(`"members": 2.5`), []string{"/rows/0/members integer"}},
		{"members five", row(`"members": "five"`), []string{"/rows/0/members type"}},
		{"members in an array", row(`"members": [5]`), []string{"/rows/0/members type"}},
		{"members 1e999999999", row(`"members": 1e999999999`), []string{"/rows/0/members digits"}},
		{"members 10^15", row(`"members": 1000000000000000`), []string{"/rows/0/members digits"}},
		{"a type of its own", row(`"members": 1, "type": "独立建"`), []string{"/rows/0/type choice"}},
		{"founded after the report", row(`"members": 1, "founded": "2013-06"`), []string{"/rows/0/founded until"}},
		{"month 13", row(`"members": 1, "founded": "2012-13"`), []string{"/rows/0/founded month"}},
		{"a date for a month", row(`"members": 1, "founded": "2012-12-01"`), []string{"/rows/0/founded month"}},
		{"a letter for a telephone", row(`"members": 1, "phone": "call me"`), []string{"/rows/0/phone phone"}},
		{"a key nearly right", row(`"member": 1`), []string{"/rows/0/member unknown", "/rows/0 ~advise"}[:1]},
		{"a label for a key", row(`"members": 1, "学校名称": "x"`), []string{"/rows/0/学校名称 unknown"}},
		{"a duplicate key", row(`"members": 1, "members": 2`), []string{"/rows/0/members duplicate"}},
		{"a row that is an array", `{` + ledgerHead + `, "rows": [["示例学校", 5]]}`, []string{"/rows/0 type"}},
		{"rows that are an object", `{` + ledgerHead + `, "rows": {"school": "x"}}`, []string{"/rows type"}},
		{"no rows", `{` + ledgerHead + `}`, []string{"/rows required"}},
		{"rows null", `{` + ledgerHead + `, "rows": null}`, []string{"/rows required"}},
		{"no school", `{` + ledgerHead + `, "rows": [{"members": 1}]}`, []string{"/rows/0/school required"}},
		{"an empty school", `{` + ledgerHead + `, "rows": [{"school": "", "members": 1}]}`, []string{"/rows/0/school required"}},
		{"a school of spaces", `{` + ledgerHead + `, "rows": [{"school": "  ", "members": 1}]}`,
			[]string{"/rows/0/school ~trimmed", "/rows/0/school required"}},
		{"a school null", `{` + ledgerHead + `, "rows": [{"school": null, "members": 1}]}`, []string{"/rows/0/school required"}},
		{"a long school", `{` + ledgerHead + `, "rows": [{"school": "` + strings.Repeat("校", 61) + `", "members": 1}]}`,
			[]string{"/rows/0/school length"}},
		{"a school of 70,000", `{` + ledgerHead + `, "rows": [{"school": "` + strings.Repeat("校", 70_000) + `", "members": 1}]}`,
			[]string{"/rows/0/school limit"}},
		{"no fields", `{"rows": []}`, []string{"/fields/unit required", "/fields/date required", "/rows ~no_rows"}},
		{"no unit", `{"fields": {"date": "2013-05-20"}, "rows": [{"school": "x", "members": 1}]}`, []string{"/fields/unit required"}},
		{"fields in an array", `{"fields": [], "rows": [{"school": "x", "members": 1}]}`, []string{"/fields type"}},
		{"2013-02-30", `{"fields": {"unit": "x", "date": "2013-02-30"}, "rows": [{"school": "x", "members": 1}]}`, []string{"/fields/date date"}},
		{"2013-13-01", `{"fields": {"unit": "x", "date": "2013-13-01"}, "rows": [{"school": "x", "members": 1}]}`, []string{"/fields/date date"}},
		{"a year of text", `{"fields": {"year": "2013", "unit": "x", "date": "2013-05-20"}, "rows": [{"school": "x", "members": 1}]}`, []string{"/fields/year type"}},
		{"the year 1900", `{"fields": {"year": 1900, "unit": "x", "date": "2013-05-20"}, "rows": [{"school": "x", "members": 1}]}`, []string{"/fields/year year"}},
		{"another form", `{"form": "luzhou-2013/score", "version": 2, ` + ledgerHead + `, "rows": [{"school": "x", "members": 1}]}`,
			[]string{"/form form", "/version version"}},
		{"an array", `[]`, []string{" type"}},
		{"a veto", `{` + ledgerHead + `, "rows": [{"school": "x", "members": 1}], "veto": []}`, []string{"/veto unknown"}},
		{"a pointer to escape", row(`"members": 1, "a/b~c": 1`), []string{"/rows/0/a~1b~0c unknown"}},
		{"rows before fields", `{"rows": [{"school": "x", "members": 0, "founded": "2014-01"}], "fields": {"date": "2013-05-20"}}`,
			[]string{"/rows/0/members min", "/rows/0/founded until", "/fields/unit required"}},
	}
	d := get(t, "luzhou-2013/ledger")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, said := fill(t, d, everything{}, tt.data)
			if doc != nil {
				t.Error("a document in spite of an error")
			}
			if !slices.Equal(said, tt.want) {
				t.Errorf("got %q, want %q", said, tt.want)
			}
		})
	}
}

func TestFillTypes(t *testing.T) {
	row := func(s string) string { return `{"fields": {"year": 2013}, "rows": [{` + s + `}]}` }
	tests := []struct {
		data string
		want []string
	}{
		{row(`"amount": 0.10, "whole": -3, "citizen": "11010519491231002X", "phone": "(0000) 0000000转12、+00 00000000000"`), nil},
		{row(`"amount": 1000.5`), []string{"/rows/0 ~advise"}},
		{row(`"amount": 1000.51`), []string{"/rows/0/amount max"}},
		{row(`"amount": -0.01`), []string{"/rows/0/amount min"}},
		{row(`"amount": 1.005`), []string{"/rows/0/amount places"}},
		{row(`"amount": 1.50000`), nil},
		{row(`"amount": true`), []string{"/rows/0/amount type"}},
		{row(`"whole": 5.0`), nil},
		{row(`"whole": 5e-1`), []string{"/rows/0/whole integer"}},
		{row(`"whole": -1000000000000000`), []string{"/rows/0/whole digits"}},
		{row(`"citizen": "110105194912310021"`), []string{"/rows/0/citizen id"}},
		{row(`"citizen": "110105194902300029"`), []string{"/rows/0/citizen id"}},
		{row(`"citizen": "11010519491231002x"`), []string{"/rows/0/citizen id"}},
		{row(`"citizen": 110105194912310021`), []string{"/rows/0/citizen type"}},
		{row(`"phone": "12"`), []string{"/rows/0/phone phone"}},
		{row(`"phone": "0000-0000000/"`), []string{"/rows/0/phone phone"}},
		{row(`"phone": "0000-0000000 ext 12; 000"`), nil},
		{row(`"phone": "` + strings.Repeat("0", 41) + `"`), []string{"/rows/0/phone phone"}},
		{row(`"phone": "000转x"`), []string{"/rows/0/phone phone"}},
		{`{"fields": {"year": 1999}, "rows": [{"whole": 1}]}`, []string{" ~advise"}},
		{`{"fields": {"year": 2013, "from": "2012-02-29", "to": "2012-02-28"}, "rows": [{"whole": 1}]}`, []string{"/fields/to since"}},
		{`{"fields": {"year": 2013, "from": "2012-02-29", "to": "2012-02-29"}, "rows": [{"whole": 1}]}`, nil},
		{`{"fields": {"year": 2013, "from": "1900-02-29"}, "rows": [{"whole": 1}]}`, []string{"/fields/from date"}},
		{`{"fields": {"year": 2013, "note": "一行\n二行"}, "rows": [{"whole": 1}]}`, nil},
		{`{"fields": {"year": 2013, "note": "一行\r\n二行"}, "rows": [{"whole": 1}]}`, []string{"/fields/note ~stripped"}},
		{`{"fields": {"year": 2013, "note": "一\t二"}, "rows": [{"whole": 1}]}`, []string{"/fields/note line_break"}},
		{`{"fields": {"year": 2013, "note": "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"}, "rows": [{"whole": 1}]}`, nil},
		{`{"fields": {"year": null}, "rows": [{"whole": 1}]}`, []string{"/fields/year required"}},
	}
	d := types(t)
	for _, tt := range tests {
		if _, said := fill(t, d, everything{}, tt.data); !slices.Equal(said, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.data, said, tt.want)
		}
	}
}

func TestFillMakesValuesCanonical(t *testing.T) {
	doc, said := fill(t, types(t), nil, `{"fields": {"year": 2.013e3, "note": " 甲 "}, "rows": [{}, {"amount": 1.50, "whole": -0}]}`)
	if doc == nil {
		t.Fatal(said)
	}
	want := "[{ false} { false} {甲/fields/note true} {2013/fields/year true}] " +
		"[[{ false} { false} { false} { false}] [{1.5/rows/1/amount true} {0/rows/1/whole true} { false} { false}]]"
	show := func(row []Value) (s []string) {
		for _, v := range row {
			s = append(s, fmt.Sprintf("{%s%s %v}", v.Text, v.Pointer, v.Set))
		}
		return s
	}
	got := fmt.Sprint(show(doc.Fields), " ", [][]string{show(doc.Rows[0]), show(doc.Rows[1])})
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFillSuggests(t *testing.T) {
	tests := []struct{ given, near string }{
		{"member", "members"}, {"学校名称", "school"}, {"党员人数", "members"}, {"联系方式", "phone"}, {"Phone", "phone"},
		{"fuonded", "founded"}, {"党员数", "members"}, {"colour", ""}, {"x", ""},
	}
	d := get(t, "luzhou-2013/ledger")
	for _, tt := range tests {
		in, _ := ParseInput([]byte(`{`+ledgerHead+`, "rows": [{"school": "x", "members": 1, "`+tt.given+`": 1}]}`), Limits{})
		_, problems := d.Fill(in, nil)
		if len(problems) != 1 || problems[0].Args.Near != tt.near {
			t.Errorf("%s: got %+v, want %q", tt.given, problems, tt.near)
		}
	}
}

func TestFillUsesDefaults(t *testing.T) {
	doc, said := fill(t, get(t, "luzhou-2013/ledger"), nil, `{"fields": {"unit": "x", "date": "2013-05-20"}, "rows": []}`)
	if doc == nil || !slices.Equal(said, []string{"/rows ~no_rows"}) || len(doc.Advice) != 1 {
		t.Fatalf("said %q", said)
	}
	if v := doc.Fields[0]; v.Text != "2013" || v.Pointer != "" || !v.Set {
		t.Errorf("the year is %+v", v)
	}
	if blank := doc.Definition.Blank(); blank.Fields[0].Text != "2013" || blank.Fields[1].Set || !blank.Blank {
		t.Errorf("the blank form's fields are %+v", blank.Fields)
	}
}

func TestFillListsNoMoreThanCanBeRead(t *testing.T) {
	rows := func(n int) string {
		row := `{"school": " 甲 ", "members": 0, "phone": "?"}`
		return `{"rows": [` + strings.Repeat(row+",", n-1) + row + `], "fields": {}}`
	}
	d := get(t, "luzhou-2013/ledger")
	in, _ := ParseInput([]byte(rows(20_000)), Limits{})
	doc, problems := d.Fill(in, nil)
	if doc != nil || len(problems) != 2*(maxListed+1) {
		t.Fatalf("%d problems", len(problems))
	}
	more := map[Severity]int{}
	for _, p := range problems {
		if p.Code == CodeMore {
			more[p.Severity] = p.Args.Count
		}
	}
	if more[SeverityError] != 40_002-maxListed || more[SeverityAdvice] != 20_000-maxListed {
		t.Errorf("more: %v", more)
	}
	_, said := fill(t, d, nil, rows(20_001))
	if want := []string{"/rows rows", "/fields/unit required", "/fields/date required"}; !slices.Equal(said, want) {
		t.Errorf("20,001 rows: %q", said)
	}
}

func TestFillGivesAdvice(t *testing.T) {
	data := `{` + ledgerHead + `, "rows": [{"school": "甲", "members": 3}, {"school": "乙", "members": 2}, {"school": "丙", "members": 3, "organisation": "支部"}, {"school": "丁"}]}`
	doc, said := fill(t, get(t, "luzhou-2013/ledger"), nil, data)
	if doc == nil || !slices.Equal(said, []string{"/rows/0 ~advise", "/rows/3 ~advise"}) {
		t.Fatalf("said %q", said)
	}
	if got := doc.Advice[0].Line(Chinese); got != "/rows/0: 提示：有3名以上党员，应及早建立党组织（第 1 行） (advise)" {
		t.Errorf("got %s", got)
	}
}
