package forms

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/forms/block"
)

// full is an input of a scoring form in which all items that are no bonus have full points, but those given; rest is
// further members of the whole.
func full(d *Definition, fields, given, rest string) string {
	var items []string
	said := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte("{"+given+"}"), &said); err != nil {
		panic(err)
	}
	for i := range d.Items() {
		it := &d.Items()[i]
		if raw, ok := said[it.Key]; ok {
			items = append(items, fmt.Sprintf("%q: %s", it.Key, raw))
			delete(said, it.Key)
		} else if !it.Bonus {
			items = append(items, fmt.Sprintf("%q: {}", it.Key))
		}
	}
	for key, raw := range said {
		items = append(items, fmt.Sprintf("%q: %s", key, raw))
	}
	return `{"fields": {` + fields + `}, "items": {` + strings.Join(items, ", ") + `}` + rest + `}`
}

const scoreHead = `"unit": "示例支部", "date": "2017-12-20"`

func TestBonus(t *testing.T) {
	d := get(t, "wujin-2017/score")
	for _, tt := range []struct{ items, bonus, total string }{
		{``, "0", "100"},
		{`"27": {}`, "0", "100"},
		{`"27": {"additions": [{"rule": "wechat", "count": 3}]}`, "0.6", "100.6"},
		{`"27": {"additions": [{"rule": "wechat"}, {"rule": "wechat-city"}]}, "28": {"score": 0.3}`, "1", "101"},
		{`"27": {"additions": [{"rule": "model-city", "count": 3}]}`, "5", "105"},
		{`"26": {"score": 5}, "27": {"score": 5}, "28": {"score": 5}`, "15", "115"},
		{`"28": {"additions": [{"points": 0.2, "reason": "另有报道"}]}, "2": {"score": 0.5}`, "0.2", "96.7"},
		{`"8": {"deductions": [{"rule": "system", "count": 9}]}`, "0", "95"},
	} {
		doc, said := fill(t, d, everything{}, full(d, scoreHead, tt.items, ""))
		if doc == nil || len(said) > 0 {
			t.Errorf("%s: %q", tt.items, said)
			continue
		}
		if doc.Bonus.String() != tt.bonus || doc.Total.String() != tt.total || doc.Base.Add(*doc.Bonus).Cmp(*doc.Total) != 0 {
			t.Errorf("%s: %s and %s are %s, want %s in all, %s of it bonus", tt.items, doc.Base, doc.Bonus, doc.Total, tt.total, tt.bonus)
		}
	}
	doc, said := fill(t, d, everything{}, full(d, scoreHead, `"6": null, "28": {"score": null}`, ""))
	if doc == nil || doc.Total != nil || doc.Groups[0] == nil || doc.Groups[1] != nil || !slices.Equal(said, []string{"/items/6 ~unscored", "/items/28 ~unscored"}) {
		t.Errorf("open: %q", said)
	}
}

func TestGradeAndVeto(t *testing.T) {
	d := get(t, "anji-2012/grade")
	for _, tt := range []struct{ items, veto, grade, total string }{
		{``, ``, "好", "100"},
		{`"7": {"score": 15}`, ``, "好", "90"},
		{`"7": {"score": 14.9}`, ``, "较好", "89.9"},
		{`"7": {"score": 5}`, ``, "较好", "80"},
		{`"7": {"score": 4.5}`, ``, "一般", "79.5"},
		{`"7": {"score": 0}, "6": {"score": 5}`, ``, "一般", "60"},
		{`"7": {"score": 0}, "6": {"score": 4}, "1": {"score": 15}`, ``, "较差", "59"},
		{`"1": {"deductions": [{"rule": "recruit", "points": 1.5}, {"rule": "orders", "points": 3}]}`, ``, "好", "95.5"},
		{``, `, "veto": []`, "好", "100"},
		{``, `, "veto": null`, "好", "100"},
		{``, `, "veto": ["no-activity"]`, "较差", "100"},
		{`"7": null`, `, "veto": ["mass-incident", "no-activity"]`, "较差", ""},
		{`"7": null`, ``, "", ""},
	} {
		doc, said := fill(t, d, everything{}, full(d, scoreHead, tt.items, tt.veto))
		if doc == nil {
			t.Errorf("%s%s: %q", tt.items, tt.veto, said)
			continue
		}
		total := ""
		if doc.Total != nil {
			total = doc.Total.String()
		}
		if doc.Grade != tt.grade || total != tt.total {
			t.Errorf("%s%s: %s of %s, want %s of %s", tt.items, tt.veto, doc.Grade, total, tt.grade, tt.total)
		}
	}
	doc, _ := fill(t, d, everything{}, full(d, scoreHead, ``, `, "veto": ["mass-incident"]`))
	computed, _ := json.Marshal(doc.Computed())
	if want := `"grade":"较差","veto":[{"key":"mass-incident","label":"近一年来所在支部（服务中心）发生重大群体性事件的","grade":"较差"}]`; !strings.Contains(string(computed), want) {
		t.Errorf("got %s, want %s", computed, want)
	}
	_, table, _ := parts(t, doc.Sections()[0])
	same(t, "grade", rowText(table.Tail[1]), "等次|||较差")
	if got := rowText(table.Tail[2]); strings.Count(got, "☑") != 1 || !strings.Contains(got, "☑近一年来所在支部") || strings.Count(got, "☐") != 2 {
		t.Errorf("the reason is not printed: %s", got)
	}
}

// TestScoringFormsRefuse: bad inputs by name, each at its place.
func TestScoringFormsRefuse(t *testing.T) {
	for _, tt := range []struct{ form, items, rest, want string }{
		{"wujin-2017/score", `"1": {"score": 6.5}`, ``, "/items/1/score max"},
		{"wujin-2017/score", `"27": {"score": 5.1}`, ``, "/items/27/score max"},
		{"wujin-2017/score", `"27": {"score": 0.25}`, ``, "/items/27/score places"},
		{"wujin-2017/score", `"27": {"deductions": []}`, ``, "/items/27/deductions unknown"},
		{"wujin-2017/score", `"1": {"additions": []}`, ``, "/items/1/additions unknown"},
		{"wujin-2017/score", `"27": {"score": 1, "additions": []}`, ``, "/items/27/additions both"},
		{"wujin-2017/score", `"27": {"additions": [{"rule": "wechats"}]}`, ``, "/items/27/additions/0/rule rule"},
		{"wujin-2017/score", `"29": {"score": 1}`, ``, "/items/29 unknown"},
		{"wujin-2017/score", `"1": {"remarks": "好"}`, ``, "/items/1/remarks unknown"},
		{"wujin-2017/score", ``, `, "veto": []`, "/veto unknown"},
		{"anji-2012/grade", ``, `, "veto": ["no-activty"]`, "/veto/0 veto"},
		{"anji-2012/grade", ``, `, "veto": ["no-activity", "no-activity"]`, "/veto/1 duplicate"},
		{"anji-2012/grade", ``, `, "veto": [1]`, "/veto/0 type"},
		{"anji-2012/grade", ``, `, "veto": "no-activity"`, "/veto type"},
		{"anji-2012/grade", `"1": {"deductions": [{"rule": "recruit"}]}`, ``, "/items/1/deductions/0/points required"},
		{"anji-2012/grade", `"1": {"deductions": [{"rule": "recruit", "points": 4}]}`, ``, "/items/1/deductions/0/points max"},
		{"anji-2012/grade", `"1": {"deductions": [{"rule": "recruit", "points": 0.5}]}`, ``, "/items/1/deductions/0/points min"},
		{"anji-2012/grade", `"2": {"deductions": [{"rule": "no-plan", "points": 3}]}`, ``, "/items/2/deductions/0/points unknown"},
		{"branch/standard-agency", `"1.1": {"score": 1}`, ``, "/items/1.1/score unknown"},
		{"branch/standard-agency", `"1.1": {"met": 1}`, ``, "/items/1.1/met type"},
		{"branch/standard-agency", `"1.7": {"met": true}`, ``, "/items/1.7 unknown"},
		{"branch/standard-agency", `"1.1": {"evidence": "` + strings.Repeat("长", 201) + `"}`, ``, "/items/1.1/evidence length"},
	} {
		d := get(t, tt.form)
		doc, said := fill(t, d, everything{}, full(d, scoreHead, tt.items, tt.rest))
		said = slices.DeleteFunc(said, func(s string) bool { return strings.Contains(s, "~") })
		if doc != nil || !slices.Equal(said, []string{tt.want}) {
			t.Errorf("%s %s%s: got %q, want %s", tt.form, tt.items, tt.rest, said, tt.want)
		}
	}
	in, _ := ParseInput([]byte(full(get(t, "anji-2012/grade"), scoreHead, ``, `, "veto": ["没有开展党组织活动"]`)), Limits{})
	_, problems := get(t, "anji-2012/grade").Fill(in, nil)
	if text := problems[0].Text(Chinese); !strings.Contains(text, "no-activity") {
		t.Errorf("no suggestion: %s", text)
	}
}

func TestWeights(t *testing.T) {
	d := get(t, "lanzhou/assessment-personal")
	fields := `"year": 2018, "name": "张示例", "unit": "示例组", "date": "2018-12-28"`
	for _, tt := range []struct{ items, total, grade string }{
		{``, "100", "优秀"},
		{`"regular": {"score": 90}, "annual": {"score": 90}`, "90", "优秀"},
		{`"regular": {"score": 89.9}, "annual": {"score": 90}`, "89.96", "称职"},
		{`"regular": {"score": 0.2}, "annual": {"score": 0.3}`, "0.26", "不称职"},
		{`"regular": {"deductions": [{"points": 40, "reason": "缺汇报"}], "remarks": "补"}, "annual": {"score": 60}`, "60", "基本称职"},
	} {
		doc, said := fill(t, d, everything{}, full(d, fields, tt.items, ""))
		if doc == nil || doc.Total.String() != tt.total || doc.Grade != tt.grade {
			t.Errorf("%s: %+v %q, want %s, %s", tt.items, doc, said, tt.total, tt.grade)
		}
	}
}

func TestChecklist(t *testing.T) {
	d := get(t, "branch/standard-agency")
	doc, said := fill(t, d, everything{}, `{"fields": {`+scoreHead+`}, "items": {
		"1.1": {"met": true, "evidence": "第一盒\n第二盒"}, "1.2": {"met": false, "remarks": "补"}, "2.1": {"met": true}, "2.2": {"met": null}}}`)
	if doc == nil || len(said) != 26 || said[0] != "/items/1.3 ~unmarked" {
		t.Fatalf("said %q", said)
	}
	computed, _ := json.Marshal(doc.Computed())
	same(t, "computed", string(computed), `{"marks":{"items":29,"met":2,"unmet":1,"open":26}}`)
	_, table, _ := parts(t, doc.Sections()[0])
	same(t, "head", rowText(table.Head[0]), "项目|序号|标准要求|达标|未达标|佐证材料|备注")
	for i, want := range []string{"√||第一盒\n第二盒|", "|√||补"} {
		row := rowText(table.Body[i])
		if !strings.HasSuffix(row, "|"+want) {
			t.Errorf("row %d: %s, want %s", i, row, want)
		}
	}
	if c := table.Body[0].Cells[0]; c.Rows != 6 || !table.Body[5].Cells[0].Covered || table.Body[6].Cells[0].Covered || table.Again != "（续）" {
		t.Errorf("the group is not one cell: %+v", c)
	}
	same(t, "met", rowText(table.Tail[0]), "达标项数（共29项）|||2|||")
	same(t, "unmet", rowText(table.Tail[1]), "未达标项数||||1||")
	if f := table.Tail[0].Cells[3].Formula; f != `COUNTIF({met:},"√")` {
		t.Errorf("formula %s", f)
	}
}

func TestClosingFormulas(t *testing.T) {
	d := get(t, "wujin-2017/score")
	doc, _ := fill(t, d, everything{}, full(d, scoreHead, `"27": {"score": 0.6}`, ""))
	_, table, _ := parts(t, doc.Sections()[0])
	same(t, "head", rowText(table.Head[0]), "项目\n及分值|考核内容||考核分值|评分标准|得分")
	same(t, "group", text(table.Body[0].Cells[0].Content), "落实党建工作责任制\n（18分）")
	for i, want := range []struct{ row, formula string }{
		{"考核得分|||100分||100", `IF(COUNT({score:items})=25,SUM({score:items}),"")`},
		{"加分项得分|||||0.6", `SUM({score:extra})`},
		{"总分|||||100.6", `IF(COUNT({score:items})=25,SUM({score:}),"")`},
	} {
		same(t, "row", rowText(table.Tail[i]), want.row)
		same(t, "formula", string(table.Tail[i].Cells[5].Formula), want.formula)
	}
	want := []block.Named{
		{Key: "items", From: 0, To: 24}, {Key: "extra", From: 25, To: 27},
		{Key: "base", From: 28, To: 28}, {Key: "bonus", From: 29, To: 29}, {Key: "total", From: 30, To: 30},
	}
	if !slices.Equal(table.Named, want) {
		t.Errorf("named %v", table.Named)
	}
	grade := string(get(t, "anji-2012/grade").Blank().gradeFormula())
	for _, part := range []string{
		`IF(OR(ISNUMBER(FIND("☑近一年来没有开展党组织活动的",{content:veto})),`, `)),"较差",IF(COUNT({score:})<7,"",`,
		`IF(ROUND(SUM({score:}),6)>=90,"好",IF(ROUND(SUM({score:}),6)>=80,"较好",IF(ROUND(SUM({score:}),6)>=60,"一般","较差")))))`,
	} {
		if !strings.Contains(grade, part) {
			t.Errorf("%s is not in %s", part, grade)
		}
	}
	if utf8.RuneCountInString(grade) > 8000 {
		t.Error("longer than a spreadsheet takes")
	}
}

// TestParseRefusesScores changes one place of a form that is right, and looks for the one fault.
func TestParseRefusesScores(t *testing.T) {
	const wujin, anji, branch, lanzhou = "library/wujin-2017/score@1.yaml", "library/anji-2012/grade@1.yaml",
		"library/branch/standard-agency@1.yaml", "library/lanzhou/assessment-personal@1.yaml"
	for _, c := range []struct{ name, file, old, new, path, words string }{
		{"group does not add up", wujin, "points: 45 #", "points: 44 #", "groups[1].points", "the points add up to 45, not to the 44 given here"},
		{"form does not add up", wujin, "points: 100 #", "points: 115 #", "points", "the points add up to 100, not to the 115 given here"},
		{"bonus counted", wujin, "    bonus: true\n", "    points: 15\n", "points", "the points add up to 115"},
		{"bonus first", wujin, "    points: 18 #", "    bonus: true\n    points: 18 #", "groups[1]", "bonus groups come last"},
		{"deductions of a bonus", wujin, "        add:", "        deduct:", "groups[4].items[0]", "add is for bonus items"},
		{"addition in other words", wujin, "label: 获得市、区、局荣誉, level: 市", "label: 获市局荣誉, level: 市", "groups[4].items[2].add[4].label", "not in the words"},
		{"addition of other points", wujin, "points: 0.2, each", "points: 0.4, each", "groups[4].items[1].add[3]", `not followed by "0.4分"`},
		{"addition above its item", wujin, "points: 0.2, each", "points: 6, each", "groups[4].items[1].add[3].points", "takes 6 points, more than the item's 5"},
		{"cap above the items", wujin, "    bonus: true\n", "    bonus: true\n    cap: 15.1\n", "groups[4].cap", "15.1 is not between 0.1 and 15"},
		{"cap of nothing", wujin, "    bonus: true\n", "    bonus: true\n    cap: 0\n", "groups[4].cap", "0 is not between 0.1 and 15"},
		{"points above the cap", wujin, "    points: 18 #", "    cap: 10\n    points: 18 #", "groups[0].points", "the points add up to 10, not to the 18 given here"},
		{"cap of a checklist", branch, "    items:\n", "    cap: 1\n    items:\n", "groups[0].cap", `"cap" cannot be used with met`},
		{"group without points", wujin, "    points: 18 #", "    #", "groups[0]", `"points" is missing`},
		{"nothing to show", wujin, "show: total", "show: grade", "closing[2].show", `"grade" is not one of base, bonus, total`},
		{"shown twice", wujin, "show: total", "show: base", "closing[2].show", `"base" is already used at closing[0].show`},
		{"total twice", wujin, "closing:", "total: 合计\nclosing:", "total", `"total" cannot be used with closing`},
		{"bands ascend", anji, "from: 80", "from: 95", "grades[1].from", "95 is not below the 90 before it"},
		{"band beyond the points", anji, "from: 90", "from: 101", "grades[0].from", "101 is not between"},
		{"open at the end", anji, "- {label: 较差}", "- {from: 50, label: 较差}", "grades[3]", "the last has none"},
		{"a hole between", anji, "- {from: 80, label: 较好}", "- {label: 较好}", "grades[1]", "every grade but the last has a from"},
		{"grade twice", anji, "label: 较好}", "label: 好}", "grades[1].label", `already used at grades[0].label`},
		{"veto to no grade", anji, "没有开展党组织活动的, grade: 较差", "没有开展党组织活动的, grade: 差", "veto[0].grade", `there is no grade "差"`},
		{"veto key twice", anji, "key: violation", "key: no-activity", "veto[1].key", "already used at veto[0].key"},
		{"veto key", anji, "key: violation", "key: Violation", "veto[1].key", "hyphens"},
		{"veto not printed", anji, "  - {label: 直接定为较差的情况, show: veto}\n", "", "veto", "closing has no row with show: veto"},
		{"range in other words", anji, "points: 1, to: 2}", "points: 1, to: 4}", "items[0].deduct[2]", `not followed by "扣1-4分"`},
		{"points for nothing", wujin, "points: 2, lack: true", "points: 3, lack: true", "groups[2].items[3].deduct[1]", `not followed by "得3分"`},
		{"points for what is counted", wujin, "points: 2, lack: true", "points: 2, each: true, lack: true", "groups[2].items[3].deduct[1].lack", `"lack" cannot be used with`},
		{"range upside down", anji, "points: 1, to: 2}", "points: 2, to: 1}", "items[0].deduct[2].to", "min 2 is above max 1"},
		{"points of a checklist", branch, "        key: 1.1\n", "        key: 1.1\n        points: 3\n", "groups[0].items[0].points", `"points" cannot be used with met`},
		{"key twice", branch, "        key: 1.2\n", "        key: 1.1\n", "groups[0].items[1].key", "already used at groups[0].items[0].key"},
		{"score in a checklist", branch, "key: unmet,", "key: score,", "columns[4].key", `"score" cannot be used with met`},
		{"column without max", branch, "width: 20, max: 100, lines: true", "width: 20", "columns[6].key", `"remarks" is not one of`},
		{"weights", lanzhou, "weight: 40", "weight: 30", "", "the weights add up to 90, not to 100"},
		{"share of no grade", lanzhou, "{grade: 优秀, at_most", "{grade: 优, at_most", "quota[0].grade", `there is no grade "优"`},
		{"share twice", lanzhou, "{grade: 优秀, at_most: 20%}", "{grade: 优秀, at_most: 20%}\n  - {grade: 优秀, at_most: 30%}", "quota[1].grade", `"优秀" is already used at quota[0].grade`},
		{"share without a grade", lanzhou, "{grade: 优秀, at_most", "{at_most", "quota[0]", `"grade" is missing`},
		{"share of nothing", lanzhou, "at_most: 20%", "at_most: 0%", "quota[0].at_most", "0% is not between 1% and 100%"},
		{"share above all", lanzhou, "at_most: 20%", "at_most: 101%", "quota[0].at_most", "must be a percentage, such as 20%"},
		{"share in words", lanzhou, "at_most: 20%", "at_most: 二成", "quota[0].at_most", "must be a percentage, such as 20%"},
		{"share left open", lanzhou, ", at_most: 20%", "", "quota[0]", `"at_most" is missing`},
		{"share of a row", lanzhou, "{grade: 优秀, at", "{of: grade, value: 优秀, at", "quota[0].of", `no key "of"`},
		{"share without grades", wujin, "closing:", "quota: [{grade: 优秀, at_most: 20%}]\nclosing:", "quota[0].grade", `there is no grade "优秀"`},
		{"weighted points", lanzhou, "points: 100 #", "points: 200 #", "points", "the points add up to 100, not to the 200"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := string(readFile(t, c.file))
			changed := strings.Replace(src, c.old, c.new, 1)
			if changed == src {
				t.Fatalf("%q is not in %s", c.old, c.file)
			}
			_, err := Parse("form.yaml", []byte(changed))
			var faults *DefinitionError
			if !errors.As(err, &faults) {
				t.Fatalf("got %v, want a *DefinitionError", err)
			}
			for _, f := range faults.Faults {
				if f.Path == c.path && strings.Contains(f.Text(English), c.words) {
					return
				}
			}
			t.Errorf("want %s: … %s …, got\n%s", c.path, c.words, faults.Text(English))
		})
	}
}

// TestScoreSchemasAgreeWithFill: what one value may be, both say alike.
func TestScoreSchemasAgreeWithFill(t *testing.T) {
	for _, c := range []struct {
		form, items, rest string
		good              bool
	}{
		{"wujin-2017/score", `"27": {"score": 5}`, ``, true},
		{"wujin-2017/score", `"27": {"score": 5.1}`, ``, false},
		{"wujin-2017/score", `"27": {"additions": [{"rule": "wechat", "count": 3}, {"points": 0.2, "reason": "报道"}]}`, ``, true},
		{"wujin-2017/score", `"27": {"deductions": []}`, ``, false},
		{"wujin-2017/score", `"1": {"additions": []}`, ``, false},
		{"wujin-2017/score", ``, `, "veto": []`, false},
		{"anji-2012/grade", ``, `, "veto": ["violation", "no-activity"]`, true},
		{"anji-2012/grade", ``, `, "veto": null`, true},
		{"anji-2012/grade", ``, `, "veto": ["violation", "violation"]`, false},
		{"anji-2012/grade", ``, `, "veto": ["none"]`, false},
		{"anji-2012/grade", ``, `, "veto": "violation"`, false},
		{"anji-2012/grade", `"1": {"deductions": [{"rule": "recruit", "points": 2.5}]}`, ``, true},
		{"anji-2012/grade", `"1": {"deductions": [{"rule": "recruit", "points": 0.9}]}`, ``, false},
		{"anji-2012/grade", `"1": {"deductions": [{"rule": "recruit"}]}`, ``, false},
		{"branch/standard-soe", `"1.1": {"met": true, "evidence": "甲\n乙", "remarks": null}`, ``, true},
		{"branch/standard-soe", `"1.1": {"met": null}`, ``, true},
		{"branch/standard-soe", `"1.1": {"met": "true"}`, ``, false},
		{"branch/standard-soe", `"1.1": {"score": 1}`, ``, false},
		{"branch/standard-soe", `"1": {"met": true}`, ``, false},
	} {
		d := get(t, c.form)
		input := full(d, scoreHead, c.items, c.rest)
		if v, f := valid(t, compile(t, d), input), fills(d, input); v != c.good || f != c.good {
			t.Errorf("%s %s%s: the schema says %v, Fill %v, want %v", c.form, c.items, c.rest, v, f, c.good)
		}
	}
}

// FuzzScore gives any bytes to the scoring forms: what comes out adds up, and can be printed.
func FuzzScore(f *testing.F) {
	var defs []*Definition
	for _, id := range []string{"wujin-2017/score", "anji-2012/grade", "branch/standard-new", "lanzhou/assessment-personal"} {
		defs = append(defs, get(f, id))
		f.Add(defs[len(defs)-1].Sample())
	}
	f.Add([]byte(full(defs[1], scoreHead, `"1": {"deductions": [{"rule": "recruit", "points": 2}]}`, `, "veto": ["violation", "x"]`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, _ := ParseInput(data, Limits{Text: 1 << 10, Values: 1000})
		if in == nil {
			return
		}
		for _, d := range defs {
			doc, _ := d.Fill(in, everything{})
			if doc == nil {
				continue
			}
			doc.Sections()
			if (doc.Grade == "") != (len(d.Grades) == 0 || doc.Total == nil && len(doc.Veto) == 0) {
				t.Fatalf("grade %q of %v", doc.Grade, doc.Total)
			}
			for i := range doc.Items {
				if s := doc.Items[i].Score; s != nil && (s.Sign() < 0 || s.Cmp(d.Items()[i].Points) > 0) {
					t.Fatalf("item %d has %s", i, s)
				}
			}
			if doc.Total != nil && (doc.Base.Add(*doc.Bonus).Cmp(*doc.Total) != 0 || doc.Base.Cmp(d.Points) > 0) {
				t.Fatalf("%s and %s are %s", doc.Base, doc.Bonus, doc.Total)
			}
		}
	})
}

// TestGroupCap: what a group's items come to counts up to its cap, in the totals, in what is computed and in formulas.
func TestGroupCap(t *testing.T) {
	src, err := os.ReadFile("../testdata/own/capped.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse("capped.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ second, third, bonus, groups, total, grade string }{
		{"8", "5", "1.6", "4 10 3", "17", "好"},
		{"8", "2", "0.5", "4 10 3", "17", "好"},
		{"5", "4.9", "0.4", "4 9.9 2.9", "16.8", "好"},
		{"0", "7", "0", "4 7 2.5", "13.5", "差"},
	} {
		doc, said := fill(t, d, nil, `{"fields": {"unit": "示例"}, "items": {"1": {"score": 4}, "2": {"score": `+tt.second+`}, "3": {"score": `+tt.third+`}, "4": {"score": 2.5}, "5": {"score": `+tt.bonus+`}}}`)
		if doc == nil {
			t.Fatalf("said %q", said)
		}
		var groups []string
		for _, g := range doc.Groups {
			groups = append(groups, g.String())
		}
		if strings.Join(groups, " ") != tt.groups || doc.Total.String() != tt.total || doc.Grade != tt.grade {
			t.Errorf("%s, %s, %s: groups %v, %s in all, %s", tt.second, tt.third, tt.bonus, groups, doc.Total, doc.Grade)
		}
	}
	doc, _ := fill(t, d, nil, string(d.Sample()))
	computed, _ := json.Marshal(doc.Computed())
	for _, want := range []string{
		`{"label":"基础工作","points":10,"score":4}`, `{"label":"特色工作（满分10分）","points":10,"cap":10,"items":13,"score":10}`,
		`{"label":"加分（最多加3分）","cap":3,"items":4.1,"score":3}`, `"base":14,"bonus":3`, `"total":17`,
	} {
		if !strings.Contains(string(computed), want) {
			t.Errorf("%s is not in %s", want, computed)
		}
	}
	_, table, _ := parts(t, doc.Sections()[0])
	for i, want := range []struct{ row, formula string }{
		{"得分||20||14", `IF(COUNT({score:items})=3,SUM({score:items})-SUM({score:capped2})+MIN(SUM({score:capped2}),10),"")`},
		{"加分||||3", `SUM({score:extra})-SUM({score:capped3})+MIN(SUM({score:capped3}),3)`},
		{"总分||||17", `IF(COUNT({score:items})=3,SUM({score:})-SUM({score:capped2})+MIN(SUM({score:capped2}),10)-SUM({score:capped3})+MIN(SUM({score:capped3}),3),"")`},
	} {
		same(t, "row", rowText(table.Tail[i]), want.row)
		same(t, "formula", string(table.Tail[i].Cells[4].Formula), want.formula)
	}
	for _, want := range []block.Named{{Key: "capped2", From: 1, To: 2}, {Key: "capped3", From: 3, To: 4}} {
		if !slices.Contains(table.Named, want) {
			t.Errorf("named %v", table.Named)
		}
	}
}
