package forms

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// graded are grade tables with these totals: 100 less what each misses in the last item, by unit.
func graded(t *testing.T, missing ...string) (rows []*SummaryRow) {
	t.Helper()
	d := get(t, "anji-2012/grade")
	for i, m := range missing {
		m, veto, _ := strings.Cut(m, " ")
		last := `{"deductions": [{"points": ` + m + `, "reason": "测评"}]}`
		if m == "" {
			last = "null"
		}
		doc, said := fill(t, d, everything{}, fmt.Sprintf(
			`{"fields": {"unit": "示例%d支部", "date": "2012-12-18"}, "items": {"1": {}, "2": {}, "3": {}, "4": {}, "5": {}, "6": {}, "7": %s}, "veto": [%s]}`, i+1, last, veto))
		if doc == nil {
			t.Fatal(said)
		}
		text, err := json.Marshal(doc.Figures())
		if err != nil {
			t.Fatal(err)
		}
		row := &SummaryRow{Ref: "anji-2012/grade@1", Title: doc.Title(), Name: "x"}
		if err := json.Unmarshal(text, &row.Figures); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// column is what stands in a column, row by row.
func (d *Document) column(key string) (texts []string) {
	for _, row := range d.Rows {
		texts = append(texts, row[d.Definition.input(key)].Text)
	}
	return texts
}

// TestSummaryRanks puts tables in order: shared places, a veto and an open one last, a broken quota only advice.
func TestSummaryRanks(t *testing.T) {
	d := get(t, "anji-2012/grade")
	rows := graded(t, "5", "", "0.5 \"no-activity\"", "5", "2.5", "25", "5")
	doc, err := d.Summarize(rows, SummaryOptions{Unit: "示例局", Date: "2012-12-20", Quota: []Share{{"好", 30}}, Left: 2}, everything{})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"f_unit": "示例5支部,示例1支部,示例4支部,示例7支部,示例6支部,示例3支部,示例2支部",
		"place":  "1,2,2,2,5,,",
		"total":  "97.5,95,95,95,75,99.5,",
		"grade":  "好,好,好,好,一般,较差,",
		"veto":   ",,,,,近一年来没有开展党组织活动的,",
		"remark": ",,,,,,1项未评分",
	} {
		if got := strings.Join(doc.column(key), ","); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	if doc.Title() != "安吉县个民协党委支部（党员服务中心）规范化建设考评定级标准汇总表" || doc.Unit() != "示例局" {
		t.Error(doc.Title(), doc.Unit())
	}
	notes := strings.Join(doc.Definition.Notes, "\n")
	for _, want := range []string{
		"共7份，其中1份未评完", "总分平均92.83，最高99.5，最低75", "好4份（57.1%），较好0份（0.0%），一般1份（14.3%），较差1份（14.3%）",
		"第2名3份", "一票否决情形的1份", "另有2份有错误",
		"“好”最多 2 名（30%，不足一名的不计），现有 4 名；按名次超出的有：示例1支部 95、示例4支部 95、示例7支部 95。其中示例1支部、示例4支部、示例7支部并列",
	} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not in\n%s", want, notes)
		}
	}
	advice := slices.IndexFunc(doc.Advice, func(p Problem) bool { return p.Code == CodeQuota })
	if advice < 0 || doc.Advice[advice].Severity != SeverityAdvice {
		t.Errorf("%+v", doc.Advice)
	}
	kept, err := d.Summarize(rows, SummaryOptions{Quota: []Share{{"好", 60}}}, everything{})
	if err != nil || len(kept.Advice) > 0 || !strings.Contains(strings.Join(kept.Definition.Notes, ""), "最多4名（60%，不足一名的不计），现有4名") {
		t.Error(err, kept.Advice, kept.Definition.Notes)
	}
}

// TestSummaryKeepsTheFormsQuota holds the list to the share that the form says, unless another is asked for.
func TestSummaryKeepsTheFormsQuota(t *testing.T) {
	d := get(t, "lanzhou/assessment-personal")
	if !slices.Equal(d.Shares, []Share{{"优秀", 20}}) {
		t.Fatal(d.Shares)
	}
	var rows []*SummaryRow
	for i, score := range []int{95, 92, 92, 88, 75, 70, 65, 60, 50, 40} {
		doc, said := fill(t, d, everything{}, fmt.Sprintf(`{"fields": {"year": 2018, "name": "示例%d", "unit": "示例组", "date": "2018-12-28"},
			"items": {"regular": {"score": %d}, "annual": {"score": %d}}}`, i+1, score, score))
		if doc == nil {
			t.Fatal(said)
		}
		rows = append(rows, &SummaryRow{Figures: doc.Figures(), Ref: "lanzhou/assessment-personal@1", Title: doc.Title()})
	}
	for _, c := range []struct {
		rows   int
		quota  []Share
		note   string
		advice int
	}{
		{10, nil, "名额：“优秀”最多 2 名（20%，不足一名的不计），现有 3 名；按名次超出的有：示例2 92、示例3 92。其中示例2、示例3并列，不能只取一部分。", 1},
		{9, nil, "名额：“优秀”最多 1 名（20%，不足一名的不计），现有 3 名；按名次超出的有：示例2 92、示例3 92。", 1},
		{10, []Share{{"优秀", 30}}, "名额：“优秀”最多3名（30%，不足一名的不计），现有3名。", 0},
		{10, []Share{{"称职", 10}}, "名额：“称职”最多1名（10%，不足一名的不计），现有1名。", 0},
	} {
		doc, err := d.Summarize(rows[:c.rows], SummaryOptions{Quota: c.quota}, everything{})
		if err != nil {
			t.Fatal(err)
		}
		if notes := strings.Join(doc.Definition.Notes, "\n"); !strings.Contains(notes, c.note) || strings.Count(notes, "名额：") != 1 {
			t.Errorf("%q is not in\n%s", c.note, notes)
		}
		if len(doc.Advice) != c.advice {
			t.Errorf("%v: %+v", c.quota, doc.Advice)
		}
	}
	if text, err := d.JSON(); err != nil || !strings.Contains(string(text), `"quota"`) {
		t.Error(err, string(text))
	}
}

// TestSummaryOfSeveralVersions adds nothing up from parts that are not the same everywhere.
func TestSummaryOfSeveralVersions(t *testing.T) {
	rows := graded(t, "5", "2")
	rows[1].Ref = "anji-2012/grade@2"
	doc, err := get(t, "anji-2012/grade").Summarize(rows, SummaryOptions{}, everything{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(doc.column("total"), ","); got != "98,95" || doc.Definition.input("p_1") >= 0 {
		t.Errorf("%s, %v", got, doc.Definition.inputs)
	}
	if got := strings.Join(doc.column("grade"), ","); got != "好,好" {
		t.Error(got)
	}
}

// TestSummaryOfLedgers has the figures of each and their sums, but not those of what cannot be added up.
func TestSummaryOfLedgers(t *testing.T) {
	d := get(t, "luzhou-2013/ledger")
	doc, said := fill(t, d, everything{}, string(d.Sample()))
	if doc == nil {
		t.Fatal(said)
	}
	f := doc.Figures()
	row := &SummaryRow{Figures: f, Ref: "luzhou-2013/ledger@1", Title: doc.Title()}
	sum, err := d.Summarize([]*SummaryRow{row, row}, SummaryOptions{}, everything{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"s_schools": "8", "s_members": "36", "s_independent": "2", "s_attached": "2", "s_joint": "2"}
	values := sum.Computed().Sums[0].Values
	for _, v := range values {
		if want[v.Key] != v.Number.String() {
			t.Errorf("%s: %s, want %s", v.Key, v.Number, want[v.Key])
		}
	}
	if len(values) != len(want) || f.Date != "2013-05-20" || f.Signs != 2 || f.Sums == "" || len(f.Open) != 1 {
		t.Errorf("%d sums, %+v", len(values), f)
	}
	for src, want := range map[string]bool{
		"count()": true, "sum(a) * 2": true, "sum(a) - count(b == 1)": true, "sum(a) / 10": true, "sum(a) / count()": false, "max(a)": false, "sum(a) + 1": false,
	} {
		e, err := ParseExpr(src)
		if err != nil || additive(e.root) != want {
			t.Errorf("%s: %v, want %v (%v)", src, !want, want, err)
		}
	}
}

// TestSummaryOfEveryForm sums the samples of the whole library up, or says that there is nothing to.
func TestSummaryOfEveryForm(t *testing.T) {
	all, err := Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		doc, said := fill(t, d, everything{}, string(d.Sample()))
		if doc == nil {
			t.Fatal(said)
		}
		f := doc.Figures()
		row := &SummaryRow{Figures: f, Ref: fmt.Sprintf("%s@%d", d.ID, d.Version), Title: doc.Title(), Name: "示例"}
		sum, err := d.Summarize([]*SummaryRow{row, row, row}, SummaryOptions{Left: 1}, everything{})
		if d.Summable() != nil {
			if !errors.Is(err, ErrNoSummary) {
				t.Errorf("%s: %v", d.ID, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", d.ID, err)
			continue
		}
		if !strings.HasSuffix(sum.Title(), wordSummary) || len(sum.Rows) != 3 || !strings.Contains(strings.Join(sum.Definition.Notes, ""), "另有1份") {
			t.Errorf("%s: %s, %d rows, %q", d.ID, sum.Title(), len(sum.Rows), sum.Definition.Notes)
		}
		if d.Kind == Score && !d.Marks && doc.Total != nil {
			if got := sum.column(keyTotal); got[2] != doc.Total.String() {
				t.Errorf("%s: %s, want %s", d.ID, got, doc.Total)
			}
			if i := sum.Definition.input(keyGrade); i >= 0 && sum.Rows[0][i].Text != doc.Grade {
				t.Errorf("%s: %s, want %s", d.ID, sum.Rows[0][i].Text, doc.Grade)
			}
		}
		empty, err := d.Summarize(nil, SummaryOptions{}, everything{})
		if err != nil || len(empty.Rows) != 0 {
			t.Errorf("%s: without documents: %v", d.ID, err)
		}
	}
}

func TestParseShare(t *testing.T) {
	d := get(t, "anji-2012/grade")
	if s, err := d.ParseShare("较好=30%"); err != nil || s != (Share{"较好", 30}) {
		t.Error(s, err)
	}
	for _, text := range []string{"", "好", "好=20", "好=101%", "好=-1%", "好=二成%", "优秀=20%", "=20%"} {
		var bad *ShareError
		if _, err := d.ParseShare(text); !errors.As(err, &bad) || !strings.Contains(err.Error(), "quota") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := get(t, "luzhou-2013/score").ParseShare("好=20%"); err == nil || !strings.Contains(err.Error(), "no grades") {
		t.Error(err)
	}
}
