package forms

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// chartInput is an input of the network with these rows: number, number above, name.
func chartInput(t *testing.T, rows ...[3]string) []byte {
	t.Helper()
	all := []map[string]string{}
	for _, r := range rows {
		row := map[string]string{"no": r[0], "name": r[2]}
		if r[1] != "" {
			row["parent"] = r[1]
		}
		all = append(all, row)
	}
	b, err := json.Marshal(map[string]any{"fields": map[string]string{"unit": "示例机关", "date": "2018-03-01"}, "rows": all})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func fillNetwork(t *testing.T, input []byte) (*Document, []Problem) {
	t.Helper()
	in, problems := ParseInput(input, Limits{})
	if in == nil {
		t.Fatal(problems)
	}
	doc, problems := get(t, "branch/network").Fill(in, nil)
	return doc, slices.DeleteFunc(problems, func(p Problem) bool { return p.Severity == SeverityAdvice })
}

// TestBadCharts checks that every way in which rows are no tree is told at its place, and nothing else is.
func TestBadCharts(t *testing.T) {
	many := make([][3]string, 10_000)
	for i := range many {
		many[i] = [3]string{fmt.Sprint(i), "0", "组"}
	}
	for name, c := range map[string]struct {
		rows [][3]string
		want []string // pointer, code, words
	}{
		"two tops": {
			[][3]string{{"1", "", "党委"}, {"2", "1", "支部"}, {"3", "", "另一党委"}, {"4", "", "再一党委"}},
			[]string{"/rows/2/parent root “党委”（第 1 行）", "/rows/3/parent root “党委”（第 1 行）"},
		},
		"under itself":   {[][3]string{{"1", "", "党委"}, {"2", "2", "支部"}}, []string{"/rows/1/parent cycle “支部”→“支部”"}},
		"no top":         {[][3]string{{"1", "2", "甲"}, {"2", "1", "乙"}}, []string{"/rows/0/parent cycle “甲”→“乙”→“甲”"}},
		"circle aside":   {[][3]string{{"1", "", "党委"}, {"2", "4", "甲"}, {"3", "2", "乙"}, {"4", "3", "丙"}, {"5", "4", "丁"}}, []string{"/rows/1/parent cycle “甲”→“丙”→“乙”→“甲”"}},
		"no such number": {[][3]string{{"1-1", "", "党委"}, {"2", "1_1", "支部"}}, []string{"/rows/1/parent parent 是不是“1-1”"}},
		"number twice":   {[][3]string{{"1", "", "党委"}, {"2", "1", "甲"}, {"2", "1", "乙"}}, []string{"/rows/2/no duplicate “2”"}},
		"none":           {nil, []string{"/rows required 未填写"}},
		"10,000":         {many, []string{"/rows rows 10000 行，最多 500 行"}},
		"number missing": {[][3]string{{"1", "", "党委"}, {"", "1", "甲"}, {"3", "9", "乙"}}, []string{"/rows/1/no required 编号"}},
	} {
		doc, problems := fillNetwork(t, chartInput(t, c.rows...))
		if doc != nil || len(problems) != len(c.want) {
			t.Errorf("%s: %d problems: %v", name, len(problems), problems)
			continue
		}
		for i, want := range c.want {
			part := strings.SplitN(want, " ", 3)
			p := problems[i]
			if p.Pointer != part[0] || p.Code != part[1] || !strings.Contains(p.Text(Chinese), part[2]) || p.Text(English) == "" {
				t.Errorf("%s: %s, want %s", name, p.Line(Chinese), want)
			}
		}
	}
	doc, problems := fillNetwork(t, []byte(`{"fields": {"unit": "示例", "date": "2018-03-01"}, "rows": [{"no": "1", "name": "党委"}, {"no": "2", "parent": 1, "name": "支部"}]}`))
	if doc != nil || len(problems) != 1 || problems[0].Pointer != "/rows/1/parent" || problems[0].Code != CodeType {
		t.Errorf("a number above that is wrong in itself: %v", problems)
	}
}

// TestChartTree checks that rows in any order become the tree they say, and that box lines without values are left out.
func TestChartTree(t *testing.T) {
	doc, problems := fillNetwork(t, chartInput(t, [3]string{"2", "1", "甲"}, [3]string{"2-1", "2", "丙"}, [3]string{"1", "", "党委"}, [3]string{"3", "1", "乙"}))
	if doc == nil {
		t.Fatal(problems)
	}
	var tree *block.Tree
	sections := doc.Sections()
	for _, b := range sections[0].Blocks {
		if x, ok := b.(*block.Tree); ok {
			tree = x
		}
	}
	var got []string
	for _, n := range tree.Nodes {
		if len(n.Lines) != 1 {
			t.Errorf("%v has %d lines", n.Lines[0][0].Text, len(n.Lines))
		}
		got = append(got, fmt.Sprint(n.Above, n.Lines[0][0].Text, n.Lines[0][0].Pointer))
	}
	if want := []string{"-1党委/rows/2/name", "0甲/rows/0/name", "1丙/rows/1/name", "0乙/rows/3/name"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	sheets := block.Sheets(sections)
	for i, b := range sheets[0].Blocks {
		table, ok := b.(*block.Table)
		if _, is := b.(*block.Tree); is {
			t.Error("a worksheet has a tree")
		}
		if ok && (len(table.Body) != 4 || sections[0].Blocks[i] != block.Block(tree)) {
			t.Errorf("%d rows", len(table.Body))
		}
	}
}

// TestChartValues checks that the chart and its worksheet show every value of the input once; numbers of nodes only the
// worksheet has.
func TestChartValues(t *testing.T) {
	doc, problems := fillNetwork(t, get(t, "branch/network").Sample())
	if doc == nil {
		t.Fatal(problems)
	}
	count := func(sections []block.Section) map[string]int {
		seen := map[string]int{}
		for _, p := range pointers(&sections[0]) {
			seen[p]++
		}
		return seen
	}
	chart, sheet := count(doc.Sections()), count(block.Sheets(doc.Sections()))
	rule := doc.Definition.Nodes
	for _, row := range doc.Rows {
		for i, v := range row {
			want := 1
			if i == rule.ID || i == rule.Parent {
				want = 0
			}
			if v.Set && (chart[v.Pointer] != want || sheet[v.Pointer] != 1) {
				t.Errorf("%s is shown %d times in the chart, %d in the sheet", v.Pointer, chart[v.Pointer], sheet[v.Pointer])
			}
		}
	}
}

// TestWrongCharts checks the mistakes of a definition.
func TestWrongCharts(t *testing.T) {
	src := string(readFile(t, "library/branch/network@1.yaml"))
	for _, c := range []struct{ old, new, path, words string }{
		{"id: no\n", "id: parnt\n", "nodes.id", "是不是“parent”"},
		{"id: no\n", "id: parent\n", "nodes.parent", "重复"},
		{"parent: parent\n", "parent: members\n", "nodes.parent", "text"},
		{"parent: parent\n", "parent: date\n", "nodes.parent", "date"},
		{"委员：{committee}", "委员：{committeex}", "nodes.box[3]", "committee"},
		{"label: 委员, max: 100", "label: 委员, max: 300", "nodes.box", "300"},
		{"label: 委员, max: 100", "label: 委员", "nodes.inputs[5]", "max"},
		{`- "{name}"`, "- 名称", "nodes.box[0]", "{…}"},
		{"blank: [3, 2]", "blank: [3, 0]", "nodes.blank[1]", "12"},
		{"blank: [3, 2]", "blank: [12, 12, 12]", "nodes.blank", "500"},
		{"turn: landscape", "turn: landscape, margin: [50, 15, 50, 15]", "page", "120"},
	} {
		if !strings.Contains(src, c.old) {
			t.Fatalf("no %q", c.old)
		}
		_, err := Parse("network.yaml", []byte(strings.Replace(src, c.old, c.new, 1)))
		var text string
		if wrong := (*DefinitionError)(nil); errors.As(err, &wrong) {
			text = wrong.Text(Chinese)
		}
		if !slices.ContainsFunc(strings.Split(text, "\n"), func(l string) bool {
			return strings.Contains(l, ": "+c.path+": ") && strings.Contains(l, c.words)
		}) {
			t.Errorf("%s: %s", c.new, text)
		}
	}
}
