package forms

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// sentIn is a copy with so many cells.
func sentIn(t testing.TB, d *Definition, file, unit string, lines ...string) Copy {
	t.Helper()
	return Copy{File: file, Unit: unit, Entered: d.Enter(cells(t, lines...))}
}

func TestMerge(t *testing.T) {
	d := get(t, "luzhou-2013/ledger")
	copies := []Copy{
		sentIn(t, d, "乙.xlsx", "", "B2 fields/unit 乙 校", "A1 fields/year 2013", "F2 fields/date 2013-05-20", "B4 rows/school@1 乙校", "E4 rows/members@1 0"),
		sentIn(t, d, "甲.xlsx", "", "B2 fields/unit 甲校", "A1 fields/year 2013", "F2 fields/date 2013-05-19", "B4 rows/school@1 甲校一", "E4 rows/members@1 2",
			"B6 rows/school@3 甲校二", "F6 rows/founded@3 09.7", "E6 rows/members@3 1"),
		sentIn(t, d, "丙.xlsx", "", "B2 fields/unit 丙校", "A1 fields/year 2014", "F2 fields/date 2013-05-19", "B4 rows/school@1 丙校", "E4 rows/members@1 1"),
		sentIn(t, d, "甲2.xlsx", "甲校", "B2 fields/unit 甲校", "A1 fields/year 2013", "F2 fields/date 2013-05-19", "B4 rows/school@1 甲校一", "E4 rows/members@1 3"),
		sentIn(t, d, "乙（重发）.xlsx", "", "B2 fields/unit 乙 校", "A1 fields/year 2013", "F2 fields/date 2013-05-20", "B4 rows/school@1 乙校", "E4 rows/members@1 0"),
		sentIn(t, d, "外.xlsx", "外校"),
	}
	m := d.Merge(copies, MergeOptions{
		Fields: map[string]string{"unit": "示例局", "date": "2013年6月1日"}, Expected: []string{"甲校", "乙校", "丁校"},
	})
	line := strings.Join(strings.Fields(string(m.Entered.JSON)), " ")
	want := `{ "form": "luzhou-2013/ledger", "version": 1, "fields": {"year": 2013, "unit": "示例局", "date": "2013-06-01"}, "rows": [ ` +
		`{"school": "甲校一", "members": 2}, {"school": "甲校二", "members": 1, "founded": "09.7"}, {"school": "甲校一", "members": 3}, ` +
		`{"school": "乙校", "members": 0}, {"school": "丙校", "members": 1} ] }`
	if line != want {
		t.Errorf("%s, not\n%s", line, want)
	}
	_, problems := d.FillEntered(m.Entered, Limits{}, nil)
	var lines []string
	for _, p := range problems {
		if p.Severity == SeverityError {
			lines = append(lines, p.Line(Chinese))
		}
	}
	if want := []string{
		"甲2.xlsx: 甲校报了不止一份，内容不同，另一份是 甲.xlsx (sent_twice)",
		"丙.xlsx: 表!A1: 年度“2014”与甲.xlsx: 表!A1 处的“2013”不一致 (disagree)",
		"甲.xlsx: 表!F6: 建立党组织的时间“09.7”可能是 2009-07，也可能是 1909-07，请写明确 (ambiguous)",
		"乙.xlsx: 表!E4: 此栏不能为零 (min)",
	}; !slices.Equal(lines, want) {
		t.Errorf("%s\nnot\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	report, err := json.Marshal(m.Report)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"sent":[{"unit":"甲校","file":"甲.xlsx","rows":2,"wrong":1,"hints":0},{"unit":"甲校","file":"甲2.xlsx","rows":1,"wrong":0,"hints":1},` +
		`{"unit":"乙 校","file":"乙.xlsx","rows":1,"wrong":1,"hints":0},{"unit":"乙 校","file":"乙（重发）.xlsx","rows":1,"left":true,"wrong":1,"hints":0},` +
		`{"unit":"丙校","file":"丙.xlsx","rows":1,"wrong":0,"hints":0},{"unit":"外校","file":"外.xlsx","rows":0,"wrong":2,"hints":1}],"missing":["丁校"],` +
		`"twice":[{"unit":"甲校","files":["甲.xlsx","甲2.xlsx"]},{"unit":"乙 校","files":["乙.xlsx","乙（重发）.xlsx"]}],` +
		`"unexpected":["丙校","外校"],"rows":5}`; string(report) != want {
		t.Errorf("%s, not\n%s", report, want)
	}
	for _, s := range m.Report.Sent {
		for _, p := range s.Problems {
			if p.Place.File != s.File {
				t.Errorf("%s: %s", s.File, p.Line(English))
			}
		}
	}
	if p := copies[0].Entered.Places["/rows/0/school"]; p != (block.Place{Sheet: "表", Cell: "B4"}) {
		t.Errorf("the copy itself was changed: %v", p)
	}
}

// TestMergeKeepsEveryRow merges many copies: as many rows come out, each with the place that it came from.
func TestMergeKeepsEveryRow(t *testing.T) {
	d := get(t, "luzhou-2013/ledger")
	var copies []Copy
	total := 0
	for n := range 40 {
		lines := []string{"F2 fields/date 2013-05-20"}
		for i := range n % 7 {
			lines = append(lines, fmt.Sprintf("B%d rows/school@%d 第%d校%d", 4+2*i, 1+2*i, n, i), fmt.Sprintf("E%d rows/members@%d %d", 4+2*i, 1+2*i, 1+n%2))
			total++
		}
		copies = append(copies, sentIn(t, d, fmt.Sprintf("%02d.xlsx", n), "", lines...))
	}
	m := d.Merge(copies, MergeOptions{Fields: map[string]string{"unit": "示例局"}})
	doc, problems := d.FillEntered(m.Entered, Limits{}, nil)
	if doc == nil {
		t.Fatal(problems)
	}
	if len(doc.Rows) != total || m.Report.Rows != total || len(m.Report.Sent) != 40 || len(m.Report.Unexpected) > 0 {
		t.Errorf("%d rows of %d, %d said", len(doc.Rows), total, m.Report.Rows)
	}
	for i, row := range doc.Rows {
		place := m.Entered.Places[fmt.Sprintf("/rows/%d/school", i)]
		var n, k int
		if _, err := fmt.Sscanf(row[0].Text, "第%d校%d", &n, &k); err != nil {
			t.Fatal(err)
		}
		if want := (block.Place{File: fmt.Sprintf("%02d.xlsx", n), Sheet: "表", Cell: fmt.Sprintf("B%d", 4+2*k)}); place != want {
			t.Errorf("row %d is from %v, not %v", i, place, want)
		}
	}
}

func TestMergeRefuses(t *testing.T) {
	d := get(t, "branch/catalogue")
	m := d.Merge([]Copy{sentIn(t, d, "甲.xlsx", "甲", "B2 fields/unit 甲", "D4 rows/#1-1/have 有")}, MergeOptions{})
	if len(m.Entered.Problems) == 0 || m.Entered.Problems[0].Code != CodeNotMerged {
		t.Error(m.Entered.Problems)
	}
	ledger := get(t, "luzhou-2013/ledger")
	m = ledger.Merge(nil, MergeOptions{Fields: map[string]string{"unt": "x", "date": "13.6.1"}, Expected: []string{"甲", "甲 ", "乙"}})
	var codes []string
	for _, p := range m.Entered.Problems {
		codes = append(codes, p.Code)
	}
	if want := []string{CodeAmbiguous, CodeUnknown}; !slices.Equal(codes, want) || !slices.Equal(m.Report.Missing, []string{"甲", "乙"}) {
		t.Error(codes, m.Report)
	}
}

// TestMergeTellsOfFiles checks that what is wrong with a copy's file stands in its report, and keeps the ledger from being
// made.
func TestMergeTellsOfFiles(t *testing.T) {
	d := get(t, "luzhou-2013/ledger")
	c := sentIn(t, d, "甲.xlsx", "", "B2 fields/unit 甲校", "F2 fields/date 2013-05-20", "B4 rows/school@1 甲校", "E4 rows/members@1 2")
	c.Entered.Problems = append(c.Entered.Problems,
		Problem{Code: CodeBehind, Args: Args{Count: 1, Value: "乙校"}, Place: block.Place{Sheet: "表", Cell: "B20"}},
		Problem{Severity: SeverityAdvice, Code: CodeMacros},
		Problem{Code: CodeNoColumn, Args: Args{Label: "年度"}})
	m := d.Merge([]Copy{c}, MergeOptions{Fields: map[string]string{"unit": "示例局"}})
	sent := m.Report.Sent[0]
	var lines []string
	for _, p := range sent.Problems {
		lines = append(lines, p.Line(Chinese))
	}
	want := []string{
		"甲.xlsx: 表!B20: 从这里起有 1 行填在表格结束之后，没有读取（“乙校”），请移到表内 (behind)",
		"甲.xlsx: 提示：工作簿带有宏，没有理会 (macros)",
		"甲.xlsx: 缺少“年度”一栏 (no_column)",
	}
	if sent.Wrong != 2 || sent.Hints != 1 || !slices.Equal(lines, want) {
		t.Errorf("%d wrong, %d hints: %s", sent.Wrong, sent.Hints, strings.Join(lines, "\n"))
	}
	if doc, _ := d.FillEntered(m.Entered, Limits{}, nil); doc != nil {
		t.Error("the ledger was made")
	}
}
