package forms

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// scored is an input of the library's scoring table in which all items have full points but those given.
func scored(items string) string {
	given := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte("{"+items+"}"), &given); err != nil {
		panic(err)
	}
	for _, no := range strings.Split("123456789", "") {
		if _, ok := given[no]; !ok {
			items += `, "` + no + `": {}`
		}
	}
	return `{` + ledgerHead + `, "items": {` + strings.TrimPrefix(items, ", ") + `}}`
}

func TestScoreAddsUp(t *testing.T) {
	tests := []struct {
		items, no, score, total string
		reasons                 string
	}{
		{``, "1", "20", "100", ""},
		{`"1": {"deductions": []}`, "1", "20", "100", ""},
		{`"1": {"score": 15}`, "1", "15", "95", ""},
		{`"1": {"score": 0}`, "1", "0", "80", ""},
		{`"1": {"score": 19.7}, "2": {"score": 0.2}, "3": {"score": 0.3}`, "1", "19.7", "85.2", ""},
		{`"1": {"deductions": [{"rule": "no-minutes"}, {"rule": "no-officer"}]}`, "1", "12", "92", "5 无会议记录; 3 无具体经办人"},
		{`"5": {"deductions": [{"rule": "six-have", "count": 2}, {"points": 1, "reason": "台账不全"}]}`, "5", "7", "97",
			"2 每项内容落实不到位、不规范; 1 台账不全"},
		{`"5": {"deductions": [{"rule": "six-have"}, {"rule": "six-have"}]}`, "5", "8", "98", "1 每项内容落实不到位、不规范; 1 每项内容落实不到位、不规范"},
		{`"5": {"deductions": [{"rule": "six-have", "count": 12}]}`, "5", "0", "90", "12 每项内容落实不到位、不规范"},
		{`"5": {"deductions": [{"rule": "no-six-have"}, {"rule": "six-have", "count": 3}]}`, "5", "0", "90", "10 “六有”要求不落实; 3 每项内容落实不到位、不规范"},
		{`"5": {"deductions": [{"points": 0.1, "reason": "迟到"}, {"points": 0.2, "reason": "早退"}]}`, "5", "9.7", "99.7", "0.1 迟到; 0.2 早退"},
		{`"5": {"score": null, "deductions": [{"points": 1, "reason": "迟到"}]}`, "5", "9", "99", "1 迟到"},
	}
	d := get(t, "luzhou-2013/score")
	for _, tt := range tests {
		doc, said := fill(t, d, everything{}, scored(tt.items))
		if doc == nil || len(said) > 0 {
			t.Errorf("%s: %q", tt.items, said)
			continue
		}
		i := slices.IndexFunc(d.Items(), func(it Item) bool { return it.No == tt.no })
		a := doc.Items[i]
		var reasons []string
		for _, r := range a.Reasons {
			reasons = append(reasons, r.Points.String()+" "+r.Label)
		}
		if a.Score.String() != tt.score || doc.Total.String() != tt.total || strings.Join(reasons, "; ") != tt.reasons {
			t.Errorf("%s: %s of %s for %q, want %s of %s for %q", tt.items, a.Score, doc.Total, reasons, tt.score, tt.total, tt.reasons)
		}
		if a.Pointer != "/items/"+tt.no {
			t.Errorf("%s: pointer %s", tt.items, a.Pointer)
		}
	}
}

func TestScoreRefuses(t *testing.T) {
	tests := []struct {
		items string
		want  []string
	}{
		{`"1": {"score": 21}`, []string{"/items/1/score max"}},
		{`"1": {"score": -1}`, []string{"/items/1/score min"}},
		{`"1": {"score": 1.25}`, []string{"/items/1/score places"}},
		{`"1": {"score": "15"}`, []string{"/items/1/score type"}},
		{`"1": 15`, []string{"/items/1 type"}},
		{`"1": {"points": 15}`, []string{"/items/1/points unknown"}},
		{`"1": {"score": 15, "deductions": [{"rule": "no-minutes"}]}`, []string{"/items/1/deductions both"}},
		{`"1": {"deductions": {"rule": "no-minutes"}}`, []string{"/items/1/deductions type"}},
		{`"1": {"deductions": ["no-minutes"]}`, []string{"/items/1/deductions/0 type"}},
		{`"1": {"deductions": [{"rule": "no-minute"}]}`, []string{"/items/1/deductions/0/rule rule"}},
		{`"1": {"deductions": [{"rule": "no-funds"}]}`, []string{"/items/1/deductions/0/rule rule"}},
		{`"1": {"deductions": [{"rule": 5}]}`, []string{"/items/1/deductions/0/rule type"}},
		{`"1": {"deductions": [{"rule": "no-minutes"}, {"rule": "no-minutes"}]}`, []string{"/items/1/deductions/1/rule repeated"}},
		{`"1": {"deductions": [{"rule": "no-minutes", "count": 2}]}`, []string{"/items/1/deductions/0/count count"}},
		{`"1": {"deductions": [{"rule": "no-minutes", "points": 2}]}`, []string{"/items/1/deductions/0/points unknown"}},
		{`"5": {"deductions": [{"rule": "six-have", "count": 0}]}`, []string{"/items/5/deductions/0/count min"}},
		{`"5": {"deductions": [{"rule": "six-have", "count": 1.5}]}`, []string{"/items/5/deductions/0/count integer"}},
		{`"5": {"deductions": [{"rule": "six-have", "count": 1e9}]}`, []string{"/items/5/deductions/0/count max"}},
		{`"5": {"deductions": [{"count": 2}]}`, []string{"/items/5/deductions/0/rule required"}},
		{`"5": {"deductions": [{}]}`, []string{"/items/5/deductions/0/points required", "/items/5/deductions/0/reason required"}},
		{`"5": {"deductions": [{"points": 1}]}`, []string{"/items/5/deductions/0/reason required"}},
		{`"5": {"deductions": [{"points": 1, "reason": "  "}]}`, []string{"/items/5/deductions/0/reason required", "/items/5/deductions/0/reason ~trimmed"}},
		{`"5": {"deductions": [{"reason": "迟到"}]}`, []string{"/items/5/deductions/0/points required"}},
		{`"5": {"deductions": [{"points": 0, "reason": "迟到"}]}`, []string{"/items/5/deductions/0/points min"}},
		{`"5": {"deductions": [{"points": 11, "reason": "迟到"}]}`, []string{"/items/5/deductions/0/points max"}},
		{`"5": {"deductions": [{"points": 1, "reason": "迟\u202e到"}]}`, []string{"/items/5/deductions/0/reason character"}},
		{`"5": {"score": 11}, "6": null`, []string{"/items/5/score max", "/items/6 ~unscored"}},
		{`"5": {"deductions": [{"points": 1, "resaon": "迟到"}]}`, []string{"/items/5/deductions/0/resaon unknown", "/items/5/deductions/0/reason required"}},
	}
	d := get(t, "luzhou-2013/score")
	for _, tt := range tests {
		if doc, said := fill(t, d, everything{}, scored(tt.items)); doc != nil || !slices.Equal(said, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.items, said, tt.want)
		}
	}
	for data, want := range map[string]string{
		`{` + ledgerHead + `}`:                         "/items required",
		`{` + ledgerHead + `, "items": []}`:            "/items type",
		`{` + ledgerHead + `, "items": {"10": {}}}`:    "/items/10 unknown",
		`{` + ledgerHead + `, "items": {}, "rows": 1}`: "/rows unknown",
	} {
		doc, said := fill(t, d, everything{}, data)
		said = slices.DeleteFunc(said, func(s string) bool { return strings.Contains(s, "~") })
		if doc != nil || !slices.Equal(said, []string{want}) {
			t.Errorf("%s: got %q, want %s", data, said, want)
		}
	}
}

func TestScoreStaysOpen(t *testing.T) {
	d := get(t, "luzhou-2013/score")
	doc, said := fill(t, d, everything{}, `{`+ledgerHead+`, "items": {"1": {"score": 20}, "2": null, "3": {"score": null}, "4": {}, "5": {}, "6": {}, "7": {}, "8": {}}}`)
	if doc == nil || doc.Total != nil {
		t.Fatalf("said %q", said)
	}
	if want := []string{"/items/2 ~unscored", "/items/3 ~unscored", "/items/9 ~unscored"}; !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
}

func TestComputed(t *testing.T) {
	tests := []struct{ id, data, want string }{
		{"luzhou-2013/ledger", `{` + ledgerHead + `, "rows": [{"school": "甲", "members": 5, "type": "单独建"}, {"school": "乙", "members": 7, "type": "联合建"}, {"school": "丙"}]}`,
			`{"summary":[{"key":"schools","label":"学校数","value":3},{"key":"members","label":"党员总数","value":12},` +
				`{"key":"independent","label":"单独建","value":1},{"key":"attached","label":"挂靠建","value":0},{"key":"joint","label":"联合建","value":1}]}`},
		{"luzhou-2013/score", scored(`"2": {"deductions": [{"rule": "no-funds"}]}`),
			`{"no":"2","name":"保障经费","points":5,"score":2,"reasons":[{"points":3,"label":"经费不落实"}]},`},
		{"luzhou-2013/score", scored(`"2": {"score": 4.5}`), `"score":5}],"total":99.5,"points":100}`},
		{"luzhou-2013/score", `{` + ledgerHead + `, "items": {}}`, `{"no":"9","name":"其他工作","points":5,"score":null}],"points":100}`},
	}
	for _, tt := range tests {
		doc, said := fill(t, get(t, tt.id), everything{}, tt.data)
		if doc == nil {
			t.Errorf("%s: %q", tt.data, said)
			continue
		}
		got, err := json.Marshal(doc.Computed())
		if err != nil || !strings.Contains(string(got), tt.want) {
			t.Errorf("got %s, %v, want %s", got, err, tt.want)
		}
	}
}
