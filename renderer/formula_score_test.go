package renderer_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/layout"
)

// weighing is a scoring form with what is asked of it.
type weighing struct{ weights, bonus, caps, veto, column, groups bool }

// definition is the form, whose items weigh 15, 25 and 60 of 100 or else have so many points.
func (w weighing) definition(t *testing.T) *forms.Definition {
	t.Helper()
	var b strings.Builder
	b.WriteString("form: example/weighing\nversion: 1\nkind: score\ntitle: 考核评分表\nfields:\n  - {key: unit, label: 单位, max: 60}\nhead: [unit]\ncolumns:\n")
	if w.groups {
		b.WriteString("  - {key: group, label: 项目, width: 20}\n")
	}
	b.WriteString("  - {key: \"no\", label: 序号, width: 10}\n  - {key: content, label: 内容, width: 40}\n  - {key: points, label: 分值, width: 15}\n")
	if w.weights {
		b.WriteString("  - {key: weight, label: 权重, width: 15}\n")
	}
	b.WriteString("  - {key: score, label: 得分, width: 15}\n")
	if w.column {
		b.WriteString("  - {key: weighted, label: 折算得分, width: 15}\n")
	}
	item := func(no, points int, rest string) {
		weight := ""
		if w.weights && no < 4 {
			weight, points = fmt.Sprintf(", weight: %d", points), 100
		}
		fmt.Fprintf(&b, "      - {\"no\": %d, content: 内容, points: %d%s%s}\n", no, points, weight, rest)
	}
	points, limit := 40, ""
	if w.caps {
		points, limit = 30, "    cap: 30\n"
	}
	fmt.Fprintf(&b, "points: %d\ngroups:\n  - label: 甲\n    points: %d\n%s    items:\n", points+60, points, limit)
	item(1, 15, ", criteria: 迟报一次扣2.5分, deduct: [{key: late, label: 迟报, points: 2.5, each: true}]")
	item(2, 25, "")
	b.WriteString("  - label: 乙\n    points: 60\n    items:\n")
	item(3, 60, "")
	closing := "closing:\n"
	if w.bonus {
		b.WriteString("  - label: 加分\n    bonus: true\n    points: 5\n    cap: 5\n    items:\n")
		item(4, 5, ", criteria: 表彰加2分, add: [{key: prize, label: 表彰, points: 2}]")
		item(5, 4, "")
		closing += "  - {label: 基础分, show: base}\n  - {label: 加分小计, show: bonus}\n"
	}
	b.WriteString("grades: [{from: 83, label: 优秀}, {from: 75, label: 良好}, {label: 不合格}]\n")
	closing += "  - {label: 总分, show: total}\n"
	if w.veto {
		b.WriteString("veto: [{key: hide, label: 瞒报的, grade: 不合格}]\n")
		closing += "  - {label: 否决, show: veto}\n"
	}
	b.WriteString(closing + "  - {label: 等次, show: grade}\nsample:\n  fields: {unit: 示例学校}\n  items: {\"1\": {}}\n")
	d, err := forms.Parse("weighing.yaml", []byte(b.String()))
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return d
}

// input has deductions, scores and additions above the cap, and a veto if the form has one.
func (w weighing) input() string {
	scores := `{"1": {"deductions": [{"rule": "late", "count": 3}]}, "2": {"score": 24.5}, "3": {"score": 55.5}`
	if w.weights {
		scores = `{"1": {"deductions": [{"rule": "late", "count": 3}]}, "2": {"score": 90.5}, "3": {"score": 88.5}`
	}
	if w.bonus {
		scores += `, "4": {"additions": [{"rule": "prize"}]}, "5": {"score": 3.5}`
	}
	veto := ""
	if w.veto {
		veto = `, "veto": ["hide"]`
	}
	return `{"fields": {"unit": "示例学校"}, "items": ` + scores + "}" + veto + "}"
}

// TestTotalsGiveTheValues has LibreOffice work out totals and grades, with weights, a bonus, caps and vetoes in every
// combination, with and without columns for the weighted scores and for the groups.
func TestTotalsGiveTheValues(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	books, want := map[string][]byte{}, map[string][]string{}
	for n := range 1 << 6 {
		has := func(bit int) bool { return n>>bit&1 == 1 }
		w := weighing{has(0), has(1), has(2), has(3), has(4), has(5)}
		if w.column && !w.weights {
			continue
		}
		doc := fill(t, w.definition(t), []byte(w.input()))
		points := doc.Definition.Points.String() + "|"
		rows := []string{"总分|" + points + doc.Total.String(), "等次|" + doc.Grade}
		if w.bonus {
			rows = []string{"基础分|" + points + doc.Base.String(), "加分小计|" + doc.Bonus.String(), "总分|" + doc.Total.String(), rows[1]}
		}
		name := fmt.Sprintf("%+v", w)
		name = strings.NewReplacer("{", "", "}", "", ":", "-", " ", "_").Replace(name)
		books[name], want[name] = render(t, doc, renderer.Options{Format: renderer.XLSX}), rows
	}
	recalculated := recalculate(t, books)
	for name, rows := range want {
		hold(t, name, recalculated[name], rows)
	}
}

// TestBonusHasNoWeight wants nothing in the column of weights beside a bonus item, whose points count as they are.
func TestBonusHasNoWeight(t *testing.T) {
	w := weighing{weights: true, bonus: true, column: true}
	doc := fill(t, w.definition(t), []byte(w.input()))
	laid, err := layout.Pages(book(t), doc.Sections())
	if err != nil {
		t.Fatal(err)
	}
	var weights []string
	for i := range laid.Pages[0].Texts {
		if text := laid.Pages[0].Texts[i].Str; strings.HasSuffix(text, "%") {
			weights = append(weights, text)
		}
	}
	if got := strings.Join(weights, " "); got != "15% 25% 60%" {
		t.Errorf("the weights are %s", got)
	}
	for _, it := range doc.Items[3:] {
		if it.Weighted == nil || it.Weighted.Cmp(*it.Score) != 0 {
			t.Errorf("a bonus item of %v counts as %v", it.Score, it.Weighted)
		}
	}
}
