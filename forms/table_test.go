package forms

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/forms/block"
)

const tableText = "学校名称,党组织类型,党员人数（此栏不能为零）,备用\n" +
	"\"示例,学校\",单独建,5,\n\n\"样本\n\"\"技能\"\"学校\",挂靠建,\"1,200\",\n"

// shownTable is a table with a line for each record, or its first problem.
func shownTable(t *testing.T, data []byte, name string) string {
	t.Helper()
	table, problems, err := ReadTable(bytes.NewReader(data), name)
	if err != nil {
		t.Fatal(err)
	}
	if (table == nil) != (len(problems) > 0) {
		t.Fatalf("a table: %t, and %d problems", table != nil, len(problems))
	}
	if table == nil {
		return problems[0].Line(Chinese)
	}
	var lines []string
	for _, r := range table.Records {
		lines = append(lines, fmt.Sprintf("%d:%q", r.Line, r.Cells))
	}
	return strings.Join(lines, " ")
}

func TestReadTable(t *testing.T) {
	want := `1:["学校名称" "党组织类型" "党员人数（此栏不能为零）" "备用"] 2:["示例,学校" "单独建" "5" ""] 4:["样本\n\"技能\"学校" "挂靠建" "1,200" ""]`
	encoded := func(e encoding.Encoding, s string) []byte {
		b, err := e.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	utf16 := func(order unicode.Endianness, bom unicode.BOMPolicy) []byte {
		return encoded(unicode.UTF16(order, bom), tableText)
	}
	for name, data := range map[string][]byte{
		"UTF-8":                 []byte(tableText),
		"UTF-8 with BOM":        []byte("\ufeff" + tableText),
		"GB18030":               encoded(simplifiedchinese.GB18030, tableText),
		"GB18030 with BOM":      encoded(simplifiedchinese.GB18030, "\ufeff"+tableText),
		"UTF-16LE":              utf16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16BE":              utf16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16LE without mark": utf16(unicode.LittleEndian, unicode.IgnoreBOM),
		"UTF-16BE without mark": utf16(unicode.BigEndian, unicode.IgnoreBOM),
		"CRLF":                  []byte(strings.ReplaceAll(tableText, "\n", "\r\n")),
	} {
		if got := shownTable(t, data, ""); got != want {
			t.Errorf("%s:\n%s, not\n%s", name, got, want)
		}
	}
	for _, c := range []struct{ name, file, data, want string }{
		{"semicolons", "", "a;b\n\"1,5\";2\n", `1:["a" "b"] 2:["1,5" "2"]`},
		{"tabs", "", "a\tb\n1\t2", `1:["a" "b"] 2:["1" "2"]`},
		{"one column", "x.tsv", "a\n1,2\n", `1:["a"] 2:["1,2"]`},
		{"a sign in quotes", "", "\"a;b;c\",d\n1,2\n", `1:["a;b;c" "d"] 2:["1" "2"]`},
		{"Excel's line", "", "sep=;\r\na;b\r\n1;2\r\n", `2:["a" "b"] 3:["1" "2"]`},
		{"lines of old", "", "a,b\r1,2\r", `1:["a" "b"] 2:["1" "2"]`},
		{"rows of several lengths", "", "a,b\n1\n1,2,3\n", `1:["a" "b"] 2:["1"] 3:["1" "2" "3"]`},
		{"empty", "", "", ``},
		{"rare characters", "", string(encoded(simplifiedchinese.GB18030, "姓名\n𠮷䶮\n")), `1:["姓名"] 2:["𠮷䶮"]`},
		{"an open quote", "甲.csv", "a,b\n\"1,2\n3,4\n", `甲.csv: A2: 第 3 行第 5 列引号不成对，或引号外还有文字 (table_quote)`},
		{"a quote inside", "", "a,b\n1,5\"\n", `A2: 第 2 行第 4 列引号不成对，或引号外还有文字 (table_quote)`},
		{"a byte of UTF-8 broken", "", "学校名称\n示例\xE5学校\n", `A2: 第 2 行不是 UTF-8、UTF-16 或 GB18030 编码的文字，请另存为 UTF-8 (table_encoding)`},
		{"no text", "", "a,b\n\xFF\xFF,1\n", `A2: 第 2 行不是 UTF-8、UTF-16 或 GB18030 编码的文字，请另存为 UTF-8 (table_encoding)`},
	} {
		if got := shownTable(t, []byte(c.data), c.file); got != c.want {
			t.Errorf("%s:\n%s, not\n%s", c.name, got, c.want)
		}
	}
	broken := errors.New("broken")
	if _, _, err := ReadTable(iotest.ErrReader(broken), "x"); !errors.Is(err, broken) {
		t.Error(err)
	}
	if got := shownTable(t, make([]byte, maxTable+1), ""); !strings.HasSuffix(got, "(size)") {
		t.Error(got)
	}
}

// fromTable is the input that a table file makes, on one line, and what is wrong.
func fromTable(t *testing.T, d *Definition, text string) (string, []string) {
	t.Helper()
	table, problems, err := ReadTable(strings.NewReader(text), "")
	if err != nil || table == nil {
		t.Fatal(err, problems)
	}
	entries, problems := d.EntriesOf(table)
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Line(Chinese))
	}
	got, more := entered(t, d, entries)
	return got, append(lines, more...)
}

func TestTablesOfALedger(t *testing.T) {
	d := get(t, "luzhou-2013/ledger")
	const head = `"fields": {"unit": "示例局", "date": "2013-05-20"}, `
	for _, c := range []struct {
		name, text, want string
		problems         []string
	}{
		{
			"labels", "填报单位（盖章）,填报日期,序号,\"学校\n名称\",\"党员人数\n（此栏不能为零）\"\n示例局,2013.5.20,1,甲,5\n,,,,\n示例局,2013年5月20日,2,乙,６\n",
			head + `"rows": [ {"school": "甲", "members": 5}, {"school": "乙", "members": 6} ] }`,
			[]string{"D4: 提示：有3名以上党员，应及早建立党组织 (advise)", "D6: 提示：有3名以上党员，应及早建立党组织 (advise)"},
		},
		{
			"keys, short labels and a title", "民办学校党建台账,,\n\nfields/unit,date,school,党员人数,rows/type\n示例局,2013-05-20,甲,2,单独建\n",
			head + `"rows": [ {"school": "甲", "type": "单独建", "members": 2} ] }`, nil,
		},
		{
			"names of two rows", "填报单位,填报日期,学校名称,党员人数,归档章,\n,,,,全宗号,年度\n示例局,2013-05-20,甲,2,0001,2013\n",
			head + `"rows": [ {"school": "甲", "members": 2} ], "archive": {"fonds": "0001", "year": 2013} }`,
			[]string{"E3: 件号未填写 (required)", "E3: 保管期限未填写 (required)"},
		},
		{
			"fields above, a label each", "台账,\n填报单位（盖章）：,,示例局,填报日期：2013.5.20\n\n序号,学校名称,党员人数\n1,甲,2\n",
			head + `"rows": [ {"school": "甲", "members": 2} ] }`, nil,
		},
		{
			"fields above, a line each; one has no value", "填报单位,示例局\n填报日期,\n学校名称,党员人数\n甲,2\n",
			`"fields": {"unit": "示例局"}, "rows": [ {"school": "甲", "members": 2} ] }`, []string{"A2: 填报日期未填写 (required)"},
		},
		{
			"an unknown name, one twice, one missing, a cell too many", "填报单位,学校名秤,学校名称,school,党员人数\n示例局,甲,乙,丙,2,9\n,,,,,\n",
			`"fields": {"unit": "示例局"}, "rows": [ {"school": "乙", "members": 2} ] }`,
			[]string{
				"B1: 没有“学校名秤”这一项，是不是“学校名称”？ (unknown)",
				"D1: “school”一栏与C1 处的“学校名称”是同一栏 (column_twice)",
				"A1: 缺少“填报日期”一栏，栏名也可以写 fields/date (no_column)",
				"F2: 此处超出了有栏名的各栏：“9” (beyond)",
				"A2: 填报日期未填写 (required)",
			},
		},
		{
			"rows that disagree on a field", "填报单位,填报日期,学校名称,党员人数\n示例局,2013-05-20,甲,2\n,2013-05-21,乙,1\n",
			head + `"rows": [ {"school": "甲", "members": 2}, {"school": "乙", "members": 1} ] }`,
			[]string{"B3: 填报日期“2013-05-21”与B2 处的“2013-05-20”不一致 (disagree)"},
		},
	} {
		got, problems := fromTable(t, d, c.text)
		if got != c.want {
			t.Errorf("%s:\n%s, not\n%s", c.name, got, c.want)
		}
		if !slices.Equal(problems, c.problems) {
			t.Errorf("%s:\n%s\nnot\n%s", c.name, strings.Join(problems, "\n"), strings.Join(c.problems, "\n"))
		}
	}
}

func TestTableWithoutAHead(t *testing.T) {
	for _, text := range []string{"", "\n\n", ",,\n"} {
		table, _, err := ReadTable(strings.NewReader(text), "甲.csv")
		if err != nil {
			t.Fatal(err)
		}
		entries, problems := get(t, "luzhou-2013/ledger").EntriesOf(table)
		if len(entries) > 0 || len(problems) != 1 || !strings.HasPrefix(problems[0].Line(Chinese), "甲.csv") || problems[0].Code != CodeTableEmpty {
			t.Errorf("%q: %v %v", text, entries, problems)
		}
	}
}

// TestWideTablesComeBack saves the Wide sheet of every form as a table file, as a spreadsheet does: all its columns are
// known there.
func TestWideTablesComeBack(t *testing.T) {
	all, err := Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		var lines []string
		var inputs []*block.Input
		for _, b := range d.Wide()[0].Blocks {
			switch b := b.(type) {
			case *block.Paragraph:
				lines = append(lines, b.Content[0].Text)
			case *block.Table:
				for _, r := range b.Head {
					var row []string
					for _, c := range r.Cells {
						row = append(row, `"`+textOf(c.Content)+`"`)
					}
					lines = append(lines, strings.Join(row, ","))
				}
				for _, c := range b.Body[0].Cells {
					inputs = append(inputs, c.Content[0].Input)
				}
			}
		}
		var values []string
		for i := range inputs {
			values = append(values, fmt.Sprint("值", i))
		}
		lines = append(lines, strings.Join(values, ","))
		table, problems, err := ReadTable(strings.NewReader(strings.Join(lines, "\n")), "")
		if err != nil || table == nil {
			t.Fatal(d.ID, err, problems)
		}
		entries, problems := d.EntriesOf(table)
		for _, p := range problems {
			t.Errorf("%s: %s", d.ID, p.Line(Chinese))
		}
		for i, in := range inputs {
			if i >= len(entries) || entries[i].Path != in.Path || entries[i].Text != values[i] {
				t.Errorf("%s: column %d is not %s", d.ID, i+1, in.Path)
				break
			}
		}
	}
}
